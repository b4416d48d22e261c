"""What can't be loaded of vCards, with the question what becomes of the rest; and what an import left out."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Literal, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from salestui.counting import counted
from salestui.errors import InputError
from salestui.exchange.import_report import BadRow
from salestui.exchange.rejects import check_rejects
from salestui.exchange.vcard_report import CardReport
from salestui.lifecycle import file_store
from salestui.lifecycle.typed_paths import one_path, short
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Dialog, Heading, Sentences
from salestui.widgets.painting import Line, wrap
from salestui.widgets.pane import Entry, Item, Pane, Section
from salestui.widgets.path_dialog import PathDialog

T = TypeVar("T")
Answer = Literal["skip", "keep"]
_AROUND = 12
"""Rows of the dialog that are not the list's, and a few of what lies below."""


class CardList(Pane):
    """The cards and files that a report names, to be scrolled through."""

    DEFAULT_CSS = """
    CardList { height: auto; margin: 0 1 1 0; }
    """
    indent = 4
    words: Mapping[str, str] = {"pane.open": ""}


class _CardDialog(Dialog[T]):
    """About a report: sentences, and a list as high as there is room for."""

    def __init__(self, report: CardReport) -> None:
        super().__init__()
        self.report = report

    def sentences(self) -> Sequence[str]:
        """What is said above the list."""
        raise NotImplementedError

    def entries(self) -> Sequence[Entry]:
        """The list."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """Sentences and list."""
        yield Sentences(partial(_wrapped, self.sentences()))
        yield CardList(id="cards")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(CardList).show(self.entries())

    def on_resize(self, event: events.Resize) -> None:
        """In a low terminal the list scrolls, so that the keys below it stay in sight."""
        self.query_one(CardList).styles.max_height = max(event.size.height - _AROUND, 1)


class BadCards(_CardDialog[Answer]):
    """Names what can't be loaded, and asks whether to load the rest, and to keep the bad cards in a file."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("confirm", "cards")]

    def __init__(self, report: CardReport) -> None:
        super().__init__(report)
        self.words = {"confirm.yes": "load the others", "app.next_pane": "", "app.help": ""}

    def heading(self) -> Heading:
        """The question."""
        return Heading("skip what can't be loaded")

    def sentences(self) -> Sequence[str]:
        """How many."""
        return [f"{self.report.unread()} can't be loaded. Nothing was written yet."]

    def entries(self) -> Sequence[Entry]:
        """Which."""
        return [*_skipped(self.report), *_encodings(self.report)]

    def why_not(self, action_id: str) -> str | None:
        """Only cards are kept; a file that holds none is there anyway."""
        if action_id == "cards.keep" and not self.report.bad_cards:
            return "no card is among them"
        return super().why_not(action_id)

    def action_yes(self) -> None:
        """Skip them."""
        self.dismiss("skip")

    def action_keep(self) -> None:
        """Skip them, and write them to a file."""
        self.dismiss("keep")


class KeepBadCards(PathDialog[Path]):
    """Asks for the file that the cards go to which are not loaded."""

    wants = "new file"

    def __init__(self, desk: Desk, sources: Sequence[Path]) -> None:
        first = sources[0]
        self._sources = sources
        self._file_name = f"{first.stem} not loaded.vcf"
        super().__init__(desk, short(first.with_name(self._file_name)))
        self.words = {**self.words, "path.take": "load the others"}

    def heading(self) -> Heading:
        """What goes there."""
        return Heading("keep what can't be loaded", [("a new vCard file", "muted")])

    def accept(self, text: str) -> None:
        """Take it when nothing is there yet."""
        target = one_path(text)
        if target is None:
            raise InputError("type where the file shall lie")
        if file_store.kind_at(target) == "folder":
            target /= self._file_name
        check_rejects(target, self._sources)
        self.dismiss(target)


class Imported(_CardDialog[None]):
    """Tells what an import skipped, what of the cards it left out, and which encodings it read."""

    def __init__(self, report: CardReport) -> None:
        super().__init__(report)
        self.words = {"dialog.cancel": "close", "app.next_pane": "", "app.help": ""}

    def heading(self) -> Heading:
        """What happened."""
        return Heading("contacts imported")

    def sentences(self) -> Sequence[str]:
        """How many, and where the skipped ones are."""
        told = [f"{self.report.brief()}."]
        if self.report.rejects:
            went = counted(self.report.bad_cards, "card")
            told.append(f"{went} went to {short(Path(self.report.rejects))}.")
        return told

    def entries(self) -> Sequence[Entry]:
        """What was skipped, what of the others left out, and which files were not in UTF-8."""
        report = self.report
        entries: list[Entry] = []
        if report.bad_cards or report.other_files:
            entries += [Section("skipped", report.bad_cards + len(report.other_files)), *_skipped(report)]
        if report.left_out:
            entries += [Section("left out", report.left_out), *_left_out(report)]
        return [*entries, *_encodings(report)]

    @on(Pane.Opened)
    def _close(self, event: Pane.Opened) -> None:
        event.stop()
        self.dismiss(None)


def is_worth_telling(report: CardReport) -> bool:
    """Whether an import left anything out, or may have read a file in the wrong encoding."""
    return bool(report.bad_cards or report.other_files or report.left_out or report.encodings)


def _skipped(report: CardReport) -> Iterator[Entry]:
    told = [*report.other_files, *(_placed(report, row) for row in report.bad)]
    yield from _items("bad", told, report.bad_cards + len(report.other_files))


def _left_out(report: CardReport) -> Iterator[Entry]:
    yield from _items("said", [_placed(report, row) for row in report.said], report.left_out)


def _encodings(report: CardReport) -> Iterator[Entry]:
    if report.encodings:
        yield Section("encoding", len(report.encodings))
        several = len(report.files) > 1
        told = [f"{short(Path(file))}: {how}" if several else how for file, how in report.encodings.items()]
        yield from _items("encoding", told, len(told))


def _items(kind: str, told: Sequence[str], count: int) -> Iterator[Entry]:
    for number, text in enumerate(told):
        yield Item(f"{kind} {number}", partial(_wrapped, [text]))
    if len(told) < count:
        yield Item(f"{kind} more", [Line([(f"and {count - len(told):,} more", "muted")])])


def _placed(report: CardReport, row: BadRow) -> str:
    """As the command line tells it; the file is named only where there are several."""
    placed = str(row).removeprefix(f"{row.file}, ")
    return placed if len(report.files) == 1 else f"{short(Path(row.file))}, {placed}"


def _wrapped(texts: Sequence[str], width: int) -> list[Line]:
    return [Line([(line, "text")]) for text in texts for line in wrap(text, width)]
