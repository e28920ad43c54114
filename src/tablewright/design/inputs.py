"""A pattern's inputs: the parameters of its method, with their types."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated, Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from tablewright.design.entity import Attribute, Entity, Record, embedded_type
from tablewright.design.storage import Scalar, StoredType
from tablewright.design.types import UnstorableType, shown, split_optional, stored_type


class InvalidInput(ValueError):
    """An input that does not fit its parameter; the message names it and says what is expected."""


@dataclass(frozen=True)
class Input:
    """A parameter of a pattern.

    Attributes:
        name: the parameter's name.
        annotation: its type as written.
        required: whether it has no default.
        default: its default.
    """

    name: str
    annotation: Any
    required: bool
    default: Any = None

    @cached_property
    def stored(self) -> StoredType | None:
        """How its values are stored; None where they are not: an entity, or a type without stored form."""
        bare, _ = split_optional(self.annotation)
        try:
            return stored_type(bare, embedded_type)
        except UnstorableType:
            return None

    @property
    def optional(self) -> bool:
        """Whether it may be left out, or be None, to mean that nothing is said."""
        return not self.required and self.default is None

    @cached_property
    def entity(self) -> type[Entity] | None:
        """The entity it is, if it is one."""
        return self.annotation if isinstance(self.annotation, type) and issubclass(self.annotation, Entity) else None

    @property
    def type_name(self) -> str:
        """Its type as a reader writes it."""
        return shown(self.annotation)

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.annotation)

    def check(self, value: Any) -> Any:
        """The value as the parameter's type holds it.

        Raises:
            InvalidInput: it is not of that type.
        """
        try:
            return self._adapter.validate_python(value)
        except ValidationError as error:
            raise InvalidInput(f"{self.name}: {_told(error)} (it is {self.type_name})") from None


def inputs_of(method: Callable[..., Any]) -> tuple[tuple[Input, ...], Any]:
    """The inputs of a pattern's method and its return annotation.

    Raises:
        InvalidInput: a parameter without a type, or of a kind that a pattern cannot have.
    """
    try:
        hints = get_type_hints(method, include_extras=True)
    except NameError as error:
        raise InvalidInput(f"an annotation cannot be read: {error}") from None
    found = []
    for parameter in list(inspect.signature(method).parameters.values())[1:]:
        if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            raise InvalidInput(f"the parameter {parameter} is not one that has a name")
        if parameter.name not in hints:
            raise InvalidInput(f"the parameter {parameter.name} has no type")
        required = parameter.default is parameter.empty
        default = None if required else parameter.default
        found.append(Input(parameter.name, hints[parameter.name], required, default))
    if "return" not in hints:
        raise InvalidInput("it does not say what it returns")
    return tuple(found), hints["return"]


@lru_cache(maxsize=4096)
def _field_adapter(record: type[Record], field: str) -> TypeAdapter[Any]:
    info = record.model_fields[field]
    annotation: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    return TypeAdapter(annotation)


def as_field(record: type[Record], attribute: Attribute, value: Any) -> Any:
    """A value as a field of a record holds it: a time cut to the field's precision, a text as the enum's member.

    Raises:
        InvalidInput: it is not a value of the field.
    """
    try:
        return _field_adapter(record, attribute.field).validate_python(value)
    except ValidationError as error:
        raise InvalidInput(f"{attribute.name}: {_told(error)}") from None


_ALIKE: Mapping[str, str] = {"choice": "text", "integer": "number"}


def agree(one: StoredType | None, other: StoredType) -> bool:
    """Whether values of one type can stand for values of another: both text, both numbers, both times."""
    if one is None:
        return False
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        kinds = [_ALIKE.get(type_.kind, type_.kind) for type_ in (one, other)]
        return kinds[0] == kinds[1]
    return one.code is None or other.code is None or one.code == other.code


def first_fault(error: ValidationError) -> tuple[tuple[int | str, ...], str]:
    """The first thing that pydantic has found to be wrong: where in the value, and what."""
    first = error.errors(include_url=False, include_input=False)[0]
    return first["loc"], first["msg"].removeprefix("Value error, ")


def _told(error: ValidationError) -> str:
    path, message = first_fault(error)
    return f"{'.'.join(map(str, path))}: {message}" if path else message
