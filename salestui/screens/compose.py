"""Writing a mail: whom it goes to, what it says, what goes along; kept as a draft or sent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import TextArea

from salestui.errors import InputError, SalesError
from salestui.lifecycle import mail as mails
from salestui.lifecycle import mail_people, mail_reading
from salestui.lifecycle.edits import titled
from salestui.lifecycle.file_store import StoredFile
from salestui.lifecycle.mail import MailChanged, MailInput
from salestui.lifecycle.shapes import MailAttachment, Recipient
from salestui.lifecycle.values import InvalidFields
from salestui.screens.mailing import SendAsked
from salestui.widgets import editor
from salestui.widgets.acting import bindings
from salestui.widgets.attached_pane import AttachedPane
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, Dialog, Heading, drop_first
from salestui.widgets.field_parts import Memo
from salestui.widgets.fields import FieldControl
from salestui.widgets.form_control import FormControl
from salestui.widgets.painting import Piece, cut
from salestui.widgets.recipients import Recipients
from salestui.widgets.text_input import without_controls
from salestui.widgets.toast import say, warn

_PLACES = (("to", "To"), ("cc", "Cc"), ("bcc", "Bcc"))


class Compose(Dialog[bool]):
    """Writes a mail, or goes on with the one of `mail_id`. Answers True when it was sent off."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("compose")]
    DEFAULT_CSS = """
    Compose {
        #panel { width: 104; height: 36; max-height: 100%; }
        #form { height: 1fr; margin: 0 3 1 4; }
        #subject { margin-bottom: 1; }
        Memo { height: 1fr; min-height: 3; }
        AttachedPane { margin-top: 1; }
    }
    """
    AUTO_FOCUS = ""  # what is empty has it first, and what was typed meanwhile
    words: Mapping[str, str] = {"app.next_pane": "", "app.help": ""}

    def __init__(self, desk: Desk, mail: MailInput, mail_id: UUID | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._mail = mail
        self._mail_id = mail_id
        self._base = mail.based_on
        self._files: list[MailAttachment] = list(mail.files)
        self._kept: tuple[Any, ...] = ()
        """What was written when it was kept last."""

    # Its parts

    def heading(self) -> Heading:
        """What it is about."""
        about = self._mail.regarding
        aside: list[Piece] = [("about ", "muted"), (cut(about.name, 50), "secondary")] if about else []
        return Heading("mail", aside)

    def body(self) -> ComposeResult:
        """Recipients, subject, text, files."""
        mail = self._mail
        with Vertical(id="form"):
            for (name, label), people in zip(_PLACES, (mail.to, mail.cc, mail.bcc), strict=True):
                written = mail_people.written(people)
                yield Recipients(self.desk, label, mail.regarding, written, id=name)
            yield FormControl(self.desk, mails.FIELDS["subject"], "Subject", mail.subject, id="subject")
            yield Memo(mail.body, show_line_numbers=False, tab_behavior="focus", soft_wrap=True, id="text")
            yield AttachedPane(id="attached")

    def _place(self, name: str) -> Recipients:
        return self.query_one(f"#{name}", Recipients)

    @property
    def subject_control(self) -> FormControl:
        """The subject."""
        return self.query_one("#subject", FormControl)

    @property
    def text(self) -> Memo:
        """What it says."""
        return self.query_one("#text", Memo)

    @property
    def attached(self) -> AttachedPane:
        """What goes along."""
        return self.query_one(AttachedPane)

    def awaits_input(self) -> bool:
        """Until the first empty input has the keys."""
        return self.focused is None

    def on_mount(self) -> None:
        """The keys to what is empty first; those who can't be mailed are told."""
        self.attached.fill(self._files)
        self._kept = self._written()
        mail = self._mail
        for name, _ in _PLACES:
            self._place(name).check()
        if not mail.to:
            self._place("to").focus_input()
        elif not mail.subject:
            self.subject_control.focus_input()
        else:
            self.text.focus()
            if self._mail_id is not None:
                self.text.move_cursor(self.text.document.end)

    # From input to input

    @on(Recipients.Done)
    def _next(self, event: Recipients.Done) -> None:
        event.stop()
        self.focus_next()

    @on(FieldControl.Accepted)
    def _to_the_text(self, event: FieldControl.Accepted) -> None:
        event.stop()
        self.text.focus()

    @on(FieldControl.Edited)
    @on(TextArea.Changed)
    def _edited(self, event: FieldControl.Edited | TextArea.Changed) -> None:
        event.stop()

    # What is written

    def _written(self) -> tuple[Any, ...]:
        people = tuple(self._place(name).text.strip().strip(",;") for name, _ in _PLACES)
        return (*people, self.subject_control.text, self.text.text, tuple(self._files))

    def unsaved(self) -> str | None:
        """What was written since it was kept last."""
        if not self.is_mounted or self._written() == self._kept:
            return None
        subject = self.subject_control.text.strip()
        return f"what you wrote in “{cut(subject, 50)}”" if subject else "the mail"

    def _read(self) -> MailInput | None:
        """The mail; None, with the reasons shown, when something can't be read."""
        people: dict[str, Sequence[Recipient]] = {}
        wrong: Recipients | FormControl | None = None
        for name, _ in _PLACES:
            control = self._place(name)
            try:
                people[name] = control.read()
            except InputError as error:
                control.say(str(error))
                wrong = wrong or control
        subject = self.subject_control
        if not subject.text.strip():
            subject.say_problem("Subject is needed")
            wrong = wrong or subject
        if wrong is not None:
            wrong.focus_input()
            return None
        return MailInput(
            to=people["to"],
            cc=people["cc"],
            bcc=people["bcc"],
            subject=subject.text,
            body=self.text.text,
            files=self._files,
            regarding=self._mail.regarding,
            based_on=self._base,
        )

    # Keeping and sending

    def _keep(self) -> bool:
        """Have it in the file as it is written; False, with the reason shown, when that was not possible."""
        mail = self._read()
        if mail is None:
            return False
        if self._mail_id is not None and self._written() == self._kept:
            return True
        what = "Draft mail" if self._mail_id is None else "Edit mail"
        with self._refusing(self.action_save):
            with self.desk.store.command(titled(what, mail.subject.strip()), self.desk.user.id) as session:
                mail_id = mails.keep(session, self.desk.user.id, self._mail_id, mail).id
                kept = mail_reading.record(session, mail_id)
            self._mail_id, self._base = mail_id, kept.stand
            self._files = list(kept.files)
            self.attached.fill(self._files)
            self._kept = self._written()
            return True
        return False

    @contextmanager
    def _refusing(self, repeat: Callable[[], object]) -> Iterator[None]:
        """Show why something was refused; with another one's words in the way, ask and `repeat`."""
        try:
            yield
        except MailChanged as error:
            self._ask_whose(error, repeat)
        except InvalidFields as error:
            self._refuse(error)
        except SalesError as error:
            warn(self, str(error), "error")

    def _ask_whose(self, error: MailChanged, repeat: Callable[[], object]) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._base = error.now
                repeat()

        sentences = [str(error), "What you wrote would take the place of that; undo brings it back."]
        self.app.push_screen(Confirm("changed meanwhile", sentences, yes="take mine"), answered)

    def _refuse(self, error: InvalidFields) -> None:
        if "subject" in error.problems:
            self.subject_control.say_problem(error.problems["subject"])
            self.subject_control.focus_input()
        warn(self, str(error))

    def action_save(self) -> None:
        """Keep it as a draft, and go on writing."""
        if self.is_active and self._keep():
            say(self, "Kept as a draft")

    def _keep_and_close(self) -> None:
        if self._keep():
            say(self.app, "Kept; the outbox has it", hint=f"{self.desk.key('app.outbox')} there")
            self.dismiss(None)

    def action_send(self) -> None:
        """Send it as it is written, in one command; what may have arrived already is asked about."""
        mail = self._read() if self.is_active else None
        if mail is None:
            return
        with self._refusing(self.action_send):
            if self._mail_id is not None:
                with self.desk.store.session() as session:
                    before = mail_reading.get(session, self._mail_id)
                if mail_reading.may_have_arrived(before):
                    question = ask_again(before.subject, before.delivery_error or "")
                    self.app.push_screen(question, lambda yes: self._send(mail, again=True) if yes else None)
                    return
            self._send(mail)

    def _send(self, mail: MailInput, *, again: bool = False) -> None:
        subject = mail.subject.strip()
        with self._refusing(lambda: self._send(replace(mail, based_on=self._base), again=again)):
            with self.desk.store.command(titled("Send", subject), self.desk.user.id) as session:
                mails.send_off(session, self.desk.user.id, self._mail_id, mail, again=again)
            self.post_message(SendAsked(subject))
            self.dismiss(True)

    def action_cancel(self) -> None:
        """Close, after asking if something was written."""
        lost = self.unsaved()
        drop_first(self.app, [lost] if lost else [], lambda: self.dismiss(None), self._keep_and_close)

    # Files and the editor

    def action_attach(self) -> None:
        """Choose files that go along."""
        from salestui.screens.mail_files import PickFiles

        self.app.push_screen(PickFiles(self.desk), self._take_files)

    def _take_files(self, stored: Sequence[StoredFile] | None) -> None:
        for one in stored or ():
            self._files.append(MailAttachment(None, one.file_name, one.mime_type, one.size_bytes, one.sha256))
        self.attached.fill(self._files)

    @on(AttachedPane.Removed)
    def _remove(self, event: AttachedPane.Removed) -> None:
        event.stop()
        del self._files[event.place]
        self.attached.fill(self._files)
        if not self._files:
            self.text.focus()

    def why_not(self, action_id: str) -> str | None:
        """An editor must be known."""
        if action_id == "compose.editor":
            try:
                editor.command()
            except editor.NoEditor as error:
                return str(error)[0].lower() + str(error)[1:].rstrip(".")
        return super().why_not(action_id)

    def action_editor(self) -> None:
        """Go on with the text in one's own editor."""
        try:
            with self.app.suspend():
                found, problem = self._from_editor()
        except SuspendNotSupported:
            warn(self, "This terminal can't be left to an editor")
            return
        if problem:
            warn(self, problem)
        else:
            self.text.text = without_controls(found)
            self.text.focus()
        self.app.refresh()

    def _from_editor(self) -> tuple[str, str]:
        """The text as the editor leaves it, or why there is none.

        It raises nothing, for an exception would keep Textual from taking the terminal back.
        """
        try:
            return editor.edited(self.text.text), ""
        except SalesError as error:
            return "", str(error)


def ask_again(subject: str, why: str) -> Confirm:
    """The question before a mail is sent again that may have arrived."""
    return Confirm("send it again", [f"{subject}: {why}", "It could arrive twice."], yes="send it again")
