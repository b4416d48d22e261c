"""The good cards of the files that are loaded, and the bad ones as they stand there."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from salestui.exchange.errors import FileRefused, shown
from salestui.exchange.import_report import MOST_LISTED, BadRow
from salestui.exchange.source_rows import Progress
from salestui.exchange.vcard_lines import Card, cards, file_encoding, lines_of
from salestui.exchange.vcard_reading import BadCard, CardContact, NoPerson, read_card
from salestui.exchange.vcard_report import CardReport
from salestui.lifecycle import file_store
from salestui.store import unfinished
from salestui.store.database import Store


@dataclass(slots=True)
class Source:
    """A good card, with the file that it stands in."""

    file: Path
    lines: range
    contact: CardContact
    photo: str | None = None
    """The SHA-256 of its photo."""


class CardSources:
    """The cards of the files; the bytes of photos go into the file store at once, for they may be many."""

    def __init__(
        self, store: Store, files: Sequence[Path], *, dry_run: bool, progress: Progress | None
    ) -> None:
        self.files = list(dict.fromkeys(files))
        self.good: list[Source] = []
        self.bad: dict[Path, list[range]] = {}
        """The lines of the bad cards of each file."""
        self._encodings: dict[Path, str] = {}
        self._folder = file_store.folder(store.path)
        self._keeps = not dry_run
        self._kept: list[str] = []
        self._progress = progress
        self._read_bytes = 0
        self._all_bytes = 0

    def read(self) -> CardReport:
        """Read all files. Raises FileRefused; of several, one that is no vCard file goes to the report."""
        if not self.files:
            raise FileRefused("name at least one file of vCards")
        report = CardReport([str(path) for path in self.files], is_dry_run=not self._keeps)
        sizes = {path: _size(path) for path in self.files}
        self._all_bytes = sum(size or 0 for size in sizes.values())
        done = 0
        for path in self.files:
            before = report.cards
            self._read_bytes = done
            try:
                self._read_file(path, report)
            except FileRefused as error:
                # What is not there was named wrongly, and what was read in part is no other kind of file.
                if len(self.files) == 1 or sizes[path] is None or report.cards > before:
                    raise
                self._encodings.pop(path, None)
                report.other_files.append(str(error))
                if len(report.other_files) == len(self.files):
                    raise
            done += sizes[path] or 0
        if self._progress:
            self._progress("reading", self._all_bytes, self._all_bytes)
        return report

    def _read_file(self, path: Path, report: CardReport) -> None:
        encoding = self._encodings[path] = file_encoding(path)
        for card in cards(path, encoding):
            report.cards += 1
            self._read_bytes += card.size
            self._take(path, card, report)
            if self._progress and report.cards % 100 == 0:
                self._progress("reading", self._read_bytes, self._all_bytes)

    def _take(self, path: Path, card: Card, report: CardReport) -> None:
        try:
            found = read_card(card)
        except NoPerson:
            report.passed_over += 1
            return
        except BadCard as error:
            self.refuse(path, card.lines, error, report)
            return
        source = Source(path, card.lines, found)
        if found.photo is not None:
            source.photo = self._keep(found.photo)
            found.photo = None
        self.good.append(source)
        if found.said:
            report.left_out += 1
            if len(report.said) < MOST_LISTED:
                report.said.append(
                    BadRow(str(path), found.line, shown(found.name), "", "; ".join(found.said))
                )

    def refuse(self, path: Path, lines: range, error: BadCard, report: CardReport) -> None:
        """Tell that a card is bad, and remember where it stands."""
        report.add_bad(BadRow(str(path), error.line, "", "", str(error)))
        self.bad.setdefault(path, []).append(lines)

    def _keep(self, photo: bytes) -> str:
        sha256 = file_store.sha256_of(photo)
        if self._keeps and not file_store.place(self._folder, sha256).exists():
            file_store.keep(self._folder, photo)
            self._kept.append(sha256)
        return sha256

    def write_bad(self, target: Path) -> None:
        """Write the bad cards as they stand in their files, which are read again for that."""
        fresh = unfinished.beside(target)
        try:
            with fresh.open("xb") as file:
                for path, encoding in self._encodings.items():
                    bad = sorted(self.bad.get(path, ()), key=lambda lines: lines.start)
                    file.writelines(lines_of(path, encoding, bad))
            fresh.replace(target)
        except OSError as error:
            reason = error.strerror or error
            raise FileRefused(f"the rejects can't be written to {target}: {reason}") from error
        finally:
            with suppress(OSError):
                fresh.unlink()

    def forget_photos(self) -> None:
        """Remove the photos that came with this import, which is given up."""
        for sha256 in self._kept:
            with suppress(OSError):
                file_store.place(self._folder, sha256).unlink(missing_ok=True)
        self._kept = []


def _size(path: Path) -> int | None:
    """The bytes of a file, None when it is not there; reading it tells what else is wrong."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return None
