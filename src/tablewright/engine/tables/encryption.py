"""Encryption at rest as it is asked for and described.

The engine keeps the setting, by which designs are checked; its files are as private as the disk they are on.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SSESpecification.html
"""

import uuid
from typing import Any

from tablewright.engine.engine import Engine
from tablewright.engine.errors import INVALID, validation

_KEY_NAMES = uuid.UUID("8f0b4f0e-6f0c-5f63-9d2e-5d1f6f1c6a01")
"""The namespace in which aliases get their keys' ids, so that one alias is one key wherever it is named."""


_MANAGED_KEY = "alias/aws/dynamodb"
"""The alias of the key that AWS manages for DynamoDB in an account."""


def check_encryption(specification: dict[str, Any] | None) -> None:
    """Refuse an SSESpecification whose members contradict each other.

    Raises:
        DynamoDBError: ValidationException.
    """
    if not specification:
        return
    if specification.get("Enabled") is False:
        for member in ("SSEType", "KMSMasterKeyId"):
            if member in specification:
                raise validation(f"{INVALID}{member} can not be specified if Enabled is false")
    if specification.get("SSEType") == "AES256":
        raise validation(f"{INVALID}SSEType AES256 is not supported")
    if "KMSMasterKeyId" in specification and "SSEType" not in specification:
        raise validation(f"{INVALID}SSEType KMS is required if KMSMasterKeyId is specified")


def describe_encryption(engine: Engine, specification: dict[str, Any] | None) -> dict[str, Any] | None:
    """The SSEDescription of a table; None where the key is AWS's own, as it is by default."""
    if not specification or not specification.get("Enabled", "SSEType" in specification):
        return None
    key = _key_arn(engine, specification.get("KMSMasterKeyId", _MANAGED_KEY))
    return {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": key}


def changed_encryption(
    engine: Engine, before: dict[str, Any] | None, specification: dict[str, Any]
) -> dict[str, Any] | None:
    """The SSEDescription after a change of it.

    Raises:
        DynamoDBError: ValidationException, it is what it was. The same key may be asked for again by anything but
            its ARN.
    """
    after = describe_encryption(engine, specification)
    if after is None and before is None:
        raise validation(f"{INVALID}Table is already encrypted by default")
    if before is not None and specification.get("KMSMasterKeyId") == before["KMSMasterKeyArn"]:
        raise validation(
            f"{INVALID}Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want "
            "to change Master Key"
        )
    return after


def is_managed_key(arn: str) -> bool:
    """Whether a key that a table of the engine describes stands for the one that AWS manages."""
    return arn.rpartition("key/")[2] == _key_id(_MANAGED_KEY)


def _key_arn(engine: Engine, key: str) -> str:
    """The ARN of the key that an id, an ARN or an alias means; an alias's key is derived from its name."""
    if key.startswith("arn:") and ":alias/" not in key:
        return key
    name = key.rpartition(":")[2] if key.startswith("arn:") else key
    return f"arn:aws:kms:{engine.region}:{engine.account}:key/{_key_id(name)}"


def _key_id(name: str) -> str:
    return str(uuid.uuid5(_KEY_NAMES, name)) if name.startswith("alias/") else name
