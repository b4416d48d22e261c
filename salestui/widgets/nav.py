"""The first row: the nine places, or the path that led to a record."""

from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from salestui.actions import MORE_PLACES, PLACES, Place
from salestui.counting import counted
from salestui.lifecycle.outbox_counts import Counts
from salestui.widgets.acting import Acting
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import RIGHT_MARGIN, TEXT_COLUMN, Line, Piece, Pieces, cells, cut, paint_line
from salestui.widgets.theme import Paint

_GAP = 2
_LONGEST = 16
"""Cells of a first name that the places give way to."""


class Nav(LineWidget):
    """The places with their digits; those that do not fit are shown as a range such as `7–9`.

    The current place is always spelled out. `label` at the right end says which file is open, `who` who works
    with it; before them stands the mail that is not where it should be. The mail and the first name take
    their room from the places.
    """

    DEFAULT_CSS = """
    Nav { height: 1; width: 1fr; background: $background; }
    """

    current = reactive("")
    label = reactive("")
    who = reactive("")
    mail = reactive(Counts())

    def __init__(self, current: str, label: str = "", who: str = "") -> None:
        super().__init__()
        self.set_reactive(Nav.current, current)
        self.set_reactive(Nav.label, label)
        self.set_reactive(Nav.who, who)
        self._hits: list[tuple[int, int, str]] = []

    def draw(self, y: int, paint: Paint) -> Strip:
        """The one row."""
        pieces: list[Piece] = []
        self._hits = []
        at = TEXT_COLUMN
        news = self._news()
        label = self._fitting(cells(news) + _GAP if news else 0)
        right = [*news, *([(" " * _GAP, "muted")] if news and label else []), (label, "muted")]
        taken = cells(right) + _GAP + RIGHT_MARGIN if news or label else 0
        for group in fold(self.current, self.size.width - TEXT_COLUMN - 1 - taken):
            shown = self._shown(group)
            size = cells(shown)
            action = f"app.perform('go.{group[0].name}')" if len(group) == 1 else "app.help"
            self._hits.append((at, at + size, action))
            pieces += [*shown, (" " * _GAP, "muted")]
            at += size + _GAP
        if news:
            start = self.size.width - RIGHT_MARGIN - cells(right)
            self._hits.append((start, start + cells(news), "app.perform('app.outbox')"))
        margin = RIGHT_MARGIN if news or label else 1
        return paint_line(paint, Line(pieces[:-1], right if taken else ()), self.size.width, margin=margin)

    def _fitting(self, taken: int) -> str:
        """The longest label beside all places, when `taken` cells are gone; if none fits, the first name."""
        whole = f"{self.label} · {self.who}" if self.label and self.who else self.label or self.who
        places = sum(_size([place]) + _GAP for place in PLACES)
        room = self.size.width - TEXT_COLUMN - places - taken - RIGHT_MARGIN - 1
        fitting = (one for one in (whole, self.who) if cells([(one, "muted")]) <= room)
        first, *_ = self.who.split() or [""]
        return next(fitting, cut(first, _LONGEST))

    def _news(self) -> list[Piece]:
        """The mail that failed, else the one that waits."""
        if self.mail.failed:
            return [(f"! {counted(self.mail.failed, 'mail')} not sent", "warning bold")]
        waiting = self.mail.waiting + self.mail.sending
        if waiting:
            return [(f"◷ {counted(waiting, 'mail')} {'waits' if waiting == 1 else 'wait'}", "secondary")]
        return []

    def _shown(self, group: list[Place]) -> Pieces:
        if len(group) > 1:
            return [(f"{group[0].digit}–{group[-1].digit}", "muted")]
        place = group[0]
        if place.name == self.current:
            return [(f"{place.digit} {place.label}", "accent bold")]
        if isinstance(self.app, Acting) and self.app.why_not(f"go.{place.name}"):
            return [(f"{place.digit} {place.label}", "disabled")]
        return [(f"{place.digit} ", "muted"), (place.label, "secondary")]

    async def on_click(self, event: events.Click) -> None:
        """A click on a place goes there, one on a range lists the places."""
        for start, stop, action in self._hits:
            if start <= event.x < stop:
                await self.run_action(action)


def fold(current: str, width: int) -> list[list[Place]]:
    """The places in groups that fit the width: a group of one is spelled out, a longer one is a range."""
    places = (*PLACES, *(place for place in MORE_PLACES if place.name == current))
    for spelled in range(len(PLACES), -1, -1):
        groups: list[list[Place]] = []
        for place in places:
            last = groups[-1][0] if groups else None
            in_range = last is not None and last.digit > spelled and last.name != current
            if in_range and place.name != current:
                groups[-1].append(place)
            else:
                groups.append([place])
        if sum(_size(group) + _GAP for group in groups) - _GAP <= width:
            return groups
    return [[place] for place in places if place.name == current]


def _size(group: list[Place]) -> int:
    return 3 if len(group) > 1 else 2 + len(group[0].label)


class PathBar(LineWidget):
    """The way to a record, `2 Opportunities › My Open Opportunities › 5 of 34`, and keys at the right end."""

    DEFAULT_CSS = """
    PathBar { height: 1; width: 1fr; background: $background; }
    """

    place = reactive("")
    steps: reactive[tuple[str, ...]] = reactive(())
    keys: reactive[Pieces] = reactive(())

    def __init__(self, place: str, steps: tuple[str, ...] = (), keys: Pieces = ()) -> None:
        super().__init__()
        self.set_reactive(PathBar.place, place)
        self.set_reactive(PathBar.steps, steps)
        self.set_reactive(PathBar.keys, keys)

    def draw(self, y: int, paint: Paint) -> Strip:
        """The one row."""
        place = next(place for place in (*PLACES, *MORE_PLACES) if place.name == self.place)
        left: list[Piece] = [(f"{place.digit} ", "accent bold"), (place.label, "secondary")]
        for number, step in enumerate(self.steps, 1):
            left += [(" › ", "muted"), (step, "muted" if number == len(self.steps) else "secondary")]
        return paint_line(paint, Line(left, self.keys), self.size.width)
