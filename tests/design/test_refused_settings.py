"""Names, settings and environments that AWS would not take are refused, with the place and the way out."""

import pytest
from tests.design.orders import Broken, assert_refused, design, settings_table, table

from tablewright import (
    GSI,
    AutoScaling,
    BackupSchedule,
    Design,
    Encryption,
    Environment,
    Key,
    OnDemand,
    PointInTimeRecovery,
    Provisioned,
    Settings,
    StreamView,
    Volume,
    WarmThroughput,
)

KMS = "arn:aws:kms:us-east-1:111122223333"

BROKEN: dict[str, Broken] = {
    "unknown placeholder in a name": (
        lambda: design(table(name="orders-{stage}")),
        "environment dev",
        "{stage} stands for nothing",
        "Correct the placeholder",
    ),
    "placeholder without a value": (
        lambda: design(table(name="orders-{account}")),
        "environment dev",
        "{account} has no value",
        "Correct the placeholder",
    ),
    "table name": (lambda: design(table(name="my orders")), "environment dev", "not one DynamoDB accepts", "3 to 255"),
    "two tables of one name": (
        lambda: design(table(), table(logical_id="Other")),
        "environment dev",
        "has the same name 'orders'",
        "its own name",
    ),
    "two tables of one logical id": (
        lambda: design(table(), table(name="orders-{env}")),
        "table orders-{env}",
        "its logical id OrdersTable is also that of orders",
        "logical_id",
    ),
    "logical id": (
        lambda: design(table(logical_id="my-id")),
        "table orders",
        "letters and digits",
        "another logical_id",
    ),
    "recovery period": (
        lambda: design(table(recovery=PointInTimeRecovery(days=36))),
        "environment dev",
        "point-in-time recovery of 36 days",
        "1 to 35",
    ),
    "backups kept for no day": (
        lambda: design(table(backup=BackupSchedule("cron(0 5 * * ? *)", 0))),
        "environment dev",
        "kept for 0 days",
        "1 day or more",
    ),
    "replicas without a stream": (
        lambda: design(table(replicas=["eu-west-1"])),
        "environment dev",
        "the stream is off",
        "stream=StreamView.NEW_AND_OLD_IMAGES",
    ),
    "replica in its own region": (
        lambda: design(table(replicas=["us-east-1"], stream=StreamView.NEW_AND_OLD_IMAGES)),
        "environment dev",
        "or its own us-east-1",
        "each other region once",
    ),
    "customer key without a key": (
        lambda: design(table(encryption=Encryption("CUSTOMER"))),
        "environment dev",
        "encryption by CUSTOMER with key_arn=None",
        "arn:aws:kms",
    ),
    "customer key by its alias": (
        lambda: design(table(encryption=Encryption("CUSTOMER", f"{KMS}:alias/orders"))),
        "environment dev",
        f"encryption by CUSTOMER with key_arn='{KMS}:alias/orders'",
        "by its ARN, which tells it from others as an alias does not",
    ),
    "key of AWS with an ARN": (
        lambda: design(table(encryption=Encryption("AWS_MANAGED", f"{KMS}:key/k-1"))),
        "environment dev",
        "encryption by AWS_MANAGED with key_arn",
        "leave the ARN out",
    ),
    "capacity of an index in a table on demand": (
        lambda: design(table(indexes=[GSI("by-customer", Key("customerId"), billing=Provisioned(1, 1))])),
        "environment dev",
        "the index by-customer is provisioned, and the table on demand",
        "billed as its table",
    ),
    "warm throughput below that of every table": (
        lambda: design(table(warm_throughput=WarmThroughput(12_000, 1))),
        "environment dev",
        "below the 12,000 and 4,000 that it has by itself",
        "leave it out",
    ),
    "warm throughput of an index below its capacity": (
        lambda: design(
            table(
                billing=Provisioned(10, 10),
                indexes=[GSI("by-customer", Key("customerId"), warm_throughput=WarmThroughput(5, 20))],
            )
        ),
        "environment dev",
        "a warm throughput of index by-customer of 5 reads and 20 writes a second, which is below the 10 and 10",
        "leave it out",
    ),
    "scaling at an impossible target": (
        lambda: design(table(billing=Provisioned(5, 5, AutoScaling(5, 9, 95)))),
        "environment dev",
        "read capacity scaling at a utilization of 95 per cent",
        "20 to 90",
    ),
    "capacity of nothing": (
        lambda: design(table(billing=Provisioned(0, 1, write_scaling=AutoScaling(5, 2)))),
        "environment dev",
        "a read capacity of 0",
        "1 or more",
    ),
    "maximum of nothing": (
        lambda: design(table(billing=OnDemand(max_read=0))),
        "environment dev",
        "the maximum of 0 read units",
        "1 or more",
    ),
    "tag of AWS": (lambda: design(table(tags={"aws:x": "y"})), "environment dev", "AWS's own", "another key"),
    "tag placeholder": (lambda: design(table(tags={"x": "{y}"})), "environment dev", "{y} stands for", "placeholder"),
    "no environment": (lambda: design(table(), environments=[]), "design shop", "no environment", "Environment("),
    "two environments of one name": (
        lambda: design(table(), environments=[Environment("dev"), Environment("dev")]),
        "design shop",
        "2 environments are named dev",
        "Rename one",
    ),
    "account": (
        lambda: design(table(), environments=[Environment("dev", account="12")]),
        "environment dev",
        "the account '12' is not an AWS account",
        "twelve digits",
    ),
    "region": (
        lambda: design(table(), environments=[Environment("dev", region="Ireland")]),
        "environment dev",
        "'Ireland' is not an AWS region",
        "us-east-1",
    ),
    "environment of another table": (
        lambda: design(
            table(), environments=[Environment("dev", tables={settings_table: Settings(), table(): Settings()})]
        ),
        "environment dev",
        "it speaks of settings, which is not among the design's tables",
        "orders",
    ),
    "design name": (
        lambda: Design("my shop", tables=[table()]),
        "design my shop",
        "letters, digits and '-'",
        "Name it",
    ),
    "unknown placeholder of exports": (
        lambda: design(table(), exports="${AWS::StackName}-{tabel}{output}"),
        "design shop",
        "has {tabel}",
        "Did you mean 'table'",
    ),
    "exports of one name": (
        lambda: design(table(), exports="Shop-{table}"),
        "design shop",
        "would give several exports one name",
        "{design}-{table}{output}",
    ),
    "negative volume": (
        lambda: design(one := table(), environments=[Environment("dev", volumes={one: Volume(-1, 0)})]),
        "environment dev",
        "the volume of orders is negative",
        "from 0",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_aws_would_not_take_is_refused_with_the_way_out(name: str) -> None:
    assert_refused(BROKEN[name])
