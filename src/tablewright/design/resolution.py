"""Resolves a design for one environment: names filled in, settings decided, as `TableResource` values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import get_args

from tablewright.design.environment import Environment
from tablewright.design.resources import IndexResource, StreamViewType, TableResource
from tablewright.design.schema import TableSchema
from tablewright.design.settings import AMAZON_DEFAULTS, Settings, merged

_STREAM_VIEWS: Mapping[str, StreamViewType] = {view: view for view in get_args(StreamViewType)}
"""A stream's view as resources have it: the same text, and no member of an enumeration."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the placeholders in names and tags stand for in one environment of a design."""

    design: str
    environment: Environment

    def fill(self, text: str) -> str:
        """The text with its placeholders filled in.

        Raises:
            ValueError: an unknown placeholder, or one for which the environment has no value.
        """
        values = {
            "account": self.environment.account,
            "design": self.design,
            "env": self.environment.name,
            "region": self.environment.region,
        }
        filled = ""
        for literal, name, _, _ in Formatter().parse(text):
            filled += literal
            if name is None:
                continue
            if name not in values:
                raise ValueError(f"{{{name}}} stands for nothing; known are {', '.join(values)}")
            value = values[name]
            if value is None:
                raise ValueError(f"{{{name}}} has no value, as the environment does not say its {name}")
            filled += value
        return filled


def logical_id(design: str, name: str) -> str:
    """An identifier made from a table's name: ``marketplace-{env}-bookings-table`` is ``BookingsTable``.

    The design's own name, placeholders and the word "table" are left out, unless nothing else remains.
    """
    words = re.findall(r"[A-Za-z0-9]+", re.sub(r"\{[^}]*\}", " ", name))
    own = {word.lower() for word in re.findall(r"[A-Za-z0-9]+", design)}
    telling = [word for word in words if word.lower() not in own | {"table"}] or words
    return "".join(word[:1].upper() + word[1:] for word in telling) + "Table"


def settings_of(schema: TableSchema, defaults: Settings, environment: Environment) -> Settings:
    """A table's settings in an environment, all of them decided.

    The most particular wins: DynamoDB's defaults, the design's, the table's, the environment's, and those the
    environment has for the table.
    """
    single = environment.tables.get(schema.table, Settings())
    return merged(AMAZON_DEFAULTS, defaults, schema.table, environment, single)


def table_resource(schema: TableSchema, settings: Settings, scope: Scope) -> TableResource:
    """The table as AWS is asked to make it; ``settings`` are decided, as ``settings_of`` gives them."""
    said = settings.said()
    stream, recovery = said["stream"], said["recovery"]
    return TableResource(
        logical_id=schema.logical_id,
        name=scope.fill(schema.table.name),
        key=schema.key,
        indexes=tuple(
            IndexResource(
                index.name,
                index.kind,
                index.key,
                index.projection,
                index.declared.billing,
                index.declared.warm_throughput,
            )
            for index in schema.indexes.values()
        ),
        billing=said["billing"],
        stream=None if stream is None else _STREAM_VIEWS[stream],
        ttl_attribute=schema.table.ttl.attribute if schema.table.ttl else None,
        recovery_days=None if recovery is None else recovery.days,
        encryption=said["encryption"],
        table_class=said["table_class"],
        deletion_protection=said["deletion_protection"],
        warm_throughput=said["warm_throughput"],
        replicas=tuple(said["replicas"]),
        backup=said["backup"],
        retain=said["retain"],
        tags={key: scope.fill(value) for key, value in settings.tags.items()},
    )
