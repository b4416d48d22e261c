"""The record of an account: what it shows, editing, new ones of it, deleting and setting inactive."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlmodel import select

from salestui.lifecycle import customers
from salestui.models.customers import Account, Contact
from salestui.models.opportunities import Opportunity
from salestui.screens.account import AccountScreen
from salestui.screens.clash import Clash
from salestui.screens.contact import ContactScreen
from salestui.screens.new_opportunity import NewOpportunity
from salestui.screens.new_related import NewAccount, NewContact
from salestui.screens.opportunity import OpportunityScreen
from salestui.screens.removing import Removal
from salestui.widgets.desk import Desk
from salestui.widgets.form_control import FormControl
from salestui.widgets.tab_bar import TabBar
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker
from tests.screens.record import Record
from tests.screens.related import opened, tell


@pytest.fixture
def ids(desk: Desk) -> dict[str, UUID]:
    return tell(desk)


@pytest.fixture
async def contoso(desk: Desk, ids: dict[str, UUID]) -> AsyncIterator[Record]:
    async with opened(desk, "account", ids["Contoso"]) as shown:
        yield shown


def account(record: Record, name: str = "Contoso") -> Account | None:
    with record.desk.store.session() as session:
        return session.exec(select(Account).where(Account.name == name)).first()


def tabs(record: Record) -> str:
    return record.screen.query_one(TabBar).render_line(0).text


# What it shows


async def test_all_of_it_at_once(contoso: Record) -> None:
    lines = contoso.lines()
    assert lines[2].split() == ["Contoso", "$224,400", "$83,000", "$40,000"]
    assert lines[3].split() == (
        ["Accounting", "·", "Porto", "·", "owner", "Mina", "Okafor", "2", "open", "1", "won", "1", "lost"]
    )
    assert "Opportunities 4" in tabs(contoso)
    assert "Founded 1988" in contoso.text("summary")
    assert contoso.text("open_deals") == (
        "OPEN OPPORTUNITIES 2 Parcel lockers late $23,400 Dock sensors $201,000"
    )
    assert contoso.text("contacts") == "CONTACTS 2 Ana Silva CFO Tomás Reyes"
    assert contoso.text("children") == "ACCOUNTS BELOW 1 Contoso Norway Bergen"
    assert "Opportunity won." in contoso.text("timeline")


async def test_completing_is_dimmed_until_something_is_to_be_done(contoso: Record) -> None:
    none = "it has no open activity; a plans one"
    assert contoso.screen.why_not("activity.complete") == none
    assert contoso.screen.why_not("activity.reschedule") == none
    with contoso.desk.store.command("Plan", contoso.desk.user.id) as session:
        make = Maker(session, contoso.desk.user.id)
        deal = session.exec(select(Opportunity).where(Opportunity.topic == "Dock sensors")).one()
        make.call(deal, "Ring Ana")
    await contoso.settle()
    assert contoso.screen.why_not("activity.complete") is None
    contoso.screen.fields.focus()
    await contoso.press("c")
    assert contoso.toasts[-1].startswith("✓ Call: Ring Ana completed")
    assert contoso.screen.why_not("activity.complete") == none


async def test_the_opportunities_by_status_with_their_sums(contoso: Record) -> None:
    await contoso.press("l")
    assert contoso.text("deals").replace("─", "").replace("  ", " ") == (
        "OPPORTUNITIES 4 TOPIC PHASE OWNER REVENUE CLOSE"
        " OPEN 2 $224,400 Parcel lockers Qualify Mina Okafor $23,400 07 Oct late"
        " Dock sensors Qualify Mina Okafor $201,000 04 Dec"
        " WON 1 $83,000 Movers – Mina Okafor $83,000 12 Nov"
        " LOST 1 $40,000 Drones – Mina Okafor $40,000 23 Nov"
    )


async def test_one_pane_at_a_time_in_a_small_terminal(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "account", ids["Contoso"], (80, 24)) as record:
        assert record.lines()[0].split()[0] == "Contoso"
        await record.pilot.pause()
        assert " ".join(tabs(record).split()) == (
            "Summary Timeline 8 Opportunities 4 Contacts 2 Accounts 1 Files 0 ›"
        )
        await record.press("l", "l", "l")
        assert record.text("contacts") == "Ana Silva CFO, primary contact ana@contoso.example Tomás Reyes"


async def test_its_files_are_listed_with_those_of_its_opportunities(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Attach", desk.user.id) as session:
        make = Maker(session, desk.user.id)
        deal = session.get(Opportunity, ids["Dock sensors"])
        make.file("plan.pdf", note_id=make.note(deal, "The plan").id)
    async with opened(desk, "account", ids["Contoso"]) as record:
        await record.press("l", "l")
        assert record.screen.tab == "files"
        assert "plan.pdf note" in record.text("files")
        assert "! missing" in record.text("files")


@pytest.mark.parametrize("size", [(60, 24), (100, 30), (160, 45), (200, 50)])
async def test_other_sizes(desk: Desk, ids: dict[str, UUID], size: tuple[int, int]) -> None:
    async with opened(desk, "account", ids["Contoso"], size) as record:
        for _ in record.screen.tabs_now():
            assert all(len(line) <= size[0] for line in record.lines())
            await record.press("l")


async def test_what_others_change_is_read_again(contoso: Record, ids: dict[str, UUID]) -> None:
    with contoso.desk.store.command("New contact", contoso.desk.user.id) as session:
        customers.create_contact(session, contoso.desk.user.id, "Zoe Blum", account_id=ids["Contoso"])
    await contoso.settle()
    assert "CONTACTS 3" in contoso.text("contacts")


# Opening what belongs to it


async def test_a_contact_opens_and_the_cursor_comes_back(contoso: Record) -> None:
    contoso.pane("contacts").focus()
    await contoso.press("j", "enter")
    assert isinstance(contoso.top, ContactScreen)
    assert contoso.top.subject() == "Tomás Reyes"
    await contoso.press("[")
    assert contoso.top.subject() == "Ana Silva"
    await contoso.press("escape")
    assert contoso.top is contoso.screen
    assert contoso.pane("contacts").current_ref().name == "Ana Silva"


async def test_the_opportunities_are_walked(contoso: Record) -> None:
    await contoso.press("l", "enter")
    assert isinstance(contoso.top, OpportunityScreen)
    assert contoso.top.subject() == "Parcel lockers"
    await contoso.press("]", "]")
    assert contoso.top.subject() == "Movers"
    await contoso.press("escape")
    assert contoso.pane("deals").current_ref().name == "Movers"


async def test_enter_on_a_name_in_a_field_opens_it(contoso: Record) -> None:
    contoso.fields.focus()
    contoso.fields.select("primary_contact")
    assert contoso.fields.note("pane.open") == "opens Ana Silva"
    await contoso.press("enter")
    assert isinstance(contoso.top, ContactScreen)
    contoso.top.fields.select("account")
    await contoso.press("enter")
    assert isinstance(contoso.top, AccountScreen)
    await contoso.press("escape", "escape")
    assert contoso.top is contoso.screen


async def test_enter_on_another_field_edits_it(contoso: Record) -> None:
    contoso.fields.focus()
    contoso.fields.select("phone")
    assert contoso.fields.note("pane.open") == "edits the field"
    await contoso.press("enter")
    assert contoso.control.field.name == "phone"


# Editing


async def test_a_field_is_edited_and_undone(contoso: Record) -> None:
    await contoso.edit("phone", "+47 1")
    await contoso.press("ctrl+s")
    assert account(contoso).phone == "+47 1"
    assert contoso.toasts[-1] == "✓ Main phone set to +47 1   u undo"
    await contoso.press("u")
    await contoso.settle()
    assert account(contoso).phone == "+351 22 1"
    assert contoso.toasts[-1] == "✓ Undone: Edit main phone of Contoso   Ctrl+R redo"


async def test_what_is_refused_is_said_beside_its_field(contoso: Record) -> None:
    await contoso.edit("parent_account", "Contoso Nor")
    await contoso.press("enter")
    await contoso.edit("email", "ana@contoso")
    await contoso.press("ctrl+s")
    assert account(contoso).parent_account_id is None
    assert "this is no email address" in contoso.text("summary")
    await contoso.edit("email", "")
    await contoso.press("ctrl+s")
    assert "Contoso stands above it" in contoso.text("summary")
    assert contoso.fields.waiting == ["parent_account"]


async def test_a_change_of_somebody_else_is_asked_about(contoso: Record, ids: dict[str, UUID]) -> None:
    await contoso.edit("city", "Lisbon")
    await contoso.press("enter")
    with contoso.desk.store.command("Move", contoso.desk.user.id) as session:
        customers.update_account(session, session.get(Account, ids["Contoso"]), {"city": "Faro"})
    await contoso.settle()
    await contoso.press("ctrl+s")
    assert isinstance(contoso.top, Clash)
    await contoso.press("m")
    assert account(contoso).city == "Lisbon"


async def test_leaving_asks_before_it_drops_an_edit(contoso: Record) -> None:
    await contoso.edit("city", "Lisbon")
    await contoso.press("enter", "escape")
    assert contoso.top is not contoso.screen
    assert contoso.screen.unsaved() == "the change of city of Contoso"


# New ones of it


async def test_a_new_contact_of_the_account(contoso: Record, ids: dict[str, UUID]) -> None:
    contoso.pane("contacts").focus()
    await contoso.press("n")
    dialog = contoso.top
    assert isinstance(dialog, NewContact)
    for name, text in (("first_name", "Zoe"), ("last_name", "Blum")):
        dialog.query_one(f"#{name}", FormControl).input.value = text
    await contoso.press("ctrl+s")
    with contoso.desk.store.session() as session:
        zoe = session.exec(select(Contact).where(Contact.full_name == "Zoe Blum")).one()
        assert zoe.account_id == ids["Contoso"]
    assert isinstance(contoso.top, ContactScreen)
    await contoso.press("escape", "u")
    await contoso.settle()
    assert "CONTACTS 2" in contoso.text("contacts")


async def test_a_new_account_below_it(contoso: Record, ids: dict[str, UUID]) -> None:
    contoso.pane("children").focus()
    await contoso.press("n")
    assert isinstance(contoso.top, NewAccount)
    contoso.top.query_one("#name", FormControl).input.value = "Contoso Spain"
    await contoso.press("ctrl+s")
    assert account(contoso, "Contoso Spain").parent_account_id == ids["Contoso"]


async def test_elsewhere_a_new_opportunity_of_it(contoso: Record, ids: dict[str, UUID]) -> None:
    assert contoso.screen.note("related.new") == "now a new opportunity"
    await contoso.press("n")
    assert isinstance(contoso.top, NewOpportunity)
    contoso.top.query_one("#topic", FormControl).input.value = "Kiosks"
    await contoso.press("ctrl+s")
    with contoso.desk.store.session() as session:
        deal = session.exec(select(Opportunity).where(Opportunity.topic == "Kiosks")).one()
        assert (deal.account_id, deal.contact_id) == (ids["Contoso"], ids["Ana Silva"])
    assert isinstance(contoso.top, OpportunityScreen)


# Deleting, setting inactive


async def test_one_that_others_refer_to_is_set_inactive(contoso: Record) -> None:
    contoso.fields.focus()
    await contoso.press("d")
    dialog = contoso.top
    assert isinstance(dialog, Removal)
    why = "4 opportunities, 2 contacts and 1 account refer to it"
    assert dialog.why_not("remove.delete") == why
    await contoso.press("y")
    assert isinstance(contoso.top, Removal), "what is referred to can't be deleted"
    await contoso.press("i")
    assert account(contoso).is_active is False
    assert contoso.toasts[-1] == "✓ Contoso is inactive now   u undo"
    await contoso.settle()
    assert "Inactive, read-only" in contoso.text("summary")
    assert contoso.screen.why_not("record.edit") == "Inactive, read-only"
    await contoso.press("o")
    assert account(contoso).is_active is True
    await contoso.settle()
    assert "Inactive" not in contoso.text("summary")
    assert contoso.screen.why_not("removal.activate") == "it is active"
    await contoso.press("u", "u")
    await contoso.settle()
    assert account(contoso).is_active is True


async def test_what_is_under_the_cursor_of_a_pane_is_meant(contoso: Record) -> None:
    contoso.pane("children").focus()
    await contoso.press("d", "y")
    await contoso.settle()
    assert account(contoso, "Contoso Norway") is None
    assert contoso.pane("children").count == 0
    contoso.pane("open_deals").focus()
    await contoso.pilot.pause()
    assert contoso.screen.why_not("removal.remove") == "an opportunity is closed, not deleted"
    contoso.pane("timeline").focus()
    contoso.pane("timeline").action_first()
    await contoso.press("a", *"task", "enter")
    await contoso.settle()
    assert account(contoso) is not None


async def test_one_without_ties_is_deleted(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "account", ids["Adatum"]) as record:
        await record.press("d", "y")
        await record.settle()
        assert account(record, "Adatum") is None
        assert record.top is not record.screen
        assert record.toasts == ["✓ Adatum is deleted   u undo"]
        await record.press("u")
        await record.settle()
        assert account(record, "Adatum").city == "Oslo"


async def test_the_key_that_asked_does_not_confirm(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "account", ids["Adatum"]) as record:
        await record.press("d", "d", "escape")
        assert account(record, "Adatum") is not None


async def test_hostile_texts_show_as_typed(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "account", ids["Contoso"]) as record:
        for text in HOSTILE:
            if "\ud800" in text or not text.strip():
                continue
            with desk.store.command("Hostile", desk.user.id) as session:
                held = session.get(Account, ids["Contoso"])
                held.name, held.description, held.phone = text[:160], text[:2000], text[:50]
                session.get(Contact, ids["Ana Silva"]).full_name = text[:305]
                session.get(Account, ids["Contoso Norway"]).name = text[:160]
                session.get(Opportunity, ids["Dock sensors"]).topic = text[:300]
            await record.settle()
            for _ in record.screen.tabs_now():
                shown = "\n".join(record.lines())
                assert "\x1b" not in shown
                assert "\x9b" not in shown
                await record.press("l")
        assert record.top is record.screen
