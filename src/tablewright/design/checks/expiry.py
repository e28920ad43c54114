"""Time to live: an attribute of the top level that is a number of seconds, and times to compute it from."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from tablewright.design.entity import Attribute
from tablewright.design.expiry import Expiry, Lookup
from tablewright.design.naming import nearest
from tablewright.design.problems import Findings, Report
from tablewright.design.schema import EntitySchema, TableSchema
from tablewright.design.storage import Scalar, StoredType
from tablewright.design.table import Table

_MOMENT = datetime(2025, 1, 15, tzinfo=UTC)


def check_expiry(schema: TableSchema, tables: Mapping[Table, TableSchema], findings: Findings) -> None:
    """Check a table's time to live."""
    ttl = schema.table.ttl
    if ttl is None:
        return
    report = partial(findings.add, schema.table.location, f"table {schema.table.name}, TTL {ttl.attribute}")
    if ttl.attribute in schema.key_names or any(ttl.attribute in entity.composed for entity in schema.entities):
        report("it is part of a key", "Use an attribute of its own for the time to live")
    if not any(entity.attribute(ttl.attribute) or entity.ttl for entity in schema.entities):
        known = {name for entity in schema.entities for name in entity.record.attributes}
        report(
            "no entity has that attribute, and the table does not say how it is computed",
            f'{nearest(ttl.attribute, known)}; or compute it: TTL("{ttl.attribute}", after(days=90, since="..."))',
        )
    for entity in schema.entities:
        field = entity.attribute(ttl.attribute)
        if field:
            _check_field(entity, field, report)
        elif entity.ttl:
            _, expiry = entity.ttl
            _check_since(entity, expiry, report)
            if expiry.days:
                _check_lookup(entity, expiry.days, tables, report)


def _check_field(entity: EntitySchema, field: Attribute, report: Report) -> None:
    name = f"{entity.entity.__name__}.{field.field}"
    if entity.ttl:
        report(
            f"it is computed, and {name} is stored under the same name",
            "Leave out the field, or the rule that computes it",
        )
    elif not _seconds(field.type):
        report(
            f"{name} is not a number of seconds since 1970, so nothing would expire",
            "Declare the field as EpochSeconds",
        )


def _seconds(type_: StoredType) -> bool:
    if not isinstance(type_, Scalar) or type_.code != "N":
        return False
    return type_.kind == "integer" or (type_.kind == "time" and len(type_.write(_MOMENT)) == 10)


def _check_since(entity: EntitySchema, expiry: Expiry, report: Report) -> None:
    if expiry.since is None:
        return
    times = [
        name
        for name, each in entity.record.attributes.items()
        if isinstance(each.type, Scalar) and each.type.kind in ("time", "date")
    ]
    if expiry.since not in times:
        report(f"{entity.entity.__name__} has no time {expiry.since!r} to count from", nearest(expiry.since, times))


def _check_lookup(entity: EntitySchema, setting: Lookup, tables: Mapping[Table, TableSchema], report: Report) -> None:
    looked_up = tables.get(setting.table)
    if looked_up is None:
        report(f"lookup reads {setting.table.name}, which is not a table of this design", "Add the table to the design")
        return
    if len(looked_up.entities) != 1:
        held = ", ".join(each.entity.__name__ for each in looked_up.entities)
        report(
            f"lookup reads {setting.table.name}, which holds several entities ({held})",
            "Keep the setting in a table of its own",
        )
        return
    other = looked_up.entities[0]
    attribute = other.attribute(setting.attribute)
    if attribute is None or not isinstance(attribute.type, Scalar) or attribute.type.kind != "integer":
        report(
            f"{other.entity.__name__} has no whole number {setting.attribute!r} to look up",
            nearest(setting.attribute, other.record.attributes),
        )
    sources = {source for name in looked_up.key_names for source in other.sources(name)}
    if missing := sources - entity.record.attributes.keys():
        report(
            f"{setting.table.name} is found by {', '.join(sorted(missing))}, which "
            f"{entity.entity.__name__} does not have",
            "Look up a table whose key is made of attributes the entity has",
        )
