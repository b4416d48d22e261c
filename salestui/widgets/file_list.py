"""The files of a record as a list that is searched: the attached ones, then those of its linked folders."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input
from textual.worker import Worker, WorkerState, get_current_worker

from salestui import clock, formats
from salestui.counting import counted
from salestui.lifecycle import folder_files
from salestui.lifecycle.folder_files import FolderContent, FolderFile
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import FileRow, Folder
from salestui.lifecycle.typed_paths import short
from salestui.widgets.acting import Acting, bindings
from salestui.widgets.desk import Desk
from salestui.widgets.painting import RIGHT_MARGIN, Line, Piece, cells
from salestui.widgets.pane import Empty, Entry, Item, Words
from salestui.widgets.table_pane import Column, TablePane
from salestui.widgets.text_input import TextInput
from salestui.widgets.toast import reason_of, warn

if TYPE_CHECKING:
    from sqlmodel import Session

Shown = FileRow | FolderFile | Folder
_READING = "folders"
_FOLDER = "folder:"
"""What the id of a folder's row begins with."""


class NameFilter(Acting, TextInput):
    """Where the name to search for is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter")]
    DEFAULT_CSS = """
    NameFilter {
        position: absolute; width: 40; max-width: 80%;
        background: $panel; border-left: outer $panel;
    }
    """
    words: Mapping[str, str] = {"app.next_pane": ""}

    class Left(Message):
        """The keys go back to the files; `keep` says whether the filter stays."""

        def __init__(self, keep: bool) -> None:
            super().__init__()
            self.keep = keep

    def action_keep(self) -> None:
        """Back to what was found."""
        self.post_message(self.Left(keep=True))

    def action_clear(self) -> None:
        """Back to all files."""
        self.post_message(self.Left(keep=False))


class _LazyLines(Sequence[tuple[int, Line]]):
    """The only line of each entry, made when it is drawn: a folder may hold ten thousand files."""

    def __init__(self, entries: Sequence[Entry], room: int) -> None:
        self._entries = entries
        self._room = room

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, index: int | slice) -> "tuple[int, Line] | list[tuple[int, Line]]":  # type: ignore[override]
        if isinstance(index, slice):
            return [(at, self._line(at)) for at in range(*index.indices(len(self)))]
        return index, self._line(index)

    def _line(self, index: int) -> Line:
        entry = self._entries[index]
        assert isinstance(entry, Item | Words)
        lines = entry.lines(self._room) if callable(entry.lines) else entry.lines
        return lines[0]


class FileList(TablePane):
    """The attached files, the newest first, and below them each linked folder with its files by name."""

    columns = (
        Column("name", "Name", least=20, width=20),
        Column("from", "From", drop=2, told="", width=26),
        Column("size", "Size", "right", width=9),
        Column("added", "Date", drop=3, told="", width=11),
        Column("by", "By", drop=1, told="", width=18),
    )

    class Counted(Message):
        """Other files than before are listed."""

    def __init__(self, desk: Desk, *, id: str | None = None, classes: str | None = None) -> None:
        empty = Empty("No files yet.", desk.key("files.add"), "attaches some")
        super().__init__("files", empty=empty, id=id, classes=classes)
        self.desk = desk
        self.about: RecordRef | None = None
        self._files: Sequence[FileRow] = ()
        self._folders: Sequence[Folder] = ()
        self._contents: dict[Path, FolderContent] = {}
        self._shown: dict[str, Shown] = {}
        self._typed = ""
        self._wanted: str | None = None

    # What it shows

    def load(self, session: "Session", about: RecordRef) -> None:
        """Read and show the files of a record; what lies in its folders follows from a thread."""
        from salestui.lifecycle import file_store, files, linked_folders

        if self.about is None or self.about[:2] != about[:2]:
            self._contents = {}
            self._typed = ""
        self.about = about
        store = file_store.folder(self.desk.store.path)
        self._files = files.files_of(session, about.table, about.id, store)
        self._folders = linked_folders.folders_of(session, about.table, about.id)
        self._fill()
        if self._folders:
            self._read_folders(about, [folder.path for folder in self._folders])

    @work(thread=True, exclusive=True, group=_READING, exit_on_error=False)
    def _read_folders(
        self, about: RecordRef, paths: Sequence[Path]
    ) -> tuple[RecordRef, dict[Path, FolderContent]]:
        worker = get_current_worker()
        return about, {path: folder_files.content(path, lambda: not worker.is_cancelled) for path in paths}

    @on(Worker.StateChanged)
    def _take_contents(self, event: Worker.StateChanged) -> None:
        if event.worker.group != _READING:
            return
        if event.state is WorkerState.ERROR:
            warn(self, f"the linked folders can't be read: {reason_of(event.worker.error)}", "error")
        if event.state is not WorkerState.SUCCESS or event.worker.result is None:
            return
        about, found = event.worker.result
        if self.is_attached and self.about == about and found != self._contents:
            self._contents = found
            self._fill()

    def _fill(self) -> None:
        self._shown = {}
        entries = [*self._attached(), *self._linked()]
        # The attached ones: what lies in folders is told in their lines, and known late.
        self.show(entries, len(self._files))
        if self._wanted is not None and self.select(self._wanted):
            self._wanted = None
        self.post_message(self.Counted())

    def _fits(self, name: str) -> bool:
        name = name.casefold()
        return all(word in name for word in self._typed.casefold().split())

    def _attached(self) -> Iterator[Entry]:
        for file in self._files:
            if self._fits(file.name):
                self._shown[file.id.hex] = file
                yield Item(file.id.hex, partial(self._row, partial(self._file_cells, file)))

    def _linked(self) -> Iterator[Entry]:
        for at, folder in enumerate(self._folders):
            content = self._contents.get(folder.path)
            fitting = [file for file in content.files if self._fits(file.name)] if content else []
            if self._shown:
                yield Words()
            self._shown[f"{_FOLDER}{at}"] = folder
            yield Item(f"{_FOLDER}{at}", partial(folder_line, folder, content, len(fitting)))
            for file in fitting:
                self._shown[f"{at}/{file.name}"] = file
                yield Item(f"{at}/{file.name}", partial(self._row, partial(self._folder_cells, file)))

    def _row(self, cells: Callable[[], Mapping[str, Piece]], room: int) -> list[Line]:
        return [self._layout(room).line(cells())]

    def _file_cells(self, file: FileRow) -> dict[str, Piece]:
        title = "" if file.source_title == file.name else f" {file.source_title}"
        return {
            "name": (file.name, "text"),
            "from": (f"{file.source}{title}", "muted"),
            "size": (formats.size(file.size_bytes), "secondary")
            if file.is_there
            else ("! missing", "warning bold"),
            "added": (self._day(clock.local(file.added_on).date()) if file.added_on else "", "secondary"),
            "by": (file.added_by or "", "muted"),
        }

    def _folder_cells(self, file: FolderFile) -> dict[str, Piece]:
        return {
            "name": (file.name, "text"),
            "from": ("folder", "muted"),
            "size": (formats.size(file.size_bytes), "secondary"),
            "added": (self._day(clock.local(file.modified_on).date()), "secondary"),
        }

    def _rows_for(self, width: int) -> tuple[Sequence[tuple[int, Line]], dict[int, int]]:
        """Each entry has one line."""
        if not self._entries:
            return super()._rows_for(width)
        room = max(width - self.indent - RIGHT_MARGIN, 1)
        return _LazyLines(self._entries, room), {index: index for index in range(len(self._entries))}

    def header(self) -> list[Line]:
        """The search stands in the blank row under the title, or over the head where there is no title."""
        lines = super().header()
        if not self._typed and not self._is_typing:
            return lines
        found = counted(sum(not isinstance(one, Folder) for one in self._shown.values()), "file")
        said: list[Piece] = [("named ", "muted"), (f"“{self._typed}”", "secondary"), (f"   {found}", "muted")]
        line = Line([] if self._is_typing else said)
        return [lines[0], line, *lines[2:]] if self.title else [line, *lines]

    # Searching

    @property
    def _is_typing(self) -> bool:
        return any(box.display for box in self.query(NameFilter))

    @property
    def active(self) -> bool:
        """Also while the name to search for is typed."""
        return self.has_focus or self._is_typing

    async def action_search(self) -> None:
        """Type a part of the name; the files follow each letter."""
        if not self.query(NameFilter):
            box = NameFilter(placeholder="a part of the name", id="name_filter", select_on_focus=False)
            await self.mount(box)
        box = self.query_one(NameFilter)
        box.value = self._typed
        box.cursor_position = len(self._typed)
        box.styles.offset = (self.indent - 1, 1 if self.title else 0)
        box.display = True
        self.screen.set_focus(box)
        self.refresh()

    @on(Input.Changed, "#name_filter")
    def _follow(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._typed:
            self._typed = event.value
            self._fill()
            self._go_to_first_file()

    def _go_to_first_file(self) -> None:
        """Past the line of a folder, which stays for what is found in it."""
        first = next((key for key, one in self._shown.items() if not isinstance(one, Folder)), None)
        if first is None or not self.select(first):
            self.action_first()

    @on(NameFilter.Left)
    def _leave_filter(self, event: NameFilter.Left) -> None:
        event.stop()
        if not event.keep:
            self._typed = ""
        self._close_filter()
        self.focus()
        self._fill()

    @property
    def shows_part(self) -> bool:
        """Whether a search leaves files out."""
        return bool(self._typed)

    def show_all(self) -> None:
        """End the search; the cursor stays on its file."""
        self._typed = ""
        self._fill()

    def on_descendant_blur(self) -> None:
        """A search that is left by mouse stays as it is."""
        self._close_filter()

    def _close_filter(self) -> None:
        self.query_one(NameFilter).display = False
        self.refresh()

    @property
    def chosen(self) -> Shown | None:
        """What the cursor stands on."""
        return self._shown.get(self.current.id) if self.current is not None else None

    def go_to(self, attachment_id: str | None) -> None:
        """Put the cursor on a new file, now or once it is read."""
        if attachment_id is not None and not self.select(attachment_id):
            self._wanted = attachment_id

    def _day(self, value: date) -> str:
        return formats.day(value, clock.today(), self.desk.settings.date_format)


def folder_line(folder: Folder, content: FolderContent | None, fitting: int, room: int) -> list[Line]:
    """Where the folder is and whose, and how many files are in it or what is wrong with it."""
    right: list[Piece] = [("reading …", "muted")]
    if content is not None:
        right = [(counted(fitting, "file"), "muted")]
        if content.problem:
            # What was read in part has a number too.
            number = f"{counted(fitting, 'file')}, " if content.files else ""
            right = [(number, "muted"), (f"! {content.problem}", "warning bold")]
    where = short(folder.path)
    if cell_len(where) > room - cells(right) - 2:
        where = f"…/{folder.path.name}"  # the last part tells folders apart
    whose = "" if folder.of == "this opportunity" else f"  of {folder.of}"
    return [Line([(where, "text"), (whose, "muted")], right)]
