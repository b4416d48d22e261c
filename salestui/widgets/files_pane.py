"""The files of a record, and what is done with them."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from salestui.errors import SalesError
from salestui.lifecycle.edits import titled
from salestui.lifecycle.folder_files import FolderFile
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import FileRow, Folder
from salestui.lifecycle.typed_paths import last_part, short
from salestui.widgets.acting import bindings
from salestui.widgets.file_list import FileList
from salestui.widgets.opening import Opening
from salestui.widgets.painting import cut
from salestui.widgets.toast import say, warn

if TYPE_CHECKING:
    from sqlmodel import Session

_LINKING = frozenset({"opportunity", "account", "contact"})


class FilesPane(FileList, Opening):
    """Attaches, opens, saves and removes files, and links folders."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("files")]
    words: Mapping[str, str] = {"pane.open": "open"}
    _why_not_add: str | None = None

    def load(self, session: "Session", about: RecordRef) -> None:
        """Read and show the files of a record, and whether more can be attached."""
        from salestui.lifecycle import files

        super().load(session, about)
        self._why_not_add = files.why_not_attach(session, about.table, about.id)

    def why_not(self, action_id: str) -> str | None:
        """Files that are missing, folders that belong to somebody else."""
        match action_id:
            case "pane.open" | "files.save_as" if self.chosen is None:
                return "no file is here"
            case "pane.open" | "files.save_as":
                return self._why_not_read(action_id)
            case "files.add":
                return self._why_not_add
            case "files.remove":
                return self._why_not_remove()
            case "files.search" if not self._files and not self._folders:
                return "no file is here"
            case "files.link" if self.about is not None and self.about.table not in _LINKING:
                return "folders are linked to opportunities and accounts"
        return super().why_not(action_id)

    def _why_not_read(self, action_id: str) -> str | None:
        match self.chosen:
            case FileRow(is_there=False):
                return "its bytes are missing from the folder of attached files"
            case FileRow() | FolderFile():
                return None
        return None if action_id == "pane.open" else "a folder is no file"

    def _why_not_remove(self) -> str | None:
        match self.chosen:
            case None:
                return "no file is here"
            case FileRow(why_kept=reason):
                return reason
            case FolderFile():
                return "it lies in a linked folder; delete it there"
            case Folder(link_id=None):
                return "it is found by the account's name, and not linked"
        return None

    def note(self, action_id: str) -> str | None:
        """Whose folder would be unlinked."""
        if action_id == "files.remove" and isinstance(self.chosen, Folder):
            return "takes the link to this folder away"
        return super().note(action_id)

    def action_add(self) -> None:
        """Ask for files, and attach them."""
        from salestui.widgets.file_dialogs import AttachFiles

        if self.about is not None:
            self.app.push_screen(AttachFiles(self.desk, self.about), self.go_to)

    def action_link(self) -> None:
        """Ask for a folder, and link it."""
        from salestui.widgets.file_dialogs import LinkFolder

        if self.about is not None:
            self.app.push_screen(LinkFolder(self.desk, self.about))

    def action_open(self) -> None:
        """Open the file or folder with the system's program."""
        chosen = self.chosen
        if self.why_not("pane.open") is not None or chosen is None:
            return
        if isinstance(chosen, FileRow):
            self.open_attached(self.desk, chosen)
        else:
            self.open_path(chosen.path)

    def _stored(self, file: FileRow) -> Path:
        from salestui.lifecycle import file_store

        return file_store.path_of(file_store.folder(self.desk.store.path), file.sha256, file.name)

    def action_save_as(self) -> None:
        """Ask where, and save a copy there."""
        from salestui.widgets.file_dialogs import SaveFile

        match self.chosen:
            case FileRow(name=name) as file:
                try:
                    source = self._stored(file)
                except SalesError as error:
                    warn(self, str(error))
                    return
            case FolderFile(path=source):
                name = source.name
            case _:
                return
        self.app.push_screen(SaveFile(self.desk, source, name))

    def action_remove(self) -> None:
        """Remove the attached file, or take the link to the folder away, after a yes."""
        from salestui.widgets.dialog import Confirm

        match self.chosen:
            case FileRow(name=name) as file:
                own = file.source_title == name
                hangs_on = "this record" if own else f"the {file.source} “{file.source_title}”"
                sentence = f"{name} would be removed from {hangs_on}."
                question = Confirm("remove the file", [sentence], yes="remove it")
                self.app.push_screen(question, partial(self._remove_file, file))
            case Folder() as folder:
                path = short(folder.path)
                sentence = f"{path} would no longer belong to {folder.of}. The folder itself stays."
                question = Confirm("unlink the folder", [sentence], yes="unlink it")
                self.app.push_screen(question, partial(self._unlink, folder))

    def _remove_file(self, file: FileRow, yes: bool | None) -> None:
        if not yes or self.about is None:
            return
        from salestui.lifecycle import files, photos
        from salestui.lifecycle.edits import titled
        from salestui.models.notes import Attachment

        title = titled(f"Remove {cut(file.name, 100)} from", self.about.name)
        try:
            with self.desk.store.command(title, self.desk.user.id) as session:
                if file.source == "photo":
                    photos.remove(session, file.source_id)
                elif (attachment := session.get(Attachment, file.id)) is not None:
                    files.remove(session, attachment)
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            say(self, f"{file.name} is removed", hint=f"{self.desk.key('app.undo')} undo")

    def _unlink(self, folder: Folder, yes: bool | None) -> None:
        if not yes or folder.link_id is None or self.about is None:
            return
        from salestui.lifecycle import linked_folders

        name = last_part(folder.path)
        owner = self.about.name if folder.of == "this opportunity" else folder.of
        title = titled(f"Unlink folder {cut(name, 100)} from", owner)
        try:
            with self.desk.store.command(title, self.desk.user.id) as session:
                linked_folders.unlink(session, folder.link_id)
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            say(self, f"{name} is unlinked from {owner}", hint=f"{self.desk.key('app.undo')} undo")
