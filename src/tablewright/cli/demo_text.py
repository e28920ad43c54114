"""Printing the demonstration."""

from collections.abc import Sequence
from pathlib import Path

from tablewright.app.demo import SystemReport
from tablewright.app.designs import LoadedDesign
from tablewright.app.effects import Effect, effects
from tablewright.app.examples import ExampleRun
from tablewright.cli.output import Output, Part, Span, Style
from tablewright.cli.program import program
from tablewright.cli.words import count


def print_beginning(output: Output, designs: Sequence[LoadedDesign], directory: Path) -> None:
    """Print what is about to happen."""
    output.line(Span(f"{count(len(designs), 'application')}, from design to running tables", Style.TITLE))
    output.line(f"on an embedded, durable DynamoDB in {directory}: no account, no server, no container.")


def print_report(output: Output, report: SystemReport) -> None:
    """Print what became of one design: each step, then its access patterns with what they found."""
    output.line()
    output.line(Span(report.loaded.name, Style.TITLE), f"  {report.environment}, {report.region}")
    if purpose := _purpose(report.loaded):
        output.line(Span(purpose, Style.QUIET))
    for step, done in _steps(report):
        output.line(f"{step:9}", *done, indent=2)
    for failure in report.failures:
        output.line(Span("failed   ", Style.BAD), failure, indent=2)
    if report.runs:
        output.table(
            [_row(run) for run in report.runs],
            headers=("ACCESS PATTERN", "OPERATION", "SERVED BY", "GAVE", "MS"),
            indent=4,
        )


def print_end(output: Output, reports: Sequence[SystemReport]) -> None:
    """Print the totals, whether all is well, and what to do next."""
    output.line()
    rows: list[tuple[Part, ...]] = [
        (Span(report.loaded.name, Style.NAME), *_numbers([report]), *_verdicts(report)) for report in reports
    ]
    rows.append((Span("together", Style.TITLE), *_numbers(reports), "", ""))
    headers = ("SYSTEM", "TABLES", "INDEXES", "ITEMS", "PATTERNS", "SECONDS", "TABLES ARE", "PATTERNS")
    output.table(rows, headers=headers)
    output.line()
    failed = [report.loaded.name for report in reports if not report.is_well]
    if failed:
        output.line(Span("Something failed", Style.BAD), f" in {', '.join(failed)}; see above.")
        return
    output.line(Span("All is well.", Style.GOOD), " Next:")
    command, system = program(), reports[0].loaded.reference
    steps = (
        (f"{command} up", "serve them all at http://127.0.0.1:8000, for the AWS CLI and SDKs"),
        (f"{command} run {system}", "the access patterns, to run by name"),
        (f"{command} plan {system} --env prod", "what production would take"),
        (f"less {reports[0].template}", "the same tables as CloudFormation"),
    )
    output.table([(line, Span(f"# {comment}", Style.QUIET)) for line, comment in steps], indent=2)


def _purpose(loaded: LoadedDesign) -> str:
    """The first paragraph of the design file's docstring."""
    return " ".join((loaded.module.__doc__ or "").strip().partition("\n\n")[0].split())


def _steps(report: SystemReport) -> list[tuple[str, tuple[Part, ...]]]:
    steps: list[tuple[str, tuple[Part, ...]]] = []
    if report.plan is not None:
        told = effects(report.plan, allow_destructive=False)
        parts = f"{told[Effect.CREATE]} to create, {told[Effect.CHANGE]} to change after that"
        tables = f"{count(report.table_count, 'table')} with {count(report.index_count, 'index', 'indexes')}"
        steps.append(("plan", (f"{tables}: {parts}",)))
    if report.settled:
        steps.append(("apply", (Span("done", Style.GOOD), ", and a second time there was nothing to do")))
    if report.items:
        steps.append(("load", (f"{count(report.items, 'item')} of sample data",)))
    if report.verification is not None:
        steps.append(("verify", (_verified(report), ", after the engine was closed and opened again")))
    if report.template is not None:
        steps.append(("render", (str(report.template),)))
    return steps


def _verified(report: SystemReport) -> Span:
    if report.verification is None:
        return Span("not verified", Style.BAD)
    if report.verification.matches:
        return Span("as declared", Style.GOOD)
    return Span(count(len(report.verification.differences), "difference"), Style.BAD)


def _row(run: ExampleRun) -> tuple[Part, ...]:
    served_by = run.pattern.index or run.pattern.schema.logical_id
    outcome = Span(run.outcome, Style.GOOD if run.failure is None else Style.BAD)
    return run.pattern.name, run.pattern.operation, served_by, outcome, f"{run.seconds * 1000:.1f}"


def _numbers(reports: Sequence[SystemReport]) -> tuple[str, ...]:
    return (
        str(sum(report.table_count for report in reports)),
        str(sum(report.index_count for report in reports)),
        str(sum(report.items for report in reports)),
        str(sum(len(report.runs) for report in reports)),
        f"{sum(report.seconds for report in reports):.1f}",
    )


def _verdicts(report: SystemReport) -> tuple[Part, Part]:
    if report.runs_that_failed or not report.runs:
        return _verified(report), Span(f"{report.runs_that_failed} failed" if report.runs else "not run", Style.BAD)
    return _verified(report), Span("all ran", Style.GOOD)
