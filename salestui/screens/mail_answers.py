"""Answering the mail under the cursor, and passing it on, on screens that show activities."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.binding import BindingType

from salestui.screens.activity_commands import ActivityCommands
from salestui.widgets.acting import bindings
from salestui.widgets.toast import warn

if TYPE_CHECKING:
    from sqlmodel import Session

    from salestui.lifecycle.mail import MailInput

_ANSWERS = frozenset({"mail.reply", "mail.reply_all", "mail.forward"})


class MailAnswers(ActivityCommands):
    """A screen on whose mails one replies."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*sorted(_ANSWERS))]

    def is_mail_here(self) -> bool | None:
        """Whether the activity under the cursor is a mail; None where that takes a read to know."""
        pane = self._timeline()
        entry = pane.current_entry() if pane is not None else None
        return None if entry is None else entry.group == "mail"

    def why_not(self, action_id: str) -> str | None:
        """A mail must be under the cursor."""
        if action_id in _ANSWERS and self.is_mounted and not self._may_be_on_mail():
            return "no mail is under the cursor"
        return super().why_not(action_id)

    def _may_be_on_mail(self) -> bool:
        return self.is_on_activity() and self.is_mail_here() is not False

    def action_reply(self) -> None:
        """Answer to its sender, or write once more to those whom a mail of ours went to."""
        from salestui.lifecycle.mail_following import reply

        self._write_after(lambda session, mail_id: reply(session, self.desk.user.id, mail_id))

    def action_reply_all(self) -> None:
        """Answer to everybody who has the mail."""
        from salestui.lifecycle.mail_following import reply

        self._write_after(lambda session, mail_id: reply(session, self.desk.user.id, mail_id, to_all=True))

    def action_forward(self) -> None:
        """Pass it on to somebody else, with its files."""
        from salestui.lifecycle.mail_following import forward

        self._write_after(forward)

    def _write_after(self, begin: "Callable[[Session, UUID], MailInput]") -> None:
        from salestui.screens.compose import Compose

        refs = self.activities_here()
        if len(refs) > 1:
            warn(self, f"{len(refs)} are marked; a mail is answered or passed on by itself")
            return
        for ref in refs:
            with self.desk.store.session() as session:
                mail = begin(session, ref.id)
            self.app.push_screen(Compose(self.desk, mail))
