"""Random requests on items, right and wrong, decided by a seed: what engines are compared by."""

from random import Random
from typing import Any

from soak.random_requests import batches, items, legacy, reads, statements, transactions
from soak.random_requests.broken import Maker, broken

_MAKERS: tuple[tuple[str, Maker, int], ...] = (
    ("PutItem", items.put, 6),
    ("UpdateItem", items.update, 8),
    ("DeleteItem", items.delete, 2),
    ("GetItem", items.get, 2),
    ("Query", reads.query, 6),
    ("Scan", reads.scan, 3),
    ("BatchWriteItem", batches.batch_write, 3),
    ("BatchGetItem", batches.batch_get, 2),
    ("TransactWriteItems", transactions.transact_write, 4),
    ("TransactGetItems", transactions.transact_get, 2),
    ("PutItem", legacy.put, 2),
    ("UpdateItem", legacy.update, 3),
    ("DeleteItem", legacy.delete, 1),
    ("GetItem", legacy.get, 1),
    ("Query", legacy.query, 2),
    ("Scan", legacy.scan, 2),
    ("PutItem", broken(items.put), 1),
    ("UpdateItem", broken(items.update), 2),
    ("GetItem", broken(items.get), 1),
    ("Query", broken(reads.query), 1),
    ("ExecuteStatement", statements.execute, 4),
    ("BatchExecuteStatement", statements.batch_execute, 2),
    ("ExecuteTransaction", statements.execute_transaction, 2),
)
"""Operations, what makes a request of each, and how often."""


class RandomRequests:
    """An endless supply of requests, the same for the same seed; each depends on the seed and its number only."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def make(self, number: int) -> tuple[str, dict[str, Any]]:
        """The operation and the members of the request of that number."""
        chance = Random(f"{self._seed}-{number}")
        operation, maker, _ = chance.choices(_MAKERS, [weight for _, _, weight in _MAKERS])[0]
        return operation, maker(chance)
