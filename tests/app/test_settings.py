from pathlib import Path

import pytest

from tablewright.app.errors import UsageError
from tablewright.app.settings import Settings, project_settings


def pyproject(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(text)


def test_without_a_pyproject_the_defaults_hold() -> None:
    assert project_settings() == Settings(data=Path(".tablewright"), systems=Path("systems"))


def test_a_pyproject_without_a_table_of_ours_says_nothing(project: Path) -> None:
    pyproject(project, "[tool.other]\ndata = 3\n")

    assert project_settings() == Settings()


def test_every_setting_is_read(project: Path) -> None:
    pyproject(
        project,
        '[tool.tablewright]\ndesign = "systems/shop"\nenv = "prod"\ndata = "state"\n'
        'endpoint-url = "http://localhost:8000"\nsystems = "designs"\n',
    )

    assert project_settings() == Settings(
        "systems/shop", "prod", Path("state"), "http://localhost:8000", Path("designs")
    )


def test_paths_are_relative_to_the_pyproject(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pyproject(project, '[tool.tablewright]\ndesign = "systems/shop"\ndata = "state"\n')
    monkeypatch.chdir(project / "systems")

    settings = project_settings()

    assert settings.design == "shop"
    assert settings.data == project / "state"


def test_a_design_given_by_module_stays_as_it_is(project: Path) -> None:
    pyproject(project, '[tool.tablewright]\ndesign = "systems.shop.design:design"\n')

    assert project_settings().design == "systems.shop.design:design"


def test_an_unknown_setting_lists_the_known(project: Path) -> None:
    pyproject(project, '[tool.tablewright]\ndatadir = "x"\n')

    with pytest.raises(UsageError, match=r"no setting 'datadir'; it takes data, design, endpoint-url, env, systems"):
        project_settings()


def test_a_setting_that_is_no_text_is_refused(project: Path) -> None:
    pyproject(project, "[tool.tablewright]\nenv = 3\n")

    with pytest.raises(UsageError, match="env is a string, not 3"):
        project_settings()


def test_a_pyproject_that_is_not_toml_is_told_with_its_place(project: Path) -> None:
    pyproject(project, "[tool.tablewright\n")

    with pytest.raises(UsageError, match=r"pyproject\.toml: not TOML"):
        project_settings()
