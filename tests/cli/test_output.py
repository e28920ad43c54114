import io

from hypothesis import given
from hypothesis import strategies as st

from tablewright.cli.output import PlainOutput, Span, Style

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
