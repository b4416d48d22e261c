"""What a timeline says: the line or two of an entry, its whole text when it is opened, the days between."""

from datetime import date
from functools import lru_cache

from salestui import formats
from salestui.formats import DateFormat
from salestui.lifecycle.shapes import Entry
from salestui.models.choices import Priority
from salestui.widgets.painting import Line, Piece, Pieces, cells, cut_pieces, fit, wrap
from salestui.widgets.pane_rows import Section

_TIME, _KIND = 7, 9
TITLE_COLUMN = _TIME + _KIND
"""Where titles start; time and kind stand before them."""
_NARROWEST_TITLE = 24
"""With less than this beside it the kind gives way."""
_STATE = 24
"""A state in so many cells is not cut where half of the line has less."""
_READ = 20_000
"""An opened text is shown up to so many characters: more would no longer be read in a timeline."""


@lru_cache(maxsize=512)
def day_section(day: date, today: date, style: DateFormat) -> Section:
    """The title of a day: TOMORROW Tue 24 Nov, TODAY Mon 23 Nov, SAT 21 NOV, with the rule."""
    name = formats.weekday(day, today, style)
    near = {1: "tomorrow", 0: "today", -1: "yesterday"}.get((day - today).days)
    return Section(near, note=name, rule=True) if near else Section(name, rule=True)


PINNED = Section("pinned", rule=True)


def short_lines(entry: Entry, room: int, *, lines: int) -> list[Line]:
    """The entry in exactly one line, with its state at the right, or in exactly two."""
    head = _head(entry, room)
    width = max(room - cells(head), 1)
    if lines == 1:
        words = entry.text if entry.source == "activity" or entry.title else f"“{_flat(entry.body)}”"
        return [
            Line([*head, (words, "text")], cut_pieces(_aside(entry), max(width // 2, min(24, width - 14))))
        ]
    if entry.source == "activity":
        return [Line([*head, (entry.text, "text")]), _below(head, _state(entry))]
    if entry.title:
        return [Line([*head, (entry.title, "text")]), _below(head, [(_flat(entry.body), "muted")])]
    first, *rest = wrap(f"“{_flat(entry.body)}”", width)
    return [
        Line([*head, (first, "text")]),
        _below(head, [(" ".join(rest), "muted")] if rest else _aside(entry)),
    ]


def open_lines(entry: Entry, room: int, today: date, style: DateFormat) -> list[Line]:
    """The entry with its whole text wrapped, who took part, and how many files hang on it."""
    head = _head(entry, room)
    width = max(room - cells(head), 1)
    title = entry.title or ("" if entry.source != "activity" else "–")
    said = [*((text, "text") for text in wrap(title, width) if title), *_body(entry, width)]
    lines = [Line([*head, said[0]])] if said else [Line(head)]
    lines += [_below(head, [piece]) for piece in said[1:]]
    lines += [_below(head, pieces) for pieces in _facts(entry, width, today, style)]
    return lines


def gone_lines(lines: int) -> list[Line]:
    """What stands for an entry that was deleted while the timeline was shown."""
    return [Line([("deleted meanwhile", "muted")])] + [Line()] * (lines - 1)


def _head(entry: Entry, room: int) -> list[Piece]:
    time = "" if entry.is_pinned else formats.time(entry.at)
    pieces = [(fit(time, _TIME), "muted")]
    if room - TITLE_COLUMN >= _NARROWEST_TITLE:
        pieces.append((fit(entry.kind, _KIND), "secondary"))
    return pieces


def _below(head: Pieces, pieces: Pieces) -> Line:
    return Line([(" " * cells(head), "text"), *pieces])


def _flat(text: str) -> str:
    return " ".join(text[:2000].split())


def _body(entry: Entry, width: int) -> list[Piece]:
    text = entry.body.strip()
    lines = wrap(text[:_READ], width) if text else []
    pieces: list[Piece] = [(line, "secondary") for line in lines]
    if len(text) > _READ:
        more = formats.counted(len(text) - _READ, "character")
        pieces.append((f"… and {more} more", "muted"))
    return pieces


def _facts(entry: Entry, width: int, today: date, style: DateFormat) -> list[Pieces]:
    facts: list[Pieces] = []
    if entry.source == "activity":
        facts.append(_state(entry, short=True))
    if entry.people:
        lead = "by " if entry.source != "activity" else "with "
        facts += [[(line, "muted")] for line in wrap(lead + ", ".join(entry.people), width)]
    if entry.source != "activity" and entry.files:
        facts.append([(formats.counted(entry.files, "file"), "muted")])
    if entry.is_pinned:
        facts.append([(f"pinned, {formats.moment(entry.at, today, style)}", "muted")])
    return [fact for fact in facts if fact]


def _aside(entry: Entry) -> Pieces:
    """What stands at the right of an entry in one line: its state, or who wrote it."""
    if entry.source == "activity":
        return _state(entry, short=True)
    names = [name.split()[0] for name in entry.people if name.strip()]
    files = [formats.counted(entry.files, "file")] if entry.files else []
    return [(", ".join([*names, *files]), "muted")]


def _state(entry: Entry, *, short: bool = False) -> Pieces:
    status = entry.status
    if short and entry.group == "mail":
        # "sent to Ana, Tomás" says too much for half a line.
        status = status.split(" ")[0]
    pieces = _sign(entry, status)
    facts = [
        formats.duration(entry.duration_minutes) if entry.duration_minutes else "",
        entry.location,
        formats.counted(entry.files, "file") if entry.files else "",
    ]
    told = [fact for fact in facts if fact]
    if told:
        pieces.append(((", " if pieces else "") + ", ".join(told), "muted"))
    if entry.priority is Priority.HIGH:
        pieces += [(", " if pieces else "", "muted"), ("high", "text bold")]
    return pieces


def _sign(entry: Entry, status: str) -> list[Piece]:
    match entry.state:
        case "overdue":
            return [("! ", "warning bold"), (status, "warning bold")]
        case "soon":
            return [("◷ ", "text"), (status, "text")]
        case "open":
            return [("○ ", "secondary"), (status, "muted")]
        case "done" if entry.group != "close" and not status.startswith("received"):
            return [("✓ ", "secondary"), (status, "muted")]
    return [(status, "muted")] if status else []
