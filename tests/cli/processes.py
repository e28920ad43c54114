"""The command line run as processes, for tests of servers, signals, ports and pipes."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from botocore.config import Config

TABLEWRIGHT = (sys.executable, "-m", "tablewright")


def finish(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*TABLEWRIGHT, *arguments], capture_output=True, text=True, timeout=60, check=False)


class Server:
    """A running ``tablewright up`` or ``serve``, with what it printed until it was ready."""

    def __init__(self, process: subprocess.Popen[str], printed: str) -> None:
        self.process = process
        self.printed = printed
        self.url = re.findall(r"http://\S+", printed)[0]

    def tables(self, region: str) -> list[str]:
        client = boto3.client(
            "dynamodb",
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id="local",
            aws_secret_access_key="local",
            config=Config(retries={"total_max_attempts": 1}),
        )
        try:
            return client.list_tables()["TableNames"]
        finally:
            client.close()

    def stop(self, signal_number: int = signal.SIGTERM) -> int:
        self.process.send_signal(signal_number)
        return self.process.wait(20)


@contextmanager
def started(*arguments: str) -> Iterator[Server]:
    process = subprocess.Popen([*TABLEWRIGHT, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        printed = ""
        while "SECRET_ACCESS_KEY" not in printed:
            line = process.stdout.readline()
            assert line, process.stderr.read()
            printed += line
        yield Server(process, printed + process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
