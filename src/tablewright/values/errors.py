"""The error of a value that DynamoDB does not accept."""


class InvalidValue(Exception):
    """A value breaks a rule of DynamoDB's data types; ``message`` says which, in DynamoDB's words.

    Where the value stood in the request is for the caller to add.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
