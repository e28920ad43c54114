"""Evaluating a template for one set of parameters, as CloudFormation does before it makes resources."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tablewright.render.errors import TemplateError

_PLACEHOLDER = re.compile(r"\$\{(?P<literal>!)?(?P<name>[^}]*)\}")

_PSEUDO_PARAMETERS = frozenset(
    f"AWS::{name}" for name in ("AccountId", "Partition", "Region", "StackId", "StackName", "URLSuffix")
)


class _NoValue:
    """What ``AWS::NoValue`` is."""


_NO_VALUE: Final = _NoValue()


@dataclass(frozen=True, slots=True)
class Reference:
    """A resource, an attribute of one, or a pseudo parameter: known only once the stack is there."""

    name: str
    attribute: str | None = None

    def __str__(self) -> str:
        """The reference as it stands in a text: ``${BookingsTable}``."""
        return f"${{{self.name}}}" if self.attribute is None else f"${{{self.name}.{self.attribute}}}"


class Evaluation:
    """A template with its parameters filled in.

    Values that functions give are text, numbers, truth values, lists and objects as written, and `Reference`
    for what only a stack knows. Properties and elements that are ``AWS::NoValue`` are gone.
    """

    def __init__(self, template: Mapping[str, Any], parameters: Mapping[str, str]) -> None:
        """Raises TemplateError for a parameter that the template does not have, lacks, or does not allow."""
        self._template = template
        self._parameters = _filled_in(template.get("Parameters") or {}, parameters)
        self._functions: dict[str, Callable[[Any], Any]] = {
            "Ref": self._ref,
            "Condition": self._condition,
            "Fn::Sub": self._sub,
            "Fn::GetAtt": self._get_att,
            "Fn::If": self._if,
            "Fn::FindInMap": self._find_in_map,
            "Fn::Join": self._join,
            "Fn::Equals": lambda sides: str(self.value(sides[0])) == str(self.value(sides[1])),
            "Fn::Or": lambda tests: any(self.value(test) for test in tests),
            "Fn::And": lambda tests: all(self.value(test) for test in tests),
            "Fn::Not": lambda tests: not self.value(tests[0]),
        }

    def resources(self) -> dict[str, Mapping[str, Any]]:
        """The resources whose conditions hold, evaluated, by logical id."""
        resources: Mapping[str, Mapping[str, Any]] = self._template.get("Resources") or {}
        return {
            logical_id: {member: self.value(value) for member, value in resource.items() if member != "Condition"}
            for logical_id, resource in resources.items()
            if "Condition" not in resource or self._condition(resource["Condition"])
        }

    def value(self, written: Any) -> Any:
        """What a value of the template is.

        Raises:
            TemplateError: it calls a function that is not understood.
        """
        if isinstance(written, Mapping):
            if len(written) == 1:
                ((name, argument),) = written.items()
                if name in self._functions:
                    return self._functions[name](argument)
                if name.startswith("Fn::"):
                    raise TemplateError(f"the function {name} is not understood")
            members = {name: self.value(value) for name, value in written.items()}
            return {name: value for name, value in members.items() if value is not _NO_VALUE}
        if isinstance(written, list | tuple):
            return [value for element in written if (value := self.value(element)) is not _NO_VALUE]
        return written

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return _NO_VALUE
        if name in self._parameters:
            return self._parameters[name]
        if name in _PSEUDO_PARAMETERS or name in (self._template.get("Resources") or {}):
            return Reference(name)
        raise TemplateError(f"Ref to {name}, which is neither a parameter nor a resource")

    def _condition(self, name: str) -> bool:
        conditions = self._template.get("Conditions") or {}
        if name not in conditions:
            raise TemplateError(f"the condition {name} is not defined")
        return bool(self.value(conditions[name]))

    def _sub(self, argument: str | list[Any]) -> str:
        if isinstance(argument, str):
            return self._filled_in(argument, {})
        text, given = argument
        return self._filled_in(text, given)

    def _filled_in(self, text: str, given: Mapping[str, Any]) -> str:
        """The text with each ``${name}`` replaced by what is given for it, or what its Ref or GetAtt is."""

        def fill(match: re.Match[str]) -> str:
            name = match["name"]
            if match["literal"]:
                return f"${{{name}}}"
            if name in given:
                return str(self.value(given[name]))
            return str(self._get_att(name) if "." in name else self._ref(name))

        return _PLACEHOLDER.sub(fill, text)

    def _get_att(self, argument: str | Sequence[str]) -> Reference:
        name, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
        return Reference(name, attribute)

    def _if(self, argument: Sequence[Any]) -> Any:
        condition, then, otherwise = argument
        return self.value(then if self._condition(condition) else otherwise)

    def _find_in_map(self, argument: Sequence[Any]) -> Any:
        mapping, top, second = (self.value(key) for key in argument)
        try:
            return self._template["Mappings"][mapping][top][second]
        except KeyError:
            raise TemplateError(f"the mapping has no {mapping}.{top}.{second}") from None

    def _join(self, argument: Sequence[Any]) -> str:
        separator, parts = argument
        return str(separator).join(str(part) for part in self.value(parts))


def _filled_in(declared: Mapping[str, Mapping[str, Any]], given: Mapping[str, str]) -> dict[str, str]:
    unknown = [name for name in given if name not in declared]
    if unknown:
        raise TemplateError(f"the template has no parameter {unknown[0]}; it has {', '.join(declared) or 'none'}")
    filled_in: dict[str, str] = {}
    for name, declaration in declared.items():
        value = given.get(name, declaration.get("Default"))
        if value is None:
            raise TemplateError(f"the parameter {name} has no default; give its value")
        allowed = declaration.get("AllowedValues")
        if allowed and value not in allowed:
            raise TemplateError(f"the parameter {name} cannot be {value!r}; it is one of {', '.join(allowed)}")
        filled_in[name] = value
    return filled_in
