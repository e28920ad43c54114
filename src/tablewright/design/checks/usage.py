"""Every index is there for a pattern: one that no pattern reads only costs writes and storage."""

from collections.abc import Sequence

from tablewright.design.patterns import PatternDeclaration
from tablewright.design.problems import Findings
from tablewright.design.schema import TableSchema


def check_usage(schema: TableSchema, declarations: Sequence[PatternDeclaration], findings: Findings) -> None:
    """Note the indexes of a table that no pattern reads."""
    used = {each.index for each in declarations if each.table is schema.table}
    for index in schema.indexes.values():
        if index.name not in used:
            findings.add(
                index.declared.location,
                f"table {schema.table.name}, index {index.name}",
                "no access pattern uses it",
                f"Declare the pattern it is for: @query(..., index={index.name!r}); or remove the index",
            )
