"""Templates as text: YAML that people read, with short-form functions, and JSON; and such text read back."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from tablewright.render.errors import TemplateError
from tablewright.render.intrinsics import Json

_SHORT_FORMS = {
    "Ref": "!Ref",
    "Fn::Sub": "!Sub",
    "Fn::GetAtt": "!GetAtt",
    "Fn::If": "!If",
    "Fn::FindInMap": "!FindInMap",
    "Fn::Equals": "!Equals",
    "Fn::Or": "!Or",
}

_PLAIN = re.compile(r"[A-Za-z0-9$][A-Za-z0-9_./:${}-]*(?<!:)")
_PLAIN_IN_FLOW = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:-]*(?<!:)")
"""The texts that YAML takes without quotes; inside brackets, braces would end them."""

_SPACED_SECTIONS = frozenset({"Resources", "Outputs"})
"""The sections with an empty line between entries."""

_LONGEST_FLOW = 3
"""How many scalars an object in a list may have to be written on one line."""


def to_yaml(template: Mapping[str, Json]) -> str:
    """The template as YAML."""
    sections = []
    for name, value in template.items():
        if name in _SPACED_SECTIONS and isinstance(value, Mapping):
            entries = [_indented(_dumped({key: entry})) for key, entry in value.items()]
            sections.append(f"{name}:\n" + "\n".join(entries))
        else:
            sections.append(_dumped({name: value}))
    return "\n".join(sections)


def to_json(template: Mapping[str, Json]) -> str:
    """The template as JSON."""
    return json.dumps(template, indent=2, ensure_ascii=False) + "\n"


def parse_template(text: str) -> dict[str, Any]:
    """The template in a YAML or JSON text, its functions in the long form.

    Raises:
        TemplateError: the text is no YAML, or no template.
    """
    try:
        template = yaml.load(text, Loader=_TemplateLoader)
    except yaml.YAMLError as error:
        raise TemplateError(f"the template is no YAML or JSON: {error}") from error
    if not isinstance(template, dict) or not isinstance(template.get("Resources"), dict):
        raise TemplateError("this is no CloudFormation template: it has no Resources")
    return template


def _dumped(value: Json) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_TemplateDumper,
        sort_keys=False,
        width=110,
        allow_unicode=True,
        default_flow_style=False,
    )
    return text


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())


class _TemplateDumper(yaml.SafeDumper):
    """Writes functions in their short form, lists indented under their names, small objects on a line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> str:
        """Without quotes after a function's tag, where the text needs none."""
        style: str = super().choose_scalar_style()
        plain = _PLAIN_IN_FLOW if self.flow_level else _PLAIN
        event = self.event
        if isinstance(event, yaml.ScalarEvent) and event.tag in _SHORT_FORMS.values():
            return "" if plain.fullmatch(event.value) else style
        return style

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_object(dumper: _TemplateDumper, value: Mapping[str, Json]) -> yaml.Node:
    if len(value) == 1:
        ((name, argument),) = value.items()
        if name in _SHORT_FORMS:
            return _represent_function(dumper, name, argument)
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=False)


def _represent_function(dumper: _TemplateDumper, name: str, argument: Json) -> yaml.Node:
    tag = _SHORT_FORMS[name]
    if name == "Fn::GetAtt" and isinstance(argument, Sequence):
        argument = ".".join(str(part) for part in argument)
    if isinstance(argument, str):
        return dumper.represent_scalar(tag, argument)
    if isinstance(argument, Sequence):
        return dumper.represent_sequence(tag, argument, flow_style=all(_is_short(part) for part in argument))
    raise TypeError(f"{name} takes a text or a list, not {argument!r}")


def _represent_list(dumper: _TemplateDumper, values: Sequence[Json]) -> yaml.Node:
    node = dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=False)
    for value, item in zip(values, node.value, strict=True):
        if isinstance(value, Mapping) and isinstance(item, yaml.MappingNode):
            item.flow_style = len(value) <= _LONGEST_FLOW and all(_is_short(part) for part in value.values())
    return node


def _is_short(value: Json) -> bool:
    """Whether the value is a scalar, or a function of scalars."""
    if isinstance(value, Mapping):
        if len(value) != 1:
            return False
        ((name, argument),) = value.items()
        parts = argument if isinstance(argument, list) else [argument]
        return name in _SHORT_FORMS and all(_is_short(part) for part in parts)
    return isinstance(value, str | int | float)


_TemplateDumper.add_representer(dict, _represent_object)
_TemplateDumper.add_representer(list, _represent_list)
_TemplateDumper.add_representer(tuple, _represent_list)


class _TemplateLoader(yaml.SafeLoader):
    """Reads functions in their short form; dates stay the texts that they are in templates."""

    yaml_implicit_resolvers = {
        start: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for start, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _construct_function(loader: _TemplateLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        return {name: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    raise TemplateError(f"!{suffix} takes a text or a list, {node.start_mark}")


_TemplateLoader.add_multi_constructor("!", _construct_function)
