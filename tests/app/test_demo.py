from pathlib import Path

import pytest

from tablewright.app.demo import SystemReport, demo
from tablewright.app.designs import designs_in
from tablewright.app.errors import AppError, UsageError


def run_demo(directory: Path = Path("demo"), env: str | None = None) -> list[SystemReport]:
    told: list[SystemReport] = []
    reports = demo(designs_in(Path("systems")), env, directory, doing=lambda doing: None, told=told.append)
    assert told == reports
    return reports


def edit(file: Path, old: str, new: str) -> None:
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_a_sound_system_is_well_in_every_respect(project: Path) -> None:
    (report,) = run_demo()

    assert report.is_well
    assert (report.table_count, report.index_count, report.items) == (2, 1, 4)
    assert [(run.pattern.name, run.outcome) for run in report.runs] == [
        ("product", "1 result"),
        ("products_on_shelf", "2 results"),
        ("place_order", "done"),
        ("orders_of", "1 result"),
        ("reprice", "done"),
    ]
    assert "AWS::DynamoDB::Table" in (project / "demo/shop.yaml").read_text()


def test_it_begins_anew_every_time(project: Path) -> None:
    run_demo()
    (project / "demo/leftover").touch()

    (report,) = run_demo()

    assert report.is_well
    assert not (project / "demo/leftover").exists()


def test_it_runs_in_the_environment_that_is_asked_for() -> None:
    (report,) = run_demo(env="prod")

    assert report.is_well
    assert report.environment == "prod"


def test_an_environment_that_a_design_lacks_is_refused() -> None:
    with pytest.raises(UsageError, match="has no environment 'staging'"):
        run_demo(env="staging")


def test_a_pattern_without_an_example_is_a_failure(project: Path) -> None:
    edit(project / "systems/shop/sample.py", '"product": {"sku": "mug"},', "")

    (report,) = run_demo()

    assert not report.is_well
    assert report.runs[0].outcome == "there is no example of it in the sample data"


def test_a_read_that_finds_nothing_is_a_failure(project: Path) -> None:
    edit(project / "systems/shop/sample.py", '{"shelf": "kitchen"}', '{"shelf": "cellar"}')

    (report,) = run_demo()

    assert [run.pattern.name for run in report.runs if run.failure] == ["products_on_shelf"]
    assert report.runs[1].outcome == "found nothing"


def test_an_example_that_fails_is_told_and_the_next_is_run(project: Path) -> None:
    edit(project / "systems/shop/sample.py", '"products_on_shelf": {"shelf"', '"products_on_shelf": {"shade"')

    (report,) = run_demo()

    assert report.runs_that_failed == 1
    assert "shelf" in report.runs[1].outcome
    assert report.runs[2].outcome == "done"


def test_a_system_that_fails_does_not_keep_the_others_from_their_turn(project: Path) -> None:
    broken = project / "systems/attic"
    broken.mkdir()
    text = (project / "systems/shop/design.py").read_text()
    (broken / "design.py").write_text(text.replace('"shop",', '"attic",').replace("shop-{env}", "attic-{env}"))
    (broken / "sample.py").write_text("def sample():\n    yield 1 / 0\n")

    attic, shop = run_demo()

    assert "systems/attic/sample.py:2: ZeroDivisionError" in attic.failures[0]
    assert not attic.is_well
    assert shop.is_well


def test_a_directory_that_cannot_be_emptied_is_told(project: Path) -> None:
    (project / "demo").touch()

    with pytest.raises(AppError, match="demo cannot be emptied: Not a directory"):
        run_demo()
