"""ULIDs: identifiers of 26 characters that begin with the time, so that they sort in the order they were given.

Source: https://github.com/ulid/spec
"""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import Field

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CHARACTERS = 26
_BITS_OF_CHARACTER = 5
_BITS_OF_RANDOMNESS = 80

Ulid = Annotated[str, Field(pattern=f"^[0-7][{_ALPHABET}]{{{_CHARACTERS - 1}}}$")]
"""A ULID in its one written form: upper case, without I, L, O and U."""


def new_ulid(moment: datetime | None = None, randomness: int | None = None) -> str:
    """A new ULID.

    Args:
        moment: the time it begins with, kept to the millisecond; None: now.
        randomness: the 80 bits after it, for identifiers that must be the same in every run; None: chosen at random.

    Raises:
        OverflowError: the time is before 1970, or the randomness is not of 80 bits.
    """
    elapsed = (moment or datetime.now(UTC)) - _EPOCH
    milliseconds = elapsed // timedelta(milliseconds=1)
    if randomness is None:
        randomness = secrets.randbits(_BITS_OF_RANDOMNESS)
    if milliseconds < 0 or not 0 <= randomness < 1 << _BITS_OF_RANDOMNESS:
        raise OverflowError(f"no ULID begins with {moment} and ends with {randomness}")
    number = milliseconds << _BITS_OF_RANDOMNESS | randomness
    places = range((_CHARACTERS - 1) * _BITS_OF_CHARACTER, -1, -_BITS_OF_CHARACTER)
    return "".join(_ALPHABET[number >> place & 0b11111] for place in places)


def time_of(ulid: str) -> datetime:
    """The time that a ULID begins with, to the millisecond."""
    number = 0
    for character in ulid:
        number = number << _BITS_OF_CHARACTER | _ALPHABET.index(character)
    return _EPOCH + timedelta(milliseconds=number >> _BITS_OF_RANDOMNESS)
