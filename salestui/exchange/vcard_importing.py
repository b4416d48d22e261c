"""Loading contacts from vCards: all or nothing, as one command that one undo takes back."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from salestui.counting import counted
from salestui.exchange.errors import shown
from salestui.exchange.rejects import check_rejects
from salestui.exchange.vcard_plans import CardPlans
from salestui.exchange.vcard_report import CardReport
from salestui.exchange.vcard_sources import CardSources
from salestui.exchange.vcard_work import CardWork, card_work
from salestui.lifecycle import permission
from salestui.lifecycle.users import SignedIn
from salestui.progress import Told
from salestui.store import journal
from salestui.store.database import Store

_TRIES = 3
"""How often the cards are compared with the records before other commands have to wait for that."""
_DECIDING = frozenset({"account", "contact", "record_share", "system_user", "team", "team_membership"})
"""The tables that what becomes of a card depends on, for a user who reads everything."""


def import_cards(
    store: Store,
    files: Sequence[Path],
    *,
    user: SignedIn,
    dry_run: bool = False,
    skip_bad: bool = False,
    rejects: Path | None = None,
    progress: Told | None = None,
) -> CardReport:
    """Load the contacts of vCard files; the report tells what became of the cards.

    A contact of the same UID, or of the same email and name, whole or in parts, is updated: what a card says
    takes the place of what the contact held, what it does not say stays. With `skip_bad` the good cards are
    loaded, the others written to `rejects` if that is given, and files that are none of vCards named. Nothing
    is written when the report `is_refused`, on a dry run, or when this raises: FileRefused for files,
    StoreError for the file of records. `progress` is told bytes while the files are read, and cards from then
    on; it may raise to stop.
    """
    if rejects is not None:
        check_rejects(rejects, files)
    with CardSources(store, files, dry_run=dry_run, progress=progress) as sources:
        sources.report.skips_bad = skip_bad or rejects is not None
        sources.read()
        report = _Import(store, sources, user.id, rejects, progress).run()
        sources.is_loaded = not (dry_run or report.is_refused)
    return report


class _Import:
    """One import of cards that were read.

    While a command writes, all others wait: so what it is to do is found out before, and only done in it.
    """

    def __init__(
        self,
        store: Store,
        sources: CardSources,
        user_id: UUID,
        rejects: Path | None,
        progress: Told | None,
    ) -> None:
        self.store = store
        self.sources = sources
        self.user_id = user_id
        self.rejects = rejects
        self.progress = progress

    def run(self) -> CardReport:
        """Do it, unless it is for show, or bad cards stand against it."""
        for _ in range(_TRIES):
            with card_work(self.store) as work:
                with self.store.session() as session:
                    session.info["user_id"] = self.user_id
                    newest = journal.newest(session)
                    report = self._plan(session, work)
                if report.is_dry_run or report.is_refused:
                    return report
                with self.store.command(self._title(report), self.user_id) as session:
                    if not _is_outdated(session, newest):
                        self._write(session, work)
                        return report
        # Somebody changes contacts all the time.
        with (
            card_work(self.store) as work,
            self.store.command(self._title(report), self.user_id) as session,
        ):
            report = self._plan(session, work)
            if not report.is_refused:
                journal.entitle(session, self._title(report))
                self._write(session, work)
        return report

    def _title(self, report: CardReport) -> str:
        """How undo names it: by the contacts that it makes or changes."""
        names = ", ".join(shown(path.name) for path in self.sources.files)
        return f"Import {counted(report.created + report.updated, 'contact')} from {names}"

    def _plan(self, session: Session, work: CardWork) -> CardReport:
        plans = CardPlans(session, self.user_id, self.sources.good, self.progress)
        plans.plan()
        plans.settle(work)
        report = self.sources.told(plans.bad)
        plans.tell(work, report)
        if report.bad_cards and self.rejects is not None:
            report.rejects = str(self.rejects)
        if not report.is_dry_run:
            self.sources.write_bad(plans.bad, self.rejects)
        return report

    def _write(self, session: Session, work: CardWork) -> None:
        work.write(session, self.progress)
        if self.progress:
            self.progress("saving", 0, 0)


def _is_outdated(session: Session, newest: str) -> bool:
    """Whether a command after the newest one that was known changed what became of the cards then."""
    tables = _DECIDING if permission.reader(session).reads_everything else None
    return journal.changed_since(session, newest, tables)
