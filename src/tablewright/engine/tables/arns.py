"""ARNs in the place of a table's name.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-cross-account-access.html
"""

import re

from tablewright.engine.errors import DynamoDBError, access_denied, validation

parts_of_table_arn = re.compile(
    r"arn:aws[a-z-]*:dynamodb:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):table/[a-zA-Z0-9_.-]{3,255}"
).fullmatch
"""The region and the account in the ARN of a table; None of what is no such ARN."""


class ForeignTable(DynamoDBError):
    """A table is another account's, to which there is no access here. The engine adds what was not to be done to it."""

    def __init__(self, arn: str) -> None:
        super().__init__("AccessDeniedException")
        self._arn = arn

    def refusal(self, account: str, operation: str) -> DynamoDBError:
        """AccessDeniedException, of an operation that ``account`` asked for."""
        return access_denied(f"arn:aws:iam::{account}:root", f"dynamodb:{operation}", self._arn)


def check_table_arn(arn: str) -> None:
    """Refuse what is not the ARN of a table, be it that of an index or a stream.

    Raises:
        DynamoDBError: ValidationException.
    """
    if not parts_of_table_arn(arn):
        raise invalid_table_arn(arn)


def invalid_table_arn(arn: str) -> DynamoDBError:
    """What is not the ARN of a table that could be here."""
    return validation(f"Invalid TableArn: Invalid ResourceArn provided as input {arn}")


def check_table_is_here(arn: str, region: str, account: str) -> None:
    """Refuse the ARN of anything but a table of ``region`` and ``account``; whether it exists is another question.

    Raises:
        DynamoDBError: ValidationException, it is of another region or no table's; ForeignTable, it is of another
            account.
    """
    parts = parts_of_table_arn(arn)
    if parts is None:
        check_table_arn(arn)
    elif parts["region"] != region:
        raise validation(f"1 validation error detected: Invalid AWS region in '{arn}'")
    elif parts["account"] != account:
        raise ForeignTable(arn)
