"""Whose key encrypts a table: DynamoDB does not tell, AWS KMS does; and for the engine's tables, this."""

from collections.abc import Mapping
from typing import Any

from tablewright.engine.tables.encryption import is_managed_key


class EngineKeys:
    """Answers DescribeKey for the keys that the embedded engine's tables describe."""

    def describe_key(self, *, KeyId: str) -> Mapping[str, Any]:
        """Whether AWS or the customer manages a key, by its ARN.

        Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
        """
        return {"KeyMetadata": {"KeyId": KeyId, "KeyManager": "AWS" if is_managed_key(KeyId) else "CUSTOMER"}}
