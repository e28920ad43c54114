"""Preparing expressions: each is read once."""

import pytest

from tablewright.expressions import (
    ExpressionError,
    prepare_condition,
    prepare_key_condition,
    prepare_projection,
    prepare_update,
)


def test_the_same_text_and_names_give_the_same_object() -> None:
    names = {"#a": "a"}
    assert prepare_condition("#a = :v", names) is prepare_condition("#a = :v", dict(names))
    assert prepare_projection("#a", names) is prepare_projection("#a", dict(names))
    assert prepare_update("SET #a = :v", names) is prepare_update("SET #a = :v", dict(names))
    assert prepare_key_condition("#a = :v", names) is prepare_key_condition("#a = :v", dict(names))


def test_other_names_or_another_member_give_another_object() -> None:
    condition = prepare_condition("#a = :v", {"#a": "a"})
    assert prepare_condition("#a = :v", {"#a": "b"}).attributes == {"b"}
    assert prepare_condition("#a = :v", {"#a": "a"}, "FilterExpression") is not condition


def test_names_too_long_to_remember_are_used_all_the_same() -> None:
    name = "n" * 5000
    assert prepare_projection("#a", {"#a": name}).apply({name: {"S": "x"}}) == {name: {"S": "x"}}


def test_an_error_is_raised_every_time() -> None:
    for _ in range(2):
        with pytest.raises(ExpressionError, match=r"is not defined; attribute name: #a$"):
            prepare_condition("#a = :v", None)
