import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run


@pytest.fixture
def shop(run: Run) -> str:
    """The shop, applied and loaded."""
    run("apply", "systems/shop")
    run("load", "systems/shop")
    return "systems/shop"


def test_loading_tells_how_many_items_each_table_got(run: Run) -> None:
    run("apply", "systems/shop")

    lines = run("load", "systems/shop").out.splitlines()

    assert lines[1:] == ["TABLE              ITEMS", "shop-dev-products  3", "shop-dev-orders    1"]


def test_loading_is_json_when_asked(run: Run) -> None:
    run("apply", "systems/shop")

    loaded = json.loads(run("load", "systems/shop", "--format", "json").out)

    assert loaded["tables"] == {"shop-dev-products": 3, "shop-dev-orders": 1}


def test_loading_into_tables_that_are_not_there_says_to_apply(run: Run) -> None:
    finished = run("load", "systems/shop")

    assert finished.code == 1
    assert "apply the design 'shop' in environment 'dev' first" in finished.err


def test_loading_a_design_without_sample_data_says_where_it_belongs(run: Run, project: Path) -> None:
    (project / "systems/shop/sample.py").unlink()

    finished = run("load", "systems/shop")

    assert finished.code == 2
    assert "there is no systems/shop/sample.py; write def sample()" in finished.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\n", "has no sample()"),
        ("def sample():\n    yield 3\n", "sample() yields 3, which is no entity"),
        ("def sample():\n    yield 1 / 0\n", "systems/shop/sample.py:2: ZeroDivisionError"),
        ("def sample(count):\n    return []\n", "systems/shop/sample.py: TypeError: sample() missing 1 required"),
    ],
)
def test_sample_data_that_fails_is_told_without_a_traceback(run: Run, project: Path, text: str, words: str) -> None:
    (project / "systems/shop/sample.py").write_text(text)

    finished = run("load", "systems/shop")

    assert finished.code == 1
    assert words in finished.err


def test_without_a_pattern_they_are_listed_with_their_inputs(run: Run) -> None:
    finished = run("run", "systems/shop")

    assert finished.code == 0
    block = finished.out.partition("products_on_shelf\n")[2].splitlines()
    assert [line.strip() for line in block[:5]] == [
        "List the products on a shelf by price.",
        "query on shop-dev-products, shelf-index",
        "shelf: str",
        "limit: int = 50",
        "cursor: str, optional",
    ]


def test_the_list_is_json_when_asked(run: Run) -> None:
    entries = json.loads(run("run", "systems/shop", "--format", "json").out)

    assert [entry["name"] for entry in entries][:2] == ["product", "products_on_shelf"]


def test_items_are_a_table_with_stored_names(run: Run, shop: str) -> None:
    lines = run("run", shop, "products_on_shelf", "shelf=kitchen").out.splitlines()

    assert lines == ["sku  shelf    price", "mug  kitchen  4.5", "pan  kitchen  29.95"]


def test_a_single_item_is_told_attribute_by_attribute(run: Run, shop: str) -> None:
    lines = run("run", shop, "product", "sku=mug").out.splitlines()

    assert lines == ["sku    mug", "shelf  kitchen", "price  4.5"]


def test_items_are_json_or_json_lines_when_asked(run: Run, shop: str) -> None:
    whole = json.loads(run("run", shop, "products_on_shelf", "shelf=kitchen", "--format", "json").out)
    lines = run("run", shop, "products_on_shelf", "shelf=kitchen", "--format", "jsonl").out.splitlines()

    assert whole["cursor"] is None
    assert [json.loads(line) for line in lines] == whole["items"]
    assert whole["items"][0] == {"sku": "mug", "shelf": "kitchen", "price": 4.5}


def test_a_page_tells_how_to_go_on_apart_from_its_items(run: Run, shop: str) -> None:
    first = run("run", shop, "products_on_shelf", "shelf=kitchen", "limit=1")
    cursor = first.err.removeprefix("There is more: add ").strip()
    second = run("run", shop, "products_on_shelf", "shelf=kitchen", "limit=1", cursor)

    assert "mug" in first.out
    assert "cursor" not in first.out
    assert "pan" in second.out


def test_a_write_takes_entities_as_json_and_says_it_is_done(run: Run, shop: str) -> None:
    written = run("run", shop, "place_order", 'order={"customer": "bob", "number": 7, "sku": "pan"}')

    assert written.out == "done\n"
    assert run("run", shop, "orders_of", "customer=bob").out.splitlines()[1] == "bob       7       pan"


def test_nothing_found_is_said(run: Run, shop: str) -> None:
    assert run("run", shop, "products_on_shelf", "shelf=cellar").out == "no items\n"


def test_the_projects_design_need_not_be_named(run: Run, shop: str, project: Path) -> None:
    (project / "pyproject.toml").write_text(f'[tool.tablewright]\ndesign = "{shop}"\n')

    assert "mug" in run("run", "product", "sku=mug").out
    assert "mug" in run("run", shop, "product", "sku=mug").out
    assert "products_on_shelf" in run("run").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["products_on_shef", "shelf=x"], "has no pattern 'products_on_shef'"),
        (["products_on_shelf"], "products_on_shelf needs shelf=<str>"),
        (["products_on_shelf", "shelf=x", "shade=y"], "has no input 'shade'"),
        (["products_on_shelf", "shelf=x", "limit=many"], "limit: "),
        (["products_on_shelf", "shelf=x", "limit=0"], "limit: 0 is less than 1"),
        (["products_on_shelf", "shelf=x", "cursor=y"], "cursor"),
        (["products_on_shelf", "shelf"], "'shelf' is not an input; write it as name=value"),
        (["products_on_shelf", "shelf=x", "shelf=y"], "the input 'shelf' is given twice"),
        (["shelf=x"], "which pattern is to run with 'shelf=x'?"),
        (["products_on_shelf", "shelf=x", "more"], "come after the design and the pattern"),
        (["place_order", "order=7"], "order: '7'"),
        (["place_order", "order={"], "order: '{'"),
        (["place_order", 'order={"customer": "ada"}'], "number: "),
        (["reprice", "sku=mug", "price=cheap"], "price: "),
    ],
)
def test_an_input_that_does_not_fit_is_named(run: Run, shop: str, arguments: list[str], words: str) -> None:
    finished = run("run", shop, *arguments)

    assert finished.code == 2
    assert words in finished.err
    assert finished.out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["place_order", 'order={"customer": "ada", "number": 1, "sku": "mug"}'], "ada"),
        (["reprice", "sku=fork", "price=1"], "fork"),
    ],
)
def test_what_a_pattern_cannot_do_is_told(run: Run, shop: str, arguments: list[str], words: str) -> None:
    finished = run("run", shop, *arguments)

    assert finished.code == 1
    assert words in finished.err
    assert "Traceback" not in finished.err


def test_a_pattern_on_tables_that_are_not_there_says_to_apply(run: Run) -> None:
    finished = run("run", "systems/shop", "product", "sku=mug")

    assert finished.code == 1
    assert "apply the design 'shop' in environment 'dev' first" in finished.err
