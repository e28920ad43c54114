"""Commit groups: writes that become durable together.

Whoever writes joins the group that is open, or opens one. It is made durable at once for all who take part
(`settle`, `flush`), or is sent on its way to the disk (`seal`) while the next one is opened, and lands later
(`land`). What is read of a group that is not durable yet waits with it.
"""

from collections.abc import Callable
from typing import NamedTuple

from tablewright.engine.errors import DynamoDBError, internal_server_error
from tablewright.engine.storage.catalog import Catalog
from tablewright.engine.storage.database import Database, is_storage_failure


class CommitGroup:
    """One group."""

    __slots__ = ("awaited", "error", "settled")

    def __init__(self) -> None:
        self.settled = False
        """Whether its fate is known."""
        self.awaited = False
        """Whether replies of the group are held until `CommitGroups.flush` or `CommitGroups.seal`."""
        self.error: DynamoDBError | None = None
        """Why it is not durable and never will be."""


class Flight(NamedTuple):
    """A group that is on its way to the disk."""

    group: CommitGroup
    write: Callable[[], None]
    """What remains to be done before it lands, from any thread."""


class CommitGroups:
    """The groups of one engine: one may be open, and the one before it on its way to the disk.

    Not safe for concurrent use: the engine holds its lock around every call.
    """

    def __init__(self, database: Database, tables: Catalog) -> None:
        self._database = database
        self._tables = tables
        self._flight: Flight | None = None
        self.open: CommitGroup | None = None
        self.failure: DynamoDBError | None = None
        """Why what was submitted last came to nothing, until somebody who holds replies is told."""

    @property
    def pending(self) -> bool:
        """Whether anything that was submitted is not known to be durable."""
        return self.open is not None or self._flight is not None or self.failure is not None

    @property
    def latest(self) -> CommitGroup | None:
        """The group that what is read now may be part of. If one before it fails, it does too."""
        if self.open is None and self._flight is not None:
            return self._flight.group
        return self.open

    def begin(self) -> None:
        """Open a group, or join the one that is open."""
        if self.open is None:
            self._database.begin()
            self.open = CommitGroup()

    def catch_up(self) -> None:
        """Bring back what is durable, where undoing a group could not.

        Raises:
            sqlite3.Error, OSError: it still cannot.
        """
        if self._database.is_behind:
            self._database.restore()
            self._tables.reload()

    def settle(self, group: CommitGroup) -> None:
        """Make a group durable, unless another caller has done it; its `CommitGroup.error` tells how that ended."""
        if not group.settled:
            self._land()
        if not group.settled:
            try:
                self._tables.settle()
                self._database.commit()
            except Exception as error:
                self.fail(error)
            else:
                self._close(group)

    def flush(self) -> None:
        """Make everything durable that was submitted.

        Raises:
            DynamoDBError: it could not be: none of its replies may be sent.
        """
        if self.open is not None:
            self.settle(self.open)
        self._land()
        self._tell_failure()

    def seal(self) -> Flight | None:
        """`flush`, but for the wait: the group on its way, or None where nothing remains to be done.

        Raises:
            DynamoDBError: as `flush` does.
        """
        group = self.open
        self._land()
        if group is not None and not group.settled:
            try:
                self._tables.settle()
                record = self._database.seal()
            except Exception as error:
                self.fail(error)
            else:
                self._close(group)
                if record is not None:
                    group.settled = False
                    self._flight = Flight(group, record.write)
        self._tell_failure()
        return self._flight

    def land(self, flight: Flight) -> None:
        """Finish what `seal` began, once it is written.

        Raises:
            DynamoDBError: the group could not be made durable: none of its replies may be sent.
        """
        self._land()
        if flight.group.error is not None:
            raise flight.group.error

    def fail(self, error: Exception) -> None:
        """Undo the open group after an error; everyone who waits for it is told. A defect is raised again."""
        self._land()
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

    def _close(self, group: CommitGroup) -> None:
        group.settled = True
        self.open = None

    def _land(self) -> None:
        """Wait for the group that is on its way. If it does not get there, neither does what followed."""
        if self._flight is None:
            return
        (group, _), self._flight = self._flight, None
        group.settled = True
        try:
            self._database.land()
        except OSError as error:
            group.error = storage_failed(error)
            self.fail(error)

    def _tell_failure(self) -> None:
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure


def storage_failed(error: Exception) -> DynamoDBError:
    """What a client is told when its write or read failed with ``error`` of the storage."""
    return internal_server_error(f"The storage failed: {error}")
