"""Servers with keys answer only requests that are signed with one of them, and never show a secret."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from tests.cli.conftest import Run
from tests.cli.processes import Server, finish, started

HEADERS = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.ListTables"}


def _ask(url: str, key_id: str | None = None, secret: str = "") -> tuple[int, str]:
    """The status and the error's name, of ListTables signed with a key or not at all."""
    request = AWSRequest("POST", f"{url}/", headers=HEADERS, data=b"{}")
    if key_id is not None:
        SigV4Auth(Credentials(key_id, secret), "dynamodb", "eu-west-1").add_auth(request)
    sent = urllib.request.Request(request.url, request.data, dict(request.headers), method="POST")
    try:
        with urllib.request.urlopen(sent, timeout=10) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())["__type"].partition("#")[2]


@pytest.fixture
def served(project: Path) -> Iterator[Server]:
    """The shop, behind two keys."""
    (project / "keys.txt").write_text("# those who may\n\n  bob:builder\n")
    with started("up", "--port", "0", "--auth", "alice:wonder:land", "--auth-file", "keys.txt") as server:
        yield server


def test_only_requests_signed_with_a_key_are_answered(served: Server) -> None:
    assert _ask(served.url, "alice", "wonder:land") == (200, "")
    assert _ask(served.url, "bob", "builder") == (200, "")
    assert _ask(served.url, "alice", "builder") == (400, "InvalidSignatureException")
    assert _ask(served.url, "carol", "builder") == (400, "UnrecognizedClientException")
    assert _ask(served.url) == (400, "MissingAuthenticationTokenException")


def test_a_server_says_which_keys_it_takes_and_shows_no_secret(served: Server, project: Path) -> None:
    assert "  keys     alice, bob; requests must be signed with one of them\n" in served.printed
    assert "export AWS_ACCESS_KEY_ID=alice AWS_SECRET_ACCESS_KEY=...\n" in served.printed
    address = (project / ".tablewright" / "server.json").read_text()
    for secret in ("wonder", "builder"):
        assert secret not in served.printed
        assert secret not in address


def test_commands_that_find_the_server_sign_with_the_users_key(served: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "alice")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wonder:land")

    found = finish("verify", "systems/shop")

    assert found.returncode == 0
    assert "(the server of .tablewright)" in found.stdout


def test_commands_that_find_the_server_and_have_no_key_say_what_to_do(served: Server) -> None:
    found = finish("verify", "systems/shop")

    assert found.returncode == 1
    assert served.url in found.stderr
    assert (
        "answers only requests that are signed with one of its keys, and no credentials are given: set" in found.stderr
    )
    assert len(found.stderr.splitlines()) == 1


def test_commands_with_a_wrong_key_say_so(served: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "alice")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "builder")

    found = finish("verify", "systems/shop")

    assert found.returncode == 1
    assert "does not accept the credentials (InvalidSignatureException: " in found.stderr
    assert len(found.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["serve", "up"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--auth", "s3cret"], "--auth: not a key; write KEY_ID:SECRET"),
        (["--auth", "alice:"], "--auth: not a key; write KEY_ID:SECRET"),
        (["--auth", ":s3cret"], "--auth: not a key; write KEY_ID:SECRET"),
        (["--auth", "a/b:s3cret"], "--auth: not a key; write KEY_ID:SECRET"),
        (["--auth", "alice:s3cret", "--auth", "alice:s3cret"], "--auth: the key alice is given twice"),
        (["--auth", "bob:s3cret", "--auth-file", "keys.txt"], "keys.txt, line 2: the key bob is given twice"),
        (["--auth-file", "broken.txt"], "broken.txt, line 1: not a key; write KEY_ID:SECRET"),
        (["--auth-file", "none.txt"], "none.txt: there is no key in it; write one a line: KEY_ID:SECRET"),
    ],
)
def test_what_is_no_key_is_told_and_not_shown(
    run: Run, project: Path, command: str, arguments: list[str], words: str
) -> None:
    (project / "keys.txt").write_text("#\nbob:s3cret\n")
    (project / "broken.txt").write_text("s3cret\n")
    (project / "none.txt").write_text("# none yet\n")

    finished = run(command, "--memory", *arguments)

    assert finished.code == 2
    assert finished.err.startswith(f"error: {words}")
    assert "s3cret" not in finished.err


@pytest.mark.parametrize(
    ("file", "why"),
    [("gone.txt", "No such file or directory"), ("systems", "Is a directory"), ("bytes.txt", "it is not text")],
)
def test_a_file_of_keys_that_cannot_be_read_is_told(run: Run, project: Path, file: str, why: str) -> None:
    (project / "bytes.txt").write_bytes(b"\xff\xfe")

    finished = run("serve", "--memory", "--auth-file", file)

    assert (finished.code, finished.err) == (1, f"error: {file} cannot be read as a file of keys: {why}\n")
