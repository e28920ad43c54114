"""What patterns use: tables of the design, and each of its indexes; one that no pattern reads only costs."""

from collections.abc import Mapping, Sequence

from tablewright.design.patterns import PatternDeclaration
from tablewright.design.problems import Findings
from tablewright.design.schema import TableSchema
from tablewright.design.table import Table


def check_usage(
    schemas: Mapping[Table, TableSchema], declarations: Sequence[PatternDeclaration], findings: Findings
) -> None:
    """Note the patterns of tables that are not among the design's, and the indexes that no pattern reads."""
    for declaration in declarations:
        if declaration.table not in schemas:
            message = f"it uses {declaration.table.name}, which is not among the design's tables"
            findings.add(declaration.location, f"pattern {declaration.name}", message, "Add the table")
    for schema in schemas.values():
        used = {each.index for each in declarations if each.table is schema.table}
        for index in schema.indexes.values():
            if index.name not in used:
                findings.add(
                    index.declared.location,
                    f"table {schema.table.name}, index {index.name}",
                    "no access pattern uses it",
                    f"Declare the pattern it is for: @query(..., index={index.name!r}); or remove the index",
                )
