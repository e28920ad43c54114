"""What an update changes beside what its parameters name, and where it cannot know."""

from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import pytest
from tests.design.candidates import Candidate, candidates, declared

from tablewright import GSI, NOW, TTL, Design, DesignError, Entity, Key, Table, Timestamp, after, lookup, query, update
from tablewright.design.access_patterns import UpdatePattern


def test_an_update_sets_what_its_other_parameters_name_and_what_follows() -> None:
    @update(candidates, set={"active": False}, add=["visits"], remove=["note"])
    def changed(
        self: Any, customer_id: str, program_id: str, channel_id: str, score: Decimal, visits: int
    ) -> Candidate:
        """Changed."""

    pattern = declared(changed).pattern("changed")
    assert isinstance(pattern, UpdatePattern)
    changes = pattern.changes
    assert {name: parameter for name, (_, parameter) in changes.set.items()} == {"score": "score"}
    assert {name: value for name, (_, value) in changes.constants.items()} == {"active": False, "changedAt": NOW}
    assert list(changes.add) == ["visits"]
    assert changes.remove == ("note",)
    assert [attribute.name for attribute in changes.composed] == ["GSI1SK"]
    assert changes.ttl is False


def test_an_update_of_what_time_to_live_counts_from_moves_it() -> None:
    @update(candidates)
    def moved(self: Any, customer_id: str, program_id: str, channel_id: str, created_at: Timestamp) -> None:
        """Moved."""

    pattern = declared(moved).pattern("moved")
    assert isinstance(pattern, UpdatePattern)
    assert pattern.changes.ttl
    assert [attribute.name for attribute in pattern.changes.composed] == ["GSI2PK", "GSI2SK"]


def test_a_composed_key_attribute_that_cannot_follow_an_update_is_refused() -> None:
    class Visit(Entity):
        id: str
        day: date
        place: str

    visits = Table(Visit, name="visits", key=Key("id"), indexes=[GSI("by-day", Key(GSI1PK="{day}#{place}"))])

    class Patterns(Protocol):
        @query(visits, index="by-day")
        def on(self, day: date, place: str) -> list[Visit]:
            """On a day."""

        @update(visits)
        def move(self, id: str, day: date) -> Visit:
            """Move to another day."""

    with pytest.raises(DesignError, match=r"GSI1PK = '{day}#{place}' must follow the change of day, and place is not"):
        Design("p", tables=[visits], patterns=[Patterns])


def test_an_update_whose_time_to_live_is_looked_up_is_refused() -> None:
    class Setting(Entity):
        program: str
        days: int

    class Job(Entity):
        id: str
        program: str
        at: Timestamp

    settings = Table(Setting, name="settings", key=Key("program"))
    jobs = Table(Job, name="jobs", key=Key("id"), ttl=TTL("ttl", after(days=lookup(settings, "days"), since="at")))

    class Patterns(Protocol):
        @update(jobs)
        def again(self, id: str, at: Timestamp) -> Job:
            """Again."""

    with pytest.raises(DesignError, match="time to live counts from at and cannot be computed here"):
        Design("p", tables=[jobs, settings], patterns=[Patterns])
