"""A table of songs by artist and title, with a local and two global indexes, and some songs in it."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.engine.tables.requests import definitions, key

from tablewright.engine import Engine

Run = Callable[..., dict[str, Any]]


MUSIC = {
    "TableName": "music",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": definitions(artist="S", title="S", year="N", label="S"),
    "KeySchema": key("artist", sort=("title",)),
    "LocalSecondaryIndexes": [
        {"IndexName": "by-year", "KeySchema": key("artist", sort=("year",)), "Projection": {"ProjectionType": "ALL"}}
    ],
    "GlobalSecondaryIndexes": [
        {"IndexName": "by-label", "KeySchema": key("label", sort=("title",)), "Projection": {"ProjectionType": "ALL"}},
        {"IndexName": "labels", "KeySchema": key("label"), "Projection": {"ProjectionType": "KEYS_ONLY"}},
    ],
}

SONGS: list[dict[str, Any]] = [
    {
        "artist": {"S": "Nina"},
        "title": {"S": "Feeling Good"},
        "year": {"N": "1965"},
        "label": {"S": "Philips"},
        "tags": {"SS": ["jazz", "soul"]},
        "live": {"BOOL": False},
        "cover": {"NULL": True},
        "takes": {"L": [{"N": "1"}, {"M": {"at": {"S": "noon"}}}]},
        "credits": {"M": {"piano": {"S": "Nina"}, "producer": {"S": "Hal"}}},
    },
    {"artist": {"S": "Nina"}, "title": {"S": "Four Women"}, "year": {"N": "1966"}, "label": {"S": "Philips"}},
    {"artist": {"S": "Nina"}, "title": {"S": "Sinnerman"}, "year": {"N": "1965"}, "label": {"S": "Philips"}},
    {"artist": {"S": "Miriam"}, "title": {"S": "Pata Pata"}, "year": {"N": "1967"}, "label": {"S": "Reprise"}},
]


@pytest.fixture
def music(engine: Engine) -> Engine:
    """The table ``music`` with three songs of Nina and one of Miriam."""
    engine.call("CreateTable", MUSIC)
    for song in SONGS:
        engine.call("PutItem", {"TableName": "music", "Item": song})
    return engine


@pytest.fixture
def run(music: Engine) -> Run:
    """Executes a statement: ``run(text, *parameters, **members)``."""

    def execute(statement: str, *parameters: dict[str, Any], **members: Any) -> dict[str, Any]:
        request = {"Statement": statement, **members}
        if parameters:
            request["Parameters"] = list(parameters)
        answer: dict[str, Any] = music.call("ExecuteStatement", request)
        return answer

    return execute


@pytest.fixture
def titles(run: Run) -> Callable[..., list[str]]:
    """The titles a statement selects, in order."""
    return lambda statement, *parameters, **members: [
        item["title"]["S"] for item in run(statement, *parameters, **members)["Items"]
    ]
