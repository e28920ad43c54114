"""Classes of access patterns: each declares some, and none of its methods looks like one and is none."""

import dis
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from tablewright.design.location import of_class, of_function
from tablewright.design.patterns import declared_patterns, is_pattern
from tablewright.design.problems import Findings

_DOES_NOTHING = frozenset({"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST"})


def check_protocols(protocols: Sequence[type], findings: Findings) -> None:
    """Note the classes without patterns, and the methods that a type checker would take for patterns."""
    for protocol in protocols:
        if not any(declared_patterns(protocol)):
            findings.add(
                of_class(protocol),
                f"patterns {protocol.__name__}",
                "the class declares no access pattern",
                "Decorate its methods: @get(table), @query(table, index=...)",
            )
        for name, member in vars(protocol).items():
            if not name.startswith("_"):
                _check_member(name, member, findings)


def _check_member(name: str, member: object, findings: Findings) -> None:
    if isinstance(member, (staticmethod, classmethod)):
        if is_pattern(member.__func__):
            message = f"it is a {type(member).__name__}, and a pattern is a method of the connected object"
            findings.add(
                of_function(member.__func__), f"pattern {name}", message, "Leave that out, and begin with self"
            )
    elif inspect.isfunction(member) and not is_pattern(member) and _is_empty(member):
        message = "it has no decorator that makes it one, and no body"
        findings.add(of_function(member), f"pattern {name}", message, "Write what it does before it, as in @get(table)")


def _is_empty(function: Callable[..., Any]) -> bool:
    """Whether nothing but a docstring or an ellipsis is in it."""
    instructions = list(dis.get_instructions(function))
    returned = [each.argval for each in instructions if each.opname in ("LOAD_CONST", "RETURN_CONST")]
    return all(each.opname in _DOES_NOTHING for each in instructions) and returned == [None]
