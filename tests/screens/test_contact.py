"""The record of a contact: its deals with its roles, its name and parts, new opportunities of it."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from salestui.lifecycle import file_store
from salestui.models.customers import Contact
from salestui.models.opportunities import Opportunity
from salestui.screens.account import AccountScreen
from salestui.screens.new_opportunity import NewOpportunity
from salestui.screens.opportunity import OpportunityScreen
from salestui.screens.removing import Removal
from salestui.widgets.desk import Desk
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.form_control import FormControl
from salestui.widgets.pane import Item, Pane
from salestui.widgets.path_dialog import PathDialog
from salestui.widgets.tab_bar import TabBar
from salestui.widgets.timeline import TimelinePane
from tests.hostile import HOSTILE
from tests.screens.record import Record
from tests.screens.related import opened, tell


@pytest.fixture
def ids(desk: Desk) -> dict[str, UUID]:
    return tell(desk)


@pytest.fixture
async def ana(desk: Desk, ids: dict[str, UUID]) -> AsyncIterator[Record]:
    async with opened(desk, "contact", ids["Ana Silva"]) as shown:
        yield shown


def contact(record: Record, ids: dict[str, UUID], name: str = "Ana Silva") -> Contact:
    with record.desk.store.session() as session:
        found = session.get(Contact, ids[name])
    assert found is not None
    return found


async def test_all_of_it_at_once(ana: Record) -> None:
    lines = ana.lines()
    assert lines[2].split() == ["Ana", "Silva", "$224,400", "$83,000", "$40,000"]
    assert lines[3].strip().startswith("CFO · Contoso · owner Mina Okafor")
    assert ana.text("open_deals") == ("OPEN OPPORTUNITIES 2 Parcel lockers Contact Dock sensors Contact")


async def test_the_role_of_a_stakeholder(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "contact", ids["Tomás Reyes"]) as record:
        assert record.text("open_deals") == "OPEN OPPORTUNITIES 1 Dock sensors Champion"
        await record.press("l")
        assert "Dock sensors Contoso Champion Qualify" in record.text("deals")


async def test_the_full_name_follows_its_parts(ana: Record, ids: dict[str, UUID]) -> None:
    await ana.edit("last_name", "Silva-Nunes")
    await ana.press("ctrl+s")
    assert contact(ana, ids).full_name == "Ana Silva-Nunes"
    await ana.settle()
    assert "Ana Silva-Nunes" in ana.lines()[2]
    await ana.press("u")
    await ana.settle()
    assert contact(ana, ids).full_name == "Ana Silva"


async def test_a_new_opportunity_has_the_contact(ana: Record, ids: dict[str, UUID]) -> None:
    await ana.press("n")
    assert isinstance(ana.top, NewOpportunity)
    ana.top.query_one("#topic", FormControl).input.value = "Kiosks"
    await ana.press("ctrl+s")
    assert isinstance(ana.top, OpportunityScreen)
    with ana.desk.store.session() as session:
        deal = session.get(Opportunity, ana.top.record_id)
        assert (deal.account_id, deal.contact_id) == (ids["Contoso"], ids["Ana Silva"])


async def test_its_account_opens(ana: Record) -> None:
    ana.fields.focus()
    ana.fields.select("account")
    await ana.press("enter")
    assert isinstance(ana.top, AccountScreen)
    await ana.press("escape")
    assert ana.top is ana.screen


async def test_one_with_deals_is_only_set_inactive(ana: Record, ids: dict[str, UUID]) -> None:
    await ana.press("d")
    assert isinstance(ana.top, Removal)
    assert ana.top.why_not("remove.delete") == (
        "4 opportunities, 4 stakeholder roles and 1 account refer to it"
    )
    await ana.press("i")
    assert contact(ana, ids).is_active is False


async def test_one_pane_at_a_time_in_a_small_terminal(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "contact", ids["Ana Silva"], (80, 24)) as record:
        await record.pilot.pause()
        tabs = record.screen.query_one(TabBar).render_line(0).text
        assert "Opportunities 4" in tabs
        for _ in record.screen.tabs_now():
            assert all(len(line) <= 80 for line in record.lines())
            await record.press("l")


async def test_hostile_texts_show_as_typed(ana: Record, ids: dict[str, UUID]) -> None:
    for text in HOSTILE:
        if "\ud800" in text or not text.strip():
            continue
        with ana.desk.store.command("Hostile", ana.desk.user.id) as session:
            held = session.get(Contact, ids["Ana Silva"])
            held.full_name, held.first_name, held.job_title = text[:305], text[:100], text[:100]
        await ana.settle()
        shown = "\n".join(ana.lines())
        assert "\x1b" not in shown
        assert "\x9b" not in shown
    assert ana.top is ana.screen


async def test_the_key_that_searches_goes_to_the_timeline(desk: Desk, ids: dict[str, UUID]) -> None:
    for size in ((120, 40), (80, 24)):
        async with opened(desk, "contact", ids["Ana Silva"], size=size) as shown:
            await shown.press("N", *"about doors", "ctrl+s")
            await shown.settle()
            assert isinstance(shown.app.focused, FieldsPane)
            await shown.press("slash", *"door", "enter")
            await shown.settle()
            timeline = shown.screen.query_one(TimelinePane)
            assert timeline.happenings.typed == "door"
            assert timeline.has_focus


async def test_the_photo_is_a_file_of_the_contact(desk: Desk, ids: dict[str, UUID], isolated: Path) -> None:
    picture = b"\x89PNG" + b"x" * 2996
    with desk.store.command("Photo", desk.user.id) as session:
        photo = file_store.keep(file_store.folder(desk.store.path), picture)
        session.get_one(Contact, ids["Ana Silva"]).photo_sha256 = photo
    async with opened(desk, "contact", ids["Ana Silva"]) as shown:
        await shown.press("h", "h")
        await shown.settle()
        assert "photo.png photo 3.0 kB" in shown.text("files")
        await shown.press("E")
        dialog = shown.top
        assert isinstance(dialog, PathDialog)
        dialog.box.value = "~/ana.png"
        await shown.settle()
        await shown.press("enter")
        await shown.settle()
        assert (isolated / "ana.png").read_bytes() == picture
        await shown.press("d", "y")
        await shown.settle()
        assert contact(shown, ids).photo_sha256 is None
        assert "No files yet" in shown.text("files")
        await shown.press("u")
        await shown.settle()
        assert contact(shown, ids).photo_sha256 == photo
        assert "photo.png" in shown.text("files")


async def test_keys_of_other_places_say_why_they_do_nothing_here(ana: Record) -> None:
    await ana.press("b")
    assert ana.toasts[-1] == "! not now: only an opportunity has a brief"
    ana.screen.query_one(TimelinePane).focus()
    await ana.press("s")
    assert ana.toasts[-1] == "! not now: it is by time, and t turns that round"
    await ana.press("question_mark")
    listed = ana.top.query_one(Pane).entries
    assert {"briefless.brief", "timeline.sort"} <= {item.id for item in listed if isinstance(item, Item)}
