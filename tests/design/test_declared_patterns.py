"""The patterns of a class are those it writes and those it inherits, in a reader's order."""

from typing import Protocol

from tablewright import Entity, Key, Table, get
from tablewright.design.patterns import declared_patterns


class Thing(Entity):
    """Anything."""

    id: str


things = Table(Thing, name="things", key=Key("id"))


class First(Protocol):
    """One base."""

    @get(things)
    def one(self, id: str) -> Thing | None:
        """Get one."""

    @get(things)
    def two(self, id: str) -> Thing | None:
        """Get two."""


class Second(Protocol):
    """Another base."""

    @get(things)
    def three(self, id: str) -> Thing | None:
        """Get three."""


class Whole(First, Second, Protocol):
    """Both, one of them said again, and one more."""

    @get(things, consistent=True)
    def two(self, id: str) -> Thing | None:
        """Get two, as last written."""

    @get(things)
    def four(self, id: str) -> Thing | None:
        """Get four."""


def test_patterns_of_bases_come_first_from_left_to_right() -> None:
    assert [each.name for each in declared_patterns(Whole)] == ["one", "two", "three", "four"]


def test_a_pattern_said_again_takes_the_place_of_the_inherited_one() -> None:
    [two] = [each for each in declared_patterns(Whole) if each.name == "two"]
    assert two.consistent
    assert two.sentence == "Get two, as last written."
