"""The dialog that asks by which column a list is to be sorted."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from salestui.lifecycle.view_columns import columns as list_columns
from salestui.store.query import ListColumn, Order
from salestui.widgets.pane import Item
from salestui.widgets.sort_chooser import SortChooser
from tests.widgets.kit import LookApp

COLUMNS = list_columns(
    "opportunity", ("topic", "customer_name", "estimated_close_date", "estimated_revenue", "rating")
)


class Asking(LookApp):
    """Asks at once, and keeps the answer."""

    def __init__(self, now: Order | None, columns: tuple[ListColumn, ...] = COLUMNS) -> None:
        super().__init__()
        self.chooser = SortChooser(columns, now)
        self.answers: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.chooser, self.answers.append)

    def rows(self) -> list[str]:
        """What the rows say, words apart by one blank."""
        found = []
        for entry in self.chooser.choices.entries:
            assert isinstance(entry, Item)
            line = (entry.lines(60) if callable(entry.lines) else entry.lines)[0]
            pieces = [*line.left, *line.right]
            found.append(" ".join("|".join(text for text, _ in pieces).replace("|", " ").split()))
        return found


@asynccontextmanager
async def asking(
    now: Order | None = Order("estimated_close_date"),  # noqa: B008
    size: tuple[int, int] = (100, 30),
    columns: tuple[ListColumn, ...] = COLUMNS,
) -> AsyncIterator[tuple[Asking, Pilot[Any]]]:
    app = Asking(now, columns)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


async def test_it_offers_every_column_that_shows_and_the_order_that_comes() -> None:
    async with asking() as (app, _):
        assert app.rows() == [
            "Topic A to Z",
            "Potential customer A to Z",
            "● Est. close date now earliest first turn: latest first",
            "Est. revenue largest first",
            "Rating hot first",
        ]
        assert app.chooser.choices.current is not None
        assert app.chooser.choices.current.id == "estimated_close_date"


async def test_the_order_as_it_is_turned_round() -> None:
    async with asking(Order("estimated_revenue", True)) as (app, _):
        assert app.rows()[2:4] == [
            "Est. close date earliest first",
            "● Est. revenue now largest first turn: smallest first",
        ]


@pytest.mark.parametrize("now", [None, Order("gone")])
async def test_without_a_column_that_sorts_now_the_first_one_has_the_cursor(now: Order | None) -> None:
    async with asking(now) as (app, _):
        assert "●" not in "".join(app.rows())
        assert app.chooser.choices.current is not None
        assert app.chooser.choices.current.id == "topic"


async def test_enter_answers_with_the_column() -> None:
    async with asking() as (app, pilot):
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.answers == ["estimated_revenue"]


async def test_typing_finds_a_column_by_its_label() -> None:
    async with asking() as (app, pilot):
        await pilot.press("r", "e", "v")
        assert app.rows() == ["Est. revenue largest first"]
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == ["estimated_revenue"]


async def test_what_fits_no_column_answers_nothing() -> None:
    async with asking() as (app, pilot):
        await pilot.press("x", "x", "enter")
        await pilot.pause()
        assert app.answers == []
        assert app.chooser.why_not("choose.take") == "nothing fits what you typed"
        await pilot.press("escape")
        await pilot.pause()
        assert app.answers == [None]


async def test_a_click_answers() -> None:
    async with asking() as (app, pilot):
        await pilot.click(app.chooser.choices, offset=(8, 4), times=2)
        await pilot.pause()
        assert app.answers == ["rating"]


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (60, 24), (40, 12)])
async def test_every_row_has_room(size: tuple[int, int]) -> None:
    async with asking(size=size) as (app, _):
        choices = app.chooser.choices
        lines = [choices.render_line(y) for y in range(choices.size.height)]
        assert all(line.cell_length == choices.size.width for line in lines)
        shown = [line.text.strip(" ▌▐▎") for line in lines]
        if size[0] >= 60:
            assert shown[3].startswith("Est. revenue")
            assert shown[3].endswith("largest first")
            assert shown[2].endswith("turn: latest first")
            assert ("now earliest first" in shown[2]) == (size[0] > 60)
            assert "…" not in "".join(shown)


@pytest.mark.parametrize(("count", "size"), [(12, (80, 24)), (40, (80, 24)), (11, (80, 15)), (11, (60, 12))])
async def test_many_columns_scroll(count: int, size: tuple[int, int]) -> None:
    many = tuple(ListColumn(f"c{number}", f"Column {number}") for number in range(count))
    async with asking(None, size=size, columns=many) as (app, pilot):
        await pilot.press("pagedown")
        app.chooser.choices.action_last()
        await pilot.pause()
        assert app.chooser.choices.size.height >= 3
        assert app.chooser.choices.current is not None
        assert app.chooser.choices.current.id == f"c{count - 1}"
        text = "".join(
            app.chooser.choices.render_line(y).text for y in range(app.chooser.choices.size.height)
        )
        assert f"Column {count - 1}" in text
        bottom = app.chooser.query_one("#panel").region.bottom
        assert bottom <= size[1]
        assert app.chooser.choices.region.bottom < app.chooser.keys.region.bottom <= bottom


def test_the_look(snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(Asking(Order("estimated_close_date")), terminal_size=(80, 24))
