"""Names that are nearly, but not quite, those of records or options that exist."""

from collections.abc import Iterable
from dataclasses import dataclass

from salestui.lifecycle.names import LONGEST, NEAR, SHORTEST, digits, same, squeezed

CLEAR = 3.0
"""By how much the proposal must be nearer than the next one."""

MOST_COMPARISONS = 50_000_000
"""Beyond so many pairs only differences of blanks, case and signs are looked for: a few seconds' work."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A value that is nearly a name that exists."""

    column: str
    field: str
    """That the column fills."""
    value: str
    rows: int
    proposal: str
    taken: bool


def proposals(wanted: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """For each wanted name the one of `names` that it nearly is; those without one are left out.

    Names that differ in their digits are different things (Region 1 and Region 2), and where two are
    about equally near none is proposed.
    """
    wanted = list(wanted)
    names = list(dict.fromkeys(names))
    if not wanted or not names:
        return {}
    by_letters: dict[str, str | None] = {}
    for name in names:
        letters = squeezed(name)
        by_letters[letters] = None if letters in by_letters else name
    found: dict[str, str] = {}
    rest = []
    for text in wanted:
        letters = squeezed(text)
        equal = by_letters.get(letters) if letters else None
        if equal is not None:
            found[text] = equal
        else:
            rest.append(text)
    if len(rest) * len(names) <= MOST_COMPARISONS:
        found.update(_alike(rest, names))
    return found


def _alike(wanted: list[str], names: list[str]) -> dict[str, str]:
    if not wanted:
        return {}
    from rapidfuzz import fuzz, process

    normal = [same(name) for name in names]
    found = {}
    for text in wanted:
        if not SHORTEST <= len(text) <= LONGEST:
            continue
        best = process.extract(same(text), normal, scorer=fuzz.ratio, limit=3, score_cutoff=NEAR - CLEAR)
        fitting = [(score, names[place]) for _, score, place in best if digits(names[place]) == digits(text)]
        if not fitting or fitting[0][0] < NEAR:
            continue
        if len(fitting) == 1 or fitting[0][0] - fitting[1][0] >= CLEAR:
            found[text] = fitting[0][1]
    return found
