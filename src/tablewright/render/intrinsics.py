"""CloudFormation's intrinsic functions, in the long form that JSON templates have.

A template is a JSON value. In it a function is an object with one member: ``{"Ref": "Environment"}``.
"""

from collections.abc import Mapping, Sequence
from typing import Final

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

NO_VALUE: Final[Json] = {"Ref": "AWS::NoValue"}
"""Takes away the property or list element that it stands for."""

REGION: Final[Json] = {"Ref": "AWS::Region"}


def ref(name: str) -> Json:
    """The value of a parameter, or the name of a resource."""
    return {"Ref": name}


def sub(text: str) -> Json:
    """The text with its ``${...}`` filled in."""
    return {"Fn::Sub": text}


def get_att(logical_id: str, attribute: str) -> Json:
    """An attribute of a resource."""
    return {"Fn::GetAtt": [logical_id, attribute]}


def find_in_map(mapping: str, top: Json, second: str) -> Json:
    """A value of a mapping."""
    return {"Fn::FindInMap": [mapping, top, second]}


def if_(condition: str, then: Json, otherwise: Json) -> Json:
    """One value or the other."""
    return {"Fn::If": [condition, then, otherwise]}


def equals(left: Json, right: Json) -> Json:
    """For conditions: whether both are the same text."""
    return {"Fn::Equals": [left, right]}


def any_of(tests: Sequence[Json]) -> Json:
    """For conditions: whether one test holds. ``Fn::Or`` takes two to ten, so more are nested."""
    if len(tests) == 1:
        return tests[0]
    if len(tests) <= 10:
        return {"Fn::Or": list(tests)}
    return {"Fn::Or": [*tests[:9], any_of(tests[9:])]}
