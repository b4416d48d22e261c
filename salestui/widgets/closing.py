"""Screens that close themselves and nothing else, and leave nothing behind."""

from contextlib import suppress
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

    _is_covered = False

    def on_screen_suspend(self) -> None:
        """Another screen lies over it."""
        self._is_covered = True

    def on_screen_resume(self) -> None:
        """It has the keys: again, or for the first time."""
        if self._is_covered:
            self._is_covered = False
            self.uncovered()

    def uncovered(self) -> None:
        """What lay over it is closed; meanwhile what it shows may have changed or gone."""

    def on_unmount(self) -> None:
        """Let go of what its widgets drew; subclasses may have an own one, Textual calls both."""
        forget_drawn()


def forget_drawn() -> None:
    """Empty the cache in which Textual keeps every line of the last thousand widgets, closed ones too.

    It memoizes a method, so its keys are the objects that hold the lines
    (https://github.com/Textualize/textual/issues/6665). What is still on the screen asks for its two styles
    once more.
    """
    with suppress(ImportError, AttributeError):  # of a Textual in which that is mended
        from textual._styles_cache import StylesCache

        StylesCache.get_inner_outer.cache_clear()
