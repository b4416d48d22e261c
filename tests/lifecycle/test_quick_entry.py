"""One line understood: types, people, days, times, lengths, priority; the rest is the subject."""

import random
from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest

from salestui import clock
from salestui.lifecycle.activity_kinds import fields_of
from salestui.lifecycle.quick_entry import KINDS, LONGEST, LONGEST_SUBJECT, QuickEntry, continued, parse
from salestui.lifecycle.quick_entry_reading import Person
from salestui.lifecycle.refs import RecordRef
from salestui.models.choices import ActivityType, Priority
from tests.hostile import HOSTILE

NAMES = ("Ana Silva", "Tomás Reyes", "Theo Li", "Thea Berg", "Jonas Weber", "Jonas Lund", "Maria da Costa")
PEOPLE = [Person("contact", uuid4(), name) for name in NAMES]
WORDS = (
    *("call", "ana", "tomorrow", "+99999y", "9999-12-31", "1/1/1", "99:99", "at", "for", "with", "@", "@ana"),
    *("meeting", "every", "tue", "weekly", "until", "day", "for", "999x", "-", "10", "to", "15:00", "31/2"),
    *("!", "!h", "about", "0m", "+9999h", "in", "31.12.9999", "12am", "13pm", "1d", "next", "and", ",", ":"),
)
CALL, TASK = ActivityType.PHONE_CALL, ActivityType.TASK


def read(text: str, *, past: bool = False) -> QuickEntry:
    return parse(text, PEOPLE, kind=TASK, past=past)


def understood(text: str, *, past: bool = False) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.what) for span in read(text, past=past).spans]


def names(text: str) -> list[str]:
    return [person.name for person in read(text).people]


def test_everything_at_once() -> None:
    text = "call Ana tomorrow 15:00 30m !high about the security review"
    found = read(text)
    assert found.kind is CALL
    assert [person.name for person in found.people] == ["Ana Silva"]
    assert found.when == datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert (found.minutes, found.priority) == (30, Priority.HIGH)
    assert found.subject == "The security review"
    assert not found.problem
    assert understood(text) == [
        ("call", "kind"),
        ("Ana", "who"),
        ("tomorrow", "when"),
        ("15:00", "when"),
        ("30m", "duration"),
        ("!high", "priority"),
        ("about", "about"),
    ]


@pytest.mark.parametrize(("word", "kind"), KINDS.items())
def test_the_types(word: str, kind: ActivityType) -> None:
    assert read(f"{word} Ana").kind is kind
    assert read(f"{word.upper()}: the review").kind is kind


@pytest.mark.parametrize(
    ("text", "kind", "subject", "people"),
    [
        ("!high call ana tomorrow", CALL, "Call Ana Silva", ["Ana Silva"]),
        ("tomorrow 15:00 call ana 30m terms", CALL, "Terms", ["Ana Silva"]),
        ("ana phone call tomorrow", CALL, "Call Ana Silva", ["Ana Silva"]),
        ("tomorrow fix call waiting", TASK, "Fix call waiting", []),
        ("task tomorrow call waiting", TASK, "Call waiting", []),
    ],
)
def test_a_type_behind_a_day_a_name_or_a_priority(
    text: str, kind: ActivityType, subject: str, people: list[str]
) -> None:
    found = read(text)
    assert (found.kind, found.subject) == (kind, subject)
    assert names(text) == people


def test_without_a_type_the_given_one() -> None:
    assert read("send the plan").kind is TASK
    assert parse("send the plan", kind=CALL).kind is CALL
    assert read("recall call").kind is TASK


@pytest.mark.parametrize(
    ("text", "people", "subject"),
    [
        ("call ana silva the review", ["Ana Silva"], "The review"),
        ("call SILVA the review", ["Ana Silva"], "The review"),
        ("call tom the review", ["Tomás Reyes"], "The review"),
        ("call da costa", ["Maria da Costa"], "Call Maria da Costa"),
        ("meeting lena@x.org fri 10:00 kick-off", ["lena@x.org"], "Kick-off"),
        ("meeting with Ana, lena@x.org and bo@y.org: kick-off", ["Ana Silva", "lena@x.org", "bo@y.org"],
         "Kick-off"),
        ("mail lena@x.org", ["lena@x.org"], "Mail lena@x.org"),
        ("lena@x.org fri prices", ["lena@x.org"], "Prices"),
        ("demo with lena@x.org.", ["lena@x.org"], "Demo with lena@x.org."),
        ("send prices to lena@x.org", [], "Send prices to lena@x.org"),
        ("call 10@5 per piece", [], "10@5 per piece"),
        ("call lena@x..org prices", [], "Lena@x..org prices"),
        ("meeting with Ana, Theo and Jonas Weber tomorrow 9:00 kick-off",
         ["Ana Silva", "Theo Li", "Jonas Weber"], "Kick-off"),
        ("call tomorrow with ana", ["Ana Silva"], "Call Ana Silva"),
        ("call Ana: prices", ["Ana Silva"], "Prices"),
        ("task send @theo the plan", ["Theo Li"], "Send the plan"),
        ("meeting site walk with Ana fri", ["Ana Silva"], "Site walk with Ana"),
        ("call the office", [], "The office"),
        ("call all of them", [], "All of them"),
        ("call about Ana", [], "Ana"),
        ("task ask Theo", [], "Ask Theo"),
    ],
)  # fmt: skip
def test_people(text: str, people: list[str], subject: str) -> None:
    assert names(text) == people
    assert read(text).subject == subject


@pytest.mark.parametrize(
    "text", ["phone call Ana", "phone call with Ana", "call with Ana", "Phone Call: Ana"]
)
def test_a_phone_call(text: str) -> None:
    found = read(f"{text} tomorrow 10:00")
    assert (found.kind, found.subject) == (CALL, "Call Ana Silva")
    assert [person.name for person in found.people] == ["Ana Silva"]


def test_an_hour_behind_a_day() -> None:
    assert read("call Ana fri 9").at == time(9)
    assert read("call Ana fri 9 about prices").at == time(9)
    assert read("call fri 9 with Ana").at == time(9)
    assert (read("task fri 9 boxes").at, read("task fri 9 boxes").subject) == (None, "9 boxes")


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("call Bob about prices", "Bob"),
        ("call Bob: prices", "Bob"),
        ("meeting with Bob", "Bob"),
        ("task lunch with Bob", "Bob"),
        ("call Ana about Bob", ""),
        ("call Ana with Bob", ""),
        ("call the office", ""),
        ("task Budget", ""),
        ("call Monday", ""),
    ],
)
def test_a_name_of_nobody_is_told(text: str, nobody: str) -> None:
    assert read(text).nobody == nobody


BEGUN = "meeting 24 nov 19:00 "


@pytest.mark.parametrize(
    ("typed", "kind", "when", "subject"),
    [
        ("", ActivityType.APPOINTMENT, datetime(2026, 11, 24, 19, tzinfo=UTC), "Meeting"),
        ("budget", ActivityType.APPOINTMENT, datetime(2026, 11, 24, 19, tzinfo=UTC), "Budget"),
        ("15:00 budget", ActivityType.APPOINTMENT, datetime(2026, 11, 24, 15, tzinfo=UTC), "Budget"),
        ("call Ana fri 15:00 30m !high about terms", CALL, datetime(2026, 11, 27, 15, tzinfo=UTC), "Terms"),
        ("call Ana", CALL, datetime(2026, 11, 24, 19, tzinfo=UTC), "Call Ana Silva"),
    ],
)
def test_what_is_typed_behind_a_begun_line_wins(
    typed: str, kind: ActivityType, when: datetime, subject: str
) -> None:
    found = parse(BEGUN + typed, PEOPLE, begun=BEGUN)
    assert (found.kind, found.when, found.subject) == (kind, when, subject)
    ends = [0, *(at for span in found.spans for at in (span.start, span.end))]
    assert ends == sorted(ends)
    assert parse("call Ana", PEOPLE, begun=BEGUN).when is None, "the beginning was deleted"


@pytest.mark.parametrize(
    ("text", "day", "at", "many"),
    [
        ("every tue 10:00 standup until 31 dec", date(2026, 11, 24), time(10), 6),
        ("every tue until 31 dec 10:00 standup", date(2026, 11, 24), time(10), 6),
        ("standup fri 10:00 weekly", date(2026, 11, 27), time(10), 53),
        ("standup 10:00 daily", date(2026, 11, 24), time(10), 366),
        ("standup every 2 weeks on thu 10:00 for 1h", date(2026, 11, 26), time(10), 27),
        ("standup 10:00 monthly 3x", date(2026, 11, 24), time(10), 3),
        ("every tue 10:00 3x standup", date(2026, 11, 24), time(10), 3),
        ("every tue 10:00 standup 10 times", date(2026, 11, 24), time(10), 10),
        ("every tue 10:00 x12 standup", date(2026, 11, 24), time(10), 12),
        ("every tue 10:00 standup for 3 months", date(2026, 11, 24), time(10), 14),
        ("every tue 10:00 for 30m 3x standup", date(2026, 11, 24), time(10), 3),
        ("daily 10:00 standup", date(2026, 11, 24), time(10), 366),
        ("daily 10:00-10:15 standup 5x", date(2026, 11, 24), time(10), 5),
        ("every other tue 10:00 standup 3x", date(2026, 11, 24), time(10), 3),
        ("standup monthly on the last fri", date(2026, 11, 27), None, 13),
        ("standup monthly on 15", date(2026, 12, 15), None, 13),
        ("every last fri 10:00 standup", date(2026, 11, 27), time(10), 13),
        ("every 2nd tue of the month 10:00 standup", date(2026, 12, 8), time(10), 12),
        ("every tue until dec 10:00 standup", date(2026, 11, 24), time(10), 6),
        ("every tue 10:00 standup until january 2027", date(2026, 11, 24), time(10), 10),
    ],
)
def test_how_a_meeting_repeats(text: str, day: date, at: time | None, many: int) -> None:
    found = read(f"meeting {text}")
    assert (found.subject, found.day, found.at, found.appointments) == ("Standup", day, at, many)
    assert found.repeats is not None
    assert not found.problem


def test_only_meetings_repeat_and_only_where_it_can_be_nothing_else() -> None:
    assert read("task every tue report").repeats is None
    assert read("meeting weekly sync fri 10:00").repeats is None
    assert read("meeting fri 10:00 weekly sync").subject == "Weekly sync"
    assert read("meeting every time").repeats is None
    assert "first one is on Fri 27 Nov" in read("meeting fri every tue").problem
    assert read("meeting every tue until 1 jan 1950").problem


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("meeting every 2nd tue", "every 2nd tue: not understood"),
        ("meeting review every first of the month", "every first of the month: not understood"),
        ("task every tue report", "every tue: only meetings repeat"),
        ("meeting every tue 10:00 until 2028", "until 2028: not understood; name the day"),
        ("meeting every tue until 2028 x", "until 2028: not understood; name the day"),
        ("meeting monthly mon 10:00 x", "monthly mon: on the same day of each month; for the weekday"),
        ("meeting monthly on the 1st mon 10:00 x", ""),
        ("meeting monthly 10:00 x", ""),
        ("meeting every tue until approval", ""),
        ("meeting every tue x", ""),
        ("meeting every time fri", ""),
        ("meeting every monday.com user", ""),
        ("meeting weekly sync", ""),
        ("meeting about every 2nd tue", "tue: part of the subject"),
        ("meeting about every 2nd tue in May", ""),
    ],
)
def test_a_recurrence_that_is_not_understood_is_told(text: str, missed: str) -> None:
    found = read(text).missed
    assert found.startswith(missed)
    assert bool(found) == bool(missed)
    assert not read(text, past=True).missed


@pytest.mark.parametrize(
    ("text", "subject", "day", "at"),
    [
        ("about the security review tomorrow 15:00", "The security review", date(2026, 11, 24), time(15)),
        ("about the review on fri at 9 30m", "The review", date(2026, 11, 27), time(9)),
        ("tomorrow about the review 15:00", "The review", date(2026, 11, 24), time(15)),
        ("about the review 15:00-15:30", "The review", date(2026, 11, 23), time(15)),
        ("tomorrow about the demo fri 15:00", "The demo fri 15:00", date(2026, 11, 24), None),
        ("tomorrow 9:00 about the demo fri 15:00", "The demo fri 15:00", date(2026, 11, 24), time(9)),
        ("about the 15:00 train", "The 15:00 train", None, None),
        ("about 15:00", "15:00", None, None),
    ],
)
def test_a_time_at_the_very_end_is_when(text: str, subject: str, day: date | None, at: time | None) -> None:
    found = read(f"call Ana {text}")
    assert (found.subject, found.day, found.at) == (subject, day, at)
    assert not found.missed


def test_a_day_at_the_end_of_the_subject_stays_and_is_told() -> None:
    found = read("call Ana about the delivery on friday")
    assert (found.subject, found.day) == ("The delivery on friday", None)
    assert found.missed == "on friday: part of the subject; to plan for it, name it first"
    assert not read("call Ana tomorrow about the delivery on friday").missed


@pytest.mark.parametrize(
    ("text", "subject", "day", "at"),
    [
        ("call Ana about prices yesterday 15:00", "Prices", date(2026, 11, 22), time(15)),
        ("call Ana about prices yesterday", "Prices", date(2026, 11, 22), None),
        ("call Ana about the delivery on friday", "The delivery on friday", None, None),
    ],
)
def test_what_is_logged_may_end_with_a_time_too(
    text: str, subject: str, day: date | None, at: time | None
) -> None:
    found = read(text, past=True)
    assert (found.subject, found.day, found.at) == (subject, day, at)


def test_numbers_that_are_no_times_stay() -> None:
    assert read("task growth 31.2 % in 3 to 5 years").subject == "Growth 31.2 % in 3 to 5 years"


@pytest.mark.parametrize("text", ["call tomas", "call @tomas", "TOMAS reyes", "with Tomàs"])
def test_accents_do_not_matter_in_names(text: str) -> None:
    found = read(text)
    assert [person.name for person in found.people] == ["Tomás Reyes"]
    assert not found.nobody


def test_several_of_a_name_are_told() -> None:
    assert read("call Jonas").problem == "Jonas: which one, Jonas Weber, Jonas Lund?"
    assert read("call the").problem == ""
    assert read("call with th").problem == "th: which one, Theo Li, Thea Berg?"
    assert names("call Jonas L") == ["Jonas Lund"]


@pytest.mark.parametrize(
    ("text", "day", "at", "minutes"),
    [
        ("tomorrow", date(2026, 11, 24), None, None),
        ("fri 14:30", date(2026, 11, 27), time(14, 30), None),
        ("next fri 2pm", date(2026, 12, 4), time(14), None),
        ("on friday at 9", date(2026, 11, 27), time(9), None),
        ("+2w 10:00-11:30", date(2026, 12, 7), time(10), 90),
        ("fri 15:00 - 16:00", date(2026, 11, 27), time(15), 60),
        ("fri 10 to 11", date(2026, 11, 27), time(10), 60),
        ("fri 10-11", date(2026, 11, 27), time(10), 60),
        ("fri 2-3pm", date(2026, 11, 27), time(14), 60),
        ("fri 11-1pm", date(2026, 11, 27), time(11), 120),
        ("fri 2:30-3:30pm", date(2026, 11, 27), time(14, 30), 60),
        ("fri 1:00-2:00pm", date(2026, 11, 27), time(13), 60),
        ("fri 2:30-3pm", date(2026, 11, 27), time(14, 30), 30),
        ("fri 11:30 to 1 pm", date(2026, 11, 27), time(11, 30), 90),
        ("fri 9:15am-1pm", date(2026, 11, 27), time(9, 15), 225),
        ("fri noon-1pm", date(2026, 11, 27), time(12), 60),
        ("fri from 9 to 10:30", date(2026, 11, 27), time(9), 90),
        ("tmrw 9:00", date(2026, 11, 24), time(9), None),
        ("fri 9 for 1h", date(2026, 11, 27), time(9), 60),
        ("in 3 days", date(2026, 11, 26), None, None),
        ("in 2 weeks", date(2026, 12, 7), None, None),
        ("by 12/1", date(2027, 1, 12), None, None),
        ("2026-12-01 9:15 am for 1 hour", date(2026, 12, 1), time(9, 15), 60),
        ("1 dec 1h30", date(2026, 12, 1), None, 90),
        ("dec 1, 1.5h", date(2026, 12, 1), None, 90),
        ("noon", date(2026, 11, 24), time(12), None),
        ("15:00", date(2026, 11, 23), time(15), None),
        ("in 2 hours", date(2026, 11, 23), time(15, 30), None),
        ("eow 90 min", date(2026, 11, 27), None, 90),
        ("now", date(2026, 11, 23), time(13, 30), None),
    ],
)
def test_days_times_and_lengths(text: str, day: date, at: time | None, minutes: int | None) -> None:
    for line in (f"task {text} the plan", f"task the plan {text}"):
        found = read(line)
        assert (found.day, found.at, found.minutes, found.subject) == (day, at, minutes, "The plan")


def test_days_or_weeks_at_the_end() -> None:
    assert (read("letter contract 2w").day, read("letter contract 2w").subject) == (
        date(2026, 12, 7),
        "Contract",
    )
    assert read("call x 3d").day == date(2026, 11, 26)
    assert (read("letter 2w contract").day, read("letter 2w contract").subject) == (None, "2w contract")


def test_what_is_done_lies_behind() -> None:
    assert read("fri 15:00", past=True).when == datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert read("9:00", past=True).day == date(2026, 11, 23)
    assert read("18:00", past=True).day == date(2026, 11, 22)
    span = read("fri 2:30-3:30pm", past=True)
    assert (span.when, span.minutes) == (datetime(2026, 11, 20, 14, 30, tzinfo=UTC), 60)


@pytest.mark.parametrize(
    ("text", "subject", "named", "day", "at", "minutes"),
    [
        ("Ana agreed to sign on monday", None, ["Ana Silva"], None, None, None),
        ("Ana said we will sign on friday 10 times", None, ["Ana Silva"], None, None, None),
        ("Sent letter to Ana yesterday 2h", None, ["Ana Silva"], date(2026, 11, 22), None, 120),
        ("Offer sent to a buyer, due fri", None, [], None, None, None),
        ("Got the order from Theo today at 9", None, ["Theo Li"], date(2026, 11, 23), time(9), None),
        ("Ana will call in 2 hours about 1 dec", None, ["Ana Silva"], None, None, None),
        ("on friday Ana agreed", "On friday Ana agreed", ["Ana Silva"], date(2026, 11, 20), None, None),
        ("Ana agreed to sign !high yesterday", "Ana agreed to sign yesterday",
         ["Ana Silva"], date(2026, 11, 22), None, None),
        ("call: told her about 30m budget", "Told her about 30m budget", [], None, None, None),
        ("call: Ana, 30m were enough", "Ana, 30m were enough", ["Ana Silva"], None, None, 30),
        ("call Ana yesterday", "Call Ana Silva", ["Ana Silva"], date(2026, 11, 22), None, None),
        ("yesterday 10:00", "", [], date(2026, 11, 22), time(10), None),
    ],
)  # fmt: skip
def test_what_is_logged_stays_whole(
    text: str, subject: str | None, named: list[str], day: date | None, at: time | None, minutes: int | None
) -> None:
    found = read(text, past=True)
    assert found.subject == (text if subject is None else subject)
    assert [person.name for person in found.people] == named
    assert (found.day, found.at, found.minutes) == (day, at, minutes)
    assert not found.problem


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("call Ana 30m yesterday 15:00 !low pricing", "Pricing"),
        ("call Ana pricing !low yesterday 15:00 30m", "Pricing"),
        ("phone call with Ana yesterday 15:00 30m !low pricing", "Pricing"),
        ("call Ana yesterday 15:00 30m !low agreed with Theo to sign by 1 dec",
         "Agreed with Theo to sign by 1 dec"),
    ],
)  # fmt: skip
def test_what_is_logged_with_its_type_is_read_as_a_plan(text: str, subject: str) -> None:
    found = read(text, past=True)
    assert found.subject == subject
    assert found.people[0].name == "Ana Silva"
    assert found.when == datetime(2026, 11, 22, 15, tzinfo=UTC)
    assert (found.kind, found.minutes, found.priority) == (CALL, 30, Priority.LOW)


@pytest.mark.parametrize(
    "text",
    [
        "24/7 support",
        "the 2 weeks pilot",
        "version 3 of 1",
        "may day",
        "31 mars rovers",
        "growth of 31.2",
        "24/7",
        "pages 10-12",
        "2w trial",
        "sundries",
        "10 % off",
        "12 Angry Men",
    ],
)
def test_what_only_looks_like_a_day(text: str) -> None:
    found = read(f"task about {text}")
    assert found.day is None
    assert found.subject.casefold() == text.casefold()


def test_a_second_day_is_part_of_the_subject() -> None:
    found = read("task tomorrow move the demo to fri 10:00")
    assert (found.day, found.at) == (date(2026, 11, 24), time(10))
    assert found.subject == "Move the demo to fri"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("task 2026-02-31 plan", "2026-02-31: no such day: February 2026 has 28 days"),
        ("task 0001-01-01 plan", "0001-01-01: times run from the year 1900 to 29 Dec 9999"),
        ("task 9999-12-31 plan", "9999-12-31: times run from the year 1900 to 29 Dec 9999"),
        ("task 10000-01-01 plan", "10000-01-01: no such year: a year has four digits"),
        ("task 31 feb report", "31 feb: no such day: February 2027 has 28 days"),
        ("task report by june 31st", "june 31st: no such day: June 2027 has 30 days"),
        ("call Ana 1/1/10000", "1/1/10000: no such year: a year has four digits"),
        ("call Ana 1/1/0001", "1/1/0001: times run from the year 1900 to 29 Dec 9999"),
        ("meeting 31/2 15:00 x", "31/2: no such day: February 2027 has 28 days"),
        ("meeting 29/2/2027 x", "29/2/2027: no such day: February 2027 has 28 days"),
        ("meeting 31.4. x", "31.4.: no such day: April 2027 has 30 days"),
        ("meeting 9999-12-29 15:00 48h x", "it would end after the year 9999"),
        ("meeting 15:00 - 14:00 x", "15:00 - 14:00: the end is not after the start"),
        ("task -5m x", "-5m: a duration is not negative"),
        ("call Ana 25:00", "25:00: no such time: the day runs from 00:00 to 23:59"),
        ("call Ana 0m", "0m: a duration lasts from 1 minute to 365 days"),
        ("meeting 15:00-14:00 x", "15:00-14:00: the end is not after the start"),
    ],
)
def test_what_can_not_be_is_told(text: str, problem: str) -> None:
    assert read(text).problem == problem


@pytest.mark.parametrize(
    ("mark", "priority"),
    [("!urgent", Priority.HIGH), ("!high", Priority.HIGH), ("!h", Priority.HIGH), ("!LOW", Priority.LOW)],
)
def test_priorities(mark: str, priority: Priority) -> None:
    assert read(f"call Ana {mark} prices").priority is priority
    assert read(f"call Ana prices {mark}").subject == "Prices"


def test_other_marks_stay() -> None:
    assert read("task stop! !now ! !!").subject == "Stop! !now ! !!"


def test_no_line_and_only_a_type() -> None:
    assert read("").subject == ""
    assert read("   ").spans == ()
    assert read("call").subject == "Call"
    assert read("meeting tomorrow").subject == "Meeting"
    assert read("tomorrow 15:00").subject == ""
    assert read("call with ").subject == "Call"


def _lines() -> list[str]:
    """Lines of words that mean something, hostile ones and signs, shuffled."""
    chance = random.Random(1)
    words = [*WORDS, "9" * 400, *(line[:300] for line in HOSTILE)]
    return [" ".join(chance.choices(words, k=chance.randint(1, 8))) for _ in range(2_000)]


def test_no_line_raises_and_the_spans_are_parts_of_it() -> None:
    for line in (*HOSTILE, *_lines()):
        for past in (False, True):
            found = read(line, past=past)
            assert found.when is None or found.when.tzinfo is not None
            ends = [0, *(at for span in found.spans for at in (span.start, span.end)), len(line)]
            assert ends == sorted(ends)


def test_in_every_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    import time as clocks

    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        clocks.tzset()
        for day in ("1900-01-01", "9999-12-29", "9999-12-31", "0001-01-01"):
            found = read(f"task {day} 23:59 plan")
            assert found.when is None or clock.local(found.when).date() == found.day


class _File:
    """A file with these people and records; every name is looked through."""

    def people(self, name: str, /) -> list[Person]:
        """All."""
        return [Person("contact", uuid4(), one) for one in ("Femke van der Egel", "Bo Back", "Cy Back")]

    def records(self, name: str, /) -> list[RecordRef]:
        """All."""
        names = ("Parcel lockers pilot", "Parcel lockers", "Night parcels, phase 2")
        return [RecordRef("opportunity", uuid4(), one) for one in names] + [
            RecordRef("account", uuid4(), one) for one in ("Hedgehog Parcel", "Parcel lockers", "Nordic")
        ]


@pytest.mark.parametrize(
    ("text", "people", "about", "subject"),
    [
        ("call Femke van der Egel #Parcel lockers p mon 10:00", ["Femke van der Egel"],
         "Parcel lockers pilot", "Call Femke van der Egel"),
        ("call femke about #nordic mon 10:00 prices", ["Femke van der Egel"], "Nordic", "Prices"),
        ("meeting with Femke: kick-off #hedgehog parcel", ["Femke van der Egel"], "Hedgehog Parcel",
         "Kick-off"),
        ("task send @fem the plan #night parcels, phase", ["Femke van der Egel"], "Night parcels, phase 2",
         "Send the plan"),
        ("#Parcel lockers plan tomorrow", [], "Parcel lockers", "Plan"),
        ("task send Femke the plan", [], None, "Send Femke the plan"),
        ("call fem", [], None, "Fem"),
        ("task fix #12 #", [], None, "Fix #12 #"),
    ],
)  # fmt: skip
def test_anybody_and_any_record_of_the_file(
    text: str, people: list[str], about: str | None, subject: str
) -> None:
    found = parse(text, finder=_File())
    assert [person.name for person in found.people] == people
    assert (found.about.name if found.about else None, found.subject) == (about, subject)
    assert not found.problem


def test_who_of_the_file_is_meant_is_asked_and_not_guessed() -> None:
    assert parse("call Back", finder=_File()).problem == "Back: which one, Bo Back, Cy Back?"
    told = parse("call back tomorrow", finder=_File())
    assert (told.subject, told.problem) == ("Back", "")
    assert told.missed == "back: which one, Bo Back, Cy Back?"
    assert (
        parse("call #parcel", finder=_File()).problem
        == "parcel: which one, Parcel lockers pilot, Parcel lockers?"
    )
    assert parse("call #nothing", finder=_File()).missed == "nothing of the name nothing is found"


def test_a_record_with_people_of_its_own_is_left_only_behind_a_sign() -> None:
    assert not parse("call Femke", PEOPLE, finder=_File()).people
    assert parse("call @Femke", PEOPLE, finder=_File()).people[0].name == "Femke van der Egel"


def test_words_at_the_cut_of_a_long_line_stay_apart() -> None:
    words = "x" * (LONGEST - 6)
    line = f"task {words} and more"
    assert continued(parse(line), line).description == f"X{words[1:]} and more"
    assert continued(parse("task offer"), "task offer").subject == "Offer"


@pytest.mark.parametrize("past", [False, True])
def test_of_what_is_long_the_beginning_is_the_subject_and_all_of_it_the_description(past: bool) -> None:
    said = "Prices, " * 80 + "and more"
    for text in (said[-392:], said):
        line = f"call Ana tomorrow 15:00 30m !high {text}"
        found = continued(read(line[:LONGEST], past=past), line)
        assert found.description == text
        assert found.subject == ", ".join(["Prices"] * 25) + "…"
        assert (found.at, found.minutes, found.priority) == (time(15), 30, Priority.HIGH)


@pytest.mark.parametrize("sign", ["", ",", ";", ":", "x"])
def test_nothing_is_lost_where_a_long_line_is_cut(sign: str) -> None:
    for blanks in range(3):
        said = "X" * (LONGEST - 1 - blanks) + sign + " and more"
        assert continued(read(said[:LONGEST]), said).description == said


def test_a_subject_is_cut_at_a_word_and_only_when_it_is_too_long() -> None:
    fits = "X" * (LONGEST_SUBJECT - 4) + " yyy"
    assert (read(fits).subject, read(fits).description) == (fits, "")
    long = f"{fits}z"
    assert (read(long).subject, read(long).description) == ("X" * (LONGEST_SUBJECT - 4) + "…", long)
    one_word = "X" * (LONGEST_SUBJECT + 1)
    assert read(one_word).subject == "X" * (LONGEST_SUBJECT - 1) + "…"
    assert read(one_word).description == one_word


def test_blanks_behind_a_subject_do_not_make_it_long() -> None:
    line = "task offer" + " " * LONGEST
    assert (continued(parse(line), line).subject, continued(parse(line), line).description) == ("Offer", "")


def test_the_subject_fits_its_field() -> None:
    assert fields_of(TASK)["subject"].length == LONGEST_SUBJECT
