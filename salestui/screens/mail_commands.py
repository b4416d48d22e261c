"""Mailing the people of the record that a screen is on, or whom its cursor stands on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.binding import BindingType

from salestui.errors import SalesError
from salestui.lifecycle.refs import RecordRef
from salestui.widgets.acting import bindings
from salestui.widgets.pane import Pane
from salestui.widgets.toast import warn
from salestui.widgets.work_screen import WorkScreen

if TYPE_CHECKING:
    from salestui.lifecycle.mail import MailInput
    from salestui.lifecycle.shapes import Recipient

_FROM_PANES = frozenset({"activity", "contact", "account", "lead", "system_user"})
"""What is mailed instead of the screen's record when the cursor of a pane stands on it."""


class MailCommands(WorkScreen):
    """A screen with records whose people can be mailed.

    A person under the cursor of a pane is mailed about the screen's record. A mail there is answered, or gone
    on with if it is not sent.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("mail.write")]

    def why_not(self, action_id: str) -> str | None:
        """There must be a record with people."""
        if action_id == "mail.write" and self.is_mounted and self.target() is None:
            return "nothing is here to mail about"
        return super().why_not(action_id)

    def action_write(self) -> None:
        """Write to the person or people under the cursor, of the record, or of all marked ones."""
        from salestui.screens.compose import Compose

        try:
            refs = self._under_cursor()
            if len(refs) == 1 and refs[0].table == "activity":
                mail, mail_id = self._after(refs[0])
            else:
                mail, mail_id = self._to_people(refs), None
        except SalesError as error:
            warn(self, str(error))
            return
        self.app.push_screen(Compose(self.desk, mail, mail_id))

    def _under_cursor(self) -> Sequence[RecordRef]:
        """The person or activity that the cursor of a pane stands on; else the record, or the marked ones."""
        ref = self.focused.current_ref() if isinstance(self.focused, Pane) else None
        return [ref] if ref is not None and ref.table in _FROM_PANES else self.targets()

    def _after(self, ref: RecordRef) -> "tuple[MailInput, UUID | None]":
        """A mail that is not sent is gone on with; what else there is, is followed by a new one."""
        from salestui.lifecycle import mail_following, mail_reading

        with self.desk.store.session() as session:
            if mail_reading.is_unsent(session, ref.id):
                return mail_following.as_input(mail_reading.record(session, ref.id)), ref.id
            return mail_following.answer(session, self.desk.user.id, ref.id), None

    def _to_people(self, refs: Sequence[RecordRef]) -> "MailInput":
        from salestui.lifecycle import mail as mails
        from salestui.lifecycle import mail_following, mail_people

        with self.desk.store.session() as session:
            people: list[Recipient] = []
            for ref in refs:
                is_activity = ref.table == "activity"
                people += (
                    mail_following.answer(session, self.desk.user.id, ref.id).to
                    if is_activity
                    else mail_people.meant(session, ref)
                )
        unique = {one.address.casefold() or str(one.id): one for one in people}
        about = self.target() if len(refs) == 1 else None
        return mails.MailInput(list(unique.values()), regarding=about)
