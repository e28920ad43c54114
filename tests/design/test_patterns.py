"""Access patterns against the keys that serve them: what a call asks of DynamoDB, and what cannot be served."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Protocol

import pytest

from tablewright import (
    GSI,
    KEYS_ONLY,
    LSI,
    NOW,
    TTL,
    Activatable,
    Design,
    DesignError,
    Embedded,
    Entity,
    Flag,
    Holds,
    Key,
    OnUpdate,
    Page,
    Ref,
    Table,
    Timestamp,
    after,
    camelCase,
    delete,
    get,
    include,
    lookup,
    put,
    query,
    scan,
    update,
)
from tablewright.design.access_patterns import DeletePattern, GetPattern, QueryPattern, UpdatePattern
from tablewright.design.key_conditions import UnfilledKey
from tablewright.design.patterns import Rate

Status = Literal["OPEN", "CLOSED"]


class Candidate(Entity, names=camelCase):
    customer_id: str
    program_id: str
    channel_id: str
    score: Decimal
    status: Status = "OPEN"
    active: Flag = True
    created_at: Timestamp
    changed_at: Annotated[Timestamp | None, OnUpdate()] = None
    visits: int = 0
    labels: set[str] = set()
    note: str | None = None


candidates = Table(
    Candidate,
    name="candidates",
    key=Key(PK="CUSTOMER#{customerId}", SK="PROGRAM#{programId}#CHANNEL#{channelId}"),
    indexes=[
        GSI("by-score", Key(GSI1PK="PROGRAM#{programId}", GSI1SK="SCORE#{score:07.3f}#CUSTOMER#{customerId}")),
        GSI("by-day", Key(GSI2PK="PROGRAM#{programId}#DATE#{createdAt:%Y-%m-%d}", GSI2SK="{createdAt}#{customerId}")),
        GSI("by-status", Key("status", "createdAt"), projection=include("score")),
        GSI("by-active", Key("active"), projection=KEYS_ONLY),
        LSI("by-change", "changedAt"),
    ],
    ttl=TTL("ttl", after(days=30, since="createdAt")),
)


class Row(Embedded, names=camelCase):
    """What by-status carries."""

    status: Status
    score: Decimal


class Complete(Protocol):
    """One pattern for each index, so that the design has no other problems."""

    @query(candidates, index="by-score")
    def used_score(self, program_id: str) -> list[Candidate]:
        """Uses by-score."""

    @query(candidates, index="by-day")
    def used_day(self, program_id: str, created_at: date) -> list[Candidate]:
        """Uses by-day."""

    @query(candidates, index="by-status")
    def used_status(self, status: Status) -> int:
        """Uses by-status."""

    @query(candidates, index="by-active")
    def used_active(self, active: bool) -> int:
        """Uses by-active."""

    @query(candidates, index="by-change")
    def used_change(self, customer_id: str) -> list[Candidate]:
        """Uses by-change."""


def declared(method: Callable[..., Any], *tables: Table) -> Design:
    """A design with one pattern more."""
    protocol: Any = type("Patterns", (Complete,), {method.__name__: method})
    return Design("p", tables=[candidates, *tables], patterns=[protocol])


def asked(method: Callable[..., Any], **values: Any) -> list[tuple[Any, ...]]:
    """What a query asks of its key for some inputs: name, operator and texts or numbers."""
    pattern = declared(method).pattern(method.__name__)
    assert isinstance(pattern, QueryPattern | GetPattern | DeletePattern | UpdatePattern)
    return [
        (test.attribute, test.operator, *(next(iter(operand.values())) for operand in test.operands))
        for test in pattern.key.tests(values)
    ]


MOMENT = datetime(2025, 1, 15, 10, 30, tzinfo=UTC)


def test_inputs_named_as_key_attributes_equal_them() -> None:
    @query(candidates, index="by-status")
    def found(self: Any, status: Status, created_at: datetime) -> int:
        """Found."""

    assert asked(found, status="OPEN", created_at=MOMENT) == [
        ("status", "=", "OPEN"),
        ("createdAt", "=", "2025-01-15T10:30:00.000Z"),
    ]


def test_inputs_fill_a_composed_sort_key_from_the_left() -> None:
    @query(candidates)
    def found(
        self: Any, customer_id: str, program_id: str | None = None, channel_id: str | None = None
    ) -> list[Candidate]:
        """Found."""

    assert asked(found, customer_id="c") == [("PK", "=", "CUSTOMER#c"), ("SK", "begins_with", "PROGRAM#")]
    assert asked(found, customer_id="c", program_id="p")[1] == ("SK", "begins_with", "PROGRAM#p#CHANNEL#")
    assert asked(found, customer_id="c", program_id="p", channel_id="x")[1] == ("SK", "=", "PROGRAM#p#CHANNEL#x")
    with pytest.raises(UnfilledKey, match="channel_id cannot be used"):
        asked(found, customer_id="c", channel_id="x")


def test_a_date_stands_for_a_time_where_the_key_asks_for_no_more() -> None:
    @query(candidates, index="by-day")
    def found(self: Any, program_id: str, created_at: date) -> list[Candidate]:
        """Found."""

    assert asked(found, program_id="p", created_at=date(2025, 1, 15)) == [
        ("GSI2PK", "=", "PROGRAM#p#DATE#2025-01-15"),
    ]


def test_where_names_the_parameters_as_it_likes() -> None:
    @query(candidates, index="by-day", where="programId = :program AND createdAt = :day AND createdAt >= :since")
    def found(self: Any, program: str, day: date, since: Timestamp) -> list[Candidate]:
        """Found."""

    assert asked(found, program="p", day=date(2025, 1, 15), since=MOMENT) == [
        ("GSI2PK", "=", "PROGRAM#p#DATE#2025-01-15"),
        ("GSI2SK", "BETWEEN", "2025-01-15T10:30:00.000Z", "\U0010ffff"),
    ]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("score >= :x", ("GSI1SK", "BETWEEN", "SCORE#009.500", "SCORE#\U0010ffff")),
        ("score > :x", ("GSI1SK", "BETWEEN", "SCORE#009.500#CUSTOMER#\U0010ffff", "SCORE#\U0010ffff")),
        ("score < :x", ("GSI1SK", "BETWEEN", "SCORE#", "SCORE#009.500")),
        ("score <= :x", ("GSI1SK", "BETWEEN", "SCORE#", "SCORE#009.500#CUSTOMER#\U0010ffff")),
        ("score BETWEEN :x AND :x", ("GSI1SK", "BETWEEN", "SCORE#009.500", "SCORE#009.500#CUSTOMER#\U0010ffff")),
    ],
)
def test_a_range_over_a_part_of_a_composed_key_becomes_one_over_its_text(where: str, expected: Any) -> None:
    @query(candidates, index="by-score", where=where)
    def found(self: Any, program_id: str, x: Decimal) -> list[Candidate]:
        """Found."""

    assert asked(found, program_id="p", x=Decimal("9.5"))[1] == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("createdAt < :x", ("createdAt", "<", "2025-01-15T10:30:00.000Z")),
        ("createdAt BETWEEN :x AND :x", ("createdAt", "BETWEEN", *["2025-01-15T10:30:00.000Z"] * 2)),
    ],
)
def test_a_range_over_a_plain_key_attribute_stays_as_it_is(where: str, expected: Any) -> None:
    @query(candidates, index="by-status", where=where)
    def found(self: Any, status: Status, x: Timestamp) -> list[Row]:
        """Found."""

    assert asked(found, status="OPEN", x=MOMENT)[1] == expected


def test_begins_with_takes_text_for_a_time_as_for_any_other_attribute() -> None:
    @query(candidates, index="by-status", where="begins_with(createdAt, :month)")
    def by_month(self: Any, status: Status, month: str) -> int:
        """By month."""

    @query(candidates, where="begins_with(SK, :start)")
    def raw(self: Any, customer_id: str, start: str) -> list[Candidate]:
        """Raw."""

    assert asked(by_month, status="OPEN", month="2025-01")[1] == ("createdAt", "begins_with", "2025-01")
    assert asked(raw, customer_id="c", start="PROGRAM#a")[1] == ("SK", "begins_with", "PROGRAM#a")


def test_a_range_that_is_not_given_leaves_the_rest_of_the_key() -> None:
    @query(candidates, index="by-score", where="score >= :least")
    def found(self: Any, program_id: str, least: Decimal | None = None) -> list[Candidate]:
        """Found."""

    assert asked(found, program_id="p")[1] == ("GSI1SK", "begins_with", "SCORE#")


def test_fixed_attributes_always_equal_their_value() -> None:
    @query(candidates, index="by-active", fixed={"active": False})
    def found(self: Any) -> int:
        """Found."""

    assert asked(found) == [("active", "=", "false")]


def test_a_pattern_knows_its_sentence_and_rate() -> None:
    @query(candidates, rate=Rate(average=5, peak=50))
    def found(self: Any, customer_id: str) -> list[Candidate]:
        """What a customer
        is a candidate for.

        More about it.
        """

    pattern = declared(found).pattern("found")
    assert pattern.sentence == "What a customer is a candidate for."
    assert pattern.declaration.rate == Rate(5, 50)


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


# Patterns that cannot be served, each with what is said of it and the way out.


@query(candidates)
def no_partition_key(self: Any, program_id: str) -> list[Candidate]:
    """x"""


@query(candidates, index="by-score")
def optional_partition_key(self: Any, program_id: str | None = None) -> list[Candidate]:
    """x"""


@query(candidates)
def gap_in_the_sort_key(self: Any, customer_id: str, channel_id: str) -> list[Candidate]:
    """x"""


@query(candidates, index="by-sore")
def unknown_index(self: Any, program_id: str) -> list[Candidate]:
    """x"""


@query(candidates)
def input_of_no_key(self: Any, customer_id: str, note: str) -> list[Candidate]:
    """x"""


@query(candidates, where="customerId = :customer_id AND note = :note")
def where_on_no_key(self: Any, customer_id: str, note: str) -> list[Candidate]:
    """x"""


@query(candidates, where="customerId = :customer_id OR programId = :program_id")
def where_with_or(self: Any, customer_id: str, program_id: str) -> list[Candidate]:
    """x"""


@query(candidates, where="customerId <> :customer_id")
def where_with_unequal(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@query(candidates, where="customerId = ")
def where_unreadable(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@query(candidates, where="customerId = :customer")
def where_of_no_parameter(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@query(candidates, where="customerId > :customer_id")
def range_over_the_partition_key(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@query(candidates, where="programId > :program_id")
def range_over_text_before_a_separator(self: Any, customer_id: str, program_id: str) -> list[Candidate]:
    """x"""


@query(candidates, index="by-status", where="createdAt > :one AND createdAt < :two")
def two_ranges(self: Any, status: Status, one: Timestamp, two: Timestamp) -> int:
    """x"""


@query(candidates, index="by-status", where="createdAt > :since")
def range_of_another_type(self: Any, status: Status, since: int) -> int:
    """x"""


@query(candidates, index="by-status", where="begins_with(createdAt, :since)")
def prefix_that_is_no_text(self: Any, status: Status, since: Timestamp) -> int:
    """x"""


@query(candidates)
def key_of_another_type(self: Any, customer_id: int) -> list[Candidate]:
    """x"""


@query(candidates, index="by-score", consistent=True)
def consistent_on_a_global_index(self: Any, program_id: str) -> list[Candidate]:
    """x"""


@query(candidates, index="by-status")
def unprojected_attributes(self: Any, status: Status) -> list[Candidate]:
    """x"""


@query(candidates, filter="notte = :note")
def filter_on_an_unknown_attribute(self: Any, customer_id: str, note: str) -> list[Candidate]:
    """x"""


@query(candidates, filter="note = :note")
def filter_that_can_be_none(self: Any, customer_id: str, note: str | None = None) -> list[Candidate]:
    """x"""


@query(candidates, filter="visits > :least")
def filter_of_another_type(self: Any, customer_id: str, least: str) -> list[Candidate]:
    """x"""


@query(candidates, index="by-status", filter="createdAt > :since")
def filter_on_the_key(self: Any, status: Status, since: Timestamp) -> int:
    """x"""


@query(candidates, index="by-status", filter="note = :note")
def filter_on_what_the_index_lacks(self: Any, status: Status, note: str) -> int:
    """x"""


@query(candidates, filter="size(note) >")
def filter_unreadable(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@query(candidates, fixed={"note": "x"})
def fixed_of_no_key(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@query(candidates, index="by-active", fixed={"active": "perhaps"})
def fixed_that_does_not_fit(self: Any) -> int:
    """x"""


@query(candidates)
def page_without_cursor(self: Any, customer_id: str) -> Page[Candidate]:
    """x"""


@query(candidates)
def cursor_without_page(self: Any, customer_id: str, cursor: str | None = None) -> list[Candidate]:
    """x"""


@query(candidates)
def no_type(self: Any, customer_id) -> list[Candidate]:  # type: ignore[no-untyped-def]
    """x"""


@query(candidates)
def no_result(self: Any, customer_id: str):  # type: ignore[no-untyped-def]
    """x"""


@query(candidates)
def any_arguments(self: Any, *customers: str) -> list[Candidate]:
    """x"""


@query(candidates)
def no_sentence(self: Any, customer_id: str) -> list[Candidate]: ...


@query(candidates)
def result_of_no_entity(self: Any, customer_id: str) -> list[str]:
    """x"""


@query(candidates)
def result_of_another_table(self: Any, customer_id: str) -> list[Activatable]:
    """x"""


@get(candidates)
def half_a_key(self: Any, customer_id: str) -> Candidate | None:
    """x"""


@get(candidates)
def get_of_a_list(self: Any, customer_id: str, program_id: str, channel_id: str) -> list[Candidate]:
    """x"""


@put(candidates)
def put_of_nothing(self: Any, customer_id: str) -> None:
    """x"""


@put(candidates, condition="visits < :most")
def put_with_an_unknown_parameter(self: Any, candidate: Candidate) -> None:
    """x"""


@put(candidates)
def put_of_too_much(self: Any, candidate: Candidate, note: str) -> None:
    """x"""


@update(candidates)
def update_of_nothing(self: Any, customer_id: str, program_id: str, channel_id: str, scor: Decimal) -> None:
    """x"""


@update(candidates, set={"scor": 1})
def set_of_an_unknown_attribute(self: Any, customer_id: str, program_id: str, channel_id: str) -> None:
    """x"""


@update(candidates, set={"visits": "many"})
def set_that_does_not_fit(self: Any, customer_id: str, program_id: str, channel_id: str) -> None:
    """x"""


@update(candidates, set={"customerId": "x"})
def set_of_the_key(self: Any, customer_id: str, program_id: str, channel_id: str) -> None:
    """x"""


@update(candidates, set={"note": "x"})
def set_twice(self: Any, customer_id: str, program_id: str, channel_id: str, note: str) -> None:
    """x"""


@update(candidates, add=["visits"])
def add_of_nothing(self: Any, customer_id: str, program_id: str, channel_id: str) -> None:
    """x"""


@update(candidates, add=["note"])
def add_to_text(self: Any, customer_id: str, program_id: str, channel_id: str, note: str) -> None:
    """x"""


@update(candidates, add=["score"])
def add_to_a_part_of_a_key(self: Any, customer_id: str, program_id: str, channel_id: str, score: Decimal) -> None:
    """x"""


@update(candidates, remove=["score"])
def remove_of_what_must_be(self: Any, customer_id: str, program_id: str, channel_id: str) -> None:
    """x"""


@update(candidates)
def update_of_another_type(self: Any, customer_id: str, program_id: str, channel_id: str, visits: str) -> None:
    """x"""


@scan(candidates)
def scan_with_an_input(self: Any, customer_id: str) -> Iterator[Candidate]:
    """x"""


UNSERVED: Sequence[tuple[Callable[..., Any], str, str]] = [
    (no_partition_key, "the partition key needs customerId", "parameters"),
    (optional_partition_key, "the partition key needs programId", "parameters"),
    (gap_in_the_sort_key, "channel_id cannot be used: a sort key is filled from the left", "parameters"),
    (unknown_index, "the table has no index 'by-sore'", "Did you mean 'by-score'"),
    (input_of_no_key, "the parameter note is not used", "customer_id"),
    (where_on_no_key, "note is not part of the table's key", "filter="),
    (where_with_or, "a key condition joins, with AND", "Correct the key condition"),
    (where_with_unequal, "a key condition joins, with AND", "Correct the key condition"),
    (where_unreadable, "'customerId = ' cannot be read: Invalid KeyConditionExpression: Syntax error", "Correct"),
    (where_of_no_parameter, "uses :customer, which is no parameter", "Did you mean 'customer_id'"),
    (range_over_the_partition_key, "customerId is part of the partition key, which takes only =", "index"),
    (range_over_text_before_a_separator, "{programId} has texts of different lengths", "end of the key"),
    (two_ranges, "it has ranges over createdAt and createdAt", "one range"),
    (range_of_another_type, "the parameter since is int, which does not fit createdAt >", "a time"),
    (prefix_that_is_no_text, "the parameter since is datetime, which does not fit", "begins_with takes text"),
    (key_of_another_type, "the parameter customer_id is int, which does not fit customerId", "Candidate.customer_id"),
    (consistent_on_a_global_index, "cannot be read consistently", "consistent=True"),
    (unprojected_attributes, "the index by-status does not carry active, changedAt", "include("),
    (filter_on_an_unknown_attribute, "names 'notte', which is no attribute", "Did you mean 'note'"),
    (filter_that_can_be_none, "uses :note, which can be None", "always have a value"),
    (filter_of_another_type, "compares :least, which is str, with another type", "the type it is compared with"),
    (filter_on_the_key, "the filter uses createdAt, which is part of the key", "where="),
    (filter_on_what_the_index_lacks, "the index by-status does not carry note", "include("),
    (filter_unreadable, "cannot be read: Invalid FilterExpression: Syntax error", "Correct the expression"),
    (fixed_of_no_key, "note is not part of the table's key", "filter="),
    (fixed_that_does_not_fit, "the fixed value 'perhaps' does not fit", "a value of the field"),
    (page_without_cursor, "it returns a Page and cannot go on", "cursor: str | None = None"),
    (cursor_without_page, "it has a cursor and returns no Page", "Return Page[T]"),
    (no_type, "the parameter customer_id has no type", "a type"),
    (no_result, "it does not say what it returns", "a type"),
    (any_arguments, "the parameter *customers", "a type"),
    (no_sentence, "it has no docstring", "in a sentence"),
    (result_of_no_entity, "a query cannot return list[str]", "Page[T]"),
    (result_of_another_table, "Activatable is not held by candidates", "Candidate"),
    (half_a_key, "its inputs do not make the whole key of one item", "without a default"),
    (get_of_a_list, "a get cannot return list[", "T | None"),
    (put_of_nothing, "a put has one parameter that is an entity", "Add it"),
    (put_with_an_unknown_parameter, "uses :most, which is no parameter", "candidate"),
    (put_of_too_much, "the parameter note is not used", "Remove it"),
    (update_of_nothing, "the parameter scor is no field of Candidate", "Did you mean 'score'"),
    (set_of_an_unknown_attribute, "set= names 'scor', which Candidate does not have", "Did you mean 'score'"),
    (set_that_does_not_fit, "set={'visits': 'many'} does not fit", "a value of the field"),
    (set_of_the_key, "it changes customerId, which is part of the key", "Put a new item"),
    (set_twice, "note is set to a constant and by a parameter", "Leave out one"),
    (add_of_nothing, "add='visits' has no parameter", "Add a parameter"),
    (add_to_text, "note is no number or set to add to", "Set it instead"),
    (add_to_a_part_of_a_key, "must follow the change of score, and score is not known here", "put it whole"),
    (remove_of_what_must_be, "it removes score, without which the item is no Candidate", "be None"),
    (update_of_another_type, "the parameter visits is str, which does not fit visits", "Candidate.visits"),
    (scan_with_an_input, "the parameter customer_id is not used", "Remove it"),
]


@pytest.mark.parametrize(("method", "message", "remedy"), UNSERVED, ids=lambda case: getattr(case, "__name__", ""))
def test_a_pattern_that_cannot_be_served_is_refused(method: Callable[..., Any], message: str, remedy: str) -> None:
    with pytest.raises(DesignError) as refused:
        declared(method)
    problems = refused.value.problems
    assert any(message in each.message and remedy in each.remedy for each in problems), "\n".join(map(str, problems))
    assert all(each.subject == f"pattern {method.__name__}" for each in problems)
    assert all(each.location.line == method.__code__.co_firstlineno for each in problems)


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


def test_entities_of_one_table_are_told_apart_by_their_keys() -> None:
    class Customer(Entity):
        id: str

    class Order(Entity):
        number: int
        customer: Annotated[str, Ref(Customer)]

    shop = Table(
        holds=[
            Holds(Customer, PK="CUSTOMER#{id}", SK="PROFILE"),
            Holds(Order, PK="CUSTOMER#{customer}", SK="ORDER#{number:06d}"),
        ],
        name="shop",
        key=Key("PK", "SK"),
    )

    class Patterns(Protocol):
        @query(shop)
        def orders(self, customer: str) -> list[Order]:
            """The orders of a customer."""

        @get(shop)
        def customer(self, id: str) -> Customer:
            """A customer."""

        @delete(shop, entity=Order)
        def cancel(self, customer: str, number: int) -> None:
            """Cancel an order."""

    design = Design("p", tables=[shop], patterns=[Patterns])
    orders, customer, cancel = (design.pattern(name) for name in ("orders", "customer", "cancel"))
    assert isinstance(orders, QueryPattern)
    assert isinstance(customer, GetPattern)
    assert isinstance(cancel, DeletePattern)
    assert [test.operands[0]["S"] for test in orders.key.tests({"customer": "c"})] == ["CUSTOMER#c", "ORDER#"]
    assert [test.operands[0]["S"] for test in customer.key.tests({"id": "c"})] == ["CUSTOMER#c", "PROFILE"]
    assert cancel.key.tests({"customer": "c", "number": 7})[1].operands == ({"S": "ORDER#000007"},)


def test_a_view_or_a_count_of_several_entities_says_which_it_is_of() -> None:
    class One(Entity):
        owner: str
        x: int = 0

    class Two(Entity):
        owner: str
        x: int = 0

    class View(Embedded):
        x: int

    table = Table(
        holds=[Holds(One, PK="{owner}", SK="ONE"), Holds(Two, PK="{owner}", SK="TWO")], name="two", key=Key("PK", "SK")
    )

    class Unsaid(Protocol):
        @query(table)
        def views(self, owner: str) -> list[View]:
            """Views."""

    with pytest.raises(DesignError, match="View is not held by two, nor a view of one entity there"):
        Design("p", tables=[table], patterns=[Unsaid])

    class Said(Protocol):
        @query(table, entity=Two)
        def views(self, owner: str) -> list[View]:
            """Views."""

        @query(table, entity=One)
        def count(self, owner: str) -> int:
            """Count."""

    design = Design("p", tables=[table], patterns=[Said])
    found = [design.pattern(name) for name in ("views", "count")]
    assert [each.key.tests({"owner": "o"})[1].operands for each in found if isinstance(each, QueryPattern)] == [
        ({"S": "TWO"},),
        ({"S": "ONE"},),
    ]


def test_an_update_in_a_table_of_several_entities_says_which() -> None:
    class One(Entity):
        a: str
        x: int = 0

    class Two(Entity):
        b: str

    table = Table(holds=[Holds(One, PK="A#{a}"), Holds(Two, PK="B#{b}")], name="two", key=Key("PK"))

    class Patterns(Protocol):
        @update(table)
        def change(self, a: str, x: int) -> None:
            """Change."""

    with pytest.raises(DesignError, match="several entities and it does not say which"):
        Design("p", tables=[table], patterns=[Patterns])


def test_two_patterns_of_one_name_and_patterns_of_other_tables_are_refused() -> None:
    class Again(Protocol):
        @query(candidates)
        def used_score(self, customer_id: str) -> list[Candidate]:
            """Another."""

    with pytest.raises(DesignError, match="another pattern of the design has that name"):
        Design("p", tables=[candidates], patterns=[Complete, Again])
    with pytest.raises(DesignError, match="it uses candidates, which is not among the design's tables"):
        Design("p", tables=[], patterns=[Again])


def test_patterns_of_sound_tables_are_checked_beside_the_problems_of_others() -> None:
    broken = Table(Candidate, name="broken", key=Key("nothing"))
    protocol: Any = type("Patterns", (Complete,), {"half_a_key": half_a_key})
    with pytest.raises(DesignError) as refused:
        Design("p", tables=[candidates, broken], patterns=[protocol])
    assert [problem.subject for problem in refused.value.problems] == ["pattern half_a_key", "table broken"]
