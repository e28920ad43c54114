"""A design told in short: its tables, indexes, access patterns and environments."""

from collections.abc import Mapping
from dataclasses import dataclass

from tablewright.app.designs import LoadedDesign
from tablewright.design.access_patterns import Pattern
from tablewright.design.environment import Environment
from tablewright.design.inputs import Input
from tablewright.design.resources import KeySchema, TableResource
from tablewright.design.schema import TableSchema
from tablewright.plan import canonical, wording


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """A secondary index in words."""

    name: str
    kind: str
    key: str
    projection: str


@dataclass(frozen=True, slots=True)
class TableSummary:
    """A table in words."""

    name: str
    entities: tuple[str, ...]
    key: str
    settings: str
    indexes: tuple[IndexSummary, ...]


@dataclass(frozen=True, slots=True)
class PatternSummary:
    """An access pattern in words."""

    name: str
    operation: str
    served_by: str
    """The table, or table and index."""
    inputs: Mapping[str, str]
    """The type of each input, and its default where it has one: ``int = 50``; ``str, optional``."""
    sentence: str


@dataclass(frozen=True, slots=True)
class DesignSummary:
    """A design in one of its environments, in words."""

    name: str
    environment: str
    environments: tuple[str, ...]
    tables: tuple[TableSummary, ...]
    patterns: tuple[PatternSummary, ...]

    @property
    def index_count(self) -> int:
        """How many secondary indexes the tables have together."""
        return sum(len(table.indexes) for table in self.tables)

    @property
    def headline(self) -> str:
        """``marketplace: 6 tables, 13 indexes, 24 access patterns``."""
        parts = (
            wording.count(len(self.tables), "table"),
            wording.count(self.index_count, "index", "indexes"),
            wording.count(len(self.patterns), "access pattern"),
        )
        return f"{self.name}: {', '.join(parts)}"


def summarize(loaded: LoadedDesign, environment: Environment) -> DesignSummary:
    """The design as it is in an environment."""
    design = loaded.design
    resources = [canonical(resource) for resource in design.resources(environment.name)]
    return DesignSummary(
        design.name,
        environment.name,
        tuple(each.name for each in design.environments),
        tuple(_table(*each) for each in zip(resources, design.schemas.values(), strict=True)),
        tuple(pattern_summary(loaded, environment, pattern) for pattern in design.patterns.values()),
    )


def pattern_summary(loaded: LoadedDesign, environment: Environment, pattern: Pattern) -> PatternSummary:
    """An access pattern as it is in an environment."""
    table = loaded.design.table_name(pattern.schema.table, environment.name)
    return PatternSummary(
        pattern.name,
        pattern.operation,
        f"{table}, {pattern.index}" if pattern.index else table,
        {name: _input(each) for name, each in pattern.inputs.items()},
        pattern.sentence,
    )


def _table(resource: TableResource, schema: TableSchema) -> TableSummary:
    return TableSummary(
        resource.name,
        tuple(each.entity.__name__ for each in schema.entities),
        _key(resource.key, schema),
        ", ".join(_settings(resource)),
        tuple(
            IndexSummary(index.name, index.kind, _key(index.key, schema), wording.projection(index.projection))
            for index in resource.indexes
        ),
    )


def _key(key: KeySchema, schema: TableSchema) -> str:
    """The key attributes, each with its type, or with its template where one entity decides it."""
    composed = schema.entities[0].composed if len(schema.entities) == 1 else {}
    return " + ".join(
        f"{attribute.name} {composed[attribute.name].template.text!r}"
        if attribute.name in composed
        else f"{attribute.name} ({attribute.type})"
        for attribute in key.attributes
    )


def _settings(resource: TableResource) -> list[str]:
    """What is said of a table beyond its keys, leaving out what is off."""
    said = [
        wording.billing(resource.billing),
        f"stream {resource.stream}" if resource.stream else None,
        f"TTL {resource.ttl_attribute}" if resource.ttl_attribute else None,
        f"PITR {wording.recovery(resource.recovery_days)}" if resource.recovery_days else None,
        f"encrypted by {wording.encryption(resource.encryption)}" if resource.encryption.by != "AWS_OWNED" else None,
        resource.table_class if resource.table_class != "STANDARD" else None,
        "deletion protection" if resource.deletion_protection else None,
        f"replicas in {', '.join(resource.replicas)}" if resource.replicas else None,
        f"backups {wording.backup(resource.backup)}" if resource.backup else None,
    ]
    return [part for part in said if part]


def _input(declared: Input) -> str:
    if declared.required:
        return declared.type_name
    if declared.default is None:
        return f"{declared.type_name.removesuffix(' | None')}, optional"
    return f"{declared.type_name} = {declared.default}"
