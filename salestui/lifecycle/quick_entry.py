"""An activity in one line: `call Ana tomorrow 15:00 30m !high about the security review`. Light to import.

Everything that is understood may stand in any order at the beginning; days, times, lengths and `!high` also
between other words. What follows `about` is the subject as it stands.

A line that tells what is done is a sentence more than a plan: it stays whole as the subject. Days, times and
lengths stand at its beginning; `yesterday`, `today`, a time and a length at its end too.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple
from uuid import UUID

from salestui import clock
from salestui.errors import InputError
from salestui.lifecycle.activity_times import moment_of
from salestui.lifecycle.input_dates import MONTHS, DateOrder, parse_date, parse_time
from salestui.lifecycle.input_numbers import LONGEST_DURATION, parse_duration
from salestui.models.choices import ActivityType, Priority

What = Literal["kind", "who", "when", "duration", "priority", "about"]

KINDS: dict[str, ActivityType] = {
    "call": ActivityType.PHONE_CALL,
    "phone": ActivityType.PHONE_CALL,
    "ring": ActivityType.PHONE_CALL,
    "meeting": ActivityType.APPOINTMENT,
    "meet": ActivityType.APPOINTMENT,
    "appointment": ActivityType.APPOINTMENT,
    "task": ActivityType.TASK,
    "todo": ActivityType.TASK,
    "mail": ActivityType.EMAIL,
    "email": ActivityType.EMAIL,
    "letter": ActivityType.LETTER,
}
"""The words for the types; one of them stands first."""
NOUNS: dict[ActivityType, str] = {
    ActivityType.PHONE_CALL: "Call",
    ActivityType.APPOINTMENT: "Meeting",
    ActivityType.TASK: "Task",
    ActivityType.EMAIL: "Mail",
    ActivityType.LETTER: "Letter",
}
LONGEST = 500
"""Of a longer line the rest is subject, and too long."""

_WORD = re.compile(r"\S+")
_TIME = re.compile(r"(?:\d{1,2}[:h]\d\d|\d{1,2}(?:[:h]\d\d)? ?[ap]m|noon)", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,2}[:h]\d\d)-(\d{1,2}[:h]\d\d)", re.IGNORECASE)
_HOUR = re.compile(r"\d{1,2}")
_LENGTH = re.compile(
    r"-?\d+(?:[.,]\d+)? ?(?:h|hours?|hrs?|m|mins?|minutes?)|\d+h\d\d(?:m|min)?|\d+h ?\d+(?:m|min)",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(r"(?:\+|in )(\d{1,4}) ?(h|hours?|m|mins?|minutes?)", re.IGNORECASE)
_MONTHS = "|".join(rf"{name}|{name[:3]}" for name in MONTHS)
_SURE_DATE = re.compile(
    rf"\d{{4,}}-\d\d?-\d\d?|(?:[12]?\d|3[01])(?:st|nd|rd|th)? (?:{_MONTHS})"
    rf"|(?:{_MONTHS}) (?:[12]?\d|3[01])(?:st|nd|rd|th)?",
    re.IGNORECASE,
)
"""Nobody writes this who does not mean a date, so one that does not exist is told."""
_DATE_SHAPES = re.compile(
    r"(?:next |this |last )?(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|today|tomorrow|yesterday|eow|eom|eoq|eoy|next (?:week|month|quarter|year)"
    r"|(?:\+|in )\d{1,5} ?(?:d|days?|w|weeks?|months?|q|quarters?|y|years?)"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.](?:\d{4}|\d\d)?)?|\d{4}-\d\d?-\d\d?"
    r"|\d{1,2}(?:st|nd|rd|th)?[ .]{1,2}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: \d{4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?",
    re.IGNORECASE,
)
_DAYS_OR_WEEKS = re.compile(r"\d{1,3}[dw]", re.IGNORECASE)
"""A date at the end of a line; before other words it may belong to them."""
_BEFORE_DATES = frozenset({"on", "by", "due", "until"})
_BEFORE_PEOPLE = frozenset({"with", "to", "from"})
_UNFINISHED = [[word] for word in (*_BEFORE_DATES, *_BEFORE_PEOPLE, "at", "for")]
_NO_NAMES = frozenset(
    {"about", "all", "and", "any", "ask", "for", "from", "her", "his", "new", "our", "the", "with", "you"}
)
"""Words that begin like names and are none."""
_SHORTEST_PREFIX = 3


class Person(NamedTuple):
    """Somebody whom the line may name."""

    table: str
    id: UUID
    name: str


class Span(NamedTuple):
    """A part of the line that is understood, by its first character and the one after its last."""

    start: int
    end: int
    what: What


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What a line means."""

    kind: ActivityType
    subject: str
    people: tuple[Person, ...] = ()
    day: date | None = None
    at: time | None = None
    minutes: int | None = None
    priority: Priority = Priority.NORMAL
    spans: tuple[Span, ...] = ()
    problem: str = ""
    """What has to be made plain before it can be saved: several people of a name, a day that is none."""

    @property
    def when(self) -> datetime | None:
        """The moment, or the beginning of the day that is meant."""
        if self.day is None:
            return None
        return moment_of(self.day, self.at or time())


@dataclass
class _Reading:
    """How far a line is read."""

    text: str
    people: Sequence[Person]
    order: DateOrder
    past: bool
    at: int = 0
    said_from: int = 0
    spans: list[Span] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    kind: ActivityType | None = None
    named: list[Person] = field(default_factory=list)
    day: date | None = None
    hour: time | None = None
    minutes: int | None = None
    priority: Priority | None = None
    problem: str = ""

    def took(self, end: int, what: What) -> bool:
        """These characters are understood."""
        self.spans.append(Span(self.at, end, what))
        self.at = end
        return True


def parse(
    text: str,
    people: Sequence[Person] = (),
    *,
    kind: ActivityType = ActivityType.TASK,
    order: DateOrder = "dmy",
    past: bool = False,
) -> QuickEntry:
    """What a line means; any line means something. `kind` is the type of one that names none.

    `past` says that it tells what is done: it is the subject as it stands, without its type, and days without
    a year are the last ones, not the next.
    """
    reading = _Reading(text[:LONGEST], people, order, past)
    _skip_blanks(reading)
    _read_kind(reading)
    while reading.at < len(reading.text):
        _skip_blanks(reading)
        if not any(read(reading) for read in _readers(reading)):
            _keep_word(reading)
    return _meaning(reading, kind, text[LONGEST:])


def _meaning(reading: _Reading, kind: ActivityType, more: str) -> QuickEntry:
    kind = reading.kind or kind
    # Of `call with`, a name is still to come.
    rest = [] if [word.casefold() for word in reading.rest] in _UNFINISHED else reading.rest
    if reading.past and rest:
        rest = reading.text[reading.said_from :].split()
    subject = (" ".join(rest) + more).strip(" ,;:")
    if not subject and (reading.kind is not None or reading.named):
        subject = " ".join([NOUNS[kind], *(person.name for person in reading.named[:1])])
    day = reading.day
    if day is None and reading.hour is not None:
        day = _day_of(reading.hour, past=reading.past)
    return QuickEntry(
        kind=kind,
        subject=subject[:1].upper() + subject[1:],
        people=tuple(reading.named),
        day=day,
        at=reading.hour,
        minutes=reading.minutes,
        priority=Priority.NORMAL if reading.priority is None else reading.priority,
        spans=tuple(reading.spans),
        problem=reading.problem,
    )


def _day_of(at: time, *, past: bool) -> date:
    """The day of a time alone: today, or tomorrow when that is over, or yesterday for what is done."""
    now = clock.local(clock.now())
    is_over = at < now.time().replace(second=0, microsecond=0)
    if past:
        return now.date() if is_over or at <= now.time() else now.date() - timedelta(days=1)
    return now.date() + timedelta(days=is_over)


def _skip_blanks(reading: _Reading) -> None:
    while reading.at < len(reading.text) and reading.text[reading.at].isspace():
        reading.at += 1


def _ends(reading: _Reading, at: int, most: int) -> Iterator[int]:
    """Where the next words end, as many as `most` of them, the longest run first."""
    words = []
    for match in _WORD.finditer(reading.text, at):
        words.append(match.end())
        if len(words) == most:
            break
    yield from reversed(words)


def _next_word(reading: _Reading, at: int) -> str:
    match = _WORD.search(reading.text, at)
    return match[0] if match else ""


def _keep_word(reading: _Reading) -> None:
    match = _WORD.search(reading.text, reading.at)
    if match:
        reading.rest.append(match[0])
        reading.at = match.end()


def _read_kind(reading: _Reading) -> None:
    word = _next_word(reading, reading.at)
    reading.kind = KINDS.get(word.rstrip(":").casefold())
    if reading.kind is not None:
        reading.took(reading.at + len(word), "kind")
        reading.said_from = reading.at


def _read_about(reading: _Reading) -> bool:
    word = _next_word(reading, reading.at)
    if word.casefold() not in ("about", "re", "re:", ":"):
        return False
    if reading.rest:
        _keep_word(reading)
    else:
        reading.took(reading.at + len(word), "about")
    # What comes now is a sentence, not a plan.
    reading.rest += reading.text[reading.at :].split()
    reading.at = len(reading.text)
    return True


def _read_priority(reading: _Reading) -> bool:
    word = _next_word(reading, reading.at)
    if len(word) < 2 or word[0] != "!" or reading.priority is not None:
        return False
    found = [one for one in Priority if one.label.casefold().startswith(word[1:].casefold())]
    if not found:
        return False
    reading.priority = found[0]
    return reading.took(reading.at + len(word), "priority")


def _read_length(reading: _Reading) -> bool:
    if reading.minutes is not None:
        return False
    for start, _ in _after(reading, frozenset({"for"})):
        for end in _ends(reading, start, 2):
            text = reading.text[start:end].rstrip(",")
            if _LENGTH.fullmatch(text):
                try:
                    if text.startswith("-"):
                        raise InputError("a duration is not negative")
                    reading.minutes = parse_duration(text)
                except InputError as error:
                    reading.problem = reading.problem or f"{text}: {error}"
                return reading.took(start + len(text), "duration")
    return False


def _after(reading: _Reading, words: frozenset[str]) -> list[tuple[int, str]]:
    """Where something may start: here, or behind one of these words if it stands here."""
    word = _next_word(reading, reading.at)
    starts = [(reading.at, "")]
    if word.casefold() in words:
        at = reading.at + len(word)
        while at < len(reading.text) and reading.text[at].isspace():
            at += 1
        starts.append((at, word.casefold()))
    return starts


def _read_when(reading: _Reading) -> bool:
    return _read_from_now(reading) or _read_date(reading) or _read_time(reading)


def _read_from_now(reading: _Reading) -> bool:
    if reading.day is not None or reading.hour is not None:
        return False
    word = _next_word(reading, reading.at)
    if word.casefold() == "now":
        return _take_moment(reading, clock.now(), reading.at + len(word))
    for end in _ends(reading, reading.at, 3):
        match = _FROM_NOW.fullmatch(reading.text[reading.at : end])
        if match:
            minutes = int(match[1]) * (60 if match[2][0] in "hH" else 1)
            return _take_moment(reading, clock.now() + timedelta(minutes=minutes), end)
    return False


def _take_moment(reading: _Reading, moment: datetime, end: int) -> bool:
    here = clock.local(moment)
    reading.day, reading.hour = here.date(), here.time().replace(second=0, microsecond=0)
    return reading.took(end, "when")


def _read_recent_day(reading: _Reading) -> bool:
    word = _next_word(reading, reading.at)
    return word.rstrip(",").casefold() in ("yesterday", "today") and _read_date(reading)


def _read_date(reading: _Reading) -> bool:
    if reading.day is not None:
        return False
    for start, _ in _after(reading, _BEFORE_DATES):
        for end in _ends(reading, start, 3):
            text = reading.text[start:end].rstrip(",")
            is_last = not reading.text[end:].strip()
            if not (
                _DATE_SHAPES.fullmatch(text)
                or _SURE_DATE.fullmatch(text)
                or (is_last and _DAYS_OR_WEEKS.fullmatch(text))
            ):
                continue
            try:
                day = parse_date(text, order=reading.order, past=reading.past)
                moment_of(day, time())
                reading.day = day
            except InputError as error:
                if not _SURE_DATE.fullmatch(text):
                    continue
                reading.problem = reading.problem or f"{text}: {error}"
            return reading.took(start + len(text), "when")
    return False


def _read_time(reading: _Reading) -> bool:
    if reading.hour is not None:
        return False
    for start, before in _after(reading, frozenset({"at"})):
        for end in _ends(reading, start, 2):
            text = reading.text[start:end].rstrip(",")
            span = _RANGE.fullmatch(text)
            if not span and not _TIME.fullmatch(text) and not (before and _HOUR.fullmatch(text)):
                continue
            try:
                reading.hour = parse_time(span[1] if span else text)
                if span:
                    _take_length(reading, reading.hour, parse_time(span[2]))
            except InputError as error:
                reading.problem = reading.problem or f"{text}: {error}"
            return reading.took(start + len(text), "when")
    return False


def _take_length(reading: _Reading, start: time, end: time) -> None:
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if not 0 < minutes <= LONGEST_DURATION:
        raise InputError("the end is not after the start")
    if reading.minutes is None:
        reading.minutes = minutes


def _read_people(reading: _Reading) -> bool:
    word = _next_word(reading, reading.at)
    if word.startswith("@") and len(word) > 1:
        return _take_person(reading, reading.at + 1, marked=True)
    if reading.rest:
        return _mention(reading, word.casefold())
    if reading.named and word.casefold() in ("and", "&", "+"):
        at = reading.at + len(word) + 1
        return _take_person(reading, at, marked=False)
    for start, before in _after(reading, _BEFORE_PEOPLE):
        if (before or not reading.named) and _take_person(reading, start, marked=bool(before)):
            return True
        if reading.named and reading.text[reading.spans[-1].end - 1 : reading.spans[-1].end] == ",":
            return _take_person(reading, start, marked=False)
    return False


def _mention(reading: _Reading, word: str) -> bool:
    """`with Ana` inside a sentence: she takes part, and the words stay. So does `to Ana` in what is done."""
    if word != "with" and not (reading.past and word in _BEFORE_PEOPLE):
        return False
    start = _after(reading, _BEFORE_PEOPLE)[1][0]
    found, end = _find(reading, start, marked=True, whole=word != "with")
    if len(found) != 1 or found[0] in reading.named:
        return False
    _keep_word(reading)
    reading.rest += reading.text[start:end].split()
    reading.at = start
    reading.named.append(found[0])
    return reading.took(end, "who")


def _take_person(reading: _Reading, start: int, *, marked: bool) -> bool:
    found, end = _find(reading, start, marked=marked)
    if not found:
        return False
    if len(found) > 1:
        names = [person.name for person in found]
        told = ", ".join(names[:3]) + (f" or {len(names) - 3} more" if len(names) > 3 else "")
        reading.problem = reading.problem or f"{reading.text[start:end].strip(',:')}: which one, {told}?"
    elif found[0] not in reading.named:
        reading.named.append(found[0])
    return reading.took(end, "who")


def _find(reading: _Reading, start: int, *, marked: bool, whole: bool = False) -> tuple[list[Person], int]:
    """Who is named from here on, by as many words as fit, and where the name ends.

    A whole first, last or full name is preferred to the beginning of one; with `whole` nothing else counts.
    """
    for end in _ends(reading, start, 4):
        words = [word.strip(",:").casefold() for word in reading.text[start:end].split()]
        if (
            not words
            or words[0] in _NO_NAMES
            or any("," in part for part in reading.text[start:end].split()[:-1])
        ):
            continue
        likely = [person for person in reading.people if words[-1] in person.name.casefold()]
        exact = [person for person in likely if _is_named(person, words, whole=True)]
        if exact:
            return exact, end
        if not whole and len("".join(words)) >= (1 if marked else _SHORTEST_PREFIX):
            beginning = [person for person in likely if _is_named(person, words, whole=False)]
            if beginning:
                return beginning, end
    return [], start


def _is_named(person: Person, words: Sequence[str], *, whole: bool) -> bool:
    names = person.name.casefold().split()
    for at in range(len(names) - len(words) + 1):
        *before, last = names[at : at + len(words)]
        if before == list(words[:-1]) and (last == words[-1] if whole else last.startswith(words[-1])):
            return True
    return False


_READERS = (_read_about, _read_priority, _read_length, _read_when, _read_people)
_IN_A_SENTENCE = (_read_priority, _read_people)
_AT_ITS_END = (_read_priority, _read_length, _read_recent_day, _read_time)


def _readers(reading: _Reading) -> Sequence[Callable[[_Reading], bool]]:
    """What may stand here: the sentence of what is done has dates of its own."""
    if not reading.past or not reading.rest:
        return _READERS
    return _AT_ITS_END if _is_its_end(reading) else _IN_A_SENTENCE


def _is_its_end(reading: _Reading) -> bool:
    """Whether nothing but a day, a time, a length and a priority follows."""
    trial = replace(reading, spans=[])
    while trial.at < len(trial.text):
        if not any(read(trial) for read in _AT_ITS_END):
            return False
        _skip_blanks(trial)
    return True
