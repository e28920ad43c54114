"""Installs the other engines from their public registries, at fixed versions, into a folder git ignores."""

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.paths import PEERS

DYNALITE = "4.0.0"
DYNOXIDE = "1.2.1"
MOTO = "5.2.5"
DYNAMODB_LOCAL = "2.6.1"


class Missing(Exception):
    """A peer cannot be had on this machine; the message says why."""


def npm_package(package: str, version: str, file: str) -> Path:
    """A file of a package from npm.

    Raises:
        Missing: there is no npm, or the package cannot be installed.
    """
    path = PEERS / "npm" / "node_modules" / package / file
    if not path.exists():
        command = [_tool("npm"), "install", "--no-fund", "--no-audit", "--prefix", str(PEERS / "npm")]
        _run([*command, f"{package}@{version}"])
    return path


def python_with_moto() -> Path:
    """A Python interpreter of its own that has moto and its server.

    Raises:
        Missing: moto cannot be installed.
    """
    folder = PEERS / f"moto-{MOTO}"
    python = folder / "bin" / "python"
    if not (folder / ".installed").exists():
        _run([sys.executable, "-m", "venv", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", f"moto[server,dynamodb]=={MOTO}"])
        (folder / ".installed").touch()
    return python


def dynamodb_local() -> Path:
    """The folder of DynamoDB Local's jars, from Maven Central.

    Raises:
        Missing: there is no Java or no Maven, or it cannot be downloaded.
    """
    folder = PEERS / f"dynamodb-local-{DYNAMODB_LOCAL}"
    _tool("java")
    if not list(folder.glob("jars/DynamoDBLocal-*.jar")):
        maven = _tool("mvn")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pom.xml").write_text(_POM)
        _run([maven, "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=jars"], folder)
    return folder / "jars"


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise Missing(f"{name} is not installed")
    return path


def _run(command: list[str], folder: Path | None = None) -> None:
    PEERS.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, cwd=folder or PEERS, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        lines = (done.stderr.strip() or done.stdout.strip() or "no output").splitlines()
        raise Missing(f"{Path(command[0]).name} failed: {lines[0]}")


_POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>benchmarks</groupId>
  <artifactId>dynamodb-local</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.amazonaws</groupId>
      <artifactId>DynamoDBLocal</artifactId>
      <version>{DYNAMODB_LOCAL}</version>
    </dependency>
  </dependencies>
</project>
"""
