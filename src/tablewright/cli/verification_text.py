"""Printing what a verification found."""

from itertools import groupby

from tablewright.app.deploying import Difference, Verification
from tablewright.app.targets import Target
from tablewright.cli.output import Output, Part, Span, Style
from tablewright.cli.plan_text import print_left
from tablewright.cli.words import count


def print_verification(output: Output, target: Target, verification: Verification) -> None:
    """Print every difference as declared and live, then what is not compared and the verdict."""
    output.line(Span(target.heading, Style.TITLE))
    for table, found in groupby(verification.differences, key=lambda difference: difference.table):
        output.line()
        output.line(Span(table, Style.NAME))
        output.table([_row(each) for each in found], headers=("WHAT", "DECLARED", "LIVE"), indent=2)
    print_left(output, "Not compared:", verification.left)
    output.line()
    if verification.matches:
        tables = count(len(target.loaded.design.tables), "table")
        output.line(Span("As declared", Style.GOOD), f": {tables}, no difference.")
    else:
        output.line(Span("Not as declared", Style.BAD), f": {count(len(verification.differences), 'difference')}.")


def _row(difference: Difference) -> tuple[Part, Part, Part]:
    within = difference.path.removeprefix(difference.table).lstrip(".") or "the table"
    return (
        within,
        "(not declared)" if difference.declared is None else Span(difference.declared, Style.GOOD),
        Span("(missing)" if difference.live is None else difference.live, Style.BAD),
    )
