"""Key conditions as objects; which ranges they give is in the cases."""

from tablewright.expressions import KeyCondition, KeyRange, prepare_key_condition
from tablewright.expressions.syntax import And, Call, Comparison, Literal, Path


def test_a_key_condition_knows_its_placeholders_and_attributes() -> None:
    condition = prepare_key_condition("#p = :p AND begins_with(sk, :s)", {"#p": "pk", "#z": "z"})
    assert condition.names_used == {"#p"}
    assert condition.values_used == {":p", ":s"}
    assert condition.attributes == {"pk", "sk"}


def test_a_key_condition_can_be_made_of_literal_values() -> None:
    condition = KeyCondition(
        And(
            (
                Comparison("=", Path(("pk",)), Literal({"S": "p"})),
                Call("begins_with", (Path(("sk",)), Literal({"S": "s"}))),
            )
        )
    )
    condition.check(None)
    assert condition.resolve(None, ["pk"], ["sk"]) == KeyRange(({"S": "p"},), (), "begins_with", ({"S": "s"},))


def test_one_condition_resolves_against_any_schema_it_fits() -> None:
    condition = prepare_key_condition("a = :v AND b = :v", None)
    values = {":v": {"S": "x"}}
    assert condition.resolve(values, ["a"], ["b"]) == KeyRange(({"S": "x"},), ({"S": "x"},))
    assert condition.resolve(values, ["b"], ["a", "c"]) == KeyRange(({"S": "x"},), ({"S": "x"},))
    assert condition.resolve(values, ["a", "b"], []) == KeyRange(({"S": "x"}, {"S": "x"}))
