"""A small DynamoDB control plane in memory, strict where AWS is strict, for tests of plan and deploy.

Tables and indexes stay CREATING, UPDATING or DELETING for a number of DescribeTable calls.
"""

import copy
from collections.abc import Callable, Mapping
from typing import Any

REGION = "us-east-1"
MANAGED_KEY = f"arn:aws:kms:{REGION}:123456789012:key/aws-managed"


class ServiceError(Exception):
    """An error with the ``response`` that botocore's ClientError has."""

    def __init__(self, code: str, message: str) -> None:
        self.response = {"Error": {"Code": code, "Message": message}}
        super().__init__(f"{code}: {message}")


def _invalid(message: str) -> ServiceError:
    return ServiceError("ValidationException", message)


class FakeEndpoint:
    """A `TableClient`. `delay` is the number of polls that a passing state lasts."""

    def __init__(self, *, delay: int = 0, not_offered: frozenset[str] = frozenset()) -> None:
        self.delay = delay
        self.not_offered = not_offered
        self.tables: dict[str, dict[str, Any]] = {}
        self.time_to_live: dict[str, dict[str, Any]] = {}
        self.recovery: dict[str, int | None] = {}
        self.tags: dict[str, dict[str, str]] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.before_call: Callable[[str, Mapping[str, Any]], None] = lambda operation, parameters: None
        self._passing: dict[str, int] = {}
        self._streams = 0

    @property
    def writes(self) -> list[str]:
        """The operations so far that change something."""
        return [operation for operation, _ in self.calls if not operation.startswith(("Describe", "List"))]

    def _begin(self, operation: str, parameters: Mapping[str, Any]) -> None:
        self.calls.append((operation, dict(parameters)))
        self.before_call(operation, parameters)
        if operation in self.not_offered:
            raise ServiceError("UnknownOperationException", f"{operation} is not supported")

    # --- reading

    def describe_table(self, *, TableName: str) -> Mapping[str, Any]:
        self._begin("DescribeTable", {"TableName": TableName})
        self._advance(TableName)
        return {"Table": copy.deepcopy(self._table(TableName))}

    def describe_time_to_live(self, *, TableName: str) -> Mapping[str, Any]:
        self._begin("DescribeTimeToLive", {"TableName": TableName})
        self._table(TableName)
        state = self.time_to_live[TableName]
        description = dict(state)
        if state["TimeToLiveStatus"] == "DISABLING":
            self.time_to_live[TableName] = {"TimeToLiveStatus": "DISABLED"}
        return {"TimeToLiveDescription": description}

    def describe_continuous_backups(self, *, TableName: str) -> Mapping[str, Any]:
        self._begin("DescribeContinuousBackups", {"TableName": TableName})
        self._table(TableName)
        days = self.recovery[TableName]
        recovery: dict[str, Any] = {"PointInTimeRecoveryStatus": "DISABLED"}
        if days is not None:
            recovery = {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": days}
        return {
            "ContinuousBackupsDescription": {
                "ContinuousBackupsStatus": "ENABLED",
                "PointInTimeRecoveryDescription": recovery,
            }
        }

    def list_tags_of_resource(self, *, ResourceArn: str, NextToken: str | None = None) -> Mapping[str, Any]:
        self._begin("ListTagsOfResource", {"ResourceArn": ResourceArn})
        tags = [{"Key": key, "Value": value} for key, value in self.tags[ResourceArn].items()]
        start = int(NextToken or 0)
        page: dict[str, Any] = {"Tags": tags[start : start + 2]}
        if start + 2 < len(tags):
            page["NextToken"] = str(start + 2)
        return page

    def list_tables(self, *, ExclusiveStartTableName: str = "") -> Mapping[str, Any]:
        self._begin("ListTables", {})
        names = sorted(name for name in self.tables if name > ExclusiveStartTableName)
        page: dict[str, Any] = {"TableNames": names[:2]}
        if len(names) > 2:
            page["LastEvaluatedTableName"] = names[1]
        return page

    # --- changing

    def create_table(self, **parameters: Any) -> Mapping[str, Any]:
        self._begin("CreateTable", parameters)
        name = parameters["TableName"]
        if name in self.tables:
            raise ServiceError("ResourceInUseException", f"Table already exists: {name}")
        table = self._described(parameters)
        self._check_definitions(table)
        self.tables[name] = table
        self.time_to_live[name] = {"TimeToLiveStatus": "DISABLED"}
        self.recovery[name] = None
        self.tags[table["TableArn"]] = {tag["Key"]: tag["Value"] for tag in parameters.get("Tags", ())}
        self._pass(name, "CREATING")
        return {"TableDescription": copy.deepcopy(table)}

    def delete_table(self, *, TableName: str) -> Mapping[str, Any]:
        self._begin("DeleteTable", {"TableName": TableName})
        table = self._table(TableName)
        self._require_active(table)
        if table["DeletionProtectionEnabled"]:
            raise _invalid("Resource cannot be deleted as it is currently protected against deletion.")
        self._pass(TableName, "DELETING")
        if not self.delay:
            self._advance(TableName)
        return {"TableDescription": {}}

    def update_table(self, **parameters: Any) -> Mapping[str, Any]:
        self._begin("UpdateTable", parameters)
        table = self._table(parameters["TableName"])
        self._require_active(table)
        updates = parameters.get("GlobalSecondaryIndexUpdates", [])
        if sum(1 for update in updates if "Create" in update or "Delete" in update) > 1:
            raise ServiceError("LimitExceededException", "Subscriber limit exceeded: Only 1 index at a time")
        before = copy.deepcopy(table)
        try:
            self._update_settings(table, parameters)
            for update in updates:
                self._update_index(table, update, parameters.get("AttributeDefinitions", []))
            self._check_definitions(table)
            self._check_billing(table)
        except ServiceError:
            self.tables[parameters["TableName"]] = before
            raise
        if table == before:
            raise _invalid("The table is unchanged by this update")
        self._pass(parameters["TableName"], "UPDATING")
        return {"TableDescription": copy.deepcopy(table)}

    def update_time_to_live(self, *, TableName: str, TimeToLiveSpecification: Mapping[str, Any]) -> Mapping[str, Any]:
        self._begin("UpdateTimeToLive", {"TableName": TableName, **TimeToLiveSpecification})
        self._require_active(self._table(TableName))
        state = self.time_to_live[TableName]
        enabled = state["TimeToLiveStatus"] == "ENABLED"
        attribute = TimeToLiveSpecification["AttributeName"]
        if TimeToLiveSpecification["Enabled"] == enabled or state["TimeToLiveStatus"] == "DISABLING":
            raise _invalid(f"TimeToLive is already {state['TimeToLiveStatus'].lower()}")
        if enabled and attribute != state["AttributeName"]:
            raise _invalid("TimeToLive is active on a different AttributeName")
        status = "DISABLING" if enabled else "ENABLED"
        self.time_to_live[TableName] = {"TimeToLiveStatus": status, "AttributeName": attribute}
        return {"TimeToLiveSpecification": dict(TimeToLiveSpecification)}

    def update_continuous_backups(
        self, *, TableName: str, PointInTimeRecoverySpecification: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        self._begin("UpdateContinuousBackups", {"TableName": TableName, **PointInTimeRecoverySpecification})
        self._require_active(self._table(TableName))
        enabled = PointInTimeRecoverySpecification["PointInTimeRecoveryEnabled"]
        days = PointInTimeRecoverySpecification.get("RecoveryPeriodInDays", 35)
        self.recovery[TableName] = days if enabled else None
        return {}

    def tag_resource(self, *, ResourceArn: str, Tags: list[Mapping[str, str]]) -> None:
        self._begin("TagResource", {"ResourceArn": ResourceArn})
        self.tags[ResourceArn] |= {tag["Key"]: tag["Value"] for tag in Tags}

    def untag_resource(self, *, ResourceArn: str, TagKeys: list[str]) -> None:
        self._begin("UntagResource", {"ResourceArn": ResourceArn})
        for key in TagKeys:
            self.tags[ResourceArn].pop(key, None)

    # --- the model

    def _table(self, name: str) -> dict[str, Any]:
        if name not in self.tables:
            raise ServiceError("ResourceNotFoundException", f"Requested resource not found: Table: {name}")
        return self.tables[name]

    def _require_active(self, table: Mapping[str, Any]) -> None:
        states = [table["TableStatus"], *(index["IndexStatus"] for index in table["GlobalSecondaryIndexes"])]
        if any(state != "ACTIVE" for state in states):
            raise ServiceError("ResourceInUseException", f"Table is being changed: {table['TableName']}")

    def _pass(self, name: str, status: str) -> None:
        if self.delay or status == "DELETING":
            self.tables[name]["TableStatus"] = status
            self._passing[name] = self.delay
        else:
            self._become_active(name)

    def _advance(self, name: str) -> None:
        """One poll of the passing state of a table and its indexes."""
        if name not in self._passing:
            return
        if self._passing[name] > 0:
            self._passing[name] -= 1
            return
        del self._passing[name]
        if self.tables[name]["TableStatus"] == "DELETING":
            arn = self.tables.pop(name)["TableArn"]
            del self.time_to_live[name], self.recovery[name], self.tags[arn]
        else:
            self._become_active(name)

    def _become_active(self, name: str) -> None:
        table = self.tables[name]
        table["TableStatus"] = "ACTIVE"
        kept = [index for index in table["GlobalSecondaryIndexes"] if index["IndexStatus"] != "DELETING"]
        table["GlobalSecondaryIndexes"] = [{**index, "IndexStatus": "ACTIVE", "Backfilling": False} for index in kept]
        used = {element["AttributeName"] for element in _key_elements(table)}
        table["AttributeDefinitions"] = [
            definition for definition in table["AttributeDefinitions"] if definition["AttributeName"] in used
        ]

    def _described(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        mode = parameters["BillingMode"]
        table: dict[str, Any] = {
            "TableName": parameters["TableName"],
            "TableArn": f"arn:aws:dynamodb:{REGION}:123456789012:table/{parameters['TableName']}",
            "TableStatus": "CREATING",
            "ItemCount": 0,
            "TableSizeBytes": 0,
            "AttributeDefinitions": list(parameters["AttributeDefinitions"]),
            "KeySchema": list(parameters["KeySchema"]),
            "ProvisionedThroughput": parameters.get("ProvisionedThroughput", _no_units()),
            "DeletionProtectionEnabled": parameters.get("DeletionProtectionEnabled", False),
            "WarmThroughput": parameters.get("WarmThroughput", _initial_warm_throughput()),
            "GlobalSecondaryIndexes": [
                self._described_index(index, "ACTIVE") for index in parameters.get("GlobalSecondaryIndexes", ())
            ],
            "LocalSecondaryIndexes": list(parameters.get("LocalSecondaryIndexes", ())),
        }
        if mode == "PAY_PER_REQUEST":  # as AWS: a provisioned table has no summary
            table["BillingModeSummary"] = {"BillingMode": mode}
        if parameters.get("TableClass", "STANDARD") != "STANDARD":
            table["TableClassSummary"] = {"TableClass": parameters["TableClass"]}
        for member in ("OnDemandThroughput",):
            if member in parameters:
                table[member] = parameters[member]
        if "StreamSpecification" in parameters:
            self._set_stream(table, parameters["StreamSpecification"])
        if "SSESpecification" in parameters:
            self._set_encryption(table, parameters["SSESpecification"])
        self._check_billing(table)
        return table

    def _described_index(self, definition: Mapping[str, Any], status: str) -> dict[str, Any]:
        return {
            "ProvisionedThroughput": _no_units(),
            "WarmThroughput": _initial_warm_throughput(),
            "ItemCount": 0,
            "IndexSizeBytes": 0,
            **definition,
            "IndexStatus": status,
            "Backfilling": status == "CREATING",
        }

    def _update_settings(self, table: dict[str, Any], parameters: Mapping[str, Any]) -> None:
        if "BillingMode" in parameters:
            table["BillingModeSummary"] = {"BillingMode": parameters["BillingMode"]}
            table.pop("OnDemandThroughput", None)
            table["ProvisionedThroughput"] = _no_units()
            for index in table["GlobalSecondaryIndexes"]:
                index.pop("OnDemandThroughput", None)
                index["ProvisionedThroughput"] = _no_units()
        for member in ("ProvisionedThroughput", "OnDemandThroughput", "DeletionProtectionEnabled"):
            if member in parameters:
                table[member] = parameters[member]
        if "WarmThroughput" in parameters:
            _raise_warm_throughput(table, parameters["WarmThroughput"])
        if "TableClass" in parameters:
            table["TableClassSummary"] = {"TableClass": parameters["TableClass"]}
        if "StreamSpecification" in parameters:
            self._set_stream(table, parameters["StreamSpecification"])
        if "SSESpecification" in parameters:
            self._set_encryption(table, parameters["SSESpecification"])

    def _update_index(
        self, table: dict[str, Any], update: Mapping[str, Any], definitions: list[dict[str, Any]]
    ) -> None:
        indexes = table["GlobalSecondaryIndexes"]
        by_name = {index["IndexName"]: index for index in indexes}
        if "Create" in update:
            if update["Create"]["IndexName"] in by_name:
                raise _invalid("Attempting to create an index which already exists")
            table["AttributeDefinitions"] += [
                definition for definition in definitions if definition not in table["AttributeDefinitions"]
            ]
            indexes.append(self._described_index(update["Create"], "CREATING"))
        elif "Delete" in update:
            by_name[update["Delete"]["IndexName"]]["IndexStatus"] = "DELETING"
        else:
            index = by_name[update["Update"]["IndexName"]]
            changed = dict(update["Update"])
            if "WarmThroughput" in changed:
                _raise_warm_throughput(index, changed.pop("WarmThroughput"))
            index.update(changed)

    def _set_stream(self, table: dict[str, Any], specification: Mapping[str, Any]) -> None:
        if specification["StreamEnabled"] and "StreamSpecification" in table:
            raise _invalid("Table already has an enabled stream")
        if not specification["StreamEnabled"] and "StreamSpecification" not in table:
            raise _invalid("Table does not have a stream to disable")
        if specification["StreamEnabled"]:
            self._streams += 1
            table["StreamSpecification"] = dict(specification)
            table["LatestStreamArn"] = f"{table['TableArn']}/stream/{self._streams}"
        else:
            del table["StreamSpecification"]

    def _set_encryption(self, table: dict[str, Any], specification: Mapping[str, Any]) -> None:
        if not specification["Enabled"]:
            table.pop("SSEDescription", None)
        else:
            key = specification.get("KMSMasterKeyId", MANAGED_KEY)
            table["SSEDescription"] = {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": key}

    def _check_definitions(self, table: Mapping[str, Any]) -> None:
        defined = [definition["AttributeName"] for definition in table["AttributeDefinitions"]]
        if len(set(defined)) != len(defined):
            raise _invalid("Duplicate AttributeName in AttributeDefinitions")
        missing = {element["AttributeName"] for element in _key_elements(table)} - set(defined)
        if missing:
            raise _invalid(f"Some index key attributes are not defined: {sorted(missing)}")
        if len(table["GlobalSecondaryIndexes"]) > 20:
            raise ServiceError("LimitExceededException", "Too many global secondary indexes")

    def _check_billing(self, table: Mapping[str, Any]) -> None:
        provisioned = "BillingModeSummary" not in table or (table["BillingModeSummary"]["BillingMode"] == "PROVISIONED")
        for resource in [table, *table["GlobalSecondaryIndexes"]]:
            has_units = resource["ProvisionedThroughput"]["ReadCapacityUnits"] > 0
            if has_units != provisioned:
                raise _invalid("One or more parameter values were invalid: ProvisionedThroughput and BillingMode")
            if provisioned and "OnDemandThroughput" in resource:
                raise _invalid("OnDemandThroughput is for on-demand tables")


class FakeKeys:
    """A `KeyClient` that knows AWS's key from others."""

    def describe_key(self, *, KeyId: str) -> Mapping[str, Any]:
        return {"KeyMetadata": {"Arn": KeyId, "KeyManager": "AWS" if KeyId == MANAGED_KEY else "CUSTOMER"}}


def _key_elements(table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    indexes = [*table["GlobalSecondaryIndexes"], *table["LocalSecondaryIndexes"]]
    return [*table["KeySchema"], *(element for index in indexes for element in index["KeySchema"])]


def _no_units() -> dict[str, int]:
    return {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0}


def _initial_warm_throughput() -> dict[str, int]:
    return {"ReadUnitsPerSecond": 12_000, "WriteUnitsPerSecond": 4_000}


def _raise_warm_throughput(resource: dict[str, Any], asked: Mapping[str, int]) -> None:
    if any(asked[dimension] < value for dimension, value in resource["WarmThroughput"].items()):
        raise _invalid("Warm throughput cannot be lowered")
    resource["WarmThroughput"] = dict(asked)
