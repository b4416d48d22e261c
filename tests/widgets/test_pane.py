"""The base pane: what it shows, how its cursor moves, and that it stays whole with any text."""

import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot

from salestui.widgets.painting import Line, wrap
from salestui.widgets.pane import Empty, Entry, Item, ItemMessage, Pane, Section, Words
from tests.hostile import HOSTILE
from tests.widgets.kit import LookApp, row


class OnePane(LookApp):
    """An app with one pane that notes its messages."""

    def __init__(self, entries: list[Entry], title: str = "rows", empty: Empty | None = None) -> None:
        super().__init__()
        self.heard: list[tuple[str, str]] = []
        self.first = entries
        self.pane = Pane(title, empty=empty)

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.show(self.first)
        self.pane.focus()

    def on_pane_opened(self, event: ItemMessage) -> None:
        self.heard.append(("opened", event.item.id))

    def on_pane_moved(self, event: ItemMessage) -> None:
        self.heard.append(("moved", event.item.id))


def rows(count: int) -> list[Entry]:
    return [row(f"r{number}", f"Row {number}") for number in range(count)]


def shown(pane: Pane) -> list[str]:
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


def current(app: OnePane) -> str | None:
    return app.pane.current.id if app.pane.current else None


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_title_count_rows_and_cursor() -> None:
    app = OnePane(rows(3))
    async with app.run_test(size=(20, 7)) as pilot:
        await pilot.pause()
        assert shown(app.pane) == ["▎  ROWS 3", "▎", "▌  Row 0", "▎  Row 1", "▎  Row 2", "▎", "▎"]


async def test_keys_move_the_cursor_and_say_so() -> None:
    app = OnePane(rows(9))
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.pause()
        steps = [
            ("j", "r1"),
            ("down", "r2"),
            ("k", "r1"),
            ("up", "r0"),
            ("up", "r0"),
            ("pagedown", "r4"),
            ("pageup", "r0"),
            ("G", "r8"),
            ("j", "r8"),
            ("g", "r0"),
            ("end", "r8"),
            ("home", "r0"),
        ]
        for key, wanted in steps:
            await press(pilot, key)
            assert current(app) == wanted, key
        assert app.heard[:3] == [("moved", "r0"), ("moved", "r1"), ("moved", "r2")]
        await press(pilot, "enter")
        assert app.heard[-1] == ("opened", "r0")


async def test_the_cursor_stays_in_sight_and_the_thumb_says_where() -> None:
    app = OnePane(rows(40))
    async with app.run_test(size=(20, 10)) as pilot:
        await press(pilot, "G")
        lines = [app.pane.render_line(y).text for y in range(10)]
        assert lines[-1].startswith("▌  Row 39")
        assert [line[-1] for line in lines] == [" "] * 8 + ["▐"] * 2
        await press(pilot, "g")
        lines = [app.pane.render_line(y).text for y in range(10)]
        assert [line[-1] for line in lines] == [" ", " ", "▐", "▐"] + [" "] * 6


async def test_sections_have_a_blank_line_before_and_words_are_passed_over() -> None:
    entries: list[Entry] = [
        Section("pinned", rule=True),
        row("a", "A"),
        Section("today", 2, "Mon 23 Nov"),
        row("b", "B"),
        Words([Line([("between", "muted")])]),
        row("c", "C"),
    ]
    app = OnePane(entries, title="")
    async with app.run_test(size=(24, 8)) as pilot:
        await pilot.pause()
        assert shown(app.pane) == [
            "▎  PINNED ────────────",
            "▌  A",
            "▎",
            "▎  TODAY 2 Mon 23 Nov",
            "▎  B",
            "▎  between",
            "▎  C",
            "▎",
        ]
        await press(pilot, "j", "j")
        assert current(app) == "c"
        assert app.pane.count == 3


async def test_an_item_of_several_lines_is_one_stop() -> None:
    tall = Item("tall", lambda width: [Line([(part, "text")]) for part in wrap("one two three", 7)])
    app = OnePane([tall, row("b", "B")], title="")
    async with app.run_test(size=(12, 5)) as pilot:
        await pilot.pause()
        assert shown(app.pane)[:3] == ["▌  one two", "▌  three", "▎  B"]
        await press(pilot, "j")
        assert shown(app.pane)[:3] == ["▎  one two", "▎  three", "▌  B"]


async def test_wrapped_rows_follow_the_width() -> None:
    text = Item("tall", lambda width: [Line([(part, "text")]) for part in wrap("one two three", width)])
    app = OnePane([text], title="")
    async with app.run_test(size=(30, 5)) as pilot:
        await pilot.pause()
        assert shown(app.pane)[1] == "▎"
        await pilot.resize_terminal(12, 5)
        await pilot.pause()
        assert shown(app.pane)[1] == "▌  three"


async def test_a_reload_keeps_the_cursor_on_its_item() -> None:
    app = OnePane(rows(9))
    async with app.run_test(size=(20, 12)) as pilot:
        await press(pilot, "j", "j", "j")
        app.pane.show([row("new", "New"), *rows(9)])
        assert current(app) == "r3"
        app.pane.show([entry for entry in rows(9) if isinstance(entry, Item) and entry.id != "r3"])
        await pilot.pause()
        assert current(app) == "r5"
        assert app.heard[-1] == ("moved", "r5")
        app.pane.show([])
        assert current(app) is None


async def test_an_empty_pane_says_so_and_which_key_fills_it() -> None:
    app = OnePane([], title="files", empty=Empty("No files yet.", "n", "adds one"))
    async with app.run_test(size=(30, 6), notifications=True) as pilot:
        await pilot.pause()
        assert shown(app.pane)[:4] == ["▎  FILES 0", "▎", "▎  No files yet.", "▎  n adds one"]
        await press(pilot, "enter", "j", "k", "G", "pagedown")
        assert app.heard == []
        assert "nothing is here to open" in app.pane.why_not("pane.open")  # type: ignore[operator]


async def test_the_cursor_stays_in_grey_without_focus_once_the_pane_was_used() -> None:
    class Two(LookApp):
        def compose(self) -> ComposeResult:
            yield Pane(id="one")
            yield Pane(id="two")

        def on_mount(self) -> None:
            for pane in self.query(Pane):
                pane.show(rows(2))
            self.query_one("#one", Pane).focus()

    app = Two()
    async with app.run_test(size=(20, 8)) as pilot:
        await pilot.pause()
        one, two = app.query_one("#one", Pane), app.query_one("#two", Pane)
        assert two.render_line(0).text.startswith("   Row 0")
        two.focus()
        await pilot.pause()
        assert one.render_line(0).text.startswith("▎  Row 0")
        assert one.render_line(1).text.startswith("   Row 1")
        assert two.render_line(0).text.startswith("▌  Row 0")


async def test_the_mouse_moves_opens_and_scrolls() -> None:
    app = OnePane(rows(40))
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.pause()
        await pilot.click(offset=(6, 4))
        assert current(app) == "r2"
        assert ("opened", "r2") not in app.heard
        await pilot.click(offset=(6, 5), times=2)
        assert app.heard[-1] == ("opened", "r3")
        app.pane.post_message(events.MouseScrollDown(app.pane, 6, 5, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert "Row 3" in app.pane.render_line(2).text
        assert current(app) == "r3"
        await pilot.click(offset=(19, 9))
        assert "Row 39" in app.pane.render_line(9).text


async def test_moving_draws_two_rows_and_reads_no_bindings(monkeypatch: pytest.MonkeyPatch) -> None:
    app = OnePane(rows(40))
    async with app.run_test(size=(20, 30)) as pilot:
        await pilot.pause()
        drawn: list[int] = []
        draw = Pane.draw
        monkeypatch.setattr(Pane, "draw", lambda self, y, paint: drawn.append(y) or draw(self, y, paint))
        refreshed: list[int] = []
        monkeypatch.setattr(type(app.screen), "refresh_bindings", lambda self: refreshed.append(1))
        await press(pilot, "j")
        assert sorted(set(drawn)) == [2, 3]
        assert refreshed == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_any_text_anywhere_keeps_every_line_whole(text: str) -> None:
    piece = [(text, "text"), (text, "muted")]
    entries: list[Entry] = [
        Section(text, 3, text, [(text, "muted")], rule=True),
        Item(text, [Line(piece, piece)], marked=True),
        Item("wrapped", lambda width: [Line([(part, "text")]) for part in wrap(text, width)[:3]]),
        Words([Line(piece)]),
    ]
    app = OnePane(entries, title=text[:50], empty=Empty(text, "n", text))
    async with app.run_test(size=(40, 14)) as pilot:
        await press(pilot, "j", "k", "enter")
        for y in range(14):
            line = app.pane.render_line(y)
            assert line.cell_length == 40
            assert line.text.isprintable()


async def test_tiny_panes_draw_something_of_the_right_size() -> None:
    app = OnePane(rows(3))
    for size in ((1, 1), (2, 2), (5, 3)):
        async with OnePane(rows(3)).run_test(size=size) as pilot:
            await pilot.pause()
            pane = pilot.app.query_one(Pane)
            assert [pane.render_line(y).cell_length for y in range(size[1])] == [size[0]] * size[1]
    assert app.pane.current is None
