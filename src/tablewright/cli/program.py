"""How this program is called, for commands that are printed to be copied."""

import os
import shutil
import sys
from pathlib import Path


def program() -> str:
    """``tablewright`` where the shell finds it under that name, else the path it was started by."""
    started_by = Path(sys.argv[0])
    if shutil.which("tablewright") or not started_by.is_file() or not os.access(started_by, os.X_OK):
        return "tablewright"
    path = started_by.resolve()
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
