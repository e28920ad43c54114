from pathlib import Path

from tests.cli.conftest import Run


def test_the_report_tells_every_step_and_ends_with_what_to_do_next(run: Run) -> None:
    finished = run("demo")

    assert finished.code == 0
    lines = [" ".join(line.split()) for line in finished.out.splitlines()]
    assert lines[0] == "1 application, from design to running tables"
    for line in (
        "A shop: its products and who ordered them.",
        "plan 2 tables with 1 index: 2 to create, 2 to change after that",
        "load 4 items of sample data",
        "verify as declared, after the engine was closed and opened again",
        "render .tablewright/demo/shop.yaml",
    ):
        assert line in lines
    assert any(line.startswith("products_on_shelf query shelf-index 2 results ") for line in lines)
    assert any(line.startswith("together 2 1 4 5 ") for line in lines)
    assert "All is well. Next:" in lines
    assert any(line.startswith("tablewright up #") for line in lines)


def test_what_fails_is_told_and_exits_with_1(run: Run, project: Path) -> None:
    (project / "systems/shop/sample.py").write_text("def sample():\n    yield 1 / 0\n")

    finished = run("demo")

    assert finished.code == 1
    assert "failed   systems/shop/sample.py:2: ZeroDivisionError" in finished.out
    assert finished.out.splitlines()[-1] == "Something failed in shop; see above."


def test_without_a_folder_of_designs_it_says_what_to_do(run: Run, project: Path) -> None:
    (project / "systems").rename(project / "models")

    finished = run("demo")

    assert finished.code == 2
    assert "there is no folder systems to take designs from; name them, or run this where it is" in finished.err
