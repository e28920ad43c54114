"""Running designs on this machine: deployed to the embedded engine, loaded and served."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tablewright.adapters.embedded import EmbeddedDynamoDB
from tablewright.app import deploying
from tablewright.app.deploying import Plan
from tablewright.app.designs import LoadedDesign
from tablewright.app.endpoints import EmbeddedEndpoint, opened_embedded
from tablewright.app.errors import translated
from tablewright.app.sample_data import is_empty, sample_data, write
from tablewright.app.serving import Address, Serving, refuse_if_taken, serve_service
from tablewright.app.targets import Target
from tablewright.design.environment import Environment
from tablewright.engine import StorageError


@dataclass(frozen=True, slots=True)
class Deployed:
    """A design whose tables are there."""

    target: Target
    applied: Plan
    """What was changed; empty when the tables were there from an earlier time."""
    loaded_items: int
    """How many items of sample data were written; 0 when there were items, or there is no sample data."""


def deploy(loaded: LoadedDesign, env: str | None, endpoint: EmbeddedEndpoint) -> Deployed:
    """Make a design's tables, and fill them with its sample data when they are empty.

    Raises:
        AppError: the design has no such environment, or its tables cannot be made or filled.
    """
    target = Target(loaded, loaded.environment(env), endpoint)
    directory = f" --data {endpoint.directory}" if endpoint.directory else ""
    applied = deploying.apply(
        target,
        deploying.plan(target),
        way_out="Carry it out by itself, or run the design on other data (--data, --memory):\n"
        f"  tablewright apply {loaded.reference} --env {target.environment.name}{directory} --allow-destructive",
    )
    data = sample_data(loaded)
    number = sum(write(target, data).values()) if data is not None and is_empty(target) else 0
    return Deployed(target, applied, number)


def up(
    designs: Sequence[LoadedDesign],
    env: str | None,
    address: Address,
    directory: Path | None,
    *,
    deployed: Callable[[Deployed], None],
    ready: Callable[[Serving, Sequence[Deployed]], None],
    keys: Mapping[str, str] | None = None,
) -> None:
    """Deploy designs to the embedded engine and serve it until SIGINT or SIGTERM.

    Args:
        designs: what to run.
        env: the environment of all of them; None: each one's own default.
        address: where to listen.
        directory: where the data is; None: in memory.
        deployed: is called with each design when its tables are there.
        ready: is called, with all that was deployed, once requests are accepted.
        keys: secret access keys by access key id, one of which requests must be signed with; None: any credentials do.

    Raises:
        AppError: a design cannot be deployed, or the address or directory cannot be used.
    """
    with opened_embedded(directory) as dynamodb:
        refuse_if_taken(address)
        endpoint = EmbeddedEndpoint(dynamodb, directory)
        _found_regions(dynamodb, [loaded.environment(env) for loaded in designs])
        done: list[Deployed] = []
        for loaded in designs:
            done.append(deploy(loaded, env, endpoint))
            deployed(done[-1])
        serve_service(dynamodb.service, address, directory, lambda serving: ready(serving, done), keys)


def _found_regions(dynamodb: EmbeddedDynamoDB, environments: Iterable[Environment]) -> None:
    """Open the regions, each for the account that a design has there, so that ARNs are those of that account.

    A region has one account here; where designs differ, it is that of the first to name one.
    """
    accounts: dict[str, str | None] = {}
    for environment in environments:
        accounts[environment.region] = accounts.get(environment.region) or environment.account
    with translated(StorageError):
        for region, account in accounts.items():
            dynamodb.service.region(region, account=account)


def home_region(deployed: Sequence[Deployed]) -> str:
    """The region that most of the designs are in."""
    regions = Counter(each.target.environment.region for each in deployed)
    return regions.most_common(1)[0][0]
