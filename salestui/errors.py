"""The one family of errors that a face shows to a person."""

from collections.abc import Iterable


class SalesError(Exception):
    """Something a person can mend. The message says what is wrong and what to do."""


def nearest(word: str, valid: Iterable[str]) -> str:
    """The valid word most like what was written, for messages that propose it. Raises ValueError for none."""
    from difflib import SequenceMatcher

    lower = word.lower()
    return max(valid, key=lambda choice: SequenceMatcher(None, lower, choice.lower()).ratio())


class InputError(SalesError):
    """What a person or a file gave is no value of its field."""


class Gone(SalesError):
    """The record is not there any more."""


class NotEditable(SalesError):
    """The record can't be changed now. The message says why."""
