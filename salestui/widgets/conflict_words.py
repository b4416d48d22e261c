"""What stands under the time of an activity: what it overlaps, or that one is free."""

from collections.abc import Sequence
from datetime import date

from salestui import clock, formats
from salestui.formats import DateFormat
from salestui.lifecycle.conflicts import Conflict, Span
from salestui.widgets.painting import Piece, Pieces

FREE: Pieces = [("✓ ", "secondary"), ("free then", "muted")]


def of_one(found: Sequence[Conflict], today: date, style: DateFormat = "day-month") -> Pieces:
    """What is in the way first, and how many more: "! busy 14:10–15:10 Walk-through, and 1 more"."""
    if not found:
        return FREE
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return [*_conflict(found[0], today, style), (more, "muted")]


def of_series(
    found: Sequence[tuple[Span, Conflict]], count: int, today: date, style: DateFormat = "day-month"
) -> Pieces:
    """At how many of its times a series is in the way of something, and where first."""
    if not found:
        return [("✓ ", "secondary"), (f"free at all {count:,} times", "muted")]
    (start, _), first = found[0]
    day = formats.weekday(clock.local(start).date(), today, style)
    pieces = _conflict(first, today, style)
    if len(found) == 1:
        return [*pieces, (f", on {day}", "muted")]
    return [("! ", "warning bold"), (f"{len(found):,} of {count:,} overlap", "warning bold"),
            (f", first on {day}: ", "muted"), *pieces[1:]]  # fmt: skip


def _conflict(conflict: Conflict, today: date, style: DateFormat) -> list[Piece]:
    start, end = clock.local(conflict.start), clock.local(conflict.end)
    if conflict.is_all_day:
        when = "all day"
    elif start.date() == end.date():
        when = f"{start:%H:%M}–{end:%H:%M}"
    else:
        days = [formats.day(moment.date(), today, style) for moment in (start, end)]
        when = f"{days[0]} {start:%H:%M} – {days[1]} {end:%H:%M}"
    return [
        ("! ", "warning bold"),
        (f"{conflict.shows_as.lower()} {when} ", "warning bold"),
        (conflict.subject, "text"),
    ]
