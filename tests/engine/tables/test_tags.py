"""Tags are added, replaced and removed by their keys."""

import pytest

from tablewright.engine import DynamoDBError, Engine

ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/demand"


def tag(engine: Engine, **tags: str) -> None:
    wire = [{"Key": key, "Value": value} for key, value in tags.items()]
    assert engine.call("TagResource", {"ResourceArn": ARN, "Tags": wire}) == {}


def tags(engine: Engine) -> dict[str, str]:
    answer = engine.call("ListTagsOfResource", {"ResourceArn": ARN})
    return {tag["Key"]: tag["Value"] for tag in answer["Tags"]}


def test_a_table_begins_without_tags(tables: Engine) -> None:
    assert tags(tables) == {}


def test_tags_are_added_and_replaced(tables: Engine) -> None:
    tag(tables, team="red", cost="12")
    tag(tables, team="blue", Team="other")
    assert tags(tables) == {"team": "blue", "cost": "12", "Team": "other"}


def test_tags_are_removed_and_unknown_keys_passed_over(tables: Engine) -> None:
    tag(tables, team="red", cost="12")
    tables.call("UntagResource", {"ResourceArn": ARN, "TagKeys": ["team", "unknown"]})
    assert tags(tables) == {"cost": "12"}


def test_fifty_tags_can_be_had_and_not_one_more(tables: Engine) -> None:
    tag(tables, **{f"tag{number}": "x" for number in range(50)})
    assert len(tags(tables)) == 50
    tag(tables, tag0="another")
    with pytest.raises(DynamoDBError, match="Number of Tags exceed the current limit for the provided ResourceArn"):
        tag(tables, more="x")
    assert len(tags(tables)) == 50


def test_a_token_that_nobody_gave_out_is_passed_over(tables: Engine) -> None:
    tag(tables, team="red")
    page = tables.call("ListTagsOfResource", {"ResourceArn": ARN, "NextToken": "more"})
    assert page == {"Tags": [{"Key": "team", "Value": "red"}]}
