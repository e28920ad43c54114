"""Whose key encrypts a table is told apart on the embedded engine as AWS KMS tells it."""

import tablewright
from tablewright.adapters.keys import EngineKeys

TABLE = {
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}


def test_the_managed_key_is_aws_and_any_other_is_the_customers() -> None:
    with tablewright.embedded() as dynamodb:
        client = dynamodb.client("dynamodb")
        managed = client.create_table(  # type: ignore[call-overload]
            TableName="managed", SSESpecification={"Enabled": True}, **TABLE
        )["TableDescription"]["SSEDescription"]["KMSMasterKeyArn"]
        own = client.create_table(  # type: ignore[call-overload]
            TableName="own",
            SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": "alias/ours"},
            **TABLE,
        )["TableDescription"]["SSEDescription"]["KMSMasterKeyArn"]
    managers = [EngineKeys().describe_key(KeyId=arn)["KeyMetadata"]["KeyManager"] for arn in (managed, own)]
    assert managers == ["AWS", "CUSTOMER"]
