"""Turning a table's stream on and off.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tablewright.engine.engine import Engine
from tablewright.engine.errors import INVALID, validation
from tablewright.engine.schema import Stream, Table
from tablewright.engine.storage.streams import StreamWindow


def check_new_specification(specification: dict[str, Any] | None) -> None:
    """Refuse a StreamSpecification of CreateTable whose members contradict each other.

    Raises:
        DynamoDBError: ValidationException.
    """
    _check(
        specification,
        missing="Table is being created with a stream enabled, UpdateViewType is required",
        needless="Table is being created with a stream disabled, UpdateViewType should not be specified",
    )


def check_changed_specification(specification: dict[str, Any] | None) -> None:
    """Refuse a StreamSpecification of UpdateTable whose members contradict each other.

    Raises:
        DynamoDBError: ValidationException.
    """
    _check(
        specification,
        missing="If stream is being enabled then UpdateViewType is required",
        needless="If stream is being disabled, then UpdateViewType must not be specified",
    )


def _check(specification: dict[str, Any] | None, *, missing: str, needless: str) -> None:
    if specification is not None and specification["StreamEnabled"] != ("StreamViewType" in specification):
        raise validation(f"{INVALID}{missing if specification['StreamEnabled'] else needless}")


def stream_arn(engine: Engine, table: Table, stream: Stream) -> str:
    """The ARN of a table's stream."""
    return engine.arn(f"table/{table.name}/stream/{stream.label}")


def open_stream(engine: Engine, table: Table, view: str) -> Table:
    """The table with a new stream, which shows what is written from now on.

    Labels tell the time to the millisecond; a stream that is opened in another one's millisecond gets a later one.
    """
    now = engine.now()
    moment = now
    while True:
        stream = Stream(_label(moment), view)
        arn = stream_arn(engine, table, stream)
        if engine.streams.find(arn) is None:
            break
        moment += 0.001
    engine.streams.open(
        StreamWindow(arn, stream.label, table.number, table.name, table.key, view, now, engine.streams.last_sequence())
    )
    return replace(table, stream=stream)


def with_stream(engine: Engine, table: Table, specification: dict[str, Any]) -> Table:
    """The table with its stream turned on or off.

    Raises:
        DynamoDBError: ValidationException, it is on or off already.
    """
    enabled = table.stream is not None and table.stream.enabled
    if not specification["StreamEnabled"]:
        if not enabled:
            raise validation(f"Table has no stream to disable: TableName: {table.name}")
        return close_stream(engine, table)
    if enabled:
        raise validation(f"Table already has an enabled stream: TableName: {table.name}")
    return open_stream(engine, table, specification["StreamViewType"])


def close_stream(engine: Engine, table: Table) -> Table:
    """The table without its stream, which ends here and can be read for another 24 hours."""
    if table.stream is None or not table.stream.enabled:
        return table
    engine.streams.close(stream_arn(engine, table, table.stream), engine.now())
    return replace(table, stream=replace(table.stream, enabled=False))


def _label(moment: float) -> str:
    """The time as stream labels tell it: ``2015-05-11T21:21:33.291``."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{int(moment * 1000) % 1000:03d}"
