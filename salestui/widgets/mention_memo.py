"""A text of several lines in which @ proposes users and # proposes records."""

import re
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from salestui.folding import folded
from salestui.lifecycle import mentions
from salestui.lifecycle.refs import RecordRef
from salestui.store.words import word
from salestui.widgets.desk import Desk
from salestui.widgets.field_options import Option
from salestui.widgets.field_parts import Hint, Memo, Proposals
from salestui.widgets.field_values import Typed
from salestui.widgets.pane import Pane

if TYPE_CHECKING:
    from sqlmodel import Session

_BEING_TYPED = re.compile(r"(?<!\w)([@#])([^@#\s][^@#]{0,40})?$")
_MOST, _MOST_OF_A_TABLE = 20, 4


class MentionMemo(Vertical):
    """`text` is what is typed, `named` the users and records that were chosen and are still in it."""

    DEFAULT_CSS = """
    MentionMemo { height: auto; }
    MentionMemo Memo { height: 6; }
    """

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._desk = desk
        self._chosen: list[RecordRef] = []
        self._offered: dict[str, RecordRef] = {}
        self._closed_at = ""
        self._taken_at: tuple[int, int] | None = None
        """Where the name ends that was taken just now."""

    def compose(self) -> ComposeResult:
        """The text, what it leads to, what could be meant."""
        yield _Text("", show_line_numbers=False, tab_behavior="focus", soft_wrap=True)
        yield Hint()
        yield Proposals()

    @property
    def memo(self) -> Memo:
        """The input."""
        return self.query_one(Memo)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.memo.text

    @property
    def named(self) -> list[RecordRef]:
        """Who and what was chosen and is still named."""
        text = self.text
        return [ref for ref in self._chosen if mentions.is_named(ref, text)]

    @property
    def proposals(self) -> Proposals:
        """The list."""
        return self.query_one(Proposals)

    def say_problem(self, reason: str) -> None:
        """Show why the text was refused."""
        self.query_one(Hint).say(reason, wrong=True)
        self.memo.set_class(True, "-invalid")

    # Proposing

    def _being_typed(self) -> tuple[str, str] | None:
        """The sign and the name that is being typed at the cursor."""
        row, column = self.memo.cursor_location
        found = _BEING_TYPED.search(self.memo.document.get_line(row)[:column])
        return (found[1], found[2] or "") if found else None

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    def _propose(self) -> None:
        typed = self._being_typed()
        options: list[Option] = []
        if typed is not None and "".join(typed) != self._closed_at:
            with self._desk.store.session() as session:
                options = self._found(session, *typed)
        self.proposals.offer(options)
        if options:
            self.proposals.action_first()
        self._tell()

    def _found(self, session: "Session", sign: str, typed: str) -> list[Option]:
        from salestui.lifecycle import text_search
        from salestui.lifecycle.lookups import ranked

        if sign == "@":
            beginning, containing = ranked(session, mentions.USER, typed, _MOST)
            hits = beginning + containing
        else:
            found = [ranked(session, table, typed, _MOST_OF_A_TABLE) for table in mentions.RECORDS]
            hits = [hit for beginning, _ in found for hit in beginning]
            hits += [hit for _, containing in found for hit in containing]
        # Not by a part of an address, which everybody's may have, nor by a word of a text about it.
        words = text_search.words(typed)
        hits = [hit for hit in hits if text_search.has_all(folded(hit.name), words)]
        if any(mentions.named(ref)[1:] == typed for ref in self._chosen):
            return []
        self._offered = {hit.id.hex: RecordRef(hit.table, hit.id, hit.name) for hit in hits}
        return [
            Option(
                hit.id.hex,
                Typed(hit.id, hit.name),
                hit.detail if sign == "@" else ", ".join(filter(None, (word(hit.table), hit.detail))),
            )
            for hit in hits
        ]

    def _tell(self) -> None:
        self.memo.set_class(False, "-invalid")
        names = [mentions.named(ref) for ref in self.named]
        self.query_one(Hint).say(f"leads to {', '.join(names)}" if names else "")

    def take(self) -> None:
        """Put the proposal under the cursor into the text."""
        item, typed = self.proposals.current, self._being_typed()
        if item is None or typed is None:
            return
        ref = self._offered[item.id]
        self._chosen.append(ref)
        row, column = self.memo.cursor_location
        start = (row, column - len("".join(typed)))
        self._taken_at = self.memo.replace(mentions.named(ref), start, (row, column)).end_location
        self.proposals.offer([])

    def part_from_name(self, character: str | None) -> None:
        """Put a blank between a name that was taken just now and the word that begins behind it."""
        taken_at, self._taken_at = self._taken_at, None
        begins_word = character is not None and character.isalnum()
        if begins_word and self.memo.selection == Selection.cursor(taken_at or (-1, -1)):
            self.memo.insert(" ")

    def close_proposals(self) -> None:
        """Propose nothing for what is being typed."""
        self._closed_at = "".join(self._being_typed() or ())
        self.proposals.offer([])

    @on(Pane.Opened)
    def _clicked(self, event: Pane.Opened) -> None:
        event.stop()
        self.take()
        self.memo.focus()

    @on(Pane.Moved)
    def _highlighted(self, event: Pane.Moved) -> None:
        event.stop()


class _Text(Memo):
    """Hands the proposals the keys that choose one, and parts a name that was taken from the next word."""

    def on_key(self, event: events.Key) -> None:
        """Arrows move in the proposals, Enter and Tab take one, Escape closes them."""
        parent = self.parent
        if not isinstance(parent, MentionMemo):
            return
        if not parent.proposals.display:
            parent.part_from_name(event.character)
            return
        match event.key:
            case "down":
                parent.proposals.action_down()
            case "up":
                parent.proposals.action_up()
            case "enter" | "tab":
                parent.take()
            case "escape":
                parent.close_proposals()
            case _:
                return
        event.stop()
        event.prevent_default()
