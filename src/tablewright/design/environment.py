"""Environments: where a design runs, and what is different there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tablewright.design.declared_types import check_fields
from tablewright.design.location import Location, declared_here
from tablewright.design.settings import Settings
from tablewright.design.table import Table


@dataclass(frozen=True, slots=True)
class Volume:
    """How much a table is expected to hold: the number of items, and all their bytes together."""

    items: int
    size: int

    def __post_init__(self) -> None:
        check_fields(self)


@dataclass(frozen=True, eq=False)
class Environment(Settings):
    """Where and how a design runs: dev, staging, prod. Settings made here override those of the tables.

    Attributes:
        name: what ``{env}`` stands for.
        account: the AWS account's twelve digits, if the environment is bound to one.
        region: the AWS region.
        tables: settings for single tables in this environment.
        volumes: how much each table is expected to hold.
    """

    name: str
    account: str | None = field(default=None, kw_only=True)
    region: str = field(default="us-east-1", kw_only=True)
    tables: Mapping[Table, Settings] = field(default_factory=dict, kw_only=True)
    volumes: Mapping[Table, Volume] = field(default_factory=dict, kw_only=True)
    location: Location = field(default_factory=declared_here, init=False, repr=False)
