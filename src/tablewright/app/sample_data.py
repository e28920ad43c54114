"""A design's sample data: the ``sample.py`` beside it, and loading it into tables.

``sample.py`` has ``def sample()``, which yields entities, and may have ``EXAMPLES``: for each access pattern, by
name, inputs that find something in that data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tablewright.access import AccessError
from tablewright.access import load as load_entities
from tablewright.app.designs import LoadedDesign
from tablewright.app.endpoints import calls_to
from tablewright.app.errors import AppError, UsageError, translated
from tablewright.app.modules import call_theirs, import_file, shown
from tablewright.app.targets import Target
from tablewright.design.entity import Entity

SAMPLE_FILE = "sample.py"

Examples = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class SampleData:
    """Entities to load, and inputs of access patterns that find something among them."""

    entities: tuple[Entity, ...] = ()
    examples: Examples = field(default_factory=dict)


def sample_data(loaded: LoadedDesign) -> SampleData | None:
    """The sample data of a design; None when there is no ``sample.py`` beside it.

    Raises:
        AppError: it fails, or is not what sample data is.
    """
    file = loaded.file.with_name(SAMPLE_FILE)
    if not file.is_file():
        return None
    module = import_file(file)
    sample = getattr(module, "sample", None)
    if not callable(sample):
        raise AppError(
            f"{shown(str(file))} has no sample(); write def sample() -> Iterator[Entity]: and yield entities"
        )
    entities = call_theirs(lambda: tuple(sample()), file)
    for entity in entities:
        if not isinstance(entity, Entity):
            raise AppError(
                f"{shown(str(file))}: sample() yields {entity!r}, which is no entity; yield entities of the design"
            )
    return SampleData(entities, getattr(module, "EXAMPLES", {}))


def load(target: Target) -> dict[str, int]:
    """Write the sample data over what has the same keys; returns how many items each table got.

    Raises:
        UsageError: the design has no sample data.
        AppError: an entity cannot be written, or the endpoint refuses it.
    """
    data = sample_data(target.loaded)
    if data is None:
        file = target.loaded.file.with_name(SAMPLE_FILE)
        raise UsageError(
            f"design {target.loaded.name} has no sample data: there is no {shown(str(file))}; "
            "write def sample() -> Iterator[Entity]: in it"
        )
    return write(target, data)


def write(target: Target, data: SampleData) -> dict[str, int]:
    """Write the entities into the design's tables; returns how many each table got.

    Raises:
        AppError: an entity cannot be written, or the endpoint refuses it.
    """
    with calls_to(target.endpoint), translated(AccessError):
        client = target.endpoint.client(target.environment)
        return load_entities(target.loaded.design, client, target.environment.name, data.entities)


def is_empty(target: Target) -> bool:
    """Whether none of the design's tables holds an item.

    Raises:
        AppError: the endpoint refuses to tell.
    """
    with calls_to(target.endpoint):
        client = target.endpoint.client(target.environment)
        return not any(client.scan(TableName=table.name, Limit=1)["Count"] for table in target.resources)
