"""Dialogs: what they return, their keys, their rail and how they give way."""

from collections.abc import Sequence
from typing import Any

import pytest
from textual.app import ComposeResult

from salestui.widgets.chooser import Chooser
from salestui.widgets.dialog import Confirm, Dialog, Heading, Rail, Sentences
from salestui.widgets.footer import Footer
from salestui.widgets.pane import Entry, Pane
from salestui.widgets.text_input import TextInput
from tests.hostile import HOSTILE
from tests.widgets.kit import LookApp, row

NOTHING = object()


class Asking(LookApp):
    """Pushes a dialog and notes the answer."""

    def __init__(self, dialog: Dialog[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answer: object = NOTHING

    def on_mount(self) -> None:
        def answered(answer: object) -> None:
            self.answer = answer

        self.push_screen(self.dialog, answered)


def confirm(sentence: str = "This would drop 2 changes.") -> Confirm:
    return Confirm("not saved", [sentence], yes="drop them")


@pytest.mark.parametrize(("key", "answer"), [("y", True), ("escape", None)])
async def test_confirm_answers(key: str, answer: bool | None) -> None:
    app = Asking(confirm())
    async with app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert app.answer is answer


@pytest.mark.parametrize("key", ["enter", "space", "q", "ctrl+q"])
async def test_only_its_own_key_confirms(key: str) -> None:
    app = Asking(confirm())
    async with app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert app.answer is NOTHING


async def test_confirm_names_what_each_key_does() -> None:
    app = Asking(confirm())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.dialog.query_one(Footer).render_line(0).text.startswith("y drop them  Esc back")
        assert app.dialog.query_one(Heading).render_line(0).text.startswith("NOT SAVED")


@pytest.mark.parametrize(
    ("width", "left", "right"),
    [(160, 48, 48), (120, 28, 28), (100, 18, 18), (80, 1, 1), (61, 1, 1), (60, 0, 0)],
)
async def test_dialogs_give_way(width: int, left: int, right: int) -> None:
    app = Asking(confirm())
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        region = app.dialog.query_one("#panel").region
        assert (region.x, width - region.right) == (left, right)
        rail = app.dialog.query_one(Rail).region
        assert (rail.x, rail.y, rail.height) == (region.x, region.y, region.height)


async def test_a_long_question_wraps_and_leaves_the_keys_in_sight() -> None:
    app = Asking(confirm("word " * 400))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert app.dialog.query_one(Sentences).size.height == Confirm.MOST_LINES
        assert app.dialog.query_one(Footer).region.bottom < 20


class Fruit(Chooser):
    """Apples and pears."""

    def heading(self) -> Heading:
        return Heading("fruit")

    def rows(self, typed: str) -> Sequence[Entry]:
        return [row(name, name) for name in ("apple", "pear", "apricot") if typed in name]


async def test_a_chooser_filters_as_one_types_and_enter_takes() -> None:
    app = Asking(Fruit())
    async with app.run_test() as pilot:
        await pilot.press("p", "r", "enter")
        await pilot.pause()
        assert app.answer == "apricot"


async def test_arrows_move_in_the_list_while_the_input_keeps_the_focus() -> None:
    app = Asking(Fruit())
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "up")
        await pilot.pause()
        assert isinstance(app.screen.focused, TextInput)
        assert app.screen.query_one(Pane).render_line(1).text.startswith("▌   pear")
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer == "pear"


async def test_nothing_can_be_taken_from_nothing() -> None:
    app = Asking(Fruit())
    async with app.run_test() as pilot:
        await pilot.press("z", "enter")
        await pilot.pause()
        assert app.answer is NOTHING
        assert isinstance(app.screen, Fruit)
        await pilot.press("escape")
        await pilot.pause()
        assert app.answer is None


async def test_a_click_on_a_choice_takes_it() -> None:
    app = Asking(Fruit())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.click("#choices", offset=(6, 2), times=2)
        await pilot.pause()
        assert app.answer == "apricot"


class WithPane(Dialog[None]):
    """An input and a pane."""

    def heading(self) -> Heading:
        return Heading("two")

    def body(self) -> ComposeResult:
        yield TextInput(id="input")
        yield Pane(id="pane")


def colour(rail: Rail) -> str | None:
    (segment,) = rail.render_line(0)
    return segment.style.color.name if segment.style and segment.style.color else None


async def test_the_rail_is_grey_while_a_pane_inside_has_the_focus() -> None:
    app = Asking(WithPane())
    async with app.run_test() as pilot:
        rail = app.screen.query_one(Rail)
        app.screen.query_one("#input").focus()
        await pilot.pause()
        assert colour(rail) == "#8cb4ff"
        app.screen.query_one("#pane").focus()
        await pilot.pause()
        assert colour(rail) == "#3d4551"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_any_text_keeps_a_dialog_whole(text: str) -> None:
    app = Asking(Confirm(text, [text, text], yes=text, no=text))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for widget in (
            app.screen.query_one(Heading),
            app.screen.query_one(Sentences),
            app.screen.query_one(Footer),
        ):
            line = widget.render_line(0)
            assert line.cell_length == widget.size.width
            assert line.text.isprintable()
