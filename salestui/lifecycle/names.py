"""What names have in common that are written differently. Standard library only."""

import re
from unicodedata import combining, normalize

NEAR = 86.0
"""Likeness in percent from which two names may mean the same."""
LONGEST = 500
"""Longer texts are no names."""
SHORTEST = 4
"""Of shorter ones every other letter makes another name."""


def same(text: str) -> str:
    """What two names have in common that differ only in case, kinds of letters and blanks."""
    return " ".join(normalize("NFKC", text).casefold().split())


def squeezed(text: str) -> str:
    """The letters and digits of a name alone."""
    return "".join(char for char in normalize("NFKD", text).casefold() if char.isalnum())


def plain_words(text: str) -> list[str]:
    """The words of a name by their letters and digits alone, lowered and without accents."""
    bare = (char for char in normalize("NFKD", text).casefold() if not combining(char))
    return "".join(char if char.isalnum() else " " for char in bare).split()


def digits(text: str) -> list[str]:
    """The numbers in a name: names that differ in them are different things (Region 1 and Region 2)."""
    return re.findall(r"\d+", text)
