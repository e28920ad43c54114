"""How Python's snake_case names become the attribute names that an application stores."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

Naming = Callable[[str], str]
"""From a field's Python name to the stored attribute's name."""


def snake_case(name: str) -> str:
    """Stored names are the Python names: ``health_score``."""
    return name


def camelCase(name: str) -> str:
    """Stored names as JavaScript writes them: ``scheduled_date`` is stored as ``scheduledDate``."""
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def PascalCase(name: str) -> str:
    """Stored names as C# writes them: ``scheduled_date`` is stored as ``ScheduledDate``."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))


def nearest(name: str, known: Iterable[str]) -> str:
    """The way out of an unknown name: the one that was probably meant, or all there are."""
    names = sorted(known)
    if close := get_close_matches(name, names, n=1):
        return f"Did you mean {close[0]!r}"
    return f"Known are {', '.join(names)}" if names else "None are known"
