"""DynamoDB's expressions: one tokenizer, one grammar, one syntax tree and one printer for all of them."""

from tablewright.expressions.conditions import Condition
from tablewright.expressions.errors import ExpressionError
from tablewright.expressions.key_conditions import KeyCondition, KeyRange, Refusal
from tablewright.expressions.parser import parse_condition, parse_projection, parse_update
from tablewright.expressions.placeholders import check_name_keys, check_names, check_unused, check_value_keys
from tablewright.expressions.preparation import (
    prepare_condition,
    prepare_key_condition,
    prepare_projection,
    prepare_update,
)
from tablewright.expressions.printer import Placeholders, to_text
from tablewright.expressions.projections import Projection
from tablewright.expressions.updates import Update

__all__ = [
    "Condition",
    "ExpressionError",
    "KeyCondition",
    "KeyRange",
    "Placeholders",
    "Projection",
    "Refusal",
    "Update",
    "check_name_keys",
    "check_names",
    "check_unused",
    "check_value_keys",
    "parse_condition",
    "parse_projection",
    "parse_update",
    "prepare_condition",
    "prepare_key_condition",
    "prepare_projection",
    "prepare_update",
    "to_text",
]
