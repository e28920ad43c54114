"""The examples of the documentation run as they are written, and print what it says they print."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```(python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["docs/DESIGN_LANGUAGE.md"])
def test_the_examples_of_a_page_run_one_after_the_other(
    page: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / page).read_text()
    module = ModuleType("documentation_examples")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    ran = 0
    for block in _BLOCK.finditer(text):
        kind, content = block.groups()
        if kind == "text":
            assert _without_places(capsys.readouterr().out) == _without_places(content)
            continue
        padding = "\n" * text[: block.start(2)].count("\n")
        exec(compile(padding + content, str(ROOT / page), "exec"), module.__dict__)  # noqa: S102
        ran += 1
    assert capsys.readouterr().out == ""
    assert ran > 5


def _without_places(printed: str) -> str:
    return re.sub(r"^  \S+:\d+:", "  design.py:", printed, flags=re.MULTILINE)
