"""Patterns by name, from texts to plain JSON: what a command line needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tablewright.access.client import ItemClient
from tablewright.access.endpoint import Endpoint, system_clock
from tablewright.access.errors import InvalidRequest
from tablewright.access.performing import perform
from tablewright.access.plain import parse_input, to_plain
from tablewright.design.access_patterns import Pattern
from tablewright.design.annotations import Clock
from tablewright.design.design import Design
from tablewright.design.inputs import Input
from tablewright.design.naming import nearest
from tablewright.design.patterns import Operation, Rate


@dataclass(frozen=True, slots=True)
class InputEntry:
    """An input as it is listed: its name, its type, and its default where it has one."""

    name: str
    type: str
    required: bool
    default: Any = None


@dataclass(frozen=True, slots=True)
class PatternEntry:
    """A pattern as it is listed.

    Attributes:
        name: the method's name.
        sentence: what it is for.
        operation: get, put, update, delete, query or scan.
        table: the table's name, with its placeholders.
        logical_id: the table's identifier in the design.
        index: the index that serves it; None: the table itself.
        inputs: its parameters.
        returns: what it gives back: ``page``, ``list``, ``iterator``, ``first``, ``one``, ``count`` or ``nothing``.
        entities: the names of the entities it reads or writes.
        rate: how often it is expected to run.
    """

    name: str
    sentence: str
    operation: Operation
    table: str
    logical_id: str
    index: str | None
    inputs: tuple[InputEntry, ...]
    returns: str
    entities: tuple[str, ...]
    rate: Rate | None


def list_patterns(design: Design) -> tuple[PatternEntry, ...]:
    """The design's access patterns, in the order they are declared."""
    return tuple(_entry(pattern) for pattern in design.patterns.values())


def run_pattern(
    design: Design,
    client: ItemClient,
    env: str,
    name: str,
    inputs: Mapping[str, str],
    *,
    clock: Clock = system_clock,
) -> Any:
    """Run a pattern by its name, with inputs as text, and give its result as plain JSON.

    Args:
        design: the design.
        client: a boto3 client for DynamoDB.
        env: the environment whose tables are used.
        name: the pattern's name.
        inputs: its inputs by name; entities, lists and maps are written as JSON.
        clock: tells the moment of a write.

    Raises:
        UnknownName: there is no such pattern or environment.
        InvalidRequest: an input is missing, unknown, or does not fit.
        AccessError: the pattern could not do what it says.
    """
    pattern = design.pattern(name)
    design.environment(env)
    return to_plain(perform(Endpoint(design, client, env, clock), pattern, _arguments(pattern, inputs)))


def _arguments(pattern: Pattern, inputs: Mapping[str, str]) -> dict[str, Any]:
    for name in inputs:
        if name not in pattern.inputs:
            raise InvalidRequest(f"{pattern.name} has no input {name!r}. {nearest(name, pattern.inputs)}.")
    missing = [name for name, each in pattern.inputs.items() if each.required and name not in inputs]
    if missing:
        raise InvalidRequest(f"{pattern.name} needs {', '.join(_written(pattern.inputs[name]) for name in missing)}")
    return {
        name: parse_input(each, inputs[name]) if name in inputs else each.default
        for name, each in pattern.inputs.items()
    }


def _written(given: Input) -> str:
    return f"{given.name}=<{given.type_name}>"


def _entry(pattern: Pattern) -> PatternEntry:
    return PatternEntry(
        name=pattern.name,
        sentence=pattern.sentence,
        operation=pattern.operation,
        table=pattern.schema.table.name,
        logical_id=pattern.schema.logical_id,
        index=pattern.index,
        inputs=tuple(
            InputEntry(each.name, each.type_name, each.required, each.default) for each in pattern.inputs.values()
        ),
        returns=pattern.result.reading,
        entities=tuple(entity.entity.__name__ for entity in pattern.entities),
        rate=pattern.declaration.rate,
    )
