"""What a server needs seldom is loaded when it is needed, so that it answers soon after it was started."""

import subprocess
import sys

PROGRAM = """
import asyncio, sys
from tablewright.adapters.http import start_server
from tablewright.engine import Service

CREDENTIALS = "Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
REQUEST = (
    "POST / HTTP/1.1", "Host: localhost", "Connection: close", "Content-Length: 2", "X-Amz-Date: 20260101T000000Z",
    "Content-Type: application/x-amz-json-1.0", "X-Amz-Target: DynamoDB_20120810.ListTables",
    f"Authorization: AWS4-HMAC-SHA256 {CREDENTIALS}", "", "{}",
)

async def main():
    server = await start_server(Service(), port=0)
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write("\\r\\n".join(REQUEST).encode())
    answer = await reader.read()
    await server.stop()
    return answer

assert asyncio.run(main()).startswith(b"HTTP/1.1 200 ")
print(*sys.modules)
"""


def test_a_server_answers_before_expressions_statements_and_signatures_are_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()

    assert "tablewright.engine.operations.list_tables" in loaded
    for seldom in ("tablewright.expressions", "tablewright.engine.partiql", "tablewright.adapters.http.signatures"):
        assert not [name for name in loaded if name.startswith(seldom)]
