"""Rendering a design as infrastructure in other tools."""

from tablewright.app.designs import LoadedDesign
from tablewright.app.errors import translated
from tablewright.design.design import Design
from tablewright.plan import ImpossibleResource
from tablewright.render import RenderError, to_json, to_yaml
from tablewright.render import cloudformation as render_cloudformation


def cloudformation(loaded: LoadedDesign, *, as_json: bool = False) -> str:
    """The CloudFormation template of a design, for all its environments, as YAML or JSON.

    Raises:
        AppError: the design cannot be written as one template.
    """
    design: Design = loaded.design
    exports = {} if design.exports is None else {"exports": design.exports}
    with translated(RenderError, ImpossibleResource):
        environments = {each.name: design.resources(each.name) for each in design.environments}
        template = render_cloudformation(design.name, environments, **exports)
    return to_json(template) if as_json else to_yaml(template)
