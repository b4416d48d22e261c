"""The chips over a timeline: one for each kind of entry, or one for each filter that is set."""

from collections.abc import Mapping

from salestui.lifecycle.timeline_filters import FILTERS, Chosen
from salestui.widgets.chip_row import Chip
from salestui.widgets.painting import cut

ALL, OPEN, SEARCH = "all", "status.active", "search"
KINDS = (
    OPEN,
    "type.call",
    "type.mail",
    "type.meeting",
    "type.task",
    "type.letter",
    "record.note",
    "record.post",
    "type.close",
)
"""The filters that have a chip while none, or only one of them, is set."""


def kind_of(chosen: Chosen) -> str | None:
    """The chip of a kind that stands for what is chosen; None for other filters and several."""
    if not chosen:
        return ALL
    only = next(iter(chosen))
    return only if len(chosen) == 1 and only in KINDS else None


def kinds(chosen: Chosen, counts: Mapping[str, int]) -> list[str]:
    """The chips that the keys step through: those with entries, "Open", and the chosen one."""
    return [ALL, *(key for key in KINDS if key in chosen or key == OPEN or counts.get(key))]


def why_none(chosen: Chosen) -> str:
    """Why these filters show nothing, as words that follow "8 entries are hidden: "."""
    kind = kind_of(chosen)
    if kind == OPEN:
        return "nothing is open"
    if kind is not None:
        return f"no {FILTERS[kind].chip.lower()} here"
    return f"nothing fits {', '.join(one.chip for key, one in FILTERS.items() if key in chosen)}"


def chips(chosen: Chosen, counts: Mapping[str, int], total: int, typed: str = "") -> list[Chip]:
    """One for all, one for what is searched, and those of kinds or of the chosen filters.

    `counts` and `total` are those of the whole timeline, or of what has the words that are searched.
    """
    first = [Chip(ALL, "All", total, keep=True)]
    if typed:
        first.append(Chip(SEARCH, f"“{cut(typed, 20)}”", total, keep=True))
    if kind_of(chosen) is not None:
        return [*first, *(_chip(key, counts) for key in kinds(chosen, counts)[1:])]
    return [*first, *(_chip(key, counts) for key in FILTERS if key in chosen)]


def _chip(key: str, counts: Mapping[str, int]) -> Chip:
    return Chip(key, FILTERS[key].chip, counts.get(key, 0), keep=key == OPEN)
