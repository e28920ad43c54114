"""Logical ids: what tables are called in templates and messages; each its own, of letters and digits."""

from collections.abc import Iterable

from tablewright.design.problems import Findings
from tablewright.design.schema import TableSchema


def check_identifiers(schemas: Iterable[TableSchema], findings: Findings) -> None:
    """Check the logical ids of all tables together."""
    taken: dict[str, TableSchema] = {}
    for schema in schemas:
        identifier, subject = schema.logical_id, f"table {schema.table.name}"
        if not (identifier.isalnum() and identifier.isascii()):
            message = f"the logical id {identifier!r} has other characters than letters and digits"
            findings.add(schema.table.location, subject, message, "Give it another logical_id")
        if (other := taken.setdefault(identifier, schema)) is not schema:
            message = f"its logical id {identifier} is also that of {other.table.name}"
            findings.add(schema.table.location, subject, message, "Give one of them another logical_id")
