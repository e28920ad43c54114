"""Environments: names that AWS accepts and that differ, and settings within DynamoDB's limits."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from tablewright.design.checks.capacity import capacity_faults
from tablewright.design.environment import Environment
from tablewright.design.location import Location
from tablewright.design.naming import nearest
from tablewright.design.problems import Findings
from tablewright.design.resolution import Scope, settings_of
from tablewright.design.resources import Encryption
from tablewright.design.schema import TableSchema
from tablewright.design.settings import Settings
from tablewright.design.table import Table

_TABLE_NAME = re.compile(r"[a-zA-Z0-9_.-]{3,255}")
_ENVIRONMENT_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]*")
_MAX_TAGS = 50
_FULL_STREAM = "NEW_AND_OLD_IMAGES"


def check_environments(
    design: str,
    location: Location,
    environments: Sequence[Environment],
    schemas: Mapping[Table, TableSchema],
    defaults: Settings,
    findings: Findings,
) -> None:
    """Check each environment, and each table in it."""
    if not environments:
        findings.add(location, f"design {design}", "it has no environment", 'Add one: Environment("dev")')
    for name, times in Counter(environment.name for environment in environments).items():
        if times > 1:
            findings.add(location, f"design {design}", f"{times} environments are named {name}", "Rename one")
    for environment in environments:
        _check_environment(environment, schemas, findings)
        names: dict[str, Table] = {}
        for schema in schemas.values():
            faults = _Faults(schema, environment, findings)
            settings = settings_of(schema, defaults, environment)
            filled = faults.check_texts(settings, Scope(design, environment))
            if filled is not None and names.setdefault(filled, schema.table) is not schema.table:
                faults.add(f"{names[filled].name!r} has the same name {filled!r}", "Give each table its own name")
            faults.check_settings(settings)


def _check_environment(environment: Environment, schemas: Mapping[Table, TableSchema], findings: Findings) -> None:
    subject = f"environment {environment.name}"
    if not _ENVIRONMENT_NAME.fullmatch(environment.name):
        message = "its name has other characters than letters, digits, '-' and '_'"
        findings.add(environment.location, subject, message, 'Name it as in "dev" or "prod"')
    if environment.account is not None and not re.fullmatch(r"\d{12}", environment.account):
        message = f"the account {environment.account!r} is not an AWS account"
        findings.add(environment.location, subject, message, "An account has twelve digits, written as text")
    if not re.fullmatch(r"[a-z]{2,}(-[a-z]+)+-\d+", environment.region):
        message = f"{environment.region!r} is not an AWS region"
        findings.add(environment.location, subject, message, "Write it as in us-east-1")
    for table in (*environment.tables, *environment.volumes):
        if table not in schemas:
            message = f"it speaks of {table.name}, which is not among the design's tables"
            known = {each.name for each in schemas}
            findings.add(environment.location, subject, message, nearest(table.name, known))
    for table, volume in environment.volumes.items():
        if volume.items < 0 or volume.size < 0:
            message = f"the volume of {table.name} is negative"
            findings.add(environment.location, subject, message, "Give numbers from 0")


class _Faults:
    """The problems of one table in one environment."""

    def __init__(self, schema: TableSchema, environment: Environment, findings: Findings) -> None:
        self._schema = schema
        self._environment = environment
        self._findings = findings

    def add(self, message: str, remedy: str) -> None:
        subject = f"table {self._schema.table.name}, environment {self._environment.name}"
        self._findings.add(self._schema.table.location, subject, message, remedy)

    def check_texts(self, settings: Settings, scope: Scope) -> str | None:
        """Check the table's name and tags; the name, if it can be made."""
        name = None
        try:
            name = scope.fill(self._schema.table.name)
            if not _TABLE_NAME.fullmatch(name):
                self.add(
                    f"the name {name[:80]!r} is not one DynamoDB accepts",
                    "A table's name has 3 to 255 letters, digits, '_', '-' and '.'",
                )
        except ValueError as error:
            self.add(f"the name cannot be made: {error}", "Correct the placeholder")
        for key, value in settings.tags.items():
            try:
                self._check_tag(key, scope.fill(value))
            except ValueError as error:
                self.add(f"the tag {key} cannot be made: {error}", "Correct the placeholder")
        if len(settings.tags) > _MAX_TAGS:
            self.add(f"it has {len(settings.tags)} tags", f"A table has at most {_MAX_TAGS}")
        return name

    def _check_tag(self, key: str, value: str) -> None:
        if not 1 <= len(key) <= 128 or len(value) > 256:
            self.add(
                f"the tag {key[:40]!r} is too long",
                "A tag's key has 1 to 128 characters, its value up to 256",
            )
        if key.lower().startswith("aws:"):
            self.add(f"the tag {key!r} begins with aws:, which is AWS's own", "Give the tag another key")

    def check_settings(self, settings: Settings) -> None:
        """Check the settings' values and those that depend on one another."""
        said = settings.said()
        if (recovery := said["recovery"]) is not None and not 1 <= recovery.days <= 35:
            self.add(f"point-in-time recovery of {recovery.days} days", "The recovery period is 1 to 35 days")
        if (backup := said["backup"]) is not None and backup.keep_days < 1:
            self.add(f"backups are kept for {backup.keep_days} days", "Keep them for 1 day or more")
        self._check_encryption(said["encryption"])
        for fault, remedy in capacity_faults(said["billing"], said["warm_throughput"], self._schema.table.indexes):
            self.add(fault, remedy)
        replicas = tuple(said["replicas"])
        if replicas and said["stream"] != _FULL_STREAM:
            self.add(
                f"it has replicas in {', '.join(replicas)}, which follow its stream, and the stream is "
                f"{said['stream'] or 'off'}",
                "Say stream=StreamView.NEW_AND_OLD_IMAGES",
            )
        if len({*replicas, self._environment.region}) <= len(replicas):
            self.add(
                f"its replicas {', '.join(replicas)} name a region twice, or its own {self._environment.region}",
                "Name each other region once",
            )

    def _check_encryption(self, encryption: Encryption) -> None:
        told = f"encryption by {encryption.by} with key_arn={encryption.key_arn!r}"
        if encryption.by != "CUSTOMER":
            if encryption.key_arn is not None:
                self.add(told, 'Only a customer key is named: leave the ARN out, or say Encryption("CUSTOMER", ...)')
        elif not encryption.names_a_key:
            self.add(
                told,
                "Name the key by its ARN, which tells it from others as an alias does not: "
                'Encryption("CUSTOMER", "arn:aws:kms:<region>:<account>:key/<id>")',
            )
