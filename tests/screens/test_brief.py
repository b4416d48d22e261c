"""The brief before a call: read, scrolled, copied, and what the call brings is logged from it."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from salestui.brief_markdown import markdown
from salestui.lifecycle.brief import brief
from salestui.models.activities import Activity
from salestui.models.connections import Connection
from salestui.models.notes import Attachment
from salestui.models.opportunities import Opportunity
from salestui.screens.activity import ActivityScreen
from salestui.screens.brief import BriefScreen
from salestui.screens.competitor import CompetitorScreen
from salestui.screens.contact import ContactScreen
from salestui.screens.reading import ReadingScreen
from salestui.widgets.add_party import AddParty
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.field_parts import Hint
from salestui.widgets.nav import PathBar
from salestui.widgets.text_input import TextInput
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker
from tests.screens.record import Record, opened
from tests.screens.story import LAST, WAREHOUSE, WON


@pytest.fixture
async def record(desk: Desk, ids: dict[str, UUID]) -> AsyncIterator[Record]:
    async with opened(desk, ids, WAREHOUSE, (120, 60)) as shown:
        await shown.press("b")
        yield shown


def screen(record: Record) -> BriefScreen:
    assert isinstance(record.top, BriefScreen), record.top
    return record.top


def text(record: Record) -> str:
    pane = screen(record).text
    lines = [pane.render_line(y).text.strip(" ▎▌▐") for y in range(pane.size.height)]
    return "\n".join(" ".join(line.split()) for line in lines)


async def test_all_of_it_on_one_screen(record: Record) -> None:
    shown = text(record)
    for words in (
        "Warehouse automation, phase 2\nNorthwind Foods · Ana Silva · owner Mina Okafor",
        "Stage Propose 6 days, 2 of 4 steps",
        "Closes Fri 04 Dec in 11 days",
        "Est. revenue $182,000 60% probable, weighted $109,200",
        "Budget $200,000 will buy",
        "Quote Q-1042, $182,000 active, valid to 30 Nov",
        "AT RISK\n! Quote unanswered for 8 days Q-1042, $182,000, expires 30 Nov",
        "Step Complete internal review",
        "Activity Walk-through with site leads today 14:10, in 40 min, meeting, room 2",
        "OPEN PROMISES 2\n23 Nov 14:10 Walk-through with site leads in 40 min, meeting, room 2",
        "24 Nov 15:00 Ana, the security review call, 30 min, high priority",
        "Decision maker Ana Silva last contact 5 days ago: mail, Proposal and site plans",
        "Economic buyer Jonas Weber no contact yet",
        "LAST NOTES 2\n21 Nov They want the quote split by site, Bergen first. Mina Okafor",
        "COMPETITORS 2\nwe won 3 of 5 Fabrikam Robotics\nwe won 1 of 4 Litware Logistics",
        "17 Nov came to Propose",
    ):
        assert words in shown, words


async def test_escape_goes_back_and_b_says_that_this_is_it(record: Record) -> None:
    await record.press("b")
    assert record.toasts[-1] == "! not now: this is the brief"
    await record.press("escape")
    assert record.top is record.screen


async def test_what_it_tells_of_is_opened(record: Record) -> None:
    for downs, kind, name in (
        (0, ActivityScreen, "Walk-through with site leads"),
        (2, ActivityScreen, "Ana, the security review"),
        (1, ContactScreen, "Ana Silva"),
        (4, ReadingScreen, "They want the quote split by site, Bergen first."),
        (2, CompetitorScreen, "Fabrikam Robotics"),
    ):
        await record.press(*["down"] * downs, "enter")
        assert isinstance(record.top, kind)
        assert record.top.subject() == name
        await record.press("escape")
        assert screen(record).text.has_focus, "it comes back to where it was"


async def test_the_promise_under_the_cursor_is_completed(record: Record) -> None:
    await record.press("down", "down", "c")
    assert record.toasts[-1].startswith("✓ Call: Ana, the security review completed")
    await record.press("G", "c")
    assert record.toasts[-1].startswith("✓ Meeting: Walk-through with site leads completed")


async def test_it_is_copied_as_markdown(record: Record) -> None:
    await record.press("Y")
    with record.desk.store.session() as session:
        assert record.app.clipboard == markdown(brief(session, record.screen.record_id))
    assert record.toasts[-1] == "✓ The brief is copied as Markdown"


async def test_it_is_saved_to_a_file(record: Record, tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    for answer in ("enter", "y"):
        await record.press("E")
        box = record.top.query_one("#path", TextInput)
        assert box.value.endswith("/Warehouse automation, phase 2, brief.md")
        box.value = str(target)
        await record.press("enter")
        await record.settle()
        if answer == "y":
            assert isinstance(record.top, Confirm)
            target.write_text("old")
            await record.press("y")
            await record.settle()
        assert isinstance(record.top, BriefScreen)
    with record.desk.store.session() as session:
        assert target.read_text(encoding="utf-8") == markdown(brief(session, record.screen.record_id))


async def test_a_folder_that_takes_no_file_is_told(record: Record, tmp_path: Path) -> None:
    await record.press("E")
    record.top.query_one("#path", TextInput).value = str(tmp_path / "nowhere" / "brief.md")
    await record.press("enter")
    await record.settle()
    assert not isinstance(record.top, BriefScreen)
    assert "nowhere" in record.top.query_one(Hint).text


async def test_what_the_call_brings_is_logged_and_people_are_added_from_here(record: Record) -> None:
    await record.press("L", *"call", "space", *"agreed", "enter")
    with record.desk.store.session() as session:
        assert session.exec(select(Activity).where(Activity.subject == "Agreed")).first()
    await record.press("K")
    assert isinstance(record.top, AddParty)
    await record.press(*"jonas", "tab", "c", "enter")
    assert "Champion Jonas Weber" in text(record)


async def test_it_scrolls_on_a_small_screen(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE, (80, 24)) as record:
        await record.press("b")
        assert "COMPETITORS" not in text(record)
        await record.press("G")
        assert "COMPETITORS" in text(record)
        await record.press("question_mark", "escape")
        assert "COMPETITORS" in text(record), "what was read stays in sight"
        await record.press("g")
        assert text(record).startswith("Warehouse automation")


async def test_it_opens_at_its_top_also_when_the_first_record_is_far_below(desk: Desk) -> None:
    with desk.store.command("New", desk.user.id) as session:
        make = Maker(session, desk.user.id)
        deal = make.deal("Parcel lockers", budget_amount=Decimal(500), estimated_revenue=Decimal(1000))
        make.add(Connection(opportunity_id=deal.id, contact_id=make.contact().id))
        deal_id = deal.id
    async with opened(desk, {"Deal": deal_id}, "Deal", (80, 15)) as record:
        await record.press("b")
        assert text(record).startswith("Parcel lockers\n")
        assert screen(record).query_one(PathBar).steps == ("Parcel lockers", "Brief")
        await record.press("enter")
        assert record.toasts[-1] == "! not now: nothing is here to open"
        await record.press("down", "down")
        assert text(record).startswith("Parcel lockers\n"), "the lines above it come one by one"
        await record.press(*["down"] * 20, "g")
        assert text(record).startswith("Parcel lockers\n")


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (120, 40)])
async def test_the_cursor_is_in_sight_at_the_end_of_many_changes(
    desk: Desk, ids: dict[str, UUID], size: tuple[int, int]
) -> None:
    with desk.store.command("New", desk.user.id) as session:
        deal = session.get(Opportunity, ids[WAREHOUSE])
        assert deal is not None
        note = Maker(session, desk.user.id).note(deal, "See the plans")
        for number in range(30):
            name, kind = f"plan of floor {number} of the warehouse in Bergen.pdf", "application/pdf"
            session.add(
                Attachment(note_id=note.id, file_name=name, mime_type=kind, size_bytes=1, sha256="0" * 64)
            )
    async with opened(desk, ids, WAREHOUSE, size) as record:
        await record.press("b", "G")
        pane = screen(record).text
        row = pane.row_of(pane.current.id) if pane.current is not None else None
        assert row is not None
        assert 0 <= row < pane.size.height
        assert text(record).splitlines()[row].endswith("more")
        await record.press("enter")
        assert record.toasts[-1] == "! not now: nothing is here to open"
        await record.press("g", *["down"] * 60)
        assert text(record).splitlines()[row].endswith("more"), "each line on the way can be reached"


async def test_an_empty_and_a_closed_one(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, LAST, (100, 60)) as record:
        await record.press("b")
        for words in ("Activity ! nothing planned", "Nothing is promised.", "No stakeholders yet."):
            assert words in text(record)
        assert "the opportunity was created Mina Okafor" in text(record)
    async with opened(desk, ids, WON, (100, 60)) as record:
        await record.press("b")
        assert "Status Won Thu 12 Nov" in text(record)
        assert "Actual revenue $33,000" in text(record)
        assert "NEXT" not in text(record)


@pytest.mark.parametrize("by", ["me", "somebody else"])
async def test_one_that_is_deleted_meanwhile(record: Record, by: str) -> None:
    with record.desk.store.command("New", record.desk.user.id) as session:
        deal = Opportunity(topic="Short-lived", owner_user_id=record.desk.user.id)
        session.add(deal)
        deal_id = deal.id
    await record.press("escape")
    screen_ = BriefScreen(record.desk, deal_id)
    await record.app.push_screen(screen_)
    await record.pilot.pause()
    if by == "me":
        await record.press("u")
    else:
        with record.desk.store.command("Elsewhere") as session:
            session.delete(session.get(Opportunity, deal_id))
    await record.settle()
    assert record.top is record.screen
    if by == "me":
        assert record.toasts == ["✓ Undone: New   Ctrl+R redo"]
    else:
        assert "no longer there" in "".join(record.toasts)


async def test_notes_are_set_as_the_markdown_that_they_are(desk: Desk) -> None:
    with desk.store.command("New", desk.user.id) as session:
        make = Maker(session, desk.user.id)
        deal = make.deal("Plan")
        make.note(deal, "They **want** `it` [soon](https://a.org)")
        make.note(deal, "# Agreed\n\n- one vendor\n- **no** upgrades")
        deal_id = deal.id
    async with opened(desk, {"Plan": deal_id}, "Plan", (120, 60)) as record:
        await record.press("b")
        shown = text(record)
        assert "They want it soon mina" in shown
        assert "Agreed\n\n· one vendor\n· no upgrades" in shown


@pytest.mark.parametrize("width", [60, 100])
async def test_hostile_texts_stay_text(desk: Desk, width: int) -> None:
    with desk.store.command("New", desk.user.id) as session:
        make = Maker(session, desk.user.id)
        deal = make.deal("Hostile")
        session.add(deal)
        for words in HOSTILE:
            kept = words.encode("utf-8", "ignore").decode().replace("\x00", "")
            if kept.strip():
                make.note(deal, kept)
                make.call(deal, kept[:200])
        deal_id = deal.id
    async with opened(desk, {"Hostile": deal_id}, "Hostile", (width, 24)) as record:
        await record.press("b", "G", "g", "pagedown")
        assert "\x1b" not in text(record)
        with desk.store.session() as session:
            assert session.get(Opportunity, deal_id) is not None
