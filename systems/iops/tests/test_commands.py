"""The AWS CLI commands of the document work as they are printed, on what `tablewright up iops` serves.

Each block of commands is a file in `commands`, with nothing changed; the two scripts are in `../scripts`.
"""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from systems.iops.sample import EXAMPLE_STUDENT, NOW, metrics

if TYPE_CHECKING:
    from systems.tests.shell import Shell

COMMANDS = Path(__file__).parent / "commands"
SCRIPTS = Path(__file__).parent.parent / "scripts"
METRICS = "iops-dashboard-metrics"
INSIGHTS = "iops-dashboard-insights"

needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="the document's command pipes into jq")


def without_jq(commands: Path) -> str:
    """Commands as printed, but for the filters of their output."""
    return re.sub(r" *\\\n +\| jq '[^']*'", "", commands.read_text())


def documents(output: str) -> list[Any]:
    """The JSON documents that commands printed one after the other."""

    def each(text: str) -> Iterator[Any]:
        while text := text.lstrip():
            document, end = json.JSONDecoder().raw_decode(text)
            yield document
            text = text[end:]

    return list(each(output))


def items(output: str) -> list[dict[str, Any]]:
    """The items that a query found, with their values as they are stored."""
    [response] = documents(output)
    return [{name: next(iter(value.values())) for name, value in item.items()} for item in response["Items"]]


# -------------------------------------------------------------------------------------------- 5. verify tables


def test_the_tables_are_listed_and_described(shell: "Shell") -> None:
    listed, metrics, insights, again = documents(shell.bash(without_jq(COMMANDS / "verify-tables.sh")))
    assert listed == {"TableNames": [INSIGHTS, METRICS]}
    assert (metrics["Table"]["TableName"], insights["Table"]["TableName"]) == (METRICS, INSIGHTS)
    assert {index["IndexName"] for index in again["Table"]["GlobalSecondaryIndexes"]} == {
        "EntityTypeHealthIndex",
        "LastUpdatedIndex",
    }


@needs_jq
def test_the_state_of_the_indexes_and_the_arn_of_the_table_are_shown(shell: "Shell") -> None:
    assert documents(shell.bash((COMMANDS / "index-status.sh").read_text())) == ["ACTIVE", "ACTIVE"]
    [arn] = documents(shell.bash((COMMANDS / "table-arn.sh").read_text()))
    assert re.fullmatch(rf"arn:aws:dynamodb:us-east-1:\d{{12}}:table/{METRICS}", arn)


# ----------------------------------------------------------------------------- verification steps 1, 2, 3 and 4


def test_a_test_metric_is_inserted_read_and_found_through_the_index(shell: "Shell") -> None:
    shell.bash((COMMANDS / "insert-metric.sh").read_text())
    got, found = documents(shell.bash((COMMANDS / "query-metric.sh").read_text()))
    assert got["Item"]["avg_rating"] == {"N": "4.5"}
    assert got["Item"] in found["Items"]
    scores = [int(item["health_score"]["N"]) for item in found["Items"]]
    assert len(scores) == 25
    assert scores == sorted(scores)


def test_a_test_insight_is_inserted_and_found_by_the_script(shell: "Shell") -> None:
    shell.bash((COMMANDS / "insert-insight.sh").read_text())
    [insight] = items(shell.bash(without_jq(SCRIPTS / "query-insights.sh")))
    assert insight["pk"] == "insight#stu_test_001"
    # The command asks for the time once for each.
    asked = [datetime.fromisoformat(insight[name]) for name in ("sk", "timestamp")]
    assert abs(asked[1] - asked[0]) < timedelta(seconds=5)
    assert insight["recommendations"] == [{"S": "Test recommendation 1"}, {"S": "Test recommendation 2"}]


def test_the_stream_is_read_from_its_latest_record(shell: "Shell") -> None:
    described, latest = documents(shell.bash((COMMANDS / "read-stream.sh").read_text()))
    stream = described["StreamDescription"]
    assert (stream["StreamStatus"], stream["StreamViewType"]) == ("ENABLED", "NEW_AND_OLD_IMAGES")
    assert stream["TableName"] == METRICS
    assert latest["Records"] == []

    shell.bash((COMMANDS / "insert-metric.sh").read_text())
    next_iterator = latest["NextShardIterator"]
    [after] = documents(shell.bash(f"aws dynamodbstreams get-records --shard-iterator '{next_iterator}'"))
    [record] = after["Records"]
    assert record["dynamodb"]["NewImage"]["entity_id"] == {"S": "stu_test_001"}
    assert record["dynamodb"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"


# ------------------------------------------------------------------------------------------- 5. helper scripts


def test_query_metrics_finds_the_students_below_70(shell: "Shell") -> None:
    found = items(shell.bash(without_jq(SCRIPTS / "query-metrics.sh")))
    unhealthy = {each.entity_id for each in metrics() if each.entity_type == "student" and each.health_score < 70}
    assert {metric["entity_id"] for metric in found} == unhealthy


@needs_jq
def test_query_metrics_prints_the_chosen_attributes(shell: "Shell") -> None:
    printed = documents(shell.run(SCRIPTS / "query-metrics.sh"))
    assert printed
    assert all(each.keys() == {"student_id", "health_score", "sessions_7d", "ib_calls_14d"} for each in printed)


@needs_jq
def test_query_insights_prints_the_ten_latest_of_an_entity(shell: "Shell") -> None:
    printed = documents(shell.run(SCRIPTS / "query-insights.sh", EXAMPLE_STUDENT))
    assert len(printed) == 10
    assert printed[0] == {
        "timestamp": f"{NOW:%Y-%m-%dT%H:%M:%SZ}",
        "prediction_type": "high_ib_call_frequency",
        "risk_score": "82",
        "explanation": "Student shows high IB call frequency with declining health score...",
    }


def test_query_insights_as_printed_is_refused_by_the_aws_cli_itself(shell: "Shell") -> None:
    with pytest.raises(AssertionError, match="Unknown options: false"):
        shell.bash(without_jq(COMMANDS / "query-insights.sh"))
    printed, mended = (COMMANDS / "query-insights.sh").read_text(), (SCRIPTS / "query-insights.sh").read_text()
    assert mended == printed.replace("--scan-index-forward false", "--no-scan-index-forward")


# --------------------------------------------------------------------------------------------- troubleshooting


def test_a_deleted_table_is_waited_for_and_deployed_again(shell: "Shell") -> None:
    shell.bash(f"""
        aws dynamodb delete-table --table-name {METRICS}
        aws dynamodb wait table-not-exists --table-name {METRICS}
        tablewright apply systems/iops --endpoint-url $AWS_ENDPOINT_URL
        tablewright load systems/iops --endpoint-url $AWS_ENDPOINT_URL
    """)
    [described] = documents(shell.bash(f"aws dynamodb describe-table --table-name {METRICS}"))
    assert described["Table"]["TableStatus"] == "ACTIVE"
    assert described["Table"]["ItemCount"] == len(list(metrics()))
