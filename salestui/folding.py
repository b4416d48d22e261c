"""Letters whatever their case and accents. Standard library only."""

import unicodedata
from functools import cache

_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
"""Letters that Unicode does not take apart."""
_ACCENTED = (*range(0xC0, 0x180), *range(0x370, 0x530))
"""Where the accented letters of Latin, Greek and Cyrillic stand; not those of Vietnamese, which are many."""


class _Folds(dict[int, str]):
    """The plain small letter for each character, made when it is met: "Á" -> "a"."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = plain = _STROKES.get(letter, letter) if len(letter) == 1 else chr(code)
        return plain


_FOLDS = _Folds()


def folded(text: str) -> str:
    """The text in small letters without accents, character for character, so that places in it stay."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def spellings(letter: str) -> str:
    """All letters, small and capital, that are folded as this one is."""
    plain = folded(letter)
    upper = plain.upper()
    own = {letter, plain, upper if len(upper) == 1 else plain}
    return "".join(sorted(own.union(_accented().get(plain, ""))))


@cache
def _accented() -> dict[str, str]:
    found: dict[str, str] = {}
    for letter in map(chr, _ACCENTED):
        plain = folded(letter)
        if plain != letter.lower():
            found[plain] = found.get(plain, "") + letter
    return found
