"""A pane whose items open in place: Enter shows the whole of one, Enter again folds it."""

from collections.abc import Mapping

from salestui.widgets.pane import Empty, Pane


class FoldingPane(Pane):
    """A pane that opens items where they stand instead of telling that one was opened.

    Its items make their lines anew when one was opened: they ask `is_open`.
    """

    tells_more = True
    words: Mapping[str, str] = {"pane.open": "open or fold"}

    def __init__(
        self,
        title: str = "",
        *,
        empty: Empty | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(title, empty=empty, id=id, classes=classes)
        self._open: set[str] = set()

    def is_open(self, item_id: str) -> bool:
        """Whether the item with this id is open."""
        return item_id in self._open

    def fold_all(self) -> None:
        """Fold what is open, for a pane that is to show other things."""
        self._open.clear()

    def action_open(self) -> None:
        """Open the item under the cursor, or fold it."""
        item = self.current
        if item is not None:
            self._open ^= {item.id}
            self.show(self.entries, self.count)
