"""What a command works on: a design, in one of its environments, on an endpoint."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tablewright.app.designs import LoadedDesign, load_design
from tablewright.app.endpoints import Endpoint, EndpointChoice, opened
from tablewright.app.errors import UsageError
from tablewright.app.settings import Settings
from tablewright.design.environment import Environment
from tablewright.design.resources import TableResource


@dataclass(frozen=True, slots=True)
class Target:
    """A design in one of its environments, and the endpoint its tables are on."""

    loaded: LoadedDesign
    environment: Environment
    endpoint: Endpoint

    @property
    def resources(self) -> tuple[TableResource, ...]:
        """The tables as the design asks for them in this environment."""
        return self.loaded.design.resources(self.environment.name)

    @property
    def heading(self) -> str:
        """``marketplace, environment dev, us-east-1 on the embedded engine in .tablewright``."""
        environment = self.environment
        return f"{self.loaded.name}, environment {environment.name}, {environment.region} on {self.endpoint.label}"


@contextmanager
def opened_target(
    design: str | None, env: str | None, endpoint: EndpointChoice, settings: Settings
) -> Iterator[Target]:
    """Load the design and open the endpoint; what is not said the project's settings decide.

    Raises:
        UsageError: there is no such design, environment or endpoint.
        AppError: the design is broken, or the endpoint cannot be used.
    """
    loaded = chosen_design(design, settings)
    environment = loaded.environment(settings.chosen_env(env))
    with opened(endpoint, settings) as place:
        yield Target(loaded, environment, place)


def chosen_design(reference: str | None, settings: Settings) -> LoadedDesign:
    """The design that was named, or the project's.

    Raises:
        UsageError: none was named and the project sets none, or there is no such design.
        AppError: the design is broken.
    """
    reference = reference or settings.design
    if reference is None:
        raise UsageError(
            "which design? Give its path (systems/shop) or module:name, or set it in pyproject.toml: "
            "[tool.tablewright] design"
        )
    return load_design(reference)
