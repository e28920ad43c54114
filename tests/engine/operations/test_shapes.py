"""Requests are those of the service model: nothing that it knows is passed over, and errors come in its order."""

import re
from typing import Any

import botocore.session
import pytest
from botocore.model import OperationModel, Shape

from tablewright.engine.operations import OPERATIONS, unsupported
from tablewright.engine.requests.shapes import Structure, request_violations

PREFIXES = {"dynamodb": "DynamoDB_20120810", "dynamodbstreams": "DynamoDBStreams_20120810"}


def supported(service: str) -> list[OperationModel]:
    """The operations of a service that the engine has and that take anything."""
    model = botocore.session.get_session().get_service_model(service)
    operations = [model.operation_model(name) for name in model.operation_names if name not in unsupported.NAMES]
    return [operation for operation in operations if operation.input_shape and operation.input_shape.members]


def shape_of(operation: OperationModel) -> Structure:
    """The engine's shape of a request."""
    return OPERATIONS[f"{PREFIXES[operation.service_model.service_name]}.{operation.name}"].shape


def whole(shape: Shape) -> Any:
    """A value with every member that the model has."""
    if shape.name == "AttributeValue":
        return {"S": "x"}
    match shape.type_name:
        case "structure":
            return {name: whole(member) for name, member in shape.members.items()}
        case "list":
            return [whole(shape.member)]
        case "map":
            return {"key": whole(shape.value)}
        case "string":
            return next(iter(shape.enum), "x")
        case "boolean":
            return True
        case "blob":
            return "AAEC"
        case _:
            return 1


def broken(shape: Shape) -> dict[str, Any]:
    """A request without what is required, in which every other member that has values or bounds has a wrong one."""
    wrong: dict[str, Any] = {}
    for name, member in shape.members.items():
        if name in shape.required_members:
            continue
        if member.type_name == "string" and member.enum:
            wrong[name] = "NONE OF THEM"
        elif member.type_name in ("integer", "long") and "min" in member.metadata:
            wrong[name] = member.metadata["min"] - 1
    return wrong


def wire_path(member: str) -> str:
    """How errors call a member of a request."""
    return member[0].lower() + member[1:]


def path_of(violation: str) -> str:
    """The member that an error is about."""
    found = re.search(r" at '(\w+)' failed", violation)
    assert found
    return found[1]


EVERY = [operation for service in PREFIXES for operation in supported(service)]
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

for_every_operation = pytest.mark.parametrize("operation", EVERY, ids=lambda operation: operation.name)


@for_every_operation
def test_no_member_of_the_service_model_is_passed_over(operation: OperationModel) -> None:
    request = whole(operation.input_shape)
    decoded = whole(operation.input_shape)
    shape_of(operation).decode(decoded)
    assert decoded == request


@for_every_operation
def test_a_member_that_the_service_model_lacks_is_passed_over(operation: OperationModel) -> None:
    decoded = {"Unknown": {"S": "x"}}
    shape_of(operation).decode(decoded)
    assert decoded == {}


@pytest.mark.parametrize("operation", [each for each in EVERY if each.name in BY_ITEMS], ids=lambda each: each.name)
def test_broken_constraints_are_told_in_the_order_of_the_service_model(operation: OperationModel) -> None:
    request = broken(operation.input_shape)
    told = request_violations(shape_of(operation), request)
    assert [path_of(violation) for violation in told] == [
        wire_path(name)
        for name in operation.input_shape.members
        if name in request or name in operation.input_shape.required_members
    ]
