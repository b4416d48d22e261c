"""What a pane shows: items for the cursor, words between them, sections, and what an empty one says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from salestui.widgets.painting import Line, Piece, Pieces

Lines = Sequence[Line] | Callable[[int], Sequence[Line]]
"""The lines of a row, or what makes them for a text width in cells (for text that wraps)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row that the cursor can stand on. `ground` names another ground for it, such as "card"."""

    id: str
    lines: Lines
    marked: bool = False
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Lines between the items that the cursor passes over; by default one blank line."""

    lines: Lines = (Line(),)


@dataclass(frozen=True, slots=True)
class Section:
    """A title inside the pane, with a blank line before it unless it is the first row.

    `role` is that of the title; on a sheet, where sections stand as panes do, it is "muted".
    """

    title: str
    count: int | None = None
    note: str = ""
    right: Pieces = ()
    rule: bool = False
    role: str = "secondary"

    def line(self) -> Line:
        """The title as a line."""
        number = "warning" if self.role == "warning" else "muted"
        return title_line(self.title, self.count, self.right, self.role, number, self.note, self.rule)


Entry = Item | Words | Section


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty pane says: the fact, and the key that fills it with what it adds."""

    fact: str
    key: str = ""
    adds: str = ""

    def lines(self) -> list[Line]:
        """The two lines in their styles."""
        first = Line([(self.fact, "secondary")])
        return [first, Line([(self.key, "key bold"), (f" {self.adds}", "muted")])] if self.key else [first]


def title_line(
    title: str,
    count: int | None = None,
    right: Pieces = (),
    role: str = "muted",
    number: str = "muted",
    note: str = "",
    rule: bool = False,
) -> Line:
    """A pane's or section's title: capitals, bold, then the count in normal weight."""
    left: list[Piece] = [(title.upper(), f"{role} bold")]
    if count is not None:
        left.append((f" {count:,}", number))
    if note:
        left.append((f" {note}", "muted"))
    return Line(left, right, rule)


def lead(line: Line) -> Line:
    """The line under the cursor: its first piece in the role "text" is bold."""
    specs = [spec for _, spec in line.left]
    at = next((index for index, spec in enumerate(specs) if spec == "text"), None)
    if at is None:
        return line
    text, spec = line.left[at]
    return Line([*line.left[:at], (text, f"{spec} bold"), *line.left[at + 1 :]], line.right, line.rule)
