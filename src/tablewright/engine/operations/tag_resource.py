"""TagResource.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html
"""

from dataclasses import replace
from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.resources import ResourceRequest, check_tagged_arn, resource
from tablewright.engine.requests.tables import TAGS
from tablewright.engine.tables.tagging import check_count, check_tags, tags_of

SHAPE = ResourceRequest({"Tags": TAGS}, required=("Tags",))


class TagResource(NamedTuple):
    """A validated request."""

    arn: str
    tags: dict[str, str]


def prepare(request: Request) -> TagResource:
    """Validate the ARN, then the tags."""
    check_tagged_arn(request["ResourceArn"])
    if not request["Tags"]:
        raise validation("Atleast one Tag needs to be provided as Input.")
    check_tags(request["Tags"])
    return TagResource(request["ResourceArn"], tags_of(request["Tags"]))


def execute(engine: Engine, tag: TagResource) -> Answer:
    """Add the tags; one whose key the table has takes its place."""
    table = resource(engine, tag.arn, "TagResource").table
    tags = {**table.tags, **tag.tags}
    check_count(tags)
    engine.tables.change(replace(table, tags=tags))
    return b""  # The service model knows no output, and the service sends none.


OPERATION = Operation("TagResource", SHAPE, prepare, execute, writes=True)
