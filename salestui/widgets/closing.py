"""Screens that close themselves, and nothing else."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

T = TypeVar("T")


class ClosingScreen(Screen[T]):
    """A screen that closes only while it is on top.

    Keys that arrive together are handled one after the other, so a screen may be asked to close when it is
    gone already; Textual would then close the one below.
    """

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with a result, if it is this screen's to close."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
