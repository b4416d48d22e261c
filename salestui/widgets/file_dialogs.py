"""Dialogs about files and folders: attach, save elsewhere, link a folder, say where accounts' folders are."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeVar

from salestui.counting import counted
from salestui.errors import SalesError
from salestui.lifecycle import file_store, files, linked_folders
from salestui.lifecycle.edits import titled
from salestui.lifecycle.file_store import StoredFile, TargetExists
from salestui.lifecycle.linked_folders import NoSuchFolder
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.safe_names import safe_name
from salestui.lifecycle.typed_paths import last_part, one_path, several_paths, short
from salestui.progress import Told
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, Heading
from salestui.widgets.painting import Piece, cut
from salestui.widgets.path_dialog import PathDialog
from salestui.widgets.toast import say

T = TypeVar("T")
ATTACHED_FROM, SAVED_TO = "files.from", "files.to"
"""The names under which the folders last used are remembered."""


def last_folder(desk: Desk, name: str, default: str) -> str:
    """The folder that was used last for this, with a stroke at its end, to type on from."""
    kept = str(desk.state.get(name, default))
    return kept if kept.endswith("/") else f"{kept}/"


def keep_folder(desk: Desk, name: str, folder: Path) -> None:
    """Remember the folder that was used."""
    desk.state.put(name, short(folder))


class TakeFiles(PathDialog[T]):
    """Copies files into the store; subclasses give `take`, which makes the answer of them."""

    wants = "files"

    def __init__(self, desk: Desk, told: Piece) -> None:
        super().__init__(desk, last_folder(desk, ATTACHED_FROM, "~"))
        self._told = told
        self.words = {**self.words, "path.take": "attach"}

    def heading(self) -> Heading:
        """What becomes of them."""
        return Heading("attach files", [self._told])

    def accept(self, text: str) -> None:
        """Copy the files into the store, all or none."""
        paths = several_paths(text)
        store = file_store.folder(self.desk.store.path)
        self.run_job(partial(file_store.put_all, store, paths), partial(self._answer, paths))

    def take(self, stored: Sequence[StoredFile]) -> T:
        """The answer, once they are in the store. Raises a SalesError."""
        raise NotImplementedError

    def _answer(self, paths: list[Path], stored: list[StoredFile]) -> None:
        try:
            answer = self.take(stored)
        except SalesError as error:
            self.refuse(str(error))
            return
        keep_folder(self.desk, ATTACHED_FROM, paths[-1].parent)
        self.dismiss(answer)


class AttachFiles(TakeFiles[str]):
    """Attaches files to a record, each on a note of its own; answers with the id of the last attachment."""

    def __init__(self, desk: Desk, about: RecordRef) -> None:
        super().__init__(desk, (cut(about.name, 40), "text"))
        self._about = about

    def take(self, stored: Sequence[StoredFile]) -> str:
        """Attach them in one command: all or none."""
        what = stored[0].file_name if len(stored) == 1 else counted(len(stored), "file")
        about, user = self._about, self.desk.user.id
        with self.desk.store.command(titled(f"Attach {what} to", about.name), user) as session:
            for one in stored:
                attachment = files.attach_to(session, user, about.table, about.id, one)
        is_are = "is" if len(stored) == 1 else "are"
        say(self, f"{what} {is_are} attached", hint=f"{self.desk.key('app.undo')} undo")
        return attachment.id.hex


class SaveAs(PathDialog[bool]):
    """Saves something in a place of one's own; asks before it replaces another file there.

    Subclasses give `write`, which is done in a thread.
    """

    wants = "new file"
    kept_as: ClassVar[str] = SAVED_TO
    """The name under which the folder last used is remembered."""
    verb: ClassVar[str] = "save"

    def __init__(self, desk: Desk, name: str) -> None:
        default = "~/Downloads" if Path("~/Downloads").expanduser().is_dir() else "~"
        self._file_name = safe_name(name)
        super().__init__(desk, last_folder(desk, self.kept_as, default) + self._file_name)
        self.words = {**self.words, "path.take": self.verb}

    def heading(self) -> Heading:
        """Which file."""
        return Heading("save a copy", [(cut(self._file_name, 40), "text")])

    def write(self, target: Path, told: Told) -> str:
        """Write the file, in the place of another one too; what is said then. Raises a SalesError."""
        raise NotImplementedError

    def accept(self, text: str) -> None:
        """Write it, once it is clear that nothing is lost."""
        target = one_path(text)
        if target is None:
            raise TargetExists("Type where the file shall lie.")
        if file_store.kind_at(target) == "folder":
            target /= self._file_name
        if file_store.kind_at(target) is None:
            self._save(target)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._save(target)

        sentence = f"{short(target)} exists already. This would replace it."
        self.app.push_screen(Confirm("replace the file", [sentence], yes="replace it"), answered)

    def _save(self, target: Path) -> None:
        def done(said: str) -> None:
            keep_folder(self.desk, self.kept_as, target.parent)
            say(self, said)
            self.dismiss(True)

        self.run_job(partial(self.write, target), done)


class SaveFile(SaveAs):
    """Copies a file."""

    def __init__(self, desk: Desk, source: Path, name: str) -> None:
        super().__init__(desk, name)
        self._source = source

    def write(self, target: Path, told: Told) -> str:
        """Copy it, and tell how far that is."""
        progress = partial(told, target.name)
        file_store.save_as(self._source, target, overwrite=True, progress=progress)
        return f"Saved as {short(target)}"


class SaveText(SaveAs):
    """Keeps a text in a file."""

    def __init__(self, desk: Desk, text: str, name: str) -> None:
        super().__init__(desk, name)
        self._text = text

    def write(self, target: Path, told: Told) -> str:
        """Write it whole or not at all."""
        file_store.save_text(self._text, target, overwrite=True)
        return f"Saved as {short(target)}"


class LinkFolder(PathDialog[bool]):
    """Links a folder to an opportunity, or to the account of a record."""

    wants = "folder"

    def __init__(self, desk: Desk, about: RecordRef) -> None:
        self._about = about
        with desk.store.session() as session:
            proposed = linked_folders.proposed_for(session, about)
        start = short(proposed) if proposed else last_folder(desk, ATTACHED_FROM, "~")
        super().__init__(desk, start)
        self.words = {**self.words, "path.take": "link"}

    def heading(self) -> Heading:
        """Which record the folder belongs to."""
        return Heading("link a folder", [(cut(self._about.name, 40), "text")])

    def accept(self, text: str) -> None:
        """Link it; a folder that is not there is made after a yes."""
        path = one_path(text)
        if path is None:
            raise NoSuchFolder("Type the path of a folder.")
        try:
            self._link(path)
        except NoSuchFolder:
            if file_store.kind_at(path.parent) != "folder":
                raise

            def answered(yes: bool | None) -> None:
                if yes:
                    try:
                        self._link(path, make=True)
                    except SalesError as error:
                        self.refuse(str(error))

            sentence = f"{short(path)} is not there. It would be made, and linked."
            self.app.push_screen(Confirm("make the folder", [sentence], yes="make it"), answered)

    def _link(self, path: Path, *, make: bool = False) -> None:
        with self.desk.store.session() as session:
            owner, owner_id, name = linked_folders.owner_of(session, self._about, path)
        folder = last_part(path)
        title = titled(f"Link folder {folder} to", name)
        with self.desk.store.command(title, self.desk.user.id) as session:
            linked_folders.link(session, owner, owner_id, path, make=make)
        say(self, f"{folder} is linked to {name}", hint=f"{self.desk.key('app.undo')} undo")
        self.dismiss(True)


class FolderRoot(PathDialog[bool]):
    """Says which folder holds a folder per account; empty for none."""

    wants = "folder"

    def __init__(self, desk: Desk) -> None:
        with desk.store.session() as session:
            self._before = linked_folders.root(session)
        super().__init__(desk, short(self._before) if self._before else last_folder(desk, ATTACHED_FROM, "~"))
        self.words = {**self.words, "path.take": "set it"}

    def heading(self) -> Heading:
        """What such a folder is."""
        return Heading("folder with a folder per account", [("empty for none", "muted")])

    def accept(self, text: str) -> None:
        """Set it, or take it away."""
        path = one_path(text)
        if path == self._before:
            self.dismiss(False)
            return
        title = f"Folders of the accounts in {path}" if path else "No folder for the accounts"
        with self.desk.store.command(title, self.desk.user.id) as session:
            linked_folders.set_root(session, path)
        there = f"Folders of the accounts are looked for in {short(path)}" if path else ""
        say(self, there or "There is no such folder now", hint=f"{self.desk.key('app.undo')} undo")
        self.dismiss(True)
