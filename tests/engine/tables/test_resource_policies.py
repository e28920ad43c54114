"""Resource-based policies are kept with their revisions."""

import json
from typing import Any

import pytest
from tests.engine.tables.requests import table

from tablewright.engine import DynamoDBError, Engine

ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/demand"


def policy(action: str) -> str:
    statement = {"Effect": "Allow", "Principal": "*", "Action": action, "Resource": ARN}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def put(engine: Engine, document: str, **members: str) -> str:
    answer = engine.call("PutResourcePolicy", {"ResourceArn": ARN, "Policy": document, **members})
    return str(answer["RevisionId"])


def get(engine: Engine) -> dict[str, Any]:
    return dict(engine.call("GetResourcePolicy", {"ResourceArn": ARN}))


def test_a_policy_is_returned_as_it_was_given(tables: Engine) -> None:
    document = policy("dynamodb:GetItem")
    revision = put(tables, document)
    assert get(tables) == {"Policy": document, "RevisionId": revision}


def test_another_policy_is_another_revision_and_the_same_is_not(tables: Engine) -> None:
    first = put(tables, policy("dynamodb:GetItem"))
    assert put(tables, policy("dynamodb:GetItem")) == first
    assert put(tables, policy("dynamodb:Query")) != first


def test_a_policy_is_put_only_over_the_expected_one(tables: Engine) -> None:
    first = put(tables, policy("dynamodb:GetItem"), ExpectedRevisionId="NO_POLICY")
    with pytest.raises(DynamoDBError) as caught:
        put(tables, policy("dynamodb:Query"), ExpectedRevisionId="NO_POLICY")
    assert caught.value.code == "PolicyNotFoundException"
    put(tables, policy("dynamodb:Query"), ExpectedRevisionId=first)


def test_deleting_a_policy_that_is_not_there_is_no_error(tables: Engine) -> None:
    revision = put(tables, policy("dynamodb:GetItem"))
    assert tables.call("DeleteResourcePolicy", {"ResourceArn": ARN}) == {"RevisionId": revision}
    assert tables.call("DeleteResourcePolicy", {"ResourceArn": ARN}) == {}
    with pytest.raises(DynamoDBError, match="Resource-based policy not found"):
        get(tables)


def test_a_table_can_be_made_with_a_policy(engine: Engine) -> None:
    document = policy("dynamodb:GetItem")
    engine.call("CreateTable", table("demand", ResourcePolicy=document))
    assert get(engine)["Policy"] == document


def test_a_stream_has_a_policy_of_its_own(tables: Engine) -> None:
    specification = {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
    answer = tables.call("UpdateTable", {"TableName": "demand", "StreamSpecification": specification})
    stream = {"ResourceArn": answer["TableDescription"]["LatestStreamArn"]}
    document = policy("dynamodb:GetRecords")
    revision = tables.call("PutResourcePolicy", stream | {"Policy": document})["RevisionId"]
    with pytest.raises(DynamoDBError, match="Resource-based policy not found"):
        get(tables)
    tables.call("UpdateTable", {"TableName": "demand", "StreamSpecification": {"StreamEnabled": False}})
    assert tables.call("GetResourcePolicy", stream) == {"Policy": document, "RevisionId": revision}
    assert tables.call("DeleteResourcePolicy", stream) == {"RevisionId": revision}
    with pytest.raises(DynamoDBError, match="Resource-based policy not found"):
        tables.call("GetResourcePolicy", stream)


def test_a_policy_has_twenty_kilobytes_at_most(tables: Engine) -> None:
    with pytest.raises(DynamoDBError, match="Maximum policy size of 20480 bytes exceeded"):
        put(tables, policy("x" * 20480))
