"""The demonstration: designs taken to running tables on an engine of their own, and everything in them tried."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tablewright.app import data_directory, deploying
from tablewright.app.deploying import Plan, Verification
from tablewright.app.designs import LoadedDesign
from tablewright.app.endpoints import EmbeddedEndpoint, opened_embedded
from tablewright.app.errors import AppError
from tablewright.app.examples import ExampleRun, run_examples
from tablewright.app.rendering import cloudformation
from tablewright.app.sample_data import SampleData, sample_data, write
from tablewright.app.targets import Target
from tablewright.plan import wording


@dataclass(slots=True)
class SystemReport:
    """What became of one design."""

    loaded: LoadedDesign
    environment: str
    region: str
    plan: Plan | None = None
    settled: bool = False
    """Whether, after it was applied, there was nothing more to change."""
    items: int = 0
    verification: Verification | None = None
    """What the engine described after it was closed and opened again."""
    runs: tuple[ExampleRun, ...] = ()
    template: Path | None = None
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def table_count(self) -> int:
        """How many tables the design has."""
        return len(self.loaded.design.tables)

    @property
    def index_count(self) -> int:
        """How many secondary indexes they have."""
        return sum(len(table.indexes) for table in self.loaded.design.tables)

    @property
    def runs_that_failed(self) -> int:
        """How many access patterns failed or found nothing."""
        return sum(run.failure is not None for run in self.runs)

    @property
    def is_well(self) -> bool:
        """Whether everything went as it should."""
        verified = self.verification is not None and self.verification.matches
        return verified and self.settled and not self.failures and not self.runs_that_failed


def demo(
    designs: Sequence[LoadedDesign],
    env: str | None,
    directory: Path,
    *,
    doing: Callable[[str], object],
    told: Callable[[SystemReport], None],
) -> list[SystemReport]:
    """Take each design from its declaration to running tables, and try everything in it.

    For each: plan, apply, load the sample data, close the engine and open it again, verify, run every access
    pattern, and render CloudFormation. A design that fails does not keep the others from their turn.

    Args:
        designs: what to show.
        env: the environment of all of them; None: each one's own default.
        directory: the engine's data, and the templates; emptied first.
        doing: is told what is being done.
        told: is called with each report when it is complete.

    Raises:
        AppError: the directory cannot be used.
        UsageError: a design does not have the environment.
    """
    _empty(directory)
    reports = []
    for loaded in designs:
        environment = loaded.environment(env)
        report = SystemReport(loaded, environment.name, environment.region)
        start = time.perf_counter()
        try:
            _show(report, env, directory, doing)
        except AppError as error:
            report.failures.append(str(error))
        report.seconds = time.perf_counter() - start
        reports.append(report)
        told(report)
    return reports


def _show(report: SystemReport, env: str | None, directory: Path, doing: Callable[[str], object]) -> None:
    name = report.loaded.name
    with opened_embedded(directory) as dynamodb:
        target = Target(report.loaded, report.loaded.environment(env), EmbeddedEndpoint(dynamodb, directory))
        doing(f"{name}: planning")
        report.plan = deploying.plan(target)
        doing(f"{name}: applying {wording.count(len(report.plan.changes), 'change')}")
        deploying.apply(target, report.plan)
        report.settled = not deploying.plan(target)
        doing(f"{name}: loading sample data")
        data = sample_data(report.loaded) or SampleData()
        report.items = sum(write(target, data).values())
    with opened_embedded(directory) as dynamodb:
        target = Target(report.loaded, report.loaded.environment(env), EmbeddedEndpoint(dynamodb, directory))
        doing(f"{name}: verifying")
        report.verification = deploying.verify(target)
        doing(f"{name}: running {wording.count(len(report.loaded.design.patterns), 'access pattern')}")
        report.runs = tuple(run_examples(target, data.examples))
    doing(f"{name}: rendering CloudFormation")
    report.template = directory / f"{name}.yaml"
    report.template.write_text(cloudformation(report.loaded))


def _empty(directory: Path) -> None:
    data_directory.refuse_if_served(directory)
    try:
        shutil.rmtree(directory, ignore_errors=False)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise AppError(f"{directory} cannot be emptied: {error.strerror}") from error
    data_directory.prepare(directory)
