"""Resolves declared tables to schemas: finds each key attribute's type, and what about it cannot be."""

from collections.abc import Iterable, Sequence

from tablewright.design.entity import Entity, RecordSchema, RecordType, schema_of
from tablewright.design.keys import Index, Key
from tablewright.design.location import Location, of_class
from tablewright.design.naming import nearest
from tablewright.design.problems import Findings
from tablewright.design.resources import KeyAttribute, KeySchema, ScalarType
from tablewright.design.schema import ComposedAttribute, EntitySchema, IndexSchema, TableSchema
from tablewright.design.storage import ListOf, MapOf, Scalar, StoredType
from tablewright.design.table import Holds, Table
from tablewright.design.template import KeyTemplate, TemplateError


def resolve_table(table: Table, logical_id: str, findings: Findings) -> TableSchema:
    """The table's schema, ``sound`` if nothing was found to be wrong with it."""
    before = len(findings)
    subject = f"table {table.name}"
    _check_templates_agree(table, subject, findings)
    entities = tuple(_entity(table, held, subject, findings) for held in table.holds)
    unread = {name for held in table.holds for name in held.templates}
    unread -= {name for entity in entities for name in entity.composed}
    types = _KeyTypes(entities, unread, findings)
    for name in table.key.attributes:
        types.require(name, table.key.location, subject)
    key = types.schema(table.key)
    indexes = {}
    for index in table.indexes:
        indexes[index.name] = _index(table, index, types, f"{subject}, index {index.name}")
    sound = len(findings) == before and not any(entity.record.problems for entity in entities)
    return TableSchema(table, logical_id, key, entities, indexes, sound)


def check_record(record: RecordSchema, findings: Findings) -> None:
    """Note the fields, also of embedded objects, that have no stored form."""
    seen: set[type] = set()
    pending = [record]
    while pending:
        schema = pending.pop()
        if schema.record in seen:
            continue
        seen.add(schema.record)
        for field, message in schema.problems.items():
            subject = f"{schema.record.__name__}.{field}"
            findings.add(of_class(schema.record), subject, message, "Give the field a type that can be stored")
        pending.extend(
            embedded.schema for attribute in schema.attributes.values() for embedded in _embedded(attribute.type)
        )


def _embedded(type_: StoredType) -> Iterable[RecordType]:
    match type_:
        case RecordType():
            yield type_
        case ListOf() | MapOf():
            yield from _embedded(type_.element)


def _entity(table: Table, held: Holds, subject: str, findings: Findings) -> EntitySchema:
    record = schema_of(held.entity)
    composed = {}
    location = table.location if table.entity else held.location
    known = _key_names(table)
    for name, text in held.templates.items():
        where = f"{subject}, {held.entity.__name__}, key attribute {name}"
        if name not in known:
            findings.add(location, where, "it is in no key of the table or its indexes", nearest(name, known))
        if name in record.attributes:
            findings.add(
                location,
                where,
                "it has a template, and the entity has a field stored under the same name",
                "Leave out the template, so that the field is the key, or give the key attribute another name",
            )
        identifies = name in table.key.attributes
        if attribute := _composed(name, text, record, location, where, findings, identifies=identifies):
            composed[name] = attribute
    expiry = table.ttl.expiry_of(held.entity) if table.ttl else None
    ttl = (table.ttl.attribute, expiry) if table.ttl and expiry else None
    return EntitySchema(held.entity, record, composed, ttl)


def _composed(
    name: str, text: str, record: RecordSchema, location: Location, where: str, findings: Findings, *, identifies: bool
) -> ComposedAttribute | None:
    try:
        template = KeyTemplate.parse(text, identifies=identifies)
    except TemplateError as error:
        findings.add(location, where, f"the template {text!r} cannot be read: {error}", "Correct the template")
        return None
    if not template.parts:
        findings.add(location, where, "the template is empty, and a key cannot be", "Write its text")
        return None
    types: dict[str, Scalar] = {}
    for source in template.names:
        attribute = record.attributes.get(source)
        if attribute is None:
            findings.add(
                location,
                where,
                f"the template {text!r} names {source!r}, which {record.record.__name__} does not have",
                _stored_name(source, record),
            )
        elif not isinstance(attribute.type, Scalar) or attribute.type.code in ("BOOL", "B"):
            code = attribute.type.code or "of any type"
            findings.add(location, where, f"{source} is {code} and cannot be part of a key", _as_key(attribute.type))
        else:
            types[source] = attribute.type
    return ComposedAttribute(name, template, types) if len(types) == len(set(template.names)) else None


def _stored_name(name: str, record: RecordSchema) -> str:
    if name in record.by_field:
        return f"Templates use stored names: write {{{record.by_field[name].name}}}"
    return nearest(name, record.attributes)


def _index(table: Table, index: Index, types: "_KeyTypes", subject: str) -> IndexSchema:
    key = index.key_on(table.key)
    for name in key.attributes:
        types.expect(name, index.location, subject)
    known = {name for entity in types.entities for name in entity.record.attributes}
    known |= {name for entity in types.entities for name in entity.composed}
    for name in index.projection.attributes:
        if name not in known:
            types.findings.add(
                index.location, subject, f"it includes {name!r}, which no entity has", nearest(name, known)
            )
    return IndexSchema(index, types.schema(key))


class _KeyTypes:
    """Finds the types of key attributes among the entities, noting what cannot be once for each attribute."""

    def __init__(self, entities: Sequence[EntitySchema], unread: set[str], findings: Findings) -> None:
        self.entities = entities
        self.findings = findings
        self._failed = unread

    def require(self, name: str, location: Location, subject: str) -> None:
        """A primary key attribute: each entity has it, always."""
        for entity in self.entities:
            if entity.key_type(name) is None:
                self._unfit(name, entity, location, subject)
                continue
            for source in entity.sources(name):
                attribute = entity.record.attributes[source]
                if attribute.optional or attribute.type.absent:
                    self.findings.add(
                        location,
                        subject,
                        f"{entity.entity.__name__}.{attribute.field} can be absent, but the primary key needs it",
                        "Give the field a type without None",
                    )
        self._agree(name, location, subject)

    def expect(self, name: str, location: Location, subject: str) -> None:
        """An index's key attribute: some entity has it; others are not in the index."""
        having = [entity for entity in self.entities if entity.key_type(name) is not None]
        for entity in self.entities:
            if not having or (entity not in having and name in entity.record.attributes):
                self._unfit(name, entity, location, subject)
        self._agree(name, location, subject)

    def schema(self, key: Key) -> KeySchema:
        """The key with its types; S stands for one that could not be found."""
        return KeySchema(
            tuple(KeyAttribute(name, self._type(name)) for name in key.partition),
            tuple(KeyAttribute(name, self._type(name)) for name in key.sort),
        )

    def _type(self, name: str) -> ScalarType:
        return next((type_ for entity in self.entities if (type_ := entity.key_type(name))), "S")

    def _agree(self, name: str, location: Location, subject: str) -> None:
        types = {type_: entity for entity in self.entities if (type_ := entity.key_type(name))}
        if len(types) > 1 and name not in self._failed:
            self._failed.add(name)
            shown = " but ".join(f"{type_} in {entity.entity.__name__}" for type_, entity in types.items())
            self.findings.add(
                location,
                subject,
                f"the key attribute {name} is {shown}",
                "A key attribute has one type in a table",
            )

    def _unfit(self, name: str, entity: EntitySchema, location: Location, subject: str) -> None:
        if name in self._failed:
            return
        self._failed.add(name)
        attribute = entity.attribute(name)
        if attribute is not None:
            message = f"the key attribute {name} is {_described(attribute.type)}, and a key is S, N or B"
            self.findings.add(location, subject, message, _as_key(attribute.type))
        else:
            message = f"the key attribute {name} is no attribute of {entity.entity.__name__}"
            self.findings.add(location, subject, message, _stored_name_or_template(name, entity))


def _stored_name_or_template(name: str, entity: EntitySchema) -> str:
    if name in entity.record.by_field:
        return f"Keys use stored names: write {entity.record.by_field[name].name!r}"
    return f'{nearest(name, entity.record.attributes)}; a composed one needs a template: Key({name}="...")'


def _described(type_: StoredType) -> str:
    names = {"BOOL": "a boolean (BOOL)", "L": "a list (L)", "M": "a map (M)", None: "of any type"}
    return names.get(type_.code, f"a set ({type_.code})")


def _as_key(type_: StoredType) -> str:
    if type_.code == "BOOL":
        return 'Declare it as Flag, stored as the text "true" or "false", or as SparseFlag to index only those set'
    return "Use an attribute that is text, a number, a date or a time"


def _key_names(table: Table) -> set[str]:
    return set(table.key.attributes).union(*(index.key_on(table.key).attributes for index in table.indexes))


def _check_templates_agree(table: Table, subject: str, findings: Findings) -> None:
    """Templates in the keys are of a table's only entity, and one attribute has one template."""
    said: dict[str, str] = dict(table.key.templates)
    for index in table.indexes:
        for name, text in index.templates.items():
            if said.setdefault(name, text) != text:
                findings.add(
                    index.location,
                    f"{subject}, index {index.name}",
                    f"{name} has the template {text!r} here and {said[name]!r} elsewhere",
                    "Give one of the two attributes another name",
                )
    if said and table.entity is None:
        findings.add(
            table.location,
            subject,
            f"it holds several entities, so templates in its keys ({', '.join(sorted(said))}) belong to none of them",
            'Name the attribute, Key("PK", "SK"), and give each entity its template: Holds(Order, PK="...")',
        )
    held: set[type[Entity]] = set()
    for each in table.holds:
        if each.entity in held:
            findings.add(each.location, subject, f"it holds {each.entity.__name__} twice", "Remove one of them")
        held.add(each.entity)
