"""Reading a template back: which tables it makes in one environment."""

from collections.abc import Mapping
from typing import Any

from tablewright.design.resources import TableResource
from tablewright.render.environments import PARAMETER
from tablewright.render.evaluation import Evaluation
from tablewright.render.table_reading import read_tables
from tablewright.render.template_text import parse_template


def read_cloudformation(template: str | Mapping[str, Any], environment: str) -> tuple[TableResource, ...]:
    """The tables that a template makes in one environment, in canonical form.

    Parameters, mappings and conditions are evaluated as CloudFormation does, so the result is what a stack
    would hold: it can be compared with what a design resolves to, and with live tables.

    Args:
        template: YAML or JSON text, or the JSON value.
        environment: the value of the template's parameter Environment.

    Raises:
        TemplateError: the template is malformed, or says something in a way that is not understood.
    """
    parsed = parse_template(template) if isinstance(template, str) else template
    return read_tables(Evaluation(parsed, {PARAMETER: environment}).resources())
