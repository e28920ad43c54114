import subprocess
import sys

import tablewright


def test_every_name_of_the_package_is_there() -> None:
    assert all(getattr(tablewright, name) is not None for name in tablewright.__all__)
    assert set(tablewright.__all__) <= set(dir(tablewright))


def test_what_it_does_not_have_is_an_attribute_error() -> None:
    assert not hasattr(tablewright, "no_such_name")


def test_the_server_starts_without_the_design_language_boto3_or_rich() -> None:
    program = (
        "import sys, tablewright.cli.main, tablewright.app.serving, tablewright.adapters.http; "
        "print([name for name in ('pydantic', 'boto3', 'rich', 'yaml') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
