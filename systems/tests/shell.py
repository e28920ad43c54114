"""A shell whose AWS CLI reaches a system that `tablewright up` serves, as its user would type into it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
"""Where `aws` and `tablewright` are installed."""


@dataclass(frozen=True)
class Shell:
    """A shell in the checkout, set up as `tablewright up` tells its user to."""

    url: str
    home: Path

    def run(self, *command: str | Path) -> str:
        """Run a command to its end and return what it printed.

        Raises:
            AssertionError: it failed; the message is what it complained of.
        """
        done = subprocess.run(command, cwd=ROOT, env=self._variables(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def bash(self, commands: str) -> str:
        """Run lines of bash; the first command that fails ends them.

        Raises:
            AssertionError: one failed; the message is what it complained of.
        """
        return self.run("bash", "-e", "-o", "pipefail", "-c", commands)

    def _variables(self) -> dict[str, str]:
        return {
            "PATH": os.pathsep.join((str(self.home), str(PROGRAMS), os.environ["PATH"])),
            "HOME": str(self.home),
            "AWS_ENDPOINT_URL": self.url,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
        }


@contextmanager
def served(system: str, home: Path) -> Iterator[Shell]:
    """A shell beside a server of one system, whose tables are those of `dev` with the sample data."""
    command = [sys.executable, "-m", "tablewright", "up", system, "--memory", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            ready = next((line for line in server.stdout if line.startswith("Ready")), "")
            url = re.search(r"http://\S+", ready)
            assert url, f"{command} ended before it was ready"
            yield Shell(url.group(), home)
        finally:
            server.terminate()
