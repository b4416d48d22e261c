"""The table of records: cursor, marks, order, mouse, what it tells, what it reads, how it looks."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Button

from salestui.lifecycle.view_columns import columns as list_columns
from salestui.lifecycle.views import View, resolve
from salestui.models.choices import Rating
from salestui.models.opportunities import Opportunity
from salestui.store import listing
from salestui.store.list_totals import Totals
from salestui.store.listing import Listing
from salestui.store.query import ListColumn, Order
from salestui.widgets import theme
from salestui.widgets.desk import Desk
from salestui.widgets.jump_targets import HasTargets
from salestui.widgets.pane import Empty
from salestui.widgets.record_table import RecordTable
from salestui.widgets.row_source import Row, RowList, RowSource
from salestui.widgets.sort_chooser import SortChooser
from salestui.widgets.table_rows import WINDOW
from tests.hostile import HOSTILE
from tests.screens.app import toasts, until
from tests.screens.pipeline import ROWS
from tests.widgets.kit import LookApp

COLUMNS = (
    ListColumn("topic", "Topic", width=12, share=1),
    ListColumn("close", "Est. close date", "due", "Close", width=11, needs="status"),
    ListColumn("amount", "Est. revenue", "money", "Revenue", width=10, rank=1),
    ListColumn("status", "Status", hidden=True),
)
ORDER = (Order("close"),)
BY_TOPIC = (Order("topic"),)


def rows(count: int) -> list[Row]:
    return [
        (f"r{number}", f"Row {number}", "2027-01-15", (number + 1) * 10_000, 0) for number in range(count)
    ]


def without(held: Sequence[Row], *ids: str) -> list[Row]:
    return [row for row in held if row[0] not in ids]


class Held(RowList):
    """Rows in memory that can be replaced, and what was asked for."""

    def __init__(self, held: Sequence[Row], order: Sequence[Order] = ORDER) -> None:
        super().__init__(COLUMNS, held, order, amount=3)
        self.windows: list[tuple[int, int]] = []
        self.closed = False

    def window(self, start: int, stop: int) -> Sequence[Row]:
        self.windows.append((start, stop))
        return super().window(start, stop)

    def replace(self, held: Sequence[Row]) -> None:
        self._rows = held

    def close(self) -> None:
        self.closed = True


class Walked(Held):
    """Rows that can be read from the front; count, positions and the end only once `load` has run.

    `load` waits for `go`, in its thread. A refresh needs another load, and shows the old order until then.
    """

    def __init__(self, held: Sequence[Row], reach: int = 10**9) -> None:
        super().__init__(held)
        self.go = threading.Event()
        self.reach = reach
        self.loads = 0
        self.tells_totals = False
        self.is_short = False
        self.fails = False
        self._known: Totals | None = None
        self._next: Sequence[Row] | None = None
        self._loaded = False

    @property
    def is_loaded(self) -> bool:  # type: ignore[override]
        return self._loaded

    @property
    def count(self) -> int | None:  # type: ignore[override]
        return self._known.count if self._known is not None else None

    @property
    def totals(self) -> Totals | None:  # type: ignore[override]
        return self._known

    def window(self, start: int, stop: int) -> Sequence[Row]:
        found = super().window(start, stop)
        return found if self._loaded or start < self.reach or self._known is not None else []

    def position_of(self, record_id: str) -> int | None:
        return super().position_of(record_id) if self._loaded else None

    def replace(self, held: Sequence[Row]) -> None:
        self._next = held

    def refresh(self) -> bool:
        if self.is_short:
            self._finish()
        return self.is_short

    def load(self, tell: Callable[[], None] | None = None) -> None:
        self.loads += 1
        if self.tells_totals and tell is not None:
            self._known = Totals(len(self._rows))
            tell()
        self.go.wait(5)
        if self.fails:
            raise OSError("the disk is gone")
        self._finish()

    def _finish(self) -> None:
        if self._next is not None:
            self._rows = self._next
        self._known = Totals(len(self._rows), sum(map(self._worth, self._rows)))
        self._loaded = True


class Stage(LookApp):
    """A table and a button, and what the table tells."""

    CSS = LookApp.CSS + "Button { height: 1; min-width: 4; border: none; dock: bottom; display: none; }"

    def __init__(
        self,
        source: RowSource,
        table: RecordTable | None = None,
        mode: theme.Mode = "dark",
        signs: theme.Signs = "unicode",
        **show: Any,
    ) -> None:
        super().__init__(mode, signs)
        self.table = table or RecordTable()
        self.source = source
        self.first = show
        self.heard: list[tuple[Any, ...]] = []

    def compose(self) -> ComposeResult:
        yield self.table
        yield Button("b")

    def on_mount(self) -> None:
        self.table.show(self.source, **self.first)
        self.table.focus()

    def on_record_table_moved(self, event: RecordTable.Moved) -> None:
        assert event.control is self.table
        self.heard.append(("moved", event.record_id))

    def on_record_table_opened(self, event: RecordTable.Opened) -> None:
        self.heard.append(("opened", event.record_id))

    def on_record_table_sort_requested(self, event: RecordTable.SortRequested) -> None:
        self.heard.append(("sort", event.order.column, event.order.descending))

    def on_record_table_marks_changed(self, event: RecordTable.MarksChanged) -> None:
        self.heard.append(("marks", event.count, event.amount))

    def on_record_table_loaded(self, event: RecordTable.Loaded) -> None:
        self.heard.append(("loaded", event.table.source.count))

    def on_record_table_scrolled(self, event: RecordTable.Scrolled) -> None:
        self.heard.append(("scrolled", event.first, event.last))

    def leave(self) -> None:
        """Give the keys to the button."""
        button = self.query_one(Button)
        button.display = True
        button.focus()

    def news(self) -> list[tuple[Any, ...]]:
        """What was told since this was last asked."""
        found, self.heard = self.heard, []
        return found


class Running:
    """A table in a running app of 60 columns, with ten rows in sight."""

    def __init__(self, app: Stage, pilot: Pilot[None]) -> None:
        self.app, self.pilot, self.table = app, pilot, app.table

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.told()

    async def told(self) -> None:
        """Until what was posted before has arrived; quicker than a pause, which waits for an idle process."""
        arrived = asyncio.Event()
        self.table.call_later(self.app.screen.call_later, self.app.call_later, arrived.set)
        await arrived.wait()

    async def settle(self) -> None:
        """Until every load has ended and been told; a load starts after a refresh."""
        started = asyncio.Event()
        self.table.call_after_refresh(started.set)
        await started.wait()
        await self.app.workers.wait_for_complete()
        await self.told()

    async def wheel(self, down: bool, times: int = 1) -> None:
        kind = events.MouseScrollDown if down else events.MouseScrollUp
        for _ in range(times):
            self.table.post_message(kind(self.table, 6, 5, 0, 1 if down else -1, 0, False, False, False))
        await self.told()

    async def mouse(self, kind: type[events.MouseEvent], x: int, y: int) -> None:
        """As a terminal sends it, so that a click can come of it."""
        self.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        await self.told()  # the app has it
        await self.told()  # the table has it

    def lines(self) -> list[str]:
        return [self.table.render_line(y).text for y in range(self.table.size.height)]

    def topics(self) -> list[str]:
        """The first column of the rows in sight; the row of the cursor in brackets."""
        found = []
        for line in self.lines()[2:]:
            topic = line[3:].split("  ")[0].strip()
            found.append(f"[{topic}]" if line[0] == "▌" else topic)
        return found

    def count(self, kind: str) -> int:
        return sum(one[0] == kind for one in self.app.heard)

    @property
    def at(self) -> tuple[str | None, int]:
        return self.table.record_id, self.table.cursor_row


@asynccontextmanager
async def running(
    source: RowSource, size: tuple[int, int] = (60, 12), table: RecordTable | None = None, **show: Any
) -> AsyncIterator[Running]:
    app = Stage(source, table, **show)
    async with app.run_test(size=size, notifications=True) as pilot:
        one = Running(app, pilot)
        await (one.told() if source.is_loaded else pilot.pause())
        try:
            yield one
        finally:
            if isinstance(source, Walked):
                source.go.set()


# The cursor


STEPS = [
    ("j", 1),
    ("down", 2),
    ("k", 1),
    ("up", 0),
    ("up", 0),
    ("pagedown", 10),
    ("pagedown", 20),
    ("pageup", 10),
    ("G", 99),
    ("j", 99),
    ("pagedown", 99),
    ("g", 0),
    ("pageup", 0),
    ("end", 99),
    ("home", 0),
]


async def test_the_keys_move_the_cursor() -> None:
    async with running(Held(rows(100))) as one:
        for key, position in STEPS:
            await one.press(key)
            assert one.at == (f"r{position}", position), key
            assert one.topics().count(f"[Row {position}]") == 1, key


async def test_a_list_is_a_list_while_its_order_is_being_read() -> None:
    source = Walked(rows(300))
    async with running(source) as one:
        assert source.count is None
        for key, position in (("j", 1), ("pagedown", 11), ("k", 10), ("pagedown", 20), ("g", 0)):
            await one.press(key)
            assert one.at == (f"r{position}", position), key
        for _ in range(20):
            one.table.action_page_down()
        assert one.at == ("r200", 200)
        assert one.count("loaded") == 0


async def test_the_end_before_the_length_is_known() -> None:
    source = Walked(rows(300))
    async with running(source) as one:
        await one.press("G")
        assert one.at == ("r0", 0)
        source.go.set()
        await one.settle()
        assert one.at == ("r299", 299)
        assert one.topics()[-1] == "[Row 299]"


async def test_the_length_may_be_known_before_the_order() -> None:
    source = Walked(rows(300))
    source.tells_totals = True
    async with running(source) as one:
        await until(one.pilot, lambda: ("loaded", 300) in one.app.heard)
        assert ("loaded", 300) in one.app.news()
        await one.press("G")
        assert one.at == ("r299", 299)
        source.go.set()
        await one.settle()
        assert one.at == ("r299", 299)
        assert ("loaded", 300) in one.app.news()


async def test_moving_on_takes_the_wish_for_the_end_back() -> None:
    source = Walked(rows(300))
    async with running(source) as one:
        await one.press("G")
        one.table.action_down()
        source.go.set()
        await one.settle()
        assert one.at == ("r1", 1)


@pytest.mark.parametrize("turn", ["wheel", "select"])
async def test_so_do_the_wheel_and_a_record_that_was_chosen(turn: str) -> None:
    source = Walked(rows(300))
    async with running(source) as one:
        await one.press("G")
        if turn == "wheel":
            await one.wheel(down=True)
        else:
            one.table.select("r5")
        source.go.set()
        await one.settle()
        assert one.at == (("r3", 3) if turn == "wheel" else ("r5", 5))


async def test_it_starts_on_a_record_as_soon_as_that_is_found() -> None:
    source = Walked(rows(3000))
    async with running(source, record_id="r2000", position=0) as one:
        assert one.at == ("r0", 0)
        source.go.set()
        await one.settle()
        assert one.at == ("r2000", 2000)


async def test_a_record_near_where_it_was_is_found_at_once() -> None:
    source = Walked(rows(3000))
    async with running(source, record_id="r2000", position=1990) as one:
        assert one.at == ("r2000", 2000)
        assert one.topics().count("[Row 2000]") == 1
        assert len(source.windows) < 10


async def test_who_moves_meanwhile_stays_where_he_went() -> None:
    source = Walked(rows(300))
    async with running(source, record_id="r200") as one:
        one.table.action_page_down()
        source.go.set()
        await one.settle()
        assert one.at == ("r10", 10)


async def test_news_meanwhile_do_not_lose_the_record_it_is_to_start_on() -> None:
    source = Walked(rows(300))
    async with running(source, record_id="r200") as one:
        one.table.reload()
        source.go.set()
        await one.settle()
        assert one.at == ("r200", 200)


async def test_a_record_that_never_came_is_forgotten() -> None:
    source = Walked(rows(30))
    async with running(source, record_id="gone") as one:
        one.table.reload()
        source.go.set()
        await one.settle()
        one.table.select("r9")
        before = source.loads
        source.replace(without(rows(30), "r1"))
        one.table.reload()
        await one.settle()
        assert source.loads == before + 1
        assert one.at == ("r9", 8)


async def test_a_list_that_got_short_meanwhile_is_gone_to_the_end_of() -> None:
    source = Walked(rows(30))
    async with running(source) as one:
        await one.press("G")
        source.is_short = True
        one.table.reload()
        assert one.at == ("r29", 29)


async def test_a_place_far_behind_the_end_costs_few_reads() -> None:
    source = Walked(rows(500))
    async with running(source, record_id="gone", position=1_000_000) as one:
        assert one.at == ("r499", 499)
        assert len(source.windows) < 30


async def test_a_start_on_a_record_that_is_gone_stays_near_its_place() -> None:
    async with running(Held(rows(100)), record_id="gone", position=50) as one:
        assert one.at == ("r50", 50)
    async with running(Held(rows(20)), record_id="gone", position=50) as one:
        assert one.at == ("r19", 19)


# What happens to the list


async def test_the_cursor_stays_on_its_record_and_its_line() -> None:
    source = Held(rows(100))
    async with running(source) as one:
        one.table.select("r50")
        await one.wheel(down=False)
        before = one.topics().index("[Row 50]")
        source.replace(without(rows(100), "r1", "r2", "r3"))
        one.table.reload()
        assert one.at == ("r50", 47)
        assert one.topics().index("[Row 50]") == before
        new: list[Row] = [(f"n{number}", f"New {number}", None, None, 0) for number in range(7)]
        source.replace([*new, *rows(100)])
        one.table.reload()
        assert one.at == ("r50", 57)
        assert one.topics().index("[Row 50]") == before


async def test_a_record_that_vanishes_leaves_the_cursor_at_its_place() -> None:
    source = Held(rows(10))
    async with running(source) as one:
        one.table.select("r4")
        source.replace(without(rows(10), "r4"))
        one.table.reload()
        assert one.at == ("r5", 4)
        one.table.select("r9")
        source.replace(without(rows(10), "r4", "r9"))
        one.table.reload()
        assert one.at == ("r8", 7)
        source.replace([])
        one.table.reload()
        assert one.at == (None, 0)
        assert one.table.row is None
        source.replace(rows(10))
        one.table.reload()
        assert one.at == ("r0", 0)


async def test_a_list_that_shrinks_leaves_no_line_empty() -> None:
    source = Held(rows(100))
    async with running(source) as one:
        one.table.action_last()
        source.replace(rows(95))
        one.table.reload()
        assert one.topics() == [f"Row {number}" for number in range(85, 94)] + ["[Row 94]"]


async def test_a_sorted_list_keeps_the_record_and_the_marks() -> None:
    async with running(Held(rows(100))) as one:
        one.table.select("r7")
        one.table.action_mark()
        one.table.select("r7")
        turned = Held(rows(100)[::-1], (Order("close", True),))
        one.table.show(turned, record_id="r7", keep_marks=True)
        assert one.at == ("r7", 92)
        assert one.table.marks.count(turned) == 1
        assert "[Row 7]" in one.topics()
        assert "◆" in one.lines()[2 + one.topics().index("[Row 7]")]


async def test_another_list_closes_the_one_before_and_drops_the_marks() -> None:
    source = Held(rows(100))
    async with running(source) as one:
        one.table.action_mark()
        await one.told()
        one.app.news()
        one.table.show(Held(rows(3)))
        await one.told()
        assert source.closed
        assert ("marks", 0, 0) in one.app.news()
        assert one.at == ("r0", 0)
        assert one.topics() == ["[Row 0]", "Row 1", "Row 2", *[""] * 7]


async def test_a_list_that_is_shown_again_is_not_closed() -> None:
    source = Held(rows(3))
    async with running(source) as one:
        one.table.show(source)
        assert not source.closed


async def test_a_table_that_goes_stops_its_load() -> None:
    source = Walked(rows(300))
    async with running(source):
        source.go.set()
    assert source.closed


async def test_a_long_list_that_changed_keeps_the_record_once_it_is_read_anew() -> None:
    source = Walked(rows(300))
    source.go.set()
    async with running(source) as one:
        await one.settle()
        one.table.select("r50")
        source.go.clear()
        source.replace(without(rows(300), "r1", "r2", "r3"))
        one.table.reload()
        await one.told()
        assert one.at == ("r50", 50)
        source.go.set()
        await one.settle()
        assert one.at == ("r50", 47)
        assert source.loads == 2


async def test_it_keeps_the_record_that_the_cursor_went_to_meanwhile() -> None:
    source = Walked(rows(300))
    source.go.set()
    async with running(source) as one:
        await one.settle()
        one.table.select("r50")
        source.go.clear()
        source.replace(without(rows(300), "r1", "r2", "r3"))
        one.table.reload()
        one.table.action_down()
        await one.told()
        source.go.set()
        await one.settle()
        assert one.at == ("r51", 48)


async def test_a_list_that_can_not_be_read_whole_says_so_and_shows_what_it_can() -> None:
    source = Walked(rows(300))
    source.fails = True
    source.go.set()
    async with running(source) as one:
        await until(one.pilot, lambda: toasts(one.app))
        assert toasts(one.app) == ["! the whole list can't be read: the disk is gone"]
        assert one.topics()[:2] == ["[Row 0]", "Row 1"]
        one.table.action_page_down()
        assert one.at == ("r10", 10)


async def test_a_resize_keeps_the_cursor_in_sight_and_no_line_empty() -> None:
    async with running(Held(rows(100))) as one:
        one.table.action_last()
        await one.pilot.resize_terminal(60, 6)
        await one.told()
        assert one.topics() == ["Row 96", "Row 97", "Row 98", "[Row 99]"]
        await one.pilot.resize_terminal(60, 14)
        await one.told()
        assert one.topics() == [f"Row {number}" for number in range(88, 99)] + ["[Row 99]"]
        await one.pilot.resize_terminal(40, 14)
        await one.told()
        assert {len(line) for line in one.lines()} == {40}


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 3), (6, 4), (12, 5)])
async def test_tiny_tables_draw_lines_of_their_size(size: tuple[int, int]) -> None:
    async with running(Held(rows(30)), size=size) as one:
        one.table.action_page_down()
        one.table.action_mark()
        lines = [one.table.render_line(y) for y in range(size[1])]
        assert [line.cell_length for line in lines] == [size[0]] * size[1]


# A real list that is walked


def deals(desk: Desk, count: int) -> list[str]:
    """Opportunities that close one day after the other; their ids."""
    with desk.store.command("Deals", desk.user.id) as session:
        made = [
            Opportunity(
                topic=f"Deal {number}",
                estimated_close_date=date.fromordinal(date(2027, 1, 1).toordinal() + number),
                owner_user_id=desk.user.id,
            )
            for number in range(count)
        ]
        session.add_all(made)
        session.flush()
        return [one.id.hex for one in made]


def open_deals(desk: Desk, go: threading.Event) -> Listing:
    """The open opportunities by close date; the whole order comes after `go`."""
    view = View(
        "t", "opportunity", "t", "", ("topic", "estimated_close_date"), (Order("estimated_close_date"),)
    )
    query = resolve(view, desk.user.id, (), date(2026, 11, 23))

    def connect() -> Any:
        go.wait(5)
        return desk.store.connect()

    return Listing(desk.store.reader, query, connect)


async def test_a_walked_listing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "FEW", 0)
    ids = deals(desk, 150)
    go = threading.Event()
    source = open_deals(desk, go)
    async with running(source) as one:
        assert source.count is None
        assert one.topics()[:2] == ["[Deal 0]", "Deal 1"]
        for _ in range(7):
            one.table.action_page_down()
        assert one.at == (ids[70], 70)
        one.table.select(ids[90])
        assert one.at == (ids[90], 90)
        one.table.select(ids[149])
        assert one.at == (ids[149], 149)
        one.table.action_first()
        one.table.action_last()
        assert one.at == (ids[0], 0)
        go.set()
        await one.settle()
        assert one.at == (ids[149], 149)
        assert ("loaded", 150) in one.app.heard

        go.clear()
        one.table.select(ids[100])
        with desk.store.command("Fewer", desk.user.id) as session:
            for number in (3, 4):
                session.delete(session.get_one(Opportunity, UUID(ids[number])))
        one.table.reload()
        one.table.action_down()
        await one.told()
        go.set()
        await one.settle()
        assert one.at == (ids[101], 99)


# Marks


async def test_space_marks_and_goes_on() -> None:
    async with running(Held(rows(3))) as one:
        one.app.news()
        await one.press("space", "space")
        assert [new for new in one.app.news() if new[0] != "scrolled"] == [
            ("marks", 1, 10_000),
            ("moved", "r1"),
            ("marks", 2, 30_000),
            ("moved", "r2"),
        ]
        assert [line[1] for line in one.lines()[2:6]] == ["◆", "◆", " ", " "]
        await one.press("space", "space")
        # The last row has no next one, so the second press takes its mark away.
        assert [new[1:] for new in one.app.news() if new[0] == "marks"] == [(3, 60_000), (2, 30_000)]
        assert one.at == ("r2", 2)


async def test_m_marks_all_or_none() -> None:
    source = Held(rows(200))
    async with running(source) as one:
        one.app.news()
        await one.press("M")
        assert one.app.news() == [("marks", 200, sum(range(1, 201)) * 10_000)]
        assert [line[1] for line in one.lines()[2:]] == ["◆"] * 10
        await one.press("space")
        assert one.app.news()[0] == ("marks", 199, sum(range(2, 201)) * 10_000)
        assert [line[1] for line in one.lines()[2:5]] == [" ", "◆", "◆"]
        await one.press("M")
        assert ("marks", 0, 0) in one.app.news()
        assert "◆" not in "".join(one.lines())


async def test_m_marks_all_after_the_last_mark_was_taken_away() -> None:
    async with running(Held(rows(2))) as one:
        one.table.action_mark_all()
        one.table.action_mark()
        one.table.action_mark()
        assert one.table.marks.count(one.table.source) == 0
        one.table.action_mark_all()
        assert one.table.marks.count(one.table.source) == 2


async def test_all_are_marked_also_while_their_number_is_not_known() -> None:
    source = Walked(rows(300))
    async with running(source) as one:
        one.table.action_mark_all()
        await one.told()
        assert one.app.heard[-1] == ("marks", None, None)
        source.go.set()
        await one.settle()
        assert one.table.marks.count(source) == 300


async def test_marks_of_records_that_left_the_list_are_dropped() -> None:
    source = Held(rows(5))
    async with running(source) as one:
        for _ in range(3):
            one.table.action_mark()
        source.replace(without(rows(5), "r1"))
        one.table.reload()
        await one.told()
        assert [new for new in one.app.heard if new[0] == "marks"][-1] == ("marks", 2, 40_000)
        assert one.table.marks.ids == {"r0", "r2"}
        source.replace(rows(5))
        one.table.reload()
        assert one.table.marks.ids == {"r0", "r2"}


async def test_a_list_without_marks_tells_none_when_it_is_read_anew() -> None:
    async with running(Held(rows(5))) as one:
        one.table.reload()
        await one.told()
        assert one.count("marks") == 0


# What it tells, and how often


async def test_a_start_tells_where_the_cursor_is_and_what_is_in_sight() -> None:
    async with running(Held(rows(100)), record_id="r42") as one:
        heard = one.app.news()
        assert [new for new in heard if new[0] == "moved"] == [("moved", "r42")]
        assert ("loaded", 100) in heard
        seen = [new for new in heard if new[0] == "scrolled"][-1]
        assert seen[1] <= 43 <= seen[2]
        assert seen[2] - seen[1] == 9


async def test_a_step_tells_once_and_only_scrolling_tells_what_is_in_sight() -> None:
    async with running(Held(rows(100))) as one:
        one.app.news()
        await one.press("j")
        assert one.app.news() == [("moved", "r1")]
        await one.press("G")
        assert one.app.news() == [("moved", "r99"), ("scrolled", 91, 100)]
        await one.press("G", "j")
        assert one.app.news() == []
        await one.press("enter")
        assert one.app.news() == [("opened", "r99")]


async def test_the_wheel_tells_of_the_cursor_only_when_it_had_to_go_along() -> None:
    async with running(Held(rows(100))) as one:
        one.table.action_page_down()
        await one.told()
        one.app.news()
        await one.wheel(down=True)
        assert one.app.news() == [("scrolled", 5, 14)]
        assert one.at == ("r10", 10)
        await one.wheel(down=True, times=3)
        assert one.at == ("r13", 13)
        assert [new for new in one.app.news() if new[0] == "moved"] == [("moved", "r13")]
        await one.wheel(down=False, times=9)
        assert one.topics()[0] == "Row 0"
        assert one.at == ("r9", 9)
        one.app.news()
        await one.wheel(down=False)
        assert one.app.news() == []


async def test_a_resize_tells_what_is_in_sight_and_no_move() -> None:
    async with running(Held(rows(100))) as one:
        one.app.news()
        await one.pilot.resize_terminal(60, 8)
        await one.told()
        assert one.app.news() == [("scrolled", 1, 6)]
        await one.pilot.resize_terminal(50, 8)
        await one.told()
        assert one.app.news() == []


async def test_a_reload_tells_that_the_record_was_read_anew() -> None:
    async with running(Held(rows(100))) as one:
        one.app.news()
        one.table.reload()
        await one.told()
        assert one.app.news() == [("loaded", 100), ("moved", "r0")]


async def test_the_end_of_a_load_tells_once() -> None:
    source = Walked(rows(300))
    async with running(source) as one:
        one.table.action_last()
        await one.told()
        one.app.news()
        source.go.set()
        await one.settle()
        heard = one.app.news()
        assert sorted(heard) == [("loaded", 300), ("moved", "r299"), ("scrolled", 291, 300)]


async def test_an_empty_list_tells_of_no_record() -> None:
    source = Held(rows(3))
    async with running(source) as one:
        one.app.news()
        source.replace([])
        one.table.reload()
        await one.told()
        assert one.app.news() == [("loaded", 0), ("moved", None), ("scrolled", 0, 0)]


async def test_a_value_of_the_row_under_the_cursor() -> None:
    async with running(Held(rows(3))) as one:
        one.table.action_down()
        assert one.table.value("topic") == "Row 1"
        assert one.table.value("amount") == 20_000
        assert one.table.value("rating") is None
        one.table.show(Held([]))
        assert one.table.value("topic") is None


# The order


async def test_s_asks_for_the_column_and_tells_the_order() -> None:
    async with running(Held(rows(3))) as one:
        one.app.news()
        await one.press("s")
        assert isinstance(one.app.screen, SortChooser)
        # Enter on the column that sorts now turns it round.
        await one.press("enter")
        await one.told()
        assert one.app.news() == [("sort", "close", True)]
        await one.press("s", "escape")
        assert one.app.news() == []


async def test_the_sorted_column_shows_which_way() -> None:
    for order, head in (
        (Order("close"), "   TOPIC                           CLOSE ▴         REVENUE  "),
        (Order("close", True), "   TOPIC                           CLOSE ▾         REVENUE  "),
        (Order("amount", True), "   TOPIC                           CLOSE         ▾ REVENUE  "),
        (Order("nothing"), "   TOPIC                           CLOSE           REVENUE  "),
    ):
        async with running(Held(rows(3), (order,))) as one:
            assert one.lines()[0].replace("▎", " ") == head


async def test_the_sign_of_a_full_last_column_stands_in_the_margin() -> None:
    columns = (COLUMNS[0], ListColumn("rating", "Rating", width=6))
    async with running(RowList(columns, [("a", "A", "Hot")], (Order("rating"),)), size=(25, 5)) as one:
        assert one.lines()[0] == "▎  TOPIC         RATING▴ "
        assert {len(line) for line in one.lines()} == {25}


# What can not be done now


async def test_nothing_opens_and_nothing_is_marked_in_an_empty_list() -> None:
    async with running(Held([])) as one:
        assert one.table.why_not("pane.open") == "nothing is here to open"
        assert one.table.why_not("table.mark") == "nothing is here to mark"
        assert one.table.why_not("table.mark_all") == "nothing is here to mark"
        assert one.table.why_not("table.sort") is None
        one.app.news()
        await one.press("enter", "space", "M", "j", "k", "G", "g", "pagedown", "pageup")
        assert one.app.news() == []
        assert toasts(one.app) == ["! not now: nothing is here to mark"]
        one.table.show(Held(rows(1)))
        assert one.table.why_not("pane.open") is None
        assert one.table.why_not("table.mark_all") is None


async def test_the_note_of_sorting_tells_the_order_as_it_is() -> None:
    async with running(Held(rows(1))) as one:
        assert one.table.note("table.sort") == "now by est. close date, earliest first"
        one.table.show(Held(rows(1), (Order("amount", True),)))
        assert one.table.note("table.sort") == "now by est. revenue, largest first"
        one.table.show(Held(rows(1), (Order("gone"),)))
        assert one.table.note("table.sort") is None
        one.table.show(Held(rows(1), ()))
        assert one.table.note("table.sort") is None
        assert one.table.note("table.mark") is None


# The mouse


async def test_a_click_goes_to_a_row_and_a_double_click_opens_it() -> None:
    async with running(Held(rows(100))) as one:
        await one.wheel(down=True)
        one.app.news()
        await one.pilot.click(offset=(10, 4))
        assert one.app.news() == [("moved", "r5")]
        await one.pilot.click(offset=(10, 6), times=2)
        assert one.app.news() == [("moved", "r7"), ("opened", "r7")]


async def test_a_click_below_the_last_row_does_nothing() -> None:
    async with running(Held(rows(3))) as one:
        one.app.news()
        await one.pilot.click(offset=(10, 8), times=2)
        assert one.app.news() == []
        assert one.at == ("r0", 0)


async def test_a_click_on_a_label_sorts() -> None:
    async with running(Held(rows(30))) as one:
        one.app.news()
        for x, news in (
            (3, [("sort", "topic", False)]),
            (36, [("sort", "close", True)]),
            (57, [("sort", "amount", True)]),
            (1, []),
        ):
            await one.pilot.click(offset=(x, 0))
            await one.told()
            assert one.app.news() == news, x
        assert one.at == ("r0", 0)


async def test_a_click_on_the_rule_does_nothing() -> None:
    async with running(Held(rows(30))) as one:
        one.table.action_page_down()
        await one.told()
        one.app.news()
        for x in (0, 1, 10, 59):
            await one.pilot.click(offset=(x, 1))
        assert one.app.news() == []


async def test_a_click_beside_the_text_marks() -> None:
    async with running(Held(rows(30))) as one:
        one.app.news()
        await one.pilot.click(offset=(1, 5))
        await one.told()
        assert ("marks", 1, 40_000) in one.app.news()
        assert one.table.marks.ids == {"r3"}
        assert one.at == ("r4", 4)
        await one.pilot.click(offset=(2, 5))
        await one.told()
        assert one.table.marks.ids == set()


async def test_the_wheel_stops_at_both_ends() -> None:
    async with running(Held(rows(14))) as one:
        await one.wheel(down=True, times=5)
        assert one.topics()[-1] == "Row 13"
        assert one.at == ("r4", 4)
        await one.wheel(down=False, times=5)
        assert one.topics()[0] == "Row 0"
        assert one.at == ("r4", 4)
    async with running(Held(rows(3))) as one:
        await one.wheel(down=True, times=2)
        assert one.topics()[0] == "[Row 0]"


async def test_the_wheel_goes_through_a_list_whose_length_is_not_known() -> None:
    async with running(Walked(rows(90))) as one:
        await one.wheel(down=True, times=40)
        assert one.topics()[-1] == "Row 89"
        assert one.topics()[0] == "[Row 80]"


def thumb(one: Running) -> list[int]:
    return [y for y, line in enumerate(one.lines()) if line[-1] == "▐"]


async def test_the_thumb_says_where_and_can_be_dragged() -> None:
    async with running(Held(rows(100))) as one:
        assert thumb(one) == [2]
        await one.mouse(events.MouseDown, 59, 2)
        await one.mouse(events.MouseMove, 59, 11)
        assert thumb(one) == [11]
        assert one.topics()[-1] == "Row 99"
        # The mouse need not stay on it, and beyond the ends is at the ends.
        await one.mouse(events.MouseMove, 30, 0)
        assert one.topics()[0].strip("[]") == "Row 0"
        await one.mouse(events.MouseMove, 30, 6)
        middle = one.topics()
        assert middle[0] not in ("Row 0", "[Row 0]", "Row 90")
        await one.mouse(events.MouseUp, 30, 6)
        await one.mouse(events.MouseMove, 59, 11)
        assert one.topics() == middle


@pytest.mark.parametrize("spot", [(10, 0), (10, 7), (1, 7)], ids=["label", "row", "margin"])
async def test_letting_the_thumb_go_elsewhere_is_no_click(spot: tuple[int, int]) -> None:
    async with running(Held(rows(100))) as one:
        await one.mouse(events.MouseDown, 59, 2)
        await one.mouse(events.MouseMove, *spot)
        at = one.at
        one.app.news()
        await one.mouse(events.MouseUp, *spot)
        assert one.at == at
        assert one.app.news() == []
        for kind in (events.MouseDown, events.MouseUp):
            await one.mouse(kind, 10, 4)
        assert one.app.news() != []


async def test_a_click_where_a_thumb_would_be_does_nothing_in_a_short_list() -> None:
    async with running(Held(rows(5))) as one:
        assert thumb(one) == []
        one.app.news()
        await one.pilot.click(offset=(59, 4))
        assert one.app.news() == []


async def test_a_label_can_be_jumped_to() -> None:
    async with running(Held(rows(3))) as one:
        assert isinstance(one.table, HasTargets)
        targets = list(one.table.jump_targets())
        assert [target.name for target in targets] == ["Topic", "Close", "Revenue"]
        head = one.lines()[0]
        for target in targets[:2]:
            assert head[target.region.x :].startswith(target.name.upper())
        one.app.news()
        targets[2].go()
        await one.told()
        assert one.app.news() == [("sort", "amount", True)]


# What it reads


class Endless(Held):
    """A million rows that are made when they are asked for."""

    def __init__(self) -> None:
        super().__init__(())

    @property
    def count(self) -> int:
        return 1_000_000

    def window(self, start: int, stop: int) -> Sequence[Row]:
        self.windows.append((start, stop))
        return [(f"r{number}", f"Row {number}", None, 0, 0) for number in range(start, min(stop, self.count))]

    def position_of(self, record_id: str) -> int | None:
        return int(record_id[1:])


async def test_a_million_rows_are_read_in_a_handful_of_windows() -> None:
    source = Endless()
    async with running(source, size=(60, 40)) as one:
        assert len(source.windows) == 1
        one.table.action_last()
        one.lines()
        assert one.at == ("r999999", 999_999)
        assert one.topics()[-1] == "[Row 999999]"
        assert len(source.windows) <= 3
        one.table.select("r500000")
        one.lines()
        assert len(source.windows) <= 5
        for _ in range(WINDOW * 3):
            one.table.action_down()
        assert len(source.windows) <= 9
        assert all(stop - start == WINDOW for start, stop in source.windows)
        before = len(source.windows)
        one.lines()
        one.lines()
        assert len(source.windows) == before


async def test_only_windows_in_sight_are_read_anew() -> None:
    source = Endless()
    async with running(source, size=(60, 40)) as one:
        one.table.select("r500000")
        one.lines()
        source.windows.clear()
        one.table.reload()
        one.lines()
        assert len(source.windows) <= 2


async def test_a_step_draws_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(Held(rows(100)), size=(60, 40)) as one:
        await one.pilot.pause()
        drawn: list[int] = []
        draw = RecordTable.draw
        monkeypatch.setattr(
            RecordTable, "draw", lambda self, y, paint: drawn.append(y) or draw(self, y, paint)
        )
        await one.press("j")
        assert sorted(set(drawn)) == [2, 3]
        drawn.clear()
        await one.press("space")
        assert sorted(set(drawn)) == [3, 4]


# How it looks


async def test_an_empty_list_says_so_and_which_key_fills_it() -> None:
    table = RecordTable(empty=Empty("No opportunities yet.", "n", "makes one"))
    async with running(Held([]), table=table) as one:
        assert [line.strip("▎ ") for line in one.lines()[2:6]] == [
            "No opportunities yet.",
            "n makes one",
            "",
            "",
        ]
        assert one.lines()[0].startswith("▎  TOPIC")


async def test_a_list_that_is_still_read_does_not_say_it_is_empty() -> None:
    table = RecordTable(empty=Empty("No opportunities yet.", "n", "makes one"))
    source = Walked([])
    async with running(source, table=table) as one:
        assert "No opportunities" not in "".join(one.lines())
        source.go.set()
        await one.settle()
        assert "No opportunities" in "".join(one.lines())


async def test_the_cursor_turns_grey_without_focus() -> None:
    async with running(Held(rows(3))) as one:
        assert [line[0] for line in one.lines()[:5]] == ["▎", "▎", "▌", "▎", "▎"]
        one.app.leave()
        await one.pilot.pause()
        assert [line[0] for line in one.lines()[:5]] == [" ", " ", "▎", " ", " "]


def hostile(text: str) -> RowList:
    """Two rows, with the text wherever a text can be."""
    columns = (
        ListColumn("topic", text or "T", width=12, share=1),
        ListColumn("who", text or "W", "name", text, width=9, share=1),
        ListColumn("amount", "Est. revenue", "money", "Revenue", width=10, needs="sign"),
        ListColumn("sign", "Sign", hidden=True),
    )
    held: list[Row] = [(text, text, text, 123_456_789_0000, text), ("b", "b", None, None, None)]
    return RowList(columns, held, BY_TOPIC, 3)


@pytest.mark.parametrize("width", [50, 21, 9])
async def test_hostile_texts_stay_in_their_lines(width: int) -> None:
    async with running(Held([]), size=(width, 6)) as one:
        for text in HOSTILE:
            source = hostile(text)
            one.table.sign = text
            one.table.empty = Empty(text, "n", text)
            for held in (source, RowList(source.columns, ())):
                one.table.show(held)
                if held.count:
                    one.table.action_mark()
                for y in range(6):
                    strip = one.table.render_line(y)
                    assert strip.cell_length == width, text[:20]
                    assert strip.text.isprintable(), text[:20]


def pipeline() -> RowList:
    """The pipeline of the other tests, in the columns of the standard views."""
    keys = ("topic", "customer_name", "estimated_close_date", "estimated_revenue", "rating", "probability")
    columns = list_columns("opportunity", (*keys, "contact", "account"))
    held: list[Row] = []
    for number, line in enumerate(ROWS.strip().splitlines()):
        topic, customer, closes, revenue, rating = line.split("|")
        code = Rating.from_label(rating)
        assert code is not None
        row = (f"r{number}", topic, customer, closes, int(revenue) * 10_000, int(code), 45, None, customer)
        hidden = {"currency_sign": "$", "status": 0}
        held.append((*row, *(hidden[column.key] for column in columns if column.hidden)))
    return RowList(columns, held, (Order("estimated_close_date"),), 4)


def standing(record_id: str = "r4", focus: bool = True) -> Callable[[Pilot[Any]], Any]:
    async def stand(pilot: Pilot[Any]) -> None:
        assert isinstance(pilot.app, Stage)
        table = pilot.app.table
        if table.record_id is not None:
            for marked in ("r2", "r6", "r7", record_id):
                table.select(marked)
                table.action_mark()
            table.select(record_id)
        if not focus:
            pilot.app.leave()
        await pilot.pause()

    return stand


Compare = Callable[..., bool]


@pytest.mark.parametrize("mode", ["dark", "light"])
@pytest.mark.parametrize("width", [120, 60])
def test_the_look(snap_compare: Compare, mode: theme.Mode, width: int) -> None:
    app = Stage(pipeline(), RecordTable(sign="$"), mode)
    assert snap_compare(app, terminal_size=(width, 20), run_before=standing())


def test_the_look_without_focus(snap_compare: Compare) -> None:
    app = Stage(pipeline(), RecordTable(sign="$"))
    assert snap_compare(app, terminal_size=(80, 14), run_before=standing(focus=False))


def test_the_look_of_an_empty_list(snap_compare: Compare) -> None:
    source = pipeline()
    nothing = RowList(source.columns, (), source.order)
    app = Stage(nothing, RecordTable(empty=Empty("My Open Opportunities: none yet.", "n", "makes one")))
    assert snap_compare(app, terminal_size=(80, 10), run_before=standing())


def test_the_look_in_ascii(snap_compare: Compare) -> None:
    app = Stage(pipeline(), RecordTable(sign="$"), "dark", "ascii")
    assert snap_compare(app, terminal_size=(80, 14), run_before=standing())
