"""Time to live: an attribute of the top level that is a number of seconds, and times to compute it from."""

from collections.abc import Mapping
from datetime import UTC, datetime

from tablewright.design.expiry import TTL, Expiry, Lookup
from tablewright.design.naming import nearest
from tablewright.design.problems import Findings
from tablewright.design.schema import EntitySchema, TableSchema
from tablewright.design.storage import Scalar, StoredType
from tablewright.design.table import Table

_MOMENT = datetime(2025, 1, 15, tzinfo=UTC)


def check_expiry(schema: TableSchema, tables: Mapping[Table, TableSchema], findings: Findings) -> None:
    """Check a table's time to live."""
    ttl = schema.table.ttl
    if ttl is None:
        return
    subject, location = f"table {schema.table.name}, TTL {ttl.attribute}", schema.table.location
    if ttl.attribute in schema.key_names or any(ttl.attribute in entity.composed for entity in schema.entities):
        findings.add(location, subject, "it is part of a key", "Use an attribute of its own for the time to live")
    fields = [entity for entity in schema.entities if entity.attribute(ttl.attribute)]
    computed = [entity for entity in schema.entities if entity.ttl]
    if not fields and not computed:
        known = {name for entity in schema.entities for name in entity.record.attributes}
        findings.add(
            location,
            subject,
            "no entity has that attribute, and the table does not say how it is computed",
            f'{nearest(ttl.attribute, known)}; or compute it: TTL("{ttl.attribute}", after(days=90, since="..."))',
        )
    for entity in fields:
        _check_field(entity, ttl, subject, schema, findings)
    for entity in computed:
        if entity.ttl and entity not in fields:
            _check_since(entity, entity.ttl[1], subject, schema, findings)
            _check_lookup(entity, entity.ttl[1].days, tables, subject, schema, findings)


def _check_field(entity: EntitySchema, ttl: TTL, subject: str, schema: TableSchema, findings: Findings) -> None:
    attribute = entity.record.attributes[ttl.attribute]
    name = f"{entity.entity.__name__}.{attribute.field}"
    if entity.ttl:
        findings.add(
            schema.table.location,
            subject,
            f"it is computed, and {name} is stored under the same name",
            "Leave out the field, or the rule that computes it",
        )
    elif not _seconds(attribute.type):
        findings.add(
            schema.table.location,
            subject,
            f"{name} is not a number of seconds since 1970, so nothing would expire",
            "Declare the field as EpochSeconds",
        )


def _seconds(type_: StoredType) -> bool:
    if not isinstance(type_, Scalar) or type_.code != "N":
        return False
    return type_.kind == "integer" or (type_.kind == "time" and len(type_.write(_MOMENT)) == 10)


def _check_since(entity: EntitySchema, expiry: Expiry, subject: str, schema: TableSchema, findings: Findings) -> None:
    if expiry.since is None:
        return
    attribute = entity.attribute(expiry.since)
    times = [
        name
        for name, each in entity.record.attributes.items()
        if isinstance(each.type, Scalar) and each.type.kind in ("time", "date")
    ]
    if attribute is None or attribute.name not in times:
        message = f"{entity.entity.__name__} has no time {expiry.since!r} to count from"
        findings.add(schema.table.location, subject, message, nearest(expiry.since, times))


def _check_lookup(
    entity: EntitySchema,
    setting: Lookup | None,
    tables: Mapping[Table, TableSchema],
    subject: str,
    schema: TableSchema,
    findings: Findings,
) -> None:
    if setting is None:
        return
    location = schema.table.location
    looked_up = tables.get(setting.table)
    if looked_up is None:
        message = f"lookup reads {setting.table.name}, which is not a table of this design"
        findings.add(location, subject, message, "Add the table to the design")
        return
    if len(looked_up.entities) != 1:
        held = ", ".join(each.entity.__name__ for each in looked_up.entities)
        message = f"lookup reads {setting.table.name}, which holds several entities ({held})"
        findings.add(location, subject, message, "Keep the setting in a table of its own")
        return
    other = looked_up.entities[0]
    attribute = other.attribute(setting.attribute)
    if attribute is None or not isinstance(attribute.type, Scalar) or attribute.type.kind != "integer":
        message = f"{other.entity.__name__} has no whole number {setting.attribute!r} to look up"
        findings.add(location, subject, message, nearest(setting.attribute, other.record.attributes))
    missing = {
        source
        for name in looked_up.key_names
        for source in other.sources(name)
        if source not in entity.record.attributes
    }
    if missing:
        findings.add(
            location,
            subject,
            f"{setting.table.name} is found by {', '.join(sorted(missing))}, which "
            f"{entity.entity.__name__} does not have",
            "Look up a table whose key is made of attributes the entity has",
        )
