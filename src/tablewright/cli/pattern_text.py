"""Printing access patterns and what they give."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal

from tablewright.app.designs import LoadedDesign
from tablewright.app.summary import PatternSummary
from tablewright.cli.output import Output, Span, Style, print_json, print_json_line

Item = Mapping[str, Any]


def print_entries(output: Output, loaded: LoadedDesign, entries: Sequence[PatternSummary]) -> None:
    """Print access patterns with what each is for, what serves it, and its inputs."""
    for entry in entries:
        output.line(Span(entry.name, Style.NAME))
        output.line(entry.sentence, indent=4)
        output.line(Span(f"{entry.operation} on {entry.served_by}", Style.QUIET), indent=4)
        for name, type_ in entry.inputs.items():
            output.line(f"{name}: {type_}", indent=4)
        output.line()
    output.line(f"Run one: tablewright run {loaded.reference} PATTERN name=value ...")


def print_json_entries(entries: Sequence[PatternSummary], *, a_line_each: bool) -> None:
    """Print access patterns as JSON."""
    if a_line_each:
        for entry in entries:
            print_json_line(asdict(entry))
    else:
        print_json([asdict(entry) for entry in entries])


def print_result(output: Output, messages: Output, result: Any, *, format: Literal["text", "json", "jsonl"]) -> None:
    """Print what a pattern gave: items as a table, a single one as its attributes.

    How to go on after a page is told among the messages, so that the output stays nothing but items.
    """
    if format == "json":
        print_json(result)
        return
    items, cursor = _items(result)
    if items is None:
        output.line("done" if result is None else str(result))
    elif format == "jsonl":
        for item in items:
            print_json_line(item)
    else:
        _print_items(output, items, alone=isinstance(result, Mapping) and "items" not in result)
    if cursor is not None:
        messages.line(f"There is more: add cursor={cursor}")


def _items(result: Any) -> tuple[list[Item] | None, str | None]:
    """The items of a result and the cursor after them; no items where it is a count or nothing."""
    if isinstance(result, Mapping):
        if result.keys() == {"items", "cursor"}:
            return list(result["items"]), result["cursor"]
        return [result], None
    return (list(result), None) if isinstance(result, list) else (None, None)


def _print_items(output: Output, items: Sequence[Item], *, alone: bool) -> None:
    if not items:
        output.line("no items")
    elif alone:
        output.table([(Span(name, Style.NAME), _shown(value)) for name, value in items[0].items()])
    else:
        names = list(dict.fromkeys(name for item in items for name in item))
        output.table([[_shown(item.get(name, "")) for name in names] for item in items], headers=names)


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
