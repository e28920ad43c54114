"""The beginning of the process: what must hold before the rest of the program is loaded."""

import os
import signal
import sys


def main() -> None:
    """Run the command line as a process, which ends at an interrupt whenever it comes."""
    interruptible = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if interruptible:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # while the program loads there is nothing to put in order
    _have_streams()
    from tablewright.cli.main import main as run

    if interruptible:
        _heed_lost_interrupts()
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


def _have_streams() -> None:
    """Let there be an output also where the caller closed it, as in ``tablewright check >&-``."""
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _heed_lost_interrupts() -> None:
    """End the process where Python reports an interrupt and ignores it.

    It does so when the interrupt comes in a callback of its own: of an import's lock, of a weak reference. The
    program would go on as if nobody had pressed Ctrl-C.
    """
    report = sys.unraisablehook

    def end_or_report(unraisable: "sys.UnraisableHookArgs", /) -> None:
        if issubclass(unraisable.exc_type, KeyboardInterrupt):
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.raise_signal(signal.SIGINT)
        report(unraisable)

    sys.unraisablehook = end_or_report
