import os
import subprocess
import sys
from pathlib import Path

import pytest

from tablewright.app import data_directory
from tablewright.app.data_directory import announced, prepare, reachable_url, refuse_if_served, serving_url
from tablewright.app.errors import AppError


def test_an_address_that_nobody_answers_at_is_left_over(tmp_path: Path) -> None:
    (tmp_path / "server.json").write_text(f'{{"url": "http://127.0.0.1:1", "pid": {os.getpid()}}}')

    assert serving_url(tmp_path) is None
    refuse_if_served(tmp_path)


def test_an_address_whose_process_is_gone_is_left_over_whoever_answers_there_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_directory, "_answers", lambda host, port: True)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / "server.json").write_text(f'{{"url": "http://127.0.0.1:8000", "pid": {gone.pid}}}')

    assert serving_url(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"pid": 1}', '{"url": "http://x:y", "pid": 1}'])
def test_an_address_that_cannot_be_read_is_no_server(tmp_path: Path, text: str) -> None:
    (tmp_path / "server.json").write_text(text)

    assert serving_url(tmp_path) is None


def test_without_an_address_nobody_serves(tmp_path: Path) -> None:
    assert serving_url(tmp_path) is None


def test_the_address_is_there_only_as_long_as_the_server(tmp_path: Path) -> None:
    with announced(tmp_path, "http://127.0.0.1:8000"):
        assert "http://127.0.0.1:8000" in (tmp_path / "server.json").read_text()

    assert not (tmp_path / "server.json").exists()


def test_an_address_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(AppError, match=r"gone cannot be used as a data directory: No such file"),
        announced(tmp_path / "gone", "http://127.0.0.1:8000"),
    ):
        pass


def test_a_directory_of_the_users_own_is_left_as_it_is(tmp_path: Path) -> None:
    prepare(tmp_path)

    assert not (tmp_path / ".gitignore").exists()


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("192.168.1.5", "http://192.168.1.5:8000"),
    ],
)
def test_a_server_is_reached_at_an_address_of_this_machine(host: str, url: str) -> None:
    assert reachable_url(host, 8000) == url
