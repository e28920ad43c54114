from collections.abc import Mapping
from pathlib import Path

import pytest

from tablewright.app import data_directory
from tablewright.app.endpoints import EmbeddedEndpoint, EndpointChoice, RemoteEndpoint, opened
from tablewright.app.errors import AppError, UsageError
from tablewright.app.settings import Settings
from tablewright.design.environment import Environment

NOTHING_SET: Mapping[str, str] = {}


def label(choice: EndpointChoice, settings: Settings | None = None, variables: Mapping[str, str] = NOTHING_SET) -> str:
    with opened(choice, settings or Settings(), variables) as endpoint:
        return endpoint.label


def test_without_a_word_it_is_the_embedded_engine_in_the_working_directory(project: Path) -> None:
    with opened(EndpointChoice(), Settings(), NOTHING_SET) as endpoint:
        assert isinstance(endpoint, EmbeddedEndpoint)
        assert endpoint.label == "the embedded engine in .tablewright"
        assert endpoint.client(Environment("dev")).list_tables()["TableNames"] == []
    assert (project / ".tablewright" / "us-east-1.db").exists()


def test_the_data_directory_keeps_itself_out_of_version_control(project: Path) -> None:
    with opened(EndpointChoice(), Settings(), NOTHING_SET):
        pass

    assert (project / ".tablewright" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("variable", ["AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL"])
def test_the_usual_variables_name_an_endpoint(variable: str) -> None:
    assert label(EndpointChoice(), variables={variable: "http://db:8000"}) == "http://db:8000"


def test_the_particular_variable_comes_before_the_general() -> None:
    variables = {"AWS_ENDPOINT_URL": "http://general", "AWS_ENDPOINT_URL_DYNAMODB": "http://particular"}

    assert label(EndpointChoice(), variables=variables) == "http://particular"


def test_an_option_comes_before_the_settings_and_these_before_variables() -> None:
    settings = Settings(endpoint_url="http://settings")
    variables = {"AWS_ENDPOINT_URL": "http://variable"}

    assert label(EndpointChoice("http://option"), settings, variables) == "http://option"
    assert label(EndpointChoice(), settings, variables) == "http://settings"


def test_a_data_directory_that_is_asked_for_comes_before_variables(tmp_path: Path) -> None:
    variables = {"AWS_ENDPOINT_URL": "http://variable"}

    assert label(EndpointChoice(data=tmp_path / "d"), variables=variables) == f"the embedded engine in {tmp_path}/d"


def test_aws_is_used_only_when_asked_for() -> None:
    assert "embedded" in label(EndpointChoice(), variables={"AWS_PROFILE": "work", "AWS_ACCESS_KEY_ID": "AKIA"})
    assert label(EndpointChoice(aws=True), variables={"AWS_ENDPOINT_URL": "http://variable"}) == "AWS"
    assert label(EndpointChoice(profile="work")) == "AWS (profile work)"


def test_a_profile_with_a_url_gives_only_its_credentials() -> None:
    assert label(EndpointChoice("http://db:8000", profile="work")) == "http://db:8000"


@pytest.mark.parametrize(
    ("choice", "options"),
    [
        (EndpointChoice("http://db", aws=True), "--endpoint-url and --aws"),
        (EndpointChoice("http://db", data=Path("d")), "--endpoint-url and --data"),
        (EndpointChoice(aws=True, data=Path("d")), "--aws and --data"),
        (EndpointChoice(profile="p", data=Path("d")), "--profile and --data"),
    ],
)
def test_contradicting_options_are_refused(choice: EndpointChoice, options: str) -> None:
    with pytest.raises(UsageError, match=f"{options} choose different endpoints"):
        label(choice)


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://db", "http://", "http://db:port", "8000"])
def test_a_url_that_is_none_names_where_it_was_said(url: str) -> None:
    with pytest.raises(UsageError, match=r"--endpoint-url: .* is not the URL of an endpoint; write it like"):
        label(EndpointChoice(url))
    with pytest.raises(UsageError, match=r"^AWS_ENDPOINT_URL: "):
        label(EndpointChoice(), variables={"AWS_ENDPOINT_URL": url})


def test_an_unknown_profile_is_told() -> None:
    with (
        opened(EndpointChoice(profile="nobody"), Settings(), NOTHING_SET) as endpoint,
        pytest.raises(AppError, match="nobody"),
    ):
        endpoint.client(Environment("dev"))


def test_aws_is_not_reached_through_a_url_that_happens_to_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")

    with opened(EndpointChoice(aws=True), Settings()) as endpoint:
        url = endpoint.client(Environment("dev", region="eu-west-1")).meta.endpoint_url

    assert url == "https://dynamodb.eu-west-1.amazonaws.com"


def test_credentials_of_another_account_than_the_environments_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tablewright.adapters.endpoint.Endpoint.account", lambda self: "111122223333")

    with opened(EndpointChoice(aws=True), Settings(), NOTHING_SET) as endpoint:
        endpoint.client(Environment("dev", account="111122223333"))
        with pytest.raises(AppError, match="prod belongs to AWS account 444455556666, and the credentials are of 1111"):
            endpoint.client(Environment("prod", account="444455556666"))


def test_the_account_is_asked_of_aws_with_the_same_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def answer(client: object, operation: str, parameters: object) -> dict[str, str]:
        calls.append(operation)
        return {"Account": "111122223333"}

    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", answer)
    with opened(EndpointChoice(aws=True), Settings(), NOTHING_SET) as endpoint:
        endpoint.client(Environment("dev", account="111122223333"))

    assert calls == ["GetCallerIdentity"]


def test_only_on_aws_is_the_account_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def answer(client: object, name: str, parameters: object) -> dict[str, list[str]]:
        calls.append(name)
        return {"TableNames": []}

    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", answer)
    with opened(EndpointChoice("http://127.0.0.1:1"), Settings(), NOTHING_SET) as endpoint:
        endpoint.client(Environment("prod", account="444455556666"))

    assert calls == ["ListTables"]


def test_a_data_directory_that_is_a_file_is_refused(project: Path) -> None:
    (project / "taken").touch()

    with pytest.raises(AppError, match="taken cannot be used as a data directory"):
        label(EndpointChoice(data=Path("taken")))


def test_a_data_directory_below_a_file_is_refused(project: Path) -> None:
    (project / "taken").touch()

    with pytest.raises(AppError, match="taken/below cannot be used as a data directory"):
        label(EndpointChoice(data=Path("taken/below")))


def test_a_file_that_is_no_database_is_refused_when_its_region_is_used(project: Path) -> None:
    (project / "d").mkdir()
    (project / "d" / "us-east-1.db").write_text("not a database, and long enough to be told from one" * 100)

    with (
        opened(EndpointChoice(data=Path("d")), Settings(), NOTHING_SET) as endpoint,
        pytest.raises(AppError, match=r"us-east-1\.db is not a Tablewright data file; choose another"),
    ):
        endpoint.client(Environment("dev"))


def test_a_region_in_use_by_another_engine_is_told() -> None:
    with opened(EndpointChoice(), Settings(), NOTHING_SET) as one:
        one.client(Environment("dev"))
        with (
            opened(EndpointChoice(), Settings(), NOTHING_SET) as other,
            pytest.raises(AppError, match="is in use in this process already; close it there first"),
        ):
            other.client(Environment("dev"))


def test_the_server_that_has_the_directory_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_directory, "serving_url", lambda directory: "http://127.0.0.1:8000")

    with opened(EndpointChoice(), Settings(), NOTHING_SET) as endpoint:
        assert isinstance(endpoint, RemoteEndpoint)
        assert endpoint.label == "http://127.0.0.1:8000 (the server of .tablewright)"


def test_options_that_chose_the_endpoint_are_repeated_in_commands_to_copy() -> None:
    with opened(EndpointChoice("http://db", profile="work"), Settings(), NOTHING_SET) as endpoint:
        assert endpoint.options == "--endpoint-url http://db --profile work"
