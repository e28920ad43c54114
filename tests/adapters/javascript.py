"""JavaScript packages and programs, for tests of clients that know nothing of Python."""

import fcntl
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "build" / "javascript"
"""Where the packages are installed; not part of the project."""

PACKAGES = {
    "@aws-sdk/client-dynamodb": "3.1160.0",
    "@aws-sdk/lib-dynamodb": "3.1160.0",
    "dynamodb-admin": "5.3.3",
    "dynamoose": "4.2.0",
    "electrodb": "3.9.3",
}

needs_node = pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="there is no node and npm")


def installed() -> Path:
    """The folder in which the packages are installed; they are, by the first test that asks, once for all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run in several processes
        if not all((FOLDER / "node_modules" / name).exists() for name in PACKAGES):
            (FOLDER / "package.json").write_text('{"private": true, "type": "module"}')
            packages = [f"{name}@{version}" for name, version in PACKAGES.items()]
            install = ["npm", "install", "--no-fund", "--no-audit", "--silent", *packages]
            subprocess.run(install, cwd=FOLDER, check=True, capture_output=True, timeout=300)
    return FOLDER


def run(name: str, program: str, url: str) -> Any:
    """What a program, an ECMAScript module, prints as JSON; its only argument is the endpoint's URL."""
    folder = installed()
    (folder / name).write_text(program)
    done = subprocess.run(["node", name, url], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
