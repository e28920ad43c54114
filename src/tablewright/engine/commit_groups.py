"""Commit groups: writes that become durable together.

Whoever writes joins the group that is open, or opens one. The first of them to settle it does so for all; what was read
of it in the meantime waits with it.
"""

from tablewright.engine.errors import DynamoDBError, internal_server_error
from tablewright.engine.storage.catalog import Catalog
from tablewright.engine.storage.database import Database, is_storage_failure


class CommitGroup:
    """One group."""

    __slots__ = ("awaited", "durable", "error", "settled")

    def __init__(self, durable: bool) -> None:
        self.durable = durable
        """Whether it is on disk once it is settled; if not, it will be with the next that is."""
        self.settled = False
        """Whether its fate is known."""
        self.awaited = False
        """Whether replies of the group are held until `CommitGroups.flush`."""
        self.error: DynamoDBError | None = None
        """Why it is not durable and never will be."""


class CommitGroups:
    """The groups of one engine, of which one may be open.

    Not safe for concurrent use: the engine holds its lock around every call.
    """

    def __init__(self, database: Database, tables: Catalog) -> None:
        self._database = database
        self._tables = tables
        self.open: CommitGroup | None = None
        self.failure: DynamoDBError | None = None
        """Why what was submitted last came to nothing, until somebody who holds replies is told."""

    def begin(self, *, durable: bool = True) -> None:
        """Open a group, or join the one that is open.

        What is not to be durable joins any; what is ends a group that is not, and opens one of its own.
        """
        if self.open is not None and durable and not self.open.durable:
            self.settle(self.open)
        if self.open is None:
            self._database.begin(durable=durable)
            self.open = CommitGroup(durable)

    def settle(self, group: CommitGroup) -> None:
        """Make a group durable, unless another caller has done it; its `CommitGroup.error` tells how that ended."""
        if group.settled:
            return
        try:
            self._tables.settle()
            self._database.commit()
        except Exception as error:
            self.fail(error)
        else:
            group.settled = True
            self.open = None

    def flush(self) -> None:
        """Make everything durable that was submitted.

        Raises:
            DynamoDBError: it could not be: none of its replies may be sent.
        """
        if self.open is not None:
            self.settle(self.open)
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure

    def fail(self, error: Exception) -> None:
        """Undo the open group after an error; everyone who waits for it is told. A defect is raised again."""
        group, self.open = self.open, None
        self._database.rollback()
        self._tables.reload()
        if group is not None:
            group.settled = True
            group.error = storage_failed(error)
            if group.awaited:
                self.failure = group.error
        if not is_storage_failure(error):
            raise error


def storage_failed(error: Exception) -> DynamoDBError:
    """What a client is told when its write or read failed with ``error`` of the storage."""
    return internal_server_error(f"The storage failed: {error}")
