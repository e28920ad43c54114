"""DynamoDB's number rules."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from tests.values.strategies import numbers, written_numbers

from tablewright.values import InvalidValue, add_numbers, normalise_number, number_size, subtract_numbers

NOT_NUMERIC = "The parameter cannot be converted to a numeric value"
TOO_MANY_DIGITS = "Attempting to store more than 38 significant digits in a Number"
OVERFLOW = "Number overflow. Attempting to store a number with magnitude larger than supported range"
UNDERFLOW = "Number underflow. Attempting to store a number with magnitude smaller than supported range"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("+0.00", "0"),
        ("0e999", "0"),
        ("42", "42"),
        ("00042", "42"),
        ("+5", "5"),
        ("1.0", "1"),
        ("1.50", "1.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-.25", "-0.25"),
        ("1.5E2", "150"),
        ("1e3", "1000"),
        ("15E-1", "1.5"),
        ("-1e-3", "-0.001"),
        ("1" + "0" * 38, "1" + "0" * 38),
        ("1." + "0" * 60, "1"),
        ("9" * 38, "9" * 38),
        ("1E125", "1" + "0" * 125),
        ("1E-130", "0." + "0" * 129 + "1"),
    ],
)
def test_a_number_is_kept_in_plain_notation(text: str, normal: str) -> None:
    assert normalise_number(text) == normal


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        " 5",
        "5 ",
        "1e",
        "e5",
        ".",
        "-",
        "--1",
        "0x10",
        "NaN",
        "Infinity",
        "1_0",
        "1,0",
        "1d",
        "\u0663",
        "5\n",
    ],
)
def test_text_that_is_no_number_is_quoted_in_the_error(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        normalise_number(text)
    assert caught.value.message == f"{NOT_NUMERIC}: {text}"


def test_an_empty_number_is_refused_without_quoting_it() -> None:
    with pytest.raises(InvalidValue) as caught:
        normalise_number("")
    assert caught.value.message == NOT_NUMERIC


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1" * 39, TOO_MANY_DIGITS),
        ("0." + "1" * 39, TOO_MANY_DIGITS),
        ("1" * 39 + "e200", TOO_MANY_DIGITS),
        ("1E126", OVERFLOW),
        ("-1E126", OVERFLOW),
        ("0.1E127", OVERFLOW),
        ("1E9999999999", OVERFLOW),
        ("1E-131", UNDERFLOW),
        ("-0.1E-130", UNDERFLOW),
    ],
)
def test_a_number_beyond_the_limits_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        normalise_number(text)
    assert caught.value.message == message


def test_an_endless_exponent_is_no_number() -> None:
    with pytest.raises(InvalidValue, match="cannot be converted"):
        normalise_number("1E" + "9" * 5000)


@given(written_numbers())
def test_normalising_keeps_the_value_and_is_idempotent(text: str) -> None:
    normal = normalise_number(text)
    with localcontext(prec=400):
        assert Decimal(normal) == Decimal(text)
    assert normalise_number(normal) == normal
    assert "E" not in normal
    assert not normal.startswith("+")


@given(numbers, numbers)
def test_equal_numbers_have_equal_texts(a: str, b: str) -> None:
    assert (a == b) == (Decimal(a) == Decimal(b))


@pytest.mark.parametrize(
    ("number", "size"),
    [
        ("0", 1),
        ("7", 2),
        ("42", 2),
        ("123", 3),
        ("-42", 3),
        ("1000", 2),
        ("110", 3),
        ("12.5", 3),
        ("100.5", 4),
        ("0.5", 2),
        ("0.005", 2),
        ("-0.5", 3),
        ("9" * 38, 20),
        ("-9." + "9" * 37, 21),
        ("-" + "9" * 38 + "0", 21),
        ("1" + "0" * 125, 2),
        ("0." + "0" * 129 + "1", 2),
    ],
)
def test_a_number_takes_a_byte_for_two_digits_and_one_more(number: str, size: int) -> None:
    assert number_size(number) == size


@given(numbers)
def test_a_number_never_takes_more_than_21_bytes(number: str) -> None:
    assert 1 <= number_size(number) <= 21


@pytest.mark.parametrize(
    ("a", "b", "total", "difference"),
    [
        ("1", "2", "3", "-1"),
        ("0.1", "0.2", "0.3", "-0.1"),
        ("9" * 38, "1", "1" + "0" * 38, "9" * 37 + "8"),
        ("-5", "5", "0", "-10"),
        ("1" + "0" * 30, "-1", "9" * 30, "1" + "0" * 29 + "1"),
    ],
)
def test_sums_and_differences_are_exact(a: str, b: str, total: str, difference: str) -> None:
    assert add_numbers(a, b) == total
    assert subtract_numbers(a, b) == difference


def test_a_sum_with_too_many_digits_is_refused_rather_than_rounded() -> None:
    with pytest.raises(InvalidValue, match="38 significant digits"):
        add_numbers("1" + "0" * 125, "1")


def test_a_sum_beyond_the_range_overflows() -> None:
    with pytest.raises(InvalidValue, match="Number overflow"):
        add_numbers("9" + "0" * 125, "9" + "0" * 125)


@given(numbers, numbers)
def test_addition_commutes_and_subtraction_undoes_it(a: str, b: str) -> None:
    try:
        total = add_numbers(a, b)
    except InvalidValue:
        return
    assert add_numbers(b, a) == total
    assert subtract_numbers(total, b) == a
