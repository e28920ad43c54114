"""The command line as a process: servers, signals, ports and pipes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.app.shop_project import write_shop
from tests.cli.processes import TABLEWRIGHT, finish, started

STARTING_SECONDS = 20


def test_serve_says_where_it_is_and_stops_when_told(project: Path) -> None:
    with started("serve", "--port", "0") as server:
        assert "Ready: DynamoDB at http://127.0.0.1:" in server.printed
        assert "  data     in .tablewright\n" in server.printed
        assert f"export AWS_ENDPOINT_URL={server.url}" in server.printed
        assert "aws dynamodb list-tables" in server.printed
        assert server.tables("us-east-1") == []
        assert server.stop() == 0
    assert not (project / ".tablewright" / "server.json").exists()


def test_ctrl_c_is_an_orderly_end() -> None:
    with started("serve", "--port", "0", "--memory") as server:
        assert server.stop(signal.SIGINT) == 0


def test_in_memory_nothing_is_left_on_disk(project: Path) -> None:
    with started("serve", "--port", "0", "--memory") as server:
        assert "in memory, gone when this ends" in server.printed
        server.stop()
    assert not (project / ".tablewright").exists()


def test_a_server_for_other_machines_says_so() -> None:
    with started("serve", "--port", "0", "--memory", "--host", "0.0.0.0") as server:
        assert "other machines can connect, with any credentials" in server.printed
        assert server.url.startswith("http://127.0.0.1:")


def test_up_applies_loads_and_serves_in_the_environments_region() -> None:
    with started("up", "--port", "0") as server:
        assert server.printed.startswith(
            "shop: environment dev in eu-west-1, 2 tables, 4 changes applied, 4 items of sample data loaded\n"
        )
        assert "AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1" in server.printed
        assert "aws dynamodb describe-table --table-name shop-dev-products" in server.printed
        assert server.tables("eu-west-1") == ["shop-dev-orders", "shop-dev-products"]
        assert server.tables("us-east-1") == []


def test_up_leaves_out_the_designs_without_the_environment(project: Path) -> None:
    folder = write_shop(project, "stall")
    text = (folder / "design.py").read_text()
    (folder / "design.py").write_text(text.replace('"shop"', '"stall"').replace('"prod"', '"fair"'))

    with started("up", "--port", "0", "--memory", "--env", "fair") as server:
        first, second, *_ = server.printed.splitlines()
        server.stop()
    named = finish("up", "shop", "--port", "0", "--memory", "--env", "fair")
    nowhere = finish("up", "--port", "0", "--memory", "--env", "nowhere")

    assert first == "shop: left out, it has no environment fair (but dev, prod)"
    assert second.startswith("stall: environment fair in ")
    assert named.returncode == 2
    assert named.stderr.startswith("error: The design 'shop' has no environment 'fair'. ")
    assert nowhere.returncode == 2
    assert nowhere.stderr == (
        "error: no design here has an environment 'nowhere'. Known are dev, fair, prod. Choose another with --env.\n"
    )


def test_up_leaves_what_is_there_as_it_is() -> None:
    with started("up", "--port", "0") as server:
        finish("run", "systems/shop", "reprice", "sku=mug", "price=5")
        server.stop()
    with started("up", "shop", "--port", "0") as server:
        assert server.printed.startswith("shop: environment dev in eu-west-1, 2 tables, as declared already\n")
        server.stop()
    assert "price  5" in finish("run", "systems/shop", "product", "sku=mug").stdout


def test_up_loses_no_data_and_says_how_to_go_on(project: Path) -> None:
    finish("apply", "systems/shop")
    file = project / "systems/shop/design.py"
    file.write_text(file.read_text().replace('Key("customer", "number")', 'Key("customer", "sku")'))

    refused = finish("up", "--port", "0")

    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.endswith(
        "Carry it out by itself, or run the design on other data (--data, --memory):\n"
        "  tablewright apply systems/shop --env dev --data .tablewright --allow-destructive\n"
    )


def test_commands_find_the_server_that_has_the_data() -> None:
    with started("up", "--port", "0") as server:
        found = finish("verify", "systems/shop")
        second = finish("serve", "--port", "0")

    assert found.returncode == 0
    assert f"eu-west-1 on {server.url} (the server of .tablewright)" in found.stdout
    assert second.returncode == 1
    assert second.stderr.startswith(f"error: .tablewright is served already, at {server.url}; ")


def test_a_killed_server_leaves_its_data_usable() -> None:
    with started("up", "--port", "0") as server:
        server.process.kill()
        server.process.wait()

    found = finish("run", "systems/shop", "product", "sku=mug", "--format", "json")

    assert json.loads(found.stdout)["sku"] == "mug"


@pytest.mark.parametrize("command", ["serve", "up"])
def test_a_port_in_use_is_told(command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        finished = finish(command, "--port", str(port), "--memory")

    assert finished.returncode == 1
    assert finished.stderr.startswith(f"error: port {port} on 127.0.0.1 is in use by another program")
    assert "Traceback" not in finished.stderr


def test_where_the_port_is_in_use_nothing_is_made(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        finished = finish("up", "--port", str(taken.getsockname()[1]))

    assert finished.returncode == 1
    assert finished.stdout == ""
    assert not list((project / ".tablewright").glob("*.db"))


def test_a_host_that_is_not_this_machines_is_told() -> None:
    finished = finish("serve", "--host", "192.0.2.1", "--memory")

    assert finished.returncode == 1
    assert "192.0.2.1 is not an address of this machine" in finished.stderr


def test_without_what_the_server_needs_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['httptools'] = None; sys.argv = ['tablewright', 'serve', '--memory']; "
        "from tablewright.cli.main import main; main()"
    )

    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert finished.returncode == 1
    assert finished.stderr == (
        "error: the server needs httptools, which is not installed: pip install 'tablewright[server]'\n"
    )


def test_memory_and_a_directory_exclude_one_another() -> None:
    finished = finish("serve", "--memory", "--data", "d")

    assert finished.returncode == 2
    assert "--data and --memory exclude one another" in finished.stderr


@pytest.mark.parametrize("command", ["serve", "up"])
def test_a_data_file_of_another_version_is_told_at_the_start(project: Path, command: str) -> None:
    import sqlite3

    finish("apply", "systems/shop")
    connection = sqlite3.connect(project / ".tablewright" / "eu-west-1.db")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()

    finished = finish(command, "--port", "0")

    assert finished.returncode == 1
    assert "eu-west-1.db has data format 99" in finished.stderr
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize("command", ["serve", "up"])
def test_a_data_directory_that_cannot_be_made_is_told(command: str) -> None:
    finished = finish(command, "--port", "0", "--data", "/proc/nowhere")

    assert finished.returncode == 1
    assert finished.stderr.startswith("error: /proc/nowhere cannot be used as a data directory: ")
    assert len(finished.stderr.splitlines()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("command", ["serve", "up"])
def test_a_data_directory_that_may_not_be_written_is_told(project: Path, command: str) -> None:
    (project / ".tablewright").mkdir(mode=0o555)

    finished = finish(command, "--port", "0")

    assert finished.returncode == 1
    assert ".tablewright" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_an_endpoint_that_is_not_dynamodb_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        program = (
            "import socket, sys; listening = socket.socket(fileno=int(sys.argv[1]))\n"
            "while True:\n"
            "    connection, _ = listening.accept(); connection.recv(65536)\n"
            "    connection.sendall(b'HTTP/1.1 404 Not Found\\r\\nContent-Length: 5\\r\\n\\r\\nsorry')\n"
            "    connection.close()"
        )
        number = listening.fileno()
        other = subprocess.Popen([sys.executable, "-c", program, str(number)], pass_fds=[number])
        try:
            finished = finish("verify", "systems/shop", "--endpoint-url", url)
        finally:
            other.kill()
            other.wait()

    assert finished.returncode == 1
    assert "is not DynamoDB" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    process = subprocess.Popen(
        [*TABLEWRIGHT, "render", "cloudformation", "systems/shop"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(30) == 1


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Processes started here can be interrupted, even where the tests run in the background and ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_interrupted_it_ends_quietly(project: Path) -> None:
    (project / "systems/shop/design.py").write_text(
        "import pathlib, time\npathlib.Path('begun').touch()\ntime.sleep(60)\n"
    )
    process = subprocess.Popen([*TABLEWRIGHT, "check", "systems/shop"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    deadline = time.monotonic() + STARTING_SECONDS
    while not (project / "begun").exists() and time.monotonic() < deadline:
        os.sched_yield()
    process.send_signal(signal.SIGINT)

    assert process.wait(20) == 130
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_that_python_loses_ends_it_nevertheless(project: Path) -> None:
    (project / "systems/shop/design.py").write_text(
        "import os, signal, weakref\n"
        "class Kept: pass\n"
        "kept = Kept()\n"
        "reference = weakref.ref(kept, lambda gone: os.kill(os.getpid(), signal.SIGINT))\n"
        "del kept\n"
        "print('going on')\n"
    )

    finished = finish("check", "systems/shop")

    assert finished.returncode == -signal.SIGINT
    assert finished.stdout == ""


@pytest.mark.parametrize("arguments", [("check", "systems/shop"), ("check", "systems/shop", "--format", "json")])
def test_an_output_that_cannot_be_written_is_told(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        process = subprocess.Popen([*TABLEWRIGHT, *arguments], stdout=full, stderr=subprocess.PIPE, text=True)
        _, told = process.communicate(timeout=60)

    assert process.returncode == 1
    assert told == "error: <stdout> cannot be written: No space left on device\n"


def test_without_an_output_it_does_its_work_in_silence() -> None:
    process = subprocess.run(
        ["/bin/sh", "-c", '"$@" >&- 2>&-', "sh", *TABLEWRIGHT, "apply", "systems/shop"], timeout=60, check=False
    )

    assert process.returncode == 0
    assert finish("verify", "systems/shop").returncode == 0


def on_a_terminal(*arguments: str, **variables: str) -> str:
    """What a command prints on a terminal."""
    master, slave = os.openpty()
    process = subprocess.Popen(
        [*TABLEWRIGHT, *arguments], stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm", **variables}
    )
    os.close(slave)
    printed = b""
    try:
        while chunk := os.read(master, 65536):
            printed += chunk
    except OSError:
        pass  # the other end is closed: the command has ended
    os.close(master)
    process.wait()
    return printed.decode()


def test_output_is_coloured_on_a_terminal() -> None:
    assert "\x1b[32mNo problems." in on_a_terminal("check", "systems/shop")


def test_colour_is_left_out_when_that_is_asked_for() -> None:
    assert "\x1b[3" not in on_a_terminal("check", "systems/shop", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal("check", "systems/shop", TERM="dumb")


def test_output_is_plain_where_it_is_no_terminal() -> None:
    finished = finish("check", "systems/shop")

    assert "\x1b" not in finished.stdout
    assert all(not line.endswith(" ") for line in finished.stdout.splitlines())
