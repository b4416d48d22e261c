"""Contacts from and to vCard files for the command line."""

import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from salestui.commands.loading import bars, until_saving
from salestui.exchange.vcard_files import is_card_file
from salestui.exchange.vcard_importing import import_cards
from salestui.exchange.vcard_report import CardReport
from salestui.exchange.vcard_writing import Version, write_cards
from salestui.lifecycle import file_store, permission, raw, rights
from salestui.lifecycle.users import SignedIn
from salestui.safe_text import clean
from salestui.store.database import Store


def are_cards(files: Sequence[Path]) -> bool:
    """Whether all these files are vCards; raises FileRefused when only some are."""
    from salestui.exchange.errors import FileRefused

    kinds = {is_card_file(path.expanduser()) for path in files}
    if len(kinds) > 1:
        raise FileRefused(
            "some of these files are vCards and some are not: load them one kind after the other"
        )
    return kinds == {True}


def load_cards(
    store: Store, files: Sequence[Path], *, user: SignedIn, dry_run: bool, skip_bad: Path | None
) -> CardReport:
    """Load vCards with a progress bar, and tell what became of them; raises as `import_cards` does."""
    with until_saving() as saving, bars() as show:

        def progress(phase: str, done: int, total: int) -> None:
            if phase == "saving":
                saving()
            if show is not None:
                show(phase, done, total)

        report = import_cards(
            store,
            [path.expanduser() for path in files],
            user=user,
            dry_run=dry_run,
            rejects=skip_bad.expanduser() if skip_bad else None,
            progress=progress,
        )
    for line in report.lines():
        sys.stderr.write(f"{clean(line)}\n")
    return report


def save_cards(store: Store, target: Path, version: Version, *, user: SignedIn, overwrite: bool) -> int:
    """Write all contacts that the user may read, by name; returns how many. Raises as `write_cards` does."""
    ids = [
        str(row[0]) for row in raw.rows(store.reader, "SELECT id FROM contact ORDER BY lower(full_name), id")
    ]
    mine = permission.among(store.reader, rights.of(store.reader, user.id), "contact", ids, "read")
    with store.session() as session, bars() as show:
        return write_cards(
            session,
            [UUID(one) for one in ids if one in mine],
            target.expanduser(),
            file_store.folder(store.path),
            version=version,
            overwrite=overwrite,
            progress=show,
        )
