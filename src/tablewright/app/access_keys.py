"""The keys that a server's clients must sign with, from the command line and from a file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tablewright.app.errors import AppError, UsageError

_KEY_ID = re.compile(r"[\w.-]+", re.ASCII)
_FORM = "KEY_ID:SECRET, the id in letters, digits, '_', '-' and '.'"


def access_keys(given: Sequence[str], file: Path | None) -> Mapping[str, str] | None:
    """Secret access keys by access key id; None where there are none, and any credentials do.

    Args:
        given: each ``KEY_ID:SECRET``.
        file: has one a line; empty lines and those that begin with ``#`` say nothing.

    Raises:
        UsageError: a key is not in that form, or an id is given twice. No message shows a secret, or what may be one.
        AppError: the file cannot be read.
    """
    if not given and file is None:
        return None
    keys: dict[str, str] = {}
    for source, text in (*(("--auth", text) for text in given), *(_lines(file) if file is not None else ())):
        key_id, separator, secret = text.partition(":")
        if not separator or not secret or not _KEY_ID.fullmatch(key_id):
            raise UsageError(f"{source}: not a key; write {_FORM}")
        if key_id in keys:
            raise UsageError(f"{source}: the key {key_id} is given twice")
        keys[key_id] = secret
    if not keys:
        raise UsageError(f"{file}: there is no key in it; write one a line: {_FORM}")
    return keys


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """Each line that has a key, with the words for where it is."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise AppError(f"{file} cannot be read as a file of keys: it is not text") from error
    except OSError as error:
        raise AppError(f"{file} cannot be read as a file of keys: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield f"{file}, line {number}", line.strip()
