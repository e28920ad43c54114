"""Numbers in sentences."""


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 item``, ``1,200 items``, ``2 indexes``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
