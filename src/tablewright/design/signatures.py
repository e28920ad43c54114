"""A pattern's signature: its inputs, its result, its entities; and the expressions written over them."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tablewright.design.conditions import Expression, UnreadableExpression, read_expression
from tablewright.design.entity import Record, schema_of
from tablewright.design.inputs import Input, InvalidInput, agree, inputs_of
from tablewright.design.naming import nearest
from tablewright.design.patterns import Operation, PatternDeclaration
from tablewright.design.problems import Report
from tablewright.design.results import Reading, Result, result_of
from tablewright.design.schema import EntitySchema, TableSchema
from tablewright.design.storage import Scalar
from tablewright.design.types import shown

_MANY: Sequence[Reading] = ("page", "list", "iterator", "first", "one", "count")
_RESULTS: Mapping[Operation, Sequence[Reading]] = {
    "get": ("first", "one"),
    "put": ("nothing", "one"),
    "update": ("nothing", "one"),
    "delete": ("nothing", "first", "one"),
    "query": _MANY,
    "scan": _MANY,
}
_WRITTEN: Mapping[Reading, str] = {
    "page": "Page[T]",
    "list": "list[T]",
    "iterator": "Iterator[T]",
    "first": "T | None",
    "one": "T",
    "count": "int",
    "nothing": "None",
}


@dataclass(frozen=True)
class Signature:
    """A pattern with its method's parameters and result read.

    Attributes:
        declaration: as declared.
        schema: its table.
        inputs: its parameters, by name.
        result: what it gives back.
        entities: whose items it reads or writes.
    """

    declaration: PatternDeclaration
    schema: TableSchema
    inputs: Mapping[str, Input]
    result: Result
    entities: tuple[EntitySchema, ...]


def expression_of(signature: Signature, text: str | None, kind: str, report: Report) -> Expression | None:
    """A filter or condition, with its problems reported; None without one, or if it cannot be read."""
    if text is None:
        return None
    records = [entity.record for entity in signature.entities]
    try:
        expression = read_expression(text, kind, records)
    except UnreadableExpression as error:
        report(f"{text!r} cannot be read: {error}", "Correct the expression")
        return None
    known = {name for record in records for name in record.attributes}
    known |= {name for entity in signature.entities for name in entity.composed}
    for name in expression.attributes - known:
        report(f"{text!r} names {name!r}, which is no attribute", nearest(name, known))
    for name, type_ in expression.operands.items():
        given = signature.inputs.get(name)
        if given is None:
            report(f"{text!r} uses :{name}, which is no parameter", nearest(name, signature.inputs))
        elif given.optional:
            report(f"{text!r} uses :{name}, which can be None", f"Make {name} always have a value")
        elif type_ is not None and not agree(given.stored, type_):
            message = f"{text!r} compares :{name}, which is {given.type_name}, with another type"
            report(message, "Give the parameter the type it is compared with")
    return expression


def signature_of(declaration: PatternDeclaration, schema: TableSchema, report: Report) -> Signature | None:
    """Read a pattern's signature; None when there is a problem with it, which is then reported."""
    if declaration.index is not None and declaration.index not in schema.indexes:
        report(f"the table has no index {declaration.index!r}", nearest(declaration.index, schema.indexes))
        return None
    if inspect.iscoroutinefunction(declaration.method) or inspect.isasyncgenfunction(declaration.method):
        report("it is async, and a pattern gives its result when it is called", "Write def without async")
        return None
    try:
        inputs, returned = inputs_of(declaration.method)
    except InvalidInput as error:
        report(str(error), "Give every parameter and the result a type")
        return None
    _check_inputs(inputs, report)
    result, allowed = result_of(returned), _RESULTS[declaration.operation]
    if result is None or result.reading not in allowed:
        forms = ", ".join(_WRITTEN[reading] for reading in allowed)
        report(f"a {declaration.operation} cannot return {shown(returned)}", f"It returns {forms}, with an entity T")
        return None
    entities = _entities(declaration, schema, inputs, result, report)
    if not entities:
        return None
    return Signature(declaration, schema, {each.name: each for each in inputs}, result, entities)


def _check_inputs(inputs: Sequence[Input], report: Report) -> None:
    """Report the defaults that are not of their parameter's type, and limits that are no number of items."""
    for each in inputs:
        if each.name == "limit" and not (isinstance(each.stored, Scalar) and each.stored.kind == "integer"):
            report(f"the parameter limit is {each.type_name}", "It is how many items are read: limit: int = 50")
            continue
        if each.required:
            continue
        try:
            each.check(each.default)
        except InvalidInput as error:
            report(f"the default of {error}", "Give a default of the parameter's type")
            continue
        if each.name == "limit" and each.default is not None and each.default < 1:
            report(f"the default of limit is {each.default}, and a page has 1 item or more", "Give a limit from 1")


def _entities(
    declaration: PatternDeclaration, schema: TableSchema, inputs: Sequence[Input], result: Result, report: Report
) -> tuple[EntitySchema, ...]:
    """The entities a pattern is about: those it returns, takes or names, or all that the table holds."""
    if declaration.operation == "put":
        given = [each.entity for each in inputs if each.entity]
        if len(given) != 1:
            report("a put has one parameter that is an entity", "Add it: def create(self, booking: Booking) -> None")
            return ()
        return _of_records(given, schema.entities, schema, report)
    if declaration.entity:
        about = _of_records([declaration.entity], schema.entities, schema, report)
        return _of_records(result.records, about, schema, report) if about and result.records else about
    if result.records:
        return _of_records(result.records, schema.entities, schema, report)
    if len(schema.entities) > 1 and declaration.operation in ("update", "delete"):
        report("the table holds several entities and it does not say which it is about", "Say entity=...")
        return ()
    return _indexed(schema, declaration.index, report)


def _indexed(schema: TableSchema, index: str | None, report: Report) -> tuple[EntitySchema, ...]:
    """The entities that an index, or the table, contains."""
    key = schema.indexes[index].key if index else schema.key
    names = [attribute.name for attribute in key.attributes]
    found = tuple(entity for entity in schema.entities if all(entity.key_type(name) for name in names))
    if not found:
        report(f"no entity has all of {', '.join(names)}, so the index {index} is empty", "Give one of them its key")
    return found


def _of_records(
    records: Sequence[type[Record]], among: Sequence[EntitySchema], schema: TableSchema, report: Report
) -> tuple[EntitySchema, ...]:
    """The entity of each record: itself, or the only one it is a view of; none where one of them has none."""
    found = []
    for record in records:
        entity = _held(record, among)
        if entity is None:
            names = [each.entity.__name__ for each in among]
            report(
                f"{record.__name__} is not held by {schema.table.name}, nor a view of one entity there",
                nearest(record.__name__, names),
            )
            return ()
        found.append(entity)
    return tuple(found)


def _held(record: type[Record], among: Sequence[EntitySchema]) -> EntitySchema | None:
    for entity in among:
        if entity.entity is record:
            return entity
    wanted = set(schema_of(record).attributes)
    viewed = [entity for entity in among if wanted <= set(entity.record.attributes)]
    return viewed[0] if len(viewed) == 1 else None
