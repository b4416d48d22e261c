"""What panes have in common whose rows stand for records."""

from collections.abc import Mapping

from salestui.lifecycle.refs import RecordRef
from salestui.widgets.pane import Item


class RecordRows:
    """For a Pane: `refs` names the record of each item by the item's id; commands and Enter work on it."""

    refs: Mapping[str, RecordRef] = {}
    current: Item | None

    def current_ref(self) -> RecordRef | None:
        """The record under the cursor."""
        return self.refs.get(self.current.id) if self.current is not None else None
