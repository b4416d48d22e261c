"""The outbox: send now, open, edit, cancel, send again."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from salestui import clock
from salestui.errors import SalesError
from salestui.lifecycle import mail as mails
from salestui.lifecycle import mail_following, mail_reading, outbox
from salestui.lifecycle.edits import titled
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import OutboxRow
from salestui.screens.compose import Compose, ask_again
from salestui.screens.mailing import NO_SERVER, SendAsked
from salestui.screens.opening_records import open_record
from salestui.screens.over_place import OverPlace
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.dialog import Confirm
from salestui.widgets.outbox_pane import OutboxPane
from salestui.widgets.painting import Pieces, cut
from salestui.widgets.pane import Empty, Pane
from salestui.widgets.toast import say, warn

if TYPE_CHECKING:
    from sqlmodel import Session

_ON_A_MAIL = frozenset({"outbox.send", "outbox.edit", "outbox.cancel", "outbox.follow_up"})


class OutboxScreen(OverPlace):
    """The mails of the user that are not sent, and those that were lately, over the place it was asked in."""

    called = "Outbox"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("outbox")]
    words: Mapping[str, str] = {"app.next_pane": ""}
    DEFAULT_CSS = """
    OutboxScreen #outbox { margin-top: 1; }
    """

    def __init__(self, desk: Desk, place: str) -> None:
        super().__init__(desk, place)
        self._rows: dict[str, OutboxRow] = {}

    def body(self) -> ComposeResult:
        """The one pane."""
        yield OutboxPane(
            empty=Empty(
                "No mail waits, and none was sent lately.",
                self.desk.key("mail.write"),
                "on a list or a record mails its people",
            ),
            id="outbox",
        )

    @property
    def pane(self) -> OutboxPane:
        """The list."""
        return self.query_one("#outbox", OutboxPane)

    def on_mount(self) -> None:
        """Read, with the keys in the list."""
        self._read()
        self.pane.focus()

    def on_records_changed(self, event: RecordsChanged) -> None:
        """Mails were written, or sent."""
        if any(event.changes.touches(table) for table in ("activity", "activity_party", "attachment")):
            self._read()

    def _read(self) -> None:
        with self.desk.store.session() as session:
            rows = outbox.outbox(session, self.desk.user.id)
        self._rows = {row.id.hex: row for row in rows}
        self.pane.fill(rows, clock.today(), self.desk.settings.date_format)
        self.say_status(self._way_out())
        self.footer.recheck()

    def _way_out(self) -> Pieces:
        server = self.desk.settings.mail
        if server is not None:
            return [(f"through {cut(server.host, 30)}", "muted")]
        return [(NO_SERVER if self.app.size.width >= 100 else "no mail server", "secondary")]

    @property
    def rows(self) -> Sequence[OutboxRow]:
        """The mails that are listed."""
        return list(self._rows.values())

    @property
    def current(self) -> OutboxRow | None:
        """The mail under the cursor."""
        item = self.pane.current if self.is_mounted else None
        return self._rows.get(item.id) if item is not None else None

    def subject(self) -> str:
        """Its subject."""
        return self.current.subject if self.current is not None else ""

    def target(self) -> RecordRef | None:
        """The mail as a record."""
        row = self.current
        return RecordRef("activity", row.id, row.subject) if row is not None else None

    # Actions

    def why_not(self, action_id: str) -> str | None:
        """What the mail under the cursor allows."""
        if action_id not in _ON_A_MAIL:
            return super().why_not(action_id)
        row = self.current
        if row is None:
            return "no mail is here"
        left = {"sending": "it is being sent already", "sent": "it is sent already"}.get(row.state)
        match action_id:
            case "outbox.follow_up":
                return None if row.state == "sent" and row.why else "nobody was refused"
            case "outbox.send" if left is None and row.state == "waiting" and self.desk.settings.mail is None:
                return NO_SERVER
        return left

    def note(self, action_id: str) -> str | None:
        """What sending means for the mail under the cursor."""
        row = self.current
        if action_id == "outbox.send" and row is not None:
            return {"failed": "this one again", "draft": "this one"}.get(row.state, "all that waits")
        return super().note(action_id)

    @on(Pane.Opened, "#outbox")
    def _opened(self, event: Pane.Opened) -> None:
        event.stop()
        row = self._rows.get(event.item.id)
        if row is None or not self.is_active:
            return
        if row.state in ("sending", "sent"):
            open_record(self.app, self.desk, RecordRef("activity", row.id, row.subject))
        else:
            self._edit(row)

    def action_edit(self) -> None:
        """Go on writing the mail."""
        if self.current is not None:
            self._edit(self.current)

    def _edit(self, row: OutboxRow) -> None:
        try:
            with self.desk.store.session() as session:
                found = mail_reading.record(session, row.id)
        except SalesError as error:
            warn(self, str(error))
            return
        self.app.push_screen(Compose(self.desk, mail_following.as_input(found), row.id))

    def action_send(self) -> None:
        """Send what waits; a draft, or one that failed, joins it first."""
        row = self.current
        if row is None or row.state == "waiting":
            self.post_message(SendAsked())
        elif row.may_have_arrived:
            self.app.push_screen(
                ask_again(row.subject, row.why), lambda yes: self._queue(row, again=True) if yes else None
            )
        else:
            self._queue(row)

    def _queue(self, row: OutboxRow, *, again: bool = False) -> None:
        if self._do(titled("Send", row.subject), lambda session: mails.queue(session, row.id, again=again)):
            self.post_message(SendAsked(row.subject))

    def _do(self, title: str, verb: Callable[["Session"], object]) -> bool:
        """One command; False, with the reason said, when it was refused."""
        try:
            with self.desk.store.command(title, self.desk.user.id) as session:
                verb(session)
        except SalesError as error:
            warn(self, str(error))
            return False
        return True

    def action_cancel(self) -> None:
        """Close the mail without sending it, after a yes."""
        row = self.current
        if row is None:
            return

        def answered(yes: bool | None) -> None:
            if yes and self._do(
                titled("Cancel mail", row.subject), lambda session: mails.cancel(session, row.id)
            ):
                say(self, f"{cut(row.subject, 50)} is canceled", hint=f"{self.desk.key('app.undo')} undo")

        question = [f"“{cut(row.subject, 60)}” would not be sent. It stays in the timeline as canceled."]
        self.app.push_screen(Confirm("cancel the mail", question, yes="cancel it"), answered)

    def action_follow_up(self) -> None:
        """Write to those whom the server refused."""
        row = self.current
        if row is None:
            return
        try:
            with self.desk.store.session() as session:
                again = mail_following.to_the_refused(session, row.id)
        except SalesError as error:
            warn(self, str(error))
            return
        self.app.push_screen(Compose(self.desk, again))
