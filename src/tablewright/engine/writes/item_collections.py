"""Item collections: all items of a table with local secondary indexes that share a partition key.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections
"""

from typing import Any

from tablewright.engine.storage.keys import DIGEST_BYTES, prefix_end
from tablewright.engine.writes.actions import Written

_GIGABYTE = 1024**3


def collection_metrics(written: Written) -> dict[str, Any] | None:
    """The ItemCollectionMetrics of a write: the collection's key and its size, estimated to a whole gigabyte.

    None where the table has no local secondary index.
    """
    table = written.store.table
    stored = written.after or written.before
    if stored is None or not any(index.local for index in table.indexes):
        return None
    prefix = written.key[:DIGEST_BYTES]
    lower = written.store.size_of_range(prefix, prefix_end(prefix)) // _GIGABYTE
    (partition,) = table.key.partition
    return {
        "ItemCollectionKey": {partition: stored.item[partition]},
        "SizeEstimateRangeGB": [float(lower), float(lower + 1)],
    }
