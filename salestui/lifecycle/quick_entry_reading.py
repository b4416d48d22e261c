"""How far a line of the quick entry is read, and the words that come next."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal, NamedTuple, Protocol
from uuid import UUID

from salestui.lifecycle.input_dates import DateOrder
from salestui.lifecycle.refs import RecordRef
from salestui.models.choices import ActivityType, Priority

What = Literal["kind", "who", "when", "duration", "priority", "repeats", "record", "about"]

FOUND_AT_MOST = 20
"""Of those found by a name so many are looked at."""

_WORD = re.compile(r"\S+")


class Person(NamedTuple):
    """Somebody whom the line may name."""

    table: str
    id: UUID
    name: str


class Address(NamedTuple):
    """Somebody of whom the line gives only an email address."""

    name: str
    """The address itself, which this one is called by."""


class Finder(Protocol):
    """Finds who or what a line may name, beside the people that it is read with."""

    def people(self, name: str, /) -> Sequence[Person]:
        """People whose name may be this, and maybe others."""
        ...

    def records(self, name: str, /) -> Sequence[RecordRef]:
        """Records of `mentions.RECORDS` whose name may be this, and maybe others."""
        ...


class Span(NamedTuple):
    """A part of the line that is understood, by its first character and the one after its last."""

    start: int
    end: int
    what: What


@dataclass
class Reading:
    """How far a line is read."""

    text: str
    people: Sequence[Person]
    order: DateOrder
    past: bool
    is_sentence: bool
    """Whether it stays whole as the subject."""
    finder: Finder | None = None
    """Who is not among the people is looked for with it, and records."""
    at: int = 0
    said_from: int = 0
    spans: list[Span] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    kind: ActivityType | None = None
    named: list[Person | Address] = field(default_factory=list)
    about: RecordRef | None = None
    day: date | None = None
    hour: time | None = None
    minutes: int | None = None
    priority: Priority | None = None
    problem: str = ""
    nobody: str = ""
    repeats: str = ""
    missed: str = ""

    def took(self, end: int, what: What) -> bool:
        """These characters are understood."""
        self.spans.append(Span(self.at, end, what))
        self.at = end
        return True


def skip_blanks(reading: Reading) -> None:
    """Go on to the next word."""
    while reading.at < len(reading.text) and reading.text[reading.at].isspace():
        reading.at += 1


def ends(reading: Reading, at: int, most: int) -> Iterator[int]:
    """Where the next words end, as many as `most` of them, the longest run first."""
    words = []
    for match in _WORD.finditer(reading.text, at):
        words.append(match.end())
        if len(words) == most:
            break
    yield from reversed(words)


def next_word(reading: Reading, at: int) -> str:
    """The word from here on; empty at the end of the line."""
    match = _WORD.search(reading.text, at)
    return match[0] if match else ""


def keep_word(reading: Reading) -> None:
    """The next word is subject."""
    match = _WORD.search(reading.text, reading.at)
    if match:
        reading.rest.append(match[0])
        reading.at = match.end()


def after(reading: Reading, words: frozenset[str]) -> list[tuple[int, str]]:
    """Where something may start: here, or behind one of these words if it stands here."""
    word = next_word(reading, reading.at)
    starts = [(reading.at, "")]
    if word.casefold() in words:
        at = reading.at + len(word)
        while at < len(reading.text) and reading.text[at].isspace():
            at += 1
        starts.append((at, word.casefold()))
    return starts


def which_one(typed: str, names: Sequence[str]) -> str:
    """What is asked when several have the name that was typed."""
    more = "many more" if len(names) >= FOUND_AT_MOST else f"{len(names) - 3} more"
    told = ", ".join(names[:3]) + (f" or {more}" if len(names) > 3 else "")
    return f"{typed}: which one, {told}?"
