"""Laws of planning, over every kind of table."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.deploy.fake_endpoint import FakeEndpoint, FakeKeys
from tests.plan.resources_strategy import tables

from tablewright.deploy import Pace, apply, make_plan, observe, verify
from tablewright.design.resources import TableResource
from tablewright.plan import canonical, diff, differences

_AT_ONCE = Pace(sleep=lambda seconds: None, clock=iter(range(10**9)).__next__, timeout=10_000)


def _made(resources: Sequence[TableResource], *, delay: int = 0) -> FakeEndpoint:
    endpoint = FakeEndpoint(delay=delay)
    apply(resources, endpoint, pace=_AT_ONCE, keys=FakeKeys())
    return endpoint


@given(tables())
@settings(max_examples=100, deadline=None)
def test_what_was_made_has_no_difference_from_what_was_declared(table: TableResource) -> None:
    endpoint = _made([table])
    (observed,) = observe(endpoint, [table.name], keys=FakeKeys())
    assert differences(canonical(table), observed) == ()
    assert not diff([table], [observed])
    assert verify([table], endpoint, keys=FakeKeys()).matches


@given(tables(), tables(), st.integers(0, 2))
@settings(max_examples=200, deadline=None)
def test_carrying_out_the_changes_between_two_tables_leaves_none(
    before: TableResource, after: TableResource, delay: int
) -> None:
    endpoint = _made([before], delay=delay)
    plan = make_plan([after], endpoint, keys=FakeKeys())
    if plan.blocked:
        assert before.deletion_protection
        assert after.deletion_protection
        return
    apply([after], endpoint, allow_destructive=True, pace=_AT_ONCE, keys=FakeKeys())
    assert not make_plan([after], endpoint, keys=FakeKeys())
    assert verify([after], endpoint, keys=FakeKeys()).matches


@given(tables())
def test_the_canonical_form_of_a_canonical_form_is_itself(table: TableResource) -> None:
    assert canonical(canonical(table)) == canonical(table)


@given(tables(), tables())
@settings(max_examples=50, deadline=None)
def test_a_plan_is_empty_exactly_when_nothing_differs(before: TableResource, after: TableResource) -> None:
    (observed,) = observe(_made([before]), [before.name], keys=FakeKeys())
    assert bool(diff([after], [observed])) == bool(differences(canonical(after), observed))
