"""The rules for key schemas and attribute definitions of tables and indexes, in the service's order and words.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html and, for indexes whose keys
have several attributes, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
"""

from collections.abc import Iterable, Mapping, Sequence

from tablewright.engine.errors import INVALID, DynamoDBError, validation
from tablewright.engine.schema import Key, ScalarType
from tablewright.values.limits import MAX_INDEX_KEY_ATTRIBUTES

Wire = list[dict[str, str]]
"""A KeySchema or AttributeDefinitions member."""


def types_of(definitions: Wire) -> dict[str, ScalarType]:
    """The types by attribute name that AttributeDefinitions give."""
    return {each["AttributeName"]: each["AttributeType"] for each in definitions}  # type: ignore[misc]


def table_key(schema: Wire, definitions: Wire) -> Key:
    """The key that a table's KeySchema declares.

    Raises:
        DynamoDBError: ValidationException, the schema or its definitions break a rule.
    """
    if len(definitions) < len(schema):
        raise validation("Invalid KeySchema: Some index key attribute have no definition")
    _check_defined(schema, [each["AttributeName"] for each in definitions])
    return _simple_key(schema)


def local_key(schema: Wire, defined: Sequence[str]) -> Key:
    """The key that a local index's KeySchema declares; ``defined`` are the attributes with a definition.

    Raises:
        DynamoDBError: ValidationException, the schema breaks a rule.
    """
    _check_defined(schema, defined)
    return _simple_key(schema)


def global_key(schema: Wire, defined: Sequence[str]) -> Key:
    """The key that a global index's KeySchema declares: up to four attributes of each kind, partition first.

    Raises:
        DynamoDBError: ValidationException, the schema breaks a rule.
    """
    _check_defined(schema, defined)
    kinds = [each["KeyType"] for each in schema]
    if len(schema) <= 2 and kinds != ["HASH", "HASH"]:
        return _simple_key(schema)
    if kinds[0] != "HASH":
        raise _not_hash_first()
    if kinds != sorted(kinds):
        raise validation(f"{INVALID}All HASH key attributes must precede RANGE key attributes in the KeySchema")
    names = [each["AttributeName"] for each in schema]
    if len(set(names)) < len(names):
        raise validation("The KeySchema contains multiple key attributes with the same name")
    for kind in ("HASH", "RANGE"):
        if kinds.count(kind) > MAX_INDEX_KEY_ATTRIBUTES:
            raise validation(f"{INVALID}The KeySchema exceeds the maximum allowed number of {kind} key attributes")
    return Key.from_wire(schema)


def check_all_used(definitions: Wire, table: Key, indexes: Iterable[Key]) -> None:
    """Refuse definitions of attributes that no key uses, and second ones of an attribute.

    Raises:
        DynamoDBError: ValidationException.
    """
    defined = [each["AttributeName"] for each in definitions]
    for number, name in enumerate(defined):
        if name in defined[:number]:
            raise validation(f"Attribute Name is duplicated: {name}")
    keys = [table, *indexes]
    used = list(dict.fromkeys(name for key in keys for name in key.attributes))
    if len(defined) == len(used):
        return
    if len(keys) == 1:
        raise validation(
            f"{INVALID}Number of attributes in KeySchema does not exactly match number of attributes defined in "
            "AttributeDefinitions"
        )
    raise validation(
        f"{INVALID}Some AttributeDefinitions are not used. AttributeDefinitions: {_listed(defined)}, "
        f"keys used: {_listed(used)}"
    )


def check_no_conflict(defined: Mapping[str, ScalarType], existing: Mapping[str, ScalarType]) -> None:
    """Refuse definitions that give an attribute of a table another type than it has.

    Raises:
        DynamoDBError: ValidationException.
    """
    for name, kind in defined.items():
        if existing.get(name, kind) != kind:
            raise validation(
                f"{INVALID}Attribute {name} is defined as {existing[name]} in the table and cannot be redefined as "
                f"{kind}"
            )


def _check_defined(schema: Wire, defined: Sequence[str]) -> None:
    names = [each["AttributeName"] for each in schema]
    if not set(names) <= set(defined):
        raise validation(
            f"{INVALID}Some index key attributes are not defined in AttributeDefinitions. Keys: {_listed(names)}, "
            f"AttributeDefinitions: {_listed(defined)}"
        )


def _simple_key(schema: Wire) -> Key:
    if schema[0]["KeyType"] != "HASH":
        raise _not_hash_first()
    if len(schema) > 1:
        if schema[0]["AttributeName"] == schema[1]["AttributeName"]:
            raise validation("Both the Hash Key and the Range Key element in the KeySchema have the same name")
        if schema[1]["KeyType"] != "RANGE":
            raise validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
    return Key.from_wire(schema)


def _not_hash_first() -> DynamoDBError:
    return validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(names)}]"
