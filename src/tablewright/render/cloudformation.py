"""One CloudFormation template for all environments of a design."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tablewright.design.resources import BackupSchedule, TableResource
from tablewright.plan import canonical
from tablewright.render.backups import backup_resources
from tablewright.render.environments import PARAMETER, EnvironmentMerge
from tablewright.render.errors import RenderError
from tablewright.render.global_table_properties import global_table_properties
from tablewright.render.intrinsics import Json, get_att, ref, sub
from tablewright.render.scaling import ScaledDimension, scaled_dimensions
from tablewright.render.table_properties import table_properties

_POLICY_NOTE = (
    "Whether a table outlives the stack differs between environments. CloudFormation takes a condition in "
    "DeletionPolicy only with the transform AWS::LanguageExtensions, so deploy this template with "
    "--capabilities CAPABILITY_AUTO_EXPAND."
)
_ROLE_NOTE = "AWS Backup works through a role made here, so deploy this template with --capabilities CAPABILITY_IAM."

_LOGICAL_ID = re.compile(r"[A-Za-z0-9]{1,200}")


def cloudformation(
    design: str,
    environments: Mapping[str, Sequence[TableResource]],
    *,
    exports: str = "${AWS::StackName}-{table}{output}",
) -> dict[str, Json]:
    """The template: every table of the design, as it is in the environment that the parameter names.

    Args:
        design: the name of the design.
        environments: what the design resolves to in each environment. The first is the parameter's default.
        exports: the names under which outputs are exported, made of ``{table}`` (``MetricsTable``), ``{output}``
            (``Name``, ``Arn`` or ``StreamArn``), ``{design}`` and ``{env}``; ``${...}`` is filled in by Fn::Sub.

    Returns:
        The template as a JSON value, in the order in which it reads best; see `to_yaml` and `to_json`.

    Raises:
        RenderError: the tables cannot be written as one template.
        ImpossibleResource: a table is declared in a way that DynamoDB cannot hold.
    """
    if not environments:
        raise RenderError(f"design {design} has no environment to render; declare at least one")
    merge = EnvironmentMerge(list(environments))
    tables = _tables_by_logical_id(environments)
    resources: dict[str, dict[str, Json]] = {}
    for table in tables:
        _add(resources, {table.logical_id: table.resource(merge)})
        _add(resources, _scaling_resources(table, merge))
    scheduled = {table.logical_id: table.backups for table in tables if table.backups}
    _add(resources, backup_resources(design, scheduled, merge))
    outputs: dict[str, Json] = {PARAMETER: {"Description": "The environment of this stack", "Value": ref(PARAMETER)}}
    for table in tables:
        outputs |= table.outputs(merge, exports.replace("{design}", design))
    return _assembled(design, merge, resources, outputs)


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of the design in the environments that have it, in canonical form."""

    logical_id: str
    by_environment: Mapping[str, TableResource]

    @property
    def environments(self) -> tuple[str, ...]:
        return tuple(self.by_environment)

    @property
    def is_global(self) -> bool:
        """Whether it has replicas in any environment: it is then a global table in all of them."""
        return any(table.replicas for table in self.by_environment.values())

    @property
    def backups(self) -> dict[str, BackupSchedule]:
        return {
            environment: table.backup for environment, table in self.by_environment.items() if table.backup is not None
        }

    def resource(self, merge: EnvironmentMerge) -> dict[str, Json]:
        kind, properties = (
            ("AWS::DynamoDB::GlobalTable", global_table_properties)
            if self.is_global
            else ("AWS::DynamoDB::Table", table_properties)
        )
        policy = merge.choose(self._each(lambda table: "Retain" if table.retain else "Delete"), self.environments)
        return {
            "Type": kind,
            **merge.only_in(self.environments),
            "DeletionPolicy": policy,
            "UpdateReplacePolicy": policy,
            "Properties": merge.merge(self._each(properties), self.environments, (self.logical_id,)),
        }

    def outputs(self, merge: EnvironmentMerge, exports: str) -> Iterator[tuple[str, Json]]:
        table = self.logical_id

        def output(name: str, description: str, value: Json, environments: Sequence[str]) -> tuple[str, Json]:
            export = exports.replace("{table}", table).replace("{output}", name)
            export = export.replace("{env}", f"${{{PARAMETER}}}")
            return f"{table}{name}", {
                **merge.only_in(environments),
                "Description": f"{description} {table}",
                "Value": value,
                "Export": {"Name": sub(export) if "${" in export else export},
            }

        yield output("Name", "Name of", ref(table), self.environments)
        yield output("Arn", "ARN of", get_att(table, "Arn"), self.environments)
        streaming = [name for name, resource in self.by_environment.items() if resource.stream is not None]
        if streaming:
            yield output("StreamArn", "ARN of the stream of", get_att(table, "StreamArn"), streaming)

    def _each(self, value: Callable[[TableResource], Json]) -> dict[str, Json]:
        return {environment: value(table) for environment, table in self.by_environment.items()}


def _tables_by_logical_id(environments: Mapping[str, Sequence[TableResource]]) -> list[_Table]:
    tables: dict[str, dict[str, TableResource]] = {}
    for environment, resources in environments.items():
        for resource in resources:
            if not _LOGICAL_ID.fullmatch(resource.logical_id):
                raise RenderError(
                    f"table {resource.name}: {resource.logical_id!r} cannot be a logical id; use letters and digits"
                )
            of_table = tables.setdefault(resource.logical_id, {})
            if environment in of_table:
                raise RenderError(f"environment {environment} has two tables with logical id {resource.logical_id}")
            of_table[environment] = _in_declared_order(resource)
    return [_Table(logical_id, by_environment) for logical_id, by_environment in tables.items()]


def _in_declared_order(resource: TableResource) -> TableResource:
    """The canonical table, but with its indexes in the order in which they are declared."""
    whole = canonical(resource)
    order = [index.name for index in resource.indexes]
    return replace(whole, indexes=tuple(sorted(whole.indexes, key=lambda index: order.index(index.name))))


def _scaling_resources(table: _Table, merge: EnvironmentMerge) -> dict[str, dict[str, Json]]:
    """A global table scales by itself; any other needs a target and a policy for each dimension."""
    if table.is_global:
        return {}
    dimensions: dict[str, dict[str, ScaledDimension]] = {}
    for environment, resource in table.by_environment.items():
        for dimension in scaled_dimensions(resource):
            of_dimension = dimensions.setdefault(dimension.logical_id, {})
            if environment in of_dimension:
                raise RenderError(
                    f"table {resource.name}: two indexes that scale have the same name but for punctuation, "
                    f"{of_dimension[environment].index} and {dimension.index}; rename one"
                )
            of_dimension[environment] = dimension
    resources: dict[str, dict[str, Json]] = {}
    for logical_id, by_environment in dimensions.items():
        scaled_in = merge.in_order(by_environment)
        for kind, properties in (
            ("ScalableTarget", ScaledDimension.target),
            ("ScalingPolicy", ScaledDimension.policy),
        ):
            values: dict[str, Json] = {name: properties(by_environment[name]) for name in scaled_in}
            resources[f"{logical_id}{kind}"] = {
                "Type": f"AWS::ApplicationAutoScaling::{kind}",
                **merge.only_in(scaled_in),
                "Properties": merge.merge(values, scaled_in, (f"{logical_id}{kind}",)),
            }
    return resources


def _add(resources: dict[str, dict[str, Json]], more: Mapping[str, dict[str, Json]]) -> None:
    for logical_id, resource in more.items():
        if logical_id in resources:
            raise RenderError(
                f"logical id {logical_id} would be that of two resources, a {resources[logical_id]['Type']} "
                f"and a {resource['Type']}; rename the table"
            )
        resources[logical_id] = resource


def _assembled(
    design: str,
    merge: EnvironmentMerge,
    resources: Mapping[str, Mapping[str, Json]],
    outputs: Mapping[str, Json],
) -> dict[str, Json]:
    names = merge.environments
    template: dict[str, Json] = {"AWSTemplateFormatVersion": "2010-09-09"}
    notes: list[Json] = []
    if any(not isinstance(resource.get("DeletionPolicy", ""), str) for resource in resources.values()):
        template["Transform"] = "AWS::LanguageExtensions"
        notes.append(_POLICY_NOTE)
    if "BackupRole" in resources:
        notes.append(_ROLE_NOTE)
    template["Description"] = (
        f"The DynamoDB tables of {design}. Rendered by Tablewright from the design: change that, not this."
    )
    if notes:
        template["Metadata"] = {"Tablewright": {"Design": design, "Notes": notes}}
    template["Parameters"] = {
        PARAMETER: {
            "Type": "String",
            "Description": "The environment to deploy",
            "AllowedValues": list(names),
            "Default": names[0],
        }
    }
    sections: dict[str, Mapping[str, Json]] = {
        "Mappings": merge.mappings,
        "Conditions": merge.conditions,
        "Resources": resources,
        "Outputs": outputs,
    }
    return template | {name: section for name, section in sections.items() if section}
