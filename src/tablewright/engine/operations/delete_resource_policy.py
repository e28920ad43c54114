"""DeleteResourcePolicy.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html
"""

from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.resources import ResourceRequest, check_policy_arn, policy_resource
from tablewright.engine.requests.scalars import Text
from tablewright.engine.tables.resource_policies import check_revision, keep, without_policy

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
    """Take the policy away; where there is none, nothing happens unless a revision is expected."""
    holder = policy_resource(engine, delete.arn)
    check_revision(holder, delete.expected)
    if holder.policy is None:
        return {}
    keep(engine, without_policy(holder))
    return {"RevisionId": holder.policy_revision}


OPERATION = Operation("DeleteResourcePolicy", SHAPE, prepare, execute, writes=True)
