"""ExecuteTransaction: all statements or none, and once for each token."""

from typing import Any

import pytest

from tablewright.engine import DynamoDBError, Engine, ManualClock

NINA = "artist = 'Nina' AND title"
INSERT = "INSERT INTO music VALUE {'artist': 'a', 'title': 't'}"


def transact(music: Engine, *statements: str, **members: Any) -> dict[str, Any]:
    request = {"TransactStatements": [{"Statement": one} for one in statements], **members}
    answer: dict[str, Any] = music.call("ExecuteTransaction", request)
    return answer


def count(music: Engine) -> int:
    counted: int = music.call("Scan", {"TableName": "music"})["Count"]
    return counted


def test_reads_see_the_same_moment(music: Engine) -> None:
    answer = transact(
        music,
        f"SELECT year FROM music WHERE {NINA} = 'Four Women'",
        f"SELECT * FROM music WHERE {NINA} = 'none'",
        ReturnConsumedCapacity="TOTAL",
    )
    assert answer["Responses"] == [{"Item": {"year": {"N": "1966"}}}, {}]
    assert answer["ConsumedCapacity"] == [{"TableName": "music", "CapacityUnits": 4.0, "ReadCapacityUnits": 4.0}]


def test_writes_are_done_together(music: Engine) -> None:
    answer = transact(
        music,
        INSERT,
        f"UPDATE music SET year = 1 WHERE {NINA} = 'Four Women'",
        f"DELETE FROM music WHERE {NINA} = 'Sinnerman'",
        f"EXISTS(SELECT * FROM music WHERE {NINA} = 'Feeling Good' AND year = 1965)",
    )
    assert answer == {"Responses": [{}, {}, {}, {}]}
    assert count(music) == 4


@pytest.mark.parametrize(
    ("failing", "code"),
    [
        ("INSERT INTO music VALUE {'artist': 'Nina', 'title': 'Sinnerman'}", "DuplicateItem"),
        ("INSERT INTO music VALUE {'artist': 'Nina'}", "ValidationError"),
        (f"UPDATE music SET year = 1 WHERE {NINA} = 'none'", "ConditionalCheckFailed"),
        (f"UPDATE music SET year = label + 1 WHERE {NINA} = 'Sinnerman'", "ValidationError"),
        ("UPDATE music SET year = 1 WHERE artist = 'Nina'", "ValidationError"),
        (f"DELETE FROM music WHERE {NINA} = 'Sinnerman' AND year = 0", "ConditionalCheckFailed"),
        (f"EXISTS(SELECT * FROM music WHERE {NINA} = 'Sinnerman' AND year = 0)", "ConditionalCheckFailed"),
        (f"EXISTS(SELECT * FROM music WHERE {NINA} = 'none' AND year IS MISSING)", "ConditionalCheckFailed"),
    ],
)
def test_one_failure_cancels_all(music: Engine, failing: str, code: str) -> None:
    with pytest.raises(DynamoDBError) as caught:
        transact(music, INSERT, failing)
    assert caught.value.code == "TransactionCanceledException"
    assert [reason["Code"] for reason in caught.value.members["CancellationReasons"]] == ["None", code]
    assert count(music) == 4


def test_a_cancellation_can_return_the_item(music: Engine) -> None:
    statement = f"UPDATE music SET year = 1 WHERE {NINA} = 'Four Women' AND year = 0"
    one = {"Statement": statement, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    with pytest.raises(DynamoDBError) as caught:
        music.call("ExecuteTransaction", {"TransactStatements": [one]})
    (reason,) = caught.value.members["CancellationReasons"]
    assert reason["Item"]["year"] == {"N": "1966"}


def test_a_token_carries_a_transaction_out_once(music: Engine, clock: ManualClock) -> None:
    statement = f"UPDATE music SET year = year + 1 WHERE {NINA} = 'Four Women'"
    for _ in range(2):
        answer = transact(music, statement, ClientRequestToken="once", ReturnConsumedCapacity="TOTAL")
        assert answer["Responses"] == [{}]
    assert answer["ConsumedCapacity"] == [{"TableName": "music", "CapacityUnits": 2.0, "ReadCapacityUnits": 2.0}]
    (read,) = transact(music, f"SELECT year FROM music WHERE {NINA} = 'Four Women'")["Responses"]
    assert read["Item"] == {"year": {"N": "1967"}}


def test_a_token_belongs_to_one_transaction(music: Engine) -> None:
    transact(music, INSERT, ClientRequestToken="mine")
    with pytest.raises(DynamoDBError) as caught:
        transact(music, f"DELETE FROM music WHERE {NINA} = 'Sinnerman'", ClientRequestToken="mine")
    assert caught.value.code == "IdempotentParameterMismatchException"


_AT_FIRST = "Validation failed in TransactStatements[0]: "


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (
            [f"SELECT * FROM music WHERE {NINA} = 'x'", INSERT],
            "ExecuteTransaction API does not support both read and write operations in the same request.",
        ),
        ([INSERT, INSERT], "Transaction request cannot include multiple operations on one item"),
        (
            ["SELECT * FROM music WHERE artist = 'Nina'"],
            f"{_AT_FIRST}Select statements within ExecuteTransaction must specify the primary key in the where clause.",
        ),
        (
            ["""SELECT * FROM "music"."by-label" WHERE label = 'x'"""],
            f"{_AT_FIRST}Reads on indices are not supported within transactions.",
        ),
        (
            [f"DELETE FROM music WHERE {NINA} = 'x' RETURNING ALL OLD *"],
            f"{_AT_FIRST}RETURNING clause is not supported in ExecuteTransaction.",
        ),
        (
            [f"EXISTS(SELECT * FROM music WHERE {NINA} = 'Sinnerman')"],
            f"{_AT_FIRST}EXISTS() must contain a single item read with additional condition",
        ),
        (
            [f"SELECT * FROM music WHERE {NINA} = ?"],
            f"{_AT_FIRST}Number of parameters in request and statement don't match.",
        ),
        (
            [f"DELETE FROM music WHERE {NINA} = 'x' AND contains(label, label)"],
            f"{_AT_FIRST}The first operand must be distinct from the remaining operands for this operator or function; "
            "operator: contains, first operand: [label]",
        ),
        (
            [f"UPDATE music SET year = 1 + 'a' WHERE {NINA} = 'x'"],
            f"{_AT_FIRST}Incorrect operand type for operator or function; operator or function: +, operand type: S",
        ),
    ],
)
def test_a_transaction_that_does_not_hold_together_is_refused(
    music: Engine, statements: list[str], message: str
) -> None:
    with pytest.raises(DynamoDBError) as caught:
        transact(music, *statements)
    assert (caught.value.code, caught.value.message) == ("ValidationException", message)


def test_an_unknown_table_is_told_as_such(music: Engine) -> None:
    with pytest.raises(DynamoDBError) as caught:
        transact(music, "SELECT * FROM nowhere WHERE a = 1")
    assert caught.value.code == "ResourceNotFoundException"
