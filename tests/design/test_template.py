"""Key templates: what they say, and keys that sort and can be told apart."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tablewright import Timestamp
from tablewright.design.entity import embedded_type
from tablewright.design.storage import Scalar, StoredValueError
from tablewright.design.template import (
    KeyTemplate,
    Placeholder,
    TemplateError,
    date_is_enough,
    number_width,
    time_sorts,
)
from tablewright.design.types import stored_type


def scalar(annotation: Any) -> Scalar:
    found = stored_type(annotation, embedded_type)
    assert isinstance(found, Scalar)
    return found


TEXT, NUMBER, WHOLE, TIME = scalar(str), scalar(float), scalar(int), scalar(Timestamp)


def test_a_template_is_read_into_literals_and_placeholders() -> None:
    template = KeyTemplate.parse("CUSTOMER#{customerId}#DATE#{createdAt:%Y-%m-%d}")
    assert template.parts == (
        "CUSTOMER#",
        Placeholder("customerId", "", "#DATE#"),
        "#DATE#",
        Placeholder("createdAt", "%Y-%m-%d"),
    )
    assert template.names == ("customerId", "createdAt")


def test_doubled_braces_stand_for_themselves() -> None:
    assert KeyTemplate.parse("{{x}}#{id}").render({"id": "1"}, {"id": TEXT}) == "{x}#1"


@pytest.mark.parametrize("text", ["A#{", "A#{}", "A#{0}", "A#{a.b}", "A#{a[0]}", "A#{a!r}", "A#{a:{b}}", "A}"])
def test_a_template_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(TemplateError):
        KeyTemplate.parse(text)


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("SCORE#{score:07.3f}#CUSTOMER#{id}", {"score": 9.5, "id": "c"}, "SCORE#009.500#CUSTOMER#c"),
        ("DATE#{at:%Y-%m-%d}", {"at": datetime(2025, 1, 5, 23, tzinfo=UTC)}, "DATE#2025-01-05"),
        ("DATE#{at:%Y-%m-%d}", {"at": date(2025, 1, 5)}, "DATE#2025-01-05"),
        ("{at}", {"at": datetime(2025, 1, 5, tzinfo=UTC)}, "2025-01-05T00:00:00.000Z"),
        ("Y{at:%Y}#M{at:%m}", {"at": date(2025, 1, 5)}, "Y2025#M01"),
        ("METADATA", {}, "METADATA"),
    ],
)
def test_a_key_is_rendered_from_its_attributes(text: str, values: dict[str, Any], expected: str) -> None:
    types = {"score": NUMBER, "id": TEXT, "at": TIME}
    assert KeyTemplate.parse(text).render(values, types) == expected


def test_a_value_that_contains_the_separator_after_it_is_refused() -> None:
    template = KeyTemplate.parse("CUSTOMER#{customerId}#PROGRAM#{programId}")
    types = {"customerId": TEXT, "programId": TEXT}
    with pytest.raises(StoredValueError, match="contains '#', which ends that part of the key"):
        template.render({"customerId": "a#PROGRAM#b", "programId": "c"}, types)
    assert template.render({"customerId": "a", "programId": "b#c"}, types) == "CUSTOMER#a#PROGRAM#b#c"


@pytest.mark.parametrize("value", [1000.0, -1.0, 99999.5])
def test_a_number_that_would_not_sort_in_its_width_is_refused(value: float) -> None:
    template = KeyTemplate.parse("SCORE#{score:07.3f}")
    with pytest.raises(StoredValueError, match="would not sort among numbers of 7 characters"):
        template.render({"score": value}, {"score": NUMBER})


def test_a_number_that_would_have_the_text_of_another_is_refused_where_it_identifies_the_item() -> None:
    template = KeyTemplate.parse("PRICE#{price:07.2f}", identifies=True)
    types = {"price": scalar(Decimal)}
    assert template.render({"price": Decimal("1.20")}, types) == "PRICE#0001.20"
    with pytest.raises(StoredValueError, match=r"1.204 does not fit .* it would have the text 0001.20, .* of another"):
        template.render({"price": Decimal("1.204")}, types)


def test_a_number_in_an_index_is_written_with_the_digits_of_its_format() -> None:
    assert KeyTemplate.parse("SCORE#{score:07.3f}").render({"score": 0.12345}, {"score": NUMBER}) == "SCORE#000.123"


def test_a_prefix_ends_after_the_literal_that_follows_the_last_attribute_given() -> None:
    template = KeyTemplate.parse("SCORE#{score:07.3f}#CUSTOMER#{id}")
    types = {"score": NUMBER, "id": TEXT}
    assert template.prefix(0, {}, types) == "SCORE#"
    assert template.prefix(1, {"score": 1.0}, types) == "SCORE#001.000#CUSTOMER#"
    assert template.leading(lambda placeholder: placeholder.name == "score") == 1


@pytest.mark.parametrize(
    ("spec", "width"), [("05d", 5), ("07.3f", 7), ("010", 10), ("", None), ("5d", None), (".3f", None), ("08f", None)]
)
def test_only_zero_padded_formats_have_a_width(spec: str, width: int | None) -> None:
    assert number_width(spec, WHOLE) == width


@pytest.mark.parametrize("spec", ["05", "08.3", "08.3e", "08.3g", "05d"])
def test_a_number_with_a_fraction_has_a_width_only_where_the_format_says_how_many_digits_follow_the_point(
    spec: str,
) -> None:
    assert number_width(spec, NUMBER) is None
    assert number_width("08.3f", NUMBER) == 8


@pytest.mark.parametrize(
    ("spec", "sorts", "day"),
    [
        ("%Y-%m-%d", True, True),
        ("%Y%m", True, True),
        ("%Y-%m-%dT%H:%M", True, False),
        ("%d.%m.%Y", False, True),
        ("%H:%M", False, False),
        ("x", False, False),
    ],
)
def test_a_time_sorts_when_its_format_goes_from_years_to_smaller_units(spec: str, sorts: bool, day: bool) -> None:
    assert (time_sorts(spec), date_is_enough(spec)) == (sorts, day)


parts = st.text(alphabet="ab#P", max_size=5)


@given(parts, parts, parts, parts)
def test_different_attributes_make_different_keys(one: str, two: str, three: str, four: str) -> None:
    template = KeyTemplate.parse("C#{a}#P#{b}")
    assume("#" not in one + three)
    types = {"a": TEXT, "b": TEXT}
    same = template.render({"a": one, "b": two}, types) == template.render({"a": three, "b": four}, types)
    assert same == ((one, two) == (three, four))
