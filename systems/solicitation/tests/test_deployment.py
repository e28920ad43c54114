"""The template and the commands that stand for the document's template and scripts."""

from typing import TYPE_CHECKING, Any

import pytest

from systems.solicitation.design import design
from tablewright import UnknownName
from tablewright.deploy import Event, Finished, apply
from tablewright.render import to_yaml

if TYPE_CHECKING:
    from tablewright.adapters.embedded import EmbeddedDynamoDB

TABLES = ("CandidatesTable", "ProgramConfigTable", "ScoreCacheTable")


def test_names_and_arns_of_all_tables_are_exported(template: dict[str, Any]) -> None:
    exported = {name for name, output in template["Outputs"].items() if "Export" in output}
    assert exported == {f"{table}{output}" for table in TABLES for output in ("Name", "Arn")}


def test_the_template_names_tables_by_intrinsic_functions(template: dict[str, Any]) -> None:
    text = to_yaml(template)
    assert "TableName: !Sub Candidates-${Environment}" in text
    assert "Value: !Ref CandidatesTable" in text
    assert "Value: !GetAtt CandidatesTable.Arn" in text


def test_an_environment_that_is_not_of_the_document_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"no environment 'test'.*dev, prod, staging"):
        design.resources("test")


def test_applying_tells_of_every_table_it_makes(engine: "EmbeddedDynamoDB") -> None:
    events: list[Event] = []
    apply(design.resources("dev"), engine.client(), progress=events.append)
    made = {event.change.table for event in events if isinstance(event, Finished)}
    assert made == {"Candidates-dev", "ProgramConfig-dev", "ScoreCache-dev"}
