"""Templates: formats that fit, parts that can be told apart, numbers and times that sort."""

from tablewright.design.location import Location
from tablewright.design.problems import Findings
from tablewright.design.schema import ComposedAttribute, TableSchema
from tablewright.design.storage import Scalar
from tablewright.design.template import Placeholder, number_width, time_sorts

_FORMATTED = ("integer", "number", "time", "date")


def check_templates(schema: TableSchema, findings: Findings) -> None:
    """Check every composed key attribute of a table."""
    sorting = {attribute.name: schema.table.key.location for attribute in schema.key.sort}
    for index in schema.indexes.values():
        sorting |= {attribute.name: index.declared.location for attribute in index.key.sort}
    for entity in schema.entities:
        for attribute in entity.composed.values():
            subject = f"table {schema.table.name}, {entity.entity.__name__}, key attribute {attribute.name}"
            location = sorting.get(attribute.name, schema.table.key.location)
            _check_parts(attribute, location, subject, findings)
            if attribute.name in sorting:
                _check_sorting(attribute, location, subject, findings)


def formats_fit(schema: TableSchema) -> bool:
    """Whether every placeholder's format makes text of its attribute, so that keys can be tried."""
    return not any(
        _format_fault(part, attribute.types[part.name])
        for entity in schema.entities
        for attribute in entity.composed.values()
        for part in attribute.template.placeholders
    )


def _check_parts(attribute: ComposedAttribute, location: Location, subject: str, findings: Findings) -> None:
    parts = attribute.template.parts
    for part, after in zip(parts, (*parts[1:], ""), strict=True):
        if not isinstance(part, Placeholder):
            continue
        type_ = attribute.types[part.name]
        fault = _format_fault(part, type_)
        if fault:
            findings.add(location, subject, f"{part} {fault}", "Correct the format or leave it out")
        elif isinstance(after, Placeholder) and not _fixed_width(part, type_):
            findings.add(
                location,
                subject,
                f"{part} and {after} follow each other with nothing between, so their values run together",
                f"Write a separator: {part}#{after}",
            )


def _format_fault(part: Placeholder, type_: Scalar) -> str | None:
    """What is wrong with a placeholder's format, as the end of a sentence that begins with it."""
    if type_.kind not in _FORMATTED:
        return "has a format, which only numbers, dates and times can have" if part.spec else None
    try:
        text = type_.render(type_.sample, part.spec)
    except ValueError as error:
        return f"has a format that does not fit {type_.python}: {error}"
    if part.end and part.end in text:
        return f"is followed by {part.end!r}, which its own text contains, so its end cannot be found"
    return None


def _check_sorting(attribute: ComposedAttribute, location: Location, subject: str, findings: Findings) -> None:
    for part in attribute.template.placeholders:
        type_ = attribute.types[part.name]
        number = type_.kind in ("integer", "number") or (type_.code == "N" and not part.spec)
        if number and number_width(part.spec, type_) is None:
            message = f"{part} is a number in a text that sorts, and as text 10 comes before 9"
            findings.add(location, subject, message, _sortable(part, type_))
        elif type_.kind in ("time", "date") and part.spec and not time_sorts(part.spec):
            findings.add(
                location,
                subject,
                f"{part} does not sort in the order of time",
                "Begin with the year and go on to smaller units: %Y-%m-%dT%H:%M:%S",
            )


def _sortable(part: Placeholder, type_: Scalar) -> str:
    """How a number is written so that it sorts, as advice."""
    if type_.kind == "time":
        return f"Write it as {{{part.name}:%Y-%m-%dT%H:%M:%S}}"
    return f"Give it a fixed width: {{{part.name}:{'010d' if type_.kind == 'integer' else '08.3f'}}}"


def _fixed_width(part: Placeholder, type_: Scalar) -> bool:
    if type_.kind in ("integer", "number"):
        return number_width(part.spec, type_) is not None
    return type_.kind in ("time", "date")
