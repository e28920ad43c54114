"""A template describes exactly the tables it was rendered from, in every environment."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.resources_strategy import tables
from tests.render.designs import ENVIRONMENTS, varied

from tablewright.design.resources import TableResource
from tablewright.plan import canonical
from tablewright.render import cloudformation, read_cloudformation, to_json, to_yaml


def declared(tables_: Sequence[TableResource]) -> list[TableResource]:
    return [canonical(resource) for resource in tables_]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("form", [dict, to_yaml, to_json], ids=["value", "yaml", "json"])
def test_a_varied_design_reads_back_as_declared(form: object, environment: str) -> None:
    assert callable(form)
    template = form(cloudformation("shop", varied()))
    assert list(read_cloudformation(template, environment)) == declared(varied()[environment])


@st.composite
def environments(draw: st.DrawFn) -> Mapping[str, Sequence[TableResource]]:
    """Any table in any environments, with nothing in common but the logical id."""
    names = draw(st.lists(st.sampled_from(["dev", "sit", "prod"]), min_size=1, unique=True))
    return {
        name: [draw(tables(draw(st.sampled_from([f"orders-{name}", "orders", f"{name}-{name}"]))))] for name in names
    }


@given(environments())
@settings(max_examples=40, deadline=None)
def test_whatever_differs_between_environments_reads_back_as_declared(
    design: Mapping[str, Sequence[TableResource]],
) -> None:
    text = to_yaml(cloudformation("shop", design))
    for environment, resources in design.items():
        assert list(read_cloudformation(text, environment)) == declared(resources)


@given(environments())
@settings(max_examples=10, deadline=None)
def test_rendering_is_deterministic(design: Mapping[str, Sequence[TableResource]]) -> None:
    assert to_yaml(cloudformation("shop", design)) == to_yaml(cloudformation("shop", design))
