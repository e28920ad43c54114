"""Hypothesis strategies for attribute values in normal form, and for the numbers people write."""

from base64 import b64encode
from typing import Any

from hypothesis import strategies as st

from tablewright.values import AttributeValue, normalise_number


@st.composite
def written_numbers(draw: st.DrawFn) -> str:
    """A number DynamoDB accepts, in any of the ways to write it."""
    digits = draw(st.text("0123456789", min_size=1, max_size=38))
    point = draw(st.integers(0, len(digits)))
    text = digits[:point] + "." + digits[point:] if draw(st.booleans()) else digits
    exponent = draw(st.one_of(st.just(""), st.integers(-80, 80).map("E{}".format), st.just("e+3")))
    return draw(st.sampled_from(["", "-", "+"])) + text + exponent


numbers = written_numbers().map(normalise_number)
texts = st.text(max_size=8)
binaries = st.binary(max_size=8).map(lambda data: b64encode(data).decode())

scalars = st.one_of(
    texts.map(lambda text: {"S": text}),
    numbers.map(lambda number: {"N": number}),
    binaries.map(lambda data: {"B": data}),
    st.booleans().map(lambda truth: {"BOOL": truth}),
    st.just({"NULL": True}),
)

sets = st.one_of(
    st.lists(texts, min_size=1, max_size=4, unique=True).map(lambda members: {"SS": members}),
    st.lists(numbers, min_size=1, max_size=4, unique=True).map(lambda members: {"NS": members}),
    st.lists(binaries, min_size=1, max_size=4, unique=True).map(lambda members: {"BS": members}),
)


def _containers(elements: st.SearchStrategy[AttributeValue]) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.lists(elements, max_size=3).map(lambda items: {"L": items}),
        st.dictionaries(st.text(min_size=1, max_size=4), elements, max_size=3).map(lambda entries: {"M": entries}),
    )


attribute_values = st.recursive(st.one_of(scalars, sets), _containers, max_leaves=6)
items = st.dictionaries(st.text(min_size=1, max_size=6), attribute_values, max_size=5)
