"""The least that Textual can show, to compare with."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("nothing")


if __name__ == "__main__":
    Empty().run()
