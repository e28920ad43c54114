"""UntagResource.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html
"""

from dataclasses import replace
from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.resources import ResourceRequest, check_tagged_arn, resource
from tablewright.engine.requests.scalars import Text
from tablewright.engine.requests.structures import ListOf
from tablewright.engine.tables.tagging import check_key

SHAPE = ResourceRequest({"TagKeys": ListOf(Text())}, required=("TagKeys",))


class UntagResource(NamedTuple):
    """A validated request."""

    arn: str
    keys: frozenset[str]


def prepare(request: Request) -> UntagResource:
    """Validate the ARN, then the keys."""
    check_tagged_arn(request["ResourceArn"])
    if not request["TagKeys"]:
        raise validation("Atleast one Tag Key needs to be provided as Input.")
    for key in request["TagKeys"]:
        check_key(key)
    return UntagResource(request["ResourceArn"], frozenset(request["TagKeys"]))


def execute(engine: Engine, untag: UntagResource) -> Answer:
    """Remove the tags; keys that the table has not are passed over."""
    table = resource(engine, untag.arn, "UntagResource").table
    tags = {key: value for key, value in table.tags.items() if key not in untag.keys}
    engine.tables.change(replace(table, tags=tags))
    return b""  # The service model knows no output, and the service sends none.


OPERATION = Operation("UntagResource", SHAPE, prepare, execute, writes=True)
