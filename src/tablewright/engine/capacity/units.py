"""Capacity units: what reads and writes cost, and the ConsumedCapacity member that reports it.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from collections.abc import Mapping
from typing import Any, Literal

from tablewright.engine.schema import Index, Table

READ_UNIT_BYTES = 4096
WRITE_UNIT_BYTES = 1024

Report = Literal["NONE", "TOTAL", "INDEXES"]


def read_units(size: int, consistent: bool) -> float:
    """What reading ``size`` bytes costs: units of 4 KB, at least one, halved for an eventually consistent read."""
    units = units_of(size)
    return float(units) if consistent else units / 2


def units_of(size: int) -> int:
    """How many units of 4 KB ``size`` bytes are, at least one."""
    return max(1, -(-size // READ_UNIT_BYTES))


def write_units(size: int) -> float:
    """What writing an item of ``size`` bytes costs: units of 1 KB, at least one."""
    return float(max(1, -(-size // WRITE_UNIT_BYTES)))


class Consumption:
    """The capacity one request consumed on one table and its indexes, added up as it is spent.

    ``named`` is how the request names the table, which may be by its ARN; the report names it so too.
    """

    __slots__ = ("_named", "_read", "_units", "global_indexes", "local_indexes", "table", "table_units")

    def __init__(self, table: Table, *, read: bool, named: str | None = None) -> None:
        self.table = table
        self._named = named or table.name
        self._read = read
        self.table_units = 0.0
        self.local_indexes: dict[str, float] = {}
        self.global_indexes: dict[str, float] = {}

    def add_table(self, units: float) -> None:
        """Units spent on the table itself."""
        self.table_units += units

    def add_index(self, index: Index, units: float) -> None:
        """Units spent on an index."""
        spent = self.local_indexes if index.local else self.global_indexes
        spent[index.name] = spent.get(index.name, 0.0) + units

    @property
    def total(self) -> float:
        """Everything spent."""
        return self.table_units + sum(self.local_indexes.values()) + sum(self.global_indexes.values())

    def to_wire(self, report: Report, *, split: bool = False) -> dict[str, Any]:
        """The ConsumedCapacity member; ``split`` also tells reads from writes, as transactions do."""
        wire: dict[str, Any] = {"TableName": self._named, **self._units_of(self.total, split)}
        if report == "INDEXES":
            wire["Table"] = self._units_of(self.table_units, split)
            for member, spent in (
                ("LocalSecondaryIndexes", self.local_indexes),
                ("GlobalSecondaryIndexes", self.global_indexes),
            ):
                if spent:
                    wire[member] = {name: self._units_of(units, split) for name, units in spent.items()}
        return wire

    def _units_of(self, units: float, split: bool) -> Mapping[str, float]:
        if not split:
            return {"CapacityUnits": units}
        kind = "ReadCapacityUnits" if self._read else "WriteCapacityUnits"
        return {"CapacityUnits": units, kind: units}
