"""The JSON Schemas of the three tables' entities, under the names in which they are stored.

`python -m systems.bbws.schemas` prints them all: tenants.schema.json, products.schema.json and
campaigns.schema.json in one object.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from tablewright import Entity

from .design import design


def json_schemas() -> Mapping[str, dict[str, Any]]:
    """The JSON Schema of each table's entity, by file name."""
    return {f"{table.name}.schema.json": json_schema(entity) for table in design.tables for entity in table.entities}


def json_schema(entity: type[Entity]) -> dict[str, Any]:
    """The JSON Schema of an entity whose stored names follow its naming."""
    schema = entity.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "properties": {entity.naming(field): each for field, each in schema["properties"].items()},
        "required": [entity.naming(field) for field in schema["required"]],
    }


if __name__ == "__main__":
    json.dump(json_schemas(), sys.stdout, indent=2)
    sys.stdout.write("\n")
