"""The patterns of a class: those it writes and those it inherits, in a reader's order, each with what it is for."""

from typing import Protocol

from tablewright import Entity, Key, Table, get
from tablewright.design.patterns import Rate, declared_patterns


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


def test_a_pattern_knows_its_sentence_and_rate() -> None:
    class Rated(Protocol):
        @get(things, rate=Rate(average=5, peak=50))
        def one(self, id: str) -> Thing | None:
            """Get one
            by its id.

            More about it.
            """

    [one] = declared_patterns(Rated)
    assert one.sentence == "Get one by its id."
    assert one.rate == Rate(average=5, peak=50)
