"""What designs, tables and exports are called in templates and messages; each its own, of characters that fit."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tablewright.design.location import Location
from tablewright.design.naming import nearest
from tablewright.design.problems import Findings
from tablewright.design.schema import TableSchema
from tablewright.design.table import Table


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


def check_tables(design: str, tables: Sequence[Table], location: Location, findings: Findings) -> None:
    """Check that a design has tables, each of them once."""
    if not tables:
        findings.add(location, f"design {design}", "it has no table", "Add one: Design(..., tables=[bookings])")
    for table, times in Counter(tables).items():
        if times > 1:
            message = f"the table {table.name} is among its tables {times} times"
            findings.add(location, f"design {design}", message, "Name each table once")


_EXPORTED = frozenset({"design", "env", "output", "table"})


def check_design_names(design: str, exports: str | None, location: Location, findings: Findings) -> None:
    """Check the design's name and the template of its exports' names."""
    subject = f"design {design}"
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", design):
        message = f"the name {design!r} is not of letters, digits and '-', beginning with a letter"
        findings.add(location, subject, message, 'Name it as in "marketplace"')
    if exports is None:
        return
    names = set(re.findall(r"(?<!\$)\{([^}]*)\}", exports))
    for name in sorted(names - _EXPORTED):
        findings.add(location, subject, f"exports={exports!r} has {{{name}}}", nearest(name, _EXPORTED))
    if not {"table", "output"} <= names:
        message = f"exports={exports!r} would give several exports one name"
        findings.add(location, subject, message, 'Tell them apart: "{design}-{table}{output}"')
