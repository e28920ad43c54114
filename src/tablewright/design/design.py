"""The design: tables, access patterns and environments together, checked when it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from tablewright.design.access_patterns import Pattern
from tablewright.design.checks.collisions import check_collisions
from tablewright.design.checks.environments import check_environments
from tablewright.design.checks.expiry import check_expiry
from tablewright.design.checks.identifiers import check_design_names, check_identifiers, check_tables
from tablewright.design.checks.limits import check_limits
from tablewright.design.checks.protocols import check_protocols
from tablewright.design.checks.references import check_references
from tablewright.design.checks.templates import check_templates, formats_fit
from tablewright.design.checks.usage import check_usage
from tablewright.design.declared_types import check_argument
from tablewright.design.environment import Environment
from tablewright.design.location import Location, declared_here
from tablewright.design.naming import nearest
from tablewright.design.patterns import PatternDeclaration, declared_patterns
from tablewright.design.problems import DesignError, Findings
from tablewright.design.resolution import Scope, logical_id, settings_of, table_resource
from tablewright.design.resolve_patterns import resolve_patterns
from tablewright.design.resolve_tables import check_record, resolve_table
from tablewright.design.resources import TableResource
from tablewright.design.schema import TableSchema
from tablewright.design.settings import Settings
from tablewright.design.table import Table


class UnknownName(LookupError):
    """An environment, table or pattern that the design does not have; the message names those it has."""


class Design:
    """A data model: what is stored, how it is read, and where it runs.

    Making one checks it and does no I/O.

    Attributes:
        name: the design's name; ``{design}`` in names and tags.
        tables: its tables.
        protocols: the classes that declare its access patterns.
        environments: where it runs.
        location: the line that declares it.
        defaults: settings of every table that does not say otherwise.
        exports: the names of CloudFormation exports, made of ``{table}`` (``MetricsTable``), ``{output}``
            (``Name``, ``Arn`` or ``StreamArn``), ``{design}`` and ``{env}``; None: as the stack is named.
        schemas: each table with its keys resolved.
        patterns: the access patterns by name, as the keys serve them.

    Raises:
        DesignError: something is wrong with it; the error lists everything that is.
    """

    def __init__(
        self,
        name: str,
        *,
        tables: Sequence[Table],
        patterns: Sequence[type] = (),
        environments: Sequence[Environment] | None = None,
        defaults: Settings | None = None,
        tags: Mapping[str, str] | None = None,
        exports: str | None = None,
    ) -> None:
        check_argument("Design", "name", name, str)
        check_argument("Design", "tables", tables, Sequence[Table])
        check_argument("Design", "patterns", patterns, Sequence[type])
        check_argument("Design", "environments", environments, Sequence[Environment] | None)
        check_argument("Design", "defaults", defaults, Settings | None)
        check_argument("Design", "tags", tags, Mapping[str, str] | None)
        check_argument("Design", "exports", exports, str | None)
        self.name: Final = name
        self.location: Final[Location] = declared_here()
        self.tables: Final[tuple[Table, ...]] = tuple(tables)
        self.protocols: Final[tuple[type, ...]] = tuple(patterns)
        self.environments: Final[tuple[Environment, ...]] = (
            (Environment("dev"),) if environments is None else tuple(environments)
        )
        self.defaults: Final[Settings] = _with_tags(defaults or Settings(), tags or {})
        self.exports: Final = exports
        findings = Findings()
        self.schemas: Final[Mapping[Table, TableSchema]] = {
            table: resolve_table(table, table.logical_id or logical_id(name, table.name), findings)
            for table in self.tables
        }
        declarations = [each for protocol in self.protocols for each in declared_patterns(protocol)]
        # The patterns of a table that has problems wait until the table is right.
        sound = {table: schema for table, schema in self.schemas.items() if schema.sound and formats_fit(schema)}
        self.patterns: Final[Mapping[str, Pattern]] = resolve_patterns(declarations, sound, findings)
        self._check(declarations, sound, findings)
        if findings:
            raise DesignError(name, findings.problems)

    def environment(self, name: str) -> Environment:
        """The environment of that name.

        Raises:
            UnknownName: the design has none of that name.
        """
        known = {environment.name: environment for environment in self.environments}
        if name not in known:
            raise UnknownName(f"The design {self.name!r} has no environment {name!r}. {nearest(name, known)}.")
        return known[name]

    def pattern(self, name: str) -> Pattern:
        """The access pattern of that name.

        Raises:
            UnknownName: the design has none of that name.
        """
        if name not in self.patterns:
            raise UnknownName(f"The design {self.name!r} has no pattern {name!r}. {nearest(name, self.patterns)}.")
        return self.patterns[name]

    def resources(self, env: str) -> tuple[TableResource, ...]:
        """The tables as AWS is asked to make them in an environment, in the order of the design.

        Raises:
            UnknownName: the design has no such environment.
        """
        environment = self.environment(env)
        scope = Scope(self.name, environment)
        return tuple(
            table_resource(schema, settings_of(schema, self.defaults, environment), scope)
            for schema in self.schemas.values()
        )

    def table_name(self, table: Table, env: str) -> str:
        """A table's name in an environment.

        Raises:
            UnknownName: the design has no such environment.
        """
        return Scope(self.name, self.environment(env)).fill(table.name)

    def __repr__(self) -> str:
        return f"Design({self.name!r}, {len(self.tables)} tables)"

    def _check(
        self,
        declarations: Sequence[PatternDeclaration],
        sound: Mapping[Table, TableSchema],
        findings: Findings,
    ) -> None:
        schemas = self.schemas
        check_usage(schemas, declarations, findings)
        check_design_names(self.name, self.exports, self.location, findings)
        check_tables(self.name, self.tables, self.location, findings)
        check_protocols(self.protocols, findings)
        check_identifiers(schemas.values(), findings)
        records = {entity.entity: entity.record for schema in schemas.values() for entity in schema.entities}
        for record in records.values():
            check_record(record, findings)
        for schema in schemas.values():
            check_limits(schema, findings)
            check_templates(schema, findings)
            check_expiry(schema, schemas, findings)
            check_references(schema, schemas.values(), findings)
        for schema in sound.values():
            check_collisions(schema, findings)
        check_environments(self.name, self.location, self.environments, schemas, self.defaults, findings)


def _with_tags(settings: Settings, tags: Mapping[str, str]) -> Settings:
    return replace(settings, tags={**settings.tags, **tags})
