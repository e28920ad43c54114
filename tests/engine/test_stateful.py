"""The engine against a plain dict: whatever is done in whatever order, both hold the same."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tablewright.engine import DynamoDBError, Engine, ManualClock, Service

Item = dict[str, dict[str, Any]]

partitions = st.sampled_from(["a", "b", "ab"])
sorts = st.integers(-3, 3)
groups = st.sampled_from([None, "x", "y"])
scores = st.integers(-100, 100)

TABLE = {
    "TableName": "things",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "sk", "AttributeType": "N"},
        {"AttributeName": "group", "AttributeType": "S"},
        {"AttributeName": "score", "AttributeType": "N"},
    ],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by-group",
            "KeySchema": [
                {"AttributeName": "group", "KeyType": "HASH"},
                {"AttributeName": "score", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
    "LocalSecondaryIndexes": [
        {
            "IndexName": "by-score",
            "KeySchema": [
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "score", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ],
    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
}


def make(pk: str, sk: int, group: str | None, score: int | None) -> Item:
    item: Item = {"pk": {"S": pk}, "sk": {"N": str(sk)}}
    if group is not None:
        item["group"] = {"S": group}
    if score is not None:
        item["score"] = {"N": str(score)}
    return item


def key_of(pk: str, sk: int) -> Item:
    return {"pk": {"S": pk}, "sk": {"N": str(sk)}}


class EngineAgainstDict(RuleBasedStateMachine):
    engine: Engine

    @initialize()
    def start(self) -> None:
        self.service = Service(None, clock=ManualClock())
        self.engine = self.service.region("us-east-1")
        self.engine.call("CreateTable", TABLE)
        self.model: dict[tuple[str, int], Item] = {}

    def teardown(self) -> None:
        self.service.close()

    @rule(pk=partitions, sk=sorts, group=groups, score=st.none() | scores)
    def put(self, pk: str, sk: int, group: str | None, score: int | None) -> None:
        item = make(pk, sk, group, score)
        answer = self.engine.call("PutItem", {"TableName": "things", "Item": item, "ReturnValues": "ALL_OLD"})
        assert answer.get("Attributes") == self.model.get((pk, sk))
        self.model[pk, sk] = item

    @rule(pk=partitions, sk=sorts)
    def delete(self, pk: str, sk: int) -> None:
        request = {"TableName": "things", "Key": key_of(pk, sk), "ReturnValues": "ALL_OLD"}
        assert self.engine.call("DeleteItem", request).get("Attributes") == self.model.pop((pk, sk), None)

    @rule(pk=partitions, sk=sorts, by=scores)
    def add_to_the_score(self, pk: str, sk: int, by: int) -> None:
        request = {
            "TableName": "things",
            "Key": key_of(pk, sk),
            "UpdateExpression": "ADD score :by",
            "ExpressionAttributeValues": {":by": {"N": str(by)}},
            "ReturnValues": "ALL_NEW",
        }
        before = self.model.get((pk, sk), key_of(pk, sk))
        score = int(before.get("score", {"N": "0"})["N"]) + by
        self.model[pk, sk] = before | {"score": {"N": str(score)}}
        assert self.engine.call("UpdateItem", request)["Attributes"] == self.model[pk, sk]

    @rule(pk=partitions, sk=sorts)
    def leave_the_group_if_there_is_one(self, pk: str, sk: int) -> None:
        request = {
            "TableName": "things",
            "Key": key_of(pk, sk),
            "UpdateExpression": "REMOVE #g",
            "ConditionExpression": "attribute_exists(#g)",
            "ExpressionAttributeNames": {"#g": "group"},
        }
        before = self.model.get((pk, sk), {})
        refusal = self._refusal("UpdateItem", request)
        if "group" in before:
            assert refusal is None
            self.model[pk, sk] = {name: value for name, value in before.items() if name != "group"}
        else:
            assert refusal == "ConditionalCheckFailedException"

    @rule(items=st.lists(st.tuples(partitions, sorts, groups), min_size=1, max_size=4), forbid=partitions)
    def put_together_unless_one_is_there(self, items: list[tuple[str, int, str | None]], forbid: str) -> None:
        keys = {(pk, sk): group for pk, sk, group in items}
        puts = []
        for (pk, sk), group in keys.items():
            put = {"TableName": "things", "Item": make(pk, sk, group, 1)}
            if pk == forbid:
                put["ConditionExpression"] = "attribute_not_exists(pk)"
            puts.append({"Put": put})
        blocked = any(pk == forbid and (pk, sk) in self.model for pk, sk in keys)
        refusal = self._refusal("TransactWriteItems", {"TransactItems": puts})
        if blocked:
            assert refusal == "TransactionCanceledException"
        else:
            assert refusal is None
            self.model.update({(pk, sk): make(pk, sk, group, 1) for (pk, sk), group in keys.items()})

    @rule(limit=st.integers(1, 3), forward=st.booleans(), pk=partitions)
    def page_through_a_partition(self, limit: int, forward: bool, pk: str) -> None:
        request = {
            "TableName": "things",
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": pk}},
            "ScanIndexForward": forward,
            "Limit": limit,
        }
        expected = [self.model[key] for key in sorted(self.model, reverse=not forward) if key[0] == pk]
        assert self._all("Query", request) == expected

    @invariant()
    def the_table_is_the_dict(self) -> None:
        if not hasattr(self, "model"):
            return
        found = self._all("Scan", {"TableName": "things"})
        assert sorted(found, key=str) == sorted(self.model.values(), key=str)
        assert self.engine.call("DescribeTable", {"TableName": "things"})["Table"]["ItemCount"] == len(self.model)

    @invariant()
    def the_index_is_the_part_of_the_dict_with_its_keys(self) -> None:
        if not hasattr(self, "model"):
            return
        expected = [item for item in self.model.values() if "group" in item and "score" in item]
        found = self._all("Scan", {"TableName": "things", "IndexName": "by-group"})
        assert sorted(found, key=str) == sorted(expected, key=str)

    @invariant()
    def the_local_index_is_in_order_and_holds_the_keys_only(self) -> None:
        if not hasattr(self, "model"):
            return
        request = {
            "TableName": "things",
            "IndexName": "by-score",
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": "a"}},
        }
        found = self._all("Query", request)
        scored = [item for (pk, _), item in self.model.items() if pk == "a" and "score" in item]
        assert [int(item["score"]["N"]) for item in found] == sorted(int(item["score"]["N"]) for item in scored)
        assert all(set(item) == {"pk", "sk", "score"} for item in found)

    def _refusal(self, operation: str, request: dict[str, Any]) -> str | None:
        try:
            self.engine.call(operation, request)
        except DynamoDBError as error:
            return error.code
        return None

    def _all(self, operation: str, request: dict[str, Any]) -> list[Item]:
        items: list[Item] = []
        start: dict[str, Any] = {}
        while True:
            page = self.engine.call(operation, request | start)
            items += page["Items"]
            if "LastEvaluatedKey" not in page:
                return items
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


TestEngineAgainstDict = EngineAgainstDict.TestCase
TestEngineAgainstDict.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
