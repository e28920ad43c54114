"""Answers as texts that are the same for answers that mean the same."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

_SHOWN_NUMBER = re.compile(r"\{N:([^}]*)\}")
_SETS = ("SS", "NS", "BS")
Value = dict[str, Any]


def shown_numbers_normal(text: str) -> str:
    """An answer with the numbers that messages show of its request, such as ``{N:2.50}``, in normal form."""
    return _SHOWN_NUMBER.sub(lambda shown: f"{{N:{normal_number(shown[1])}}}", text)


def canonical(value: Any, *, normalise: bool) -> Any:
    """A part of an answer with what has no meaning taken out: the order of a set's members, and of what tables cost.

    ``normalise`` puts the numbers in normal form. It is for an engine that returns them as they were sent, where
    Amazon does not: nothing is to be said of that again and again.
    """
    if isinstance(value, list):
        return [canonical(each, normalise=normalise) for each in value]
    if not isinstance(value, dict):
        return value
    if normalise and len(value) == 1:
        value = _normalised(value)
    return {name: _member(name, each, normalise) for name, each in value.items()}


def _member(name: str, value: Any, normalise: bool) -> Any:
    if name in _SETS and isinstance(value, list):
        return sorted(value)
    if name == "ConsumedCapacity" and isinstance(value, list):
        return sorted(value, key=_text)
    return canonical(value, normalise=normalise)


def _normalised(value: Value) -> Value:
    (kind, content) = next(iter(value.items()))
    if kind == "N" and isinstance(content, str):
        return {"N": normal_number(content)}
    return {"NS": [normal_number(each) for each in content]} if kind == "NS" else value


def normal_number(text: str) -> str:
    """A number without leading or trailing zeros and without an exponent."""
    number = Decimal(text)
    if not number:
        return "0"
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def refusal(answer: dict[str, Any], status: int) -> str:
    """The kind of an error, and what it says: a transaction's reasons where there are any."""
    kind = str(answer.get("__type", status)).partition("#")[2]
    reasons = [
        " ".join(filter(None, (each.get("Code"), each.get("Message"), _text(each.get("Item")))))
        for each in answer.get("CancellationReasons", ())
    ]
    item = f" {_text(answer['Item'])}" if "Item" in answer else ""
    return f"{kind}: {reasons or answer.get('message', answer.get('Message', ''))}{item}"


def ordered(items: list[dict[str, Value]], key: Callable[[dict[str, Value]], str] | None) -> list[dict[str, Value]]:
    """Items whose order has no meaning beyond that of ``key``, in the one order that has it too.

    Neighbours that ``key`` does not tell apart are put in order among themselves; all of them, where there is no key.
    """
    if key is None:
        return sorted(items, key=_text)
    groups: list[list[dict[str, Value]]] = []
    for item in items:
        if groups and key(groups[-1][0]) == key(item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [item for group in groups for item in sorted(group, key=_text)]


def _text(value: Any) -> str:
    return "" if value is None else json.dumps(value, sort_keys=True)
