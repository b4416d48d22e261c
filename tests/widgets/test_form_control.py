"""The controls of a form: label, proposals while one types, and what they show once one went on."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.pilot import Pilot

from salestui.lifecycle.edits import Existing, NewRecord
from salestui.models.choices import Rating
from salestui.models.customers import Account, Contact
from salestui.models.fields import FIELDS, Field
from salestui.widgets.desk import Desk
from salestui.widgets.field_values import Typed
from salestui.widgets.form_control import CustomerControl, FormControl
from salestui.widgets.pane import Item
from salestui.widgets.theme import Mode, theme_name
from tests.hostile import HOSTILE
from tests.widgets.kit import LookApp

DEAL = FIELDS["opportunity"]
CUSTOMER = Field("customer", "Potential customer", "lookup", target="account")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]")


class Form(LookApp):
    """A few controls, one above the other, on the ground of a dialog."""

    CSS = LookApp.CSS + "#form { background: $panel; padding: 1 3 1 4; }"

    def __init__(self, make: Callable[[], list[FormControl]]) -> None:
        super().__init__()
        self.make = make
        self.accepted: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield from self.make()

    def on_mount(self) -> None:
        self.controls[0].focus_input()

    @property
    def controls(self) -> list[FormControl]:
        return list(self.query(FormControl))

    def on_field_control_accepted(self, event: FormControl.Accepted) -> None:
        self.accepted.append(event.control.field.name)


class Running:
    """A form in a running app, and its first control."""

    def __init__(self, app: Form, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.control = app.controls[0]

    async def type(self, text: str) -> None:
        self.control.input.value = text  # type: ignore[union-attr]
        await self.pilot.pause()

    async def go_on(self) -> None:
        """The keys go to the second control."""
        self.app.controls[1].focus_input()
        await self.pilot.pause()

    def proposed(self, control: FormControl | None = None) -> list[str]:
        proposals = (control or self.control).proposals
        if not proposals.display:
            return []
        rows = [entry for entry in proposals.entries if isinstance(entry, Item)]
        lines = [row.lines(60)[0] if callable(row.lines) else row.lines[0] for row in rows]
        return ["|".join(text for text, _ in (*line.left, *line.right)) for line in lines]

    @property
    def hint(self) -> tuple[str, bool]:
        return self.control.hint.text, self.control.hint.is_wrong


@asynccontextmanager
async def form(desk: Desk, first: Callable[[], FormControl]) -> AsyncIterator[Running]:
    app = Form(lambda: [first(), FormControl(desk, DEAL["topic"], "Topic", id="after")])
    async with app.run_test(size=(70, 20)) as pilot:
        await pilot.pause()
        yield Running(app, pilot)


@pytest.fixture
def people(desk: Desk) -> dict[str, UUID]:
    """Two accounts and a contact with the same word in their names."""
    with desk.store.command("Customers", desk.user.id) as session:
        mine = {"owner_user_id": desk.user.id}
        made = {
            "Northwind Foods": Account(name="Northwind Foods", city="Bergen", **mine),
            "Northwind Traders": Account(name="Northwind Traders", **mine),
            "Nora North": Contact(full_name="Nora North", job_title="Buyer", **mine),
            "Contoso": Account(name="Contoso", **mine),
        }
        session.add_all(made.values())
        session.flush()
        return {name: one.id for name, one in made.items()}


# The label


def row(app: Form, control: FormControl, y: int = 0) -> str:
    """A line of the screen where the control is, as it is drawn with everything in it."""
    width = control.region.width
    strips = app.screen._compositor.render_strips()
    text = strips[control.region.y + y].text
    return text[control.region.x : control.region.x + width]


async def test_the_label_stands_beside_the_input(desk: Desk) -> None:
    async with form(desk, lambda: FormControl(desk, DEAL["estimated_revenue"], "Revenue", Decimal(5))) as one:
        drawn = row(one.app, one.control)
        assert drawn.startswith("Revenue     ▌5")
        assert one.control.input.region.x == one.control.region.x + 12
        assert one.control.input.region.right == one.control.region.right


@pytest.mark.parametrize("label", ["Potential customer", "Twelve_chars", "x" * 40])
async def test_a_long_label_is_cut_with_a_sign(desk: Desk, label: str) -> None:
    async with form(desk, lambda: FormControl(desk, DEAL["topic"], label)) as one:
        before = row(one.app, one.control)[:12]
        assert before == (label[:10].rstrip() + "…").ljust(12)


async def test_what_it_says_stands_below_the_input(desk: Desk) -> None:
    async with form(desk, lambda: FormControl(desk, DEAL["estimated_close_date"], "Close date")) as one:
        await one.type("+2w")
        assert row(one.app, one.control, 1).strip() == "Mon 07 Dec, in 14 days"
        assert one.control.hint.region.x == one.control.input.region.x
        assert row(one.app, one.app.controls[1]).startswith("Topic")


# What it shows while it has the keys, and after


async def test_a_choice_that_does_not_have_the_keys_shows_no_proposals(desk: Desk) -> None:
    app = Form(
        lambda: [
            FormControl(desk, DEAL["topic"], "Topic"),
            FormControl(desk, DEAL["rating"], "Rating", Rating.WARM),
        ]
    )
    async with app.run_test(size=(70, 20)) as pilot:
        await pilot.pause()
        rating = app.controls[1]
        assert not rating.proposals.display
        assert rating.text == "Warm"
        below = app.controls[1].region.bottom
        rating.focus_input()
        await pilot.pause()
        assert rating.proposals.display
        assert rating.region.bottom > below
        assert rating.proposals.current is not None
        assert rating.proposals.current.id == "Warm"
        await pilot.press("down")
        assert rating.read() == Typed(Rating.COLD, "Cold")
        app.controls[0].focus_input()
        await pilot.pause()
        assert not rating.proposals.display
        assert rating.read() == Typed(Rating.COLD, "Cold")


async def test_leaving_shows_the_choice_that_was_typed_in_part(desk: Desk) -> None:
    async with form(desk, lambda: FormControl(desk, DEAL["rating"], "Rating")) as one:
        await one.type("co")
        assert one.proposed() == ["Cold"]
        await one.go_on()
        assert one.control.text == "Cold"
        assert one.control.read() == Typed(Rating.COLD, "Cold")
        assert one.proposed() == []
        assert one.hint == ("", False)


async def test_leaving_says_what_is_wrong_and_keeps_what_was_typed(desk: Desk) -> None:
    async with form(desk, lambda: FormControl(desk, DEAL["rating"], "Rating", Rating.HOT)) as one:
        await one.type("boiling")
        await one.go_on()
        assert one.control.text == "boiling"
        assert one.hint == ("not one of: Hot, Warm, Cold", True)
        assert one.proposed() == []
    async with form(desk, lambda: FormControl(desk, DEAL["estimated_close_date"], "Close date")) as one:
        await one.type("31 feb")
        await one.go_on()
        assert one.hint == ("no such day: February 2027 has 28 days", True)


async def test_leaving_a_field_that_is_needed_and_empty_does_not_nag(desk: Desk) -> None:
    async with form(desk, lambda: FormControl(desk, DEAL["topic"], "Topic")) as one:
        await one.go_on()
        assert one.hint == ("", False)
        await one.type("x")
        await one.type("")
        await one.go_on()
        assert one.hint == ("Topic is needed", True)


async def test_leaving_without_a_change_changes_nothing(desk: Desk, people: dict[str, UUID]) -> None:
    contoso = people["Contoso"]
    for make in (
        lambda: FormControl(desk, DEAL["rating"], "Rating", Rating.HOT),
        lambda: FormControl(desk, DEAL["account"], "Account"),
        lambda: FormControl(desk, DEAL["estimated_close_date"], "Close", date(2026, 12, 4)),
    ):
        async with form(desk, make) as one:
            await one.go_on()
            assert not one.control.is_changed
            assert one.hint == ("", False)
    assert contoso


async def test_a_click_on_a_proposal_takes_it_though_the_input_had_the_keys(desk: Desk) -> None:
    async with form(desk, lambda: FormControl(desk, DEAL["rating"], "Rating")) as one:
        await one.type("w")
        await one.pilot.click(one.control.proposals, offset=(4, 0))
        await one.pilot.pause()
        assert one.control.read() == Typed(Rating.WARM, "Warm")
        assert one.app.accepted == ["rating"]


async def test_enter_accepts_what_is_highlighted(desk: Desk) -> None:
    async with form(desk, lambda: FormControl(desk, DEAL["rating"], "Rating")) as one:
        await one.type("w")
        await one.pilot.press("enter")
        await one.pilot.pause()
        assert (one.control.text, one.app.accepted) == ("Warm", ["rating"])
        await one.type("boiling")
        await one.pilot.press("enter")
        await one.pilot.pause()
        assert one.app.accepted == ["rating"]
        assert one.hint[1]


# Customers


def customer(desk: Desk) -> Callable[[], FormControl]:
    return lambda: CustomerControl(desk, CUSTOMER, "Customer", placeholder="type to find or make one")


async def test_it_proposes_accounts_and_contacts_and_new_ones(desk: Desk, people: dict[str, UUID]) -> None:
    async with form(desk, customer(desk)) as one:
        assert one.proposed() == []
        await one.type("nor")
        proposed = one.proposed()
        assert set(proposed[:3]) == {
            "Northwind Foods|account, Bergen",
            "Northwind Traders|account",
            "Nora North|contact, Buyer",
        }
        assert proposed[3:] == ["nor|makes a new account", "nor|makes a new contact"]


async def test_leaving_takes_the_customer_that_is_highlighted(desk: Desk, people: dict[str, UUID]) -> None:
    async with form(desk, customer(desk)) as one:
        await one.type("northwind f")
        await one.go_on()
        assert one.control.text == "Northwind Foods"
        assert one.control.read().value == Existing("account", people["Northwind Foods"])
    async with form(desk, customer(desk)) as one:
        await one.type("nora")
        await one.go_on()
        assert one.control.read().value == Existing("contact", people["Nora North"])


@pytest.mark.parametrize(("steps", "table"), [(0, "account"), (1, "contact")])
async def test_a_new_customer_is_of_the_kind_that_was_chosen(desk: Desk, steps: int, table: str) -> None:
    async with form(desk, customer(desk)) as one:
        await one.type("  Brand   New ")
        assert one.proposed() == ["Brand New|makes a new account", "Brand New|makes a new contact"]
        for _ in range(steps):
            one.control.action_down()
        await one.pilot.pause()
        await one.go_on()
        assert one.control.text == "Brand New"
        assert one.control.read() == Typed(NewRecord(table, "Brand New"), "Brand New")


async def test_a_customer_is_not_searched_for_twice(
    desk: Desk, people: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    from salestui.widgets import field_options

    asked: list[str] = []
    search = field_options.customers
    monkeypatch.setattr(
        field_options, "customers", lambda session, text: asked.append(text) or search(session, text)
    )
    async with form(desk, customer(desk)) as one:
        await one.type("con")
        await one.go_on()
        one.control.read()
        assert one.control.text == "Contoso"
        assert asked == ["con"]


async def test_no_customer_is_a_value_too(desk: Desk, people: dict[str, UUID]) -> None:
    async with form(desk, customer(desk)) as one:
        await one.type("con")
        await one.type("")
        await one.go_on()
        assert one.control.read() == Typed(None, "")
        assert one.hint == ("", False)


async def test_a_name_too_long_for_a_customer_is_said(desk: Desk) -> None:
    async with form(desk, customer(desk)) as one:
        await one.type("x" * 200)
        await one.go_on()
        assert one.hint == ("200 characters; Account name takes 160", True)


async def test_hostile_texts_stay_in_their_rows(desk: Desk) -> None:
    with desk.store.command("Customers", desk.user.id) as session:
        session.add(Account(name="[/] [b]Acme[/b]", city="[@click=app.quit]x[/]", owner_user_id=desk.user.id))
    async with form(desk, customer(desk)) as one:
        for text in HOSTILE:
            await one.type(text)
            for part in (one.control.input, one.control.hint, one.control.proposals, one.control):
                for y in range(part.size.height):
                    strip = part.render_line(y)
                    assert not CONTROL.search(strip.text), text[:20]
                    assert strip.cell_length == part.size.width or part is one.control.input, text[:20]


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_the_look(snap_compare: Callable[..., bool], desk: Desk, mode: Mode) -> None:
    async def stand(pilot: Pilot[Any]) -> None:
        pilot.app.theme = theme_name(mode, "truecolor")
        topic, close, customer_, _ = pilot.app.query(FormControl)
        topic.input.value = "Dock scheduling"  # type: ignore[union-attr]
        close.input.value = "31 feb"  # type: ignore[union-attr]
        customer_.focus_input()
        await pilot.pause()
        customer_.input.value = "Brand"  # type: ignore[union-attr]
        await pilot.pause()

    app = Form(
        lambda: [
            FormControl(desk, DEAL["topic"], "Topic"),
            FormControl(desk, DEAL["estimated_close_date"], "Close date"),
            CustomerControl(desk, CUSTOMER, "Customer"),
            FormControl(desk, DEAL["estimated_revenue"], "Revenue", placeholder="12k, 1.5m"),
        ]
    )
    assert snap_compare(app, terminal_size=(72, 16), run_before=stand)
