"""The CloudFormation template of a system, as its tests read it."""

from typing import Any, cast

from tablewright import Design
from tablewright.render import cloudformation


def rendered(design: Design) -> dict[str, Any]:
    """The template that `tablewright render cloudformation` writes of a design."""
    environments = {each.name: design.resources(each.name) for each in design.environments}
    exports = {} if design.exports is None else {"exports": design.exports}
    return cast("dict[str, Any]", cloudformation(design.name, environments, **exports))
