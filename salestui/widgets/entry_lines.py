"""What a quick entry understood, as lines: chips, the subject, and what else the day holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from salestui import clock, formats
from salestui.formats import DateFormat
from salestui.lifecycle.activity_entry import planned_span, planned_values, takes_whole_day
from salestui.lifecycle.activity_kinds import KINDS
from salestui.lifecycle.day_plan import Planned, free_around, in_the_way
from salestui.lifecycle.quick_entry import NOUNS, QuickEntry
from salestui.models.choices import Priority
from salestui.widgets import series_words
from salestui.widgets.painting import Line, Piece, Pieces, cells, cut, wrap

_LABEL = 12
_TIME = 5
_MOST_PLANNED = 6
_GAP = 2
"""Cells between two chips."""
EXAMPLES: dict[bool, tuple[tuple[str, str], ...]] = {
    False: (
        ("call Ana tomorrow 15:00 30m !high about the security review", "all at once"),
        ("meeting with Ana, Theo fri 10:00-11:30 kick-off", "from until, several people"),
        ("send the plan by 12 jan", "a task, due on a day"),
    ),
    True: (
        ("Ana agreed to the terms", "a call that ended now"),
        ("meeting with Ana yesterday 10:00 1h kick-off", "held then, so long"),
        ("mail Theo about prices", "sent from elsewhere"),
    ),
}
"""What an empty line shows, when something is planned and when it is logged."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a quick entry is seen with."""

    about: str
    """The record that it is about."""
    owner: str
    is_done: bool
    style: DateFormat
    plan: Sequence[Planned] = ()
    """What the owner has planned for the day."""
    overlaps: Pieces = ()
    """Of a series, at how many of its times the owner has something else, or that all are free."""
    log_key: str = ""
    """The key that logs what is done."""


def lines(entry: QuickEntry, around: Around, width: int, *, roomy: bool) -> list[Line]:
    """All lines below the input; without `roomy` only what it overlaps is told of the day."""
    if not entry.subject and not entry.spans:
        return list(_examples(around.is_done, width))
    told = [*_chip_lines(_chips(entry, around), width), Line()]
    if entry.problem:
        first, *more = wrap(entry.problem, max(width - 2, 8))[:2]
        told.append(Line([("! ", "warning bold"), (first, "warning")]))
        told += [Line([(f"  {line}", "warning")]) for line in (*more, "")]
    for hint in _hints(entry, around):
        told += [Line([(cut(hint, width), "secondary")]), Line()]
    told += [
        _labelled("Subject", entry.subject or "say what it is about", bool(entry.subject)),
        _labelled("Regarding", around.about or "nothing", bool(around.about)),
        _labelled("Owner", around.owner, True),
    ]
    span = planned_span(entry)
    if span is not None and not around.is_done:
        blocking = in_the_way(around.plan, *span)
        if around.overlaps:
            told.append(Line(around.overlaps))
        if roomy:
            told += [Line(), *_plan_lines(entry, around, span, blocking)]
        elif blocking and not around.overlaps:
            told.append(Line(_overlap_words(blocking)))
    return told


def _examples(is_done: bool, width: int) -> Iterator[Line]:
    for text, words in EXAMPLES[is_done]:
        yield Line([(cut(text, width), "secondary")])
        yield Line([(cut(words, width), "muted")])
        yield Line()


def _chips(entry: QuickEntry, around: Around) -> Iterator[tuple[str, str]]:
    """What is understood, each with what it is."""
    yield NOUNS[entry.kind], "kind"
    if entry.people:
        yield ", ".join(person.name for person in entry.people), "with"
    when = _when(entry, around)
    if when:
        starts = "scheduled_start" in planned_values(entry)
        yield when, "done" if around.is_done else "when" if starts else "due"
    elif around.is_done:
        yield "now", "done"
    minutes = entry.minutes or (KINDS[entry.kind].minutes if entry.at else None)
    if not around.is_done and takes_whole_day(entry):
        yield "all day", "lasts"
    elif minutes is not None:
        yield formats.duration(minutes), "lasts"
    if entry.repeats is not None and entry.day is not None:
        often = series_words.how_often(entry.repeats, entry.day, around.style)
        yield often, series_words.how_many(entry.repeats, entry.appointments)
    if entry.priority is not Priority.NORMAL:
        yield entry.priority.label, "priority"


def _hints(entry: QuickEntry, around: Around) -> Iterator[str]:
    """What may be otherwise than it was meant."""
    if entry.nobody:
        yield f"nobody of the name {entry.nobody} here"
    if entry.missed:
        yield entry.missed
    if entry.day is not None and not around.is_done and _is_past(entry):
        yield f"in the past: {around.log_key} logs what is done"
    if entry.description:
        yield "long: the whole text goes to the description"


def _is_past(entry: QuickEntry) -> bool:
    assert entry.day is not None
    when = entry.when
    if entry.at is None or when is None:
        return entry.day < clock.today()
    return when < clock.now().replace(second=0, microsecond=0)


def _when(entry: QuickEntry, around: Around) -> str:
    if entry.day is None:
        return ""
    day = formats.weekday(entry.day, clock.today(), around.style)
    return f"{day}, {entry.at:%H:%M}" if entry.at is not None else day


def _chip_lines(chips: Iterator[tuple[str, str]], width: int) -> list[Line]:
    """The chips in as many rows as they need, what each is below it."""
    rows: list[tuple[list[Piece], list[Piece]]] = [([], [])]
    for value, what in chips:
        shown = f" {cut(value, max(width - 4, 8))} "
        size = max(cells([(shown, "")]), len(what) + 1)
        above, below = rows[-1]
        if above and cells(above) + size > width:
            above, below = [], []
            rows.append((above, below))
        air = " " * (size - cells([(shown, "")]) + _GAP)
        above += [(shown, "text bold on rule"), (air, "text")]
        below.append((f" {what}".ljust(size + _GAP), "muted"))
    return [line for above, below in rows for line in (Line(above), Line(below), Line())][:-1]


def _labelled(label: str, text: str, known: bool) -> Line:
    return Line([(label.ljust(_LABEL), "muted"), (text, "text" if known else "muted")])


def _plan_lines(
    entry: QuickEntry, around: Around, span: tuple[datetime, datetime], blocking: Sequence[Planned]
) -> Iterator[Line]:
    start, _ = span
    title = formats.weekday(clock.local(start).date(), clock.today(), around.style).upper()
    heading: list[Piece] = [(title, "muted bold"), (f" {len(around.plan) + 1}", "muted")]
    yield Line(heading, _day_words(entry, around.plan, blocking, span))
    rows = [(one.start, one) for one in around.plan if not one.is_all_day]
    shown: list[tuple[datetime, Planned | None]] = [*rows, (start, None)]
    shown.sort(key=lambda row: (row[0], row[1] is not None))
    mine = next(index for index, row in enumerate(shown) if row[1] is None)
    first = max(min(mine - _MOST_PLANNED // 2, len(shown) - _MOST_PLANNED), 0)
    for _, one in shown[first : first + _MOST_PLANNED]:
        if one is None:
            at = "" if takes_whole_day(entry) else formats.time(start)
            yield _plan_line(NOUNS[entry.kind], _named(entry), at, "this one", "text")
        else:
            minutes = int((one.end - one.start).total_seconds()) // 60
            lasts = formats.duration(minutes) if one.takes_time else "due"
            role = "warning" if one in blocking else "secondary"
            yield _plan_line(one.kind, one.subject, formats.time(one.start), lasts, role)


def _named(entry: QuickEntry) -> str:
    names = ", ".join(person.name for person in entry.people)
    return f"{names}, {entry.subject}" if names and names not in entry.subject else entry.subject


def _plan_line(kind: str, words: str, at: str, right: str, role: str) -> Line:
    bold = " bold" if role == "text" else ""
    return Line(
        [
            (at.ljust(_TIME), "text" if bold else "muted"),
            ("   ", "text"),
            (kind.ljust(10), "text" if bold else "muted"),
            (words, role + bold),
        ],
        [(right, "text" if bold else "muted")],
    )


def _day_words(
    entry: QuickEntry, plan: Sequence[Planned], blocking: Sequence[Planned], span: tuple[datetime, datetime]
) -> list[Piece]:
    if blocking:
        return _overlap_words(blocking)
    if takes_whole_day(entry):
        return [("✓ free all day", "secondary")]
    free = free_around(plan, *span)
    if free is None:
        return []
    since, until = map(formats.time, free)
    return [(f"✓ free from {since} to {until}", "secondary")]


def _overlap_words(blocking: Sequence[Planned]) -> list[Piece]:
    more = f" and {len(blocking) - 1} more" if len(blocking) > 1 else ""
    return [("! ", "warning bold"), (f"overlaps {cut(blocking[0].subject, 30)}{more}", "warning")]


def day_of(entry: QuickEntry) -> date | None:
    """The day whose plan stands below."""
    return entry.day if planned_span(entry) is not None else None
