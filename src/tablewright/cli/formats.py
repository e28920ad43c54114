"""The option ``--format``, which every command that prints a result has, each with the formats it knows."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import click


class Format(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


class _MemberChoice(click.Choice[StrEnum]):
    """A choice of an enumeration's members by their values, which is what is written; click goes by their names."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        return str(choice)


def format_option(formats: type[StrEnum], help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--format``, one of the members of an enumeration, the first unless another is asked for."""
    first, *_ = formats
    return click.option("--format", type=_MemberChoice(formats), default=first.value, help=help)
