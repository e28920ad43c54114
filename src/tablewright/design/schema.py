"""A table as its entities and keys make it: every key attribute with its type and where its value comes from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from tablewright.design import shapes
from tablewright.design.entity import Attribute, Entity, RecordSchema
from tablewright.design.expiry import Expiry
from tablewright.design.keys import Index
from tablewright.design.resources import KeySchema, Projection, ScalarType
from tablewright.design.storage import EncodedValue, Scalar, StoredValueError
from tablewright.design.table import Table
from tablewright.design.template import KeyTemplate


@dataclass(frozen=True)
class ComposedAttribute:
    """A key attribute whose text a template makes of other attributes; it is stored, but no field of the entity."""

    name: str
    template: KeyTemplate
    types: Mapping[str, Scalar]

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """Matches the texts it can be."""
        return shapes.expression(self.template, self.types)

    @cached_property
    def key_shapes(self) -> tuple[shapes.Shape, ...]:
        """The shapes of the texts it can be."""
        return shapes.shapes(self.template, self.types)

    def value(self, values: Mapping[str, Any]) -> str | None:
        """The key's text for Python values by stored name; None when one of them is absent.

        Raises:
            StoredValueError: a value would make the key ambiguous or sort wrongly.
        """
        for name, type_ in self.types.items():
            if values.get(name) is None or values[name] in type_.absent:
                return None
        return self.template.render(values, self.types)


@dataclass(frozen=True, eq=False)
class EntitySchema:
    """An entity as it is stored in one table.

    Attributes:
        entity: the class.
        record: its attributes.
        composed: the key attributes made of them, by name.
        ttl: the attribute of time to live and how it is computed, if the entity's is computed.
    """

    entity: type[Entity]
    record: RecordSchema
    composed: Mapping[str, ComposedAttribute]
    ttl: tuple[str, Expiry] | None

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that stored name that is a field."""
        return self.record.attributes.get(name)

    def key_type(self, name: str) -> ScalarType | None:
        """The type of a key attribute; None if the entity does not have it, or not of a type that a key can be."""
        if name in self.composed:
            return "S"
        match self.attribute(name):
            case Attribute(type=Scalar(code="S" | "N" | "B" as code)):
                return code
        return None

    def sources(self, name: str) -> tuple[str, ...]:
        """The stored names of the fields that a key attribute is made of."""
        return self.composed[name].template.names if name in self.composed else (name,)

    def key_value(self, name: str, values: Mapping[str, Any]) -> EncodedValue | None:
        """A key attribute's value for Python values by stored name; None when it is absent.

        Raises:
            StoredValueError: a value cannot be part of the key.
        """
        if name in self.composed:
            text = self.composed[name].value(values)
            return None if text is None else {"S": text}
        attribute = self.record.attributes[name]
        return None if values.get(name) is None else attribute.type.encode(values[name])

    def holds(self, key: Sequence[str], item: Mapping[str, EncodedValue]) -> bool:
        """Whether an item read from the table is of this entity, as far as its key tells."""
        return all(name in item and self._can_be(name, item[name]) for name in key)

    def _can_be(self, name: str, stored: EncodedValue) -> bool:
        if name in self.composed:
            return "S" in stored and self.composed[name].expression.fullmatch(stored["S"]) is not None
        try:
            self.record.attributes[name].type.decode(stored)
        except StoredValueError:
            return False
        return True


@dataclass(frozen=True, eq=False)
class IndexSchema:
    """A secondary index with its key resolved."""

    declared: Index
    key: KeySchema

    @property
    def name(self) -> str:
        """The index's name."""
        return self.declared.name

    @property
    def kind(self) -> Literal["GSI", "LSI"]:
        """Whether it is global or local."""
        return self.declared.kind

    @property
    def projection(self) -> Projection:
        """The attributes it carries."""
        return self.declared.projection


@dataclass(frozen=True, eq=False)
class TableSchema:
    """A table with its keys resolved.

    Attributes:
        table: as declared.
        logical_id: its identifier in templates and messages, unique in the design.
        key: the primary key.
        entities: what it holds.
        indexes: its secondary indexes by name.
        sound: whether its entities and keys are without problems, so that patterns can be resolved against them.
    """

    table: Table
    logical_id: str
    key: KeySchema
    entities: tuple[EntitySchema, ...]
    indexes: Mapping[str, IndexSchema]
    sound: bool = True

    @cached_property
    def key_names(self) -> tuple[str, ...]:
        """The names of the primary key's attributes."""
        return tuple(attribute.name for attribute in self.key.attributes)

    def entity_schema(self, entity: type) -> EntitySchema | None:
        """The entity as stored here, if the table holds it."""
        return next((each for each in self.entities if each.entity is entity), None)

    def projected(self, index: str | None, entity: EntitySchema) -> frozenset[str]:
        """The stored names of an entity's attributes that a read through the table or an index can return."""
        everything = frozenset(entity.record.attributes)
        if index is None or self.indexes[index].kind == "LSI":
            return everything
        schema = self.indexes[index]
        if schema.projection.type == "ALL":
            return everything
        keys = {*self.key_names, *(attribute.name for attribute in schema.key.attributes)}
        return everything & (keys | set(schema.projection.attributes))
