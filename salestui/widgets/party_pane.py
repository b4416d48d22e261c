"""The panes of those who take part in an opportunity: added, given another role, removed where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import events, on
from textual.binding import BindingType
from textual.message import Message

from salestui.errors import SalesError
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Rival, Stakeholder, TeamMember
from salestui.widgets import record_panes
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.fields import FieldControl
from salestui.widgets.painting import cut
from salestui.widgets.pane import Empty, Entry, Item
from salestui.widgets.party_kinds import Kind
from salestui.widgets.record_panes import SheetPane
from salestui.widgets.role_control import RoleControl
from salestui.widgets.row_control import RowControl
from salestui.widgets.toast import say, warn

if TYPE_CHECKING:
    from sqlmodel import Session

Party = Stakeholder | TeamMember | Rival

_MOST_NAMED = 3
"""So many are named before they are removed."""
_EMPTY: Mapping[Kind, tuple[str, str]] = {
    "stakeholder": ("No stakeholders yet.", "adds the people who decide"),
    "member": ("Nobody is on the sales team yet.", "adds a colleague"),
    "competitor": ("No competitors yet.", "adds one"),
}


def _link(party: Party) -> UUID:
    """What connects somebody with the opportunity."""
    return party.link_id if isinstance(party, Rival) else party.connection_id


class PartyPane(SheetPane):
    """Those of some kinds who take part in an opportunity.

    Changes are commands of their own, each of one or of all marked ones; the panes are filled again when they
    are announced.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("party")]

    class OpenAsked(Message):
        """Somebody's record is to be opened."""

        def __init__(self, ref: RecordRef) -> None:
            super().__init__()
            self.ref = ref

    def __init__(self, desk: Desk, title: str, kinds: Sequence[Kind], *, id: str) -> None:
        fact, adds = _EMPTY[kinds[0]]
        super().__init__(title, empty=Empty(fact, desk.key("party.add"), adds), id=id)
        self.desk = desk
        self._kinds = kinds
        self._opportunity: RecordRef | None = None
        self._why_not: str | None = None
        self._parties: dict[str, Party] = {}
        self._marked: set[str] = set()
        self._control: RoleControl | None = None
        self._edited: UUID | None = None
        self._wanted = ""
        if kinds == ["competitor"]:
            self.words = {"party.role": ""}

    def load(self, session: "Session", opportunity: RecordRef, why_read_only: str | None) -> None:
        """Read who takes part, and show it."""
        from salestui.lifecycle import people

        if self._opportunity is not None and opportunity.id != self._opportunity.id:
            self._close()
            self._marked.clear()
        self._opportunity, self._why_not = opportunity, why_read_only
        outside = people.stakeholders(session, opportunity.id) if "stakeholder" in self._kinds else ()
        ours = people.sales_team(session, opportunity.id) if "member" in self._kinds else ()
        rivals = people.competitors(session, opportunity.id) if "competitor" in self._kinds else ()
        self._parties = {one.connection_id.hex: one for one in outside}
        self._parties |= {one.connection_id.hex: one for one in ours}
        self._parties |= {one.link_id.hex: one for one in rivals}
        self._marked &= self._parties.keys()
        self._show_marks(self._people(outside, ours, rivals))
        if self._wanted and self.select(self._wanted):
            self._wanted = ""
        if self._edited is not None and self._edited.hex not in self._parties:
            self._close()
        self.call_after_refresh(self._place)

    def _people(
        self, outside: Sequence[Stakeholder], ours: Sequence[TeamMember], rivals: Sequence[Rival]
    ) -> list[Entry]:
        if len(self._kinds) > 1:
            return record_panes.everybody(outside, ours)
        return [
            *record_panes.stakeholders(outside),
            *record_panes.sales_team(ours),
            *record_panes.competitors(rivals),
        ]

    def _show_marks(self, entries: Sequence[Entry]) -> None:
        self.show(
            [replace(one, marked=one.id in self._marked) if isinstance(one, Item) else one for one in entries]
        )

    @property
    def is_opening(self) -> bool:
        """Whether a role is being changed whose input has not got the keys yet."""
        return self._control is not None and not self._control.has_focus_within

    @property
    def party(self) -> Party | None:
        """Who is under the cursor."""
        return self._parties.get(self.current.id) if self.current is not None else None

    @property
    def _meant(self) -> dict[UUID, Party]:
        """Those on whom commands work, by link: the marked ones, or the one under the cursor."""
        marked = [one for key, one in self._parties.items() if key in self._marked]
        current = [self.party] if self.party is not None else []
        return {_link(one): one for one in marked or current}

    def current_ref(self) -> RecordRef | None:
        """The record of the one under the cursor."""
        match self.party:
            case Stakeholder(table=table, record_id=record_id, name=name):
                return RecordRef(table, record_id, name)
            case Rival(competitor_id=competitor_id, name=name):
                return RecordRef("competitor", competitor_id, name)
            case TeamMember(user_id=user_id, name=name):
                return RecordRef("system_user", user_id, name)
        return None

    # Actions

    def why_not(self, action_id: str) -> str | None:
        """Closed opportunities stay as they are; competitors have no roles."""
        if action_id in ("party.add", "party.mark", "party.role", "party.remove"):
            if self._why_not is not None:
                return self._why_not
            if action_id != "party.add" and self.party is None:
                return "nobody is here"
        if action_id == "party.role":
            if isinstance(self.party, Rival):
                return "competitors have no roles"
            if len({type(one) for one in self._meant.values()}) > 1:
                return "stakeholders and the sales team have different roles; mark one of the two"
        return super().why_not(action_id)

    def action_add(self) -> None:
        """Add to the kind under the cursor."""
        if self._opportunity is not None:
            from salestui.widgets.add_party import AddParty

            kind: Kind = "member" if isinstance(self.party, TeamMember) else self._kinds[0]
            self.app.push_screen(AddParty(self.desk, self._opportunity, kind), self._added)

    def _added(self, link: str | None) -> None:
        """The cursor goes to the one who was added, once the pane shows that one."""
        if link is not None and not self.select(link):
            self._wanted = link

    def action_open(self) -> None:
        """Open the record of the one under the cursor."""
        ref = self.current_ref()
        if ref is not None:
            self.post_message(self.OpenAsked(ref))

    def action_mark(self) -> None:
        """Mark the one under the cursor, or not, and go to the next one."""
        if self.current is not None:
            self._marked ^= {self.current.id}
            self._show_marks(self.entries)
            self.action_down()

    def action_remove(self) -> None:
        """Ask, then remove the marked ones or the one under the cursor."""
        meant, opportunity = self._meant, self._opportunity
        if not meant or opportunity is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._remove(meant, opportunity)

        names = [cut(one.name, 40) for one in meant.values()]
        if len(names) > _MOST_NAMED:
            names = [*names[:_MOST_NAMED], f"{len(names) - _MOST_NAMED} more"]
        listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        question = f"{listed} would no longer take part in {cut(opportunity.name, 60)}."
        self.app.push_screen(Confirm("remove", [question], yes="remove", no="keep"), answered)

    def _remove(self, meant: Mapping[UUID, Party], opportunity: RecordRef) -> None:
        from salestui.lifecycle import joining, opportunities

        names = [one.name for one in meant.values()]
        title = joining.title(names, opportunity.name, verb="Remove", to="from")
        try:
            with self.desk.store.command(title, self.desk.user.id) as session:
                record = opportunities.get(session, opportunity.id)
                names = joining.remove(session, record, list(meant))
        except SalesError as error:
            warn(self, str(error), "error")
            return
        if names:
            on_team = all(isinstance(one, TeamMember) for one in meant.values())
            say(self, joining.removed(names, on_team=on_team), hint=f"{self.desk.key('app.undo')} undo")

    # The role, where it stands

    def action_role(self) -> None:
        """Choose another role for the marked ones or the one under the cursor, in the row of the cursor."""
        party = self.party
        if isinstance(party, Stakeholder | TeamMember):
            self._close()
            width = max(self.size.width - self.indent, 8)
            self._edited = party.connection_id
            self._control = RoleControl(self.desk, party.name, party.role, width)
            self.mount(self._control)
            self.call_after_refresh(self._enter)

    def _enter(self) -> None:
        self._place()
        if self._control is not None and self._control.is_mounted:
            self._control.focus_input()

    def _place(self) -> None:
        """Put the control over the row."""
        row = self.row_of(self._edited.hex) if self._edited is not None else None
        if self._control is not None and row is not None:
            self._control.styles.offset = (self.indent - 1, row)

    def _close(self) -> None:
        if self._control is not None:
            had_focus = self._control.has_focus_within
            self._control.remove()
            self._control = self._edited = None
            if had_focus:
                self.focus(scroll_visible=False)

    def _keep_role(self) -> bool:
        """Give the chosen role; False, with the reason shown, when that is not possible."""
        from salestui.lifecycle import joining, opportunities

        control, opportunity, link = self._control, self._opportunity, self._edited
        party = self._parties.get(link.hex) if link is not None else None
        if control is None or opportunity is None or link is None or party is None:
            return True
        meant = self._meant if self._marked else {link: party}
        names = [one.name for one in meant.values()]
        try:
            role = control.chosen
            title = joining.title(names, opportunity.name, verb="Make", to=f"{role.label} in")
            with self.desk.store.command(title, self.desk.user.id) as session:
                record = opportunities.get(session, opportunity.id)
                joined = [joining.change_role(session, record, one, role) for one in meant]
        except SalesError as error:
            control.say_problem(str(error))
            return False
        self._close()
        self._marked.clear()
        self._show_marks(self.entries)
        if any(one.outcome == "changed" for one in joined):
            say(self, joining.told(joined), hint=f"{self.desk.key('app.undo')} undo")
        return True

    @on(FieldControl.Accepted)
    def _accepted(self, event: FieldControl.Accepted) -> None:
        event.stop()
        self._keep_role()

    @on(RowControl.SaveAsked)
    def _save_asked(self, event: RowControl.SaveAsked) -> None:
        event.stop()
        self._keep_role()

    @on(RowControl.Dropped)
    def _dropped(self, event: RowControl.Dropped) -> None:
        event.stop()
        self._close()

    @on(RowControl.Left)
    def _left(self, event: RowControl.Left) -> None:
        """Tab keeps it and goes on to the next one; several marked ones were done together."""
        event.stop()
        link, together = self._edited, bool(self._marked)
        if link is None or not self._keep_role() or together:
            return
        ids = [entry.id for entry in self.entries if isinstance(entry, Item)]
        at = ids.index(link.hex) + event.step if link.hex in ids else -1
        if 0 <= at < len(ids):
            self.select(ids[at])
            self.action_role()

    @on(FieldControl.Edited)
    def _typed(self, event: FieldControl.Edited) -> None:
        event.stop()

    @property
    def active(self) -> bool:
        """It has the keys also while a role is chosen."""
        return self.has_focus or self._control is not None

    def on_descendant_blur(self) -> None:
        """The keys went elsewhere: the role stays as it was."""
        self.call_after_refresh(self._leave)

    def _leave(self) -> None:
        control, focused = self._control, self.screen.focused
        if control is None or focused is None or not self.screen.is_active:
            return
        if focused is not self and not control.has_focus_within:
            self._close()

    def on_resize(self) -> None:
        """The control stays over its row."""
        self.call_after_refresh(self._place)

    def on_click(self, event: events.Click) -> None:
        """A click on another row leaves the role as it was."""
        self._close()
