"""The panes of a record: what each says at the widths that matter, empty, and with hostile text."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot

from salestui.lifecycle.history import FieldChange, HistoryEntry
from salestui.lifecycle.shapes import (
    Card,
    HeaderTotals,
    Line,
    LineItems,
    QuoteRow,
    Rival,
    Stakeholder,
    TeamMember,
)
from salestui.models.choices import ChangeKind, ConnectionRole, JournalKind, QuoteStatus
from salestui.widgets import history_pane, record_panes
from salestui.widgets.history_pane import HistoryPane
from salestui.widgets.line_items import LineItemsPane, TotalsPane
from salestui.widgets.pane import Item, Pane
from salestui.widgets.record_panes import QuotesPane, SheetPane
from salestui.widgets.theme import Mode, theme_name
from tests.hostile import HOSTILE
from tests.widgets.kit import LookApp
from tests.widgets.test_timeline import drawn

TODAY = date(2026, 11, 23)


class Alone(LookApp):
    """Nothing but one pane."""

    def __init__(self, pane: Pane, fill: Callable[[], object]) -> None:
        super().__init__()
        self.pane, self.fill = pane, fill

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.fill()
        self.pane.focus()


def line(name: str, unit: str | None, price: str, quantity: str, extended: str, **more: Any) -> Line:
    defaults: dict[str, Any] = {
        "product_id": uuid4(),
        "is_price_overridden": False,
        "volume_discount": None,
        "manual_discount": None,
        "tax": None,
        "amount": None,
        "description": None,
        "properties": (),
        "requested_delivery_date": None,
        "problem": None,
    }
    return Line(
        id=uuid4(),
        sequence=1,
        name=name,
        unit=unit,
        price_per_unit=Decimal(price),
        quantity=Decimal(quantity),
        extended_amount=Decimal(extended),
        **(defaults | more),
    )


LINES = (
    line(
        "Pallet mover AMR-40",
        "Each",
        "18400",
        "6",
        "114480",
        manual_discount=Decimal(2400),
        tax=Decimal(6480),
    ),
    line(
        "Handheld scanner HS-2",
        "Each",
        "890",
        "24",
        "21360",
        volume_discount=Decimal("44.5"),
        tax=Decimal(1068),
    ),
    line(
        "Fleet controller licence", "Year", "9600", "2", "20352", is_price_overridden=True, tax=Decimal(1152)
    ),
    line(
        "Site survey, Bergen and Porto",
        None,
        "6500",
        "2",
        "13000",
        product_id=None,
        problem="Price calculation error",
    ),
)
TOTALS = HeaderTotals(
    detail_amount=Decimal(170492),
    line_item_discount_amount=Decimal(2400),
    discount_percentage=Decimal(0),
    discount_amount=Decimal(1500),
    total_discount_amount=Decimal(3900),
    pre_freight_amount=Decimal(168992),
    freight_amount=Decimal(6200),
    total_tax=Decimal(9300),
    total_amount=Decimal(184492),
)
ITEMS = LineItems(LINES, TOTALS, "Retail 2026", "USD", "$", 2, True)

CARDS = (
    Card(
        "quote:1",
        "quote_unanswered",
        "insights",
        "Quote unanswered for 8 days",
        ("Q-1042, ", Decimal(182000), ", expires ", date(2026, 11, 30)),
        "$",
        "quote",
        uuid4(),
        uuid4(),
        "Warehouse",
        "risk",
        30,
    ),
    Card(
        "meeting:1",
        "meeting_today",
        "meetings",
        "Meeting in 40 min",
        ("Walk-through, room 2",),
        "$",
        "activity",
        uuid4(),
        uuid4(),
        "Warehouse",
        "soon",
        40,
    ),
)
STAKEHOLDERS = tuple(
    Stakeholder(uuid4(), "contact", uuid4(), name, role, job, "Northwind Foods", None, None)
    for name, role, job in (
        ("Ana Silva", ConnectionRole.DECISION_MAKER, "Head of operations"),
        ("Tomás Reyes", ConnectionRole.CHAMPION, None),
    )
)
TEAM = (TeamMember(uuid4(), uuid4(), "Lena Fischer", ConnectionRole.DELIVERY_PROFESSIONAL, "Engineer", None),)
RIVALS = (
    Rival(uuid4(), uuid4(), "Fabrikam Robotics", 3, 5, False, "price", None, None),
    Rival(uuid4(), uuid4(), "Litware Logistics", 0, 0, False, None, None, None),
)
QUOTES = (
    QuoteRow(
        uuid4(),
        "Q-1042",
        1,
        "Warehouse automation",
        QuoteStatus.ACTIVE,
        "In Progress",
        Decimal(182000),
        "$",
        None,
        date(2026, 11, 20),
        date(2026, 11, 15),
        5,
    ),
    QuoteRow(uuid4(), "Q-1041", 0, "Option B", QuoteStatus.WON, "Won", None, "$", None, None, None, 0),
)


def changed(label: str, kind: Any, before: Any, after: Any) -> FieldChange:
    return FieldChange(label, kind, before, after)


HISTORY = (
    HistoryEntry(
        datetime(2026, 11, 23, 12, 5, tzinfo=UTC),
        "Mina Okafor",
        "Edit Warehouse automation",
        JournalKind.UNDO,
        ChangeKind.UPDATE,
        "",
        (
            changed("Probability", "integer", 40, 60),
            changed("Est. close date", "date", None, date(2026, 12, 4)),
        ),
    ),
    HistoryEntry(
        datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
        "Mina Okafor",
        "Edit Warehouse automation",
        JournalKind.DO,
        ChangeKind.UPDATE,
        "",
        (changed("Est. revenue", "money", Decimal(48000), Decimal("182000.5")),),
    ),
    HistoryEntry(
        datetime(2026, 11, 18, 9, 0, tzinfo=UTC),
        "",
        "Import",
        JournalKind.DO,
        ChangeKind.INSERT,
        "stakeholder: Ana Silva",
        tuple(changed(f"Field {number}", "text", None, f"value {number}") for number in range(8)),
    ),
)


async def shown(pane: Pane, fill: Callable[[], object], width: int, height: int = 24) -> list[str]:
    """The lines of a pane that are not blank, without its rail."""
    app = Alone(pane, fill)
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.pause()
        lines = [text.removeprefix("▎") for text in drawn(pane)]
        return [text for text in lines if text.strip("▐ ")]


async def test_line_items_in_full() -> None:
    pane = LineItemsPane()
    assert await shown(pane, lambda: pane.fill_items(ITEMS), 120) == [
        "  LINE ITEMS 4     Price list Retail 2026, USD                     Est. revenue   User provided "
        " ● System calculated",
        "     PRODUCT                          UNIT   PRICING        PRICE   QTY   VOL.DISC   DISCOUNT"
        "        TAX     EXTENDED",
        "  " + "─" * 115,
        "▌  1  Pallet mover AMR-40              Each   Default    18,400.00     6          –   2,400.00"
        "   6,480.00   114,480.00",
        "  2  Handheld scanner HS-2            Each   Default       890.00    24      44.50          –"
        "   1,068.00    21,360.00",
        "  3  Fleet controller licence         Year   Override    9,600.00     2          –          –"
        "   1,152.00    20,352.00",
        "  4  Site survey, Bergen and Porto    –      Write-in    6,500.00     2          –          –"
        "          –    13,000.00",
        "     ! Price calculation error",
    ]


async def test_line_items_give_way_in_words() -> None:
    pane = LineItemsPane()
    at_80 = await shown(pane, lambda: pane.fill_items(ITEMS), 80)
    assert at_80[1:7] == [
        "  Price list Retail 2026, USD",
        "     PRODUCT                       PRICE  QTY  DISCOUNT       TAX    EXTENDED",
        "  " + "─" * 75,
        "▌  1  Pallet mover AMR-40       18,400.00    6  2,400.00  6,480.00  114,480.00",
        "▌     Each, Default",
        "  2  Handheld scanner HS-2        890.00   24         –  1,068.00   21,360.00",
    ]
    assert at_80[7] == "     Each, Default, volume discount 44.50"
    pane = LineItemsPane()
    at_60 = await shown(pane, lambda: pane.fill_items(ITEMS), 60)
    assert at_60[2] == "     PRODUCT                           QTY       EXTENDED"
    assert at_60[5:7] == [
        "▌     Each, Default, 18,400.00 each, discount 2,400.00,",
        "▌     tax 6,480.00",
    ]


@pytest.mark.parametrize("is_calculated", [True, False])
@pytest.mark.parametrize("width", [120, 80, 40])
async def test_the_revenue_method_is_in_words(is_calculated: bool, width: int) -> None:
    pane = LineItemsPane()
    items = replace(ITEMS, is_system_calculated=is_calculated)
    title = (await shown(pane, lambda: pane.fill_items(items), width))[0]
    assert "● System calculated" in title if is_calculated else "● User provided" in title


async def test_no_price_list_is_said() -> None:
    pane = LineItemsPane()
    lines = await shown(pane, lambda: pane.fill_items(replace(ITEMS, price_list=None)), 80)
    assert lines[1] == "  No price list, USD"


async def test_totals() -> None:
    pane = TotalsPane()
    assert await shown(pane, lambda: pane.fill_totals(ITEMS), 46) == [
        "  TOTALS",
        "▌  Detail amount                  170,492.00",
        "  Discount               0 %              –",
        "  Discount amount                 -1,500.00",
        "  Pre-freight amount             168,992.00",
        "  Freight                          6,200.00",
        "  Tax                              9,300.00",
        "  " + "─" * 41,
        "  Total amount = est. revenue   $184,492.00",
    ]


async def test_totals_of_a_percentage() -> None:
    of = replace(TOTALS, discount_percentage=Decimal("2.5"), total_discount_amount=Decimal("8162.30"))
    items = replace(ITEMS, totals=of, is_system_calculated=False)
    pane = TotalsPane()
    lines = await shown(pane, lambda: pane.fill_totals(items), 46)
    assert lines[2] == "  Discount             2.5 %      -4,262.30"
    assert lines[-1] == "  Total amount                  $184,492.00"


async def test_cards() -> None:
    pane = Pane("assistant")
    assert await shown(pane, lambda: pane.show(record_panes.cards(CARDS, TODAY)), 30) == [
        "  ASSISTANT 2",
        "▌  ! Quote unanswered for 8",
        "▌    days",
        "▌    Q-1042, $182,000,",
        "▌    expires 30 Nov",
        "  ◷ Meeting in 40 min",
        "    Walk-through, room 2",
    ]
    assert [entry.ground for entry in pane.entries if isinstance(entry, Item)] == ["card", "card"]


async def test_people_and_competitors_on_the_sheet() -> None:
    pane = SheetPane("stakeholders")
    assert await shown(pane, lambda: pane.show(record_panes.stakeholders(STAKEHOLDERS)), 40) == [
        "  STAKEHOLDERS 2",
        "▌  Ana Silva            Decision maker",
        "  Tomás Reyes                Champion",
    ]
    rivals = SheetPane("competitors")
    assert await shown(rivals, lambda: rivals.show(record_panes.competitors(RIVALS)), 40) == [
        "  COMPETITORS 2",
        "▌  Fabrikam Robotics     we won 3 of 5",
        "  Litware Logistics        first time",
    ]


async def test_a_role_is_worth_half_of_the_line() -> None:
    pane = SheetPane("stakeholders")
    long = [replace(STAKEHOLDERS[0], name="Femke Van der Egel-Brouwer")]
    lines = await shown(pane, lambda: pane.show(record_panes.stakeholders(long)), 36)
    assert lines[1] == "▌  Femke Van der…   Decision maker"


async def test_how_we_fared_stands_below_a_long_name() -> None:
    pane = SheetPane("competitors")
    long = [replace(RIVALS[0], name="Fabrikam Robotics of Bergen")]
    lines = await shown(pane, lambda: pane.show(record_panes.competitors(long)), 40)
    assert lines[1:3] == ["▌  Fabrikam Robotics of Bergen", "▌    we won 3 of 5"]


async def test_a_name_is_worth_more_than_a_role() -> None:
    pane = SheetPane("sales team")
    lines = await shown(pane, lambda: pane.show(record_panes.sales_team(TEAM)), 36)
    assert lines[1] == "▌  Lena Fischer  Delivery profess…"


async def test_people_in_one_pane() -> None:
    pane = Pane("people")
    lines = await shown(pane, lambda: pane.show(record_panes.everybody(STAKEHOLDERS, TEAM)), 80)
    assert lines == [
        "  PEOPLE 3",
        "  STAKEHOLDERS 2",
        "▌  Ana Silva                  Head of operations, Northwind F…  Decision maker",
        "  Tomás Reyes                Northwind Foods                         Champion",
        "  SALES TEAM 1",
        "  Lena Fischer               Engineer                   Delivery professional",
    ]


async def test_nobody_in_one_pane() -> None:
    pane = Pane("people")
    lines = await shown(pane, lambda: pane.show(record_panes.everybody((), ())), 60)
    assert [line.strip() for line in lines] == [
        "PEOPLE 0",
        "STAKEHOLDERS 0",
        "No stakeholders yet.",
        "SALES TEAM 0",
        "Nobody is on the sales team yet.",
    ]


async def test_quotes() -> None:
    pane = QuotesPane()
    assert await shown(pane, lambda: pane.fill_quotes(QUOTES, TODAY), 80) == [
        "  QUOTES 2",
        "  NUMBER  REV  NAME                   STATUS  LINES     TOTAL  VALID TO",
        "  " + "─" * 75,
        "▌  Q-1042    1  Warehouse automation   Active      5  $182,000  20 Nov expired",
        "  Q-1041    0  Option B               ✓ Won       0         –  –",
    ]


async def test_history() -> None:
    pane = HistoryPane()
    app = Alone(pane, lambda: pane.fill(HISTORY, TODAY))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        lines = [text[1:].rstrip() for text in drawn(pane) if text[1:].strip()]
        assert lines[:8] == [
            "  HISTORY 3",
            "  TODAY Mon 23 Nov " + "─" * 58,
            "  12:05  undid: Edit Warehouse automation                         Mina Okafor",
            "         Probability: 40 → 60",
            "         Est. close date: empty → 04 Dec",
            "  12:00  Edit Warehouse automation                                Mina Okafor",
            "         Est. revenue: 48,000.00 → 182,000.50",
            "  WED 18 NOV " + "─" * 64,
        ]
        assert lines[-1] == "         and 2 more fields"
        assert "         added stakeholder: Ana Silva" in lines
        await pilot.press("G", "enter")
        assert drawn(pane)[-1:] != lines[-1:]
        text = "\n".join(drawn(pane))
        assert "Field 7: value 7" in text
        assert "more field" not in text


async def test_a_field_takes_the_line_that_would_count_it() -> None:
    changes = tuple(FieldChange(f"Field {n}", "text", None, f"value {n}") for n in range(7))
    pane = HistoryPane()
    app = Alone(pane, lambda: pane.fill([replace(HISTORY[-1], changes=changes)], TODAY))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        lines = "\n".join(drawn(pane))
        assert "Field 6: value 6" in lines
        assert "more field" not in lines


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (None, "text", "empty"),
        ("", "text", "empty"),
        (True, "boolean", "yes"),
        (False, "boolean", "no"),
        (Decimal("48000"), "money", "48,000.00"),
        (Decimal("12.50"), "percent", "12.5%"),
        (60, "integer", "60"),
        (date(2026, 12, 4), "date", "04 Dec"),
        (datetime(2026, 12, 4, 15, tzinfo=UTC), "datetime", "04 Dec 15:00"),
        ("Hot", "choice", "Hot"),
    ],
)
def test_values_of_the_history(value: Any, kind: Any, words: str) -> None:
    assert history_pane.shown(value, changed("", kind, None, value), TODAY, "day-month") == words


@pytest.mark.parametrize(
    ("pane", "fact"),
    [
        (LineItemsPane(), "No line items yet."),
        (QuotesPane(), "No quotes yet."),
        (HistoryPane(), "Nothing was changed yet."),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_an_empty_pane_says_so(pane: Pane, fact: str) -> None:
    fill = (lambda: pane.fill_items(replace(ITEMS, lines=()))) if isinstance(pane, LineItemsPane) else bool
    lines = await shown(pane, fill, 60)
    assert lines[-1].strip() == fact
    assert "NAME" not in "".join(lines)


def everything(text: str) -> list[tuple[Pane, Callable[[], object]]]:
    """Each pane with this text wherever a text can be."""
    lines, quotes, history = LineItemsPane(), QuotesPane(), HistoryPane()
    cards, people, rivals = Pane("assistant"), Pane("people"), Pane("competitors")
    items = replace(
        ITEMS,
        lines=tuple(replace(one, name=text, unit=text, problem=text) for one in LINES),
        price_list=text,
    )
    card = replace(CARDS[0], title=text, summary=(text,))
    persons = [replace(one, name=text, job_title=text, company=text) for one in STAKEHOLDERS]
    rival = replace(RIVALS[0], name=text, strengths=text, weaknesses=text)
    quote = replace(QUOTES[0], number=text, name=text, symbol=text)
    entry = replace(
        HISTORY[0], user=text, title=text, part=text, changes=(changed(text, "text", text, text),)
    )
    return [
        (lines, lambda: lines.fill_items(items)),
        (quotes, lambda: quotes.fill_quotes([quote], TODAY)),
        (history, lambda: history.fill([entry], TODAY)),
        (cards, lambda: cards.show(record_panes.cards([card], TODAY))),
        (people, lambda: people.show(record_panes.everybody(persons, ()))),
        (rivals, lambda: rivals.show(record_panes.competitors([rival]))),
    ]


class Together(LookApp):
    """All panes at once."""

    CSS = "Pane { height: 9; }"

    def __init__(self, panes: Sequence[tuple[Pane, Callable[[], object]]]) -> None:
        super().__init__()
        self.panes = panes

    def compose(self) -> ComposeResult:
        for pane, _ in self.panes:
            yield pane

    def on_mount(self) -> None:
        for _, fill in self.panes:
            fill()


@pytest.mark.parametrize("width", [24, 40, 60, 100])
async def test_hostile_texts_stay_in_their_lines(width: int) -> None:
    for text in HOSTILE:
        panes = everything(text)
        app = Together(panes)
        async with app.run_test(size=(width, 63)) as pilot:
            await pilot.pause()
            for pane, _ in panes:
                for y in range(pane.size.height):
                    strip = pane.render_line(y)
                    assert strip.cell_length == width
                    assert not set(strip.text) & set("\n\r\x1b\x07\u202e")


async def test_the_cursor_walks_over_rows_and_passes_titles() -> None:
    pane = Pane("people")
    app = Alone(pane, lambda: pane.show(record_panes.everybody(STAKEHOLDERS, TEAM)))
    async with app.run_test(size=(60, 20)) as pilot:
        seen = []
        for _ in range(4):
            assert pane.current is not None
            seen.append(pane.current.id)
            await pilot.press("j")
        ids = [one.connection_id.hex for one in (*STAKEHOLDERS, *TEAM)]
        assert seen == [*ids, ids[-1]]


def all_panes() -> list[tuple[Pane, Callable[[], object]]]:
    """Each pane filled, for pictures."""
    lines, totals, quotes, history = (
        LineItemsPane(),
        TotalsPane(),
        QuotesPane(),
        HistoryPane(),
    )
    return [
        (lines, lambda: lines.fill_items(ITEMS)),
        (totals, lambda: totals.fill_totals(ITEMS)),
        (quotes, lambda: quotes.fill_quotes(QUOTES, TODAY)),
        (history, lambda: history.fill(HISTORY, TODAY)),
    ]


class Wide(Together):
    """Panes as high as they need to be."""

    CSS = "Pane { height: auto; margin-bottom: 1; }"


class Sheet(Together):
    """What stands on the right sheet."""

    CSS = "Screen { background: $surface; padding: 1 0; } Pane { height: auto; margin-bottom: 1; }"


@pytest.mark.parametrize("mode", ["dark", "light"])
@pytest.mark.parametrize("width", [120, 80, 60])
def test_the_look_of_the_tables(snap_compare: Callable[..., bool], mode: Mode, width: int) -> None:
    async def stand(pilot: Pilot[Any]) -> None:
        pilot.app.theme = theme_name(mode, "truecolor")
        pilot.app.query(Pane).first().focus()
        await pilot.pause()

    assert snap_compare(Wide(all_panes()), terminal_size=(width, 62), run_before=stand)


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_the_look_of_the_sheet(snap_compare: Callable[..., bool], mode: Mode) -> None:
    async def stand(pilot: Pilot[Any]) -> None:
        pilot.app.theme = theme_name(mode, "truecolor")
        pilot.app.query(Pane).first().focus()
        await pilot.pause()

    cards, people = Pane("assistant"), SheetPane("stakeholders")
    team, rivals = SheetPane("sales team"), SheetPane("competitors")
    panes: list[tuple[Pane, Callable[[], object]]] = [
        (cards, lambda: cards.show(record_panes.cards(CARDS, TODAY))),
        (people, lambda: people.show(record_panes.stakeholders(STAKEHOLDERS))),
        (team, lambda: team.show(record_panes.sales_team(TEAM))),
        (rivals, lambda: rivals.show(record_panes.competitors(RIVALS))),
    ]
    assert snap_compare(Sheet(panes), terminal_size=(36, 24), run_before=stand)
