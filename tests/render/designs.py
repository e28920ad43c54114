"""A design in three environments that differ in every way in which environments may."""

from tests.plan.tables import gsi, key, lsi, table

from tablewright.design.resources import (
    AutoScaling,
    BackupSchedule,
    Encryption,
    OnDemand,
    Projection,
    Provisioned,
    TableResource,
    WarmThroughput,
)

ENVIRONMENTS = ("dev", "sit", "prod")


def varied() -> dict[str, tuple[TableResource, ...]]:
    """By environment: the tables of a shop."""
    return {environment: _tables(environment) for environment in ENVIRONMENTS}


def _tables(environment: str) -> tuple[TableResource, ...]:
    tables = (_orders(environment), _customers(environment), _metrics(environment))
    return tables if environment == "dev" else (*tables, _audit(environment))


def _orders(environment: str) -> TableResource:
    """Differs in settings."""
    prod = environment == "prod"
    return table(
        gsi("by-status", "status", "at:N", projection=Projection("INCLUDE", ("total", "name"))),
        lsi("by-date", "pk", "date", projection=Projection("KEYS_ONLY")),
        name=f"Orders-{environment}",
        stream="NEW_AND_OLD_IMAGES" if prod else None,
        ttl_attribute="ttl",
        recovery_days=35 if prod else 7,
        encryption=Encryption("AWS_MANAGED"),
        table_class="STANDARD_INFREQUENT_ACCESS" if environment == "sit" else "STANDARD",
        deletion_protection=prod,
        warm_throughput=WarmThroughput(15_000, 6_000) if prod else None,
        retain=prod,
        backup=BackupSchedule("0 * * * ? *", 90) if prod else BackupSchedule("0 5 * * ? *", 7),
        tags={
            "Environment": environment,
            "Team": "shop",
            "CostCentre": {"dev": "1", "sit": "2", "prod": "3"}[environment],
            **({"Audited": "yes"} if prod else {}),
        },
    )


def _customers(environment: str) -> TableResource:
    """Has a replica in one environment."""
    prod = environment == "prod"
    return table(
        gsi("by-email", "email", billing=OnDemand(50, None)),
        logical_id="CustomersTable",
        name="customers",
        key=key("pk"),
        billing=OnDemand(100, 40),
        replicas=("eu-west-1",) if prod else (),
        recovery_days=35,
        deletion_protection=prod,
        tags={"Environment": environment},
    )


def _metrics(environment: str) -> TableResource:
    """Is provisioned in one environment, and scales there."""
    prod = environment == "prod"
    scaling = AutoScaling(5, 100, 60)
    return table(
        gsi("by-score", "kind", "score:N"),
        logical_id="MetricsTable",
        name=f"{environment}.metrics.{environment}",
        billing=Provisioned(5, 7, scaling, AutoScaling(7, 50)) if prod else OnDemand(),
    )


def _audit(environment: str) -> TableResource:
    """Is there in two environments only."""
    return table(
        logical_id="AuditTable",
        name=f"audit-{environment}",
        stream="KEYS_ONLY",
        encryption=Encryption("CUSTOMER", f"arn:aws:kms:us-east-1:123456789012:key/{environment}"),
        backup=BackupSchedule("cron(0 6 * * ? *)", 30),
    )
