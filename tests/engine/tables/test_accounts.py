"""Whose a region is."""

from contextlib import closing
from pathlib import Path
from typing import Any

from tablewright.engine import Engine, Service

TABLE: dict[str, Any] = {
    "TableName": "notes",
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}


def arn(engine: Engine) -> str:
    described: str = engine.call("DescribeTable", {"TableName": "notes"})["Table"]["TableArn"]
    return described


def test_the_account_a_region_is_made_for_is_in_its_arns() -> None:
    with closing(Service()) as service:
        engine = service.region("us-east-1", account="943814145891")
        engine.call("CreateTable", TABLE)

        assert arn(engine) == "arn:aws:dynamodb:us-east-1:943814145891:table/notes"


def test_a_region_stays_with_its_account(tmp_path: Path) -> None:
    service = Service(tmp_path)
    service.region("us-east-1", account="943814145891").call("CreateTable", TABLE)
    service.close()

    with closing(Service(tmp_path, account="111122223333")) as reopened:
        assert ":943814145891:" in arn(reopened.region("us-east-1", account="536580886816"))
    assert reopened.region("eu-west-1").account == "111122223333"
    reopened.close()
