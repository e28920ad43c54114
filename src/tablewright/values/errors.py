"""The error of a value that DynamoDB does not accept."""


class InvalidValue(Exception):
    """A value breaks a rule of DynamoDB's data types; ``message`` says which, in DynamoDB's words.

    Where the value stood in the request is for the caller to add.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Unconvertible(InvalidValue):
    """What a value holds cannot be converted: it is no number that can be stored, or a set repeats a member.

    DynamoDB finds it in a step of its own; of an ExclusiveStartKey it then says no more than this.
    """


class NameTooLong(InvalidValue):
    """The name of an attribute is too long; DynamoDB says it alike of names wherever they stand in a request."""

    def __init__(self, limit: int) -> None:
        """``limit`` is the most bytes a name may have."""
        super().__init__(
            f"1 validation error detected: Attribute name is too large, must be less than {limit + 1} bytes"
        )
