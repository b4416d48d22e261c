"""The filters of a timeline: what each meets, how they combine, and the counts beside them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from salestui.lifecycle import timeline_filters
from salestui.lifecycle.shapes import EntryKey
from salestui.lifecycle.timeline_filters import FILTERS, LETTERS, SECTIONS
from tests.lifecycle.making import at

NOW = at(23, 13, 30)
OLD = at(1, month=6)


def key(source: Any, group: str = "", **more: Any) -> EntryKey:
    more = {"is_open": False, "is_pinned": False, "modified": OLD, **more}
    return EntryKey(NOW, source, uuid4(), group or source, **more)


def call(due: datetime | None = None, *, is_open: bool = True, **more: Any) -> EntryKey:
    return key("activity", "call", due=due, is_open=is_open, reason="Open" if is_open else "Made", **more)


LATE, SOON, MADE = call(at(20)), call(at(24)), call(at(18), is_open=False)
MAIL = key("activity", "mail", reason="Sent", modified=at(23))
NOTE, FRESH = key("note"), key("note", modified=at(18))
POST, AUTO = key("post"), key("post", is_auto=True)
KEYS = (LATE, SOON, MADE, MAIL, NOTE, FRESH, POST, AUTO)


def shown(*chosen: str) -> list[EntryKey]:
    return timeline_filters.shown(KEYS, frozenset(chosen), NOW)


def counts(*chosen: str) -> dict[str, int]:
    return timeline_filters.counts(KEYS, frozenset(chosen), NOW)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((), KEYS),
        (("record.note",), (NOTE, FRESH)),
        (("record.activity",), (LATE, SOON, MADE, MAIL)),
        (("type.call",), (LATE, SOON, MADE)),
        (("type.call", "type.mail"), (LATE, SOON, MADE, MAIL)),
        (("status.active",), (LATE, SOON)),
        (("status.overdue",), (LATE,)),
        (("status.closed", "type.call"), (MADE,)),
        (("reason.Sent",), (MAIL,)),
        (("due.next_1d",), (SOON,)),
        (("due.last_7d",), (LATE, MADE)),
        (("due.last_7d", "status.overdue"), (LATE,)),
        (("modified.1d",), (MAIL,)),
        (("modified.7d",), (MAIL, FRESH)),
        (("modified.7d", "record.note"), (FRESH,)),
        (("by.auto",), (AUTO,)),
        (("record.note", "status.overdue"), (LATE, NOTE, FRESH)),
        (("record.post", "by.user"), (POST,)),
        (("record.activity", "type.mail", "record.post", "by.auto"), (MAIL, AUTO)),
    ],
)
def test_what_filters_show(chosen: Iterable[str], expected: Iterable[EntryKey]) -> None:
    assert shown(*chosen) == list(expected)


def test_counts_of_everything() -> None:
    assert counts() == {
        "record.activity": 4,
        "record.note": 2,
        "record.post": 2,
        "status.active": 2,
        "status.overdue": 1,
        "status.closed": 2,
        "by.user": 1,
        "by.auto": 1,
        "type.call": 3,
        "type.mail": 1,
        "modified.1d": 1,
        "modified.7d": 2,
        "modified.30d": 2,
        "due.next_1d": 1,
        "due.next_7d": 1,
        "due.next_30d": 1,
        "due.last_7d": 2,
        "due.last_30d": 2,
        "reason.Open": 2,
        "reason.Made": 1,
        "reason.Sent": 1,
    }


@pytest.mark.parametrize("key", [*FILTERS])
@pytest.mark.parametrize("chosen", [(), ("type.call",), ("status.closed",), ("modified.7d",), ("by.auto",)])
def test_a_count_is_what_the_filter_would_show(key: str, chosen: tuple[str, ...]) -> None:
    section = FILTERS[key].section
    others = [one for one in chosen if FILTERS[one].section != section]
    would = [one for one in shown(*others, key) if key in timeline_filters.told(one, NOW)]
    if section != "modified":  # which narrows what the others show, and widens nothing
        assert counts(*chosen).get(key, 0) == len(would)
    else:
        assert counts(*chosen).get(key, 0) == len(shown(*others, key))


@pytest.mark.parametrize(
    ("distance", "met"),
    [
        (timedelta(hours=24), {"due.next_1d", "due.next_7d", "due.next_30d"}),
        (timedelta(hours=24, seconds=1), {"due.next_7d", "due.next_30d"}),
        (timedelta(days=30), {"due.next_30d"}),
        (timedelta(days=31), set()),
        (timedelta(0), {"due.next_1d", "due.next_7d", "due.next_30d"}),
        (-timedelta(seconds=1), {"due.last_1d", "due.last_7d", "due.last_30d"}),
        (-timedelta(days=7), {"due.last_7d", "due.last_30d"}),
        (-timedelta(days=31), set()),
    ],
)
def test_due(distance: timedelta, met: set[str]) -> None:
    found = timeline_filters.told(call(NOW + distance), NOW)
    assert {one for one in found if one.startswith("due.")} == met


def test_every_filter_has_a_letter_of_its_own() -> None:
    assert len(LETTERS) == len(FILTERS) == sum(len(section.filters) for section in SECTIONS)


def test_what_another_version_remembered_is_dropped() -> None:
    assert timeline_filters.known(["type.call", "type.fax", 3, None]) == {"type.call"}
