"""Keys and indexes as they are declared."""

import pytest

from tablewright import GSI, KEYS_ONLY, LSI, Entity, Holds, Key, Table, include


class Order(Entity):
    id: str


def test_a_key_is_a_partition_key_and_perhaps_a_sort_key() -> None:
    assert (Key("a").partition, Key("a").sort) == (("a",), ())
    assert (Key("a", "b").partition, Key("a", "b").sort) == (("a",), ("b",))


def test_keywords_are_attributes_with_their_templates() -> None:
    key = Key("status", GSI1SK="SCORE#{score:07.3f}")
    assert (key.partition, key.sort) == (("status",), ("GSI1SK",))
    assert key.templates == {"GSI1SK": "SCORE#{score:07.3f}"}


def test_a_tuple_is_a_part_of_several_attributes() -> None:
    key = Key(("tenantId", "region"), ("status", "createdAt"))
    assert (key.partition, key.sort) == (("tenantId", "region"), ("status", "createdAt"))
    assert key.attributes == ("tenantId", "region", "status", "createdAt")


def test_a_key_of_three_parts_is_refused_with_the_way_to_write_several_attributes() -> None:
    with pytest.raises(TypeError, match="written as a tuple"):
        Key("a", "b", "c")
    with pytest.raises(TypeError, match="not 0"):
        Key()


def test_a_local_index_has_one_sort_key_plain_or_composed() -> None:
    assert LSI("by-date", "createdAt").sort == "createdAt"
    composed = LSI("by-score", LSI1SK="SCORE#{score:05d}", projection=KEYS_ONLY)
    assert (composed.sort, composed.templates) == ("LSI1SK", {"LSI1SK": "SCORE#{score:05d}"})
    with pytest.raises(TypeError, match="one sort key"):
        LSI("by-date")
    with pytest.raises(TypeError, match="one sort key"):
        LSI("by-date", "a", B="{c}")


def test_an_index_carries_everything_unless_it_says_otherwise() -> None:
    assert GSI("by-a", Key("a")).projection.type == "ALL"
    assert GSI("by-a", Key("a"), projection=include("x", "y")).projection.attributes == ("x", "y")


def test_a_table_holds_one_entity_or_several() -> None:
    assert Table(Order, name="orders", key=Key("id")).entities == (Order,)
    several = Table(holds=[Holds(Order, PK="ORDER#{id}")], name="orders", key=Key("PK"))
    assert several.entities == (Order,)
    with pytest.raises(TypeError, match="one entity"):
        Table(name="orders", key=Key("id"))
    with pytest.raises(TypeError, match="one entity"):
        Table(Order, holds=[Holds(Order)], name="orders", key=Key("id"))


def test_a_declaration_knows_its_line() -> None:
    table = Table(Order, name="orders", key=Key("id"))
    assert table.location.file == __file__
    assert table.location.line == test_a_declaration_knows_its_line.__code__.co_firstlineno + 1
