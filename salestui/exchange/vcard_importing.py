"""Loading contacts from vCards: all or nothing, as one command that one undo takes back."""

from collections.abc import Sequence
from pathlib import Path

from salestui.exchange.errors import shown
from salestui.exchange.rejects import check_rejects
from salestui.exchange.source_rows import Progress
from salestui.exchange.vcard_plans import CardPlans
from salestui.exchange.vcard_report import CardReport
from salestui.exchange.vcard_sources import CardSources
from salestui.lifecycle.users import SignedIn
from salestui.store.database import Store


class _TakeBack(Exception):
    """Ends the command without a commit."""


def import_cards(
    store: Store,
    files: Sequence[Path],
    *,
    user: SignedIn,
    dry_run: bool = False,
    skip_bad: bool = False,
    rejects: Path | None = None,
    progress: Progress | None = None,
) -> CardReport:
    """Load the contacts of vCard files; the report tells what became of the cards.

    A contact of the same UID, or of the same name and email, is updated: what a card says takes the place of
    what the contact held, what it does not say stays. With `skip_bad` the good cards are loaded, the others
    written to `rejects` if that is given, and files that are none of vCards named. Nothing is written when
    the report `is_refused`, on a dry run, or when this raises: FileRefused for files, StoreError for the file
    of records. `progress` is told bytes while the
    files are read, and cards from then on; it may raise to stop.
    """
    if rejects is not None:
        check_rejects(rejects, files)
    sources = CardSources(store, files, dry_run=dry_run, progress=progress)
    try:
        return _load(store, sources, user, dry_run, skip_bad or rejects is not None, rejects, progress)
    except BaseException:
        sources.forget_photos()
        raise


def _load(
    store: Store,
    sources: CardSources,
    user: SignedIn,
    dry_run: bool,
    skip_bad: bool,
    rejects: Path | None,
    progress: Progress | None,
) -> CardReport:
    report = sources.read()
    report.skips_bad = skip_bad
    names = ", ".join(shown(path.name) for path in sources.files)
    written: Path | None = None
    try:
        with store.command(f"Import {report.cards:,} contacts from {names}", user.id) as session:
            plans = CardPlans(session, user.id, progress)
            plans.plan(
                sources.good,
                report,
                lambda source, error: sources.refuse(source.file, source.lines, error, report),
            )
            if report.is_refused:
                raise _TakeBack
            plans.write(report)
            if report.bad_cards and rejects is not None:
                report.rejects = str(rejects)
                if not dry_run:
                    sources.write_bad(rejects)
                    written = rejects
            if dry_run:
                raise _TakeBack
            if progress:
                progress("saving", 0, 0)
    except _TakeBack:
        sources.forget_photos()
    except BaseException:
        if written is not None:
            # Nothing was loaded, so nothing was left out.
            written.unlink(missing_ok=True)
        raise
    return report
