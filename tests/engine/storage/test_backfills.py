"""What is gathered for a new index comes out whole and in the order of the index."""

from hypothesis import given
from hypothesis import strategies as st

from tablewright.engine.storage import backfills
from tablewright.engine.storage.backfills import Backfills, Gathered, entry_and_key, place
from tablewright.engine.storage.database import Database

keys = st.binary(min_size=1, max_size=300)
prefixes = st.binary(max_size=40)


@given(prefixes, keys)
def test_a_place_gives_back_what_it_was_made_of(prefix: bytes, key: bytes) -> None:
    assert entry_and_key(place(prefix + key, key)) == (prefix + key, key)


@given(
    slices=st.lists(st.lists(st.tuples(prefixes, keys), max_size=6), max_size=8),
    chunk=st.integers(1, 9),
    taken=st.integers(1, 7),
)
def test_everything_that_was_gathered_is_taken_in_order(
    slices: list[list[tuple[bytes, bytes]]], chunk: int, taken: int
) -> None:
    places = [[place(prefix + key, key) for prefix, key in each] for each in slices]
    gathered = Gathered(b"")
    kept, backfills._CHUNK = backfills._CHUNK, chunk
    try:
        for each in places:
            gathered.add(each)
    finally:
        backfills._CHUNK = kept
    everything = sorted(each for part in places for each in part)
    assert (gathered.left, gathered.bytes) == (len(everything), sum(map(len, everything)))
    assert not gathered.is_ordered
    found: list[bytes] = []
    while gathered.left:
        part = list(gathered.take(taken))
        assert gathered.is_ordered
        assert 0 < len(part) <= taken
        found += part
    assert found == everything


def test_what_is_not_asked_for_stays() -> None:
    gathered = Gathered(b"")
    gathered.add([place(name, name) for name in (b"c", b"a", b"b")])
    assert next(gathered.take(3)) == place(b"a", b"a")
    assert gathered.left == 2
    assert list(gathered.take(3)) == [place(b"b", b"b"), place(b"c", b"c")]


def test_what_was_gathered_is_forgotten_and_what_is_entered_is_not() -> None:
    database = Database(None)
    kept = Backfills(database)
    kept.reach("index_1_1", b"k")
    kept.gathered("index_1_1").add([place(b"e", b"e")])
    assert kept.gathered("index_1_1").left == 1
    kept.forget_gathered()
    assert (kept.gathered("index_1_1").left, kept.gathered("index_1_1").reached) == (0, b"k")
    kept.finish("index_1_1")
    assert kept.gathered("index_1_1").reached == b""
    database.close()
