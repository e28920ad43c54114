"""The weather an engine runs in: what on AWS takes time and here, unless a test asks for it, does not.

Everything is by the engine's clock, so that a test with a clock of its own decides to the moment what happens.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Weather:
    """How an engine departs from being always ready. By default it does not.

    Raises:
        ValueError: a number of seconds is negative, or that of bursts is 0.
    """

    creation_seconds: float = 0.0
    """How long making, changing and deleting a table or an index takes; until then it is CREATING, UPDATING or
    DELETING. With 0 it is ready with the next request."""
    read_lag_seconds: float = 0.0
    """How far eventually consistent reads of tables and local indexes lag behind."""
    index_lag_seconds: float = 0.0
    """How far reads of global indexes lag behind."""
    throttle: bool = False
    """Whether what goes beyond the throughput of a table, an index or a partition is refused."""
    burst_seconds: float = 300.0
    """How much unused throughput a table or an index keeps for bursts, where it is throttled; as on AWS unless said."""

    @property
    def lag_seconds(self) -> float:
        """The longest lag of any read; 0 where all see the present."""
        return max(self.read_lag_seconds, self.index_lag_seconds)

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name.endswith("_seconds") and not getattr(self, field.name) >= 0:
                raise ValueError(f"{field.name} of the weather is {getattr(self, field.name)}: give 0 or more seconds")
        if not self.burst_seconds:
            raise ValueError("burst_seconds of the weather is 0: nothing could ever be read or written")


FAIR = Weather()
"""No delays and no limits."""
