"""Shapes: what does not decode, and which constraints are told, where, and in which order."""

from typing import Any

import pytest

from tablewright.engine import DynamoDBError
from tablewright.engine.requests.attributes import ITEM, VALUE
from tablewright.engine.requests.scalars import Boolean, Integer, Text, Timestamp
from tablewright.engine.requests.shapes import Shape
from tablewright.engine.requests.structures import MAX_VIOLATIONS, ListOf, MapOf, Structure, request_violations

NAME = Text(min=3, max=5, pattern="[a-z]+")
COLOUR = Text(enum=("RED", "BLUE"))
ELEMENT = Structure({"Name": NAME, "Colour": COLOUR}, required=("Name",), name="Element")


def refusal(shape: Shape, value: Any) -> str:
    """What is said of a value that does not decode."""
    with pytest.raises(DynamoDBError) as refused:
        shape.decode(value)
    assert refused.value.code == "SerializationException"
    return refused.value.message


def told(shape: Shape, value: Any) -> list[str]:
    """The constraints that a value breaks, without what they have in common."""
    return [violation.replace(" failed to satisfy constraint:", ":") for violation in shape.violations(value, "it")]


class TestDecoding:
    @pytest.mark.parametrize(
        ("shape", "type_"),
        [(Text(), "String"), (Integer(), "Integer"), (Integer(name="Long"), "Long"), (Boolean(), "Boolean")],
    )
    def test_a_collection_is_no_scalar(self, shape: Shape, type_: str) -> None:
        assert refusal(shape, []) == f"Unrecognized collection type class java.lang.{type_}"
        assert refusal(shape, {}) == "Start of structure or map found where not expected"

    @pytest.mark.parametrize(
        ("shape", "value", "message"),
        [
            (Text(), 1, "NUMBER_VALUE cannot be converted to String"),
            (Text(), 1.5, "DECIMAL_VALUE cannot be converted to String"),
            (Text(), True, "TRUE_VALUE cannot be converted to String"),
            (Integer(), "1", "STRING_VALUE cannot be converted to Integer"),
            (Integer(), False, "FALSE_VALUE cannot be converted to Integer"),
            (Integer(), 2**31, "NUMBER_VALUE cannot be converted to Integer"),
            (Integer(name="Long"), 2**63, "NUMBER_VALUE cannot be converted to Long"),
            (Boolean(), 1, "NUMBER_VALUE cannot be converted to Boolean"),
            (Timestamp(), "now", "STRING_VALUE cannot be converted to Date"),
        ],
    )
    def test_a_scalar_of_another_type_is_named_by_its_json_type(self, shape: Shape, value: Any, message: str) -> None:
        assert refusal(shape, value) == message

    @pytest.mark.parametrize("value", [-(2**31), 2**31 - 1, 1.9])
    def test_a_number_fits_up_to_the_bounds_of_its_type(self, value: float) -> None:
        Integer().decode(value)

    def test_what_is_no_list_or_map_is_refused(self) -> None:
        assert refusal(ListOf(Text()), "x") == "Unexpected field type"
        assert refusal(ListOf(Text()), {}) == "Start of structure or map found where not expected"
        assert refusal(MapOf(Text()), "x") == "Unexpected field type"
        assert refusal(MapOf(Text()), []).startswith("Unrecognized collection type java.util.Map<")

    @pytest.mark.parametrize("shape", [ListOf(Text()), MapOf(Text())])
    def test_a_member_of_a_list_or_map_is_decoded_too(self, shape: Shape) -> None:
        assert refusal(shape, [1] if isinstance(shape, ListOf) else {"key": 1}).endswith("converted to String")

    def test_a_structure_loses_what_is_unknown_or_null(self) -> None:
        request = {"Name": "abc", "Colour": None, "Unknown": [1]}
        ELEMENT.decode(request)
        assert request == {"Name": "abc"}

    def test_a_structure_reads_a_fraction_as_its_whole_number_and_a_word_as_its_truth_value(self) -> None:
        request = {"Limit": 1.9, "Forward": "FALSE"}
        Structure({"Limit": Integer(), "Forward": Boolean()}).decode(request)
        assert request == {"Limit": 1, "Forward": False}

    def test_an_attribute_value_loses_members_that_are_no_types(self) -> None:
        value = {"S": "x", "Unknown": 1, "N": None}
        VALUE.decode(value)
        assert value == {"S": "x"}

    def test_an_attribute_that_is_null_has_no_type(self) -> None:
        item = {"a": None}
        ITEM.decode(item)
        assert item == {"a": {}}


class TestConstraints:
    @pytest.mark.parametrize("value", ["abc", "abcde"])
    def test_bounds_belong_to_what_fits(self, value: str) -> None:
        assert told(NAME, value) == []

    def test_a_text_breaks_its_pattern_before_its_length(self) -> None:
        assert told(NAME, "A") == [
            "Value 'A' at 'it': Member must satisfy regular expression pattern: [a-z]+",
            "Value 'A' at 'it': Member must have length greater than or equal to 3",
        ]
        assert told(NAME, "abcdef") == ["Value 'abcdef' at 'it': Member must have length less than or equal to 5"]

    def test_the_values_of_an_enumeration_are_listed_in_the_models_order(self) -> None:
        assert told(COLOUR, "GREEN") == ["Value 'GREEN' at 'it': Member must satisfy enum value set: [RED, BLUE]"]

    def test_a_number_has_bounds(self) -> None:
        bounded = Integer(min=1, max=100)
        assert told(bounded, 0) == ["Value '0' at 'it': Member must have value greater than or equal to 1"]
        assert told(bounded, 101) == ["Value '101' at 'it': Member must have value less than or equal to 100"]
        assert told(bounded, 1) == told(bounded, 100) == []

    def test_members_of_a_list_are_counted_from_one_and_come_after_its_length(self) -> None:
        assert told(ListOf(NAME, max=2), ["abc", "A", None]) == [
            "Value '[abc, A, null]' at 'it': Member must have length less than or equal to 2",
            "Value 'A' at 'it.2.member': Member must satisfy regular expression pattern: [a-z]+",
            "Value 'A' at 'it.2.member': Member must have length greater than or equal to 3",
            "Value null at 'it.3.member': Member must not be null",
        ]

    def test_a_map_tells_all_rules_of_its_keys_at_once(self) -> None:
        assert told(MapOf(COLOUR, key=NAME), {"A": "GREEN", "abc": None}) == [
            "Value '{A=GREEN, abc=null}' at 'it': Map keys must satisfy constraint: [Member must have length less "
            "than or equal to 5, Member must have length greater than or equal to 3, Member must satisfy regular "
            "expression pattern: [a-z]+]",
            "Value 'GREEN' at 'it.A.member': Member must satisfy enum value set: [RED, BLUE]",
            "Value null at 'it.abc.member': Member must not be null",
        ]

    def test_a_structure_tells_what_it_lacks_and_what_is_wrong_in_the_order_of_its_members(self) -> None:
        assert told(ELEMENT, {"Colour": "GREEN"}) == [
            "Value null at 'it.name': Member must not be null",
            "Value 'GREEN' at 'it.colour': Member must satisfy enum value set: [RED, BLUE]",
        ]

    def test_a_list_of_structures_is_shown_as_the_service_prints_it(self) -> None:
        [broken] = told(ListOf(ELEMENT, max=1), [{"Name": "abc", "Colour": "RED"}, {"Name": "abc"}])
        assert broken.startswith("Value '[Element(name=abc, colour=RED), Element(name=abc, colour=null)]' at 'it'")


class TestRequests:
    REQUEST = Structure({"Colour": COLOUR, "TableName": NAME, "Names": ListOf(NAME)}, required=("TableName",))

    def test_a_bad_table_name_is_told_alone(self) -> None:
        [broken] = request_violations(self.REQUEST, {"TableName": "abcdef", "Colour": "GREEN"})
        assert "at 'tableName'" in broken

    def test_a_missing_table_name_is_told_in_its_place(self) -> None:
        broken = request_violations(self.REQUEST, {"Colour": "GREEN"})
        assert ["'colour'" in broken[0], "'tableName'" in broken[1], len(broken)] == [True, True, 2]

    def test_no_more_than_ten_are_told(self) -> None:
        broken = request_violations(self.REQUEST, {"TableName": "abc", "Names": [None] * 20})
        assert len(broken) == MAX_VIOLATIONS == 10
