"""What the tests of every system ask of its tables: the design, applied, as DynamoDB describes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import tablewright
from tablewright import Design
from tablewright.deploy import apply

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import (
        PointInTimeRecoveryDescriptionTypeDef,
        TableDescriptionTypeDef,
        TimeToLiveDescriptionTypeDef,
    )


@dataclass(frozen=True)
class Deployed:
    """A design, applied in one environment.

    Attributes:
        env: the environment.
        client: a client of the DynamoDB that has its tables.
        names: what its tables are called, such as `{table}-{env}`.
    """

    env: str
    client: "DynamoDBClient"
    names: str

    def name(self, table: str) -> str:
        """A table's name in the environment."""
        return self.names.format(table=table, env=self.env)

    def described(self, table: str) -> "TableDescriptionTypeDef":
        """What DescribeTable says of a table."""
        return self.client.describe_table(TableName=self.name(table))["Table"]

    def recovery(self, table: str) -> "PointInTimeRecoveryDescriptionTypeDef":
        """A table's point-in-time recovery."""
        answer = self.client.describe_continuous_backups(TableName=self.name(table))
        return answer["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]

    def expiry(self, table: str) -> "TimeToLiveDescriptionTypeDef":
        """A table's time to live."""
        return self.client.describe_time_to_live(TableName=self.name(table))["TimeToLiveDescription"]

    def tags(self, table: str) -> dict[str, str]:
        """A table's tags."""
        arn = self.described(table)["TableArn"]
        return {tag["Key"]: tag["Value"] for tag in self.client.list_tags_of_resource(ResourceArn=arn)["Tags"]}


@contextmanager
def deployed_in(design: Design, env: str, names: str = "{table}") -> Iterator[Deployed]:
    """Applies an environment of a design to a DynamoDB of its own."""
    region = next(each.region for each in design.environments if each.name == env)
    with tablewright.embedded(region=region) as engine:
        client = engine.client("dynamodb")
        apply(design.resources(env), client)
        yield Deployed(env, client, names)


def key(*names: str) -> list[dict[str, str]]:
    """A key as DynamoDB describes it."""
    return [{"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"), strict=False)]


def types(table: "TableDescriptionTypeDef") -> dict[str, str]:
    """The key attributes of a table and its indexes, with their types."""
    return {each["AttributeName"]: each["AttributeType"] for each in table["AttributeDefinitions"]}
