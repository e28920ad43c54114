"""The client request tokens of transactions, kept so that a repeated request is not carried out again.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-apis-txwriteitems-idempotency
"""

from typing import NamedTuple

from tablewright.engine.storage.database import Database

TOKEN_SECONDS = 600
"""How long a token is remembered after its request finished."""


class Remembered(NamedTuple):
    """A request that was carried out under a token."""

    fingerprint: bytes
    capacity: bytes
    """What reading the items again costs, as JSON: what a repetition is charged."""


def recall(database: Database, token: str, now: float) -> Remembered | None:
    """The request that was carried out under a token in the last ten minutes."""
    row = database.one(
        "SELECT fingerprint, capacity FROM tokens WHERE token = ? AND at > ?", (token, now - TOKEN_SECONDS)
    )
    return Remembered(*row) if row else None


def remember(database: Database, token: str, request: Remembered, now: float) -> None:
    """Keep a token with its request, in the transaction that carries the request out."""
    database.execute(
        "INSERT OR REPLACE INTO tokens (token, fingerprint, at, capacity) VALUES (?, ?, ?, ?)",
        (token, request.fingerprint, now, request.capacity),
    )


def has_old(database: Database, now: float) -> bool:
    """Whether there are tokens whose time is over."""
    return database.one("SELECT 1 FROM tokens WHERE at <= ? LIMIT 1", (now - TOKEN_SECONDS,)) is not None


def forget_old(database: Database, now: float, limit: int) -> None:
    """Drop the oldest tokens whose time is over, ``limit`` at most."""
    database.execute(
        "DELETE FROM tokens WHERE token IN (SELECT token FROM tokens WHERE at <= ? ORDER BY at LIMIT ?)",
        (now - TOKEN_SECONDS, limit),
    )
