"""Toasts: what is done is cut on one line with its hint whole, a warning is whole."""

import pytest
from textual.app import App
from textual.screen import ModalScreen

from salestui.widgets.theme import Signs
from salestui.widgets.toast import say, warn
from tests.widgets.kit import LookApp


@pytest.mark.parametrize("width", [60, 79, 80, 120, 200])
@pytest.mark.parametrize("signs", ["unicode", "ascii"])
@pytest.mark.parametrize(
    "sentence", ["Posted on " + "word " * 60, "x" * 300, "界" * 200], ids=["words", "x", "wide"]
)
async def test_the_hint_stays_whole(width: int, signs: Signs, sentence: str) -> None:
    app = LookApp(signs=signs)
    async with app.run_test(size=(width, 24), notifications=True) as pilot:
        say(app, sentence, hint="u undo")
        await pilot.pause()
        await pilot.pause()
        toast = app.screen.query_one("Toast")
        assert toast.size.height == 1
        assert toast.render_line(0).text.rstrip().endswith("   u undo")


def _painted(app: App[None]) -> str:
    """All that is on the terminal."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("width", [60, 80, 81, 120])
async def test_a_warning_is_whole_whatever_its_length(width: int) -> None:
    app = LookApp()
    async with app.run_test(size=(width, 24), notifications=True) as pilot:
        for words in range(5, 36):
            warn(app, "reason " * words + "END")
            await pilot.pause()
            await pilot.pause()
            assert "END" in _painted(app)
            app.clear_notifications()


async def test_what_was_said_below_a_dialog_gives_way_too() -> None:
    app = LookApp()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        warn(app, "not now: that is a long reason to be read")
        await pilot.pause()
        await app.push_screen(ModalScreen())
        await pilot.pause()
        say(app, "Planned")
        await pilot.pause()
        await pilot.pause()
        assert "Planned" in _painted(app)
        assert "not now" not in _painted(app)
