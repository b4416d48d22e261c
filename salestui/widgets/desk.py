"""What every screen works with, handed to it when it is made."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from textual.message import Message

from salestui import actions
from salestui.lifecycle.users import SignedIn, are_several, signed_in
from salestui.settings import Settings
from salestui.state import State
from salestui.store.changes import Changes
from salestui.store.connection import default_path
from salestui.store.database import Store


@dataclass
class Desk:
    """The open file, the settings, what the screens remember, and who is signed in.

    `label` says at the right end of the first row which file is open; a change of settings is written to
    `settings_file` (None: the default place).
    """

    store: Store
    settings: Settings
    state: State
    user: SignedIn
    label: str = ""
    settings_file: Path | None = None
    is_replaying: bool = False
    """Whether commands are being undone or done again at this moment, from wherever that was asked for."""

    @classmethod
    def open(
        cls,
        path: Path | None,
        settings: Settings,
        settings_file: Path | None = None,
        *,
        new_user: bool = False,
    ) -> Self:
        """Open a file (None: the default one) for the user of the settings, on demand a new one.

        Raises a StoreError, and what `users.signed_in` does.
        """
        store = Store.open(path)
        label = "" if store.path == default_path() else store.path.stem
        user = signed_in(store, settings.user, new=new_user)
        return cls(store, settings, State.open(store.path, user.id), user, label, settings_file)

    def work_as(self, user: SignedIn) -> None:
        """Somebody else is at the desk; what screens remember is his from now on."""
        told = self.state.on_problem
        self.user, self.state = user, State.open(self.store.path, user.id)
        self.state.on_problem = told

    @property
    def who(self) -> str:
        """Whose desk it is, when the file has several users."""
        return self.user.full_name if are_several(self.store.reader) else ""

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, the user's own or the registry's, spelled as the registry does."""
        return self.settings.keys.get(action_id, actions.BY_ID[action_id].keys)

    def key(self, action_id: str) -> str:
        """The first key of an action as people read it; its label without keys."""
        keys = self.keys(action_id)
        return actions.key_name(keys[0]) if keys else actions.BY_ID[action_id].label


class RecordsChanged(Message, bubble=False):
    """Records were changed, here or by another program; the app sends it to each screen that is open."""

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        self.changes = changes
