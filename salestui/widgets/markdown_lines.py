"""Markdown as lines: headings, lists, quotes, tables, code, bold; behind a link its address."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

from salestui.safe_text import clean
from salestui.widgets.painting import Piece, cut_pieces, fit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_NARROWEST = 8
"""Nested lists and quotes never leave less than this for the text."""
_MARKS = re.compile(r"(?m)^\s*(?:#{1,6}\s+|>\s?|```.*$|~~~.*$)|\*\*|__|~~|`")
_BULLET = re.compile(r"(?m)^\s*[-*+]\s+")
_TABLE_RULE = re.compile(r"(?m)^[ \t]*\|[-:| \t]+$")
_TABLE_ROW = re.compile(r"(?m)^[ \t]*\|(.*)\|[ \t]*$")
_QUOTE_THEN_TABLE = re.compile(r"(?m)^( {0,3}>.*)\n(?= {0,3}\|.*\n {0,3}\|[-:| \t]+$)")
_BETWEEN_COLUMNS = 2
_NARROWEST_COLUMN = 3
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_STRESSED = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*_])")


def flat(text: str, longest: int = 2000) -> str:
    """The text on one line without the marks that show most, for where there is room for a line or two.

    No parser is asked: it is drawn with each row that the cursor passes.
    """
    plain = _TABLE_ROW.sub(_told_row, _TABLE_RULE.sub("", text[:longest])).rstrip().removesuffix(";")
    plain = _BULLET.sub("· ", plain)
    plain = _LINK.sub(r"\1", _MARKS.sub("", plain))
    return " ".join(_STRESSED.sub(r"\2", plain).split())


def _told_row(row: re.Match[str]) -> str:
    return ", ".join(cell.strip() for cell in row[1].split("|")) + ";"


@cache
def _parser() -> "MarkdownIt":
    # Textual brings it along; importing it takes its time, and most notes are never opened.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])


def lines(text: str, width: int) -> list[list[Piece]]:
    """The text set in lines of at most `width` cells; line ends that were typed are kept."""
    setting = _Setting(width)
    # To Markdown a table right behind a quote goes on with it, which nobody means.
    for token in _parser().parse(_QUOTE_THEN_TABLE.sub(r"\1\n\n", text)):
        setting.take(token)
    return setting.lines


def wrap_pieces(pieces: Sequence[Piece], width: int) -> list[list[Piece]]:
    """The cleaned pieces in lines of at most `width` cells, broken between words; line ends are kept."""
    wrapped: list[list[Piece]] = []
    line: list[Piece] = []
    used = 0
    for word, spec, before in _words(pieces):
        if before == "\n" or (before and used and used + 1 + cell_len(word) > width):
            wrapped.append(line)
            line, used = [], 0
        elif before and used:
            line.append((" ", spec))
            used += 1
        for part in chop_cells(word, max(width, 2)) if cell_len(word) > width else [word]:
            if used and used + cell_len(part) > width:
                wrapped.append(line)
                line, used = [], 0
            line.append((part, spec))
            used += cell_len(part)
    return [*wrapped, line]


def _words(pieces: Sequence[Piece]) -> Iterator[tuple[str, str, str]]:
    """Each word with its style, and what stands before it: a blank, a line end, or nothing."""
    before = ""
    for text, spec in pieces:
        for part in re.findall(r"\n| +|[^ \n]+", "\n".join(map(clean, text.splitlines() or [""]))):
            if part == "\n":
                if before == "\n":
                    yield "", spec, before
                before = "\n"
            elif part.isspace():
                before = before or " "
            else:
                yield part, spec, before
                before = ""
        if text.endswith("\n"):
            before = "\n"


def _table_lines(rows: Sequence[Sequence[str]], room: int) -> list[list[Piece]]:
    """The rows with their columns under each other; the widest give way."""
    widths = [min(max(map(cell_len, column)), room) for column in zip(*rows, strict=True)]
    most = room - _BETWEEN_COLUMNS * (len(widths) - 1)
    while sum(widths) > most and max(widths) > _NARROWEST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    gap = " " * _BETWEEN_COLUMNS
    return [
        cut_pieces([(gap.join(map(fit, row, widths)), "secondary" if at else "text bold")], room)
        for at, row in enumerate(rows)
    ]


class _Setting:
    """What is set so far, and what stands in front of the next line: marks of lists and quotes."""

    def __init__(self, width: int) -> None:
        self.lines: list[list[Piece]] = []
        self._width = width
        self._prefixes: list[str] = []
        self._mark = ""
        self._numbers: list[int | None] = []
        self._role = "secondary"
        self._air = False
        self._table: list[list[str]] | None = None

    def take(self, token: "Token") -> None:
        """Set one block, or enter or leave one."""
        match token.type:
            case "heading_open":
                self._role = "text bold"
            case "heading_close":
                self._role, self._air = "secondary", True
            case "paragraph_close":
                self._air = not token.hidden
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
                self._air = not self._numbers
            case "list_item_open":
                self._begin_item()
            case "blockquote_open":
                self._prefixes.append("> ")
            case "list_item_close" | "blockquote_close":
                self._prefixes.pop()
            case "table_open":
                self._table = []
            case "tr_open" if self._table is not None:
                self._table.append([])
            case "inline" if self._table is not None:
                self._table[-1].append("".join(text for text, _ in self._runs(token.children or [])))
            case "table_close" if self._table is not None:
                self._put(_table_lines(self._table, self._room))
                self._table, self._air = None, True
            case "inline":
                self._put(wrap_pieces(list(self._runs(token.children or [])), self._room))
            case "fence" | "code_block":
                code = [[(part, "text")] for row in token.content.splitlines() for part in self._chopped(row)]
                self._put(code)
                self._air = True
            case "hr":
                self._put([[("─" * self._room, "rule")]])
                self._air = True

    @property
    def _room(self) -> int:
        return max(self._width - sum(map(len, self._prefixes)), _NARROWEST)

    def _begin_item(self) -> None:
        number = self._numbers[-1]
        mark = "· " if number is None else f"{number}. "
        if number is not None:
            self._numbers[-1] = number + 1
        self._mark = mark
        self._prefixes.append(" " * len(mark))

    def _chopped(self, row: str) -> list[str]:
        return chop_cells(clean(row.expandtabs(4)), self._room) or [""]

    def _put(self, block: Sequence[Sequence[Piece]]) -> None:
        if self._air and self.lines:
            self.lines.append([])
        self._air = False
        for line in block:
            before = "".join(self._prefixes)
            if self._mark:
                before = before[: len(before) - len(self._mark)] + self._mark
                self._mark = ""
            self.lines.append([(before, "muted"), *line] if before else list(line))

    def _runs(self, tokens: Sequence["Token"]) -> Iterator[Piece]:
        bold, address = 0, ""
        for token in tokens:
            role = "text bold" if bold else self._role
            match token.type:
                case "softbreak" | "hardbreak":
                    yield "\n", role
                case "code_inline":
                    yield token.content, "text on panel"
                case "strong_open":
                    bold += 1
                case "strong_close":
                    bold -= 1
                case "link_open":
                    address = str(token.attrGet("href") or "")
                case "link_close":
                    if address:
                        yield f" ({address})", "muted"
                case "image":
                    yield f"{token.content or 'image'} ({token.attrGet('src')})", "muted"
                case _ if token.content:
                    yield token.content, f"{role} underline" if address else role
                    if token.content == address:
                        address = ""
            if token.type == "link_close":
                address = ""
