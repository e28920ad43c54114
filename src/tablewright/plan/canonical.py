"""One form for every way of declaring the same table, so that equal tables are equal values.

A design may leave unsaid what an index takes from its table, and may write projected attributes in any order;
a live endpoint says everything, in an order of its own. Both are brought into this form before they are
compared.
"""

import re
from dataclasses import replace

from tablewright.design.resources import (
    BackupSchedule,
    Billing,
    Encryption,
    IndexResource,
    OnDemand,
    Projection,
    Provisioned,
    StreamViewType,
    TableResource,
)
from tablewright.plan.errors import ImpossibleResource

_CRON = re.compile(r"cron\((?P<fields>.*)\)")


def canonical(resource: TableResource) -> TableResource:
    """The same table with everything said: index capacity explicit, indexes and attributes in name order.

    A table with replicas has a stream of both images, because global tables replicate through it
    (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html).

    Raises:
        ImpossibleResource: the table is declared in a way that DynamoDB cannot hold.
    """
    return replace(
        resource,
        indexes=tuple(sorted((_index(index, resource) for index in resource.indexes), key=lambda index: index.name)),
        stream=_stream(resource),
        encryption=_encryption(resource.encryption, resource.name),
        replicas=tuple(sorted(resource.replicas)),
        backup=_backup(resource.backup),
        tags=dict(sorted(resource.tags.items())),
    )


def _index(index: IndexResource, table: TableResource) -> IndexResource:
    where = f"table {table.name}, index {index.name}"
    projection = Projection(index.projection.type, tuple(sorted(index.projection.attributes)))
    if index.kind == "LSI":
        if index.billing is not None or index.warm_throughput is not None:
            raise ImpossibleResource(
                f"{where}: a local secondary index shares its table's capacity; declare none for it"
            )
        return replace(index, projection=projection)
    return replace(index, projection=projection, billing=_index_billing(index, table.billing, where))


def _index_billing(index: IndexResource, of_table: Billing, where: str) -> Billing:
    if index.billing is None:
        return of_table
    if type(index.billing) is not type(of_table):
        names = {OnDemand: "on demand", Provisioned: "provisioned"}
        raise ImpossibleResource(
            f"{where}: the index is {names[type(index.billing)]} and its table {names[type(of_table)]}; "
            "the billing mode belongs to the table: declare the same for both, or leave the index's out"
        )
    return index.billing


def _stream(resource: TableResource) -> StreamViewType | None:
    if not resource.replicas or resource.stream == "NEW_AND_OLD_IMAGES":
        return resource.stream
    if resource.stream is not None:
        raise ImpossibleResource(
            f"table {resource.name}: a table with replicas streams NEW_AND_OLD_IMAGES, not "
            f"{resource.stream}; declare that view or leave the stream out"
        )
    return "NEW_AND_OLD_IMAGES"


def _encryption(encryption: Encryption, table: str) -> Encryption:
    if encryption.by != "CUSTOMER":
        if encryption.key_arn is not None:
            raise ImpossibleResource(
                f"table {table}: a key is named, but encryption is by {encryption.by}; "
                "declare encryption by the customer key, or leave the key out"
            )
        return encryption
    if not encryption.names_a_key:
        raise ImpossibleResource(
            f"table {table}: encryption by a customer key needs the ARN of the key itself "
            f"(arn:aws:kms:<region>:<account>:key/<id>), not {encryption.key_arn!r}: DynamoDB describes "
            "tables by that ARN only, so an alias or a bare id could not be verified"
        )
    return encryption


def _backup(backup: BackupSchedule | None) -> BackupSchedule | None:
    if backup is None:
        return None
    wrapped = _CRON.fullmatch(backup.schedule.strip())
    return replace(backup, schedule=wrapped["fields"].strip() if wrapped else backup.schedule.strip())
