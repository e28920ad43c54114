"""DynamoDB's numbers: decimal text in normal form, up to 38 significant digits, never floats.

The normal form is plain notation without a plus sign, an exponent or a superfluous zero: ``0``,
``42``, ``-0.5``. Equal numbers have equal normal forms, so the text can be compared for equality.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
"""

import re
from decimal import Context, Decimal

from tablewright.values.errors import InvalidValue, Unconvertible
from tablewright.values.limits import MAX_NUMBER_DIGITS, MAX_NUMBER_EXPONENT, MIN_NUMBER_EXPONENT

_is_normal = re.compile(r"-?(?:[1-9][0-9]{0,18}|(?:0|[1-9][0-9]{0,17})\.[0-9]{0,18}[1-9])|0", re.ASCII).fullmatch
"""Recognises the common numbers that are in normal form already and have no more than 38 digits."""

_parse = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,10}))?", re.ASCII).fullmatch

_MAX_BYTES = 21

_EXACT = Context(prec=600)
"""Wide enough for the exact sum of any two numbers: 126 digits before the point and 168 after it."""


def normalise_number(text: str) -> str:
    """The normal form of a number.

    ``text`` is decimal notation with an optional sign and exponent.

    Raises:
        InvalidValue: in DynamoDB's words, the text is no number, has more than 38 significant digits or lies outside
            the magnitudes 1E-130 to 9.99E+125.
    """
    if _is_normal(text):
        return text
    return _normalise(text)


_measured: dict[str, tuple[str, int]] = {}
"""The short numbers that were measured first: those that recur are soon among them.

None makes room for another, as what comes and goes all the time keeps the memory around it from being given back.
"""
_REMEMBERED_NUMBERS = 4096
_LONGEST_REMEMBERED = 40


def measure_number(text: str) -> tuple[str, int]:
    """The normal form of a number, and the bytes it takes.

    Raises:
        InvalidValue: as `normalise_number`.
    """
    measured = _measured.get(text)
    if measured is None:
        number = normalise_number(text)
        measured = number, number_size(number)
        if len(text) <= _LONGEST_REMEMBERED and len(_measured) < _REMEMBERED_NUMBERS:
            _measured[text] = measured
    return measured


def _normalise(text: str) -> str:
    match = _parse(text)
    if match is None:
        raise _not_numeric(text)
    sign, integer, fraction, exponent = match.groups(default="")
    if not integer and not fraction:
        raise _not_numeric(text)
    digits = (integer + fraction).lstrip("0")
    if not digits:
        return "0"
    point = len(digits) - len(fraction) + int(exponent or 0)
    digits = digits.rstrip("0")
    if len(digits) > MAX_NUMBER_DIGITS:
        raise Unconvertible("Attempting to store more than 38 significant digits in a Number")
    if point - 1 > MAX_NUMBER_EXPONENT:
        raise Unconvertible("Number overflow. Attempting to store a number with magnitude larger than supported range")
    if point - 1 < MIN_NUMBER_EXPONENT:
        raise Unconvertible(
            "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        )
    return ("-" if sign == "-" else "") + _plain(digits, point)


def _plain(digits: str, point: int) -> str:
    """``digits`` with the decimal point after the first ``point`` of them."""
    if point <= 0:
        return "0." + "0" * -point + digits
    if point >= len(digits):
        return digits + "0" * (point - len(digits))
    return f"{digits[:point]}.{digits[point:]}"


def _not_numeric(text: str) -> InvalidValue:
    detail = f": {text}" if text else ""
    return Unconvertible(f"The parameter cannot be converted to a numeric value{detail}")


def number_size(number: str) -> int:
    """The bytes a number in normal form takes, 21 at most.

    One, one for each pair of digits on either side of the decimal point, and one if it is negative.
    Pairs of zeros at either end are not counted.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """
    size = 1
    if number[0] == "-":
        size = 2
        number = number[1:]
    if "." in number:
        integer, _, fraction = number.partition(".")
        size += (len(fraction) + 1) // 2
        if integer != "0":
            size += (len(integer) + 1) // 2
        else:
            leading_zeros = len(fraction) - len(fraction.lstrip("0"))
            size -= leading_zeros // 2
    elif number[-1] != "0":
        size += (len(number) + 1) // 2
    elif number != "0":
        trailing_zeros = len(number) - len(number.rstrip("0"))
        size += (len(number) + 1) // 2 - trailing_zeros // 2
    return size if size <= _MAX_BYTES else _MAX_BYTES


def add_numbers(a: str, b: str) -> str:
    """The exact sum of two numbers in normal form, itself in normal form.

    Raises:
        InvalidValue: the sum is beyond what a number can hold.
    """
    if _are_short_integers(a, b):
        return str(int(a) + int(b))
    return normalise_number(format(_EXACT.add(Decimal(a), Decimal(b)), "f"))


def subtract_numbers(a: str, b: str) -> str:
    """The exact difference ``a - b`` of two numbers in normal form, itself in normal form.

    Raises:
        InvalidValue: the difference is beyond what a number can hold.
    """
    if _are_short_integers(a, b):
        return str(int(a) - int(b))
    return normalise_number(format(_EXACT.subtract(Decimal(a), Decimal(b)), "f"))


def _are_short_integers(a: str, b: str) -> bool:
    """Whether two numbers are counters, as most are that are added to, rather than decimals of any length."""
    return len(a) < MAX_NUMBER_DIGITS > len(b) and "." not in a and "." not in b
