"""Running an access pattern by its name, with inputs as text."""

from collections.abc import Mapping, Sequence
from typing import Any

from tablewright.access import AccessError, InvalidRequest, run_pattern
from tablewright.app.designs import LoadedDesign
from tablewright.app.endpoints import calls_to
from tablewright.app.errors import UsageError, translated
from tablewright.app.summary import PatternSummary, pattern_summary
from tablewright.app.targets import Target
from tablewright.design.design import UnknownName
from tablewright.design.environment import Environment


def run(target: Target, pattern: str, inputs: Mapping[str, str]) -> Any:
    """Run a pattern; its result is plain JSON: ``{"items": [...], "cursor": ...}`` for a page.

    Raises:
        UsageError: there is no such pattern, or an input is missing, unknown, or does not fit.
        AppError: the pattern could not do what it says, or the endpoint refuses it.
    """
    try:
        with calls_to(target.endpoint), translated(AccessError, leaving=(InvalidRequest,)):
            client = target.endpoint.client(target.environment)
            return run_pattern(target.loaded.design, client, target.environment.name, pattern, inputs)
    except UnknownName as error:
        raise UsageError(f"{error} `tablewright run {target.loaded.reference}` lists them.") from error
    except InvalidRequest as error:
        raise UsageError(str(error)) from error


def patterns_of(loaded: LoadedDesign, environment: Environment) -> tuple[PatternSummary, ...]:
    """The access patterns of a design as they are in an environment, in the order they are declared."""
    return tuple(pattern_summary(loaded, environment, pattern) for pattern in loaded.design.patterns.values())


def parse_inputs(words: Sequence[str]) -> dict[str, str]:
    """Inputs from words like ``provider_id=p-1``.

    Raises:
        UsageError: a word is not of that form, or an input is given twice.
    """
    inputs: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageError(f"{word!r} is not an input; write it as name=value")
        if name in inputs:
            raise UsageError(f"the input {name!r} is given twice")
        inputs[name] = value
    return inputs
