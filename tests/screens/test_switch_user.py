"""Another user of the file: what is shown is his, and so is what he does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from salestui.lifecycle import notes
from salestui.lifecycle.refs import RecordRef
from salestui.models.customers import Account
from salestui.screens.reading import ReadingScreen
from salestui.settings import Settings
from salestui.widgets.desk import Desk
from salestui.widgets.nav import Nav
from tests.screens.listed import List, opened


@pytest.fixture
def desk(demo_file: Path) -> Iterator[Desk]:
    found = Desk.open(demo_file, Settings(user="mina"))
    yield found
    found.store.close()


async def become(shown: List, name: str) -> None:
    await shown.press("f2")
    await shown.type(name)
    await shown.press("enter")
    await shown.settle()


def who(shown: List) -> str:
    return shown.top.query_one(Nav).render_line(0).text.split()[-1]


async def test_the_list_is_that_of_the_other_user(desk: Desk) -> None:
    async with opened(desk) as shown:
        assert who(shown) == "Mina"
        mine = shown.topics
        await become(shown, "tom")
        assert shown.toasts[-1] == "✓ Now Tomás Ibarra   F2 another user"
        assert who(shown) == "Tomás"
        assert not set(mine) & set(shown.topics)
        await become(shown, "mina")
        assert shown.topics == mine


async def test_each_user_has_the_list_as_left(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.choose_view("all opp")
        await shown.press("slash", *"parcel", "enter", "p")
        await become(shown, "tom")
        assert (shown.screen.view.key, shown.screen.memory.filter) == ("my-open", "")
        assert shown.preview.display
        await shown.press("j", "j")
        topic = shown.topic
        await become(shown, "mina")
        assert (shown.screen.view.key, shown.screen.memory.filter) == ("all", "parcel")
        assert not shown.preview.display
        await become(shown, "tom")
        assert shown.topic == topic


async def test_one_who_does_not_read_everything_sees_less(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.choose_view("all opp")
        every = set(shown.topics)
        await become(shown, "lena")
        some = set(shown.topics)
        assert some < every
        with desk.store.session() as session:
            from salestui.lifecycle import opportunities, permission
            from salestui.lifecycle.refs import RecordRef

            for row in shown.table.source.window(0, 100):
                record_id = opportunities.UUID(str(row[0]))
                assert opportunities.get(session, record_id).topic == row[1]
                ref = RecordRef("opportunity", record_id, "")
                assert permission.why_not(desk.store.reader, desk.user.id, ref, "read") is None
        await shown.press("4")
        await shown.settle()
        await become(shown, "vera")
        assert who(shown) == "Vera"
        await shown.press("2")
        await shown.settle()
        await shown.choose_view("all opp")
        assert set(shown.topics) == every


async def test_what_is_done_is_the_other_users(desk: Desk) -> None:
    async with opened(desk) as shown:
        await become(shown, "tom")
        await shown.press("A")
        await shown.type("yuk")
        await shown.press("enter")
        await shown.settle()
        (name,) = desk.store.reader.execute(
            "SELECT user_name FROM system_user WHERE id ="
            " (SELECT user_id FROM journal_command ORDER BY id DESC LIMIT 1)"
        ).fetchone()
        assert name == "tomas"
        await become(shown, "mina")
        await shown.press("u")
        await shown.settle()
        assert shown.toasts[-1] == "! not now: there is nothing of yours to undo"


async def test_a_record_that_the_other_user_may_not_read_is_left(desk: Desk) -> None:
    async with opened(desk) as shown:
        with desk.store.session() as session:
            from salestui.models.sharing import RecordShare

            shared = set(session.exec(select(RecordShare.opportunity_id).where(col(RecordShare.user_id))))
        await shown.press("enter")
        await shown.settle()
        record = shown.top
        await become(shown, "omar")
        assert shared is not None
        if shown.top is record:
            assert record.record is not None  # type: ignore[attr-defined]  # Omar is on its team
        else:
            name = record.subject()  # type: ignore[attr-defined]  # a record's screen
            told = f"! The opportunity “{name}” is not there, or not shared with you"
            assert [toast for toast in shown.toasts if "not shared" in toast] == [told]


async def test_a_note_that_the_other_user_may_not_read_is_left(desk: Desk) -> None:
    with desk.store.session() as session:
        account = session.exec(select(Account).order_by(col(Account.name))).first()
    assert account is not None
    with desk.store.command("Note", desk.user.id) as session:
        note = notes.add(session, desk.user.id, "account", account.id, "They are broke")
    async with opened(desk) as shown:
        await shown.app.push_screen(ReadingScreen(desk, RecordRef("note", note.id, "")))
        await shown.settle()
        await become(shown, "omar")
        assert not isinstance(shown.top, ReadingScreen)
        assert "! This note is not there, or not shared with you." in shown.toasts


async def test_the_same_user_again_changes_nothing(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("f2", "enter")
        assert shown.top is shown.screen
        assert shown.toasts == []


async def test_not_while_something_is_half_done(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("enter")
        await shown.settle()
        await shown.press("e", *"x", "tab", "escape", "f2")
        await shown.settle()
        assert shown.toasts[-1].startswith("! not now: the change of")
