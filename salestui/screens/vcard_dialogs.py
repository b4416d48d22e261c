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
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, Heading
from salestui.widgets.file_dialogs import SaveAs, keep_folder, last_folder
from salestui.widgets.path_dialog import PathDialog
from salestui.widgets.toast import say, warn

_FOLDER = "cards.folder"
"""The name under which the folder used last is remembered."""
_NAMED = 2
"""Bad files and cards that the question names."""


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
        self._load(several_paths(text), skip_bad=False)

    def _load(self, paths: Sequence[Path], *, skip_bad: bool) -> None:
        def load(told: Told) -> CardReport:
            return import_cards(self.desk.store, paths, user=self.desk.user, skip_bad=skip_bad, progress=told)

        self.run_job(load, lambda report: self._loaded(paths, report))

    def _loaded(self, paths: Sequence[Path], report: CardReport) -> None:
        if report.is_refused:
            self._ask(paths, report)
            return
        keep_folder(self.desk, _FOLDER, paths[-1].parent)
        if report.said:
            more = f", and {counted(report.left_out - 1, 'more card')}" if report.left_out > 1 else ""
            warn(self, f"{report.said[0]}{more}")
        say(self, report.brief(), hint=f"{self.desk.key('app.undo')} undo")
        self.dismiss(True)

    def _ask(self, paths: Sequence[Path], report: CardReport) -> None:
        bad = [*report.other_files, *map(str, report.bad)]
        more = len(report.other_files) + report.bad_cards - _NAMED
        told = [*bad[:_NAMED], *([f"and {more:,} more"] if more > 0 else [])]
        sentences = [f"{report.unread()} can't be read. Nothing was written yet.", *told]

        def answered(yes: bool | None) -> None:
            if yes:
                self._load(paths, skip_bad=True)
            else:
                self.refuse(f"nothing was written: {report.unread()} can't be read")

        question = Confirm("skip what can't be read", sentences, yes="skip and load the others")
        self.app.push_screen(question, answered)


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
