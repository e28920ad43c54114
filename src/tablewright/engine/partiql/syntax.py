"""The statements of PartiQL, on the syntax tree of expressions.

Paths, conditions and update actions are those of `tablewright.expressions`; a literal is a `Literal`, and a
parameter, a question mark, a `ValuePlaceholder` named by its position: ``?0``, ``?1``.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html
"""

from dataclasses import dataclass

from tablewright.engine.writes.responses import ReturnValues
from tablewright.expressions import Update as Changes
from tablewright.expressions.syntax import ConditionNode, Literal, Path, ValuePlaceholder

Given = ValuePlaceholder | Literal
"""A value that does not depend on an item."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a statement is about: a table, by its name or ARN, or one of its indexes."""

    table: str
    index: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One element of ORDER BY."""

    attribute: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Select:
    """``SELECT paths FROM source WHERE where ORDER BY order``; ``paths`` is None for ``*``."""

    source: Source
    paths: tuple[Path, ...] | None
    where: ConditionNode | None
    order: tuple[Order, ...] = ()


@dataclass(frozen=True, slots=True)
class Insert:
    """``INSERT INTO source VALUE {...}``, with the attributes as they are written."""

    source: Source
    attributes: tuple[tuple[str, Given], ...]


@dataclass(frozen=True, slots=True)
class Update:
    """``UPDATE source SET ... REMOVE ... WHERE where RETURNING ...``."""

    source: Source
    changes: Changes
    """What SET and REMOVE say, ready to be applied: it is the same whatever the parameters."""
    where: ConditionNode | None
    returning: ReturnValues = "NONE"


@dataclass(frozen=True, slots=True)
class Delete:
    """``DELETE FROM source WHERE where RETURNING ALL OLD *``."""

    source: Source
    where: ConditionNode | None
    returning: ReturnValues = "NONE"


@dataclass(frozen=True, slots=True)
class Exists:
    """``EXISTS(SELECT ...)``, a condition of a transaction."""

    select: Select

    @property
    def source(self) -> Source:
        """What the condition is about."""
        return self.select.source


Statement = Select | Insert | Update | Delete | Exists
