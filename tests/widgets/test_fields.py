"""The control of a field: what each kind reads, says, refuses and proposes."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import TextArea

from salestui.errors import InputError
from salestui.lifecycle.edits import NewRecord
from salestui.models.choices import PurchaseTimeframe, Rating
from salestui.models.customers import Account
from salestui.models.fields import FIELDS, Field
from salestui.settings import Settings
from salestui.widgets.desk import Desk
from salestui.widgets.field_values import read_text, typed_text, understood
from salestui.widgets.fields import FieldControl, Typed
from salestui.widgets.pane import Item
from tests.hostile import HOSTILE
from tests.widgets.kit import LookApp

DEAL = FIELDS["opportunity"]
TODAY = date(2026, 11, 23)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]")


class One(LookApp):
    """One control that has the keys, and what it tells."""

    def __init__(self, make: Callable[[], FieldControl]) -> None:
        super().__init__()
        self.make = make
        self.accepted = 0
        self.edited = 0

    def compose(self) -> ComposeResult:
        yield self.make()

    def on_mount(self) -> None:
        self.query_one(FieldControl).focus_input()

    def on_field_control_accepted(self) -> None:
        self.accepted += 1

    def on_field_control_edited(self) -> None:
        self.edited += 1


class Running:
    """A control in a running app."""

    def __init__(self, app: One, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.control = app.query_one(FieldControl)

    async def type(self, text: str) -> None:
        box = self.control.input
        if isinstance(box, TextArea):
            box.text = text
        else:
            box.value = text
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    @property
    def hint(self) -> str:
        return self.control.hint.text

    @property
    def is_wrong(self) -> bool:
        return self.control.hint.is_wrong and self.control.input.has_class("-invalid")

    @property
    def proposed(self) -> list[str]:
        if not self.control.proposals.display:
            return []
        rows = [entry for entry in self.control.proposals.entries if isinstance(entry, Item)]
        lines = [(row.lines(60) if callable(row.lines) else row.lines)[0] for row in rows]
        return ["|".join(text for text, _ in (*line.left, *line.right)) for line in lines]


@asynccontextmanager
async def control(desk: Desk, field: Field, *args: Any, **more: Any) -> AsyncIterator[Running]:
    app = One(lambda: FieldControl(desk, field, *args, **more))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        yield Running(app, pilot)


def account(desk: Desk, name: str, **more: Any) -> UUID:
    with desk.store.command("An account", desk.user.id) as session:
        made = Account(name=name, owner_user_id=desk.user.id, **more)
        session.add(made)
        session.flush()
        return made.id


@pytest.mark.parametrize(
    ("name", "text", "value", "said"),
    [
        ("topic", "  Yard cameras ", "Yard cameras", ""),
        ("estimated_close_date", "2026-12-01", date(2026, 12, 1), "Tue 01 Dec, in 8 days"),
        ("estimated_close_date", "12/1", date(2027, 1, 12), "Tue 12 Jan, in 50 days"),
        ("estimated_close_date", "fri", date(2026, 11, 27), "Fri 27 Nov, in 4 days"),
        ("estimated_close_date", "+2w", date(2026, 12, 7), "Mon 07 Dec, in 14 days"),
        ("estimated_close_date", "yesterday", date(2026, 11, 22), "Sun 22 Nov, yesterday"),
        ("estimated_close_date", "2029-03-30", date(2029, 3, 30), "Fri 30 Mar 2029, in 858 days"),
        ("estimated_revenue", "12k", Decimal(12000), "$12,000"),
        ("estimated_revenue", "1.5m", Decimal(1500000), "$1,500,000"),
        ("estimated_revenue", "0.1234", Decimal("0.1234"), "$0.1234"),
        ("estimated_revenue", "-12.5", Decimal("-12.5"), "-$12.50"),
        ("probability", "55", 55, ""),
        ("discount_percentage", "2.5", Decimal("2.5"), ""),
        ("customer_need", "two\nlines", "two\nlines", ""),
    ],
)
async def test_it_reads_and_says_what_it_understood(
    desk: Desk, name: str, text: str, value: object, said: str
) -> None:
    async with control(desk, DEAL[name], sign="$") as one:
        await one.type(text)
        assert one.control.read().value == value
        assert (one.hint, one.is_wrong) == (said, False)


async def test_dates_are_read_as_the_settings_say(desk: Desk) -> None:
    desk.settings = Settings(date_format="month-day")
    async with control(desk, DEAL["estimated_close_date"]) as one:
        await one.type("12/1")
        assert one.control.read().value == date(2026, 12, 1)
        assert one.hint == "Tue Dec 01, in 8 days"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("topic", "", "Topic is needed"),
        ("topic", "   ", "Topic is needed"),
        ("topic", "x" * 10_000, "10,000 characters; Topic takes 300"),
        ("topic", "bell\x07", "character 5 is a control character (U+0007)"),
        ("estimated_close_date", "31 february", "no such day: February 2027 has 28 days"),
        ("estimated_close_date", "2026-02-31", "no such day: February 2026 has 28 days"),
        ("estimated_close_date", "soonish", "not a date"),
        ("estimated_close_date", "1812-01-01", "years run from 1900 to 9999"),
        ("estimated_revenue", "1e20", "1,000,000,000,000"),
        ("estimated_revenue", "lots", "not"),
        ("estimated_revenue", "nan", "not"),
        ("budget_amount", "-5", "0"),
        ("probability", "101", "100"),
        ("probability", "half", "not"),
        ("customer_need", "x" * 2_001, "2,001 characters; Customer need takes 2,000"),
    ],
)
async def test_what_is_wrong_is_said_below_and_not_accepted(
    desk: Desk, name: str, text: str, reason: str
) -> None:
    async with control(desk, DEAL[name], value=None) as one:
        await one.type("x" if name == "topic" else "1")
        await one.type(text)
        assert reason in one.hint
        assert one.is_wrong
        assert not one.control.accept()
        assert one.app.accepted == 0
        with pytest.raises(InputError, match=r".+"):
            one.control.read()


async def test_what_is_wrong_is_forgotten_when_it_is_mended(desk: Desk) -> None:
    async with control(desk, DEAL["estimated_close_date"]) as one:
        await one.type("31 feb")
        assert one.is_wrong
        await one.type("28 feb")
        assert not one.is_wrong
        assert not one.control.input.has_class("-invalid")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("topic", "Yard [cameras]"),
        ("estimated_close_date", date(2026, 12, 4)),
        ("estimated_revenue", Decimal("0.1234")),
        ("estimated_revenue", Decimal("-182000.5")),
        ("probability", 60),
        ("discount_percentage", Decimal("2.5000")),
        ("rating", Rating.HOT),
        ("decision_maker", False),
        ("customer_need", "two\nlines"),
        ("created_on", datetime(2026, 11, 23, 13, 30, tzinfo=UTC)),
    ],
)
async def test_what_it_begins_with_reads_back_as_the_same(desk: Desk, name: str, value: object) -> None:
    begins = typed_text(DEAL[name], value)
    async with control(desk, DEAL[name], value) as one:
        assert one.control.text == begins
        assert one.control.read().value == value
        assert not one.control.is_changed
        await one.type("x")
        await one.type(begins)
        assert one.control.read().value == value
        assert not one.control.is_changed


async def test_nothing_is_a_value_unless_it_is_needed(desk: Desk) -> None:
    for name, value in (("estimated_revenue", Decimal(5)), ("rating", Rating.HOT), ("account", uuid4())):
        async with control(desk, DEAL[name], value, "Acme") as one:
            await one.type("")
            assert one.control.read() == Typed(None, "")
            assert not one.is_wrong
            assert one.control.is_changed


async def test_enter_accepts(desk: Desk) -> None:
    async with control(desk, DEAL["topic"], "Old") as one:
        await one.press("N", "e", "w", "enter")
        assert one.control.read().value == "New"
        assert one.app.accepted == 1


# Choices


async def test_choices_are_offered_at_once_and_filter_by_typing(desk: Desk) -> None:
    async with control(desk, DEAL["purchase_timeframe"], PurchaseTimeframe.NEXT_QUARTER) as one:
        assert one.proposed == ["Immediate", "This quarter", "Next quarter", "This year", "Unknown"]
        assert one.control.proposals.current is not None
        assert one.control.proposals.current.id == "Next quarter"
        await one.type("quar")
        assert one.proposed == ["This quarter", "Next quarter"]
        await one.press("enter")
        assert one.control.read() == Typed(PurchaseTimeframe.THIS_QUARTER, "This quarter")
        assert one.control.text == "This quarter"


async def test_arrows_choose(desk: Desk) -> None:
    async with control(desk, DEAL["rating"], Rating.HOT) as one:
        await one.press("down", "down")
        assert one.control.text == "Cold"
        assert one.control.read().value == Rating.COLD
        await one.press("up")
        assert one.control.read().value == Rating.WARM
        assert one.control.is_changed


async def test_what_is_no_choice_is_said_with_the_choices(desk: Desk) -> None:
    async with control(desk, DEAL["rating"]) as one:
        await one.type("boiling")
        assert one.hint == "not one of: Hot, Warm, Cold"
        assert one.is_wrong
        with pytest.raises(InputError, match="not one of: Hot, Warm, Cold"):
            one.control.read()


async def test_a_click_takes_a_choice(desk: Desk) -> None:
    async with control(desk, DEAL["rating"]) as one:
        await one.pilot.click(one.control.proposals, offset=(4, 2))
        await one.pilot.pause()
        assert one.control.read().value == Rating.COLD
        assert one.app.accepted == 1


async def test_yes_and_no(desk: Desk) -> None:
    async with control(desk, DEAL["decision_maker"], False) as one:
        assert one.proposed == ["yes", "no"]
        await one.type("y")
        assert one.control.read().value is True
        await one.type("")
        with pytest.raises(InputError, match="write yes or no"):
            one.control.read()


# Lookups


async def test_a_lookup_searches_while_one_types_and_tells_apart(desk: Desk) -> None:
    bergen = account(desk, "Northwind Foods", city="Bergen")
    porto = account(desk, "Northwind Foods", city="Porto")
    account(desk, "Contoso")
    async with control(desk, DEAL["account"]) as one:
        assert one.proposed == []
        await one.press("n", "o", "r")
        assert one.proposed == ["Northwind Foods|Bergen", "Northwind Foods|Porto", "nor|makes a new account"]
        await one.press("down")
        assert one.control.read() == Typed(porto, "Northwind Foods")
        await one.press("up", "enter")
        assert one.control.read() == Typed(bergen, "Northwind Foods")


async def test_down_shows_the_first_records_of_a_lookup(desk: Desk) -> None:
    account(desk, "Contoso")
    first = account(desk, "Alpine")
    async with control(desk, DEAL["account"], first, "Alpine") as one:
        await one.press("down")
        assert one.proposed == ["Alpine", "Contoso"]
        assert one.control.read().value == first
        await one.press("down")
        assert one.control.text == "Contoso"


async def test_a_name_that_is_not_there_makes_a_new_record(desk: Desk) -> None:
    async with control(desk, DEAL["account"]) as one:
        await one.type("  Brand   New ")
        assert one.proposed == ["Brand New|makes a new account"]
        await one.press("enter")
        assert one.control.read() == Typed(NewRecord("account", "Brand New"), "Brand New")


async def test_a_name_too_long_for_a_new_record_is_refused(desk: Desk) -> None:
    async with control(desk, DEAL["account"]) as one:
        await one.type("x" * 200)
        with pytest.raises(InputError, match="200 characters; Account name takes 160"):
            one.control.read()


async def test_what_can_not_be_made_is_not_offered(desk: Desk) -> None:
    async with control(desk, DEAL["price_list"]) as one:
        await one.type("Nowhere")
        assert one.proposed == []
        assert one.hint == "nothing of that name is there"
        assert one.is_wrong


# Pastes and hostile texts


async def paste(one: Running, text: str) -> None:
    one.control.input.post_message(events.Paste(text))
    await one.pilot.pause()


async def test_a_paste_into_one_line_is_one_line(desk: Desk) -> None:
    async with control(desk, DEAL["topic"]) as one:
        await paste(one, "Yard\r\ncameras\t2\n\n\x1b[31mred\x07\x00\n")
        assert one.control.text == "Yard cameras 2 [31mred"
        assert one.control.read().value == "Yard cameras 2 [31mred"


async def test_a_paste_takes_the_place_of_what_is_selected(desk: Desk) -> None:
    async with control(desk, DEAL["topic"], "Old name") as one:
        await paste(one, "New")
        assert one.control.text == "New"
        await paste(one, " and more")
        assert one.control.text == "New and more"


async def test_a_paste_of_many_lines_keeps_them_where_lines_are_kept(desk: Desk) -> None:
    async with control(desk, DEAL["customer_need"]) as one:
        await paste(one, "first\r\nsecond\x1b[2J\nthird")
        assert one.control.read().value == "first\nsecond[2J\nthird"


async def test_a_paste_of_a_megabyte_is_refused_in_words(desk: Desk) -> None:
    async with control(desk, DEAL["topic"]) as one:
        await paste(one, "word " * 200_000)
        assert "Topic takes 300" in one.hint


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
@pytest.mark.parametrize("name", ["topic", "customer_need", "account", "rating", "estimated_close_date"])
async def test_hostile_texts_are_shown_and_read_or_refused(desk: Desk, name: str, text: str) -> None:
    account(desk, "[/] [b]Acme[/b]", city="[@click=app.quit]x[/]")
    value = text if name in ("topic", "customer_need") else None
    async with control(desk, DEAL[name], value, text) as one:
        await one.type("x")
        await one.type(text)
        with suppress(InputError):
            one.control.read()
        box = one.control.input
        for widget in (box, one.control.hint):
            for y in range(widget.size.height):
                assert not CONTROL.search(widget.render_line(y).text)
        assert box.region.width == 60


# As text


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("topic", "Yard", "Yard"),
        ("account", None, ""),
        ("decision_maker", True, "yes"),
        ("rating", Rating.HOT, "Hot"),
        ("estimated_close_date", date(2026, 12, 4), "Fri 04 Dec"),
        ("created_on", datetime(2026, 12, 4, 15, tzinfo=UTC), "04 Dec 15:00"),
        ("estimated_revenue", Decimal(182000), "$182,000"),
        ("estimated_revenue", Decimal("-0.5"), "-$0.50"),
        ("probability", 60, "60%"),
        ("discount_percentage", Decimal("2.5000"), "2.5%"),
    ],
)
def test_values_as_people_read_them(name: str, value: object, expected: str) -> None:
    assert read_text(DEAL[name], value, None, TODAY, "day-month", "$") == expected


def test_a_lookup_is_read_by_its_name() -> None:
    assert read_text(DEAL["account"], uuid4(), "Acme [EMEA]", TODAY, "day-month") == "Acme [EMEA]"


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (-40, "40 days ago")]
)
def test_days_are_told_by_their_distance(days: int, words: str) -> None:
    day = date.fromordinal(TODAY.toordinal() + days)
    assert understood(DEAL["estimated_close_date"], day, TODAY, "day-month").endswith(f", {words}")
