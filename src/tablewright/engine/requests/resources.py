"""Requests about a resource that is named by its ARN."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tablewright.engine.engine import Engine
from tablewright.engine.errors import INVALID, access_denied, resource_not_found, validation
from tablewright.engine.requests.scalars import Text
from tablewright.engine.requests.shapes import Shape
from tablewright.engine.requests.structures import Structure
from tablewright.engine.schema import Table
from tablewright.engine.storage.items import TableStore
from tablewright.engine.storage.streams import StreamWindow
from tablewright.engine.streams.shards import readable_stream
from tablewright.engine.tables.arns import check_table_arn, invalid_table_arn, parts_of_table_arn
from tablewright.engine.tables.lookup import named_table
from tablewright.engine.tables.states import table_status

_is_of_another_service = re.compile(r"arn:aws[a-z-]*:(?!dynamodb:)[a-z0-9-]+:[a-z0-9-]*:\d*:.+").fullmatch


class ResourceRequest(Structure):
    """A request with a ``ResourceArn``, which must be there before anything else is looked at."""

    def __init__(self, members: Mapping[str, Shape], *, required: Sequence[str] = ()) -> None:
        """Members besides ``ResourceArn``."""
        super().__init__({"ResourceArn": Text(min=1, max=1283), **members}, required=("ResourceArn", *required))

    def violations(self, value: dict[str, Any], path: str) -> Iterable[str]:
        """Those of the members.

        Raises:
            DynamoDBError: ValidationException, there is no ARN.
        """
        if not value.get("ResourceArn"):
            raise validation("Invalid TableArn")
        return super().violations(value, path)


def check_tagged_arn(arn: str) -> None:
    """Refuse what is not the ARN of a table; one of another service is refused when it is looked for.

    Raises:
        DynamoDBError: ValidationException.
    """
    if not _is_of_another_service(arn):
        check_table_arn(arn)


def resource(engine: Engine, arn: str, action: str) -> TableStore:
    """The table of an ARN that `check_tagged_arn` lets pass; ``action`` is the operation that asks for it.

    Raises:
        DynamoDBError: AccessDeniedException, it is another account's or service's; ValidationException, another
            region's; ResourceNotFoundException, there is no such table.
    """
    match = parts_of_table_arn(arn)
    if match is None or match["account"] != engine.account:
        raise access_denied(f"arn:aws:iam::{engine.account}:root", f"dynamodb:{action}", arn)
    if match["region"] != engine.region:
        raise invalid_table_arn(arn)
    store = engine.find_by_arn(arn)
    if store is None or table_status(store.table, engine.now()) is None:
        # Only UntagResource does not name it.
        named = "" if action == "UntagResource" else f": ResourcArn: {arn} not found"
        raise resource_not_found(f"Requested resource not found{named}")
    return store


def check_policy_arn(arn: str) -> None:
    """Refuse what no policy can be of: anything but a table or a stream.

    Raises:
        DynamoDBError: ValidationException.
    """
    if not arn.startswith("arn:"):
        raise validation(f"{INVALID}ARNs must start with 'arn:': {arn}")
    parts = _parts_of_arn(arn)
    if parts is None or parts["kind"] == "backup":
        raise validation(f"{INVALID}Provided Arn is not a DynamoDB resource arn: {arn}")
    if parts["kind"] == "index":
        raise validation(
            f"{INVALID}Invalid resource arn provided, only table or stream is accepted. Provided resource arn: {arn}"
        )


def policy_resource(engine: Engine, arn: str) -> Table | StreamWindow:
    """The table or stream of an ARN that `check_policy_arn` lets pass.

    Raises:
        DynamoDBError: ValidationException, it is of another region or account; ResourceNotFoundException.
    """
    parts = _parts_of_arn(arn)
    if parts is None or (parts["partition"], parts["region"]) != ("aws", engine.region):
        raise validation(f"{INVALID}Invalid resource Arn: {arn}")
    if parts["account"] != engine.account:
        raise validation("This action is only supported by accounts that match the resource owner\u2019s account.")
    return readable_stream(engine, arn) if parts["kind"] == "stream" else named_table(engine, arn).table


_parts_of_arn = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):dynamodb:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):"
    r"table/[a-zA-Z0-9_.-]{3,255}(?:/(?P<kind>index|stream|backup)/[a-zA-Z0-9_.:-]+)?"
).fullmatch
