"""Templates pass cfn-lint with no error, warning or remark."""

from collections.abc import Mapping, Sequence

import pytest
from cfnlint.api import lint  # type: ignore[import-untyped]
from cfnlint.config import ManualArgs  # type: ignore[import-untyped]
from tests.plan.tables import gsi, table
from tests.render.designs import varied

from tablewright.design.resources import AutoScaling, Encryption, OnDemand, Provisioned, TableResource
from tablewright.render import cloudformation, to_json, to_yaml

_MULTI_REGION_KEY = Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/mrk-1234")
_SCALED = Provisioned(5, 5, AutoScaling(5, 50), AutoScaling(5, 50))


@pytest.mark.parametrize(
    "environments",
    [
        varied(),
        {"dev": [table()]},
        {"dev": [table(name="plain")], "prod": [table(name="plain")]},
        {"dev": [table(gsi("by-status", "status"))], "prod": [table()]},
        {"prod": [table(gsi("by-status", "status"), billing=_SCALED, replicas=("eu-west-1",))]},
        {"prod": [table(encryption=_MULTI_REGION_KEY, replicas=("eu-west-1",))], "dev": [table()]},
        {"dev": [table(billing=OnDemand(10, 10))], "prod": [table(billing=Provisioned(5, 5))]},
        {"dev": [table(ttl_attribute="ttl")], "prod": [table(ttl_attribute="expiresAt")]},
    ],
    ids=["varied", "one", "equal", "index", "global", "keys", "billing", "ttl"],
)
def test_a_template_is_clean(environments: Mapping[str, Sequence[TableResource]]) -> None:
    template = cloudformation("shop", environments)
    config = ManualArgs(include_checks=["I"], regions=["us-east-1", "af-south-1"])
    for text in (to_yaml(template), to_json(template)):
        assert [str(match) for match in lint(text, config=config)] == []
