"""Keys as bytes whose order is DynamoDB's order.

An item is stored under ``digest(partition key) + sort key``. The digest has a fixed length and spreads
partitions evenly, so an item collection is one contiguous range, a parallel scan's segment is a range of
digests, and a long partition key costs no more than a short one. The sort key follows in an encoding that
compares as the values do: text by its UTF-8 bytes, binary by its bytes, numbers by their value.

An entry of an index is stored under ``digest(index partition key) + index sort key + base table's key``,
with every component but the last made self-delimiting.
"""

from base64 import b64decode
from hashlib import blake2b

from tablewright.values import AttributeValue

DIGEST_BYTES = 16
HIGHEST = b"\xff" * 24
"""Sorts after every key that can be stored: a digest of sixteen 0xFF bytes does not occur."""

_EXPONENT_BIAS = 0x4000
_NEGATIVE = bytes(255 - byte for byte in range(256))


def digest(*components: bytes) -> bytes:
    """The fixed-length stand-in of a partition key; several components for a multi-attribute key."""
    if len(components) == 1:
        return blake2b(components[0], digest_size=DIGEST_BYTES).digest()
    joined = b"".join(len(component).to_bytes(4, "big") + component for component in components)
    return blake2b(joined, digest_size=DIGEST_BYTES).digest()


def partition_bytes(value: AttributeValue) -> bytes:
    """The bytes of a partition key attribute that are digested; equal exactly for equal values."""
    ((kind, content),) = value.items()
    if kind == "B":
        return b64decode(content)
    text: str = content
    return text.encode()


def sortable(value: AttributeValue) -> bytes:
    """A sort key value as bytes that compare as the values do, fit for the last component of a key."""
    ((kind, content),) = value.items()
    if kind == "S":
        text: str = content
        return text.encode()
    if kind == "N":
        return sortable_number(content)
    return b64decode(content)


def delimited(value: AttributeValue) -> bytes:
    """Like `sortable`, but self-delimiting, so that further components can follow and order still holds."""
    ((kind, content),) = value.items()
    if kind == "N":
        return sortable_number(content)
    raw = content.encode() if kind == "S" else b64decode(content)
    return raw.replace(b"\x00", b"\x00\xff") + b"\x00\x01"


def opening(value: AttributeValue) -> bytes:
    """What the `delimited` forms of all texts, or binaries, start with that start with ``value``."""
    return partition_bytes(value).replace(b"\x00", b"\x00\xff")


def sortable_number(text: str) -> bytes:
    """A number in normal form as bytes that compare as the numbers do; self-delimiting.

    Zero is one byte between the negatives and the positives. Others are a sign byte, the decimal exponent
    of the first digit, then the digits two to a byte, each byte one more than the pair it holds so that the
    closing zero byte sorts before any continuation. Negatives are the complement of their magnitude.
    """
    if text == "0":
        return b"\x40"
    negative = text[0] == "-"
    whole, _, fraction = (text[1:] if negative else text).partition(".")
    if whole == "0":
        digits = fraction.lstrip("0")
        exponent = len(digits) - len(fraction)
    else:
        digits = whole + fraction
        exponent = len(whole)
    digits = digits.rstrip("0")
    if len(digits) % 2:
        digits += "0"
    pairs = bytes([int(digits[at : at + 2]) + 1 for at in range(0, len(digits), 2)])
    magnitude = (exponent + _EXPONENT_BIAS).to_bytes(2, "big") + pairs + b"\x00"
    return b"\x20" + magnitude.translate(_NEGATIVE) if negative else b"\x60" + magnitude


def prefix_end(prefix: bytes) -> bytes:
    """The least bytes greater than everything that starts with ``prefix``."""
    stripped = prefix.rstrip(b"\xff")
    return stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else HIGHEST


def segment_bounds(segment: int, total: int) -> tuple[bytes, bytes]:
    """The range of digests, lower bound inclusive and upper exclusive, of one segment of a parallel scan."""
    span = 1 << 32
    low = (span * segment // total).to_bytes(4, "big")
    high = HIGHEST if segment + 1 == total else (span * (segment + 1) // total).to_bytes(4, "big")
    return low, high
