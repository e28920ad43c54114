"""Weak references: each names an entity of the design that one value identifies."""

from collections.abc import Iterable

from tablewright.design.location import of_class
from tablewright.design.naming import nearest
from tablewright.design.problems import Findings
from tablewright.design.schema import EntitySchema, TableSchema


def check_references(schema: TableSchema, tables: Iterable[TableSchema], findings: Findings) -> None:
    """Check the references of a table's entities."""
    known: dict[str, tuple[TableSchema, EntitySchema]] = {
        entity.entity.__name__: (table, entity) for table in tables for entity in table.entities
    }
    for entity in schema.entities:
        for attribute in entity.record.attributes.values():
            if attribute.reference is None:
                continue
            name = attribute.reference.name
            subject = f"{entity.entity.__name__}.{attribute.field}"
            location = of_class(entity.entity)
            if name not in known:
                findings.add(location, subject, f"it refers to {name}, which no table holds", nearest(name, known))
                continue
            identified_by = _identity(*known[name])
            if len(identified_by) != 1:
                findings.add(
                    location,
                    subject,
                    f"it refers to {name}, which is identified by {', '.join(identified_by)} together",
                    "Refer to an entity that one value identifies, or hold its whole key as an embedded object",
                )


def _identity(table: TableSchema, entity: EntitySchema) -> list[str]:
    """The stored names of the fields that the entity's primary key is made of."""
    return list(dict.fromkeys(source for name in table.key_names for source in entity.sources(name)))
