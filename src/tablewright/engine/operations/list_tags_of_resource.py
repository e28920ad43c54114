"""ListTagsOfResource.

All tags of a table, fifty at most, are one page.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html
"""

from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.resources import ResourceRequest, check_table_arn, resource
from tablewright.engine.requests.scalars import Text
from tablewright.engine.tables.key_rules import INVALID
from tablewright.engine.tables.tagging import tags_to_wire

SHAPE = ResourceRequest({"NextToken": Text()})


def prepare(request: Request) -> str:
    """Validate the ARN; a token is refused, as none is ever given out."""
    check_table_arn(request["ResourceArn"])
    if "NextToken" in request:
        raise validation(f"{INVALID}The provided NextToken is not one that ListTagsOfResource has returned")
    arn: str = request["ResourceArn"]
    return arn


def execute(engine: Engine, arn: str) -> Answer:
    """List the table's tags."""
    return {"Tags": tags_to_wire(resource(engine, arn, "ListTagsOfResource").table.tags)}


OPERATION = Operation("ListTagsOfResource", SHAPE, prepare, execute)
