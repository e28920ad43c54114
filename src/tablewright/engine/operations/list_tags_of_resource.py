"""ListTagsOfResource.

All tags of a table, fifty at most, are one page; the service passes over a NextToken that it has not given out, and
none is ever given out here.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html
"""

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.resources import ResourceRequest, check_tagged_arn, resource
from tablewright.engine.requests.scalars import Text
from tablewright.engine.tables.tagging import tags_to_wire

SHAPE = ResourceRequest({"NextToken": Text()})


def prepare(request: Request) -> str:
    """Validate the ARN."""
    check_tagged_arn(request["ResourceArn"])
    arn: str = request["ResourceArn"]
    return arn


def execute(engine: Engine, arn: str) -> Answer:
    """List the table's tags."""
    return {"Tags": tags_to_wire(resource(engine, arn, "ListTagsOfResource").table.tags)}


OPERATION = Operation("ListTagsOfResource", SHAPE, prepare, execute)
