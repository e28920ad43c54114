"""The operations that DynamoDB has and the engine does not: each is refused by its name."""

from typing import NoReturn

from tablewright.engine.engine import Engine
from tablewright.engine.errors import unsupported_operation
from tablewright.engine.operation import Operation, Request
from tablewright.engine.requests.structures import Structure

NAMES = (
    "CancelBulkOperation",
    "CreateBackup",
    "CreateGlobalTable",
    "DeleteBackup",
    "DescribeBackup",
    "DescribeBulkOperation",
    "DescribeContributorInsights",
    "DescribeExport",
    "DescribeGlobalTable",
    "DescribeGlobalTableSettings",
    "DescribeImport",
    "DescribeKinesisStreamingDestination",
    "DescribeTableReplicaAutoScaling",
    "DisableKinesisStreamingDestination",
    "EnableKinesisStreamingDestination",
    "ExportTableToPointInTime",
    "ImportTable",
    "ListBackups",
    "ListBulkOperations",
    "ListContributorInsights",
    "ListExports",
    "ListGlobalTables",
    "ListImports",
    "RestoreTableFromBackup",
    "RestoreTableToPointInTime",
    "SearchVectors",
    "StartBulkPutItems",
    "UpdateContributorInsights",
    "UpdateGlobalTable",
    "UpdateGlobalTableSettings",
    "UpdateKinesisStreamingDestination",
    "UpdateTableReplicaAutoScaling",
)
"""By the service model ``dynamodb/2012-08-10``."""


def refusal(name: str) -> Operation[None]:
    """The operation of that name, which refuses every request."""

    def prepare(request: Request) -> None:
        raise unsupported_operation(name)

    return Operation(name, Structure({}), prepare, _unreachable)


def _unreachable(engine: Engine, request: None) -> NoReturn:
    raise AssertionError("an unsupported operation is refused before it is carried out")
