"""DescribeEndpoints.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html
"""

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.structures import Structure

SHAPE = Structure({})
CACHE_MINUTES = 1440


def prepare(request: Request) -> None:
    """Nothing is asked for."""


def execute(engine: Engine, request: None) -> Answer:
    """The region's endpoint, as the service names it; a server puts its own address there, for clients to stay."""
    address = f"dynamodb.{engine.region}.amazonaws.com"
    return {"Endpoints": [{"Address": address, "CachePeriodInMinutes": CACHE_MINUTES}]}


OPERATION = Operation("DescribeEndpoints", SHAPE, prepare, execute)
