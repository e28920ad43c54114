"""The examples of docs/EMBEDDED.md run as they are printed."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "EMBEDDED.md"


def test_the_examples_run() -> None:
    examples = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert len(examples) >= 4
    names: dict[str, object] = {"pytest": pytest}
    for example in examples:
        exec(compile(example, str(PAGE), "exec"), names)  # noqa: S102
