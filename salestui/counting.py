"""Counts with their words. Standard library only."""


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its word: 1 -> "1 row", 1200 -> "1,200 rows"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
