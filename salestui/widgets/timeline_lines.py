"""What a timeline says: the line or two of an entry, its whole text when it is opened, the days between."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from salestui import clock, formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.lifecycle import text_search
from salestui.lifecycle.shapes import Entry
from salestui.models.choices import Priority
from salestui.widgets import markdown_lines
from salestui.widgets.painting import Line, Piece, Pieces, cells, cut, cut_pieces, fit, wrap
from salestui.widgets.pane_rows import Section

_TIME, _KIND = 7, 9
TITLE_COLUMN = _TIME + _KIND
"""Where titles start; time and kind stand before them."""
_NARROWEST_TITLE = 24
"""With less than this beside it the kind goes below the time."""
_STATE = 24
"""A state in so many cells is not cut where half of the line has less."""
_LEAST = 6
"""A name that is cut to less says nothing."""
_READ = 20_000
"""An opened text is shown up to so many characters: more would no longer be read in a timeline."""


@lru_cache(maxsize=512)
def day_section(day: date, today: date, style: DateFormat) -> Section:
    """The title of a day: TOMORROW Tue 24 Nov, TODAY Mon 23 Nov, SAT 21 NOV, with the rule."""
    name = formats.weekday_dated(day, today, style)
    near = {1: "tomorrow", 0: "today", -1: "yesterday"}.get((day - today).days)
    return Section(near, note=name, rule=True) if near else Section(name, rule=True)


PINNED = Section("pinned", rule=True)


def short_lines(
    entry: Entry, room: int, today: date, style: DateFormat, *, lines: int, wanted: Sequence[str] = ()
) -> list[Line]:
    """The entry in exactly one line, with its state at the right, or in exactly two.

    The words that are `wanted` show, with what stands around them if they are further on in the text.
    """
    head, below = _heads(entry, room, today, style, lines)
    width = max(room - cells(head), 1)
    if lines == 1:
        aside = cut_pieces(_aside(entry, today), max(width // 2, min(24, width - 14)))
        said = _in_one_line(entry, wanted, width - cells(aside) - 2)
        return [_marked(Line([*head, *said], aside), wanted, len(head))]
    first, second, has_hit = _in_two_lines(entry, wanted, width)
    told = _told_at_right(entry, second, width, 0 if has_hit else _STATE)
    return [
        _marked(Line([*head, *first]), wanted, len(head)),
        _marked(Line([*below, *second], told), wanted, len(below)),
    ]


def _in_one_line(entry: Entry, wanted: Sequence[str], room: int) -> Pieces:
    first = _first(entry)
    if _shows(first, wanted, room):
        return [(first, "text")]
    if found := _excerpt(first, wanted, room):
        return [(found, "text")]
    of_title = min(room // 2, room - max(map(len, wanted)) - 4)
    title = cut(entry.title, of_title) if of_title >= _LEAST else ""
    found = _excerpt_of_body(entry, wanted, room - cells([(title, "")]) - 2)
    if not found:
        return [(first, "text")]
    return [(title, "text"), ("  ", "text"), (found, "muted")] if title else [(found, "text")]


def _in_two_lines(entry: Entry, wanted: Sequence[str], width: int) -> tuple[Pieces, Pieces, bool]:
    """Both lines, and whether a wanted word is in the second."""
    first, found = _first(entry), ""
    if entry.source == "activity" or entry.title:
        second = _state(entry) if entry.source == "activity" else [(_flat(entry), "muted")]
        if not _shows(first, wanted, width):
            first = _excerpt(first, wanted, width) or first
    else:
        first, *rest = wrap(_quoted(entry), width)
        second = [(" ".join(rest) or ", ".join(_who(entry)), "muted")]
    if _shows(first, wanted, width):
        return [(first, "text")], second, False
    if entry.source == "activity":
        second = cut_pieces(second, width // 2)
        found = _excerpt_of_body(entry, wanted, width - cells(second) - 2)
        second = [*second, ("  ", "text"), (found, "muted")] if found else _state(entry)
    elif found := _excerpt_of_body(entry, wanted, width):
        second = [(found, "muted")]
    return [(first, "text")], second, bool(found)


def open_lines(
    entry: Entry, room: int, today: date, style: DateFormat, wanted: Sequence[str] = ()
) -> list[Line]:
    """The entry with its whole text wrapped, who took part, and how many files hang on it."""
    head, below = _heads(entry, room, today, style)
    width = max(room - cells(head), 1)
    title = entry.title or ("" if entry.source != "activity" else "–")
    said: list[Pieces] = [*([(text, "text")] for text in wrap(title, width) if title)]
    said += whole_text(entry, width)
    facts = _facts(entry, width, today, style)
    rows = [*said, *facts] if said else [[], *facts]
    if len(rows) == 1:
        rows.append([])
    before = [head, below, *[[(" " * cells(head), "text")]] * (len(rows) - 2)]
    return [
        _marked(Line([*first, *row]), wanted if at < len(said) else (), len(first))
        for at, (first, row) in enumerate(zip(before, rows, strict=True))
    ]


def whole_text(entry: Entry, width: int, longest: int = _READ) -> list[Pieces]:
    """The text of an entry, wrapped: Markdown in a note, what a post names in accent."""
    text = entry.body.strip()
    if not text:
        return []
    shown = text[:longest]
    lines: list[Pieces]
    match entry.source:
        case "note":
            lines = [*markdown_lines.lines(shown, width)]
        case "post":
            lines = [*markdown_lines.wrap_pieces(_with_links(entry, shown), width)]
        case _:
            lines = [[(line, "secondary")] for line in wrap(shown, width)]
    if len(text) > longest:
        lines.append([(f"… and {counted(len(text) - longest, 'character')} more", "muted")])
    return lines


def gone_lines(lines: int) -> list[Line]:
    """What stands for an entry that was deleted while the timeline was shown."""
    return [Line([("deleted meanwhile", "muted")])] + [Line()] * (lines - 1)


def _heads(
    entry: Entry, room: int, today: date, style: DateFormat, lines: int = 2
) -> tuple[list[Piece], list[Piece]]:
    """What stands before the first line and before the second: when it was and what it is.

    Both stand beside each other, or below each other where there is little room. A pinned entry has its day,
    for it stands under none.
    """
    when, more = formats.time(entry.at), ""
    if entry.is_pinned:
        day = clock.local(entry.at).date()
        more = str(day.year) if day.year != today.year else when
        when = f"{day:%m-%d}" if style == "iso" else formats.day(day, day, style)
    if lines > 1 and room - TITLE_COLUMN < _NARROWEST_TITLE:
        return [(fit(when, _KIND), "muted")], [(fit(entry.kind, _KIND), "secondary")]
    return (
        [(fit(when, _TIME), "muted"), (fit(entry.kind, _KIND), "secondary")],
        [(fit(more, TITLE_COLUMN), "muted")],
    )


def _flat(entry: Entry) -> str:
    if entry.source == "note":
        return markdown_lines.flat(entry.body)
    return " ".join(entry.body[:2000].split())


def _first(entry: Entry) -> str:
    """What stands for an entry on one line."""
    if entry.source == "activity":
        return entry.text
    return entry.title or _quoted(entry)


def _quoted(entry: Entry) -> str:
    """The text on one line, in quotes unless the program wrote it."""
    is_auto = entry.source == "post" and entry.author_id is None
    return _flat(entry) if is_auto else f"“{_flat(entry)}”"


def _shows(text: str, wanted: Sequence[str], room: int) -> bool:
    """Whether nothing is wanted, or some of it stands in what there is room for."""
    return not wanted or bool(text_search.spans(cut(text, room), wanted))


def _excerpt(text: str, wanted: Sequence[str], room: int) -> str:
    """The text from a little before the first wanted word, which is to have room; empty if it has none."""
    longest = max(map(len, wanted), default=0)
    return text_search.excerpt(text, wanted, before=max(min(20, (room - longest) // 2), 0))


def _excerpt_of_body(entry: Entry, wanted: Sequence[str], room: int) -> str:
    """As `_excerpt`; that of a note without marks, unless one of them is wanted."""
    of_note = entry.source == "note"
    plain = markdown_lines.flat(entry.body, len(entry.body)) if of_note else entry.body
    return _excerpt(plain, wanted, room) or _excerpt(entry.body, wanted, room)


def _marked(line: Line, wanted: Sequence[str], after: int) -> Line:
    """The line with the wanted words in accent, without its first `after` pieces."""
    if not wanted:
        return line
    marked: list[Piece] = [*line.left[:after]]
    for text, spec in line.left[after:]:
        at = 0
        for start, end in text_search.spans(text, wanted):
            marked += [(text[at:start], spec), (text[start:end], "accent bold")]
            at = end
        marked.append((text[at:], spec))
    return Line([piece for piece in marked if piece[0]], line.right, line.rule)


def _with_links(entry: Entry, text: str) -> list[Piece]:
    """The text of a post with the names that lead somewhere in accent."""
    names = sorted(entry.linked, key=len, reverse=True)
    if not names:
        return [(text, "secondary")]
    parts = re.split(f"({'|'.join(map(re.escape, names))})", text)
    return [(part, "accent" if part in names else "secondary") for part in parts]


def _told_at_right(entry: Entry, left: Pieces, width: int, text_leaves: int) -> Pieces:
    """Under an entry: who wrote it, its files, how many answer and like it, what else it is about.

    It gives way to what stands at the left, except for so many cells when that is a text, which can be read
    elsewhere.
    """
    least = 0 if entry.source == "activity" else text_leaves
    who = [] if entry.source == "activity" else _who(entry)
    if [text for text, _ in left] == [", ".join(who)]:
        who = []
    about = [entry.about.name] if entry.about else []
    told = ", ".join([*who, *_answers(entry), *about])
    words = cut(told, max(width - cells(left) - 2, least))
    return [(words, "muted")] if len(words) >= _LEAST or words == told else ()


def _answers(entry: Entry) -> list[str]:
    replies = [counted(entry.replies, "reply")] if entry.replies else []
    return [*replies, *([counted(entry.likes, "like")] if entry.likes else [])]


def _facts(entry: Entry, width: int, today: date, style: DateFormat) -> list[Pieces]:
    facts: list[Pieces] = []
    if entry.source == "activity":
        facts.append(_state(entry, short=True))
    if entry.people:
        lead = "by " if entry.source != "activity" else "with "
        facts += [[(line, "muted")] for line in wrap(lead + ", ".join(entry.people), width)]
    if entry.source != "activity" and entry.files:
        facts.append([(counted(entry.files, "file"), "muted")])
    if told := _answers(entry):
        facts.append([(", ".join(told), "muted")])
    if entry.about is not None:
        facts += [[(line, "muted")] for line in wrap(f"about {entry.about.name}", width)]
    if entry.is_pinned:
        facts.append([(f"pinned, {formats.moment(entry.at, today, style)}", "muted")])
    return [fact for fact in facts if fact]


def _aside(entry: Entry, today: date) -> Pieces:
    """What stands at the right of an entry in one line: its state, or who wrote it; what it is about.

    A pinned one of another year says which.
    """
    about = [entry.about.name] if entry.about else []
    year = clock.local(entry.at).year
    if entry.is_pinned and year != today.year:
        about.append(str(year))
    if entry.source == "activity":
        state = _state(entry, short=True)
        return [*state, *((f"{', ' if state else ''}{name}", "muted") for name in about)]
    return [(", ".join([*_who(entry), *_answers(entry), *about]), "muted")]


def _who(entry: Entry) -> list[str]:
    """The first name of who wrote a note or post, and how many files it has."""
    names = [name.split()[0] for name in entry.people if name.strip()]
    return [*names, *([counted(entry.files, "file")] if entry.files else [])]


def _state(entry: Entry, *, short: bool = False) -> Pieces:
    status = entry.status
    if short and entry.group == "mail":
        # "sent to Ana, Tomás" says too much for half a line.
        status = status.split(" ")[0]
    pieces = _sign(entry, status)
    facts = [
        formats.duration(entry.duration_minutes) if entry.duration_minutes else "",
        entry.location,
        counted(entry.files, "file") if entry.files else "",
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
