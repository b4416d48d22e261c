"""Mailing the people of the record that a screen is on."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from salestui.errors import SalesError
from salestui.lifecycle.shapes import RecordRef
from salestui.widgets.acting import bindings
from salestui.widgets.toast import warn
from salestui.widgets.work_screen import WorkScreen

MAILED = frozenset({"opportunity", "account", "contact", "lead", "quote", "sales_order"})
"""The tables whose records have people to mail."""


class MailCommands(WorkScreen):
    """A screen with records whose people can be mailed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("mail")]

    def mailed(self) -> Sequence[RecordRef]:
        """Whose people are mailed: those of the targets."""
        return self.targets()

    def why_not(self, action_id: str) -> str | None:
        """There must be a record."""
        if action_id == "mail.write" and self.is_mounted and self.target() is None:
            return "nothing is here to mail about"
        return super().why_not(action_id)

    def action_write(self) -> None:
        """Write to the people of the record, or of all marked ones."""
        from salestui.lifecycle import mail_people
        from salestui.lifecycle.mail import MailInput
        from salestui.screens.compose import Compose

        try:
            refs = [ref for ref in self.mailed() if ref.table in MAILED]
        except SalesError as error:
            warn(self, str(error))
            return
        with self.desk.store.session() as session:
            people = [one for ref in refs for one in mail_people.meant(session, ref)]
        unique = {one.address.casefold() or str(one.id): one for one in people}
        about = self.target() if len(refs) < 2 else None
        self.app.push_screen(Compose(self.desk, MailInput(to=list(unique.values()), regarding=about)))
