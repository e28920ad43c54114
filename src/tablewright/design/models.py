"""Entities to derive from: what many applications repeat in each of their tables."""

from typing import Annotated

from tablewright.design.annotations import Flag, OnUpdate, Timestamp
from tablewright.design.entity import Entity


class Activatable(Entity):
    """An entity with an identity, an audit trail and a switch, as governance rules often ask for.

    ``date_last_updated`` is set by every update pattern. ``active`` is stored as text, so that an index on it is
    possible; deleting softly is an update that sets it: ``@update(tenants, set={"active": False})``.
    """

    id: str
    date_created: Timestamp
    date_last_updated: Annotated[Timestamp, OnUpdate()]
    last_updated_by: str
    active: Flag = True
