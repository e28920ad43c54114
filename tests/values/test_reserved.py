"""The reserved words."""

import pytest

from tablewright.values import RESERVED_WORDS, is_reserved


def test_there_are_573_reserved_words() -> None:
    assert len(RESERVED_WORDS) == 573


@pytest.mark.parametrize("word", ["status", "Name", "DATA", "ttl", "zone", "abort"])
def test_a_reserved_word_is_reserved_in_any_case(word: str) -> None:
    assert is_reserved(word)


@pytest.mark.parametrize("word", ["bookingId", "pk", "statuses", "attribute_exists", ""])
def test_other_words_are_free(word: str) -> None:
    assert not is_reserved(word)
