"""One template value from the values that several environments have.

What is equal everywhere is written as it is. A name that follows its environment becomes ``Fn::Sub`` or
``Ref`` of the Environment parameter. Values that differ go to the mapping, and what only some environments
have hangs on a condition.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from tablewright.render.errors import RenderError
from tablewright.render.intrinsics import (
    NO_VALUE,
    Json,
    any_of,
    equals,
    find_in_map,
    if_,
    ref,
    sub,
)

PARAMETER = "Environment"
MAPPING = "Environments"

_ENVIRONMENT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")

_IDENTITY = {
    "AttributeDefinitions": "AttributeName",
    "BackupPlanRule": "RuleName",
    "GlobalSecondaryIndexes": "IndexName",
    "LocalSecondaryIndexes": "IndexName",
    "Replicas": "Region",
    "Tags": "Key",
}
"""The lists whose elements have names: each is merged with its like. Any other list is taken whole."""

_CHOSEN = frozenset({"BillingMode"})
"""What hangs on conditions rather than on the mapping, because other properties come and go with it."""

_FOLLOWING = frozenset({"TableName", "Value"})
"""The texts that may be made from the name of the environment: the names of tables, the values of tags."""


class EnvironmentMerge:
    """Merges values, and gathers the conditions and the mapping that the merged values refer to."""

    def __init__(self, environments: Sequence[str]) -> None:
        """Raises RenderError for a name that cannot be a key of a mapping."""
        for name in environments:
            if not _ENVIRONMENT_NAME.fullmatch(name):
                raise RenderError(
                    f"environment {name!r}: CloudFormation takes letters, digits, '-' and '.' in the keys "
                    "of a mapping; rename the environment"
                )
        self.environments = tuple(environments)
        self._titles = _titles(self.environments)
        self._conditions: dict[str, tuple[str, ...]] = {}
        self._mapping: dict[str, dict[str, Json]] = {}

    @property
    def conditions(self) -> dict[str, Json]:
        """The ``Conditions`` section."""
        return {
            name: any_of([equals(ref(PARAMETER), environment) for environment in chosen])
            for name, chosen in sorted(self._conditions.items())
        }

    @property
    def mappings(self) -> dict[str, Json]:
        """The ``Mappings`` section."""
        if not self._mapping:
            return {}
        return {
            MAPPING: {
                environment: {key: values[environment] for key, values in sorted(self._mapping.items())}
                for environment in self.environments
            }
        }

    def in_order(self, environments: Collection[str]) -> tuple[str, ...]:
        """The given environments in the order of the design."""
        return tuple(environment for environment in self.environments if environment in environments)

    def only_in(self, environments: Sequence[str]) -> dict[str, Json]:
        """The ``Condition`` of a resource or output of these environments; nothing where they are all."""
        if len(environments) == len(self.environments):
            return {}
        return {"Condition": self.condition(environments)}

    def condition(self, chosen: Sequence[str]) -> str:
        """The name of the condition that holds in the chosen environments."""
        name = "Is" + "Or".join(self._titles[environment] for environment in chosen)
        self._conditions[name] = tuple(chosen)
        return name

    def merge(self, values: Mapping[str, Json], context: Sequence[str], path: tuple[str, ...]) -> Json:
        """One value for those of several environments.

        Args:
            values: the value in each environment that has one.
            context: the environments in which the value is asked for; those without one get no value.
            path: where the value is, from the logical id of its resource to the name of the property.
        """
        present = [environment for environment in context if environment in values]
        if len(present) < len(context):
            return self._optional(self.merge(values, present, path), present, context)
        of_all = [values[environment] for environment in present]
        if all(isinstance(value, Mapping) for value in of_all):
            return self._merge_members(values, present, path)
        if path[-1] in _IDENTITY:
            return self._merge_elements(values, present, path)
        if path[-1] in _FOLLOWING:
            followed = _following({environment: values[environment] for environment in present})
            if followed is not None:
                return followed
        if all(value == of_all[0] for value in of_all):
            return of_all[0]
        if path[-1] not in _CHOSEN and all(isinstance(value, str | int | float) for value in of_all):
            return self._mapped({environment: values[environment] for environment in present}, path)
        return self.choose(values, present)

    def choose(self, values: Mapping[str, Json], context: Sequence[str]) -> Json:
        """One value for those of several environments, chosen by conditions only."""
        groups: list[tuple[Json, list[str]]] = []
        for environment in context:
            like = next((members for value, members in groups if value == values[environment]), None)
            if like is None:
                groups.append((values[environment], [environment]))
            else:
                like.append(environment)
        groups.sort(key=lambda group: len(group[1]))
        chosen = groups[-1][0]
        for value, members in reversed(groups[:-1]):
            chosen = if_(self.condition(members), value, chosen)
        return chosen

    def _optional(self, value: Json, present: Sequence[str], context: Sequence[str]) -> Json:
        absent = [environment for environment in context if environment not in present]
        if len(absent) < len(present):
            return if_(self.condition(absent), NO_VALUE, value)
        return if_(self.condition(present), value, NO_VALUE)

    def _merge_members(
        self, values: Mapping[str, Json], context: Sequence[str], path: tuple[str, ...]
    ) -> dict[str, Json]:
        objects = {environment: _object(values[environment]) for environment in context}
        names = _interleaved(list(value) for value in objects.values())
        return {
            name: self.merge(
                {environment: value[name] for environment, value in objects.items() if name in value},
                context,
                (*path, name),
            )
            for name in names
        }

    def _merge_elements(self, values: Mapping[str, Json], context: Sequence[str], path: tuple[str, ...]) -> list[Json]:
        """Element by element of those that have the same name."""
        identity = _IDENTITY[path[-1]]
        by_name: dict[str, dict[str, Json]] = {}
        for environment in context:
            for element in _list(values[environment]):
                by_name.setdefault(str(_object(element)[identity]), {})[environment] = element
        names = _interleaved(
            [str(_object(element)[identity]) for element in _list(values[environment])] for environment in context
        )
        return [self.merge(by_name[name], context, (*path, name)) for name in names]

    def _mapped(self, values: Mapping[str, Json], path: tuple[str, ...]) -> Json:
        """The values as an entry of the mapping, by the property's name if that is free or holds the same."""
        fallback = next(iter(values.values()))
        entry = {environment: values.get(environment, fallback) for environment in self.environments}
        own = f"{path[-2]}Tag" if path[-1] == "Value" else path[-1]
        names = [_alphanumeric(own), _alphanumeric(path[0], own), _alphanumeric(*path)]
        name = next(name for name in names if self._mapping.get(name, entry) == entry)
        self._mapping[name] = entry
        return find_in_map(MAPPING, ref(PARAMETER), name)


def _following(values: Mapping[str, Json]) -> Json | None:
    """The text with the environment's name as the parameter, if that gives every environment its text."""
    texts = {environment: value for environment, value in values.items() if isinstance(value, str)}
    if len(texts) < len(values):
        return None
    first, text = next(iter(texts.items()))
    word = re.compile(rf"(?<![A-Za-z0-9]){re.escape(first)}(?![A-Za-z0-9])")
    places = [match.start() for match in word.finditer(text)]
    candidates = [places, *([place] for place in places)] if places else []
    for chosen in candidates:
        make = _maker(text, first, chosen)
        if all(make(environment) == expected for environment, expected in texts.items()):
            made = make(f"${{{PARAMETER}}}")
            return ref(PARAMETER) if text == first else sub(made)
    return None


def _maker(text: str, environment: str, places: Sequence[int]) -> Callable[[str], str]:
    """From the name of an environment to the text with that name in the places of the given one."""

    def make(name: str) -> str:
        made, end = "", 0
        for place in places:
            made += text[end:place] + name
            end = place + len(environment)
        return made + text[end:]

    return make


def _interleaved(orders: Iterable[Sequence[str]]) -> list[str]:
    """All names of several lists, each after the name that it follows in its own list."""
    merged: list[str] = []
    for order in orders:
        place = 0
        for name in order:
            if name in merged:
                place = merged.index(name) + 1
            else:
                merged.insert(place, name)
                place += 1
    return merged


def _titles(environments: Sequence[str]) -> dict[str, str]:
    """For each environment a word for the names of conditions; each word once."""
    titles: dict[str, str] = {}
    for environment in environments:
        title = "".join(part.capitalize() for part in re.split(r"[^A-Za-z0-9]+", environment))
        number = 2
        unique = title
        while unique in titles.values():
            unique = f"{title}{number}"
            number += 1
        titles[environment] = unique
    return titles


def _alphanumeric(*parts: str) -> str:
    return "".join(re.sub(r"[^A-Za-z0-9]", "", part) for part in parts)


def _object(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise TypeError(f"an object was expected, not {value!r}")
    return value


def _list(value: Json) -> Sequence[Json]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError(f"a list was expected, not {value!r}")
    return value
