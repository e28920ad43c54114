"""What a run has found, as tables for a person."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.engines import CANNED, ENGINES
from benchmarks.growth import Growth
from benchmarks.in_process import InProcess
from benchmarks.over_http import Cell, Comparison

OURS = ENGINES[0].name


def print_comparison(found: Comparison, console: Console) -> None:
    """Throughput and latencies by operation, and how many times ours is each peer's; then memory and start-up."""
    for connections in sorted({cell.connections for cell in found.cells}):
        cells = [cell for cell in found.cells if cell.connections == connections]
        console.print(_throughput([cell for cell in cells if cell.engine != CANNED.name], connections))
        for cell in cells:
            if cell.engine == CANNED.name:
                console.print(f"The load generator itself goes up to {cell.per_second:,.0f} requests a second.\n")
    console.print(_footprint(found))
    print_missing(found.missing, console)


def _throughput(cells: Sequence[Cell], connections: int) -> Table:
    plural = "" if connections == 1 else "s"
    table = Table("operation", "engine", title=f"{connections} connection{plural}", title_justify="left")
    for heading in ("requests/s", f"{OURS} is", "p50 ms", "p99 ms"):
        table.add_column(heading, justify="right")
    for operation in dict.fromkeys(cell.operation for cell in cells):
        rows = [cell for cell in cells if cell.operation == operation]
        ours = next((cell for cell in rows if cell.engine == OURS), None)
        for cell in rows:
            ratio = "" if ours is None or cell is ours else f"{ours.per_second / cell.per_second:.2f} x"
            name = operation if cell is rows[0] else ""
            table.add_row(
                name, cell.engine, f"{cell.per_second:,.0f}", ratio, f"{cell.p50_ms:.2f}", f"{cell.p99_ms:.2f}"
            )
        table.add_section()
    return table


def _footprint(found: Comparison) -> Table:
    table = Table("engine", "data in", title="Memory and start-up", title_justify="left")
    for heading in ("loaded MB", "at the end MB", "first answer ms"):
        table.add_column(heading, justify="right")
    for engine in ENGINES:
        if engine.name in found.memory_mb:
            memory = found.memory_mb[engine.name]
            startup = f"{found.startup_seconds[engine.name] * 1000:.0f}"
            table.add_row(engine.name, engine.keeps, f"{memory['loaded']:.0f}", f"{memory['at the end']:.0f}", startup)
    return table


def print_in_process(found: InProcess, console: Console) -> None:
    """boto3's calls in process as multiples of the floor, then the engine's own."""
    table = Table("boto3", title="Calls in process: microseconds at the median", title_justify="left")
    for heading in ("GetItem", "x floor", "PutItem", "x floor"):
        table.add_column(heading, justify="right")
    floor = next(iter(found.boto3.values()))
    for way, times in found.boto3.items():
        figures = []
        for operation in ("GetItem", "PutItem"):
            figures += [f"{times[operation]:.0f}", f"{times[operation] / floor[operation]:.2f}"]
        table.add_row(way, *figures)
    console.print(table)
    table = Table("engine, called directly", title_justify="left")
    for heading in ("GetItem", "PutItem"):
        table.add_column(heading, justify="right")
    for where, times in found.direct.items():
        table.add_row(where, f"{times['GetItem']:.0f}", f"{times['PutItem']:.0f}")
    console.print(table)
    console.print(f"An engine in memory with a table is there after {found.ready_ms:.1f} ms.")
    print_missing(found.missing, console)


def print_growth(found: Sequence[Growth], console: Console) -> None:
    """A row for each measure, a column for each size; the ratio of the largest to the smallest."""
    table = Table("a table on disk", title="Growth", title_justify="left")
    for size in found:
        table.add_column(f"{size.items:,} items", justify="right")
    table.add_column("x", justify="right")
    for name, label in (
        ("file_mb", "file, MB"),
        ("open_ms", "opening it, ms"),
        ("get_us", "GetItem, us"),
        ("query_us", "Query of 20, us"),
        ("held_up_by_scan_ms", "longest GetItem beside a filtered Scan, ms"),
        ("held_up_by_backfill_ms", "longest GetItem beside an index backfill, ms"),
        ("pause_of_the_machine_ms", "the machine's own longest pause, as long, ms"),
        ("memory_mb", "memory at most, MB"),
    ):
        figures: list[float] = [getattr(size, name) for size in found]
        table.add_row(label, *(f"{figure:,.1f}" for figure in figures), f"{figures[-1] / figures[0]:.2f}")
    console.print(table)


def print_missing(missing: dict[str, str], console: Console) -> None:
    """What could not be compared, and why."""
    for what, why in missing.items():
        console.print(f"[bold]not measured[/bold] {what}: {why}", soft_wrap=True)
