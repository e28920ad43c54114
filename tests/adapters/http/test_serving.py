"""Starting and stopping: where it listens, what it says when it cannot, and what it finishes before it ends."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.adapters.engines import ScriptedEngine, ScriptedService
from tests.adapters.wire import RawClient, call, running

from tablewright.adapters.http import ListenError, start_server
from tablewright.engine import Service

SERVE = """
import sys
from pathlib import Path
from tablewright.adapters.http import serve
from tablewright.engine import Service

service = Service(Path(sys.argv[1]))
serve(service, port=0, ready=lambda server: print(server.port, flush=True))
service.close()
print("stopped", flush=True)
"""

SHOPS = {
    "TableName": "Shops",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "BillingMode": "PAY_PER_REQUEST",
}


def _listen(host: str, port: int) -> str:
    async def listen() -> None:
        server = await start_server(ScriptedService(), host, port)  # type: ignore[arg-type]
        await server.stop()

    with pytest.raises(ListenError) as raised:
        asyncio.run(listen())
    return str(raised.value)


def test_a_port_in_use_is_told_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert _listen("127.0.0.1", port) == (
            f"port {port} on 127.0.0.1 is in use by another program: "
            "stop that one, or choose another port (0 takes any)"
        )


@pytest.mark.parametrize("host", ["203.0.113.7", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_told(host: str) -> None:
    assert _listen(host, 0) == (
        f"{host} is not an address of this machine: use 127.0.0.1, or 0.0.0.0 for every interface"
    )


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_number_that_is_no_port_is_told(port: int) -> None:
    assert _listen("127.0.0.1", port).startswith(f"{port} is not a port")


def test_it_listens_on_this_machine_only_unless_told_otherwise(service: ScriptedService) -> None:
    with running(service) as server:
        assert server.url == f"http://127.0.0.1:{server.port}"


def test_a_server_on_the_ipv6_loopback_has_a_url_clients_understand() -> None:
    async def listen() -> str:
        server = await start_server(ScriptedService(), "::1", 0)  # type: ignore[arg-type]
        await server.stop()
        return server.url

    try:
        url = asyncio.run(listen())
    except ListenError:
        pytest.skip("this machine has no IPv6")
    assert url.startswith("http://[::1]:")


def test_stopping_finishes_the_request_that_is_arriving(
    service: ScriptedService, engine: ScriptedEngine, new_loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    engine.on("PutItem", b"{}", writes=True)
    with running(service, new_loop=new_loop) as server:
        idle, arriving = server.connect(), server.connect()
        for client in (idle, arriving):
            assert client.ask(call("PutItem")).status == 200
        arriving.send(call("PutItem")[:-1])
        assert server.connect().ask(call("PutItem")).status == 200
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        assert idle.ended()
        answer = arriving.ask(b"}")
        stopping.join()
        assert arriving.ended()
    assert (answer.status, answer.headers["connection"]) == (200, "close")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_in_order_and_every_acknowledged_write_is_kept(
    tmp_path: Path, number: signal.Signals
) -> None:
    put = b"".join(call("PutItem", {"TableName": "Shops", "Item": {"id": {"S": str(n)}}}) for n in range(30))
    command = [sys.executable, "-c", SERVE, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": "src"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        client = RawClient(int(process.stdout.readline()))
        assert client.ask(call("CreateTable", SHOPS)).status == 200
        client.send(put)
        assert [client.read().status for _ in range(30)] == [200] * 30
        process.send_signal(number)
        assert process.stdout.read() == "stopped\n"
        client.socket.close()
    assert process.returncode == 0
    service = Service(tmp_path)
    for n in range(30):
        request = {"TableName": "Shops", "Key": {"id": {"S": str(n)}}}
        assert "Item" in service.region("us-east-1").call("GetItem", request)
    service.close()
