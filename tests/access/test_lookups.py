"""Time to live by a setting that another table holds."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import pytest

import tablewright
from tablewright import TTL, Design, Entity, Key, NotFound, Table, Timestamp, after, lookup, put
from tablewright.deploy import apply
from tablewright.engine import ManualClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CREATED = datetime(2026, 1, 1, tzinfo=UTC)
DAY = 86_400


class Account(Entity):
    """A customer, who chooses how long notes live."""

    account: str
    days: int | None = None


class Note(Entity):
    """Something to forget."""

    account: str
    note: str
    created: Timestamp = CREATED


class Draft(Entity):
    """Something to forget after a week, unless its account says otherwise."""

    account: str
    draft: str
    created: Timestamp = CREATED


accounts = Table(Account, name="accounts", key=Key("account"))
notes = Table(
    Note,
    name="notes",
    key=Key("account", "note"),
    ttl=TTL("expires", after(days=lookup(accounts, "days"), since="created")),
)
drafts = Table(
    Draft,
    name="drafts",
    key=Key("account", "draft"),
    ttl=TTL("expires", after(days=lookup(accounts, "days", default=7), since="created")),
)


class NotePatterns(Protocol):
    """What notes are written with."""

    @put(notes)
    def put_note(self, note: Note) -> None:
        """Store a note."""

    @put(drafts)
    def put_draft(self, draft: Draft) -> None:
        """Store a draft."""


design = Design("notes", tables=[accounts, notes, drafts], patterns=[NotePatterns])


@pytest.fixture
def dynamodb() -> "Iterator[DynamoDBClient]":
    """A client of a DynamoDB with the three tables, at the time of creation: nothing has expired."""
    with tablewright.embedded(clock=ManualClock(CREATED.timestamp())) as engine:
        client = engine.client("dynamodb")
        apply(design.resources("dev"), client)
        yield client


def lifetimes(dynamodb: "DynamoDBClient", table: str) -> list[float]:
    """How many days the items of a table live."""
    items = dynamodb.scan(TableName=table)["Items"]
    return sorted((int(item["expires"]["N"]) - CREATED.timestamp()) / DAY for item in items)


def test_a_setting_is_read_from_its_table_when_an_item_is_put(dynamodb: "DynamoDBClient") -> None:
    tablewright.load(design, dynamodb, "dev", [Account(account="a", days=3)])
    tablewright.connect(NotePatterns, design, dynamodb, env="dev").put_note(Note(account="a", note="n"))
    assert lifetimes(dynamodb, "notes") == [3]


def test_a_setting_is_taken_from_what_is_loaded_with_the_item_in_any_order(dynamodb: "DynamoDBClient") -> None:
    entities = [Note(account="a", note="1"), Account(account="a", days=3), Account(account="b", days=9)]
    tablewright.load(design, dynamodb, "dev", [*entities, Note(account="b", note="2")])
    assert lifetimes(dynamodb, "notes") == [3, 9]


def test_a_setting_that_is_loaded_replaces_the_one_in_the_table(dynamodb: "DynamoDBClient") -> None:
    tablewright.load(design, dynamodb, "dev", [Account(account="a", days=3)])
    tablewright.load(design, dynamodb, "dev", [Note(account="a", note="1"), Account(account="a", days=5)])
    assert lifetimes(dynamodb, "notes") == [5]


def test_a_missing_setting_falls_back_on_the_default(dynamodb: "DynamoDBClient") -> None:
    tablewright.load(design, dynamodb, "dev", [Draft(account="a", draft="1"), Account(account="b")])
    tablewright.connect(NotePatterns, design, dynamodb, env="dev").put_draft(Draft(account="b", draft="2"))
    assert lifetimes(dynamodb, "drafts") == [7, 7]


def test_without_setting_or_default_nothing_is_written(dynamodb: "DynamoDBClient") -> None:
    with pytest.raises(NotFound, match="accounts has no days for account = 'a'"):
        tablewright.load(design, dynamodb, "dev", [Account(account="b", days=1), Note(account="a", note="1")])
    assert dynamodb.scan(TableName="accounts")["Count"] == 0
