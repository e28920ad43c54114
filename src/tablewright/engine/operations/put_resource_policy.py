"""PutResourcePolicy.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html
"""

from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.resources import ResourceRequest, check_policy_arn, policy_resource
from tablewright.engine.requests.scalars import Boolean, Text
from tablewright.engine.tables.resource_policies import check_policy, check_revision, keep, with_policy

SHAPE = ResourceRequest(
    {
        "Policy": Text(),
        "ExpectedRevisionId": Text(min=1, max=255),
        "ConfirmRemoveSelfResourceAccess": Boolean(),
    },
    required=("Policy",),
)


class PutResourcePolicy(NamedTuple):
    """A validated request."""

    arn: str
    policy: str
    expected: str | None


def prepare(request: Request) -> PutResourcePolicy:
    """Validate the ARN, then the policy."""
    check_policy_arn(request["ResourceArn"])
    check_policy(request["Policy"])
    return PutResourcePolicy(request["ResourceArn"], request["Policy"], request.get("ExpectedRevisionId"))


def execute(engine: Engine, put: PutResourcePolicy) -> Answer:
    """Give the table or stream the policy, in the place of the one it may have."""
    holder = policy_resource(engine, put.arn)
    check_revision(holder, put.expected)
    changed = with_policy(holder, put.policy, engine.now())
    keep(engine, changed)
    return {"RevisionId": changed.policy_revision}


OPERATION = Operation("PutResourcePolicy", SHAPE, prepare, execute, writes=True)
