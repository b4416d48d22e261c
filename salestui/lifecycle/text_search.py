"""Words found in texts whatever their case and accents, and where. Standard library only."""

from collections.abc import Sequence

from salestui.folding import folded


def words(typed: str) -> list[str]:
    """The words that were typed, folded."""
    return folded(typed).split()


def has_all(text: str, wanted: Sequence[str]) -> bool:
    """Whether a folded text has every one of these words in it, also inside other words."""
    return all(word in text for word in wanted)


def spans(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand in a text, from left to right, as (start, end); they don't overlap."""
    plain = folded(text)
    found: list[tuple[int, int]] = []
    for word in wanted:
        start = plain.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = plain.find(word, start + len(word))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart


def excerpt(text: str, wanted: Sequence[str], before: int = 20) -> str:
    """The text on one line from a little before the first of the words; empty when none is in it."""
    flat = " ".join(text.split())
    found = spans(flat, wanted)
    if not found:
        return ""
    start = max(found[0][0] - before, 0)
    if start:
        start = flat.find(" ", start, found[0][0]) + 1 or start
    return f"…{flat[start:]}" if start else flat
