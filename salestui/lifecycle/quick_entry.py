"""An activity in one line: `call Ana tomorrow 15:00 30m !high about the security review`. Light to import.

Everything that is understood may stand in any order at the beginning; days, times, lengths and `!high` also
between other words. What follows `about` is the subject as it stands, but for a time at its very end when
none is told before: `about the review tomorrow 15:00`.

A line that tells what is done is a sentence more than a plan: it stays whole as the subject, but for a
priority. Days, times and lengths stand at its beginning; `yesterday`, `today`, a time and a length at its end
too. When a type stands first (`call Ana yesterday 30m prices`), what is understood is left out as in a plan;
behind a colon (`call: told her about 30m`) a sentence begins.

Of what is too long for a subject the beginning is the subject, and all of it the description.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from salestui import clock
from salestui.errors import InputError
from salestui.lifecycle.activity_times import moment_of
from salestui.lifecycle.input_dates import DateOrder
from salestui.lifecycle.quick_entry_people import BEFORE_PEOPLE, read_people
from salestui.lifecycle.quick_entry_reading import (
    Address,
    Finder,
    Person,
    Reading,
    Span,
    ends,
    keep_word,
    next_word,
    skip_blanks,
)
from salestui.lifecycle.quick_entry_records import read_record
from salestui.lifecycle.quick_entry_repeats import checked, first_day, read_repeats
from salestui.lifecycle.quick_entry_times import (
    BEFORE_DATES,
    read_length,
    read_recent_day,
    read_time,
    read_when,
)
from salestui.lifecycle.recurrence import Recurrence
from salestui.lifecycle.refs import RecordRef
from salestui.models.choices import ActivityType, Priority

KINDS: dict[str, ActivityType] = {
    "phone call": ActivityType.PHONE_CALL,
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
    "e-mail": ActivityType.EMAIL,
    "letter": ActivityType.LETTER,
}
"""The words for the types; one of them stands before the subject."""
NOUNS: dict[ActivityType, str] = {
    ActivityType.PHONE_CALL: "Call",
    ActivityType.APPOINTMENT: "Meeting",
    ActivityType.TASK: "Task",
    ActivityType.EMAIL: "Mail",
    ActivityType.LETTER: "Letter",
}
_URGENT = frozenset({"urgent", "important", "asap"})
"""Marks that mean a high priority too."""
LONGEST = 500
"""Of a longer line the rest is said as it stands; `continued` adds it."""
LONGEST_SUBJECT = 200
"""Of what is said at more length the subject is only the beginning."""

_AROUND = " ,;:"
"""What is left out around a subject."""
_LONGEST_WHEN = 8
"""Words of a day with a time and a length at the end of a line."""

_UNFINISHED = [[word] for word in (*BEFORE_DATES, *BEFORE_PEOPLE, "at", "for")]


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What a line means."""

    kind: ActivityType
    subject: str
    description: str = ""
    """All that is said, when that is too long for a subject."""
    people: tuple[Person | Address, ...] = ()
    about: RecordRef | None = None
    """The record that it names."""
    day: date | None = None
    at: time | None = None
    minutes: int | None = None
    priority: Priority = Priority.NORMAL
    spans: tuple[Span, ...] = ()
    problem: str = ""
    """What has to be made plain before it can be saved: several people of a name, a day that is none."""
    nobody: str = ""
    """A name that seems to be meant, of whom nobody is known here."""
    missed: str = ""
    """What seems to be meant, such as a recurrence, and how it is understood instead."""
    repeats: Recurrence | None = None
    appointments: int = 1
    """How many are made: of a series without an end, those of a year."""

    @property
    def when(self) -> datetime | None:
        """The moment, or the beginning of the day that is meant."""
        if self.day is None:
            return None
        return moment_of(self.day, self.at or time())


def parse(
    text: str,
    people: Sequence[Person] = (),
    *,
    kind: ActivityType = ActivityType.TASK,
    order: DateOrder = "dmy",
    past: bool = False,
    begun: str = "",
    finder: Finder | None = None,
) -> QuickEntry:
    """What a line means; any line means something. `kind` is the type of one that names none.

    Of a line above LONGEST only its start is read.

    `past` says that it tells what is done: without a type it is the subject as it stands, and days without a
    year are the last ones, not the next. `begun` is how the line began by itself: its type, its day and
    its time alone are handed on, and what is typed behind it wins. `finder` is asked for who is not among
    the people, and for records.
    """
    before = None
    text = text[:LONGEST]
    if begun and text.startswith(begun):
        before = parse(begun, kind=kind, order=order)
        kind, text = before.kind, text[len(begun) :]
    reading = Reading(text, people, order, past, is_sentence=past, finder=finder)
    skip_blanks(reading)
    _read_kind(reading)
    if before is not None and reading.kind is None:
        reading.kind = before.kind
    while reading.at < len(reading.text):
        skip_blanks(reading)
        if not any(read(reading) for read in _readers(reading)):
            keep_word(reading)
    if before is None:
        return _meaning(reading, kind)
    reading.day, reading.hour = reading.day or before.day, reading.hour or before.at
    found = _meaning(reading, kind)
    typed = {span.what for span in found.spans}
    spans = [span for span in before.spans if span.what not in typed]
    spans += [Span(span.start + len(begun), span.end + len(begun), span.what) for span in found.spans]
    return replace(found, spans=tuple(spans))


def continued(start: QuickEntry, line: str) -> QuickEntry:
    """What a line means, of which `parse` has read the start: the rest of it is said as it stands."""
    if len(line) <= LONGEST:
        return start
    rest = line[len(line[:LONGEST].rstrip(_AROUND)) :]
    subject, description = _with_description((start.description or start.subject) + rest)
    return replace(start, subject=subject, description=description)


def _with_description(said: str) -> tuple[str, str]:
    """The subject of what is said; if that is too long for one, its beginning, and all as the description."""
    said = said.rstrip()
    if len(said) <= LONGEST_SUBJECT:
        return said, ""
    words = said[:LONGEST_SUBJECT].rpartition(" ")[0].rstrip(_AROUND)
    return (words or said[: LONGEST_SUBJECT - 1]) + "…", said


def _meaning(reading: Reading, kind: ActivityType) -> QuickEntry:
    kind = reading.kind or kind
    # Of `call with`, a name is still to come.
    rest = [] if [word.casefold() for word in reading.rest] in _UNFINISHED else reading.rest
    if reading.is_sentence and rest:
        rest = _said(reading).split()
    said = " ".join(rest).strip(_AROUND)
    if not said and (reading.kind is not None or reading.named):
        said = " ".join([NOUNS[kind], *(person.name for person in reading.named[:1])])
    day = reading.day
    if day is None and reading.hour is not None:
        day = _day_of(reading.hour, past=reading.past)
    minutes, problem = reading.minutes, reading.problem
    repeats, appointments = None, 1
    if reading.repeats:
        try:
            day = reading.day or first_day(reading.repeats, day or clock.today(), reading.order)
            repeats, appointments = checked(reading.repeats, day, reading.hour or time(), reading.order)
        except InputError as error:
            problem = problem or str(error)
    if day is not None and minutes is not None and not _fits(day, reading.hour or time(), minutes):
        minutes, problem = None, problem or "it would end after the year 9999"
    subject, description = _with_description(said[:1].upper() + said[1:])
    return QuickEntry(
        kind=kind,
        subject=subject,
        description=description,
        people=tuple(reading.named),
        about=reading.about,
        day=day,
        at=reading.hour,
        minutes=minutes,
        priority=Priority.NORMAL if reading.priority is None else reading.priority,
        spans=tuple(reading.spans),
        problem=problem,
        nobody="" if reading.named else reading.nobody,
        missed=reading.missed,
        repeats=repeats,
        appointments=appointments,
    )


def _fits(day: date, at: time, minutes: int) -> bool:
    """Whether what lasts so long ends within the days that are kept."""
    try:
        ends_on = (datetime.combine(day, at) + timedelta(minutes=minutes)).date()
        moment_of(ends_on, time())
    except (InputError, OverflowError):
        return False
    return True


def _said(reading: Reading) -> str:
    """The line behind its type, without the marks of a priority."""
    marks = [span for span in reading.spans if span.what == "priority"]
    kept, at = [], reading.said_from
    for mark in marks:
        kept.append(reading.text[at : mark.start])
        at = mark.end
    return "".join([*kept, reading.text[at:]])


def _day_of(at: time, *, past: bool) -> date:
    """The day of a time alone: today, or tomorrow when that is over, or yesterday for what is done."""
    now = clock.local(clock.now())
    is_over = at < now.time().replace(second=0, microsecond=0)
    if past:
        return now.date() if is_over or at <= now.time() else now.date() - timedelta(days=1)
    return now.date() + timedelta(days=is_over)


def _read_kind(reading: Reading) -> bool:
    for end in ends(reading, reading.at, 2):
        words = reading.text[reading.at : end]
        reading.kind = KINDS.get(" ".join(words.rstrip(":").casefold().split()))
        if reading.kind is not None:
            reading.took(end, "kind")
            reading.said_from = end
            reading.is_sentence = reading.past and words.endswith(":")
            return True
    return False


def _read_late_kind(reading: Reading) -> bool:
    """The type behind a day, a name or a priority of a plan; behind other words it is one of the subject."""
    if reading.kind is not None or reading.rest or reading.past:
        return False
    return _read_kind(reading)


def _read_about(reading: Reading) -> bool:
    word = next_word(reading, reading.at)
    if word.casefold() not in ("about", "re", "re:", ":"):
        return False
    if reading.rest:
        keep_word(reading)
    else:
        reading.took(reading.at + len(word), "about")
    skip_blanks(reading)
    if read_record(reading):
        return True
    # What comes now is a sentence, not a plan.
    end = _sentence_end(reading)
    reading.rest += reading.text[reading.at : end].split()
    reading.at = end
    return True


def _sentence_end(reading: Reading) -> int:
    """Where a time begins with which the line ends, when none was told before; else the end of the line.

    Of a planned day alone is told that it stays in the sentence: that may be about something of that day.
    """
    end = len(reading.text)
    words = [match.start() for match in re.finditer(r"\S+", reading.text[reading.at :])][1:]
    for start in (reading.at + word for word in words[-_LONGEST_WHEN:]):
        told = _when_told(reading, start)
        if told is None:
            continue
        if told.day is not None and reading.day is not None:
            return end
        if told.hour is not None or (told.day is not None and reading.past):
            return start if reading.hour is None else end
        if told.day is not None:
            day = reading.text[start:].strip()
            reading.missed = reading.missed or f"{day}: part of the subject; to plan for it, name it first"
            return end
    return end


def _when_told(reading: Reading, start: int) -> Reading | None:
    """What the line tells from here on, when that is nothing but a day, a time and a length."""
    trial = replace(reading, at=start, spans=[], day=None, hour=None)
    while trial.at < len(trial.text):
        if not any(read(trial) for read in (_AT_ITS_END if reading.past else (read_length, read_when))):
            return None
        skip_blanks(trial)
    return trial


def _read_priority(reading: Reading) -> bool:
    word = next_word(reading, reading.at)
    if len(word) < 2 or word[0] != "!" or reading.priority is not None:
        return False
    mark = word[1:].casefold()
    found = [one for one in Priority if one.label.casefold().startswith(mark)]
    if not found and mark not in _URGENT:
        return False
    reading.priority = found[0] if found else Priority.HIGH
    return reading.took(reading.at + len(word), "priority")


_READERS = (
    *(_read_late_kind, _read_about, _read_priority),
    *(read_record, read_repeats, read_length, read_when, read_people),
)
_IN_A_SENTENCE = (_read_priority, read_record, read_people)
_AT_ITS_END = (_read_priority, read_length, read_recent_day, read_time)


def _readers(reading: Reading) -> Sequence[Callable[[Reading], bool]]:
    """What may stand here: the sentence of what is done has dates of its own."""
    if not reading.past or not reading.rest:
        return _READERS
    return _AT_ITS_END if _is_its_end(reading) else _IN_A_SENTENCE


def _is_its_end(reading: Reading) -> bool:
    """Whether nothing but a day, a time, a length and a priority follows."""
    trial = replace(reading, spans=[])
    while trial.at < len(trial.text):
        if not any(read(trial) for read in _AT_ITS_END):
            return False
        skip_blanks(trial)
    return True
