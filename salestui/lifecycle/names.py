"""What names have in common that are written differently. Standard library only."""

import re
from functools import lru_cache
from unicodedata import normalize

from salestui.folding import folded

NEAR = 86.0
"""Likeness in percent from which two names may mean the same."""
LONGEST = 500
"""Longer texts are no names."""
SHORTEST = 4
"""Of shorter ones every other letter makes another name."""
_NUMBER = re.compile(r"([0-9]{1,18})")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


def same(text: str) -> str:
    """What two names have in common that differ only in case, kinds of letters and blanks."""
    return " ".join(normalize("NFKC", text).casefold().split())


def squeezed(text: str) -> str:
    """The letters and digits of a name alone."""
    return "".join(char for char in normalize("NFKD", text).casefold() if char.isalnum())


@lru_cache(maxsize=10_000)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a name by their letters and digits alone, lowered and without accents.

    While somebody types, the same names are compared with each letter.
    """
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text.lower()))
    plain = folded(normalize("NFKC", text).casefold())
    return tuple("".join(char if char.isalnum() else " " for char in plain).split())


def digits(text: str) -> list[str]:
    """The numbers in a name: names that differ in them are different things (Region 1 and Region 2)."""
    return re.findall(r"\d+", text)


def natural(name: str) -> list[tuple[int, str]]:
    """What names are ordered by so that 2 comes before 10."""
    parts = _NUMBER.split(name.casefold())
    return [(int(part) if at % 2 else 0, "" if at % 2 else part) for at, part in enumerate(parts)]
