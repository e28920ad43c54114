"""INSERT, UPDATE and DELETE: what they do to an item, what they return, and when they do nothing."""

from pathlib import Path
from typing import Any

import pytest

from tablewright.engine import DynamoDBError, Engine, Service

from .conftest import MUSIC, SONGS, Run

WHERE = "WHERE artist = 'Nina' AND title = 'Feeling Good'"


def stored(music: Engine, title: str = "Feeling Good", artist: str = "Nina") -> dict[str, Any] | None:
    item_key = {"artist": {"S": artist}, "title": {"S": title}}
    item: dict[str, Any] | None = music.call("GetItem", {"TableName": "music", "Key": item_key}).get("Item")
    return item


def test_insert_writes_literals_of_every_kind(run: Run, music: Engine) -> None:
    statement = """INSERT INTO "music" VALUE {'artist': 'it''s', 'title': ?, 'n': -1.50, 'l': [1, 'x', [true, null]],
        'm': {'a': {}}, 'ss': <<'b', 'a'>>, 'ns': <<1, 2.0>>, 'x': ?}"""
    assert run(statement, {"S": "t"}, {"B": "AQ=="}) == {"Items": []}
    assert stored(music, "t", "it's") == {
        "artist": {"S": "it's"},
        "title": {"S": "t"},
        "n": {"N": "-1.5"},
        "l": {"L": [{"N": "1"}, {"S": "x"}, {"L": [{"BOOL": True}, {"NULL": True}]}]},
        "m": {"M": {"a": {"M": {}}}},
        "ss": {"SS": ["b", "a"]},
        "ns": {"NS": ["1", "2"]},
        "x": {"B": "AQ=="},
    }


def test_insert_refuses_an_item_that_is_there(run: Run, music: Engine) -> None:
    with pytest.raises(DynamoDBError) as caught:
        run("INSERT INTO music VALUE {'artist': 'Nina', 'title': 'Sinnerman'}")
    assert caught.value.code == "DuplicateItemException"
    assert caught.value.message == "Duplicate primary key exists in table"
    assert stored(music, "Sinnerman") == SONGS[2]


@pytest.mark.parametrize(
    ("clauses", "changed"),
    [
        ("SET year = year + 1", {"year": {"N": "1966"}}),
        ("SET year = 2000 - year", {"year": {"N": "35"}}),
        ("SET year = (year - ?)", {"year": {"N": "1955"}}),
        ("SET live = true, cover = 'no'", {"live": {"BOOL": True}, "cover": {"S": "no"}}),
        ("SET live = true SET cover = title", {"live": {"BOOL": True}, "cover": {"S": "Feeling Good"}}),
        ("SET plays = if_not_exists(plays, 0)", {"plays": {"N": "0"}}),
        ("SET takes = list_append(takes, [2])", {"takes": {"L": [*SONGS[0]["takes"]["L"], {"N": "2"}]}}),
        ("SET tags = set_add(tags, <<'blues', 'jazz'>>)", {"tags": {"SS": ["jazz", "soul", "blues"]}}),
        ("SET tags = SET_DELETE(tags, <<'soul'>>)", {"tags": {"SS": ["jazz"]}}),
        ("SET moods = set_add(moods, ?)", {"moods": {"NS": ["10"]}}),
        (
            "SET credits.piano = 'She', takes[0] = 9",
            {"credits": {"M": {"piano": {"S": "She"}}}, "takes": {"L": [{"N": "9"}]}},
        ),
    ],
)
def test_update_sets_what_its_clauses_say(run: Run, clauses: str, changed: dict[str, Any]) -> None:
    kind = "NS" if "moods" in clauses else "N"
    parameters = [{kind: ["10"] if kind == "NS" else "10"}] if "?" in clauses else []
    answer = run(f"UPDATE music {clauses} {WHERE} RETURNING MODIFIED NEW *", *parameters)
    assert answer == {"Items": [changed]}


def test_update_removes_attributes_and_parts_of_them(run: Run, music: Engine) -> None:
    assert run(f"UPDATE music REMOVE live REMOVE takes[0] REMOVE credits.piano {WHERE}") == {"Items": []}
    item = stored(music)
    assert item is not None
    assert "live" not in item
    assert item["takes"] == {"L": [{"M": {"at": {"S": "noon"}}}]}
    assert item["credits"] == {"M": {"producer": {"S": "Hal"}}}


@pytest.mark.parametrize(
    ("returning", "year", "whole"),
    [("ALL OLD", "1965", True), ("ALL NEW", "1", True), ("MODIFIED OLD", "1965", False), ("MODIFIED NEW", "1", False)],
)
def test_update_returns_the_item_or_what_it_touched_before_or_after(
    run: Run, returning: str, year: str, whole: bool
) -> None:
    (item,) = run(f"UPDATE music SET year = 1 {WHERE} RETURNING {returning} *")["Items"]
    assert item == ({**SONGS[0], "year": {"N": year}} if whole else {"year": {"N": year}})


def test_an_update_that_only_removes_returns_nothing_modified(run: Run) -> None:
    assert run(f"UPDATE music REMOVE live {WHERE} RETURNING MODIFIED NEW *") == {"Items": []}


@pytest.mark.parametrize(
    "where", ["artist = 'Nina' AND title = 'none'", "title = 'none' AND artist = 'Nina' AND a = 1"]
)
def test_update_makes_no_item(run: Run, music: Engine, where: str) -> None:
    with pytest.raises(DynamoDBError) as caught:
        run(f"UPDATE music SET live = true WHERE {where}")
    assert caught.value.code == "ConditionalCheckFailedException"
    assert stored(music, "none") is None


def test_a_false_condition_leaves_the_item_and_can_return_it(run: Run, music: Engine) -> None:
    statement = f"UPDATE music SET year = 1 {WHERE} AND (year > 2000 OR tags IS MISSING)"
    with pytest.raises(DynamoDBError) as caught:
        run(statement)
    assert (caught.value.code, caught.value.members) == ("ConditionalCheckFailedException", {})
    with pytest.raises(DynamoDBError) as caught:
        run(statement, ReturnValuesOnConditionCheckFailure="ALL_OLD")
    assert caught.value.members == {"Item": SONGS[0]}
    assert stored(music) == SONGS[0]


def test_delete_removes_and_returns_the_item(run: Run, music: Engine) -> None:
    assert run(f"DELETE FROM music {WHERE} AND live = false RETURNING ALL OLD *") == {"Items": SONGS[:1]}
    assert stored(music) is None


def test_delete_of_what_is_not_there_succeeds_whatever_the_condition(run: Run) -> None:
    where = "WHERE artist = 'Nina' AND title = 'none'"
    assert run(f"DELETE FROM music {where}") == {"Items": []}
    assert run(f"DELETE FROM music {where} AND year = 1 RETURNING ALL OLD *") == {"Items": []}


def test_delete_leaves_an_item_of_which_its_condition_is_false(run: Run, music: Engine) -> None:
    with pytest.raises(DynamoDBError) as caught:
        run(f"DELETE FROM music {WHERE} AND year = 1")
    assert caught.value.code == "ConditionalCheckFailedException"
    assert stored(music) == SONGS[0]


def test_a_write_costs_what_the_operation_on_the_item_does(run: Run) -> None:
    answer = run("INSERT INTO music VALUE {'artist': 'a', 'title': 't'}", ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == {"TableName": "music", "CapacityUnits": 1.0}


def test_what_a_statement_wrote_is_there_after_the_file_is_opened_again(tmp_path: Path) -> None:
    for statement in (None, "SELECT * FROM music"):
        service = Service(tmp_path)
        engine = service.region("us-east-1")
        if statement is None:
            engine.call("CreateTable", MUSIC)
            engine.call("ExecuteStatement", {"Statement": "INSERT INTO music VALUE {'artist': 'a', 'title': 't'}"})
        else:
            found = engine.call("ExecuteStatement", {"Statement": statement})["Items"]
            assert found == [{"artist": {"S": "a"}, "title": {"S": "t"}}]
        service.close()
