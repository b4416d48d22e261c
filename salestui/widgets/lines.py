"""A widget that draws itself line by line in the roles of the theme, without a widget for each part."""

from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget

from salestui.widgets.theme import Paint, paint_of


class LineWidget(Widget):
    """Draws its lines in `draw`, on its own ground, and again when the theme changes."""

    ALLOW_SELECT = False
    """Textual can select only text that it laid out itself; the terminal's own selection (Shift) works."""

    def draw(self, y: int, paint: Paint) -> Strip:
        """The line at `y`, counted from the top of the widget, as wide as the widget."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """One line on the widget's ground."""
        return self.draw(y, paint_of(self.app)).apply_style(self.rich_style)

    def on_mount(self) -> None:
        """Colours come from the theme at each draw, so a new theme means drawing again."""
        self.app.theme_changed_signal.subscribe(self, self._follow_theme)

    def on_unmount(self) -> None:
        """The signal would keep the widget, and with it its whole screen, as long as the program runs."""
        self.app.theme_changed_signal.unsubscribe(self)

    def _follow_theme(self, theme: Theme) -> None:
        self.refresh()
