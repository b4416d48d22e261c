"""The good cards of the files that are loaded, and the bad ones as they stand there."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Self

from salestui.exchange.encodings import Encoding
from salestui.exchange.errors import FileRefused, shown
from salestui.exchange.import_report import MOST_LISTED, BadRow
from salestui.exchange.spool import Spool
from salestui.exchange.vcard_encodings import file_encoding
from salestui.exchange.vcard_lines import Card, cards, lines_of
from salestui.exchange.vcard_reading import BadCard, CardContact, NoPerson, read_card
from salestui.exchange.vcard_report import CardReport
from salestui.lifecycle import file_store
from salestui.progress import Told
from salestui.store import unfinished
from salestui.store.database import Store


class Refused(NamedTuple):
    """A card that is not loaded."""

    file: int
    """Its place among the files."""
    lines: range
    error: BadCard


@dataclass(slots=True)
class Source:
    """A good card, with the place that it stands at."""

    file: int
    lines: range
    contact: CardContact
    photo: str | None = None
    """The SHA-256 of its photo."""


class CardSources:
    """The cards of the files. The disk keeps them, as they may be many, and the file store their photos."""

    def __init__(self, store: Store, files: Sequence[Path], *, dry_run: bool, progress: Told | None) -> None:
        self.files = list(dict.fromkeys(files))
        self.good: Spool[Source] = Spool(store.path)
        self.bad: list[Refused] = []
        self.report = CardReport([str(path) for path in self.files], is_dry_run=dry_run)
        """What reading alone tells."""
        self.is_loaded = False
        """Set at the end: photos and rejects that came with an import which is given up go with it."""
        self._encodings: dict[int, str] = {}
        self._folder = file_store.folder(store.path)
        self._keeps = not dry_run
        self._kept: list[str] = []
        self._rejects: Path | None = None
        """The file of the bad cards, once it is there."""
        self._progress = progress
        self._read_bytes = 0
        self._all_bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        try:
            if not self.is_loaded:
                self._forget_photos()
                self._forget_rejects()
        finally:
            self.good.close()

    def read(self) -> None:
        """Read all files. Raises FileRefused; of several, one that is no vCard file goes to the report."""
        if not self.files:
            raise FileRefused("name at least one file of vCards")
        report = self.report
        sizes = [_size(path) for path in self.files]
        self._all_bytes = sum(size or 0 for size in sizes)
        done = 0
        for file, path in enumerate(self.files):
            before = report.cards
            self._read_bytes = done
            try:
                self._read_file(file, path)
            except FileRefused as error:
                # What is not there was named wrongly, and what was read in part is no other kind of file.
                if len(self.files) == 1 or sizes[file] is None or report.cards > before:
                    raise
                self._encodings.pop(file, None)
                report.other_files.append(str(error))
                if len(report.other_files) == len(self.files):
                    raise
            done += sizes[file] or 0
        if self._progress:
            self._progress("reading", self._all_bytes, self._all_bytes)

    def _read_file(self, file: int, path: Path) -> None:
        encoding = file_encoding(path)
        self._encodings[file] = encoding.name
        for card in cards(path, encoding.name):
            self.report.cards += 1
            # A little less than the file has, whose line ends and wide letters are not kept.
            self._read_bytes += card.size
            self._take(file, card)
            if self._progress and self.report.cards % 100 == 0:
                self._progress("reading", self._read_bytes, self._all_bytes)
        if not encoding.name.startswith("utf-8"):
            self.report.encodings[str(path)] = _told(encoding)

    def _take(self, file: int, card: Card) -> None:
        report = self.report
        try:
            found = read_card(card)
        except NoPerson:
            report.passed_over += 1
            return
        except BadCard as error:
            self.bad.append(Refused(file, card.lines, error))
            return
        source = Source(file, card.lines, found)
        if found.photo is not None:
            source.photo = self._keep(found.photo)
            found.photo = None
        if found.said:
            report.left_out += 1
            if len(report.said) < MOST_LISTED:
                path = str(self.files[file])
                report.said.append(BadRow(path, found.line, shown(found.name), "", "; ".join(found.said)))
            found.said = []
        self.good.add(source)

    def told(self, refused: Sequence[Refused]) -> CardReport:
        """A report of its own of what was read, and of these cards that were found to be bad since then."""
        report = replace(self.report, said=[*self.report.said], bad=[])
        bad = sorted([*self.bad, *refused], key=lambda one: (one.file, one.lines.start))
        for file, _, error in bad:
            report.add_bad(BadRow(str(self.files[file]), error.line, "", "", str(error)))
        return report

    def _keep(self, photo: bytes) -> str:
        sha256 = file_store.sha256_of(photo)
        if self._keeps and not file_store.place(self._folder, sha256).exists():
            file_store.keep(self._folder, photo)
            self._kept.append(sha256)
        return sha256

    def write_bad(self, refused: Sequence[Refused], target: Path | None) -> None:
        """Write the bad cards, these among them, as they stand in their files, which are read again for that.

        The file takes the place of the one that this wrote before; it goes when the cards are not loaded, or
        none is bad. Raises FileRefused, also when somebody else made one there meanwhile, which stays.
        """
        self._forget_rejects()
        places: defaultdict[int, list[range]] = defaultdict(list)
        for bad in [*self.bad, *refused]:
            places[bad.file].append(bad.lines)
        if target is None or not places:
            return
        fresh = unfinished.beside(target)
        try:
            with fresh.open("xb") as written:
                for file, lines in sorted(places.items()):
                    lines.sort(key=lambda place: place.start)
                    written.writelines(lines_of(self.files[file], self._encodings[file], lines))
            unfinished.claim(fresh, target)
            self._rejects = target
        except OSError as error:
            reason = error.strerror or error
            raise FileRefused(f"the rejects can't be written to {target}: {reason}") from error
        finally:
            with suppress(OSError):
                fresh.unlink()

    def _forget_rejects(self) -> None:
        if self._rejects is not None:
            with suppress(OSError):
                self._rejects.unlink(missing_ok=True)
            self._rejects = None

    def _forget_photos(self) -> None:
        for sha256 in self._kept:
            with suppress(OSError):
                file_store.place(self._folder, sha256).unlink(missing_ok=True)


def _told(encoding: Encoding) -> str:
    """How a file was read, for people."""
    if encoding.known_by == "a guess":
        return f"what is not UTF-8 was read as {encoding.name} (a guess)"
    return f"read as {encoding.name}"


def _size(path: Path) -> int | None:
    """The bytes of a file, None when it is not there; reading it tells what else is wrong."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return None
