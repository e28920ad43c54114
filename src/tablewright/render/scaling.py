"""Application Auto Scaling of provisioned capacity: a target and a policy for each dimension that scales.

https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-dynamodb.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tablewright.design.resources import AutoScaling, Billing, Provisioned, TableResource
from tablewright.render.intrinsics import Json, ref, sub


@dataclass(frozen=True, slots=True)
class ScaledDimension:
    """One capacity of one table or index that scales."""

    table: str
    """The logical id of the table."""
    index: str | None
    dimension: str
    """``Read`` or ``Write``."""
    rule: AutoScaling

    @property
    def logical_id(self) -> str:
        """The start of the logical ids of the target and the policy."""
        return f"{self.table}{re.sub('[^A-Za-z0-9]', '', self.index or '')}{self.dimension}"

    def target(self) -> dict[str, Json]:
        """The properties of ``AWS::ApplicationAutoScaling::ScalableTarget``."""
        kind, path = ("table", "") if self.index is None else ("index", f"/index/{self.index}")
        return {
            "ServiceNamespace": "dynamodb",
            "ResourceId": sub(f"table/${{{self.table}}}{path}"),
            "ScalableDimension": f"dynamodb:{kind}:{self.dimension}CapacityUnits",
            "MinCapacity": self.rule.minimum,
            "MaxCapacity": self.rule.maximum,
        }

    def policy(self) -> dict[str, Json]:
        """The properties of ``AWS::ApplicationAutoScaling::ScalingPolicy``."""
        return {
            "PolicyName": f"{self.logical_id}Scaling",
            "PolicyType": "TargetTrackingScaling",
            "ScalingTargetId": ref(f"{self.logical_id}ScalableTarget"),
            "TargetTrackingScalingPolicyConfiguration": {
                "PredefinedMetricSpecification": {
                    "PredefinedMetricType": f"DynamoDB{self.dimension}CapacityUtilization"
                },
                "TargetValue": self.rule.target_utilization,
            },
        }


def scaled_dimensions(table: TableResource) -> Iterator[ScaledDimension]:
    """Everything of the table that scales; the table is in canonical form."""
    capacities: list[tuple[str | None, Billing | None]] = [(None, table.billing)]
    capacities += [(index.name, index.billing) for index in table.indexes]
    for index, billing in capacities:
        if isinstance(billing, Provisioned):
            if billing.read_scaling is not None:
                yield ScaledDimension(table.logical_id, index, "Read", billing.read_scaling)
            if billing.write_scaling is not None:
                yield ScaledDimension(table.logical_id, index, "Write", billing.write_scaling)
