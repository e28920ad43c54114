"""GetResourcePolicy.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html
"""

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.resources import ResourceRequest, check_policy_arn, policy_resource
from tablewright.engine.tables.resource_policies import no_policy

SHAPE = ResourceRequest({})


def prepare(request: Request) -> str:
    """Validate the ARN."""
    arn: str = request["ResourceArn"]
    check_policy_arn(arn)
    return arn


def execute(engine: Engine, arn: str) -> Answer:
    """The policy of the table or stream, and its revision."""
    holder = policy_resource(engine, arn)
    if holder.policy is None:
        raise no_policy(arn)
    return {"Policy": holder.policy, "RevisionId": holder.policy_revision}


OPERATION = Operation("GetResourcePolicy", SHAPE, prepare, execute)
