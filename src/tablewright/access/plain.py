"""Entities and results as plain JSON, and entities from it: for command lines and files."""

import json
from base64 import b64decode, b64encode
from binascii import Error as BinasciiError
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from tablewright.access.errors import InvalidRequest
from tablewright.design.entity import Record, RecordType, schema_of
from tablewright.design.inputs import Input, InvalidInput, first_fault
from tablewright.design.naming import nearest
from tablewright.design.results import Page
from tablewright.design.storage import ListOf, MapOf, Scalar, StoredType, decode_plain

_LARGEST_EXACT_FLOAT = 15


def to_plain(result: Any) -> Any:
    """A pattern's result as JSON can say it, with stored names.

    A page becomes ``{"items": [...], "cursor": ...}``. Numbers are int or float, or text where a float would not
    be exact; binary values are base64; sets are sorted lists.
    """
    match result:
        case Page():
            return {"items": [to_plain(each) for each in result.items], "cursor": result.cursor}
        case Record():
            encoded = schema_of(type(result)).encode(result)
            return {name: to_plain(decode_plain(value)) for name, value in encoded.items()}
        case Decimal():
            return _number(result)
        case bytes():
            return b64encode(result).decode()
        case dict():
            return {name: to_plain(value) for name, value in result.items()}
        case set() | frozenset():
            return [to_plain(each) for each in sorted(result)]
        case list() | tuple() | Iterator():
            return [to_plain(each) for each in result]
    return result


def from_plain(record: type[Record], values: Mapping[str, Any]) -> Record:
    """An entity from JSON, with stored or Python names.

    Raises:
        InvalidRequest: a name is unknown or a value does not fit; the message names it.
    """
    try:
        return record.model_validate(_fields(record, values))
    except ValidationError as error:
        path, message = first_fault(error)
        raise InvalidRequest(f"{'.'.join(map(str, path)) or record.__name__}: {message}") from None


def parse_input(given: Input, text: str) -> Any:
    """An input from the text of a command line, by its type.

    Text is text; numbers, times, flags and choices are written as they read; entities, lists, maps and sets are JSON.

    Raises:
        InvalidRequest: the text does not fit; the message names the input.
    """
    try:
        if given.entity:
            return from_plain(given.entity, _json_object(text))
        if isinstance(given.stored, Scalar):
            return given.check(b64decode(text, validate=True) if given.stored.code == "B" else text)
        return given.check(_json(text))
    except InvalidInput as error:
        raise InvalidRequest(str(error)) from None
    except BinasciiError as error:
        raise InvalidRequest(
            f"{given.name}: {text[:60]!r} is not base64, as which bytes are written: {error}"
        ) from None
    except ValueError as error:
        raise InvalidRequest(f"{given.name}: {text[:60]!r} is not {given.type_name} as JSON: {error}") from None


def _number(number: Decimal) -> int | float | str:
    if number == number.to_integral_value():
        return int(number)
    return float(number) if len(number.as_tuple().digits) <= _LARGEST_EXACT_FLOAT else str(number)


def _json(text: str) -> Any:
    """What JSON says, numbers with all their digits."""
    return json.loads(text, parse_float=Decimal)


def _json_object(text: str) -> Mapping[str, Any]:
    values = _json(text)
    if not isinstance(values, dict):
        raise ValueError("it is written as a JSON object")
    return values


def _fields(record: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    schema = schema_of(record)
    fields = {}
    for name, value in values.items():
        attribute = schema.attributes.get(name) or schema.by_field.get(name)
        if attribute is None:
            raise InvalidRequest(f"{record.__name__} has no attribute {name!r}. {nearest(name, schema.attributes)}")
        fields[attribute.field] = _renamed(attribute.type, value)
    return fields


def _renamed(type_: StoredType, value: Any) -> Any:
    """A value of JSON with the names of embedded objects as Python has them, and binary values as bytes."""
    match type_, value:
        case RecordType(record=record), Mapping():
            return _fields(record, value)
        case ListOf(element=element), Sequence() if not isinstance(value, str):
            return [_renamed(element, each) for each in value]
        case MapOf(element=element), Mapping():
            return {name: _renamed(element, each) for name, each in value.items()}
        case Scalar(code="B"), str():
            return b64decode(value, validate=True)
    return value
