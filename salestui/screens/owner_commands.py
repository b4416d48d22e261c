"""Who records belong to, and with whom they are shared: commands of every list and record."""

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.binding import BindingType

from salestui.counting import counted
from salestui.errors import SalesError
from salestui.lifecycle import permission, rights
from salestui.lifecycle.edits import titled
from salestui.lifecycle.refs import RecordRef
from salestui.progress import Told, each
from salestui.screens.bulk import do_command
from salestui.store.words import word
from salestui.widgets.acting import as_reason, bindings
from salestui.widgets.painting import cut
from salestui.widgets.toast import say, warn
from salestui.widgets.work_screen import WorkScreen

if TYPE_CHECKING:
    from sqlmodel import Session

ASSIGNED = rights.OWNED - {"note"}
"""The tables whose records are given to another owner by themselves; a note stays its writer's."""


class OwnerCommands(WorkScreen):
    """A screen whose records have owners. It stands behind the base that gives a screen its look."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("ownership")]

    def why_not(self, action_id: str) -> str | None:
        """The record must be one that has an owner, and the user's to give away."""
        if action_id in ("ownership.assign", "ownership.share") and self.is_mounted:
            target = self.target()
            if target is None:
                return "nothing is under the cursor"
            is_assign = action_id == "ownership.assign"
            if target.table not in (ASSIGNED if is_assign else rights.SHARED):
                return _why_none(target, is_assign)
            if is_assign and not self._has_several():
                return self._why_not_mine(target)
        return super().why_not(action_id)

    def _has_several(self) -> bool:
        try:
            return len(self.targets()) > 1
        except SalesError:
            return True

    def _why_not_mine(self, target: RecordRef) -> str | None:
        return as_reason(permission.why_not(self.desk.store.reader, self.desk.user.id, target, "assign"))

    def action_assign(self) -> None:
        """Give the record, or the marked ones, to a user or a team."""
        from salestui.screens.principals import PrincipalChooser, chosen

        try:
            refs = list(self.targets())
            owner = self._owner_of(refs[0]) if len(refs) == 1 else {}
        except SalesError as error:
            warn(self, str(error))
            return
        if not refs:
            return
        several = counted(len(refs), "record")
        about = refs[0].name if len(refs) == 1 else several

        def answered(answer: str | None) -> None:
            if answer is not None:
                self._assign(refs, chosen(answer))

        self.app.push_screen(PrincipalChooser(self.desk, "assign", about, told=owner), answered)

    def _owner_of(self, ref: RecordRef) -> dict[UUID, str]:
        from salestui.lifecycle import sharing

        with self.desk.store.session() as session:
            return {sharing.owner(session, ref).id: "owns it"}

    def _assign(self, refs: list[RecordRef], owner: RecordRef) -> None:
        from salestui.lifecycle import sharing

        name = refs[0].name if len(refs) == 1 else counted(len(refs), "record")
        to = "you" if owner.id == self.desk.user.id else owner.name

        def assign(session: "Session", told: Told) -> sharing.Assigned:
            permission.check_all(session, self.desk.user.id, refs, "assign")
            return sharing.assign(session, self.desk.user.id, each(told, refs), owner)

        def done(assigned: sharing.Assigned) -> None:
            changed = assigned.records
            if not changed:
                warn(self, f"{cut(name, 40)}: {to} had {'it' if len(refs) == 1 else 'them'} already")
                return
            what = cut(name, 40) if len(refs) == 1 else counted(changed, "record")
            verb = "belongs" if changed == 1 else "belong"
            say(
                self, f"{what} now {verb} to {to}{assigned.along()}", hint=f"{self.desk.key('app.undo')} undo"
            )

        title = f"{titled('Assign', name)} to {cut(owner.name, 60)}"
        do_command(self, title, len(refs), assign, done)

    def action_share(self) -> None:
        """Who has which rights on the record, and why; the marked ones are shared with somebody."""
        from salestui.screens.share import ShareDialog

        try:
            refs = list(self.targets())
        except SalesError as error:
            warn(self, str(error))
            return
        if len(refs) == 1:
            self.app.push_screen(ShareDialog(self.desk, refs[0]))
        elif refs:
            self._share_several(refs)

    def _share_several(self, refs: list[RecordRef]) -> None:
        from salestui.lifecycle import sharing
        from salestui.screens.principals import PrincipalChooser, chosen
        from salestui.screens.share import RightsDialog

        def answered(answer: str | None) -> None:
            if answer is None:
                return
            who = chosen(answer)
            offered = rights.shareable(refs[0].table)
            dialog = RightsDialog(who.name, sharing.USUAL, offered, offered)
            self.app.push_screen(dialog, lambda given: self._share(refs, who, given))

        chooser = PrincipalChooser(self.desk, "share with", counted(len(refs), "record"))
        self.app.push_screen(chooser, answered)

    def _share(self, refs: list[RecordRef], who: RecordRef, given: Collection[rights.Right] | None) -> None:
        from salestui.lifecycle import sharing
        from salestui.screens.share import told as in_words

        if given is None:
            return

        def share(session: "Session", told: Told) -> int:
            permission.check_all(session, self.desk.user.id, refs, "share")
            return sharing.share_all(session, self.desk.user.id, each(told, refs), who, given)

        def done(count: int) -> None:
            if not count:
                warn(self, f"{who.name} owns them all and may do everything with them")
                return
            said = f"{who.name} may {in_words({'read', *given})} {counted(count, 'record')}"
            say(self, said, hint=f"{self.desk.key('app.undo')} undo")

        title = f"Share with {cut(who.name, 40)}: {counted(len(refs), 'record')}"
        do_command(self, title, len(refs), share, done)


def _why_none(target: RecordRef, is_assign: bool) -> str:
    noun = word(target.table)
    if target.table == "activity":
        return "an activity follows what it is about: share that"
    return f"a {noun} has no owner" if is_assign else f"a {noun} is everybody's"
