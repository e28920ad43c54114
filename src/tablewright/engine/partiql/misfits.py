"""What is wrong with an expression that is part of a statement, in the words used for statements."""

from tablewright.engine.errors import DynamoDBError, validation
from tablewright.expressions import ExpressionError

KIND = "statement"
"""What expressions are told they stand in."""


def misfit(error: ExpressionError) -> DynamoDBError:
    """The refusal of a statement: that of the expression, without the member of a request it would stand in."""
    return validation(error.message.removeprefix(f"Invalid {KIND}: "))
