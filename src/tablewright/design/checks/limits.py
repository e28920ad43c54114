"""DynamoDB's limits on tables, indexes and projections.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
"""

import re
from collections import Counter

from tablewright.design.location import Location
from tablewright.design.problems import Findings
from tablewright.design.schema import IndexSchema, TableSchema
from tablewright.values.limits import (
    MAX_GLOBAL_INDEXES,
    MAX_INDEX_KEY_ATTRIBUTES,
    MAX_KEY_NAME_LENGTH,
    MAX_LOCAL_INDEXES,
    MAX_PROJECTED_ATTRIBUTES,
)

MAX_INCLUDED_BY_AN_INDEX = 20
"""Attributes in one INCLUDE projection (the service model's NonKeyAttributeNamesList)."""
_INDEX_NAME = re.compile(r"[a-zA-Z0-9_.-]{3,255}")


def check_limits(schema: TableSchema, findings: Findings) -> None:
    """Check a table and its indexes against what DynamoDB allows."""
    subject, location = f"table {schema.table.name}", schema.table.location
    _check_count(schema, findings)
    for name, times in Counter(index.name for index in schema.table.indexes).items():
        if times > 1:
            findings.add(location, subject, f"{times} indexes are named {name}", "Give each index its own name")
    if len(schema.table.key.partition) > 1 or len(schema.table.key.sort) > 1:
        findings.add(
            schema.table.key.location,
            subject,
            "its primary key has several attributes in one part, which only a global secondary index can have",
            'Compose them in one attribute: Key(PK="TENANT#{tenantId}#REGION#{region}")',
        )
    _check_key_names(schema.table.key.attributes, schema.table.key.location, subject, findings)
    for index in schema.indexes.values():
        _check_index(index, f"{subject}, index {index.name}", findings)
        if index.kind == "LSI" and not schema.table.key.sort:
            findings.add(
                index.declared.location,
                f"{subject}, index {index.name}",
                "a local secondary index needs a table with a sort key",
                "Declare it as a GSI with its own partition key",
            )


def _check_count(schema: TableSchema, findings: Findings) -> None:
    subject, location = f"table {schema.table.name}", schema.table.location
    kinds = Counter[str](index.kind for index in schema.table.indexes)
    for kind, most in (("GSI", MAX_GLOBAL_INDEXES), ("LSI", MAX_LOCAL_INDEXES)):
        if kinds[kind] > most:
            findings.add(
                location,
                subject,
                f"it has {kinds[kind]} {kind}s and DynamoDB allows {most}",
                "Let one index serve several patterns, or hold some entities in another table",
            )
    included = sum(len(index.projection.attributes) for index in schema.table.indexes)
    if included > MAX_PROJECTED_ATTRIBUTES:
        findings.add(
            location,
            subject,
            f"its indexes include {included} attributes and DynamoDB allows {MAX_PROJECTED_ATTRIBUTES} for a table",
            "Project ALL attributes in some of them",
        )


def _check_index(index: IndexSchema, subject: str, findings: Findings) -> None:
    location = index.declared.location
    if not _INDEX_NAME.fullmatch(index.name):
        findings.add(
            location,
            subject,
            "an index's name has 3 to 255 letters, digits, '_', '-' and '.'",
            "Give it such a name",
        )
    for part in (index.key.partition, index.key.sort):
        if len(part) > MAX_INDEX_KEY_ATTRIBUTES:
            findings.add(
                location,
                subject,
                f"its key has {len(part)} attributes in one part and DynamoDB allows {MAX_INDEX_KEY_ATTRIBUTES}",
                "Compose some of them in one attribute with a template",
            )
    names = [attribute.name for attribute in index.key.attributes]
    _check_key_names(names, location, subject, findings)
    if index.projection.type == "INCLUDE":
        count = len(index.projection.attributes)
        if not 1 <= count <= MAX_INCLUDED_BY_AN_INDEX:
            findings.add(
                location,
                subject,
                f"it includes {count} attributes and DynamoDB allows 1 to {MAX_INCLUDED_BY_AN_INDEX} for an index",
                "Project KEYS_ONLY or ALL",
            )


def _check_key_names(names: list[str] | tuple[str, ...], location: Location, subject: str, findings: Findings) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            findings.add(location, subject, f"its key names {name} twice", "Use each attribute once in a key")
        if not 1 <= len(name) <= MAX_KEY_NAME_LENGTH:
            findings.add(
                location,
                subject,
                f"the key attribute's name {name[:20]!r}... has {len(name)} characters",
                f"A key attribute's name has 1 to {MAX_KEY_NAME_LENGTH}",
            )
