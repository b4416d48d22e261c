"""The record that a line of the quick entry names with `#`: what the activity is about."""

from collections.abc import Sequence

from salestui.folding import folded
from salestui.lifecycle.mentions import RECORDS
from salestui.lifecycle.quick_entry_reading import Reading, ends, next_word, which_one
from salestui.lifecycle.refs import RecordRef

_MOST_WORDS = 6


def read_record(reading: Reading) -> bool:
    """`#Parcel lockers`: the one whose name is nearest to as many words as fit."""
    word = next_word(reading, reading.at)
    if reading.finder is None or reading.about is not None or not word.startswith("#"):
        return False
    start = reading.at + 1
    if not reading.text[start : start + 1].isalpha():
        return False  # of `#12` nobody can say what it is
    for end in ends(reading, start, _MOST_WORDS):
        name = reading.text[start:end].rstrip(",:")
        found = _nearest(reading.finder.records(" ".join(name.split())), name)
        if found:
            if len(found) == 1:
                reading.about = found[0]
            else:
                reading.problem = reading.problem or which_one(name, [one.name for one in found])
            return reading.took(start + len(name), "record")
    reading.missed = reading.missed or f"nothing of the name {word[1:]} is found"
    return False


def _nearest(found: Sequence[RecordRef], name: str) -> list[RecordRef]:
    """Those that the name fits best: as the whole name, at its beginning, inside; of one table alone."""
    typed = _words(name)
    fits = [(_distance(_words(one.name), typed), RECORDS.index(one.table), one) for one in found]
    near = [(distance, table, one) for distance, table, one in fits if distance is not None]
    best = min(((distance, table) for distance, table, _ in near), default=None)
    return [one for distance, table, one in near if (distance, table) == best]


def _words(name: str) -> list[str]:
    return [word.strip(",:") for word in folded(name).split()]


def _distance(title: Sequence[str], typed: Sequence[str]) -> int | None:
    """How far a title is from typed words, of which the last may be the beginning of one; None: no fit."""
    if title == typed:
        return 0
    for at in range(len(title) - len(typed) + 1):
        *before, last = title[at : at + len(typed)]
        if before == typed[:-1] and last.startswith(typed[-1]):
            return (1 if at == 0 else 3) + (last != typed[-1])
    return None
