"""The stage bar: the phases of a record's process, done, current with its days and steps, and ahead."""

from collections.abc import Sequence
from typing import Literal, Protocol

from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import RIGHT_MARGIN, TEXT_COLUMN, Line, Piece, cells, cut_pieces, paint_line
from salestui.widgets.theme import Paint

PhaseState = Literal["done", "active", "ahead"]


class Phase(Protocol):
    """A phase as the bar draws it; what `lifecycle.process` tells of one fits."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def state(self) -> PhaseState:
        """Where the record stands."""

    @property
    def days(self) -> int | None:
        """Whole days spent in it; None if it was never entered."""

    @property
    def steps_done(self) -> int:
        """How many of its steps are done."""

    @property
    def steps_total(self) -> int:
        """How many steps it has."""

    @property
    def next_step(self) -> str | None:
        """The first step that is not done."""


Phases = Sequence[Phase]

_SIGNS: dict[PhaseState, str] = {"done": "✓", "active": "●", "ahead": "○"}
_NAMES: dict[PhaseState, str] = {"done": "secondary", "active": "accent bold", "ahead": "muted"}
_SIGN_ROLES: dict[PhaseState, str] = {"done": "secondary", "active": "accent", "ahead": "muted"}

Column = list[Piece]


def sheet_lines(phases: Phases, room: int) -> list[Line]:
    """The bar as the preview shows it: bars, names, then sign and days below them."""
    widths = _widths(len(phases), room, 1)
    if not _names_fit(phases, widths):
        return [current_line(phases)]
    return [
        _row([_bar(phase, width) for phase, width in zip(phases, widths, strict=True)], widths, 1),
        _row([[(phase.name, _NAMES[phase.state])] for phase in phases], widths, 1),
        _row([[_sign(phase), (_days(phase), "muted")] for phase in phases], widths, 1),
    ]


def wide_lines(phases: Phases, room: int) -> list[Line]:
    """The bar under a record's header: bars, then sign, name, days and steps, then the next step."""
    widths = _widths(len(phases), room, 2)
    whole = [_told(phase) for phase in phases]
    short = [_told(phase, short=True) for phase in phases]
    told = whole if _fit(whole, widths) else short
    if not _fit(told, widths):
        return [strip_line(phases, room)]
    lines = [
        _row([_bar(phase, width) for phase, width in zip(phases, widths, strict=True)], widths, 2),
        _row(told, widths, 2),
    ]
    before = 0
    for phase, width in zip(phases, widths, strict=True):
        if phase.state == "active" and phase.next_step:
            pieces = [(" " * (before + 2), "text"), ("next  ", "muted"), (phase.next_step, "text")]
            lines.append(Line(cut_pieces(pieces, room)))
        before += width + 2
    return lines


def strip_line(phases: Phases, room: int) -> Line:
    """The bar on one line: phases joined by short bars. Names only the current phase if all don't fit."""
    pieces: list[Piece] = []
    for index, phase in enumerate(phases):
        if index:
            pieces += [("  ", "text"), *_joint(phases[index - 1]), ("  ", "text")]
        days = f" {_days(phase)}" if _days(phase) else ""
        steps = f", {phase.steps_done} of {phase.steps_total}" if _counts_steps(phase) else ""
        role = "secondary" if phase.state == "active" else "muted"
        pieces += [_sign(phase), (phase.name, _NAMES[phase.state]), (days + steps, role)]
    return Line(pieces) if cells(pieces) <= room else current_line(phases)


def current_line(phases: Phases) -> Line:
    """The bar where it is narrow: the current phase, its days and steps, and which of how many it is."""
    if not phases:
        return Line()
    at = next((index for index, phase in enumerate(phases) if phase.state == "active"), len(phases) - 1)
    phase = phases[at]
    told = _days(phase)
    if _counts_steps(phase):
        told += f", {phase.steps_done} of {phase.steps_total} steps"
    left = [_sign(phase), (phase.name, _NAMES[phase.state]), (f"  {told}" if told else "", "secondary")]
    return Line(left, [(f"{at + 1} of {len(phases)}", "muted")])


def _fit(columns: Sequence[Column], widths: Sequence[int]) -> bool:
    return all(cells(column) <= width for column, width in zip(columns, widths, strict=True))


def _told(phase: Phase, short: bool = False) -> Column:
    """Sign, name, days and steps; `short` leaves out the words that the others explain."""
    if phase.state == "ahead":
        return [_sign(phase), (phase.name, "muted"), ("" if short else "  not started", "muted")]
    word = "" if short else " steps"
    steps = f", {phase.steps_done} of {phase.steps_total}{word}" if _counts_steps(phase) else ""
    role = "secondary" if phase.state == "active" else "muted"
    return [_sign(phase), (phase.name, _NAMES[phase.state]), (f"  {_days(phase)}{steps}", role)]


def _counts_steps(phase: Phase) -> bool:
    return phase.state == "active" and phase.steps_total > 0


def _sign(phase: Phase) -> Piece:
    return (f"{_SIGNS[phase.state]} ", _SIGN_ROLES[phase.state])


def _days(phase: Phase) -> str:
    return "" if phase.days is None else f"{phase.days}d"


def _bar(phase: Phase, width: int) -> Column:
    if phase.state == "done":
        return [("━" * width, "bar")]
    if phase.state == "ahead":
        return [("━" * width, "bar-rest")]
    done = round(width * phase.steps_done / phase.steps_total) if phase.steps_total else 0
    # A phase that has just begun still shows where we are.
    done = max(done, 1)
    return [("━" * done, "accent"), ("━" * (width - done), "bar-rest")]


def _joint(before: Phase) -> Column:
    if before.state == "active":
        return [("━", "accent"), ("━", "bar-rest")]
    return [("━━", "bar" if before.state == "done" else "bar-rest")]


def _widths(count: int, room: int, gap: int) -> list[int]:
    """Equal columns; the last takes what is left over."""
    if not count:
        return []
    each = max((room - gap * (count - 1)) // count, 1)
    return [*[each] * (count - 1), max(room - (each + gap) * (count - 1), 1)]


def _names_fit(phases: Phases, widths: list[int]) -> bool:
    return all(cells([(phase.name, "")]) <= width for phase, width in zip(phases, widths, strict=True))


def _row(columns: list[Column], widths: list[int], gap: int) -> Line:
    pieces: list[Piece] = []
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        kept = cut_pieces(column, width)
        last = index == len(columns) - 1
        pieces += kept if last else [*kept, (" " * (width - cells(kept) + gap), "text")]
    return Line(pieces)


class StageBar(LineWidget):
    """The stage bar under a record's header; it gives way from three lines to one by itself."""

    DEFAULT_CSS = """
    StageBar { width: 1fr; height: auto; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._phases: Phases = ()

    one_line = reactive(False, layout=True)
    """Whether it is one line also where three would fit."""

    def show(self, phases: Phases) -> None:
        """Draw these phases."""
        self._phases = phases
        self.refresh(layout=True)

    @property
    def phases(self) -> Phases:
        """What it draws."""
        return self._phases

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One to three lines, by the width."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Line]:
        room = max(width - TEXT_COLUMN - RIGHT_MARGIN, 1)
        return [strip_line(self._phases, room)] if self.one_line else wide_lines(self._phases, room)

    def draw(self, y: int, paint: Paint) -> Strip:
        """One line of the bar."""
        lines = self._lines(self.size.width)
        line = lines[y] if y < len(lines) else Line()
        return paint_line(paint, line, self.size.width)
