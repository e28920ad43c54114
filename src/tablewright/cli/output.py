"""Printing results: with colour and fitted tables on a terminal, as plain stable lines everywhere else."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from tablewright.app.errors import AppError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


class OutputLost(AppError):
    """What was to be printed cannot be written: the disk it goes to is full, for one."""


@contextmanager
def writing(stream: TextIO) -> Iterator[None]:
    """Writing to a stream.

    Raises:
        OutputLost: it cannot be written. A reader that left early is a `BrokenPipeError`.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputLost(f"{stream.name} cannot be written: {error.strerror or error}") from error


class Style(StrEnum):
    """What a piece of text means; rich knows the values as styles."""

    PLAIN = ""
    TITLE = "bold"
    NAME = "cyan"
    GOOD = "green"
    CHANGED = "yellow"
    BAD = "bold red"
    QUIET = "dim"


_COLOURS = {"red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_ANSI = {"bold": "1", "dim": "2", **_COLOURS}


@dataclass(frozen=True, slots=True)
class Span:
    """Text with a meaning, shown as colour where there is colour."""

    text: str
    style: Style = Style.PLAIN


Part = str | Span


class Output(Protocol):
    """Where a command prints."""

    def line(self, *parts: Part, indent: int = 0) -> None:
        """Print the parts as one line."""

    def table(self, rows: Sequence[Sequence[Part]], *, headers: Sequence[str] = (), indent: int = 0) -> None:
        """Print rows in aligned columns."""

    def flush(self) -> None:
        """Make what was printed visible now, also to a reader at the other end of a pipe."""


class PlainOutput:
    """Lines as they are, never wrapped: for pipes, files and tests."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def line(self, *parts: Part, indent: int = 0) -> None:
        """Print the parts as one line."""
        with writing(self._stream):
            self._stream.write(f"{' ' * indent}{''.join(_text(part) for part in parts)}".rstrip() + "\n")

    def table(self, rows: Sequence[Sequence[Part]], *, headers: Sequence[str] = (), indent: int = 0) -> None:
        """Print rows in aligned columns, a row a line, two spaces or more between them."""
        texts = [[_text(cell).replace("\n", " ") for cell in row] for row in rows]
        if headers:
            texts.insert(0, list(headers))
        widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
        for row in texts:
            self.line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)), indent=indent)

    def flush(self) -> None:
        """Make what was printed visible now."""
        with writing(self._stream):
            self._stream.flush()


class TerminalOutput:
    """Colour, and tables fitted to the terminal's width.

    Rich is loaded for the first table or progress, and prints everything from then on, as it keeps results apart from
    the progress. Until then lines are written without it: loading it takes longer than all else that `serve` prints.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._opened: Console | None = None

    def console(self) -> "Console":
        """The one console of the terminal."""
        if self._opened is None:
            from rich.console import Console

            self._opened = Console(file=self._stream, highlight=False, markup=False, emoji=False)
        return self._opened

    def line(self, *parts: Part, indent: int = 0) -> None:
        """Print the parts as one line, which the terminal wraps."""
        if self._opened is not None or os.name == "nt":  # a console of Windows may not know the sequences of ANSI
            self.console().print(_rich((" " * indent, *parts)), soft_wrap=True)
            return
        with writing(self._stream):
            self._stream.write(f"{' ' * indent}{''.join(_ansi(part) for part in parts)}\n")

    def table(self, rows: Sequence[Sequence[Part]], *, headers: Sequence[str] = (), indent: int = 0) -> None:
        """Print rows in columns; long cells wrap inside theirs."""
        from rich.padding import Padding
        from rich.table import Table

        table = Table(box=None, show_header=bool(headers), pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for column in headers or ("",) * max((len(row) for row in rows), default=0):
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(_rich((cell,)) for cell in row))
        self.console().print(Padding(table, (0, 0, 0, indent)))

    def flush(self) -> None:
        """Make what was printed visible now."""
        with writing(self._stream):
            self._stream.flush()


def results() -> Output:
    """Standard output."""
    return _output(sys.stdout)


def messages() -> Output:
    """Standard error: problems and progress."""
    return _output(sys.stderr)


def print_json(value: Any) -> None:
    """Print a value as indented JSON on standard output."""
    print_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def print_json_line(value: Mapping[str, Any]) -> None:
    """Print a value as one line of JSON on standard output."""
    print_text(json.dumps(value, ensure_ascii=False) + "\n")


def print_text(text: str) -> None:
    """Print text as it is on standard output."""
    with writing(sys.stdout):
        sys.stdout.write(text)


class Progress(Protocol):
    """Tells the person who waits what is being done."""

    def __call__(self, doing: str, /) -> None: ...


@contextmanager
def progress() -> Iterator[Progress]:
    """A line at the foot of the terminal that says what is being done; silent where nobody watches."""
    stream = next((stream for stream in (sys.stdout, sys.stderr) if _is_terminal(stream)), None)
    if stream is None:
        yield lambda doing: None
        return
    # Results printed meanwhile go through the same console, which moves the line out of their way.
    with _terminal(stream).console().status("") as status:
        yield lambda doing: status.update(_rich((doing,)))


def _output(stream: TextIO) -> Output:
    return _terminal(stream) if _is_terminal(stream) else PlainOutput(stream)


@cache
def _terminal(stream: TextIO) -> TerminalOutput:
    """The one output to a terminal."""
    return TerminalOutput(stream)


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _text(part: Part) -> str:
    return part if isinstance(part, str) else part.text


def _ansi(part: Part) -> str:
    """Text as a terminal shows it in its style; where NO_COLOR is set, without the colour."""
    if isinstance(part, str):
        return part
    codes = [_ANSI[word] for word in part.style.split() if not (word in _COLOURS and os.environ.get("NO_COLOR"))]
    return f"\x1b[{';'.join(codes)}m{part.text}\x1b[0m" if codes else part.text


def _rich(parts: Sequence[Part]) -> "Text":
    from rich.text import Text

    return Text.assemble(*(part if isinstance(part, str) else (part.text, part.style.value) for part in parts))
