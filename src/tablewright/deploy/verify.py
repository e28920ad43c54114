"""Verifying that live tables are as declared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tablewright.deploy.client import KeyClient, TableClient
from tablewright.deploy.observe import observe, table_names
from tablewright.design.resources import TableResource
from tablewright.plan import Difference, Left, ObservedTable, canonical, differences
from tablewright.plan.differences import extra_table, missing_table, state_differences
from tablewright.plan.left import left_alone


@dataclass(frozen=True, slots=True)
class Verification:
    """Every difference that was found, and what is not compared: it is left to AWS or to other tools."""

    differences: tuple[Difference, ...]
    left: tuple[Left, ...] = ()

    @property
    def matches(self) -> bool:
        """Whether the live tables are as declared."""
        return not self.differences

    def to_data(self) -> dict[str, Any]:
        """The findings as JSON-able data."""
        return {
            "matches": self.matches,
            "differences": [difference.to_data() for difference in self.differences],
            "left": [left.to_data() for left in self.left],
        }


def verify(
    desired: Sequence[TableResource],
    client: TableClient,
    *,
    extra_matching: str | None = None,
    keys: KeyClient | None = None,
) -> Verification:
    """Every difference between the live tables and what is desired: missing, extra, other, and not ACTIVE.

    Args:
        desired: the tables a design resolves to in one environment.
        client: the endpoint.
        extra_matching: a shell pattern of table names (``marketplace-dev-*``); tables that match and are not
            desired are differences too.
        keys: asked whether a KMS key is AWS's or the customer's; see `observe`.

    Raises:
        ImpossibleResource: a table is declared in a way that DynamoDB cannot hold.
        CallFailed: the endpoint refused a call, or did not answer.
    """
    declared = [canonical(resource) for resource in desired]
    names = [resource.name for resource in declared]
    extra = table_names(client, extra_matching) if extra_matching is not None else ()
    names += [name for name in extra if name not in names]
    live = {table.resource.name: table for table in observe(client, names, keys=keys)}
    found: list[Difference] = []
    left: list[Left] = []
    for resource in declared:
        observed = live.pop(resource.name, None)
        found += _differences(resource, observed)
        left += left_alone(resource, observed)
    found += [extra_table(table) for table in live.values()]
    return Verification(tuple(found), tuple(left))


def _differences(declared: TableResource, observed: ObservedTable | None) -> tuple[Difference, ...]:
    if observed is None:
        return (missing_table(declared),)
    return (*state_differences(observed), *differences(declared, observed))
