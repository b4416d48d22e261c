"""Between two calls: find the late deals, push them out, look into one, leave; with one's own keys too."""

from datetime import date
from pathlib import Path

import pytest

from salestui.settings import Settings
from salestui.widgets.dialog import Confirm
from tests.journeys.driver import started

OWN_KEYS = {
    "list.choose_view": ("f3",),
    "list.edit": ("f4",),
    "table.mark": ("insert",),
    "app.undo": ("f6",),
    "record.back": ("f7",),
    "pane.down": ("ctrl+n",),
}


@pytest.mark.parametrize("keys", [{}, OWN_KEYS], ids=["as shipped", "own keys"])
@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
async def test_late_deals_are_pushed_out(
    demo_file: Path, keys: dict[str, tuple[str, ...]], size: tuple[int, int]
) -> None:
    async with started(demo_file, Settings(user="mina", keys=keys), size) as person:
        await person.choose_view("my overdue")
        late = person.topics
        assert late
        for _ in late:
            await person.do("list.edit")
            await person.set_field("estimated_close_date", "+2w")
            await person.do("editing.save")
        assert person.topics == []
        await person.choose_view("my open")
        pushed = [row for row in person.listed.table.source.window(0, 1000) if row[1] in late]
        assert {row[3] for row in pushed} == {date(2026, 12, 7).isoformat()}
        for _ in late:
            await person.do("app.undo")
        await person.choose_view("my overdue")
        assert sorted(person.topics) == sorted(late)


async def test_walking_from_record_to_record_and_back(demo_file: Path) -> None:
    async with started(demo_file) as person:
        topics = person.topics
        await person.do("pane.open")
        for topic in topics[1:4]:
            await person.do("record.next")
            assert person.record.subject() == topic
        await person.do("record.previous", "record.back")
        assert person.listed.table.value("topic") == topics[2]


async def test_what_is_typed_is_not_lost_by_walking_on(demo_file: Path) -> None:
    async with started(demo_file) as person:
        first, second = person.topics[:2]
        await person.do("pane.open")
        await person.set_field("topic", "Changed, not saved")
        await person.do("editing.next", "editing.cancel", "record.next")
        assert isinstance(person.app.screen, Confirm)
        await person.do("dialog.cancel")
        assert person.record.fields.waiting == ["topic"]
        await person.do("record.save", "record.next")
        assert person.record.subject() == second
        await person.do("record.back")
        assert "Changed, not saved" in person.topics
        assert first not in person.topics


async def test_two_terminals_on_one_file(demo_file: Path) -> None:
    async with started(demo_file) as one, started(demo_file, size=(80, 24)) as other:
        topic = one.topics[0]
        await one.do("list.edit")
        await one.set_field("topic", f"{topic}, renamed")
        await one.do("editing.save")
        other.app._look_elsewhere()
        await other.settle()
        assert f"{topic}, renamed" in other.topics
        await other.do("app.undo")
        one.app._look_elsewhere()
        await one.settle()
        assert topic in one.topics
