"""BatchExecuteStatement: each statement is carried out, or fails, on its own."""

from typing import Any

import pytest

from tablewright.engine import DynamoDBError, Engine

NINA = "artist = 'Nina' AND title"


def batch(music: Engine, *statements: str, **members: Any) -> dict[str, Any]:
    request = {"Statements": [{"Statement": one} for one in statements], **members}
    answer: dict[str, Any] = music.call("BatchExecuteStatement", request)
    return answer


def test_reads_answer_in_the_order_of_their_statements(music: Engine) -> None:
    answer = batch(
        music,
        f"SELECT year FROM music WHERE {NINA} = 'Four Women'",
        f"SELECT * FROM music WHERE {NINA} = 'none'",
        f"SELECT credits.piano FROM music WHERE {NINA} = 'Feeling Good'",
    )
    assert answer == {
        "Responses": [
            {"TableName": "music", "Item": {"year": {"N": "1966"}}},
            {"TableName": "music"},
            {"TableName": "music", "Item": {"piano": {"S": "Nina"}}},
        ]
    }


def test_a_statement_that_fails_leaves_the_others_be(music: Engine) -> None:
    answer = batch(
        music,
        "INSERT INTO music VALUE {'artist': 'a', 'title': 't'}",
        "INSERT INTO music VALUE {'artist': 'Nina', 'title': 'Sinnerman'}",
        f"UPDATE music SET year = 1 WHERE {NINA} = 'Four Women' AND year = 0",
        "DELETE FROM nowhere WHERE a = 1",
        "DELETE FROM music WHERE artist = 'Nina'",
        "DELETE music",
        f"UPDATE music SET year = 1 WHERE {NINA} = 'Feeling Good' RETURNING MODIFIED NEW *",
    )
    responses = answer["Responses"]
    assert [one.get("Error", {}).get("Code") for one in responses] == [
        None,
        "DuplicateItem",
        "ConditionalCheckFailed",
        "ResourceNotFound",
        "ValidationError",
        "ValidationError",
        None,
    ]
    assert [one.get("TableName") for one in responses] == ["music"] * 3 + [None] * 3 + ["music"]
    assert responses[6]["Item"] == {"year": {"N": "1"}}
    assert len(music.call("Scan", {"TableName": "music"})["Items"]) == 5


def test_a_false_condition_can_return_the_item(music: Engine) -> None:
    statement = f"DELETE FROM music WHERE {NINA} = 'Four Women' AND year = 0"
    one = {"Statement": statement, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    (response,) = music.call("BatchExecuteStatement", {"Statements": [one]})["Responses"]
    assert response["Error"]["Item"]["title"] == {"S": "Four Women"}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM music",
        "SELECT * FROM music WHERE artist = 'Nina'",
        f"SELECT * FROM music WHERE {NINA} = 'Sinnerman' AND year = 1965",
        """SELECT * FROM "music"."by-label" WHERE label = 'Philips' AND title = 'Sinnerman'""",
    ],
)
def test_a_select_must_be_of_one_item(music: Engine, statement: str) -> None:
    (response,) = batch(music, statement)["Responses"]
    assert response["Error"] == {
        "Code": "ValidationError",
        "Message": "Select statements within BatchExecuteStatement must specify the primary key in the where clause.",
    }


def test_capacity_is_told_a_statement_at_a_time(music: Engine) -> None:
    statements = [{"Statement": f"SELECT * FROM music WHERE {NINA} = 'Sinnerman'", "ConsistentRead": True}]
    statements.append({"Statement": f"SELECT * FROM music WHERE {NINA} = 'none'"})
    request = {"Statements": statements, "ReturnConsumedCapacity": "TOTAL"}
    assert music.call("BatchExecuteStatement", request)["ConsumedCapacity"] == [
        {"TableName": "music", "CapacityUnits": 1.0},
        {"TableName": "music", "CapacityUnits": 0.5},
    ]


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (
            [f"SELECT * FROM music WHERE {NINA} = 'x'", "INSERT INTO music VALUE {'artist': 'a', 'title': 't'}"],
            "Read and write requests together in the same batch is not supported.",
        ),
        (
            [f"SELECT * FROM music WHERE {NINA} = 'x'", f"SELECT year FROM music WHERE {NINA} = 'x'"],
            "Provided list of item keys contains duplicates",
        ),
        (
            [f"DELETE FROM music WHERE {NINA} = 'x'", "INSERT INTO music VALUE {'artist': 'Nina', 'title': 'x'}"],
            "Provided list of item keys contains duplicates",
        ),
        (
            [],
            "1 validation error detected: Value '[]' at 'statements' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1",
        ),
    ],
)
def test_a_batch_that_does_not_hold_together_is_refused_whole(
    music: Engine, statements: list[str], message: str
) -> None:
    with pytest.raises(DynamoDBError) as caught:
        batch(music, *statements)
    assert caught.value.message == message
