"""Resolves access patterns against the keys of their tables, and says why one cannot be served."""

from collections.abc import Callable, Collection, Iterable, Mapping

from tablewright.design.access_patterns import (
    DeletePattern,
    GetPattern,
    Pattern,
    PutPattern,
    QueryPattern,
    ScanPattern,
    UpdatePattern,
)
from tablewright.design.conditions import Expression, KeyTerm, UnreadableExpression, key_terms, read_expression
from tablewright.design.entity import schema_of
from tablewright.design.naming import nearest
from tablewright.design.patterns import Operation, PatternDeclaration
from tablewright.design.problems import Findings, Report
from tablewright.design.resolve_keys import KeyReader
from tablewright.design.resolve_updates import UpdateReader
from tablewright.design.schema import EntitySchema, TableSchema
from tablewright.design.signatures import Signature, expression_of, signature_of
from tablewright.design.table import Table

_PAGING = frozenset({"limit", "cursor"})
_FILTER = "FilterExpression"
_CONDITION = "ConditionExpression"


def resolve_patterns(
    declarations: Iterable[PatternDeclaration], schemas: Mapping[Table, TableSchema], findings: Findings
) -> dict[str, Pattern]:
    """The patterns that can be served, by name; the problems of the others are noted.

    Tables with problems of their own must not be among the schemas: their patterns are left out.
    """
    patterns: dict[str, Pattern] = {}
    taken: set[str] = set()
    for declaration in declarations:
        subject = f"pattern {declaration.name}"

        def report(message: str, remedy: str, at: PatternDeclaration = declaration, subject: str = subject) -> None:
            findings.add(at.location, subject, message, remedy)

        if declaration.name in taken:
            report("another pattern of the design has that name", "Give each pattern its own name")
        taken.add(declaration.name)
        if not declaration.sentence:
            report("it has no docstring", "Say in a sentence what it is for")
        schema = schemas.get(declaration.table)
        signature = signature_of(declaration, schema, report) if schema else None
        if signature:
            patterns[declaration.name] = _RESOLVERS[declaration.operation](signature, report)
    return patterns


def _query(signature: Signature, report: Report) -> QueryPattern:
    declaration = signature.declaration
    filter_ = expression_of(signature, declaration.filter, _FILTER, report)
    reader = KeyReader(signature.schema, declaration.index, signature.entities, report)
    where, terms = _where(signature, report)
    used = _PAGING | (filter_.operands.keys() if filter_ else set()) | (where.operands.keys() if where else set())
    named = _named(signature, report, reader.sources, used, strict=True)
    key = reader.read(terms, declaration.fixed, signature.inputs, named)
    reader.check(key, signature.inputs, one_item=False)
    _check_reading(signature, filter_, report)
    if filter_:
        index = declaration.index
        schema = signature.schema.indexes[index].key if index else signature.schema.key
        for name in filter_.attributes & {attribute.name for attribute in schema.attributes}:
            report(f"the filter uses {name}, which is part of the key", "Ask for it in where=")
    return QueryPattern(signature, key=key, filter=filter_)


def _scan(signature: Signature, report: Report) -> ScanPattern:
    filter_ = expression_of(signature, signature.declaration.filter, _FILTER, report)
    _check_reading(signature, filter_, report)
    _named(signature, report, (), _PAGING | (filter_.operands.keys() if filter_ else set()), strict=True)
    return ScanPattern(signature, filter=filter_)


def _get(signature: Signature, report: Report) -> GetPattern:
    reader = KeyReader(signature.schema, None, signature.entities, report)
    named = _named(signature, report, reader.sources, (), strict=True)
    key = reader.read((), {}, signature.inputs, named)
    reader.check(key, signature.inputs, one_item=True)
    if len(signature.entities) > 1:
        report("a get returns one entity", "Declare a pattern for each entity")
    return GetPattern(signature, key=key)


def _delete(signature: Signature, report: Report) -> DeletePattern:
    condition = expression_of(signature, signature.declaration.condition, _CONDITION, report)
    reader = KeyReader(signature.schema, None, signature.entities, report)
    named = _named(signature, report, reader.sources, condition.operands if condition else (), strict=True)
    key = reader.read((), {}, signature.inputs, named)
    reader.check(key, signature.inputs, one_item=True)
    return DeletePattern(signature, key=key, condition=condition)


def _update(signature: Signature, report: Report) -> UpdatePattern:
    condition = expression_of(signature, signature.declaration.condition, _CONDITION, report)
    reader = KeyReader(signature.schema, None, signature.entities, report)
    named = _named(signature, report, reader.sources, (), strict=False)
    key = reader.read((), {}, signature.inputs, named)
    reader.check(key, signature.inputs, one_item=True)
    used = {*named, *(condition.operands if condition else ())}
    fields = signature.entities[0].record
    changing = [
        each
        for name, each in signature.inputs.items()
        if name not in named and (name not in used or name in fields.by_field or name in fields.attributes)
    ]
    updates = UpdateReader(signature.declaration, signature.entities[0], reader.sources, report)
    return UpdatePattern(signature, key=key, changes=updates.read(changing), condition=condition)


def _put(signature: Signature, report: Report) -> PutPattern:
    condition = expression_of(signature, signature.declaration.condition, _CONDITION, report)
    entity = next(each for each in signature.inputs.values() if each.entity)
    _named(signature, report, (), {entity.name, *(condition.operands if condition else ())}, strict=True)
    if signature.result.records and signature.result.records != (entity.entity,):
        report("a put returns the entity it was given, or None", f"Return {entity.type_name}")
    return PutPattern(signature, entity_input=entity.name, condition=condition)


_RESOLVERS: Mapping[Operation, Callable[[Signature, Report], Pattern]] = {
    "get": _get,
    "put": _put,
    "update": _update,
    "delete": _delete,
    "query": _query,
    "scan": _scan,
}


def _where(signature: Signature, report: Report) -> tuple[Expression | None, list[KeyTerm]]:
    """The key condition as written and its terms; empty where it cannot be read, which is reported."""
    text = signature.declaration.where
    if text is None:
        return None, []
    records = [entity.record for entity in signature.entities]
    try:
        expression = read_expression(text, "KeyConditionExpression", records)
        terms = list(key_terms(expression))
    except UnreadableExpression as error:
        report(f"{text!r} cannot be read: {error}", "Correct the key condition")
        return None, []
    unknown = [name for name in expression.operands if name not in signature.inputs]
    for name in unknown:
        report(f"{text!r} uses :{name}, which is no parameter", nearest(name, signature.inputs))
    return expression, [term for term in terms if not set(term.parameters) & set(unknown)]


def _named(
    signature: Signature, report: Report, sources: Collection[str], used: Collection[str], *, strict: bool
) -> list[str]:
    """The inputs that are named as a field the key is made of; others not used are reported if ``strict``."""
    record, named = signature.entities[0].record, []
    for name in signature.inputs:
        if name in used:
            continue
        attribute = record.by_field.get(name) or record.attributes.get(name)
        if attribute and attribute.name in sources:
            named.append(name)
        elif strict:
            known = {each.field for each in record.attributes.values() if each.name in sources}
            report(
                f"the parameter {name} is not used: it is no attribute of the key, and no expression has :{name}",
                nearest(name, known) if known else "Remove it",
            )
    return named


def _check_reading(signature: Signature, filter_: Expression | None, report: Report) -> None:
    """Report what a query or scan cannot read: through its index, consistently, or page by page."""
    declaration, result = signature.declaration, signature.result
    index = signature.schema.indexes.get(declaration.index or "")
    if declaration.consistent and index and index.kind == "GSI":
        report(f"a global secondary index ({index.name}) cannot be read consistently", "Leave out consistent=True")
    if result.reading == "page" and "cursor" not in signature.inputs:
        report("it returns a Page and cannot go on to the next", "Add the parameter cursor: str | None = None")
    if result.reading != "page" and "cursor" in signature.inputs:
        report("it has a cursor and returns no Page", "Return Page[T], or leave out the cursor")
    for entity in signature.entities:
        read = _read_of(entity, signature) | (filter_.attributes if filter_ else frozenset())
        missing = read & entity.record.attributes.keys() - signature.schema.projected(declaration.index, entity)
        if missing:
            report(
                f"the index {declaration.index} does not carry {', '.join(sorted(missing))}",
                "Project them with include(...) or ALL, or return a class with fewer fields",
            )


def _read_of(entity: EntitySchema, signature: Signature) -> frozenset[str]:
    """The stored names of all that the result shows of an entity: its own attributes, or those of its views."""
    others = [each for each in signature.schema.table.entities if each is not entity.entity]
    records = [record for record in signature.result.records if record not in others]
    return frozenset(name for record in records for name in schema_of(record).attributes)
