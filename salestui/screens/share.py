"""The dialogs of sharing: who has which rights on a record and why, and which rights somebody gets."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from salestui.errors import SalesError
from salestui.lifecycle import permission, sharing
from salestui.lifecycle.edits import titled
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.rights import RIGHTS, Right, shareable
from salestui.lifecycle.sharing import Access
from salestui.screens.principals import PrincipalChooser, chosen
from salestui.widgets.acting import as_reason, bindings
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.dialog import Dialog, Heading
from salestui.widgets.painting import Line, Piece, cells, cut, fit, wrap
from salestui.widgets.pane import Entry, Item, Pane, Section
from salestui.widgets.toast import say, warn

if TYPE_CHECKING:
    from sqlmodel import Session

WORDS: Mapping[Right, str] = {
    "read": "read",
    "write": "change",
    "append": "add to",
    "assign": "assign",
    "share": "share",
    "delete": "delete",
}
_EXPLAINED: Mapping[Right, str] = {
    "write": "its fields, lines and people",
    "append": "activities, notes, files and posts",
    "assign": "give it to another owner",
    "share": "with others",
    "delete": "remove it for good",
}
_NAMES = 26
_MOST_ROWS, _AROUND = 20, 6
"""Rows of the list at most, and those of the dialog around it."""


def told(rights: Collection[Right]) -> str:
    """Rights in words: "everything", "read, change"."""
    if set(rights) == set(RIGHTS):
        return "everything"
    return ", ".join(WORDS[right] for right in RIGHTS if right in rights)


class ShareDialog(Dialog[None]):
    """Who has which rights on a record, and why; shares are made, changed and taken back here."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("shares", "app.undo", "app.redo")]
    DEFAULT_CSS = """
    ShareDialog #accesses { height: auto; margin: 0 1 1 0; }
    """
    words: Mapping[str, str] = {"app.next_pane": ""}

    def __init__(self, desk: Desk, ref: RecordRef) -> None:
        super().__init__()
        self._desk = desk
        self._ref = ref
        self._accesses: dict[str, Access] = {}
        self._why_not: str | None = None
        self._wanted: RecordRef | None = None
        """On whom the cursor shall stand once the list is read again."""

    def heading(self) -> Heading:
        """What is shared."""
        return Heading("who has rights on", [(cut(self._ref.name, 50), "secondary")], id="title")

    def body(self) -> ComposeResult:
        """The list."""
        yield _Accesses(id="accesses")

    @property
    def pane(self) -> Pane:
        """The list."""
        return self.query_one("#accesses", Pane)

    def on_mount(self) -> None:
        """Read, with the keys in the list."""
        self._read()
        self.pane.focus()

    def on_resize(self, event: events.Resize) -> None:
        """In a low terminal the list scrolls, so that the keys below it stay in sight."""
        self.pane.styles.max_height = max(min(_MOST_ROWS, event.size.height - _AROUND), 1)

    def _read(self) -> None:
        try:
            with self._desk.store.session() as session:
                found = sharing.accesses(session, self._ref)
        except SalesError as error:
            warn(self.app, str(error))
            self.dismiss(None)
            return
        self._why_not = permission.why_not(self._desk.store.reader, self._desk.user.id, self._ref, "share")
        self._accesses = {str(number): access for number, access in enumerate(found)}
        people = [(key, one) for key, one in self._accesses.items() if one.who is not None]
        roles = [(key, one) for key, one in self._accesses.items() if one.who is None]
        entries: list[Entry] = [_row(key, one) for key, one in people]
        if roles:
            entries += [Section("by their role"), *(_row(key, one) for key, one in roles)]
        self.pane.show(entries)
        if self._wanted is not None:
            wanted = self._wanted.id
            self.pane.select(next((key for key, one in people if one.who and one.who.id == wanted), ""))
        self._wanted = None
        self.keys.recheck()

    @property
    def current(self) -> Access | None:
        """What the cursor stands on."""
        item = self.pane.current
        return self._accesses.get(item.id) if item is not None else None

    def why_not(self, action_id: str) -> str | None:
        """It must be the user's to share; only what was shared by hand is changed here."""
        if action_id in ("shares.new", "shares.change", "shares.remove") and self._why_not:
            return as_reason(self._why_not)
        if action_id in ("shares.change", "shares.remove") and self.is_mounted:
            current = self.current
            if current is None or not current.by_hand:
                return _why_fixed(current)
        return super().why_not(action_id)

    def on_pane_moved(self) -> None:
        """Not every row can be changed."""
        self.keys.recheck()

    def on_pane_opened(self) -> None:
        """Enter changes, as `e` does."""
        self.call_next(self.action_perform, "shares.change")

    def action_new(self) -> None:
        """Share with somebody who is not among them."""
        owners = {one.who.id: one.why for one in self._accesses.values() if one.who is not None}
        chooser = PrincipalChooser(self._desk, "share with", self._ref.name, told=owners)

        def answered(answer: str | None) -> None:
            if answer is not None:
                self._choose_rights(chosen(answer))

        self.app.push_screen(chooser, answered)

    def _choose_rights(self, who: RecordRef) -> None:
        shares = (one for one in self._accesses.values() if one.by_hand)
        before = next((one.rights for one in shares if one.who and one.who.id == who.id), None)

        def answered(given: frozenset[Right] | None) -> None:
            if given is None:
                return

            def share(session: "Session") -> str:
                sharing.share(session, self._desk.user.id, self._ref, who, given)
                self._wanted = who
                return f"{who.name} may {told(given | {'read'})}"

            self._do(titled(f"Share with {cut(who.name, 40)}:", self._ref.name), share)

        may = self._mine()
        offered = shareable(self._ref.table)
        self.app.push_screen(RightsDialog(who.name, before or (sharing.USUAL & may), may, offered), answered)

    def _mine(self) -> frozenset[Right]:
        """What the user has himself, and so can give."""
        reader, user_id = self._desk.store.reader, self._desk.user.id
        return frozenset(
            right for right in RIGHTS if permission.why_not(reader, user_id, self._ref, right) is None
        )

    def action_change(self) -> None:
        """Other rights for the one under the cursor."""
        if self.current is not None and self.current.who is not None:
            self._choose_rights(self.current.who)

    def action_remove(self) -> None:
        """Take the share under the cursor back; undo gives it again."""
        who = self.current.who if self.current is not None else None
        if who is None:
            return

        def unshare(session: "Session") -> str:
            sharing.unshare(session, self._desk.user.id, self._ref, who)
            return f"No longer shared with {who.name}"

        self._do(titled(f"Unshare with {cut(who.name, 40)}:", self._ref.name), unshare)

    def _do(self, title: str, do: "Callable[[Session], str]") -> None:
        try:
            with self._desk.store.command(title, self._desk.user.id) as session:
                said = do(session)
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            say(self, said, hint=f"{self._desk.key('app.undo')} undo")

    def on_records_changed(self, event: RecordsChanged) -> None:
        """A share was made or taken back, here or elsewhere."""
        self._read()


class _Accesses(Pane):
    """Rows that start where the dialog's text does."""

    indent = 4
    words: Mapping[str, str] = {"pane.open": ""}


def _row(key: str, access: Access) -> Item:
    def lines(room: int) -> list[Line]:
        width = min(_NAMES, room // 2)
        name: Piece = (fit(access.name, width), "text")
        why: list[Piece] = [(access.why, "muted")] if access.who is not None else []
        rights: Piece = (told(access.rights), "secondary")
        if width + 2 + cells([rights, *why]) + 2 <= room:
            return [Line([name, ("  ", "text"), rights], why)]
        return [
            Line([name], why),
            *(Line([(f"  {line}", "secondary")]) for line in wrap(rights[0], room - 2)),
        ]

    return Item(key, lines)


def _why_fixed(access: Access | None) -> str:
    if access is None:
        return "nothing is under the cursor"
    if access.who is None:
        return "the role gives that; an administrator gives another role"
    if access.why == sharing.OWNS:
        return "the owner has every right; assign it to another one"
    return f"that comes with the {access.why}; take them off it"


class RightsDialog(Dialog[frozenset[Right]]):
    """Which rights somebody has; space switches one, and the answer is the set of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rights")]
    DEFAULT_CSS = """
    RightsDialog {
        #panel { width: 64; }
        #rights { height: auto; margin: 0 1 1 0; }
    }
    """
    words: Mapping[str, str] = {"app.next_pane": ""}

    def __init__(
        self, whose: str, given: Collection[Right], may: Collection[Right], offered: Collection[Right]
    ) -> None:
        super().__init__()
        self._offered = offered
        self._whose = whose
        self._given: set[str] = {"read", *given}
        self._may = may

    def heading(self) -> Heading:
        """Whose rights."""
        return Heading("rights of", [(cut(self._whose, 40), "secondary")])

    def body(self) -> ComposeResult:
        """The rights, reading always among them."""
        yield _Accesses(id="rights")

    @property
    def pane(self) -> Pane:
        """The list."""
        return self.query_one("#rights", Pane)

    def on_mount(self) -> None:
        """All rights."""
        self._show()
        self.pane.focus()

    def _show(self) -> None:
        self.pane.show([self._row(right) for right in self._offered])
        self.keys.recheck()

    def _row(self, right: Right) -> Item:
        given = right in self._given
        mine = right in self._may
        sign = ("● ", "accent") if given else ("○ ", "muted")
        name = (fit(WORDS[right], 9), "text" if mine else "disabled")
        words = _EXPLAINED[right] if mine else "not yours to give"
        return Item(right, [Line([sign, name, (words, "secondary")])])

    def why_not(self, action_id: str) -> str | None:
        """Nobody gives what he has not."""
        if action_id == "rights.switch" and self.is_mounted and self.pane.current is not None:
            right = self.pane.current.id
            if right not in self._may and right not in self._given:
                return "you have not got this right yourself"
        return super().why_not(action_id)

    def on_pane_moved(self) -> None:
        """Not every right can be given."""
        self.keys.recheck()

    def on_pane_opened(self) -> None:
        """A double click switches."""
        self.call_next(self.action_perform, "rights.switch")

    def action_switch(self) -> None:
        """Give or take the right under the cursor."""
        if self.pane.current is not None:
            self._given ^= {self.pane.current.id}
            self._show()

    def action_save(self) -> None:
        """These rights."""
        self.dismiss(frozenset(right for right in RIGHTS if right in self._given))
