"""What is told of an apply while it works."""

from tablewright.app.deploying import Event, Finished, Planned, ProgressCallback, Skipped, Started, Waiting
from tablewright.cli.output import Progress
from tablewright.cli.words import count


def told(tell: Progress) -> ProgressCallback:
    """A callback that tells each event in words."""
    return lambda event: tell(_words(event))


def _words(event: Event) -> str:
    match event:
        case Planned(plan):
            return f"{count(len(plan.changes), 'change')} to make"
        case Started(change, number, total):
            return f"[{number}/{total}] {change.table}: {change.summary}"
        case Waiting(table, awaited, seconds):
            return f"{table}: {awaited} ({seconds:.0f} s)"
        case Finished(change):
            return f"{change.table}: done: {change.summary}"
        case Skipped(change, why):
            return f"{change.table}: skipped: {change.summary}: {why}"
