"""The files that go along with a mail that is being written."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from salestui import formats
from salestui.lifecycle.shapes import MailAttachment
from salestui.widgets.acting import bindings
from salestui.widgets.painting import Line, cut
from salestui.widgets.pane import Item, Pane


class AttachedPane(Pane):
    """A row for each file with its size; without files it is gone."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("attached")]
    DEFAULT_CSS = """
    AttachedPane { height: auto; max-height: 4; display: none; }
    """
    indent = 2

    class Removed(Message):
        """The file in this place is to go."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def fill(self, files: Sequence[MailAttachment]) -> None:
        """Show these files."""
        self.show([Item(str(at), partial(_line, file)) for at, file in enumerate(files)])
        self.display = bool(files)

    def why_not(self, action_id: str) -> str | None:
        """Files of a mail are not opened here."""
        if action_id == "pane.open":
            return "the file opens from the files of the record"
        return super().why_not(action_id)

    def action_remove(self) -> None:
        """Take the file under the cursor from the mail."""
        if self.current is not None:
            self.post_message(self.Removed(int(self.current.id)))


def _line(file: MailAttachment, room: int) -> list[Line]:
    size = formats.size(file.size_bytes)
    return [Line([(cut(file.file_name, max(room - len(size) - 2, 8)), "text"), (f"  {size}", "muted")])]
