"""Making an opportunity: few keys, customers found or made, sensible defaults, nothing lost by accident."""

from datetime import date
from decimal import Decimal

from sqlmodel import select

from salestui.models.choices import OpportunityStatus, Rating
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.products import PriceList
from salestui.screens.new_opportunity import NewOpportunity
from salestui.screens.opportunity import OpportunityScreen
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.form_control import FormControl
from tests.screens.listed import List, opened
from tests.screens.shown import text_of


def customer(desk: Desk) -> None:
    with desk.store.command("A customer", desk.user.id) as session:
        account = Account(name="Northwind Foods", city="Bergen", owner_user_id=desk.user.id)
        session.add(account)
        session.flush()
        session.add(Contact(full_name="Ana North", account_id=account.id, owner_user_id=desk.user.id))


def control(shown: List, name: str) -> FormControl:
    return shown.top.query_one(f"#{name}", FormControl)


async def put(shown: List, name: str, text: str) -> None:
    box = control(shown, name)
    box.focus_input()
    box.input.value = text  # type: ignore[union-attr]  # not a memo
    await shown.pilot.pause()


async def test_a_topic_is_enough(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("n")
        await shown.type("kiosks")
        await shown.press("ctrl+s")
        await shown.settle()
        assert isinstance(shown.top, OpportunityScreen)
        made = shown.stored("kiosks")
        assert made is not None
        assert made.status is OpportunityStatus.OPEN
        assert made.rating is Rating.WARM
        assert made.estimated_close_date == date(2026, 12, 31)
        assert made.owner_user_id == desk.user.id
        with desk.store.session() as session:
            assert made.price_list_id == session.exec(select(PriceList.id)).one()
        assert shown.titles()[-1] == "New opportunity kiosks"
        assert shown.toasts[-1] == "✓ kiosks is made   u undo"
        await shown.press("escape")
        await shown.settle()
        assert shown.topic == "kiosks"
        await shown.press("u")
        await shown.settle()
        assert shown.stored("kiosks") is None


async def test_enter_goes_from_field_to_field_and_makes_it_from_the_last(desk: Desk) -> None:
    customer(desk)
    async with opened(desk) as shown:
        await shown.press("n")
        await shown.type("kiosks")
        await shown.press("enter")
        await shown.type("northw")
        await shown.press("enter")
        assert control(shown, "customer").text == "Northwind Foods"
        await put(shown, "estimated_close_date", "12/24")
        await put(shown, "estimated_close_date", "2026-12-24")
        await shown.press("enter")
        await shown.type("12.5k")
        await shown.press("enter", "enter")
        await shown.settle()
        made = shown.stored("kiosks")
        assert made is not None
        assert made.estimated_revenue == Decimal(12500)
        assert made.estimated_close_date == date(2026, 12, 24)
        assert made.customer_name == "Northwind Foods"


async def test_a_contact_brings_its_account_and_becomes_a_stakeholder(desk: Desk) -> None:
    customer(desk)
    async with opened(desk) as shown:
        await shown.press("n")
        await put(shown, "topic", "kiosks")
        await put(shown, "customer", "ana")
        assert "contact, Northwind Foods" in " ".join(text_of(control(shown, "customer").proposals))
        await shown.press("ctrl+s")
        await shown.settle()
        made = shown.stored("kiosks")
        assert made is not None
        with desk.store.session() as session:
            stakeholder = session.exec(select(Connection)).one()
            assert stakeholder.contact_id == made.contact_id is not None
        assert made.customer_name == "Northwind Foods"


async def test_a_new_account_is_made_by_the_same_command(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("n")
        await put(shown, "topic", "kiosks")
        await put(shown, "customer", "Contoso Retail")
        await shown.press("tab")
        assert control(shown, "customer").hint.text == "a new account"
        await shown.press("ctrl+s")
        await shown.settle()
        made = shown.stored("kiosks")
        assert made is not None
        assert made.customer_name == "Contoso Retail"
        await shown.press("u")
        await shown.settle()
        with desk.store.session() as session:
            assert session.exec(select(Account)).all() == []


async def test_a_new_contact_is_the_second_proposal(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("n")
        await put(shown, "topic", "kiosks")
        await put(shown, "customer", "Ana North")
        await shown.press("down", "ctrl+s")
        await shown.settle()
        with desk.store.session() as session:
            assert [one.full_name for one in session.exec(select(Contact))] == ["Ana North"]
            assert session.exec(select(Account)).all() == []


async def test_what_cant_be_used_is_said_beside_its_field_and_nothing_is_made(desk: Desk) -> None:
    async with opened(desk) as shown:
        before = len(shown.titles())
        await shown.press("n")
        await put(shown, "estimated_close_date", "31 February")
        await put(shown, "estimated_revenue", "1e20")
        await shown.press("ctrl+s")
        assert isinstance(shown.top, NewOpportunity)
        for name in ("topic", "estimated_close_date", "estimated_revenue"):
            assert control(shown, name).hint.is_wrong, name
        assert control(shown, "topic").input.has_focus
        assert len(shown.titles()) == before


async def test_leaving_asks_before_it_drops_what_was_typed(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("n", "escape")
        assert shown.top is shown.screen
        await shown.press("n")
        await shown.type("kiosks")
        await shown.press("escape")
        assert isinstance(shown.top, Confirm)
        await shown.press("escape")
        assert control(shown, "topic").text == "kiosks"
        await shown.press("escape", "y")
        await shown.settle()
        assert shown.top is shown.screen
        assert shown.stored("kiosks") is None


async def test_quitting_asks_too(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("n")
        await shown.type("kiosks")
        await shown.press("ctrl+q")
        assert isinstance(shown.top, Confirm)


async def test_a_field_that_fills_itself_leaves_the_first_one_in_sight(desk: Desk) -> None:
    async with opened(desk, (60, 16)) as shown:
        await shown.press("n")
        last = shown.top.controls[-1]  # type: ignore[attr-defined]  # the form
        last.post_message(last.Edited(last))
        await shown.settle()
        form = shown.top.query_one("#form")
        assert form.max_scroll_y
        assert form.scroll_offset.y == 0
