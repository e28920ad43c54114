"""Rendering: the tables of a design as infrastructure in the user's own tool, and such files read back."""

from tablewright.render.cloudformation import cloudformation
from tablewright.render.errors import RenderError, TemplateError
from tablewright.render.reading import read_cloudformation
from tablewright.render.template_text import to_json, to_yaml

__all__ = ["RenderError", "TemplateError", "cloudformation", "read_cloudformation", "to_json", "to_yaml"]
