"""DescribeLimits.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html and, for the quotas of
a new account, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
"""

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.structures import Structure

SHAPE = Structure({})
ACCOUNT_UNITS = 80_000
TABLE_UNITS = 40_000


def prepare(request: Request) -> None:
    """Nothing is asked for."""


def execute(engine: Engine, request: None) -> Answer:
    """The quotas of a new account; the engine does not enforce them."""
    return {
        "AccountMaxReadCapacityUnits": ACCOUNT_UNITS,
        "AccountMaxWriteCapacityUnits": ACCOUNT_UNITS,
        "TableMaxReadCapacityUnits": TABLE_UNITS,
        "TableMaxWriteCapacityUnits": TABLE_UNITS,
    }


OPERATION = Operation("DescribeLimits", SHAPE, prepare, execute)
