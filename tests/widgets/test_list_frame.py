"""What stands around a list: name, counts and sums above it, place and marks below it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot

from salestui.widgets import theme
from salestui.widgets.filter_input import FilterInput
from salestui.widgets.jump_targets import HasTargets
from salestui.widgets.list_frame import Figures, Frame, ListFoot, ListHeader, footer_status
from salestui.widgets.painting import Piece
from tests.hostile import HOSTILE
from tests.widgets.kit import LookApp

FIGURES = Figures("open", 34, 1_292_600_0000, 629_580_0000, 2, 60_300_0000, "$")


class Around(LookApp):
    """A head and a foot with a button between them, and what the head tells."""

    def __init__(self, mode: theme.Mode = "dark", **values: Any) -> None:
        super().__init__(mode)
        self.values = values
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield ListHeader(id="head")
        yield ListFoot(id="foot")

    def on_mount(self) -> None:
        self.head.view = "My Open Opportunities"
        self.head.shows = "open, owned by me or my teams"
        self.head.figures = self.foot.figures = FIGURES
        self.foot.first, self.foot.last = 1, 27
        for name, value in self.values.items():
            for part in (self.head, self.foot):
                if hasattr(part, name):
                    setattr(part, name, value)

    @property
    def head(self) -> ListHeader:
        return self.query_one(ListHeader)

    @property
    def foot(self) -> ListFoot:
        return self.query_one(ListFoot)

    def on_list_header_filter_typed(self, event: ListHeader.FilterTyped) -> None:
        self.heard.append(event.text)

    def on_list_header_view_clicked(self) -> None:
        self.heard.append("view")

    def on_list_header_filter_left(self, event: ListHeader.FilterLeft) -> None:
        self.heard.append(f"left, {'kept' if event.keep else 'dropped'}")


def lines(part: Frame) -> list[str]:
    return [part.render_line(y).text for y in range(part.size.height)]


@asynccontextmanager
async def around(width: int = 100, **values: Any) -> AsyncIterator[tuple[Around, Pilot[None]]]:
    app = Around(**values)
    async with app.run_test(size=(width, 12)) as pilot:
        await pilot.pause()
        yield app, pilot


async def head(width: int = 100, **values: Any) -> list[str]:
    async with around(width, **values) as (app, _):
        return [line.rstrip() for line in lines(app.head)]


# The head


async def test_name_filter_count_and_sums() -> None:
    name, said, air = await head(80)
    assert name == "   My Open Opportunities ▾                               34 open    $1,292,600"
    assert said == "   open, owned by me or my teams                            weighted  $629,580"
    assert air == ""


@pytest.mark.parametrize(
    ("amount", "weighted"), [(5, 5), (99, 1_000_000), (12, 0), (10**15, 10**15), (-5, 0)]
)
async def test_both_sums_end_in_one_column_and_touch_nothing(amount: int, weighted: int) -> None:
    figures = replace(FIGURES, amount=amount * 10_000, weighted=weighted * 10_000)
    name, said, _ = await head(80, figures=figures)
    assert len(name) == len(said) == 78
    assert "open  " in name
    assert "weighted  " in said
    assert name.index("open") == said.index("weighted")


async def test_what_is_not_known_yet_is_not_made_up() -> None:
    assert (await head(figures=Figures("open")))[0].endswith("counting")
    name, said, _ = await head(figures=Figures("open", 34, sign="$"))
    assert name.endswith("34 open")
    assert "$" not in name + said
    assert "weighted" not in said


async def test_a_sum_without_a_weight() -> None:
    name, said, _ = await head(figures=replace(FIGURES, noun="won", weighted=None))
    assert name.endswith("34 won     $1,292,600")
    assert "weighted" not in said


async def test_the_typed_filter_is_told_with_that_of_the_view() -> None:
    assert "open, owned by me or my teams, matching “[/] cam”" in (await head(typed="[/] cam"))[1]
    assert (await head(typed="cam", shows=""))[1].startswith("   matching “cam”")


async def test_compact_it_takes_one_line_and_one_for_the_filter() -> None:
    assert [line.strip() for line in await head(80, compact=True)] == [
        "My Open Opportunities ▾                               34 open    $1,292,600",
        "",
    ]
    assert (await head(80, compact=True, typed="cam"))[1] == "   matching “cam”"


async def test_marks_join_the_title_where_there_is_no_foot() -> None:
    assert "◆ 3 marked    34 open" in (await head(80, compact=True, marked=3))[0]
    # At 60 they go to the footer, and with a foot they stand there.
    assert "marked" not in (await head(60, compact=True, marked=3))[0]
    assert "marked" not in (await head(100, marked=3))[0]


async def test_the_rail_of_the_list_goes_along() -> None:
    async with around(focused_list=True) as (app, pilot):
        assert [line[0] for line in lines(app.head)] == ["▎", "▎", "▎"]
        assert [line[0] for line in lines(app.foot)] == ["▎", "▎", " "]
        app.head.focused_list = app.foot.focused_list = False
        await pilot.pause()
        assert {line[0] for line in lines(app.head) + lines(app.foot)} == {" "}


async def test_a_click_on_the_name_asks_for_a_view() -> None:
    async with around() as (app, pilot):
        for x, y in ((40, 0), (5, 1), (1, 0)):
            await pilot.click(offset=(x, y))
        assert app.heard == []
        await pilot.click(offset=(3, 0))
        await pilot.click(offset=(25, 0))
        assert app.heard == ["view", "view"]


async def test_the_name_can_be_jumped_to() -> None:
    async with around() as (app, pilot):
        assert isinstance(app.head, HasTargets)
        (target,) = app.head.jump_targets()
        assert (target.region.x, target.region.y) == (3, 0)
        target.go()
        await pilot.pause()
        assert app.heard == ["view"]


# The filter


async def test_the_filter_is_made_when_it_is_wanted_and_filled_without_news() -> None:
    async with around(typed="cam") as (app, pilot):
        assert not app.head.query(FilterInput)
        await app.head.open_filter("topic, account or contact")
        await pilot.pause()
        box = app.head.query_one(FilterInput)
        assert box.has_focus
        assert (box.value, box.cursor_position, box.display) == ("cam", 3, True)
        assert app.heard == []
        await pilot.press("e")
        assert app.heard == ["came"]
        app.head.close_filter()
        await pilot.pause()
        assert not box.display
        app.head.typed = "dock"
        await app.head.open_filter("")
        assert app.head.query_one(FilterInput) is box
        assert box.value == "dock"


@pytest.mark.parametrize(("key", "news"), [("enter", "left, kept"), ("escape", "left, dropped")])
async def test_the_keys_leave_the_filter(key: str, news: str) -> None:
    async with around() as (app, pilot):
        await app.head.open_filter("")
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert app.heard == [news]


# The foot


async def test_the_foot_says_where_one_is_and_what_is_marked() -> None:
    async with around() as (app, _):

        def foot(**values: Any) -> str:
            for name, value in values.items():
                setattr(app.foot, name, value)
            return lines(app.foot)[1].strip()

        assert [line.strip() for line in lines(app.foot)] == ["", "1–27 of 34", ""]
        assert foot(marked=2) == "1–27 of 34     ◆ 2 marked"
        assert foot(marked=1_203, marked_amount=64_000_0000) == "1–27 of 34     ◆ 1,203 marked, $64,000"
        assert foot(last=0) == "◆ 1,203 marked, $64,000"
        assert foot(marked=0) == ""
        assert foot(figures=Figures("open"), first=1_000_001, last=1_000_027) == "1,000,001–1,000,027"


async def test_compact_the_foot_says_nothing() -> None:
    async with around(compact=True, marked=2) as (app, _):
        assert [line.strip() for line in lines(app.foot)] == [""]


# The status


def said(pieces: list[Piece]) -> str:
    return "".join(text for text, _ in pieces)


def test_the_status_tells_what_is_late_and_marks_where_nothing_else_does() -> None:
    assert said(footer_status(FIGURES, 0, 120)) == "2 late, $60,300"
    assert said(footer_status(FIGURES, 0, 80)) == "2 late"
    assert said(footer_status(FIGURES, 3, 80)) == "2 late"
    assert said(footer_status(FIGURES, 3, 60)) == "◆ 3 marked   2 late"
    assert said(footer_status(Figures("open", 5), 0, 120)) == ""
    assert said(footer_status(Figures("open", 5), 1_000, 60)) == "◆ 1,000 marked"
    assert said(footer_status(replace(FIGURES, late_amount=None), 0, 120)) == "2 late"
    roles = [role for text, role in footer_status(FIGURES, 0, 120) if text]
    assert roles == ["warning bold", "warning"]


# Any text, any size


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("width", [120, 60, 20, 5, 1])
async def test_any_text_stays_in_its_lines(width: int, compact: bool) -> None:
    async with around(width, compact=compact, marked=3, marked_amount=5) as (app, _):
        for text in HOSTILE:
            app.head.view = app.head.shows = app.head.typed = text
            app.head.figures = app.foot.figures = replace(FIGURES, sign=text)
            for part in (app.head, app.foot):
                for y in range(part.size.height):
                    strip = part.render_line(y)
                    assert strip.cell_length == width, text[:20]
                    assert strip.text.isprintable(), text[:20]


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_the_look(snap_compare: Callable[..., bool], mode: theme.Mode) -> None:
    app = Around(mode, focused_list=True, typed="dock", marked=3, marked_amount=64_000_0000)
    assert snap_compare(app, terminal_size=(100, 7))
