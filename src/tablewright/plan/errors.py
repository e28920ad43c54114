"""What makes a resource impossible to plan for."""


class ImpossibleResource(ValueError):
    """A table is declared in a way that DynamoDB cannot hold; the message names the table and the way out."""
