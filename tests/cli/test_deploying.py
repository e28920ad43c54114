import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from tablewright.engine.operations import OPERATIONS

KEY = 'key=Key("sku")'


def edit(project: Path, old: str, new: str) -> None:
    """Change the design, and forget what was imported of it."""
    import sys

    file = project / "systems/shop/design.py"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    for name in [name for name in sys.modules if name.startswith("systems.shop")]:
        del sys.modules[name]


def test_a_plan_lists_what_is_created_and_changes_nothing(run: Run) -> None:
    finished = run("plan", "systems/shop")

    assert finished.code == 0
    lines = finished.out.splitlines()
    assert lines[0] == "shop, environment dev, eu-west-1 on the embedded engine in .tablewright"
    assert "shop-dev-products" in lines
    assert "  + create the table (sku (S); 1 index; on demand)" in lines
    assert lines[-2] == "Plan: 2 to create, 2 to change, 0 to remove, 0 to replace, 0 refused."
    assert lines[-1] == "Carry it out: tablewright apply systems/shop --env dev"
    assert run("verify", "systems/shop").code == 1


def test_an_environment_without_a_name_is_not_the_default_one(run: Run) -> None:
    refused = run("apply", "systems/shop", "--env", "")

    assert refused.code == 2
    assert "no environment ''" in refused.err


def test_a_plan_is_json_when_asked(run: Run) -> None:
    plan = json.loads(run("plan", "systems/shop", "--format", "json").out)

    assert plan["counts"] == {"create": 2, "change": 2, "remove": 0, "replace": 0, "refused": 0}
    assert plan["changes"][0]["requests"][0]["operation"] == "CreateTable"
    assert plan["region"] == "eu-west-1"


def test_apply_makes_the_tables_and_a_second_time_does_nothing(run: Run) -> None:
    first, second = run("apply", "systems/shop"), run("apply", "systems/shop")

    assert first.code == second.code == 0
    assert first.out.splitlines()[-1] == "Done: 4 changes carried out."
    assert second.out.splitlines()[-1] == "Nothing to change: the tables are as declared."
    verified = run("verify", "systems/shop")
    assert verified.code == 0
    assert verified.out.splitlines()[-1] == "As declared: 2 tables, no difference."


def test_what_was_applied_is_json_when_asked(run: Run) -> None:
    applied = json.loads(run("apply", "systems/shop", "--format", "json").out)

    assert applied["design"] == "shop"
    assert len(applied["changes"]) == 4


def test_differences_are_listed_as_declared_and_live(run: Run, project: Path) -> None:
    run("apply", "systems/shop")
    edit(project, "days=7", "days=35")

    finished = run("verify", "systems/shop")

    assert finished.code == 1
    assert any(line.split() == ["recovery", "35", "days", "7", "days"] for line in finished.out.splitlines())
    assert finished.out.splitlines()[-1] == "Not as declared: 2 differences."


def test_differences_are_json_when_asked(run: Run, project: Path) -> None:
    run("apply", "systems/shop")
    edit(project, "days=7", "days=35")

    finished = run("verify", "systems/shop", "--format", "json")

    assert finished.code == 1
    found = json.loads(finished.out)
    assert found["matches"] is False
    assert [each["path"] for each in found["differences"]] == [
        "shop-dev-products.recovery",
        "shop-dev-orders.recovery",
    ]


def test_a_change_that_loses_data_is_refused_until_it_is_allowed(run: Run, project: Path) -> None:
    run("apply", "systems/shop")
    run("load", "systems/shop")
    edit(project, '"shelf-index", Key("shelf", "price")', '"shelf-index", Key("shelf")')

    planned, refused = run("plan", "systems/shop"), run("apply", "systems/shop")

    assert planned.code == refused.code == 1
    assert any(line.startswith("  ! ") for line in planned.out.splitlines())
    assert "1 refused" in planned.out
    assert "loses" in planned.out
    assert "refused, nothing was changed" in refused.err
    assert "--allow-destructive" in refused.err
    allowed = run("apply", "systems/shop", "--allow-destructive")
    assert allowed.code == 0
    assert "1 to replace" in allowed.out
    assert run("verify", "systems/shop").code == 0


def test_tables_that_are_not_declared_are_found_and_removed_when_asked(run: Run, project: Path) -> None:
    run("apply", "systems/shop")
    edit(project, 'name="shop-{env}-orders"', 'name="shop-{env}-purchases"')
    run("apply", "systems/shop")

    found = run("verify", "systems/shop", "--extra-matching", "shop-dev-*")
    kept = run("apply", "systems/shop", "--delete-matching", "shop-dev-*")
    removed = run("apply", "systems/shop", "--delete-matching", "shop-dev-*", "--allow-destructive")

    assert found.code == 1
    assert "shop-dev-orders" in found.out
    assert kept.code == 1
    assert removed.code == 0
    assert run("verify", "systems/shop", "--extra-matching", "shop-dev-*").code == 0


def test_a_data_directory_of_its_own_keeps_tables_apart(run: Run) -> None:
    run("apply", "systems/shop", "--data", "elsewhere")

    assert run("verify", "systems/shop", "--data", "elsewhere").code == 0
    assert run("verify", "systems/shop").code == 1


@pytest.mark.parametrize("command", ["plan", "apply", "verify", "load"])
def test_an_endpoint_that_nobody_answers_at_is_told(run: Run, command: str) -> None:
    finished = run(command, "systems/shop", "--endpoint-url", "http://127.0.0.1:1")

    assert finished.code == 1
    assert "nothing answers at http://127.0.0.1:1" in finished.err
    assert "Traceback" not in finished.err


def test_contradicting_endpoints_are_refused(run: Run) -> None:
    finished = run("plan", "systems/shop", "--aws", "--data", "d")

    assert finished.code == 2
    assert "--aws and --data choose different endpoints" in finished.err


def test_aws_without_credentials_says_what_to_do(run: Run) -> None:
    finished = run("plan", "systems/shop", "--aws")

    assert finished.code == 1
    assert "there are no AWS credentials" in finished.err
    assert "--profile" in finished.err


def test_what_an_endpoint_does_not_offer_is_told_as_skipped_and_not_as_done(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = {target: each for target, each in OPERATIONS.items() if not target.endswith("UpdateContinuousBackups")}
    monkeypatch.setattr("tablewright.engine.service.OPERATIONS", offered)

    applied = run("apply", "systems/shop")

    assert applied.code == 0
    assert applied.out.splitlines()[-4:] == [
        "Skipped:",
        "  shop-dev-products, shop-dev-orders: enable point-in-time recovery over 7 days",
        "      this endpoint does not offer UpdateContinuousBackups",
        "Done: 2 changes carried out.",
    ]
