"""Printing what is in a design, or what is wrong with it."""

from tablewright.app.errors import BrokenDesign
from tablewright.app.summary import DesignSummary, PatternSummary, TableSummary
from tablewright.cli.output import Output, Part, Span, Style
from tablewright.cli.words import count


def print_summary(output: Output, summary: DesignSummary) -> None:
    """Print the tables with their indexes, the access patterns, and that all is well."""
    output.line(Span(summary.headline, Style.TITLE))
    output.line(f"environment {summary.environment}, of {', '.join(summary.environments)}")
    output.line()
    rows = [row for table in summary.tables for row in _table_rows(table)]
    output.table(rows, headers=("TABLE OR INDEX", "KEY", "HOLDS OR PROJECTS", "SETTINGS"))
    output.line()
    print_patterns(output, summary.patterns)
    output.line()
    output.line(Span("No problems.", Style.GOOD))


def print_patterns(output: Output, patterns: tuple[PatternSummary, ...]) -> None:
    """Print access patterns, one a row."""
    rows: list[tuple[Part, ...]] = [
        (Span(each.name, Style.NAME), each.operation, each.served_by, each.sentence) for each in patterns
    ]
    output.table(rows, headers=("ACCESS PATTERN", "OPERATION", "SERVED BY", "WHAT FOR"))


def print_problems(output: Output, error: BrokenDesign) -> None:
    """Print everything that is wrong with a design, with its place and the way out."""
    for problem in error.problems:
        output.line(Span(str(problem.location), Style.NAME), ": ", problem.subject)
        output.line(Span(problem.message, Style.BAD), indent=2)
        output.line(problem.remedy, indent=2)
        output.line()
    output.line(Span(f"{count(len(error.problems), 'problem')}.", Style.BAD))


def _table_rows(table: TableSummary) -> list[tuple[Part, ...]]:
    return [
        (Span(table.name, Style.NAME), table.key, ", ".join(table.entities), table.settings),
        *((f"  {index.name}", index.key, index.projection, index.kind) for index in table.indexes),
    ]
