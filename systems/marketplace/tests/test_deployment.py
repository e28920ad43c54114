"""What the stack of the template offers to others."""

from typing import Any


def test_names_arns_and_the_stream_of_the_bookings_are_exported(template: dict[str, Any]) -> None:
    exported = {name for name, output in template["Outputs"].items() if "Export" in output}
    tables = ("Bookings", "Idempotency", "Services", "Providers", "Reviews", "Users")
    assert exported == {f"{table}Table{output}" for table in tables for output in ("Name", "Arn")} | {
        "BookingsTableStreamArn"
    }
