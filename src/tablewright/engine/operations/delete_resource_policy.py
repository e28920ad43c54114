"""DeleteResourcePolicy.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html
"""

from dataclasses import replace
from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.resources import ResourceRequest, check_policy_arn, policy_resource
from tablewright.engine.requests.scalars import Text
from tablewright.engine.tables.resource_policies import check_revision

SHAPE = ResourceRequest({"ExpectedRevisionId": Text(min=1, max=255)})


class DeleteResourcePolicy(NamedTuple):
    """A validated request."""

    arn: str
    expected: str | None


def prepare(request: Request) -> DeleteResourcePolicy:
    """Validate the ARN."""
    check_policy_arn(request["ResourceArn"])
    return DeleteResourcePolicy(request["ResourceArn"], request.get("ExpectedRevisionId"))


def execute(engine: Engine, delete: DeleteResourcePolicy) -> Answer:
    """Take the table's policy away; where there is none, nothing happens unless a revision is expected."""
    table = policy_resource(engine, delete.arn).table
    check_revision(table, delete.expected)
    if table.policy is None:
        return {}
    engine.tables.change(replace(table, policy=None, policy_revision=None))
    return {"RevisionId": table.policy_revision}


OPERATION = Operation("DeleteResourcePolicy", SHAPE, prepare, execute, writes=True)
