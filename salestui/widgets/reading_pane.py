"""A note or post to be read whole: its text, what it leads to, its files, the answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from salestui import formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.lifecycle import mentions
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Entry as Happening
from salestui.lifecycle.shapes import FileRow
from salestui.models.base import NOTE
from salestui.store.words import word
from salestui.widgets import timeline_lines
from salestui.widgets.painting import Line, Piece, wrap
from salestui.widgets.pane import Entry, Item, Pane, Section

TEXT = "text"
"""The item of the note or post itself."""


@dataclass(frozen=True, slots=True)
class Read:
    """What is shown of a note or post."""

    entry: Happening
    replies: Sequence[Happening] = ()
    files: Sequence[FileRow] = ()


class ReadingPane(Pane):
    """The whole entry. The ids of its rows: "text", "record <table> <id>", "file <id>", "reply <id>"."""

    DEFAULT_CSS = "ReadingPane { margin-top: 1; }"

    def fill(self, read: Read, today: date, style: DateFormat) -> None:
        """Show this."""
        entry = read.entry
        who = ", ".join([*entry.people, formats.moment(entry.at, today, style)])
        self.title = entry.kind
        self.aside = [(f"{'pinned, ' if entry.is_pinned else ''}{who}", "muted")]
        rows: list[Entry] = [Item(TEXT, partial(_text, entry))]
        about = [entry.about] if entry.about is not None else []
        leads = [*about, *(ref for ref in entry.links if ref not in about)]
        if leads:
            rows.append(Section("leads to", len(leads)))
            rows += [_record(ref) for ref in leads]
        if read.files:
            rows.append(Section("files", len(read.files)))
            rows += [_file(file) for file in read.files]
        if read.replies:
            rows.append(Section("answers", len(read.replies)))
            rows += [Item(f"reply {one.id.hex}", partial(_reply, one, today, style)) for one in read.replies]
        self.show(rows)
        self.count = None


def _text(entry: Happening, room: int) -> list[Line]:
    title = [Line([(part, "text bold")]) for part in wrap(entry.title, room)] if entry.title else []
    body = [Line(pieces) for pieces in timeline_lines.whole_text(entry, room, NOTE)]
    likes = [Line([(counted(entry.likes, "like"), "muted")])] if entry.likes else []
    return [*title, *([Line()] if title and body else []), *body, *likes]


def _record(ref: RecordRef) -> Item:
    name = mentions.named(ref) if ref.table == mentions.USER else ref.name
    return Item(f"record {ref.table} {ref.id.hex}", [Line([(name, "text")], [(word(ref.table), "muted")])])


def _file(file: FileRow) -> Item:
    size: Piece = (formats.size(file.size_bytes), "secondary")
    right = size if file.is_there else ("! missing", "warning bold")
    return Item(f"file {file.id.hex}", [Line([(file.name, "text")], [right])])


def _reply(reply: Happening, today: date, style: DateFormat, room: int) -> list[Line]:
    who = ", ".join([*reply.people, formats.moment(reply.at, today, style)])
    likes = [(counted(reply.likes, "like"), "muted")] if reply.likes else []
    body = [Line([("  ", "text"), *pieces]) for pieces in timeline_lines.whole_text(reply, room - 2)]
    return [Line([(who, "secondary")], likes), *body]
