"""Entities: what an application keeps, as typed, immutable models with the stored names it wants."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from tablewright.design.annotations import OnUpdate, Ref, StoredAs
from tablewright.design.naming import Naming, snake_case
from tablewright.design.storage import EncodedValue, StoredType, StoredValueError, TypeCode, descriptor
from tablewright.design.types import UnstorableType, split_optional, stored_type
from tablewright.values import InvalidValue


class Record(BaseModel):
    """What entities and embedded objects share: immutable, strict about unknown names, with stored names.

    ``class Booking(Entity, names=camelCase)`` stores ``provider_id`` as ``providerId``; without ``names`` a
    class stores as its base does, and in the end as Python writes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    naming: ClassVar[Naming] = staticmethod(snake_case)

    def __init_subclass__(cls, *, names: Naming | None = None, **config: Any) -> None:
        super().__init_subclass__(**config)
        if names is not None:
            if not callable(names):
                raise TypeError(f"{cls.__name__}: names is {names!r}, and it takes camelCase, PascalCase or snake_case")
            cls.naming = staticmethod(names)


class Entity(Record):
    """A kind of item that a table holds. A field without a value (None) is stored as no attribute."""


class Embedded(Record):
    """An object inside an entity, stored as a map."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field of a record as it is stored.

    Attributes:
        field: the Python name.
        name: the stored name.
        type: how its values are stored.
        optional: whether it may be None, and so absent.
        required: whether it must be given when the record is made.
        reference: the entity it refers to, if it is a weak reference.
        on_update: what every update sets it to, if it is such a field.
    """

    field: str
    name: str
    type: StoredType
    optional: bool
    required: bool
    reference: Ref | None = None
    on_update: OnUpdate | None = None


class RecordSchema:
    """The stored form of a record class: its attributes, and what about it cannot be stored.

    Attributes:
        record: the class.
        attributes: by stored name, in the order of the class.
        problems: a sentence for each field that has no stored form, by field.
    """

    def __init__(self, record: type[Record]) -> None:
        self.record = record
        self.attributes: dict[str, Attribute] = {}
        self.problems: dict[str, str] = {}
        for field, info in record.model_fields.items():
            try:
                attribute = _attribute(record, field, info)
            except UnstorableType as error:
                self.problems[field] = str(error)
                continue
            if attribute.name in self.attributes:
                other = self.attributes[attribute.name].field
                self.problems[field] = f"it is stored as {attribute.name!r}, and so is {other!r}"
            self.attributes[attribute.name] = attribute

    @cached_property
    def by_field(self) -> Mapping[str, Attribute]:
        """The attributes by Python name."""
        return {attribute.field: attribute for attribute in self.attributes.values()}

    def encode(self, record: Record) -> dict[str, EncodedValue]:
        """The attributes of a record, without those that are absent.

        Raises:
            StoredValueError: a value has no stored form; the message names its attribute.
        """
        encoded = {}
        for name, attribute in self.attributes.items():
            value = getattr(record, attribute.field)
            try:
                stored = None if value is None else attribute.type.encode(value)
            except (StoredValueError, InvalidValue, ArithmeticError) as error:
                raise StoredValueError(f"attribute {name}: {error}") from None
            if stored is not None:
                encoded[name] = stored
        return encoded

    def decode(self, item: Mapping[str, EncodedValue]) -> dict[str, Any]:
        """The fields of a stored record by Python name; attributes the class does not have are left out.

        Raises:
            StoredValueError: an attribute is not of its field's type; the message names it.
        """
        fields = {}
        for name, attribute in self.attributes.items():
            try:
                if name in item:
                    fields[attribute.field] = _decoded(attribute, item[name])
                elif attribute.optional:
                    fields[attribute.field] = None
                elif attribute.type.absent:
                    fields[attribute.field] = attribute.type.absent[0]
            except StoredValueError as error:
                raise StoredValueError(f"attribute {name}: {error}") from None
        return fields


@dataclass(frozen=True, slots=True)
class RecordType(StoredType):
    """An embedded object, stored as a map."""

    record: type[Record]
    code: TypeCode = "M"
    absent: tuple[Any, ...] = ()

    @property
    def schema(self) -> RecordSchema:
        """The stored form of the object; found when asked for, as objects may nest in themselves."""
        return schema_of(self.record)

    def encode(self, value: Any) -> EncodedValue:
        return {"M": self.schema.encode(value)}

    def decode(self, stored: EncodedValue) -> Any:
        code, content = descriptor(stored)
        if code != "M":
            raise StoredValueError(f"expected {self.record.__name__}, but the attribute is of type {code}")
        return self.schema.decode(content)


@lru_cache(maxsize=1024)
def schema_of(record: type[Record]) -> RecordSchema:
    """The stored form of a record class."""
    return RecordSchema(record)


def _decoded(attribute: Attribute, stored: EncodedValue) -> Any:
    if attribute.optional and "NULL" in stored:
        return None
    return attribute.type.decode(stored)


def _attribute(record: type[Record], field: str, info: FieldInfo) -> Attribute:
    markers = info.metadata
    annotation = Annotated[(info.annotation, *markers)] if markers else info.annotation
    bare, optional = split_optional(annotation)
    if info.alias is not None:
        raise UnstorableType("it has a pydantic alias; write Annotated[..., StoredAs(...)] for the stored name")
    type_ = stored_type(bare, embedded_type)
    if optional and type_.absent:
        raise UnstorableType(f"{type_.absent[0]!r} and None would both be stored as no attribute; leave out | None")
    named = next((marker.name for marker in markers if isinstance(marker, StoredAs)), None)
    return Attribute(
        field=field,
        name=record.naming(field) if named is None else named,
        type=type_,
        optional=optional,
        required=info.is_required(),
        reference=next((marker for marker in markers if isinstance(marker, Ref)), None),
        on_update=next((marker for marker in markers if isinstance(marker, OnUpdate)), None),
    )


def embedded_type(model: type[BaseModel]) -> StoredType:
    """The stored type of a model inside an entity.

    Raises:
        UnstorableType: it is not an Embedded.
    """
    if not issubclass(model, Embedded):
        raise UnstorableType(f"{model.__name__} is stored inside an item; derive it from Embedded")
    return RecordType(model)
