"""Backups on a schedule: AWS Backup plans for the tables that declare one, with a vault and a role.

https://docs.aws.amazon.com/aws-backup/latest/devguide/integrate-cloudformation-with-aws-backup.html
"""

import re
from collections.abc import Mapping, Sequence

from tablewright.design.resources import BackupSchedule
from tablewright.render.environments import PARAMETER, EnvironmentMerge
from tablewright.render.errors import RenderError
from tablewright.render.intrinsics import Json, get_att, ref, sub

_LONGEST_NAME = 50
"""Of vaults and plans, in AWS Backup."""

Schedules = Mapping[str, BackupSchedule]
"""The schedule of a table in each environment that has one."""


def backup_resources(
    design: str, tables: Mapping[str, Schedules], merge: EnvironmentMerge
) -> dict[str, dict[str, Json]]:
    """The resources by logical id: a plan for tables of the same schedules, one vault and role for all.

    Args:
        design: the name of the design, which the names of vault and plans begin with.
        tables: the schedules of each table that has any, by the table's logical id.
        merge: gathers conditions and mapped values.

    Raises:
        RenderError: the names would be longer than AWS Backup takes.
    """
    if not tables:
        return {}
    groups = _grouped(tables)
    anywhere = merge.in_order({environment for schedules, _ in groups for environment in schedules})
    name = _name(design, merge.environments)
    resources = {"BackupVault": _vault(name), "BackupRole": _role()}
    for resource in resources.values():
        resource |= merge.only_in(anywhere)
    for schedules, members in groups:
        prefix = "" if len(groups) == 1 else members[0]
        environments = merge.in_order(schedules)
        plan_name = name if len(groups) == 1 else f"{name}-{prefix}"
        plan = merge.merge(
            {environment: _plan(plan_name, schedules[environment]) for environment in environments},
            environments,
            (f"{prefix}BackupPlan",),
        )
        resources[f"{prefix}BackupPlan"] = {
            "Type": "AWS::Backup::BackupPlan",
            **merge.only_in(environments),
            "Properties": plan,
        }
        resources[f"{prefix}BackupSelection"] = {
            "Type": "AWS::Backup::BackupSelection",
            **merge.only_in(environments),
            "Properties": _selection(prefix, members),
        }
    return resources


def _grouped(tables: Mapping[str, Schedules]) -> list[tuple[Schedules, list[str]]]:
    """The tables that share their schedules in every environment, together."""
    groups: list[tuple[Schedules, list[str]]] = []
    for logical_id, schedules in tables.items():
        like = next((members for shared, members in groups if shared == schedules), None)
        if like is None:
            groups.append((schedules, [logical_id]))
        else:
            like.append(logical_id)
    return groups


def _vault(name: str) -> dict[str, Json]:
    """Kept when the stack goes, with the backups in it: AWS deletes no vault that holds any."""
    return {
        "Type": "AWS::Backup::BackupVault",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {"BackupVaultName": sub(name)},
    }


def _role() -> dict[str, Json]:
    service_policy = "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "backup.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            },
            "ManagedPolicyArns": [sub(service_policy)],
        },
    }


def _plan(name: str, backup: BackupSchedule) -> Json:
    return {
        "BackupPlan": {
            "BackupPlanName": sub(name),
            "BackupPlanRule": [
                {
                    "RuleName": "scheduled",
                    "TargetBackupVault": ref("BackupVault"),
                    "ScheduleExpression": f"cron({backup.schedule})",
                    "Lifecycle": {"DeleteAfterDays": backup.keep_days},
                }
            ],
        }
    }


def _selection(prefix: str, tables: Sequence[str]) -> Json:
    return {
        "BackupPlanId": ref(f"{prefix}BackupPlan"),
        "BackupSelection": {
            "SelectionName": "tables",
            "IamRoleArn": get_att("BackupRole", "Arn"),
            "Resources": [get_att(table, "Arn") for table in tables],
        },
    }


def _name(design: str, environments: Sequence[str]) -> str:
    start = re.sub(r"[^A-Za-z0-9_-]+", "-", design)
    longest = max(len(environment) for environment in environments)
    if len(start) + 1 + longest > _LONGEST_NAME:
        raise RenderError(
            f"design {design}: the backup vault would be named '{start}-<environment>', and AWS Backup takes "
            f"{_LONGEST_NAME} characters; give the design a shorter name"
        )
    return f"{start}-${{{PARAMETER}}}"
