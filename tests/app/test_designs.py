from pathlib import Path

import pytest

from tablewright.app.designs import designs_in, load_design
from tablewright.app.errors import AppError, BrokenDesign, UsageError

NOTHING_DECLARED = "from tablewright import Design\n"


@pytest.mark.parametrize(
    "reference",
    ["systems/shop", "systems/shop/", "systems/shop/design.py", "systems/shop:design", "systems.shop.design:design"],
)
def test_a_design_is_found_by_folder_file_or_module(reference: str) -> None:
    assert load_design(reference).name == "shop"


def test_a_design_is_found_by_an_absolute_path_from_anywhere(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))

    assert load_design(str(project / "systems" / "shop")).name == "shop"


def test_two_folders_of_one_name_are_two_designs(project: Path) -> None:
    other = project / "other" / "systems" / "shop"
    other.mkdir(parents=True)
    text = (project / "systems/shop/design.py").read_text()
    (other / "design.py").write_text(text.replace('"shop",', '"boutique",'))
    (project / "other/pyproject.toml").touch()

    names = [load_design("systems/shop").name, load_design("other/systems/shop").name]

    assert names == ["shop", "boutique"]


def test_a_folder_whose_name_is_no_identifier_is_loaded(project: Path) -> None:
    (project / "systems/shop").rename(project / "systems/my-shop")

    assert load_design("systems/my-shop").name == "shop"


def test_the_sole_design_of_a_file_need_not_be_named_design(project: Path) -> None:
    file = project / "systems/shop/design.py"
    file.write_text(file.read_text().replace("design = Design(", "model = Design("))

    assert load_design("systems/shop").name == "shop"


def test_of_several_designs_one_is_chosen_by_name(project: Path) -> None:
    file = project / "systems/shop/design.py"
    text = file.read_text().replace("design = Design(", "one = Design(")
    file.write_text(text + text[text.index("one = Design(") :].replace("one =", "two =").replace('"shop"', '"second"'))

    with pytest.raises(UsageError, match=r"has several designs, say which: .*design\.py:one; it has one, two"):
        load_design("systems/shop")
    assert load_design("systems/shop:two").name == "second"


def test_an_unknown_path_suggests_the_nearest(project: Path) -> None:
    with pytest.raises(UsageError, match=r"no design 'systems/shpo': .* did you mean systems/shop\?"):
        load_design("systems/shpo")


def test_an_unknown_module_says_how_designs_are_given() -> None:
    with pytest.raises(UsageError, match="no module named 'shelf'; a design is given by its path"):
        load_design("shelf.design:design")


def test_a_file_that_is_not_python_is_refused(project: Path) -> None:
    (project / "notes.txt").touch()

    with pytest.raises(UsageError, match=r"notes\.txt is not a Python file"):
        load_design("notes.txt")


def test_a_folder_without_a_design_says_what_it_lacks(project: Path) -> None:
    (project / "empty").mkdir()

    with pytest.raises(UsageError, match=r"no design in empty: it has no design\.py"):
        load_design("empty")


def test_a_file_that_declares_none_says_how(project: Path) -> None:
    (project / "systems/shop/design.py").write_text(NOTHING_DECLARED)

    with pytest.raises(AppError, match=r'it declares none; write design = Design\("name", tables='):
        load_design("systems/shop")


def test_a_name_that_is_no_design_lists_those_there_are() -> None:
    with pytest.raises(UsageError, match="has no design 'shop'; it has design"):
        load_design("systems/shop:shop")


def test_an_error_in_the_file_is_shown_with_its_line_and_source(project: Path) -> None:
    (project / "systems/shop/design.py").write_text("import math\n\nradius = math.sqrt(-1)\n")

    with pytest.raises(AppError) as caught:
        load_design("systems/shop")

    first, source = str(caught.value).splitlines()
    assert first.startswith("systems/shop/design.py:3: ValueError: ")
    assert source.strip() == "radius = math.sqrt(-1)"


def test_a_syntax_error_is_shown_with_its_line(project: Path) -> None:
    (project / "systems/shop/design.py").write_text("design = (\n")

    with pytest.raises(AppError, match=r"^systems/shop/design\.py:1: '\(' was never closed"):
        load_design("systems/shop")


def test_an_error_raised_by_the_language_points_at_the_users_line(project: Path) -> None:
    (project / "systems/shop/design.py").write_text("from tablewright import Key\n\nkey = Key('a', 'b', 'c')\n")

    with pytest.raises(AppError, match=r"^systems/shop/design\.py:3: TypeError: Key takes"):
        load_design("systems/shop")


def test_a_setting_of_a_wrong_type_is_shown_with_the_line_that_gives_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "systems/shop/design.py").write_text("from tablewright import Settings\n\nSettings(backup='daily')\n")
    monkeypatch.chdir(project / "systems/shop")

    with pytest.raises(AppError, match=r"^design\.py:3: TypeError: Settings: backup is 'daily'"):
        load_design("design.py")


def test_a_file_that_exits_does_not_end_the_process(project: Path) -> None:
    (project / "systems/shop/design.py").write_text("raise SystemExit(3)\n")

    with pytest.raises(AppError, match=r"design\.py:1: the file exits when it is imported"):
        load_design("systems/shop")


def test_a_module_that_lacks_an_import_is_not_mistaken_for_a_missing_design(project: Path) -> None:
    (project / "systems/shop/design.py").write_text("import no_such_library\n")

    with pytest.raises(AppError, match=r"design\.py:1: ModuleNotFoundError: No module named 'no_such_library'"):
        load_design("systems.shop.design:design")


def test_a_broken_design_keeps_its_problems(project: Path) -> None:
    file = project / "systems/shop/design.py"
    file.write_text(file.read_text().replace('Key("shelf", "price")', 'Key("shelve", "price")'))

    with pytest.raises(BrokenDesign) as caught:
        load_design("systems/shop")

    assert any("shelve" in problem.message for problem in caught.value.problems)
    assert caught.value.to_data()["problems"][0]["file"].endswith("systems/shop/design.py")


def test_the_environment_is_dev_when_none_is_named() -> None:
    assert load_design("systems/shop").environment(None).name == "dev"


def test_the_only_environment_need_not_be_named(project: Path) -> None:
    file = project / "systems/shop/design.py"
    file.write_text(file.read_text().replace('Environment("dev", region="eu-west-1"),', ""))

    assert load_design("systems/shop").environment(None).name == "prod"


def test_an_unknown_environment_lists_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"has no environment 'staging'.*dev.*prod.*--env"):
        load_design("systems/shop").environment("staging")


def test_all_designs_in_a_folder_come_in_order_of_their_names(project: Path) -> None:
    other = project / "systems/apparel"
    other.mkdir()
    text = (project / "systems/shop/design.py").read_text()
    (other / "design.py").write_text(text.replace('"shop",', '"apparel",'))
    (project / "systems/notes").mkdir()

    assert [each.name for each in designs_in(Path("systems"))] == ["apparel", "shop"]


def test_designs_are_named_by_their_folder_or_by_path() -> None:
    assert [each.name for each in designs_in(Path("systems"), ["shop", "systems/shop"])] == ["shop", "shop"]


def test_a_missing_folder_of_designs_is_told() -> None:
    with pytest.raises(UsageError, match="there is no folder designs to take designs from"):
        designs_in(Path("designs"))


def test_a_folder_without_designs_is_told(project: Path) -> None:
    (project / "drafts").mkdir()

    with pytest.raises(UsageError, match=r"no design in drafts: none of its folders has a design\.py"):
        designs_in(Path("drafts"))
