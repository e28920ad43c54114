"""Requests are those of the service model: nothing that it knows is passed over, and errors come in its order."""

import re
from collections.abc import Iterator
from typing import Any

import botocore.session
import msgspec
import pytest
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from tablewright.engine.operations import OPERATIONS, unsupported
from tablewright.engine.requests.structures import Structure, request_violations

PREFIXES = {"dynamodb": "DynamoDB_20120810", "dynamodbstreams": "DynamoDBStreams_20120810"}

BY_ITEMS = (
    "BatchExecuteStatement",
    "BatchGetItem",
    "BatchWriteItem",
    "DeleteItem",
    "ExecuteStatement",
    "ExecuteTransaction",
    "GetItem",
    "PutItem",
    "Scan",
    "TransactGetItems",
    "TransactWriteItems",
    "UpdateItem",
)
"""Operations on items. Those on tables tell of some members before others, and Query words its Limit otherwise."""


def requests() -> Iterator[tuple[str, Structure, StructureShape]]:
    """Every operation that the engine has, with the shape of its request in the engine and in the service model."""
    for service, prefix in PREFIXES.items():
        model = botocore.session.get_session().get_service_model(service)
        for name in model.operation_names:
            of_model = model.operation_model(name).input_shape
            if name not in unsupported.NAMES and isinstance(of_model, StructureShape):
                yield name, OPERATIONS[f"{prefix}.{name}"].shape, of_model


REQUESTS = {name: (shape, model) for name, shape, model in requests()}

for_every_request = pytest.mark.parametrize(("shape", "model"), REQUESTS.values(), ids=REQUESTS)
for_requests_by_items = pytest.mark.parametrize(("shape", "model"), [REQUESTS[name] for name in BY_ITEMS], ids=BY_ITEMS)


def whole(model: Shape) -> Any:
    """A value with every member that the model has."""
    if model.name == "AttributeValue":
        return {"S": "x"}
    match model:
        case StructureShape():
            return {name: whole(member) for name, member in model.members.items()}
        case ListShape():
            return [whole(model.member)]
        case MapShape():
            return {"key": whole(model.value)}
        case StringShape():
            return next(iter(model.enum), "x")
    return {"boolean": True, "blob": "AAEC"}.get(model.type_name, 1)


def broken(model: StructureShape) -> dict[str, Any]:
    """A request without what is required, in which every other member that has values or bounds has a wrong one."""
    wrong: dict[str, Any] = {}
    for name, member in model.members.items():
        if name in model.required_members:
            continue
        if isinstance(member, StringShape) and member.enum:
            wrong[name] = "NONE OF THEM"
        elif member.type_name == "integer" and "min" in member.metadata:
            wrong[name] = member.metadata["min"] - 1
    return wrong


def member_of(violation: str) -> str:
    """The member of a request that an error is about."""
    found = re.search(r" at '(\w+)' failed", violation)
    assert found
    return found[1][0].upper() + found[1][1:]


@for_every_request
def test_no_member_of_the_service_model_is_passed_over(shape: Structure, model: StructureShape) -> None:
    request = whole(model)
    shape.decode(request)
    assert request == whole(model)


@for_every_request
def test_a_member_that_the_service_model_lacks_is_passed_over(shape: Structure, model: StructureShape) -> None:
    request = {"Unknown": {"S": "x"}}
    shape.decode(request)
    assert request == {}


@for_requests_by_items
def test_broken_constraints_are_told_in_the_order_of_the_service_model(shape: Structure, model: StructureShape) -> None:
    request = broken(model)
    told = [member_of(violation) for violation in request_violations(shape, request)]
    assert told == [name for name in model.members if name in request or name in model.required_members]


@for_requests_by_items
def test_a_single_broken_constraint_is_told(shape: Structure, model: StructureShape) -> None:
    """Requests are read by their type: no member that breaks a constraint may be of it."""
    for name, value in broken(model).items():
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(value, shape.member(name).json_type)
