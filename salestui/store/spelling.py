"""Texts that have a word in any case and with any accents, as SQLite finds them. Standard library only."""

from typing import TYPE_CHECKING, Any

from salestui.folding import folded, spellings

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

LONGEST = 400
"""No name is longer, and SQLite refuses very long patterns."""
_GRAM = 3
_FEW_GRAMS = 4
"""So many three letters of a text narrow the index well enough; more would only take time."""


def pattern(word: str) -> str:
    """What GLOB finds a word by, wherever it stands in a text."""
    return f"*{''.join(map(_any_of, word))}*"


def has(column: Any, word: str) -> "ColumnElement[bool]":
    """Whether a text column has the word in it, for a small table: every row is looked at."""
    found: ColumnElement[bool] = column.op("GLOB", is_comparison=True)(pattern(word))
    return found


def narrowing(words: list[str]) -> str:
    """What the index of three letters narrows these words by, those first that can be spelled in few ways.

    The words are of three letters and more. That a text has these letters does not yet say that it has
    the words.
    """
    plain = [folded(word) for word in words]
    grams = {word[at : at + _GRAM] for word in plain for at in range(len(word) - _GRAM + 1)}
    ways = sorted((_ways(gram) for gram in sorted(grams)), key=len)
    return " AND ".join(f"({' OR '.join(one)})" for one in ways[:_FEW_GRAMS])


def _ways(gram: str) -> list[str]:
    """The phrases of all spellings of three letters; the index itself does not tell capitals from others."""
    found = [""]
    for letter in gram:
        small = sorted({one.lower() for one in spellings(letter)})
        found = [begun + one for begun in found for one in small]
    return ['"' + one.replace('"', '""') + '"' for one in found]


def _any_of(letter: str) -> str:
    letters = spellings(letter)
    return letter if len(letters) == 1 and letter not in "*?[" else f"[{letters}]"
