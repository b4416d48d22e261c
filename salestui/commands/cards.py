"""Contacts from and to vCard files for the command line."""

import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from salestui.commands.loading import bars, tell, watched
from salestui.exchange.vcard_files import is_card_file
from salestui.exchange.vcard_importing import import_cards
from salestui.exchange.vcard_report import CardReport
from salestui.exchange.vcard_writing import Version, print_cards, write_cards
from salestui.home import at_home
from salestui.lifecycle import file_store, permission, raw, rights
from salestui.lifecycle.users import SignedIn
from salestui.store.database import Store

OUTPUT = Path("-")
"""The file name that means the standard output."""


def are_cards(files: Sequence[Path], *, skips_bad: bool) -> bool:
    """Whether all these files are vCards; raises FileRefused when only some are.

    Where bad ones are skipped, others may be among them, but no CSV file, which could be loaded too.
    """
    from salestui.exchange.errors import FileRefused

    others = [path for path in files if not is_card_file(at_home(path))]
    if not others or len(others) == len(files):
        return not others
    if not skips_bad or any(path.suffix.casefold() == ".csv" for path in others):
        raise FileRefused(
            "some of these files are vCards and some are not: load them one kind after the other"
        )
    return True


def load_cards(
    store: Store, files: Sequence[Path], *, user: SignedIn, dry_run: bool, skip_bad: Path | None
) -> CardReport:
    """Load vCards with a progress bar, and tell what became of them; raises as `import_cards` does."""
    with watched(in_bytes={"reading"}) as progress:
        report = import_cards(
            store,
            [at_home(path) for path in files],
            user=user,
            dry_run=dry_run,
            rejects=at_home(skip_bad) if skip_bad else None,
            progress=progress,
        )
    tell(report.lines())
    return report


def save_cards(store: Store, target: Path, version: Version, *, user: SignedIn, overwrite: bool) -> int:
    """Write all contacts that the user may read, by name, to the output for `-`; returns how many.

    Raises as `write_cards` does.
    """
    ids = [
        str(row[0]) for row in raw.rows(store.reader, "SELECT id FROM contact ORDER BY lower(full_name), id")
    ]
    mine = permission.among(store.reader, rights.of(store.reader, user.id), "contact", ids, "read")
    listed = [UUID(one) for one in ids if one in mine]
    folder = file_store.folder(store.path)
    if target == OUTPUT:
        with store.session() as session:
            return print_cards(session, listed, sys.stdout.buffer, folder, version=version)
    with store.session() as session, bars() as show:
        return write_cards(
            session,
            listed,
            at_home(target),
            folder,
            version=version,
            overwrite=overwrite,
            progress=show,
        )
