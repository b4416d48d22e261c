"""Counts with their words. Standard library only."""


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its word: 1 -> "1 row", 1200 -> "1,200 rows", 2 -> "2 replies"."""
    return f"{count:,} {one if count == 1 else many or _several(one)}"


def _several(one: str) -> str:
    """The plural of a word that has a regular one."""
    return f"{one[:-1]}ies" if one.endswith("y") and one[-2] not in "aeiou" else f"{one}s"
