"""Sending mail from anywhere: the app's part that works off the outbox in a thread, and tells how it went."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App
from textual.message import Message
from textual.worker import Worker, WorkerState

from salestui.counting import counted
from salestui.errors import SalesError
from salestui.safe_text import clean
from salestui.screens.places import open_over, place_in_sight
from salestui.widgets.acting import Acting
from salestui.widgets.toast import say, warn

if TYPE_CHECKING:
    from salestui.lifecycle.outbox_sending import Report
    from salestui.widgets.desk import Desk

FIRST_LOOK = 1.0
"""Seconds after the start at which what waits is done, when the first keys need nothing more."""
_GROUP = "mail"
NO_SERVER = "no mail server is set: [mail] in the settings"


class SendAsked(Message):
    """From a screen that put a mail into the outbox; it bubbles to the app."""

    def __init__(self, subject: str = "") -> None:
        super().__init__()
        self.subject = subject


class _Worked(Message):
    """From the thread to the app: the outbox was worked off."""

    def __init__(self, report: "Report | None", problem: str = "") -> None:
        super().__init__()
        self.report = report
        self.problem = problem


class _Told(Message):
    """From the thread to the app: what has to be known before the outbox is worked off."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class Mailing(Acting, App[None]):
    """What the app does of mail."""

    desk: "Desk"
    _sending = False
    _asked_again = False
    _hindrance = ""
    """What keeps the sending from its end, if anything was told of that."""

    def on_mount(self) -> None:
        """What still waits is sent soon after the start."""
        self.set_timer(FIRST_LOOK, self._look_into_outbox)

    def _look_into_outbox(self) -> None:
        from salestui.lifecycle.outbox_counts import counts

        found = counts(self.desk.store.reader, self.desk.user.id)
        if found.sending or (found.waiting and self.desk.settings.mail is not None):
            self._begin_mail()

    def on_send_asked(self, event: SendAsked) -> None:
        """A mail was put into the outbox, or all of them are to go now."""
        if self.desk.settings.mail is None:
            self._say_queued(event.subject, f"waits: {NO_SERVER}")
            return
        if event.subject:
            self._say_queued(event.subject, "is being sent")
        self._begin_mail()

    def _say_queued(self, subject: str, how: str) -> None:
        if subject:
            say(self, f"{subject} {how}", hint=f"{self.desk.key('app.undo')} undo")
        else:
            warn(self, NO_SERVER)

    def _begin_mail(self) -> None:
        if self._sending:
            self._asked_again = True
            return
        self._sending = True
        self._work_off()

    @work(thread=True, group=_GROUP, exit_on_error=False)
    def _work_off(self) -> None:
        from salestui.exchange.mail_password import password_of
        from salestui.lifecycle.outbox_sending import send_waiting

        server = self.desk.settings.mail
        try:
            report = send_waiting(
                self.desk.store,
                self.desk.user.id,
                server,
                lambda: password_of(server) if server else "",
                self._tell_at_once,
            )
        except SalesError as error:
            if not self.post_message(_Worked(None, str(error))):
                _say_below(str(error))
        else:
            self.post_message(_Worked(report))

    def _tell_at_once(self, words: str) -> None:
        if not self.post_message(_Told(words)):
            _say_below(words)

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        """What nobody foresaw is told too, and the app stays; the mail is in the outbox."""
        if event.worker.group == _GROUP and event.state is WorkerState.ERROR:
            event.prevent_default()  # a mail that went is no more "nothing was changed"
            error = event.worker.error
            self.post_message(_Worked(None, f"Sending mail ended: {type(error).__name__}: {error}"))

    def on__told(self, event: _Told) -> None:
        """Say it at once."""
        self._hindrance = event.words
        warn(self, event.words)

    def on__worked(self, event: _Worked) -> None:
        """Say how it went, and go on if more was put into the outbox meanwhile."""
        self._sending = False
        self._hindrance = ""
        if event.report is None:
            warn(self, event.problem, "error")
        else:
            self._tell_mail(event.report)
        if self._asked_again:
            self._asked_again = False
            self._begin_mail()

    def _tell_mail(self, report: "Report") -> None:
        there = f"{self.desk.key('app.outbox')} shows it"
        if len(report.sent) == 1:
            say(self, f"Sent: {report.sent[0]}")
        elif report.sent:
            say(self, f"{counted(len(report.sent), 'mail')} sent")
        for subject, why in report.refused:
            warn(self, f"{subject} went, but not to {why}; {there}")
        for subject, why in report.failed:
            warn(self, f"Not sent: {subject}. {why} {there}")
        if report.waiting and report.why:
            wait = "waits" if report.waiting == 1 else "wait"
            warn(self, f"{counted(report.waiting, 'mail')} {wait}. {report.why}")

    def when_mail_rests(self, leave: Callable[[], object]) -> None:
        """Leave at once, or, while a mail is being sent, after a yes."""
        if not self._sending:
            leave()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                leave()

        from salestui.widgets.dialog import Confirm

        if self._hindrance:
            sentences = [self._hindrance, "Quitting now waits for that, without a screen."]
        else:
            sentences = [
                "A mail is being sent. Quitting now waits for the server's answer, without a screen."
            ]
        if not isinstance(self.screen, Confirm):
            self.push_screen(Confirm("being sent", sentences, yes="quit", no="stay"), answered)

    def end(self) -> None:
        """End the program; while a mail is being sent, tell below the screen what it still waits for."""
        waits = "A mail is being sent. salestui ends once it is noted what became of it."
        self.exit(message=f"{waits} {clean(self._hindrance)}".rstrip() if self._sending else None)

    def why_not(self, action_id: str) -> str | None:
        """The outbox lies over a screen that one works on; a mail goes out under its sender's name."""
        if action_id == "app.switch_user" and self._sending:
            return "a mail is being sent"
        if action_id == "app.outbox" and place_in_sight(self) is None:
            return "something else is open"
        return super().why_not(action_id)

    def action_outbox(self) -> None:
        """What waits, failed, or was sent lately."""
        from salestui.screens.outbox import OutboxScreen

        open_over(self, self.desk, OutboxScreen)


def _say_below(words: str) -> None:
    """To who has quit: the screen is no longer there."""
    sys.stderr.write(f"{clean(words)}\n")
