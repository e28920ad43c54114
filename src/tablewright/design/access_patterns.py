"""Access patterns as a design resolves them: what each reads or writes, from which inputs, and through which key."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tablewright.design.conditions import Expression
from tablewright.design.entity import Attribute
from tablewright.design.inputs import Input
from tablewright.design.key_conditions import KeyCondition
from tablewright.design.patterns import Operation, PatternDeclaration
from tablewright.design.results import Result
from tablewright.design.schema import ComposedAttribute, EntitySchema, TableSchema
from tablewright.design.signatures import Signature


@dataclass(frozen=True)
class Pattern:
    """An access pattern, checked against the keys that serve it."""

    signature: Signature

    @property
    def declaration(self) -> PatternDeclaration:
        """The pattern as declared."""
        return self.signature.declaration

    @property
    def schema(self) -> TableSchema:
        """The table it uses."""
        return self.signature.schema

    @property
    def inputs(self) -> Mapping[str, Input]:
        """Its parameters, by name."""
        return self.signature.inputs

    @property
    def result(self) -> Result:
        """What it gives back."""
        return self.signature.result

    @property
    def entities(self) -> tuple[EntitySchema, ...]:
        """Whose items it reads or writes."""
        return self.signature.entities

    @property
    def name(self) -> str:
        """The method's name."""
        return self.declaration.name

    @property
    def sentence(self) -> str:
        """What it is for."""
        return self.declaration.sentence

    @property
    def operation(self) -> Operation:
        """Which of DynamoDB's operations it is."""
        return self.declaration.operation

    @property
    def index(self) -> str | None:
        """The index that serves it; None: the table itself."""
        return self.declaration.index


@dataclass(frozen=True)
class GetPattern(Pattern):
    """Reads one item by its key."""

    key: KeyCondition


@dataclass(frozen=True)
class QueryPattern(Pattern):
    """Reads items of one partition."""

    key: KeyCondition
    filter: Expression | None


@dataclass(frozen=True)
class ScanPattern(Pattern):
    """Reads the whole table or index."""

    filter: Expression | None


@dataclass(frozen=True)
class PutPattern(Pattern):
    """Writes one entity whole; ``entity_input`` is the parameter that is the entity."""

    entity_input: str
    condition: Expression | None


@dataclass(frozen=True)
class DeletePattern(Pattern):
    """Deletes one item by its key."""

    key: KeyCondition
    condition: Expression | None


@dataclass(frozen=True)
class Changes:
    """What an update does to the attributes of an item.

    Attributes:
        set: attributes set to a parameter.
        constants: attributes set to a value, as the field holds it, or to ``NOW``.
        add: numbers or sets to which a parameter is added.
        remove: attributes removed.
        composed: key attributes made of those, which follow them.
        ttl: whether time to live follows as well.
    """

    set: Mapping[str, tuple[Attribute, str]]
    constants: Mapping[str, tuple[Attribute, Any]]
    add: Mapping[str, tuple[Attribute, str]]
    remove: tuple[str, ...]
    composed: tuple[ComposedAttribute, ...] = ()
    ttl: bool = False

    @property
    def touched(self) -> frozenset[str]:
        """The attributes that it changes by itself, whatever follows them."""
        return frozenset({*self.set, *self.constants, *self.add, *self.remove})


@dataclass(frozen=True)
class UpdatePattern(Pattern):
    """Changes some attributes of one item."""

    key: KeyCondition
    changes: Changes
    condition: Expression | None
