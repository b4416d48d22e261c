"""The dialog that chooses files for a mail or note: they are in the store first, so none can vanish."""

from collections.abc import Sequence

from salestui.lifecycle.file_store import StoredFile
from salestui.widgets.desk import Desk
from salestui.widgets.file_dialogs import TakeFiles


class PickFiles(TakeFiles[Sequence[StoredFile]]):
    """Answers with the files that are in the store now; `purpose` says what happens to them."""

    def __init__(self, desk: Desk, purpose: str = "they go along with the mail") -> None:
        super().__init__(desk, (purpose, "muted"))

    def take(self, stored: Sequence[StoredFile]) -> Sequence[StoredFile]:
        """The files as they are."""
        return stored
