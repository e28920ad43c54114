"""Stream records: changes of the log as a stream shows them.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
"""

from hashlib import blake2b

from tablewright.engine.storage.changes import Change
from tablewright.engine.storage.streams import StreamWindow
from tablewright.engine.streams.shards import record_number
from tablewright.engine.wire import decode, encode
from tablewright.values import Item, item_size

_EVENT_VERSION = "1.1"


class RecordWriter:
    """Writes the records of one stream as JSON."""

    __slots__ = ("_arn", "_end", "_key", "_shows_new", "_shows_old", "_start")

    def __init__(self, stream: StreamWindow, region: str) -> None:
        self._arn = stream.arn
        self._key = stream.key.attributes
        self._shows_new = stream.view in ("NEW_IMAGE", "NEW_AND_OLD_IMAGES")
        self._shows_old = stream.view in ("OLD_IMAGE", "NEW_AND_OLD_IMAGES")
        self._start = encode({"eventVersion": _EVENT_VERSION, "eventSource": "aws:dynamodb", "awsRegion": region})[:-1]
        self._end = encode({"StreamViewType": stream.view})[1:]

    def write(self, change: Change) -> tuple[bytes, int]:
        """A change's record, and its SizeBytes: of its keys and of the images the stream shows."""
        new: Item | None = None if change.new is None else decode(change.new)
        old: Item | None = None if change.old is None else decode(change.old)
        item = new if new is not None else old
        if item is None:
            raise AssertionError("a change has an item before it or after it")
        keys = {name: item[name] for name in self._key}
        size = item_size(keys)
        images = b""
        if new is not None and self._shows_new:
            images += b'"NewImage":' + (change.new or b"") + b","
            size += item_size(new)
        if old is not None and self._shows_old:
            images += b'"OldImage":' + (change.old or b"") + b","
            size += item_size(old)
        event = "REMOVE" if new is None else "INSERT" if old is None else "MODIFY"
        return (
            b'%b,"eventID":"%b","eventName":"%b","dynamodb":{"ApproximateCreationDateTime":%d,"Keys":%b,%b'
            b'"SequenceNumber":"%d","SizeBytes":%d,%b%b}'
            % (
                self._start,
                self._event_id(change.sequence),
                event.encode(),
                change.at,
                encode(keys),
                images,
                record_number(change.sequence),
                size,
                self._end,
                _identity(change.actor),
            )
        ), size

    def _event_id(self, sequence: int) -> bytes:
        return blake2b(f"{self._arn} {sequence}".encode(), digest_size=16).hexdigest().encode()


def _identity(actor: str | None) -> bytes:
    """Who made a change, where it was the service itself."""
    if actor is None:
        return b""
    return b',"userIdentity":' + encode({"PrincipalId": actor, "Type": "Service"})
