"""Toasts: what is long is cut on one line, the hint behind it is whole."""

import pytest

from salestui.widgets.theme import Signs
from salestui.widgets.toast import say
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
