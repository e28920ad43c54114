"""Tables as hypothesis makes them: every setting a design can declare, within what DynamoDB takes."""

from hypothesis import strategies as st

from tablewright.design.resources import (
    AutoScaling,
    BackupSchedule,
    Billing,
    Encryption,
    IndexResource,
    KeyAttribute,
    KeySchema,
    OnDemand,
    Projection,
    Provisioned,
    ScalarType,
    TableResource,
    WarmThroughput,
)

_UNITS = st.integers(1, 100)
_MAXIMUMS = st.none() | _UNITS
_SCALING = st.none() | st.builds(AutoScaling, st.integers(1, 10), st.integers(50, 100), st.integers(20, 90))
_SCALAR_TYPES: list[ScalarType] = ["S", "N", "B"]
_TYPES = st.sampled_from(_SCALAR_TYPES)
_KEYS = [
    "arn:aws:kms:us-east-1:123456789012:key/one",
    "arn:aws:kms:us-east-1:123456789012:key/two",
]


@st.composite
def tables(draw: st.DrawFn, name: str = "orders") -> TableResource:
    """A table of that name."""
    types = {attribute: draw(_TYPES) for attribute in ("pk", "sk", "a", "b", "c")}
    key = draw(_keys(types, ["pk"], ["sk"]))
    provisioned = draw(st.booleans())
    billing = draw(_provisioned() if provisioned else _on_demand())
    indexes = [
        draw(_global_index(f"by-{number}", types, provisioned=provisioned))
        for number in draw(st.sets(st.integers(0, 3)))
    ]
    if draw(st.booleans()) and key.sort:
        local_key = KeySchema(key.partition, (KeyAttribute("a", types["a"]),))
        indexes.append(IndexResource("local", "LSI", local_key, draw(_projections())))
    return TableResource(
        logical_id="OrdersTable",
        name=name,
        key=key,
        indexes=tuple(indexes),
        billing=billing,
        stream=draw(st.sampled_from([None, "KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"])),
        ttl_attribute=draw(st.sampled_from([None, "ttl", "expiresAt"])),
        recovery_days=draw(st.none() | st.integers(1, 35)),
        encryption=draw(
            st.sampled_from([Encryption(), Encryption("AWS_MANAGED"), *(Encryption("CUSTOMER", arn) for arn in _KEYS)])
        ),
        table_class=draw(st.sampled_from(["STANDARD", "STANDARD_INFREQUENT_ACCESS"])),
        deletion_protection=draw(st.booleans()),
        warm_throughput=draw(_warm_throughput()),
        backup=draw(st.none() | st.just(BackupSchedule("0 5 * * ? *", 7))),
        retain=draw(st.booleans()),
        tags=draw(st.dictionaries(st.sampled_from(["Environment", "Owner", "Team"]), st.text("xyz", max_size=2))),
    )


def _provisioned() -> st.SearchStrategy[Billing]:
    return st.builds(Provisioned, _UNITS, _UNITS, _SCALING, _SCALING).map(_started_in_range)


def _started_in_range(billing: Provisioned) -> Provisioned:
    """Capacity that scales starts inside its range."""
    read, write = billing.read_scaling, billing.write_scaling
    return Provisioned(read.minimum if read else billing.read, write.minimum if write else billing.write, read, write)


def _on_demand() -> st.SearchStrategy[Billing]:
    return st.builds(OnDemand, _MAXIMUMS, _MAXIMUMS)


def _projections() -> st.SearchStrategy[Projection]:
    included = st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, unique=True)
    return st.sampled_from([Projection("ALL"), Projection("KEYS_ONLY")]) | included.map(
        lambda attributes: Projection("INCLUDE", tuple(attributes))
    )


def _warm_throughput() -> st.SearchStrategy[WarmThroughput | None]:
    return st.none() | st.builds(WarmThroughput, st.integers(12_000, 15_000), st.integers(4_000, 5_000))


def _keys(types: dict[str, ScalarType], partition: list[str], sort: list[str]) -> st.SearchStrategy[KeySchema]:
    def key(with_sort: bool) -> KeySchema:
        def typed(names: list[str]) -> tuple[KeyAttribute, ...]:
            return tuple(KeyAttribute(name, types[name]) for name in names)

        return KeySchema(typed(partition), typed(sort) if with_sort else ())

    return st.booleans().map(key)


@st.composite
def _global_index(draw: st.DrawFn, name: str, types: dict[str, ScalarType], *, provisioned: bool) -> IndexResource:
    attributes = draw(st.permutations(["a", "b", "c"]))
    width = draw(st.integers(1, 2))
    capacity = _provisioned() if provisioned else _on_demand()
    return IndexResource(
        name,
        "GSI",
        draw(_keys(types, attributes[:width], attributes[width:])),
        draw(_projections()),
        billing=draw(st.none() | capacity),
        warm_throughput=draw(_warm_throughput()),
    )
