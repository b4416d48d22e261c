"""What the entries of a timeline are filtered by, and how many of them each filter would show. Light.

Filters of one section widen each other (calls or mails), those of several sections narrow each other (calls
that are overdue). A filter that only one kind of entry can meet, such as overdue, shows that kind alone,
unless other kinds are chosen too (notes, and activities that are overdue).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from salestui.lifecycle.shapes import EntryGroup, EntryKey, EntrySource
from salestui.models.choices import STATUS_REASONS_BY_TYPE, ActivityType

Chosen = AbstractSet[str]
"""Keys of filters."""
EVERYTHING: Chosen = frozenset()


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter. `key` is "section.value", `label` its words, `short` those on a chip."""

    key: str
    label: str
    letter: str
    short: str = ""

    @property
    def section(self) -> str:
        """The section it is in."""
        return self.key.partition(".")[0]

    @property
    def chip(self) -> str:
        """Its words on a chip."""
        return self.short or self.label


@dataclass(frozen=True, slots=True)
class FilterSection:
    """Filters that widen each other; `source` is the kind of entry that alone can meet them."""

    key: str
    title: str
    filters: tuple[Filter, ...]
    source: EntrySource | None = None


_SPANS = (("1d", timedelta(days=1)), ("7d", timedelta(days=7)), ("30d", timedelta(days=30)))
_SPAN_WORDS = {"1d": "24 hours", "7d": "7 days", "30d": "30 days"}

_REASON_LETTERS = "ABCDEFHIJKLMNOPQRSTVWXYZ"
"""Capitals; G goes to the last row in a list."""


def _within(start: str, label: str, letters: str, chip: str) -> tuple[Filter, ...]:
    """A filter for each span of time: its key begins with `start`, its words with `label` and `chip`."""
    return tuple(
        Filter(f"{start}{key}", f"{label} {words}", letter, f"{chip} {words}")
        for letter, (key, words) in zip(letters, _SPAN_WORDS.items(), strict=True)
    )


def _reasons() -> tuple[Filter, ...]:
    """The status reasons of activities; one that several types have is one filter."""
    kinds = [kind for kind in ActivityType if kind in STATUS_REASONS_BY_TYPE and kind not in _CLOSINGS]
    labels = dict.fromkeys(reason.label for kind in kinds for reason in STATUS_REASONS_BY_TYPE[kind])
    return tuple(
        Filter(f"reason.{label}", label, letter)
        for label, letter in zip(labels, _REASON_LETTERS, strict=False)
    )


_CLOSINGS = (ActivityType.OPPORTUNITY_CLOSE, ActivityType.QUOTE_CLOSE, ActivityType.ORDER_CLOSE)

SECTIONS: tuple[FilterSection, ...] = (
    FilterSection(
        "record",
        "record type",
        (
            Filter("record.activity", "Activities", "a"),
            Filter("record.note", "Notes", "n"),
            Filter("record.post", "Posts", "p"),
        ),
    ),
    FilterSection(
        "status",
        "status",
        (
            Filter("status.active", "Active", "o", "Open"),
            Filter("status.overdue", "Overdue", "v"),
            Filter("status.closed", "Closed", "d"),
        ),
        "activity",
    ),
    FilterSection(
        "by",
        "posts by",
        (
            Filter("by.user", "People", "w", "Posts by people"),
            Filter("by.auto", "Automatic", "s", "Automatic posts"),
        ),
        "post",
    ),
    FilterSection(
        "type",
        "activity type",
        (
            Filter("type.call", "Calls", "c"),
            Filter("type.mail", "Mail", "e"),
            Filter("type.meeting", "Meetings", "m"),
            Filter("type.task", "Tasks", "t"),
            Filter("type.letter", "Letters", "l"),
            Filter("type.close", "Closings", "x"),
        ),
        "activity",
    ),
    FilterSection(
        "modified",
        "modified",
        _within("modified.", "Last", "789", "Modified"),
    ),
    FilterSection(
        "due",
        "activity due",
        (*_within("due.next_", "Next", "123", "Due next"), *_within("due.last_", "Last", "456", "Due last")),
        "activity",
    ),
    FilterSection("reason", "status reason", _reasons(), "activity"),
)
"""Every filter, in the order of the menu."""

FILTERS: Mapping[str, Filter] = {one.key: one for section in SECTIONS for one in section.filters}
LETTERS: Mapping[str, Filter] = {one.letter: one for one in FILTERS.values()}
_SECTIONS = {section.key: section for section in SECTIONS}
_SOURCE_OF = {key: _SECTIONS[one.section].source for key, one in FILTERS.items()}
_RECORD: dict[str, EntrySource] = {
    "record.activity": "activity",
    "record.note": "note",
    "record.post": "post",
}


def known(keys: Iterable[object]) -> Chosen:
    """Those of the keys that are filters, for what was remembered by another version."""
    return frozenset(key for key in keys if isinstance(key, str) and key in FILTERS)


def told(key: EntryKey, now: datetime) -> frozenset[str]:
    """The filters that an entry meets."""
    ahead = key.due - now if key.due is not None else None
    return _met(
        key.source,
        key.group,
        key.is_open,
        ahead is not None and ahead < timedelta(),
        key.reason,
        key.is_auto,
        next((span for span, length in _SPANS if ahead is not None and abs(ahead) <= length), ""),
        next((span for span, length in _SPANS if now - key.modified <= length), ""),
    )


@lru_cache(maxsize=4096)
def _met(
    source: EntrySource,
    group: EntryGroup,
    is_open: bool,
    is_past: bool,
    reason: str,
    is_auto: bool,
    due: str,
    modified: str,
) -> frozenset[str]:
    """`due` and `modified` are the shortest span that holds the moment; each longer one holds it too."""
    met = {f"record.{source}", *(f"modified.{span}" for span in _from(modified))}
    match source:
        case "post":
            met.add("by.auto" if is_auto else "by.user")
        case "activity":
            met |= {f"type.{group}", "status.active" if is_open else "status.closed", f"reason.{reason}"}
            met |= {f"due.{'last' if is_past else 'next'}_{span}" for span in _from(due)}
            if is_open and is_past:
                met.add("status.overdue")
    return frozenset(met & FILTERS.keys())


def _from(shortest: str) -> list[str]:
    spans = [span for span, _ in _SPANS]
    return spans[spans.index(shortest) :] if shortest else []


def shown(keys: Sequence[EntryKey], chosen: Chosen, now: datetime) -> list[EntryKey]:
    """The entries that the chosen filters show."""
    if not chosen:
        return list(keys)
    by_section, wanted = _sections(chosen), _wanted(chosen)
    fits: dict[frozenset[str], bool] = {}
    kept = []
    for key in keys:
        met = told(key, now)
        if met not in fits:
            fits[met] = _source(met) in wanted and not _failing(met, by_section)
        if fits[met]:
            kept.append(key)
    return kept


def counts(keys: Sequence[EntryKey], chosen: Chosen, now: datetime) -> dict[str, int]:
    """How many entries each filter would show beside what is chosen in the other sections.

    Filters that would show nothing are left out.
    """
    by_section, wanted = _sections(chosen), _wanted(chosen)
    found: Counter[str] = Counter()
    for met, number in Counter(told(key, now) for key in keys).items():
        failing = _failing(met, by_section)
        if len(failing) > 1:
            continue
        for key in met:
            section = FILTERS[key].section
            of_any = _SOURCE_OF[key] is None and section != "record"
            if failing in ([], [section]) and (not of_any or _source(met) in wanted):
                found[key] += number
    return dict(found)


def _sections(chosen: Chosen) -> dict[str, Chosen]:
    found: dict[str, set[str]] = {}
    for key in chosen:
        section = FILTERS[key].section
        if section != "record":
            found.setdefault(section, set()).add(key)
    return {section: frozenset(keys) for section, keys in found.items()}


def _wanted(chosen: Chosen) -> AbstractSet[EntrySource]:
    """The kinds of entries that are shown."""
    asked = {_RECORD[key] for key in chosen if key in _RECORD}
    asked |= {source for key in chosen if (source := _SOURCE_OF[key]) is not None}
    return asked or {"activity", "note", "post"}


def _source(met: frozenset[str]) -> EntrySource:
    return next(source for key, source in _RECORD.items() if key in met)


def _failing(met: frozenset[str], by_section: Mapping[str, Chosen]) -> list[str]:
    """The sections whose choice an entry does not meet, of those that concern its kind."""
    source = _source(met)
    return [
        section
        for section, keys in by_section.items()
        if _SECTIONS[section].source in (None, source) and not met & keys
    ]
