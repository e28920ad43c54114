"""How Python values are stored as DynamoDB attribute values, and read back exactly.

Values take the form a boto3 client takes them in: ``{"S": "x"}``, ``{"N": "4.5"}``, ``{"B": b"..."}``, with
sets as lists. A `StoredType` is one Python type's way of being stored; ``stored_types`` finds it for
an annotation.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, Literal

from tablewright.values import normalise_number

TypeCode = Literal["S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"]
ScalarKind = Literal["text", "choice", "integer", "number", "time", "date", "flag", "binary"]
EncodedValue = Mapping[str, Any]

NULL: EncodedValue = {"NULL": True}


class StoredValueError(ValueError):
    """A value that cannot be stored as its type says, or a stored value that is not of that type."""


class StoredType(ABC):
    """How values of one Python type are stored.

    ``code`` is DynamoDB's type descriptor, or None where it depends on the value. ``absent`` is the Python
    value that is stored as no attribute at all, as a tuple of one; empty where every value is stored.
    """

    code: TypeCode | None
    absent: tuple[Any, ...]

    @abstractmethod
    def encode(self, value: Any) -> EncodedValue | None:
        """The attribute value of a Python value; None when it is stored by absence."""

    @abstractmethod
    def decode(self, stored: EncodedValue) -> Any:
        """The Python value of an attribute value.

        Raises:
            StoredValueError: the stored value is of another type.
        """


def descriptor(stored: EncodedValue) -> tuple[str, Any]:
    """The type descriptor and content of an attribute value.

    Raises:
        StoredValueError: it is no attribute value.
    """
    if len(stored) != 1:
        raise StoredValueError(f"not an attribute value: {stored!r}")
    return next(iter(stored.items()))


_SAMPLES: Mapping[str, Any] = {
    "text": "x",
    "integer": 7,
    "number": Decimal("7.5"),
    "time": datetime(2025, 1, 15, 10, 30, tzinfo=UTC),
    "date": date(2025, 1, 15),
    "flag": True,
    "binary": b"x",
}


@dataclass(frozen=True, slots=True)
class Scalar(StoredType):
    """A type stored as one string, number, binary value or boolean.

    Attributes:
        code: S, N, B or BOOL.
        kind: what the value is to a reader; decides which formats sort in a key template.
        python: the Python type's name, for messages.
        write: from the Python value to the content of the attribute value.
        read: back again; may raise ValueError.
        choices: all the texts it can have, where they are few and known.
    """

    code: TypeCode
    kind: ScalarKind
    python: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    choices: tuple[str, ...] = ()
    absent: tuple[Any, ...] = ()

    def encode(self, value: Any) -> EncodedValue | None:
        if value in self.absent:
            return None
        return {self.code: self.write(value)}

    def decode(self, stored: EncodedValue) -> Any:
        code, content = descriptor(stored)
        if code != self.code:
            raise StoredValueError(f"expected {self.python} as {self.code}, but the attribute is of type {code}")
        try:
            return self.read(content)
        except (ValueError, ArithmeticError) as error:
            raise StoredValueError(f"{content!r} is not {self.python}: {error}") from None

    @property
    def sample(self) -> Any:
        """Some Python value of the type, to try a format or a key with."""
        return self.read(self.choices[0]) if self.choices else _SAMPLES[self.kind]

    def render(self, value: Any, spec: str) -> str:
        """The value as it stands in a key template, formatted by ``spec`` where there is one."""
        if spec and self.kind in ("integer", "number", "time", "date"):
            return format(value, spec)
        return str(self.write(value))


TEXT: Final = Scalar("S", "text", "text", str, str)
"""A str as it is."""


@dataclass(frozen=True, slots=True)
class ListOf(StoredType):
    """A list (or tuple) of elements of one type; None inside it is stored as NULL."""

    element: StoredType
    container: Callable[[Sequence[Any]], Any] = list
    code: TypeCode = "L"
    absent: tuple[Any, ...] = ()

    def encode(self, value: Any) -> EncodedValue:
        return {"L": [encode_element(self.element, each) for each in value]}

    def decode(self, stored: EncodedValue) -> Any:
        code, content = descriptor(stored)
        if code != "L":
            raise StoredValueError(f"expected a list, but the attribute is of type {code}")
        return self.container([decode_element(self.element, each) for each in content])


@dataclass(frozen=True, slots=True)
class MapOf(StoredType):
    """A dict from text to elements of one type."""

    element: StoredType
    code: TypeCode = "M"
    absent: tuple[Any, ...] = ()

    def encode(self, value: Any) -> EncodedValue:
        return {"M": {key: encode_element(self.element, each) for key, each in value.items()}}

    def decode(self, stored: EncodedValue) -> dict[str, Any]:
        code, content = descriptor(stored)
        if code != "M":
            raise StoredValueError(f"expected a map, but the attribute is of type {code}")
        return {key: decode_element(self.element, each) for key, each in content.items()}


@dataclass(frozen=True, slots=True)
class SetOf(StoredType):
    """A set of strings, numbers or binary values. The empty set, which DynamoDB cannot store, is absent."""

    element: Scalar
    code: Literal["SS", "NS", "BS"]
    container: Callable[[Sequence[Any]], Any] = set
    absent: tuple[Any, ...] = (frozenset(),)

    def encode(self, value: Any) -> EncodedValue | None:
        return {self.code: sorted(self.element.write(each) for each in value)} if value else None

    def decode(self, stored: EncodedValue) -> Any:
        code, content = descriptor(stored)
        if code != self.code:
            raise StoredValueError(f"expected a set ({self.code}), but the attribute is of type {code}")
        return self.container([self.element.decode({self.element.code: each}) for each in content])


@dataclass(frozen=True, slots=True)
class Anything(StoredType):
    """A value of any type: stored by what it is, read back as str, Decimal, bytes, bool, list, dict or set."""

    code: TypeCode | None = None
    absent: tuple[Any, ...] = ()

    def encode(self, value: Any) -> EncodedValue:
        return encode_plain(value)

    def decode(self, stored: EncodedValue) -> Any:
        return decode_plain(stored)


@dataclass(frozen=True, slots=True)
class OneOf(StoredType):
    """A union of types that are told apart by their type descriptor: ``str | int``."""

    options: tuple[tuple[type, StoredType], ...]
    code: TypeCode | None = None
    absent: tuple[Any, ...] = ()

    def encode(self, value: Any) -> EncodedValue | None:
        for python, option in self.options:
            if type(value) is python or (isinstance(value, python) and not isinstance(value, bool)):
                return option.encode(value)
        raise StoredValueError(f"{value!r} is of none of the declared types")

    def decode(self, stored: EncodedValue) -> Any:
        code, _ = descriptor(stored)
        for _, option in self.options:
            if option.code == code:
                return option.decode(stored)
        raise StoredValueError(f"the attribute is of type {code}, which is none of the declared types")


def encode_element(element: StoredType, value: Any) -> EncodedValue:
    """The attribute value of an element of a list or map, where nothing can be absent.

    Raises:
        StoredValueError: the element would be stored by absence.
    """
    if value is None:
        return NULL
    encoded = element.encode(value)
    if encoded is None:
        raise StoredValueError(f"{value!r} cannot be stored inside a list or map")
    return encoded


def decode_element(element: StoredType, stored: EncodedValue) -> Any:
    """The element of a list or map that an attribute value is; NULL is None."""
    return None if "NULL" in stored else element.decode(stored)


def number_text(value: int | float | Decimal) -> str:
    """A number in DynamoDB's normal form; exact, or refused.

    Raises:
        InvalidValue: more than 38 significant digits, or a magnitude out of range.
    """
    return normalise_number(repr(value) if isinstance(value, float) else str(value))


def encode_plain(value: Any) -> EncodedValue:
    """The attribute value of a plain Python value, by what the value is.

    Raises:
        StoredValueError: nothing is stored for a value of its type.
    """
    match value:
        case None:
            return NULL
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case int() | float() | Decimal():
            return {"N": number_text(value)}
        case bytes():
            return {"B": value}
        case list() | tuple():
            return {"L": [encode_plain(each) for each in value]}
        case dict():
            return {"M": {str(key): encode_plain(each) for key, each in value.items()}}
        case set() | frozenset() if value:
            codes = {next(iter(encode_plain(each))) for each in value}
            if len(codes) == 1 and (code := codes.pop()) in ("S", "N", "B"):
                return {code + "S": sorted(encode_plain(each)[code] for each in value)}
    raise StoredValueError(f"a value of type {type(value).__name__} cannot be stored: {value!r}")


def decode_plain(stored: EncodedValue) -> Any:
    """The plain Python value of an attribute value; numbers are Decimals."""
    code, content = descriptor(stored)
    match code:
        case "NULL":
            return None
        case "N":
            return Decimal(content)
        case "L":
            return [decode_plain(each) for each in content]
        case "M":
            return {key: decode_plain(each) for key, each in content.items()}
        case "NS":
            return {Decimal(each) for each in content}
        case "SS" | "BS":
            return set(content)
    return content
