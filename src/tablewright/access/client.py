"""The part of a DynamoDB client that typed access needs; any boto3 low-level client has it."""

from collections.abc import Mapping
from typing import Any, Protocol


class ItemClient(Protocol):
    """Item operations as a boto3 ``client("dynamodb")`` has them: keyword arguments in, a response out.

    Attribute values are in boto3's form: binary values are bytes.
    """

    def get_item(self, *args: Any, **kwargs: Any) -> Mapping[str, Any]: ...

    def put_item(self, *args: Any, **kwargs: Any) -> Mapping[str, Any]: ...

    def update_item(self, *args: Any, **kwargs: Any) -> Mapping[str, Any]: ...

    def delete_item(self, *args: Any, **kwargs: Any) -> Mapping[str, Any]: ...

    def query(self, *args: Any, **kwargs: Any) -> Mapping[str, Any]: ...

    def scan(self, *args: Any, **kwargs: Any) -> Mapping[str, Any]: ...

    def batch_write_item(self, *args: Any, **kwargs: Any) -> Mapping[str, Any]: ...
