import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablewright.cli.output import PlainOutput, Span, Style, TerminalOutput

CELLS = st.lists(st.lists(st.text("abc de", max_size=8), min_size=2, max_size=2), min_size=1, max_size=6)


def printed(rows: list[list[str]], headers: tuple[str, ...] = ()) -> list[str]:
    stream = io.StringIO()
    PlainOutput(stream).table(rows, headers=headers)
    return stream.getvalue().splitlines()


def test_a_line_is_its_parts_without_their_styles() -> None:
    stream = io.StringIO()

    PlainOutput(stream).line("a", Span("b", Style.BAD), "c  ", indent=2)

    assert stream.getvalue() == "  abc\n"


def test_a_table_has_a_line_for_each_row() -> None:
    assert printed([["a", "long cell"], ["bb", "c\nd"]], ("ONE", "TWO")) == ["ONE  TWO", "a    long cell", "bb   c d"]


@given(CELLS)
def test_columns_begin_where_their_headers_do(rows: list[list[str]]) -> None:
    lines = printed(rows, ("FIRST", "SECOND"))

    start = lines[0].index("SECOND")
    assert [(line[:start].rstrip(), line[start:]) for line in lines[1:]] == [
        (first.rstrip(), second.rstrip()) for first, second in rows
    ]


def test_no_rows_are_no_table() -> None:
    assert printed([]) == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


def test_a_line_on_a_terminal_has_its_styles(terminal: Terminal) -> None:
    TerminalOutput(terminal).line("a", Span("b", Style.BAD), "c", indent=2)

    assert terminal.getvalue() == "  a\x1b[1;31mb\x1b[0mc\n"


def test_where_no_colour_is_asked_for_the_weight_stays(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    TerminalOutput(terminal).line(Span("a", Style.BAD), Span("b", Style.GOOD))

    assert terminal.getvalue() == "\x1b[1ma\x1b[0mb\n"


@pytest.mark.parametrize("no_colour", ["", "1"])
@pytest.mark.parametrize("style", list(Style))
def test_lines_look_the_same_before_and_after_a_table(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, style: Style, no_colour: str
) -> None:
    monkeypatch.setenv("NO_COLOR", no_colour)
    output = TerminalOutput(terminal)

    output.line(Span("text", style), " and more", indent=4)
    before = terminal.getvalue()
    output.table([("cell",)])
    terminal.truncate(0)
    terminal.seek(0)
    output.line(Span("text", style), " and more", indent=4)

    assert terminal.getvalue() == before
