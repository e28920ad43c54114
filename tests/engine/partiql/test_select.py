"""SELECT: what it reads, in which order, a page at a time, and at what cost."""

from collections.abc import Callable
from typing import Any

import pytest

from tablewright.engine import DynamoDBError, Engine

from .conftest import SONGS, Run

Titles = Callable[..., list[str]]


def test_a_whole_key_finds_the_item_as_it_is_stored(run: Run) -> None:
    assert run("SELECT * FROM music WHERE artist = 'Nina' AND title = 'Feeling Good'") == {"Items": SONGS[:1]}


def test_a_table_is_scanned_where_no_partition_is_given(run: Run) -> None:
    assert len(run("SELECT * FROM music")["Items"]) == 4


def test_an_index_is_named_after_its_table(titles: Titles) -> None:
    assert titles("""SELECT title FROM "music"."by-label" WHERE label = 'Philips' AND title > 'Fe'""") == [
        "Feeling Good",
        "Four Women",
        "Sinnerman",
    ]


def test_a_table_is_found_by_its_arn(titles: Titles, music: Engine) -> None:
    assert len(titles(f"""SELECT * FROM "{music.arn("table/music")}" WHERE artist = 'Nina'""")) == 3


@pytest.mark.parametrize(
    ("paths", "result"),
    [
        ("credits.piano", {"piano": {"S": "Nina"}}),
        ("credits['producer']", {"producer": {"S": "Hal"}}),
        ('takes[1]."at"', {"at": {"S": "noon"}}),
        ("takes[0]", {"takes[0]": {"N": "1"}}),
        ("takes[9], absent", {}),
        ("live, artist", {"live": {"BOOL": False}, "artist": {"S": "Nina"}}),
    ],
)
def test_a_path_becomes_an_attribute_named_as_the_path_ends(run: Run, paths: str, result: dict[str, Any]) -> None:
    answer = run(f"SELECT {paths} FROM music WHERE artist = 'Nina' AND title = 'Feeling Good'")
    assert answer["Items"] == [result]


@pytest.mark.parametrize(
    "condition",
    [
        "title = 'Feeling Good'",
        "'Feeling Good' = title",
        "begins_with(title, 'Feel')",
        "title BETWEEN 'F' AND 'Fer'",
        "title < 'Fer'",
        "'Fer' > title",
        "title IN ('Feeling Good', 'x')",
        "contains(tags, 'jazz')",
        "CONTAINS(\"tags\", 'soul')",
        "tags = <<'soul', 'jazz'>>",
        "takes = [1, {'at': 'noon'}]",
        "takes[1].\"at\" = 'noon'",
        "live = false",
        "cover IS NULL",
        "cover = null",
        "tags IS NOT MISSING",
        "attribute_type(takes, 'L')",
        "attribute_exists(credits.piano)",
        "takes IS LIST",
        "credits IS TUPLE",
        "live IS BOOLEAN",
        "size(tags) = 2",
        "NOT tags IS MISSING",
        "year <> 1966 AND size(title) = 12",
        "(year = 1965 AND live = false) OR year = 3000",
        "year NOT IN [1966] AND title NOT BETWEEN 'G' AND 'Z'",
        "title = 'Feeling Good' AND year >= 1.965e3 -- a comment",
        "title >= 'Fe' AND title <= 'Ff'",
    ],
)
def test_a_condition_of_each_kind_selects_what_it_is_true_of(titles: Titles, condition: str) -> None:
    assert titles(f"SELECT title FROM music WHERE artist = 'Nina' AND {condition}") == ["Feeling Good"]
    assert titles(f"SELECT title FROM music WHERE artist <> 'Miriam' AND ({condition}\n)") == ["Feeling Good"]


def test_parameters_stand_for_values_in_the_order_of_their_question_marks(titles: Titles) -> None:
    statement = "SELECT title FROM music WHERE artist = ? AND year IN (?, ?) AND tags IS MISSING"
    assert titles(statement, {"S": "Nina"}, {"N": "1965.0"}, {"N": "1"}) == ["Sinnerman"]


def test_a_statement_means_the_same_with_other_parameters(titles: Titles) -> None:
    statement = "SELECT title FROM music WHERE artist = ?"
    assert titles(statement, {"S": "Miriam"}) == ["Pata Pata"]
    assert len(titles(statement, {"S": "Nina"})) == 3


def test_the_sort_key_orders_both_ways(titles: Titles) -> None:
    statement = "SELECT title FROM music WHERE artist = 'Nina' ORDER BY title"
    assert titles(statement) == ["Feeling Good", "Four Women", "Sinnerman"]
    assert titles(f"{statement} DESC") == ["Sinnerman", "Four Women", "Feeling Good"]


def test_several_partitions_are_read_one_after_the_other(titles: Titles) -> None:
    expected = ["Pata Pata", "Feeling Good", "Four Women", "Sinnerman"]
    assert titles("SELECT * FROM music WHERE artist IN ['Miriam', 'Nina']") == expected
    assert titles("SELECT * FROM music WHERE artist = 'Miriam' OR artist = 'Nina'") == expected
    twice = "SELECT * FROM music WHERE artist = 'Miriam' OR artist = 'Nina' OR artist = 'Miriam'"
    assert titles(twice) == expected
    assert titles("SELECT * FROM music WHERE artist IN ('Nina', 'Miriam') ORDER BY artist") == expected


def test_contradicting_key_conditions_select_nothing(titles: Titles) -> None:
    assert titles("SELECT * FROM music WHERE artist = 'Nina' AND artist = 'Miriam'") == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT title FROM music",
        "SELECT title FROM music WHERE year > 1900",
        "SELECT title FROM music WHERE artist IN ['Nina', 'Nobody', 'Miriam']",
        "SELECT title FROM music WHERE artist IN ['Nina', 'Miriam'] AND year <> 1966 ORDER BY artist DESC, title DESC",
        """SELECT title FROM "music"."by-label" WHERE label = 'Philips' ORDER BY title DESC""",
        """SELECT title FROM "music"."by-year" WHERE artist = 'Nina'""",
        """SELECT title FROM "music"."labels" """,
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_page_by_page_equals_whole(run: Run, titles: Titles, statement: str, limit: int) -> None:
    found, token = [], None
    while True:
        answer = run(statement, Limit=limit, **({"NextToken": token} if token else {}))
        assert len(answer["Items"]) <= limit
        found += [item["title"]["S"] for item in answer["Items"]]
        token = answer.get("NextToken")
        if token is None:
            break
    assert found == titles(statement)


def test_of_a_list_of_partitions_a_page_reads_ten(run: Run) -> None:
    others = ", ".join(f"'nobody {number}'" for number in range(9))
    first = f"SELECT title FROM music WHERE artist IN ['Miriam', {others}, 'Nina']"
    answer = run(first, ReturnConsumedCapacity="TOTAL")
    assert answer["Items"] == [{"title": {"S": "Pata Pata"}}]
    assert answer["ConsumedCapacity"]["CapacityUnits"] == 5.0
    answer = run(first, NextToken=answer["NextToken"])
    assert len(answer["Items"]) == 3
    assert "NextToken" not in answer
    assert "NextToken" not in run(f"SELECT title FROM music WHERE artist IN ['Nina', {others}]")


def test_a_full_page_says_where_it_ended(run: Run) -> None:
    answer = run("SELECT year FROM music WHERE artist = 'Nina'", Limit=2)
    assert answer["LastEvaluatedKey"] == {"artist": {"S": "Nina"}, "title": {"S": "Four Women"}}


@pytest.mark.parametrize("token", ["garbage", "====", "e30=", "bnVsbA=="])
def test_a_next_token_that_was_not_given_out_is_refused(run: Run, token: str) -> None:
    with pytest.raises(DynamoDBError, match="Invalid NextToken"):
        run("SELECT * FROM music", NextToken=token)


def test_a_next_token_is_good_for_its_own_statement_and_parameters_only(run: Run) -> None:
    statement = "SELECT * FROM music WHERE artist = ?"
    token = run(statement, {"S": "Nina"}, Limit=1)["NextToken"]
    assert len(run(statement, {"S": "Nina"}, NextToken=token)["Items"]) == 2
    with pytest.raises(DynamoDBError, match=r"^NextToken does not match request$"):
        run(statement, {"S": "Miriam"}, NextToken=token)


def test_reading_costs_as_a_query_does(run: Run) -> None:
    statement = "SELECT title FROM music WHERE artist = 'Nina'"
    answer = run(statement, ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == {"TableName": "music", "CapacityUnits": 0.5}
    answer = run(statement, ReturnConsumedCapacity="INDEXES", ConsistentRead=True)
    assert answer["ConsumedCapacity"]["Table"] == {"CapacityUnits": 1.0}


def test_each_partition_costs_a_query_of_its_own(run: Run) -> None:
    statement = "SELECT title FROM music WHERE artist IN ('Nina', 'Miriam')"
    answer = run(statement, ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"]["CapacityUnits"] == 1.0


def test_reading_an_index_is_charged_on_the_index(run: Run) -> None:
    statement = """SELECT title FROM "music"."by-label" WHERE label = 'Philips'"""
    consumed = run(statement, ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]
    assert consumed["GlobalSecondaryIndexes"] == {"by-label": {"CapacityUnits": 0.5}}
