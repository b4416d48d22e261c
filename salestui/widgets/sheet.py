"""The sheet at the right of a record: panes one below the other, each as high as its rows if all fit."""

from collections.abc import Sequence

from textual.containers import Vertical

from salestui.widgets.pane import Pane

_LEAST = 3
"""A pane that gives way keeps its title and two rows."""


class Sheet(Vertical):
    """Shares its height among the panes in it: those with many rows give way, and scroll."""

    DEFAULT_CSS = """
    Sheet { width: 37; background: $surface; padding-top: 1; }
    Sheet > Pane { margin-bottom: 1; }
    Sheet.-alone { width: 1fr; background: $background; padding-top: 0; }
    Sheet.-alone > Pane { margin-bottom: 0; }
    """

    def share(self) -> None:
        """Give each pane its height; to be called when they were filled."""
        panes = [pane for pane in self.query_children(Pane) if pane.display]
        room = self.size.height - self.styles.padding.top
        if self.has_class("-alone"):
            heights = [room]
        else:
            wanted = [pane.get_content_height(self.size, self.app.size, self.size.width) for pane in panes]
            heights = fitting(wanted, room - len(panes))
        for pane, height in zip(panes, heights, strict=False):
            pane.styles.height = max(height, 1)

    def on_resize(self) -> None:
        """Another height to share."""
        self.share()


def fitting(wanted: Sequence[int], room: int) -> list[int]:
    """The wanted heights where they fit into the room together, else the highest ones cut alike."""
    given = list(wanted)
    while sum(given) > room:
        highest = max(given)
        if highest <= _LEAST:
            break
        given[given.index(highest)] -= 1
    return given
