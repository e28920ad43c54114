"""Real requests of every operation, on a table made for them: what the malformed ones are mutated from."""

from typing import Any

Request = tuple[str, dict[str, Any]]
"""A target and the request's members."""

_DATA = "DynamoDB_20120810."
_STREAMS = "DynamoDBStreams_20120810."
_ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/arena"
_KEY = {"pk": {"S": "a"}, "sk": {"N": "1"}}
_ITEM = {
    **_KEY,
    "kind": {"S": "order"},
    "amount": {"N": "12.50"},
    "photo": {"B": "aGVsbG8="},
    "paid": {"BOOL": True},
    "note": {"NULL": True},
    "parts": {"L": [{"M": {"sku": {"S": "x-1"}, "count": {"N": "3"}}}, {"S": "gift"}]},
    "address": {"M": {"city": {"S": "Zürich"}, "zip": {"N": "8001"}}},
    "tags": {"SS": ["red", "blue"]},
    "sizes": {"NS": ["1", "2.5"]},
    "scans": {"BS": ["AAE=", "AAI="]},
}
_NAMES = {"#k": "kind", "#a": "address"}
_VALUES = {":o": {"S": "order"}, ":n": {"N": "5"}}

ARENA: dict[str, Any] = {
    "TableName": "arena",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "sk", "AttributeType": "N"},
        {"AttributeName": "kind", "AttributeType": "S"},
        {"AttributeName": "amount", "AttributeType": "N"},
    ],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by-kind",
            "KeySchema": [
                {"AttributeName": "kind", "KeyType": "HASH"},
                {"AttributeName": "amount", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["address"]},
        }
    ],
    "LocalSecondaryIndexes": [
        {
            "IndexName": "by-total",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "amount", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ],
    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
}
"""The table that the requests are about."""

_MADE = ARENA | {
    "TableName": "passing",
    "DeletionProtectionEnabled": False,
    "Tags": [{"Key": "team", "Value": "sales"}],
    "SSESpecification": {"Enabled": False},
    "TableClass": "STANDARD",
    "OnDemandThroughput": {"MaxReadRequestUnits": 100, "MaxWriteRequestUnits": 100},
    "WarmThroughput": {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000},
}
_PROVISIONED = {
    "TableName": "provisioned",
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "B"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "BillingMode": "PROVISIONED",
    "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
}

_WRITES: list[Request] = [
    (
        _DATA + "PutItem",
        {"TableName": "arena", "Item": _ITEM, "ReturnValues": "ALL_OLD", "ReturnConsumedCapacity": "INDEXES"},
    ),
    (
        _DATA + "PutItem",
        {
            "TableName": "arena",
            "Item": _ITEM,
            "ConditionExpression": "attribute_not_exists(pk) OR (#k = :o AND size(#a.city) > :n) OR contains(tags, :o)",
            "ExpressionAttributeNames": _NAMES,
            "ExpressionAttributeValues": _VALUES,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        },
    ),
    (
        _DATA + "PutItem",
        {
            "TableName": "arena",
            "Item": _ITEM,
            "Expected": {
                "kind": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "order"}]},
                "amount": {"Exists": False},
            },
            "ConditionalOperator": "OR",
        },
    ),
    (
        _DATA + "UpdateItem",
        {
            "TableName": "arena",
            "Key": _KEY,
            "UpdateExpression": "SET #a.zip = if_not_exists(#a.zip, :n) + :n, parts[1] = :o REMOVE note ADD amount :n",
            "ConditionExpression": "#k IN (:o, :n) AND NOT amount BETWEEN :n AND :n",
            "ExpressionAttributeNames": _NAMES,
            "ExpressionAttributeValues": _VALUES,
            "ReturnValues": "UPDATED_NEW",
            "ReturnItemCollectionMetrics": "SIZE",
        },
    ),
    (
        _DATA + "UpdateItem",
        {
            "TableName": "arena",
            "Key": _KEY,
            "AttributeUpdates": {"amount": {"Action": "ADD", "Value": {"N": "1"}}, "note": {"Action": "DELETE"}},
        },
    ),
    (
        _DATA + "DeleteItem",
        {
            "TableName": "arena",
            "Key": _KEY,
            "ConditionExpression": "begins_with(#k, :o) AND attribute_type(pk, :o)",
            "ExpressionAttributeNames": {"#k": "kind"},
            "ExpressionAttributeValues": {":o": {"S": "S"}},
        },
    ),
    (
        _DATA + "BatchWriteItem",
        {
            "RequestItems": {
                "arena": [
                    {"PutRequest": {"Item": _ITEM | {"sk": {"N": "2"}}}},
                    {"DeleteRequest": {"Key": {"pk": {"S": "b"}, "sk": {"N": "-1.5E3"}}}},
                ]
            },
            "ReturnConsumedCapacity": "TOTAL",
        },
    ),
    (
        _DATA + "TransactWriteItems",
        {
            "TransactItems": [
                {"Put": {"TableName": "arena", "Item": _ITEM | {"sk": {"N": "3"}}}},
                {
                    "Update": {
                        "TableName": "arena",
                        "Key": _KEY | {"sk": {"N": "4"}},
                        "UpdateExpression": "SET amount = :n",
                        "ExpressionAttributeValues": {":n": {"N": "5"}},
                    }
                },
                {"Delete": {"TableName": "arena", "Key": _KEY | {"sk": {"N": "5"}}}},
                {
                    "ConditionCheck": {
                        "TableName": "arena",
                        "Key": _KEY | {"sk": {"N": "6"}},
                        "ConditionExpression": "attribute_not_exists(pk)",
                    }
                },
            ],
            "ClientRequestToken": "token-of-the-arena",
        },
    ),
]

_READS: list[Request] = [
    (
        _DATA + "GetItem",
        {
            "TableName": "arena",
            "Key": _KEY,
            "ProjectionExpression": "#a.city, parts[0].sku, pk",
            "ExpressionAttributeNames": {"#a": "address"},
            "ConsistentRead": True,
        },
    ),
    (_DATA + "GetItem", {"TableName": _ARN, "Key": _KEY, "AttributesToGet": ["pk", "kind"]}),
    (
        _DATA + "Query",
        {
            "TableName": "arena",
            "KeyConditionExpression": "pk = :p AND sk BETWEEN :l AND :h",
            "FilterExpression": "attribute_exists(#a.city) AND amount <> :l",
            "ProjectionExpression": "pk, sk, #a",
            "ExpressionAttributeNames": {"#a": "address"},
            "ExpressionAttributeValues": {":p": {"S": "a"}, ":l": {"N": "0"}, ":h": {"N": "9"}},
            "ScanIndexForward": False,
            "Limit": 3,
            "ExclusiveStartKey": _KEY,
            "ReturnConsumedCapacity": "TOTAL",
        },
    ),
    (
        _DATA + "Query",
        {
            "TableName": "arena",
            "IndexName": "by-kind",
            "KeyConditions": {
                "kind": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "order"}]},
                "amount": {"ComparisonOperator": "GE", "AttributeValueList": [{"N": "1"}]},
            },
            "QueryFilter": {"address": {"ComparisonOperator": "NOT_NULL"}},
            "Select": "ALL_PROJECTED_ATTRIBUTES",
            "ExclusiveStartKey": {**_KEY, "kind": {"S": "order"}, "amount": {"N": "3"}},
        },
    ),
    (
        _DATA + "Scan",
        {
            "TableName": "arena",
            "IndexName": "by-total",
            "FilterExpression": "amount IN (:a, :b)",
            "ExpressionAttributeValues": {":a": {"N": "1"}, ":b": {"N": "12.5"}},
            "Segment": 1,
            "TotalSegments": 4,
            "Select": "COUNT",
        },
    ),
    (
        _DATA + "Scan",
        {
            "TableName": "arena",
            "ScanFilter": {
                "kind": {"ComparisonOperator": "IN", "AttributeValueList": [{"S": "order"}, {"S": "x"}]},
                "note": {"ComparisonOperator": "NULL"},
            },
            "ConditionalOperator": "AND",
            "Limit": 10,
        },
    ),
    (
        _DATA + "BatchGetItem",
        {
            "RequestItems": {
                "arena": {
                    "Keys": [_KEY, {"pk": {"S": "b"}, "sk": {"N": "7"}}],
                    "ProjectionExpression": "pk, #k",
                    "ExpressionAttributeNames": {"#k": "kind"},
                    "ConsistentRead": True,
                }
            }
        },
    ),
    (
        _DATA + "TransactGetItems",
        {
            "TransactItems": [
                {"Get": {"TableName": "arena", "Key": _KEY, "ProjectionExpression": "pk, tags"}},
                {"Get": {"TableName": "arena", "Key": {"pk": {"S": "b"}, "sk": {"N": "7"}}}},
            ]
        },
    ),
]

_TABLES: list[Request] = [
    (_DATA + "CreateTable", _MADE),
    (_DATA + "CreateTable", _PROVISIONED),
    (_DATA + "DescribeTable", {"TableName": "arena"}),
    (_DATA + "ListTables", {"Limit": 10, "ExclusiveStartTableName": "aaa"}),
    (
        _DATA + "UpdateTable",
        {
            "TableName": "passing",
            "AttributeDefinitions": [{"AttributeName": "city", "AttributeType": "S"}],
            "GlobalSecondaryIndexUpdates": [
                {
                    "Create": {
                        "IndexName": "by-city",
                        "KeySchema": [{"AttributeName": "city", "KeyType": "HASH"}],
                        "Projection": {"ProjectionType": "ALL"},
                    }
                }
            ],
        },
    ),
    (
        _DATA + "UpdateTable",
        {"TableName": "passing", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "by-city"}}]},
    ),
    (
        _DATA + "UpdateTable",
        {
            "TableName": "provisioned",
            "ProvisionedThroughput": {"ReadCapacityUnits": 7, "WriteCapacityUnits": 7},
        },
    ),
    (
        _DATA + "UpdateTable",
        {
            "TableName": "provisioned",
            "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
        },
    ),
    (_DATA + "UpdateTable", {"TableName": "passing", "DeletionProtectionEnabled": False, "TableClass": "STANDARD"}),
    (_DATA + "DeleteTable", {"TableName": "passing"}),
    (_DATA + "DeleteTable", {"TableName": "provisioned"}),
    (_DATA + "DescribeTimeToLive", {"TableName": "arena"}),
    (
        _DATA + "UpdateTimeToLive",
        {"TableName": "arena", "TimeToLiveSpecification": {"Enabled": True, "AttributeName": "expires"}},
    ),
    (_DATA + "DescribeContinuousBackups", {"TableName": "arena"}),
    (
        _DATA + "UpdateContinuousBackups",
        {
            "TableName": "arena",
            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": 7},
        },
    ),
    (_DATA + "TagResource", {"ResourceArn": _ARN, "Tags": [{"Key": "team", "Value": "sales"}]}),
    (_DATA + "UntagResource", {"ResourceArn": _ARN, "TagKeys": ["team"]}),
    (_DATA + "ListTagsOfResource", {"ResourceArn": _ARN}),
    (
        _DATA + "PutResourcePolicy",
        {
            "ResourceArn": _ARN,
            "Policy": '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",'
            '"Action":"dynamodb:GetItem","Resource":"*"}]}',
        },
    ),
    (_DATA + "GetResourcePolicy", {"ResourceArn": _ARN}),
    (_DATA + "DeleteResourcePolicy", {"ResourceArn": _ARN, "ExpectedRevisionId": "1"}),
    (_DATA + "DescribeLimits", {}),
    (_DATA + "DescribeEndpoints", {}),
]

_PARTIQL: list[Request] = [
    (
        _DATA + "ExecuteStatement",
        {
            "Statement": 'SELECT pk, address.city FROM "arena"."by-kind" WHERE kind = ? AND amount > 3',
            "Parameters": [{"S": "order"}],
            "Limit": 5,
        },
    ),
    (
        _DATA + "ExecuteStatement",
        {
            "Statement": "INSERT INTO arena VALUE {'pk': 'p', 'sk': 1, 'tags': <<'a'>>, 'l': [{'x': 2}], 'kind': ?}",
            "Parameters": [{"S": "order"}],
        },
    ),
    (
        _DATA + "BatchExecuteStatement",
        {
            "Statements": [
                {"Statement": "UPDATE arena SET amount = amount + 1 WHERE pk = 'a' AND sk = 1"},
                {"Statement": "DELETE FROM arena WHERE pk = ? AND sk = 2", "Parameters": [{"S": "a"}]},
            ]
        },
    ),
    (
        _DATA + "ExecuteTransaction",
        {
            "TransactStatements": [
                {"Statement": "EXISTS(SELECT * FROM arena WHERE pk = 'a' AND sk = 1 AND amount > 2)"}
            ],
            "ClientRequestToken": "statements-of-the-arena",
        },
    ),
]


def stream_requests(stream_arn: str, shard_id: str, iterator: str) -> list[Request]:
    """Requests about the arena's stream, which has its own ARN each time."""
    return [
        (_STREAMS + "ListStreams", {"TableName": "arena", "Limit": 5}),
        (_STREAMS + "DescribeStream", {"StreamArn": stream_arn, "Limit": 5, "ExclusiveStartShardId": shard_id}),
        (
            _STREAMS + "GetShardIterator",
            {"StreamArn": stream_arn, "ShardId": shard_id, "ShardIteratorType": "TRIM_HORIZON"},
        ),
        (
            _STREAMS + "GetShardIterator",
            {
                "StreamArn": stream_arn,
                "ShardId": shard_id,
                "ShardIteratorType": "AFTER_SEQUENCE_NUMBER",
                "SequenceNumber": "000000000000000000001",
            },
        ),
        (_STREAMS + "GetRecords", {"ShardIterator": iterator, "Limit": 10}),
    ]


REQUESTS: list[Request] = _WRITES + _READS + _TABLES + _PARTIQL
"""Requests of every operation but those on streams."""
