"""A request is read by its type in one go, or piece by piece: what both accept, they understand alike."""

import msgspec
import pytest
from soak.mutations import MalformedRequests
from soak.valid_requests import REQUESTS

from tablewright.engine.errors import DynamoDBError
from tablewright.engine.operations import OPERATIONS
from tablewright.engine.requests.structures import request_violations
from tablewright.engine.wire import NOT_READ, decode, encode

SEED = 20261128
COUNT = 3_000


@pytest.mark.parametrize(("target", "members"), REQUESTS, ids=[target for target, _ in REQUESTS])
def test_a_real_request_is_of_the_type_of_its_operation(target: str, members: dict[str, object]) -> None:
    assert msgspec.json.decode(encode(members), type=OPERATIONS[target].shape.json_type) == members


def test_what_is_of_the_type_of_its_operation_decodes_to_itself_and_breaks_no_constraint() -> None:
    malformed = MalformedRequests(SEED, list(REQUESTS), list(OPERATIONS))
    accepted = 0
    for number in range(COUNT):
        target, body = malformed.make(number)
        if target not in OPERATIONS:
            continue
        shape = OPERATIONS[target].shape
        try:
            typed = msgspec.json.decode(body, type=shape.json_type)
            closely = decode(body)
        except NOT_READ:
            continue
        try:
            shape.decode(closely)
            assert not request_violations(shape, closely), f"request {number} to {target}"
        except DynamoDBError as error:
            pytest.fail(f"request {number} to {target} is of the type, but {error.message}: {body[:200]!r}")
        assert typed == closely, f"request {number} to {target}"
        accepted += 1
    assert accepted > COUNT // 10
