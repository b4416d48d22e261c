"""The footer: at most seven keys by rank, what can't be used dimmed, and it follows focus and cursor."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from salestui.widgets.acting import bindings, keymap
from salestui.widgets.desk import Desk
from salestui.widgets.footer import Footer
from salestui.widgets.pane import Pane
from salestui.widgets.work_screen import WorkScreen
from tests.screens.app import Stand, open_app, toasts


class Many(Stand):
    """A stand-in whose edit key depends on the row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("opportunities", "list.edit", "table")]

    def why_not(self, action_id: str) -> str | None:
        if action_id == "list.edit" and self.pane.current and self.pane.current.id == "r1":
            return "it is closed"
        return super().why_not(action_id)


class WithInput(WorkScreen):
    place = "opportunities"

    def body(self) -> ComposeResult:
        yield Input()
        yield Pane("x")


def text(footer: Footer) -> str:
    return footer.render_line(0).text


def dimmed(footer: Footer) -> list[str]:
    colour = "#6d7685"
    return [
        segment.text
        for segment in footer.render_line(0)
        if segment.style and segment.style.color and segment.style.color.name == colour
    ]


async def test_seven_by_rank_then_help_and_the_status(desk: Desk) -> None:
    async with open_app(desk, Many, size=(120, 20)) as pilot:
        footer = pilot.app.query_one(Footer)
        pilot.app.screen.say_status([("1 late", "warning bold")])
        await pilot.pause()
        row = text(footer)
        assert row.startswith("   Enter open   n new   e edit   v view   / filter   s sort   ? all keys   ")
        assert row.endswith("  1 late  ")


async def test_narrow_screens_have_fewer_keys_and_never_lose_help(desk: Desk) -> None:
    async with open_app(desk, Many, size=(60, 20)) as pilot:
        footer = pilot.app.query_one(Footer)
        pilot.app.screen.say_status([("1 late, $48,000", "warning bold")])
        await pilot.pause()
        assert text(footer) == "   Enter open  n new  e edit  ? all keys   1 late, $48,000  "
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert text(footer) == "   ? all keys          1 late, $48,000  "


async def test_what_cannot_be_used_is_dimmed_as_the_cursor_moves_and_the_key_says_why(desk: Desk) -> None:
    async with open_app(desk, Many, size=(120, 20)) as pilot:
        footer = pilot.app.query_one(Footer)
        assert dimmed(footer) == []
        await pilot.press("j")
        await pilot.pause()
        assert dimmed(footer) == ["e edit"]
        await pilot.press("e")
        await pilot.pause()
        assert toasts(pilot.app) == ["! not now: it is closed"]
        await pilot.press("k")
        await pilot.pause()
        assert dimmed(footer) == []


async def test_it_follows_the_focus_into_an_input(desk: Desk) -> None:
    async with open_app(desk, WithInput, size=(120, 20)) as pilot:
        footer = pilot.app.query_one(Footer)
        pilot.app.query_one(Pane).focus()
        await pilot.pause()
        assert "? all keys" in text(footer)
        pilot.app.query_one(Input).focus()
        await pilot.pause()
        assert "? all keys" not in text(footer)
        assert "F1 all keys" in text(footer)


async def test_a_click_does_what_the_key_does(desk: Desk) -> None:
    async with open_app(desk, Many, size=(120, 20)) as pilot:
        footer = pilot.app.query_one(Footer)
        at = text(footer).index("s sort")
        await pilot.click(Footer, offset=(at, 0))
        await pilot.pause()
        assert pilot.app.screen.done == ["sort"]


async def test_the_users_own_keys_are_shown_and_work(desk: Desk) -> None:
    async with open_app(desk, Many, size=(120, 20)) as pilot:
        pilot.app.set_keymap(keymap({"table.sort": ("K",), "opportunities.new": ()}))
        await pilot.pause()
        row = text(pilot.app.query_one(Footer))
        assert "K sort" in row
        assert "new" not in row
        await pilot.press("s", "n", "K")
        assert pilot.app.screen.done == ["sort"]
