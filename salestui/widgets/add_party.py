"""The dialog that adds people and competitors to an opportunity: type a name, choose, give a role."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from salestui.errors import SalesError
from salestui.lifecycle import permission
from salestui.lifecycle.refs import RecordRef
from salestui.widgets.acting import bindings
from salestui.widgets.chooser import ChoiceList, Chooser
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, Heading
from salestui.widgets.duplicate_words import already_there
from salestui.widgets.painting import Line, Piece, cells, cut, wrap
from salestui.widgets.pane import Empty, Entry, Item, Pane, Words
from salestui.widgets.party_kinds import KINDS, Kind
from salestui.widgets.role_row import RoleRow
from salestui.widgets.toast import say, warn

if TYPE_CHECKING:
    from salestui.lifecycle.candidates import Candidate
    from salestui.lifecycle.duplicates import Likely

_TOLD = 3
"""So many likely duplicates are named."""


class AddParty(Chooser):
    """Adds all marked ones and who was typed since, in the role that is chosen; answers with a new link.

    After an arrow key space marks instead of being typed, until the next letter; right after marking, the
    next letter begins another name. Marked ones that do not fit it stay, above those that do.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("adding")]
    DEFAULT_CSS = """
    AddParty {
        #panel { height: 26; }
        #filter { margin: 0 3 0 3; }
        #roles { margin: 1 3 0 3; }
        #choices { margin: 1 1 1 0; }
    }
    """

    def __init__(self, desk: Desk, opportunity: RecordRef, kind: Kind) -> None:
        super().__init__()
        self.desk = desk
        self._opportunity = opportunity
        self.kind = KINDS[kind]
        self.placeholder = self.kind.placeholder
        self._found: dict[str, Candidate] = {}
        self.marked: dict[str, Candidate] = {}
        self._in_list = self._in_roles = False
        self._typed_since = True
        """Whether the one under the cursor is meant too: always, until somebody was marked."""
        self._mark_keys = [" " if key == "space" else key for key in desk.keys("adding.mark")]
        self._say_keys()

    def heading(self) -> Heading:
        """What is added, and to what."""
        return Heading(
            self.kind.title, [("to ", "muted"), (cut(self._opportunity.name, 50), "text")], id="head"
        )

    def body(self) -> ComposeResult:
        """The input, the roles, the list."""
        box, _ = super().body()
        yield box
        if self.kind.roles:
            yield RoleRow(self.kind.roles, id="roles")
        yield ChoiceList(empty=Empty(self.kind.nobody), id="choices")

    @property
    def role(self) -> RoleRow | None:
        """The roles; None for competitors."""
        return self.query_one(RoleRow) if self.kind.roles else None

    def rows(self, typed: str) -> Sequence[Entry]:
        """Who fits what was typed, and a new one."""
        try:
            with self.desk.store.session() as session:
                found = self.kind.found(session, self._opportunity.id, typed)
        except SalesError as error:
            warn(self, str(error), "error")
            found = []
        self._found = {one.id: one for one in found}
        if not found and not self.marked and typed.strip() and self.kind.key == "member":
            # Who may make users is offered a new one: this is somebody else.
            return [Words(partial(_sentences, [self.kind.nobody, permission.ADMINISTERED]))]
        return self._rows()

    def _rows(self) -> list[Entry]:
        above = [one for one in self.marked.values() if one.id not in self._found]
        return [self._row(one) for one in (*above, *self._found.values())]

    def _row(self, one: "Candidate") -> Item:
        return Item(one.id, partial(_lines, one), marked=one.id in self.marked)

    def reload(self) -> None:
        """Another letter was typed: space is typed again too."""
        self.choices.empty = Empty(self.kind.nobody if self._box.value.strip() else "Type a name.")
        self._typed_since = bool(self._box.value.strip()) or not self.marked
        super().reload()
        self._enter_list(False)
        self._say_keys()

    def go_first(self) -> None:
        """The first that was found; the new one where the others are only much like what was typed."""
        sure = [one for one in self._found.values() if not one.is_near]
        if not sure or not self.choices.select(sure[0].id):
            super().go_first()

    # Marking

    def _chosen(self) -> "list[Candidate]":
        """Who is added by Enter: all marked ones, and the one under the cursor if it was typed since."""
        current = self.choices.current
        found = self._found.get(current.id) if current is not None and self._typed_since else None
        more = [found] if found is not None and found.id not in self.marked else []
        return [*self.marked.values(), *more]

    def _say_keys(self) -> None:
        several = len(self._chosen()) if self.is_mounted and self.marked else 0
        tab = "" if not self.kind.roles else "name" if self._in_roles else "role"
        space = "mark" if self._in_list or self._in_roles else ""
        words: Mapping[str, str] = {
            "choose.take": f"add {several}" if several else "add",
            "adding.mark": space,
            "adding.role": tab,
            "app.next_pane": "",
            "app.help": "",
        }
        if words != self.words:
            self.words = words
            if self.is_mounted:
                self.keys.reload()

    def _enter_list(self, in_list: bool) -> None:
        if in_list != self._in_list:
            self._in_list = in_list
            self._box.not_typed = self._mark_keys if in_list else ()
            self._say_keys()

    def action_down(self) -> None:
        """The cursor of the list, where space marks."""
        self._enter_list(True)
        super().action_down()

    def action_up(self) -> None:
        """The cursor of the list, where space marks."""
        self._enter_list(True)
        super().action_up()

    def why_not(self, action_id: str) -> str | None:
        """Competitors have no roles."""
        if action_id == "adding.role" and not self.kind.roles:
            return "competitors have no roles"
        return super().why_not(action_id)

    @on(Pane.Moved, "#choices")
    def _moved(self, event: Pane.Moved) -> None:
        """A marked one under the cursor is not counted twice."""
        event.stop()
        self._say_keys()

    def action_role(self) -> None:
        """To the roles, and back; at once, so that a letter right behind it chooses one."""
        if self.role is not None:
            self.set_focus(self._box if self.role.has_focus else self.role)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Among the roles space marks, and Tab goes back to the name."""
        in_roles = isinstance(event.widget, RoleRow)
        if in_roles != self._in_roles:
            self._in_roles = in_roles
            self._say_keys()

    def action_mark(self) -> None:
        """Mark the one under the cursor, or not."""
        current = self.choices.current
        if current is None:
            return
        if current.id in self.marked:
            del self.marked[current.id]
        elif current.id in self._found:
            self.marked[current.id] = self._found[current.id]
        self._typed_since = not self.marked
        self.choices.show(self._rows())
        self.query_one("#head", Heading).count = len(self.marked) or None
        self.choices.action_down()
        self._box.select_all()
        self._say_keys()
        self.keys.recheck()

    # Adding

    def action_take(self) -> None:
        """Add them, after asking about one who may be there already."""
        chosen = self._chosen()
        same = [line for one in chosen for line in already_there(one.same)]
        if not same:
            self._add(chosen)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._add(chosen)

        question = Confirm(f"another {self.kind.made}?", same, yes="make it all the same")
        self.app.push_screen(question, answered)

    def _add(self, chosen: "list[Candidate]") -> None:
        from salestui.lifecycle import joining, opportunities

        if not chosen:
            return
        role = self.role.role if self.role is not None else None
        names = [one.name for one in chosen]
        title = joining.title(names, self._opportunity.name, to=self.kind.to)
        try:
            with self.desk.store.command(title, self.desk.user.id) as session:
                opportunity = opportunities.get(session, self._opportunity.id)
                joined = self.kind.add(session, self.desk.user.id, opportunity, chosen, role)
        except SalesError as error:
            warn(self, str(error), "error")
            return
        if all(one.outcome == "there" for one in joined):
            warn(self, joining.told(joined))
            return
        say(self, joining.told(joined), hint=f"{self.desk.key('app.undo')} undo")
        self.dismiss(joined[0].link_id.hex)


def _sentences(sentences: Sequence[str], room: int) -> list[Line]:
    return [Line([(line, "secondary")]) for sentence in sentences for line in wrap(sentence, room)]


def _lines(one: "Candidate", room: int) -> list[Line]:
    """Name, what tells it apart, and at the right the role of one who takes part already."""
    right: list[Piece] = [(one.there, "secondary")] if one.there else []
    left: list[Piece] = [(cut(one.name, room - cells(right) - 2), "text")]
    space = room - cells(left) - cells(right) - 4
    if one.detail and space > 3:
        left += [("  ", "text"), (cut(one.detail, space), "muted")]
    lines = [Line(left, right)]
    if one.like:
        alike = one.same or one.like
        names = ", ".join(dict.fromkeys(_named(other) for other in alike[:_TOLD]))
        how = f"{one.same[0].why} as" if one.same else "much like"
        where = "" if all(other.is_inactive for other in alike) else " above"
        lines += _warning(f"{how} {names}{where}: is it somebody else?", room)
    if one.hidden_owner:
        lines += _warning(f"one such is there, but not shared with you: ask {one.hidden_owner}", room)
    return lines


def _named(one: "Likely") -> str:
    name = cut(one.hit.name, 40)
    return f"{name} (inactive)" if one.is_inactive else name


def _warning(sentence: str, room: int) -> list[Line]:
    said = enumerate(wrap(sentence, max(room - 2, 8)))
    return [Line([("  " if at else "! ", "warning bold"), (text, "warning")]) for at, text in said]
