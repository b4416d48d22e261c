"""The dialog that chooses files for a mail or note: they are in the store first, so none can vanish."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from salestui.lifecycle import file_store
from salestui.lifecycle.file_store import StoredFile
from salestui.lifecycle.typed_paths import several_paths
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.file_dialogs import ATTACHED_FROM, keep_folder, last_folder
from salestui.widgets.path_dialog import PathDialog


class PickFiles(PathDialog[Sequence[StoredFile]]):
    """Answers with the files that are in the store now; `purpose` says what happens to them."""

    wants = "files"

    def __init__(self, desk: Desk, purpose: str = "they go along with the mail") -> None:
        super().__init__(desk, last_folder(desk, ATTACHED_FROM, "~"))
        self._purpose = purpose
        self.words = {**self.words, "path.take": "attach"}

    def heading(self) -> Heading:
        """What happens to them."""
        return Heading("attach files", [(self._purpose, "muted")])

    def accept(self, text: str) -> None:
        """Copy the files into the store, all or none."""
        paths = several_paths(text)
        store = file_store.folder(self.desk.store.path)
        self.run_job(partial(file_store.put_all, store, paths), partial(self._answer, paths))

    def _answer(self, paths: list[Path], stored: Sequence[StoredFile]) -> None:
        keep_folder(self.desk, ATTACHED_FROM, paths[-1].parent)
        self.dismiss(stored)
