"""A declaration of another type than it is annotated with is refused where it is written, with the types it takes."""

from collections.abc import Callable
from typing import Any

import pytest

from tablewright import (
    GSI,
    LSI,
    TTL,
    Design,
    Encryption,
    Entity,
    Environment,
    Holds,
    Key,
    PointInTimeRecovery,
    Provisioned,
    Rate,
    Settings,
    StreamView,
    Table,
    Volume,
    WarmThroughput,
    after,
    daily,
    get,
    lookup,
    query,
)


class Note(Entity):
    id: str
    number: int


class Plain:
    pass


def table(**changes: Any) -> Table:
    return Table(**({"entity": Note, "name": "notes", "key": Key("id")} | changes))


notes = table()
anything: Any = "anything"

MISTYPED: dict[str, tuple[Callable[[], object], str]] = {
    "billing by its AWS name": (
        lambda: Settings(billing="PAY_PER_REQUEST"),  # type: ignore[arg-type]
        "Settings: billing is 'PAY_PER_REQUEST', and it takes OnDemand or Provisioned",
    ),
    "recovery as a switch": (
        lambda: Settings(recovery=True),  # type: ignore[arg-type]
        "Settings: recovery is True, and it takes PointInTimeRecovery or None",
    ),
    "stream view as text": (
        lambda: table(stream="NEW_IMAGE"),
        "stream is 'NEW_IMAGE', and it takes StreamView (KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES) or None",
    ),
    "unknown table class": (
        lambda: table(table_class="GLACIER"),
        "Table: table_class is 'GLACIER', and it takes 'STANDARD' or 'STANDARD_INFREQUENT_ACCESS'",
    ),
    "unknown owner of a key": (
        lambda: Encryption(anything),
        "Encryption: by is 'anything', and it takes 'AWS_OWNED' or 'AWS_MANAGED' or 'CUSTOMER'",
    ),
    "a switch for a number": (lambda: WarmThroughput(True, 1), "WarmThroughput: read is True, and it takes int"),
    "text for a number": (lambda: Provisioned(5, anything), "Provisioned: write is 'anything', and it takes int"),
    "text for days": (
        lambda: PointInTimeRecovery(anything),
        "days is 'anything', and it takes int",
    ),
    "text for days of backups": (lambda: daily(anything), "BackupSchedule: keep_days is 'anything', and it takes int"),
    "replicas as one text": (
        lambda: Environment("dev", replicas="eu-west-1"),  # type: ignore[arg-type]
        "Environment: replicas is 'eu-west-1', and it takes a list of str",
    ),
    "account as a number": (
        lambda: Environment("dev", account=123456789012),  # type: ignore[arg-type]
        "Environment: account is 123456789012, and it takes str or None",
    ),
    "volume of no table": (
        lambda: Environment("dev", volumes={"notes": Volume(1, 1)}),  # type: ignore[dict-item]
        "Environment: volumes is {'notes': Volume(items=1, size=1)}, and it takes a dict of Table to Volume",
    ),
    "tag that is no text": (
        lambda: Settings(tags={"cost": 5}),  # type: ignore[dict-item]
        "Settings: tags is {'cost': 5}, and it takes a dict of str to str",
    ),
    "class that is no entity": (lambda: table(entity=Plain), "and it takes a class of Entity or None"),
    "several entities, one of them none": (lambda: Holds(Plain), "and it takes a class of Entity"),  # type: ignore[arg-type]
    "key as text": (lambda: table(key="id"), "Table: key is 'id', and it takes Key"),
    "part of a key": (lambda: Key(anything, 3), "Key: a part is 3, and it takes str"),  # type: ignore[arg-type]
    "index as text": (lambda: table(indexes=["by"]), "Table: indexes is ['by'], and it takes a list of GSI or LSI"),
    "projection as text": (
        lambda: GSI("by-number", Key("number"), projection="ALL"),  # type: ignore[arg-type]
        "GSI: projection is 'ALL', and it takes Projection",
    ),
    "sort key of a local index": (lambda: LSI("by-number", Key("number")), "and it takes str or None"),  # type: ignore[arg-type]
    "TTL as text": (lambda: table(ttl="ttl"), "Table: ttl is 'ttl', and it takes TTL or None"),
    "expiry as a number": (
        lambda: TTL("ttl", 90),
        "and it takes Expiry, a dict of a class of Entity to Expiry or None",
    ),  # type: ignore[arg-type]
    "length of time as text": (lambda: after(days=anything), "after: days is 'anything', and it takes int or Lookup"),
    "setting of no table": (lambda: lookup(anything, "days"), "lookup: table is 'anything', and it takes Table"),
    "design of one table": (lambda: Design("notes", tables=anything), "and it takes a list of Table"),
    "design of entities": (lambda: Design("notes", tables=[Note]), "and it takes a list of Table"),  # type: ignore[list-item]
    "design named by a number": (lambda: Design(3, tables=[notes]), "Design: name is 3, and it takes str"),  # type: ignore[arg-type]
    "environment as text": (
        lambda: Design("notes", tables=[notes], environments=["dev"]),  # type: ignore[list-item]
        "Design: environments is ['dev'], and it takes a list of Environment or None",
    ),
    "patterns that are no list": (
        lambda: Design("notes", tables=[notes], patterns=Plain),  # type: ignore[arg-type]
        "and it takes a list of class",
    ),
    "decorator without its table": (lambda: get(test_numbers_of_any_kind_are_a_rate), "and it takes Table"),  # type: ignore[arg-type]
    "unknown order": (
        lambda: query(notes, order=anything)(test_numbers_of_any_kind_are_a_rate),
        "query: order is 'anything', and it takes 'ascending' or 'descending'",
    ),
    "rate as a number": (
        lambda: get(notes, rate=anything)(test_numbers_of_any_kind_are_a_rate),
        "get: rate is 'anything', and it takes Rate or None",
    ),
}


@pytest.mark.parametrize("name", MISTYPED)
def test_a_declaration_of_another_type_is_refused_with_the_types_it_takes(name: str) -> None:
    declare, message = MISTYPED[name]
    with pytest.raises(TypeError) as refused:
        declare()
    assert message in str(refused.value)


def test_a_long_value_is_told_by_its_beginning() -> None:
    with pytest.raises(TypeError) as refused:
        Settings(tags={"a": "x" * 500, "b": 1})  # type: ignore[dict-item]
    assert len(str(refused.value)) < 150


def test_numbers_of_any_kind_are_a_rate() -> None:
    assert Rate(5).average == 5
    assert Rate(0.5, peak=2).peak == 2


def test_what_is_said_rightly_is_taken() -> None:
    settings = Settings(stream=StreamView.NEW_IMAGE, recovery=None, replicas=("eu-west-1",), tags={"a": "b"})
    assert settings.stream is StreamView.NEW_IMAGE
    table(indexes=(GSI("by-number", Key("number")),), ttl=TTL("ttl", {Note: after(days=1)}))
