"""The error of an expression that DynamoDB refuses, or that cannot be carried out on an item."""


class ExpressionError(Exception):
    """An expression is wrong, or does not fit the item it is applied to.

    ``message`` is the whole sentence as DynamoDB gives it. ``position`` is where in the expression's text
    the fault lies, as an offset in characters, or None where no one place is at fault.
    """

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
