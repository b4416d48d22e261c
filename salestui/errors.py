"""The one family of errors that a face shows to a person."""

from collections.abc import Iterable


class SalesError(Exception):
    """Something a person can mend. The message says what is wrong and what to do."""


_LIKE = 0.5
"""How like a name is to be, from 0 to 1, to be proposed."""


def nearest(word: str, valid: Iterable[str]) -> str:
    """The valid word most like what was written, for messages that propose it. Raises ValueError for none."""
    return max(valid, key=lambda choice: _likeness(word, choice))


def near(word: str, valid: Iterable[str]) -> str | None:
    """The nearest one, if it is so like what was written that it may be meant. Raises ValueError for none."""
    found = nearest(word, valid)
    return found if _likeness(word, found) >= _LIKE else None


def _likeness(word: str, choice: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, word.lower(), choice.lower()).ratio()


class InputError(SalesError):
    """What a person or a file gave is no value of its field."""


class Gone(SalesError):
    """The record is not there any more."""


class NotEditable(SalesError):
    """The record can't be changed now. The message says why."""
