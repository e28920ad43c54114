"""Time for tests: it passes when somebody sleeps."""

from tablewright.deploy import Pace


class ManualTime:
    """A clock, and the sleeps that were taken."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sleeps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds

    def pace(self, timeout: float = 3600.0) -> Pace:
        """A pace by this clock."""
        return Pace(timeout=timeout, sleep=self.sleep, clock=lambda: self.now)
