"""DynamoDB's expressions: one tokenizer, one grammar, one syntax tree and one printer for all of them."""

from .conditions import Condition
from .errors import ExpressionError
from .key_conditions import KeyCondition, KeyRange
from .parser import parse_condition, parse_projection, parse_update
from .placeholders import check_name_keys, check_names, check_unused, check_value_keys
from .preparation import prepare_condition, prepare_key_condition, prepare_projection, prepare_update
from .printer import Placeholders, to_text
from .projections import Projection
from .updates import Update

__all__ = [
    "Condition",
    "ExpressionError",
    "KeyCondition",
    "KeyRange",
    "Placeholders",
    "Projection",
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
