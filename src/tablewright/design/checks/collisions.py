"""Several entities in one table: no item of one can have the key of an item of another."""

from collections.abc import Sequence
from itertools import combinations

from tablewright.design.problems import Findings
from tablewright.design.schema import EntitySchema, TableSchema
from tablewright.design.shapes import Shape, can_be_equal, plain_shapes
from tablewright.design.storage import Scalar


def check_collisions(schema: TableSchema, findings: Findings) -> None:
    """Note each pair of entities whose primary keys could be equal."""
    for one, other in combinations(schema.entities, 2):
        pairs = [(_shapes(one, name), _shapes(other, name)) for name in schema.key_names]
        if all(can_be_equal(left, right) for left, right in pairs):
            findings.add(
                schema.table.location,
                f"table {schema.table.name}",
                f"an item of {one.entity.__name__} and one of {other.entity.__name__} can have the same key "
                f"({_key(one, schema)} and {_key(other, schema)}), so one could overwrite the other",
                "Begin one of the key's templates with a text of its own: ORDER#{orderId}, PAYMENT#{paymentId}",
            )


def _shapes(entity: EntitySchema, name: str) -> Sequence[Shape]:
    if name in entity.composed:
        return entity.composed[name].key_shapes
    type_ = entity.record.attributes[name].type
    return plain_shapes(type_) if isinstance(type_, Scalar) else ()


def _key(entity: EntitySchema, schema: TableSchema) -> str:
    return ", ".join(
        entity.composed[name].template.text if name in entity.composed else name for name in schema.key_names
    )
