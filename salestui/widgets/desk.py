"""What every screen works with, handed to it when it is made."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from textual.message import Message

from salestui.settings import Settings
from salestui.state import State
from salestui.store.changes import Changes
from salestui.store.database import Store


@dataclass
class Desk:
    """The open file, the settings, what the screens remember, and who is signed in.

    `label` says at the right end of the first row which file is open, `settings_file` is where a change of
    settings is written (None: the default place).
    """

    store: Store
    settings: Settings
    state: State
    user_id: UUID
    label: str = ""
    settings_file: Path | None = None


class RecordsChanged(Message, bubble=False):
    """Records were changed, here or by another program; the app sends it to each screen that is open."""

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        self.changes = changes
