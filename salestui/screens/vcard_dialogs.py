"""Contacts from and to vCards, from the list of contacts."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from salestui.counting import counted
from salestui.exchange.vcard_importing import import_cards
from salestui.exchange.vcard_report import CardReport
from salestui.exchange.vcard_writing import write_cards
from salestui.lifecycle import file_store
from salestui.lifecycle.typed_paths import several_paths, short
from salestui.progress import Told
from salestui.screens.card_reports import Answer, BadCards, Imported, KeepBadCards, is_worth_telling
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.file_dialogs import SaveAs, keep_folder, last_folder
from salestui.widgets.path_dialog import PathDialog
from salestui.widgets.toast import say

_FOLDER = "cards.folder"
"""The name under which the folder used last is remembered."""


class ImportCards(PathDialog[bool]):
    """Loads contacts from vCard files, all or none; asks before it skips cards that can't be read."""

    wants = "files"
    endings = (".vcf", ".vcard")
    counts_bytes = False
    labels_in_bytes = frozenset({"reading"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, last_folder(desk, _FOLDER, "~"))
        self.words = {**self.words, "path.take": "import"}

    def heading(self) -> Heading:
        """What is loaded."""
        return Heading("import contacts", [("vCard files", "muted")])

    def accept(self, text: str) -> None:
        """Load the files."""
        self._load(several_paths(text))

    def _load(self, paths: Sequence[Path], *, skip_bad: bool = False, rejects: Path | None = None) -> None:
        def load(told: Told) -> CardReport:
            return import_cards(
                self.desk.store,
                paths,
                user=self.desk.user,
                skip_bad=skip_bad,
                rejects=rejects,
                progress=told,
            )

        self.run_job(load, lambda report: self._loaded(paths, report))

    def _loaded(self, paths: Sequence[Path], report: CardReport) -> None:
        if report.is_refused:
            self._ask(paths, report)
            return
        keep_folder(self.desk, _FOLDER, paths[-1].parent)
        say(self, report.brief(), hint=f"{self.desk.key('app.undo')} undo")
        self.dismiss(True)
        if is_worth_telling(report):
            self.app.call_later(self.app.push_screen, Imported(report))

    def _ask(self, paths: Sequence[Path], report: CardReport) -> None:
        def kept(target: Path | None) -> None:
            if target is None:
                ask()
            else:
                self._load(paths, rejects=target)

        def answered(answer: Answer | None) -> None:
            if answer == "keep":
                self.app.push_screen(KeepBadCards(self.desk, paths), kept)
            elif answer == "skip":
                self._load(paths, skip_bad=True)
            else:
                self.refuse(f"nothing was written: {report.unread()} can't be loaded")

        def ask() -> None:
            self.app.push_screen(BadCards(report), answered)

        ask()


class ExportCards(SaveAs):
    """Writes contacts into a vCard file."""

    kept_as = _FOLDER
    verb = "export"
    counts_bytes = False

    def __init__(self, desk: Desk, ids: Sequence[UUID], what: str) -> None:
        super().__init__(desk, "contacts.vcf")
        self._ids = ids
        self._what = what

    def heading(self) -> Heading:
        """Which contacts."""
        return Heading("export contacts", [(self._what, "text")])

    def write(self, target: Path, told: Told) -> str:
        """Write them all, or nothing."""
        store = self.desk.store
        with store.session() as session:
            folder = file_store.folder(store.path)
            count = write_cards(session, self._ids, target, folder, overwrite=True, progress=told)
        return f"{counted(count, 'contact')} written to {short(target)}"
