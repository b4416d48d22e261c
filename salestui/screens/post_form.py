"""The dialog in which a post or the answer to one is written."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from salestui.errors import InputError, SalesError
from salestui.lifecycle import posts
from salestui.lifecycle.edits import titled
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Entry
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Dialog, Heading, Sentences, drop_first
from salestui.widgets.mention_memo import MentionMemo
from salestui.widgets.painting import Line, cut
from salestui.widgets.toast import say, warn


class PostForm(Dialog[str]):
    """A post about a record, or with `reply_to` the answer to a post; answers with its id (hexadecimal)."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("writing.save")]
    DEFAULT_CSS = """
    PostForm {
        #panel { width: 84; }
        MentionMemo { margin: 0 3 1 3; }
    }
    """
    words: Mapping[str, str] = {"app.next_pane": "", "app.help": "", "writing.save": "post"}

    def __init__(self, desk: Desk, about: RecordRef, *, reply_to: Entry | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._about = about
        self._reply_to = reply_to
        self._warned_of = ""

    def heading(self) -> Heading:
        """What is written, and about what."""
        what = "post" if self._reply_to is None else "reply"
        return Heading(what, [(cut(self._about.name, 48), "secondary")])

    def body(self) -> ComposeResult:
        """The post that is answered, the text, and how to name somebody."""
        if self._reply_to is not None:
            yield Sentences([Line([(f"“{cut(self._reply_to.text, 74)}”", "secondary")])])
        yield MentionMemo(self.desk, id="text")
        yield Sentences(
            [
                Line(
                    [
                        ("@", "key bold"),
                        (" names a colleague, ", "muted"),
                        ("#", "key bold"),
                        (" a record", "muted"),
                    ]
                )
            ]
        )

    @property
    def text(self) -> MentionMemo:
        """What is typed."""
        return self.query_one("#text", MentionMemo)

    def awaits_input(self) -> bool:
        """Until the text has the keys."""
        return self.focused is None

    def on_mount(self) -> None:
        """Type at once."""
        self.text.memo.focus()

    def unsaved(self) -> str | None:
        """What was typed."""
        return "what you wrote" if self.is_mounted and self.text.text.strip() else None

    def action_save(self) -> None:
        """Post it."""
        user, about, text, named = self.desk.user.id, self._about, self.text.text, self.text.named
        if self._leads_nowhere(text, named):
            return
        title = titled("Post on" if self._reply_to is None else "Reply on", about.name)
        try:
            with self.desk.store.command(title, user) as session:
                if self._reply_to is None:
                    post = posts.write(session, user, about.table, about.id, text, named)
                else:
                    first = posts.get(session, self._reply_to.id)
                    post = posts.reply(session, user, first, text, named)
        except InputError as error:
            self.text.say_problem(str(error))
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            done = f"Posted on {about.name}" if self._reply_to is None else "Answered"
            say(self, done, hint=f"{self.desk.key('app.undo')} undo")
            self.dismiss(post.id.hex)

    def _leads_nowhere(self, text: str, named: list[RecordRef]) -> bool:
        """Whether it names nobody or nothing that there is, which is said once; posted again, it stays."""
        if text == self._warned_of:
            return False
        with self.desk.store.session() as session:
            lost = posts.leading_nowhere(session, text, named)
        if lost:
            self._warned_of = text
            leads = "leads" if len(lost) == 1 else "lead"
            key = self.desk.key("writing.save")
            self.text.say_problem(f"{', '.join(lost)} {leads} nowhere; {key} posts it all the same")
        return bool(lost)

    def action_cancel(self) -> None:
        """Close, after asking if something was typed."""
        lost = self.unsaved()
        drop_first(self.app, [lost] if lost else [], lambda: self.dismiss(None), self.action_save)
