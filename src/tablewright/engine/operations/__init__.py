"""The API operations the engine answers: one module each, with its shape, its validation and its execution."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import Any

from tablewright.engine.operation import Operation
from tablewright.engine.operations import unsupported

_MODULES = {
    "DynamoDB_20120810": (
        "batch_execute_statement",
        "batch_get_item",
        "batch_write_item",
        "create_table",
        "delete_item",
        "delete_resource_policy",
        "delete_table",
        "describe_continuous_backups",
        "describe_endpoints",
        "describe_limits",
        "describe_table",
        "describe_time_to_live",
        "execute_statement",
        "execute_transaction",
        "get_item",
        "get_resource_policy",
        "list_tables",
        "list_tags_of_resource",
        "put_item",
        "put_resource_policy",
        "query",
        "scan",
        "tag_resource",
        "transact_get_items",
        "transact_write_items",
        "untag_resource",
        "update_continuous_backups",
        "update_item",
        "update_table",
        "update_time_to_live",
    ),
    "DynamoDBStreams_20120810": ("describe_stream", "get_records", "get_shard_iterator", "list_streams"),
}
"""The modules of the operations of each service; a module is named as its operation is, in another case."""


class _Operations(Mapping[str, Operation[Any]]):
    """Every operation by its target.

    The module of one is loaded when it is looked up: to load them all takes as long as everything else a server does
    before its first answer, and most are used seldom. Which there are is known without.
    """

    def __init__(self, loaders: Mapping[str, Callable[[], Operation[Any]]]) -> None:
        self._loaders = loaders

    def __getitem__(self, target: str) -> Operation[Any]:
        return self._loaders[target]()

    def __contains__(self, target: object) -> bool:
        return target in self._loaders

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaders)

    def __len__(self) -> int:
        return len(self._loaders)


def _load(module: str) -> Operation[Any]:
    operation: Operation[Any] = import_module(f"{__name__}.{module}").OPERATION
    return operation


OPERATIONS: Mapping[str, Operation[Any]] = _Operations(
    {
        f"{service}.{module.title().replace('_', '')}": partial(_load, module)
        for service, modules in _MODULES.items()
        for module in modules
    }
    | {f"DynamoDB_20120810.{name}": partial(unsupported.refusal, name) for name in unsupported.NAMES}
)
"""Every operation by its target."""
