"""Background work takes turns, joins what is open, and holds nobody up."""

import json

from tablewright.engine import Engine, ManualClock, Service
from tablewright.engine.chores import Chores

PUT = json.dumps({"TableName": "notes", "Item": {"pk": {"S": "a"}}}).encode()


def test_chores_with_much_to_do_take_turns(engine: Engine) -> None:
    done: list[str] = []

    def busy(name: str) -> bool:
        done.append(name)
        return True

    chores = Chores([lambda _: busy("one"), lambda _: False, lambda _: busy("two")])
    assert [chores.turn(engine) for _ in range(4)] == [True] * 4
    assert done == ["one", "two", "one", "two"]


def test_a_turn_with_nothing_to_do_says_so_and_writes_nothing(engine: Engine, notes: str) -> None:
    while engine.maintain():
        pass
    assert not engine.maintain()
    assert not engine.pending


def test_work_joins_the_group_that_is_open_and_leaves_it_to_its_flush(service: Service, notes: str) -> None:
    engine = service.region("us-east-1")
    engine.call("CreateTable", json.loads(TABLE))
    engine.call("DeleteTable", {"TableName": "gone"})
    assert engine.submit("DynamoDB_20120810.PutItem", PUT).status == 200
    assert service.maintain()
    assert engine.pending
    engine.flush()
    assert engine.call("Scan", {"TableName": "notes"})["Count"] == 1


def test_work_of_its_own_is_durable_at_once(service: Service) -> None:
    engine = service.region("us-east-1")
    engine.call("CreateTable", json.loads(TABLE))
    engine.call("DeleteTable", {"TableName": "gone"})
    assert service.maintain()
    assert not engine.pending


def test_when_the_storage_fails_at_work_those_who_wait_are_told(engine: Engine, notes: str) -> None:
    engine.call("CreateTable", json.loads(TABLE))
    engine.call("DeleteTable", {"TableName": "gone"})
    engine.submit("DynamoDB_20120810.PutItem", PUT)
    engine.database.execute("DROP TABLE discarded")
    assert not engine.maintain()
    assert engine.pending  # for the flush to refuse the write
    assert engine.submit("DynamoDB_20120810.PutItem", PUT).status == 500


def test_a_table_in_another_region_is_swept_too(service: Service, clock: ManualClock) -> None:
    for region in ("us-east-1", "eu-west-1"):
        service.region(region).call("CreateTable", json.loads(TABLE))
        service.region(region).call("DeleteTable", {"TableName": "gone"})
    while service.maintain():
        pass
    for region in ("us-east-1", "eu-west-1"):
        assert service.region(region).database.discarded() is None


TABLE = """{
    "TableName": "gone",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST"
}"""
