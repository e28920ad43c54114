"""What an operation needs is loaded when it is first asked for, so that an engine is there at once."""

import subprocess
import sys

NOTES = """{
    "TableName": "notes",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}"""


def _printed(program: str) -> str:
    """What a program prints, in a process of its own that has an engine."""
    begun = f"import sys; from tablewright.engine import Service; engine = Service().region('us-east-1'); {program}"
    return subprocess.run([sys.executable, "-c", begun], capture_output=True, text=True, check=True).stdout.strip()


def _loaded(program: str) -> set[str]:
    """The operations and the other rooms of the engine that are loaded when a program has run, by their names."""
    names = _printed(f"{program}\nprint(*(name for name in sys.modules if name.startswith('tablewright.')))")
    return {name.removeprefix("tablewright.").removeprefix("engine.") for name in names.split()}


def test_an_engine_has_loaded_the_operations_that_were_asked_for_and_no_others() -> None:
    calls = {"ListTables": "{}", "CreateTable": NOTES, "GetItem": '{"TableName": "notes", "Key": {"pk": {"S": "a"}}}'}
    loaded = _loaded("; ".join(f"engine.call('{name}', {request})" for name, request in calls.items()))

    operations = {name for name in loaded if name.startswith("operations.")}
    assert operations == {f"operations.{name}" for name in ("create_table", "get_item", "list_tables", "unsupported")}
    assert not [name for name in loaded if name.startswith("partiql")]


def test_which_operations_there_are_is_known_without_loading_any() -> None:
    loaded = _loaded(
        "from tablewright.engine.operations import OPERATIONS; list(OPERATIONS); "
        "'DynamoDB_20120810.PutItem' in OPERATIONS or sys.exit(1)"
    )

    assert {name for name in loaded if name.startswith("operations.")} == {"operations.unsupported"}
    assert not [name for name in loaded if name.startswith("expressions")]


def test_the_first_statement_finds_partiql() -> None:
    statement = '{"Statement": "SELECT * FROM notes"}'
    program = f"engine.call('CreateTable', {NOTES}); print(engine.call('ExecuteStatement', {statement}))"

    assert _printed(program) == "{'Items': []}"


def test_threads_may_all_ask_for_the_first_time_at_once() -> None:
    program = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from tablewright.engine.operations import OPERATIONS
together = Barrier(len(OPERATIONS))
def ask(target):
    together.wait()
    return engine.execute(target, b"{}").status
with ThreadPoolExecutor(len(OPERATIONS)) as threads:
    print(*set(threads.map(ask, OPERATIONS)))
"""

    assert set(_printed(program).split()) == {"200", "400"}
