"""The record of an opportunity: editing, saving, clashes, undo, its list, tabs, panes, changes of others."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui.lifecycle import closing, opportunities
from salestui.lifecycle.shapes import OpportunityRecord
from salestui.models.choices import OpportunityStatusReason, Rating
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.opportunities import Opportunity
from salestui.models.users import User
from salestui.screens.clash import Clash
from salestui.screens.help import Help
from salestui.screens.opportunity import OpportunityScreen
from salestui.screens.teams import TeamsScreen
from salestui.store.database import Store
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, NotSaved
from salestui.widgets.footer import Footer
from salestui.widgets.pane import Item, Pane
from salestui.widgets.tab_bar import TabBar
from salestui.widgets.timeline import TimelinePane
from salestui.widgets.timeline_search import TimelineSearch
from tests.hostile import HOSTILE
from tests.screens.app import Stand
from tests.screens.record import Record, opened
from tests.screens.shown import text_of
from tests.screens.story import LAST, PLAIN, WAREHOUSE, WON

# Editing and saving


async def test_a_date_is_typed_saved_and_undone(record: Record) -> None:
    await record.edit("estimated_close_date", "fri")
    assert record.hint == "Fri 27 Nov, in 4 days"
    assert record.status == "✎ est. close date not saved"
    await record.press("ctrl+s")
    assert record.stored().estimated_close_date == date(2026, 11, 27)
    assert record.toasts[-1] == "✓ Est. close date set to Fri 27 Nov   u undo"
    assert record.titles()[-1] == f"Edit est. close date of {WAREHOUSE}"
    assert record.status == "1 at risk"
    assert "Fri 27 Nov" in record.lines()[2]
    await record.press("u")
    await record.settle()
    assert record.stored().estimated_close_date == date(2026, 12, 4)
    assert record.toasts[-1] == f"✓ Undone: Edit est. close date of {WAREHOUSE}   Ctrl+R redo"
    assert "Fri 04 Dec" in record.lines()[2]
    await record.press("ctrl+r")
    await record.settle()
    assert record.stored().estimated_close_date == date(2026, 11, 27)


async def test_several_edits_are_one_command(record: Record) -> None:
    await record.edit("estimated_revenue", "1.5m")
    await record.press("tab")
    await record.put("75")
    await record.press("tab", "down", "enter")
    assert record.fields.waiting == ["estimated_revenue", "probability", "rating"]
    assert record.status == "✎ 3 fields not saved"
    before = len(record.titles())
    await record.press("ctrl+s")
    stored = record.stored()
    assert (stored.estimated_revenue, stored.probability, stored.rating) == (
        Decimal(1500000),
        75,
        Rating.WARM,
    )
    assert record.titles()[before:] == [f"Edit 3 fields of {WAREHOUSE}"]
    await record.press("u")
    await record.settle()
    stored = record.stored()
    assert (stored.estimated_revenue, stored.probability, stored.rating) == (Decimal(182000), 60, Rating.HOT)


async def test_an_edit_is_shown_with_what_was_there(record: Record) -> None:
    await record.edit("estimated_revenue", "12k")
    await record.press("enter")
    text = "\n".join(record.lines())
    assert "Revenue    ✎ $12,000" in text
    assert "was $182,000" in text
    await record.edit("estimated_revenue", "182000")
    await record.press("enter")
    assert record.fields.edits == {}, "back to what it was is no edit"
    assert record.status == "1 at risk"


async def test_e_edits_from_any_pane(record: Record) -> None:
    record.pane("assistant").focus()
    await record.press("e")
    assert record.control.field.name == "topic"


async def test_tab_goes_on_to_the_next_field_that_can_be_edited(record: Record) -> None:
    await record.edit("need")
    await record.press("tab")
    assert record.control.field.name == "forecast_category", "the price list is locked by line items"
    await record.press("shift+tab")
    assert record.control.field.name == "need"


async def test_a_lookup_finds_and_saves(record: Record) -> None:
    await record.edit("account", "nordic")
    await record.press("enter", "ctrl+s")
    with record.desk.store.session() as session:
        papers = session.exec(select(Account).where(Account.name == "Nordic Papers")).one()
    assert record.stored().account_id == papers.id
    assert record.lines()[3].lstrip().startswith("Nordic Papers · Ana Silva")


async def test_a_new_account_is_made_with_the_edit_and_undone_with_it(record: Record) -> None:
    await record.edit("account", "Brand New")
    await record.press("enter")
    assert "✎ Brand New, a…" in "\n".join(record.lines())
    await record.press("ctrl+s")
    with record.desk.store.session() as session:
        made = session.exec(select(Account).where(Account.name == "Brand New")).one()
    assert record.stored().account_id == made.id
    await record.press("u")
    await record.settle()
    with record.desk.store.session() as session:
        assert session.exec(select(Account).where(Account.name == "Brand New")).first() is None
    assert record.stored().account_id != made.id


async def test_a_new_contact_belongs_to_the_account_and_becomes_a_stakeholder(record: Record) -> None:
    await record.edit("contact", "Zoe Blum")
    await record.press("enter", "ctrl+s")
    with record.desk.store.session() as session:
        made = session.exec(select(Contact).where(Contact.full_name == "Zoe Blum")).one()
        assert made.account_id == record.stored().account_id
        assert session.exec(select(Connection).where(Connection.contact_id == made.id)).one()
    assert record.pane("stakeholders").count == 5


async def test_a_field_can_be_emptied(record: Record) -> None:
    await record.edit("purchase_timeframe", "")
    await record.press("ctrl+s")
    assert record.stored().purchase_timeframe is None
    assert record.toasts[-1] == "✓ Purchase timeframe emptied   u undo"


async def test_texts_of_several_lines(record: Record) -> None:
    await record.edit("customer_need", "")
    await record.press("x", "enter", "y", "ctrl+s")
    assert record.stored().customer_need == "x\ny"


# Bad input


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("estimated_close_date", "31 february", "no such day: February 2027 has 28 days"),
        ("estimated_revenue", "1e20", "1,000,000,000,000"),
        ("topic", "", "Topic is needed"),
        ("topic", "x" * 10_000, "10,000 characters; Topic takes 300"),
        ("rating", "boiling", "not one of: Hot, Warm, Cold"),
        ("probability", "-1", "0"),
    ],
)
async def test_bad_input_is_said_beside_the_field_and_not_saved(
    record: Record, name: str, text: str, reason: str
) -> None:
    before = record.titles()
    await record.edit(name, text)
    await record.press("ctrl+s")
    assert reason in record.hint
    assert record.control.field.name == name, "it stays open"
    assert any(line.strip(" ▎▌").startswith("! ") for line in record.lines())
    await record.press("tab")
    assert record.control.field.name == name, "Tab does not leave it"
    assert record.titles() == before


async def test_an_open_one_is_offered_no_reason_of_closed_ones(record: Record) -> None:
    await record.edit("status_reason", "Out-sold")
    await record.press("enter", "ctrl+s")
    assert record.hint == "not one of: In progress, On hold"
    assert record.stored().status_reason is OpportunityStatusReason.IN_PROGRESS


async def test_an_emptied_lookup_takes_no_proposal(record: Record) -> None:
    await record.edit("account", "north")
    assert record.control.proposals.display
    await record.put("")
    assert not record.control.proposals.display
    await record.press("enter", "ctrl+s")
    assert record.stored().account_id is None


@pytest.mark.parametrize(
    "name", ["topic", "account", "customer_need", "rating", "estimated_close_date", "estimated_revenue"]
)
async def test_hostile_texts_in_every_kind_of_field(record: Record, name: str) -> None:
    for text in HOSTILE:
        await record.edit(name, text)
        await record.press("ctrl+s")
        for line in record.lines():
            assert "\x1b" not in line, text
            assert "\x9b" not in line, text
        if isinstance(record.top, Confirm):
            await record.press("y")
        if record.fields.is_editing:
            await record.press("escape")
            if isinstance(record.top, Confirm):
                await record.press("y")
        record.fields.forget()
        await record.pilot.pause()
        assert record.stored().topic.strip(), text
        assert record.app.is_running, text


# Leaving with something unsaved


async def test_esc_asks_before_it_drops_what_is_typed(record: Record) -> None:
    await record.edit("topic", "Another name")
    await record.press("escape")
    assert isinstance(record.top, Confirm)
    await record.press("escape")
    assert record.control.text == "Another name", "back to the field"
    await record.press("escape", "y")
    assert not record.fields.is_editing
    assert record.fields.waiting == []
    assert record.stored().topic == WAREHOUSE


async def test_esc_on_an_untouched_field_just_closes_it(record: Record) -> None:
    await record.edit("topic")
    await record.press("escape")
    assert not record.fields.is_editing
    assert record.top is record.screen


@pytest.mark.parametrize("key", ["escape", "]", "[", "2", "ctrl+q"])
async def test_leaving_asks_when_something_is_not_saved(record: Record, key: str) -> None:
    await record.edit("probability", "75")
    await record.press("enter")
    await record.press(key)
    assert isinstance(record.top, Confirm)
    assert f"the change of probability of {WAREHOUSE}" in " ".join(_said(record.top))
    await record.press("escape")
    assert record.top is record.screen
    assert record.fields.waiting == ["probability"]


def _said(dialog: Confirm) -> list[str]:
    from salestui.widgets.dialog import Sentences

    body = dialog.query_one(Sentences)
    return [body.render_line(y).text.strip() for y in range(body.size.height)]


async def test_after_yes_the_record_is_left(record: Record) -> None:
    await record.edit("probability", "75")
    await record.press("enter", "escape", "y")
    assert isinstance(record.top, Stand)
    assert record.stored().probability == 60


# Read-only


async def test_a_closed_record_says_so_and_can_not_be_edited(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WON) as record:
        text = "\n".join(record.lines())
        assert "✓ Won 12 Nov, read-only" in text
        assert "$33,000" in record.lines()[2]
        assert "actual revenue" in record.lines()[3]
        for key in ("e", "enter"):
            await record.press(key)
            assert not record.fields.is_editing
            assert record.toasts[-1].startswith("! not now: Won, read-only")


async def test_a_calculated_revenue_says_why_it_is_read_only(record: Record) -> None:
    await record.edit("revenue_method", "System calculated")
    await record.press("enter", "ctrl+s")
    await record.edit("estimated_revenue")
    assert not record.fields.is_editing
    assert "it is calculated from the line items" in record.toasts[-1]


# Others


def elsewhere(desk: Desk, record_id: UUID, user: str = "lena", **fields: object) -> None:
    """Another program changes the record."""
    with Store.open(desk.store.path) as other:
        row = other.reader.execute("SELECT id FROM system_user WHERE user_name = ?", (user,)).fetchone()
        with other.command("A change elsewhere", UUID(row[0])) as session:
            found = session.get(Opportunity, record_id)
            for name, value in fields.items():
                setattr(found, name, value)
            session.add(found)


async def test_what_others_change_is_shown(record: Record) -> None:
    elsewhere(record.desk, record.screen.record_id, probability=80)
    record.app.action_refresh()
    await record.settle()
    assert "80%, Hot" in record.lines()[2]


async def test_a_clash_is_never_overwritten_silently(record: Record) -> None:
    await record.edit("probability", "75")
    await record.press("enter")
    elsewhere(record.desk, record.screen.record_id, probability=80)
    before = record.titles()
    await record.press("ctrl+s")
    assert isinstance(record.top, Clash)
    text = " ".join(" ".join(record.top.query_one("Sentences").render_line(y).text.split()) for y in range(5))
    assert "theirs 80%" in text
    assert "mine 75%" in text
    assert record.titles() == before
    await record.press("escape")
    assert record.stored().probability == 80
    assert record.fields.waiting == ["probability"]
    assert "changed meanwhile to 80%" in record.text("summary")


async def test_mine_is_saved_over_theirs_when_i_say_so(record: Record) -> None:
    await record.edit("probability", "75")
    await record.press("enter")
    elsewhere(record.desk, record.screen.record_id, probability=80)
    await record.press("ctrl+s", "m")
    assert record.stored().probability == 75
    assert record.fields.waiting == []


async def test_theirs_stays_when_i_say_so(record: Record) -> None:
    await record.edit("probability", "75")
    await record.press("enter")
    elsewhere(record.desk, record.screen.record_id, probability=80)
    await record.press("ctrl+s", "t")
    assert record.stored().probability == 80
    assert record.fields.waiting == []
    assert "80%, Hot" in record.lines()[2]


async def test_a_change_of_another_field_is_no_clash(record: Record) -> None:
    await record.edit("probability", "75")
    await record.press("enter")
    elsewhere(record.desk, record.screen.record_id, rating=Rating.COLD)
    await record.press("ctrl+s")
    stored = record.stored()
    assert (stored.probability, stored.rating) == (75, Rating.COLD)


async def test_a_change_while_it_is_edited_is_told(record: Record) -> None:
    await record.edit("probability", "75")
    await record.press("enter")
    elsewhere(record.desk, record.screen.record_id, probability=80)
    record.app.action_refresh()
    await record.settle()
    assert record.toasts[-1] == "! Probability was changed meanwhile; saving asks whose value stays"


async def test_a_record_closed_meanwhile_refuses_the_edit(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, PLAIN) as record:
        await record.edit("probability", "75")
        await record.press("enter")
        with Store.open(desk.store.path) as other, other.command("Won", desk.user.id) as session:
            closing.close_as_won(session, opportunities.get(session, record.screen.record_id))
        await record.press("ctrl+s")
        assert "Won, read-only" in record.toasts[-1]
        assert record.stored().probability is None


async def test_a_record_that_is_gone_leads_back(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("New deal", desk.user.id) as session:
        ids["New deal"] = opportunities.create(
            session, desk.user.id, opportunities.OpportunityInput(topic="New deal")
        ).id
    async with opened(desk, ids, "New deal") as record:
        await record.press("u")
        await record.settle()
        assert isinstance(record.top, Stand)
        assert "Undone: New deal" in record.toasts[-1], "which is told, and nothing failed"
        assert not any("no longer there" in toast for toast in record.toasts)


async def test_it_is_read_once_to_open_and_again_when_what_lay_over_it_closes(
    desk: Desk, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[UUID] = []
    read = OpportunityScreen.read

    def counted(screen: OpportunityScreen, session: Session) -> OpportunityRecord:
        reads.append(screen.record_id)
        return read(screen, session)

    monkeypatch.setattr(OpportunityScreen, "read", counted)
    async with opened(desk, ids, WAREHOUSE) as record:
        assert reads == [ids[WAREHOUSE]]
        await record.press("question_mark", "escape")
        assert reads == [ids[WAREHOUSE]] * 2


# Through the list


async def test_brackets_go_through_the_list(record: Record) -> None:
    assert record.lines()[0].lstrip().startswith("2 Opportunities › My Open Opportunities › 2 of 4")
    await record.press("]")
    assert record.lines()[2].lstrip().startswith(WON)
    assert "3 of 4" in record.lines()[0]
    await record.press("]", "]")
    assert record.lines()[2].lstrip().startswith(LAST)
    assert record.toasts[-1] == "! not now: this is the last of the list"
    await record.press("[", "[", "[")
    assert record.lines()[2].lstrip().startswith(PLAIN)
    await record.press("[")
    assert record.toasts[-1] == "! not now: this is the first of the list"


async def test_the_list_knows_the_record_last_seen(record: Record, ids: dict[str, UUID]) -> None:
    await record.press("]", "escape")
    assert isinstance(record.top, Stand)
    assert record.screen.walk is not None
    assert record.screen.walk.record_id == ids[WON].hex


async def test_another_record_shows_nothing_of_the_one_before(record: Record) -> None:
    record.fields.select("need")
    await record.press("]")
    await record.press("]")
    text = "\n".join(record.lines()[4:])
    assert "Northwind" not in text
    assert "Ana Silva" not in text
    assert record.pane("timeline").count == 1  # that it was created
    assert record.fields.current_name == "topic"


async def test_a_record_without_a_list(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as record:
        record.screen.walk = None
        await record.press("]")
        assert record.toasts[-1] == "! not now: it was not opened from a list"


# Tabs and panes


def shown(record: Record) -> list[str]:
    return [str(pane.id) for pane in record.screen.query(Pane) if pane.region.area]


async def test_tab_reaches_every_pane_of_the_summary(record: Record) -> None:
    seen = []
    for _ in range(7):
        assert record.screen.focused is not None
        seen.append(record.screen.focused.id)
        await record.press("tab")
    assert seen == ["summary", "timeline", "assistant", "stakeholders", "team", "competitors", "summary"]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_any_tab_is_two_keys_away(desk: Desk, ids: dict[str, UUID], size: tuple[int, int]) -> None:
    async with opened(desk, ids, WAREHOUSE, size) as record:
        await record.press("f")
        letters = record.top.query("Label")
        assert len(letters) >= 6
        await record.press("h" if size[0] == 120 else "t")
        assert record.screen.tab == ("history" if size[0] == 120 else "timeline")


async def test_tabs_in_turn(record: Record) -> None:
    seen = [(record.screen.tab, shown(record))]
    for _ in range(5):
        await record.press("l")
        seen.append((record.screen.tab, shown(record)))
    assert seen == [
        ("summary", ["summary", "timeline", "assistant", "stakeholders", "team", "competitors"]),
        ("lines", ["line_items", "totals"]),
        ("quotes", ["quotes"]),
        ("files", ["files"]),
        ("history", ["history"]),
        ("summary", ["summary", "timeline", "assistant", "stakeholders", "team", "competitors"]),
    ]
    await record.press("h")
    assert record.screen.tab == "history"


async def test_one_pane_at_a_time_on_a_small_screen(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE, (80, 24)) as record:
        seen = [(record.screen.tab, shown(record))]
        for _ in range(8):
            await record.press("right")
            seen.append((record.screen.tab, shown(record)))
        assert seen == [
            ("summary", ["summary", "brief"]),
            ("timeline", ["timeline"]),
            ("assistant", ["assistant"]),
            ("people", ["people"]),
            ("competitors", ["competitors"]),
            ("lines", ["line_items"]),
            ("quotes", ["quotes"]),
            ("files", ["files"]),
            ("history", ["history"]),
        ]
        assert record.screen.focused is record.pane("history")


async def test_what_a_small_screen_says_first(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE, (80, 24)) as record:
        lines = record.lines()
        assert lines[0].split() == [*WAREHOUSE.split(), "$182,000", "Fri", "04", "Dec", "60%,", "Hot"]
        assert lines[5].split() == [
            *("Summary", "Timeline", "23", "Assistant", "3", "People", "6", "Competitors", "2", "Lines", "5"),
            "›",
        ]
        text = "\n".join(lines)
        for words in ("NEXT 2", "Walk-through with site leads", "AT RISK 1", "DECIDES 4", "Decision maker"):
            assert words in text
        assert "more below" in text


async def test_every_pane_is_filled(record: Record) -> None:
    text = "\n".join(record.lines())
    for words in (
        *("● Propose  6d, 2 of 4 steps", "next  Complete internal review", "TIMELINE 23", "ASSISTANT 3"),
        *("STAKEHOLDERS 4", "Ana Silva", "Decision maker", "SALES TEAM 2", "COMPETITORS 2", "we won 3 of 5"),
        *("Line items 5", "Quotes 2", "Files 2", "PINNED", "TOMORROW Tue 24 Nov", "↓ "),
    ):
        assert words in text, words
    await record.press("l")
    text = "\n".join(record.lines())
    for words in (
        "Handheld scanner HS-2",
        "114,480.00",
        "TOTALS",
        "Total amount",
        "Price list Retail 2026, USD",
    ):
        assert words in text, words
    await record.press("l")
    assert "Q-1042" in "\n".join(record.lines())
    await record.press("l")
    assert "site plans.pdf" in "\n".join(record.lines())


async def test_the_history_says_who_changed_what(record: Record) -> None:
    await record.edit("probability", "75")
    await record.press("ctrl+s")
    await record.press("h")
    text = " ".join("\n".join(record.lines()).split())
    assert f"Edit probability of {WAREHOUSE} Mina Okafor" in text
    assert "Probability: 60 → 75" in text


async def test_empty_panes_say_so_and_name_no_key_that_is_not_there(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, LAST) as record:
        text = "\n".join(record.lines())
        for words in (
            "No stakeholders yet.",
            "Nobody is on the",
            "No competitors yet.",
        ):
            assert words in text, words
        for words in ("No line items yet.", "No quotes yet.", "No files yet."):
            await record.press("l")
            assert words in "\n".join(record.lines())


async def test_a_member_of_the_sales_team_is_opened_among_the_users(record: Record) -> None:
    with record.desk.store.command("Phone", record.desk.user.id) as session:
        omar = session.exec(select(User).where(User.full_name == "Omar Haddad")).one()
        omar.phone, omar.manager_id = "+47 55 01 02 03", record.desk.user.id
        session.add(omar)
    record.pane("team").focus()
    assert record.pane("team").select(record.pane("team").entries[0].id)  # type: ignore[union-attr]
    name = record.pane("team").current_ref()
    assert name is not None
    await record.press("enter")
    assert isinstance(record.top, TeamsScreen)
    users, told = record.top.query_one("#users", Pane), record.top.query_one("#user", Pane)
    assert record.top.focused is users
    assert users.current is not None
    assert users.current.id == name.id.hex
    assert users.select(omar.id.hex)
    await record.pilot.pause()
    text = " ".join(" ".join(text_of(told)).split())
    assert text.startswith("OMAR HADDAD title – phone +47 55 01 02 03 email – manager Mina Okafor")
    await record.press("escape")
    assert record.top is record.screen


async def test_a_card_leads_to_what_it_is_about(record: Record) -> None:
    assistant = record.pane("assistant")
    cards = [entry.id for entry in assistant.entries if isinstance(entry, Item)]
    for kind, pane_id in (("quote", "quotes"), ("meeting", "timeline"), ("close", "summary")):
        record.screen.query_one(TabBar).post_message(TabBar.Chosen("summary"))
        await record.pilot.pause()
        assistant.focus()
        card = next((card for card in cards if card.startswith(kind)), None)
        assert card is not None, cards
        assistant.select(card)
        await record.press("enter")
        assert record.screen.focused is record.pane(pane_id), card
        current = record.pane(pane_id).current
        assert current is not None
        assert current.id in (UUID(card.partition(":")[2]).hex, "estimated_close_date")


async def test_resizing_keeps_the_tab_or_goes_to_the_summary(record: Record) -> None:
    await record.press("l", "l")
    await record.pilot.resize_terminal(80, 24)
    await record.pilot.pause()
    assert record.screen.tab == "quotes"
    await record.press("h", "h")
    assert record.screen.tab == "competitors"
    await record.pilot.resize_terminal(120, 40)
    await record.pilot.pause()
    assert record.screen.tab == "summary"
    assert "timeline" in shown(record)


async def test_escape_ends_the_search_of_a_timeline_before_it_goes_back(record: Record) -> None:
    pane = record.screen.query_one(TimelinePane)
    pane.focus()
    await record.press("F", "a")
    await record.press("slash", *"created", "enter")
    assert "Esc end search" in record.lines()[-1]
    assert record.lines()[0].endswith("Esc end search")
    await record.press("escape")
    assert not pane.happenings.typed
    assert record.top is record.screen
    assert "Esc back" in record.lines()[-1]
    await record.press("escape")
    assert record.top is not record.screen
    assert pane.happenings.chosen == {"record.activity"}, "the filter stays as it was left"


async def test_the_key_that_ends_a_search_is_that_of_its_pane(record: Record) -> None:
    pane = record.screen.query_one(TimelinePane)
    pane.focus()
    await record.press("slash", *"created", "enter")
    record.fields.focus()
    await record.pilot.pause()
    assert "Esc back" in record.lines()[-1]
    pane.focus()
    await record.pilot.pause()
    assert "Esc end search" in record.lines()[-1]
    await record.press("backspace")
    assert "Esc back" in record.lines()[-1]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_timeline_is_filtered_from_other_panes_too(
    desk: Desk, ids: dict[str, UUID], size: tuple[int, int]
) -> None:
    async with opened(desk, ids, WAREHOUSE, size) as record:
        record.fields.focus()
        await record.press("F", "a")
        pane = record.screen.query_one(TimelinePane)
        assert record.screen.focused is pane
        assert pane.happenings.chosen == {"record.activity"}


async def test_a_search_of_the_timeline_has_its_own_keys_and_help(record: Record) -> None:
    record.screen.query_one(TimelinePane).focus()
    await record.press("slash", *"hand")
    [footer] = record.top.query(Footer)
    keys = footer.render_line(0).text
    assert footer.region.y == record.app.size.height - 1
    assert "Enter to the entries   Esc clear   F1 all keys" in keys
    await record.press("f1")
    assert isinstance(record.top, Help)
    await record.press("escape")
    assert isinstance(record.top, TimelineSearch)


async def test_a_resize_keeps_the_field_that_is_edited(record: Record) -> None:
    await record.edit("probability", "75")
    await record.pilot.resize_terminal(80, 24)
    await record.pilot.pause()
    await record.press("ctrl+s")
    assert record.stored().probability == 75


async def test_going_to_another_pane_keeps_what_is_typed(record: Record) -> None:
    await record.edit("probability", "75")
    await record.pilot.click("#timeline", offset=(10, 12))
    await record.pilot.pause()
    assert not record.fields.is_editing
    assert record.fields.waiting == ["probability"]


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (100, 30), (120, 30), (120, 40), (160, 50), (200, 50)])
async def test_no_line_is_wider_than_the_screen_or_cut_without_a_sign(
    desk: Desk, ids: dict[str, UUID], size: tuple[int, int]
) -> None:
    async with opened(desk, ids, WAREHOUSE, size) as record:
        tabs = {record.screen.tab}
        while True:
            for line in record.lines():
                assert len(line) <= size[0]
            text = "\n".join(record.lines())
            assert "Enter" in text or "Esc" in text
            await record.press("l")
            if record.screen.tab in tabs:
                break
            tabs.add(record.screen.tab)


# What is typed and not saved


async def test_undo_drops_what_is_typed_before_it_takes_back_a_command(record: Record) -> None:
    await record.edit("estimated_revenue", "5000")
    await record.press("ctrl+s")
    titles = record.titles()
    await record.edit("probability", "75")
    await record.press("enter", "ctrl+r")
    assert record.toasts[-1] == f"! not now: the change of probability of {WAREHOUSE} is not saved"
    await record.press("u")
    assert isinstance(record.top, NotSaved)
    await record.press("escape")
    assert record.fields.waiting == ["probability"]
    await record.press("u", "y")
    assert record.fields.waiting == []
    assert record.titles() == titles, "no command was taken back"
    await record.press("u")
    await record.settle()
    assert record.stored().estimated_revenue == Decimal(182000)


@pytest.mark.parametrize("key", ["escape", "]", "2"])
async def test_what_is_typed_is_saved_on_the_way_out(record: Record, ids: dict[str, UUID], key: str) -> None:
    await record.edit("probability", "75")
    await record.press("enter", key)
    assert text_of(record.top.query_one(Footer))[0] == "y drop it   s save and go   Esc go on editing"
    await record.press("s")
    await record.settle()
    assert record.stored(ids[WAREHOUSE]).probability == 75
    assert record.top is not record.screen or record.screen.record_id != ids[WAREHOUSE]


async def test_what_can_not_be_saved_keeps_one_there(record: Record) -> None:
    await record.edit("probability", "75")
    await record.press("enter")
    with record.desk.store.command("Meanwhile", record.desk.user.id) as session:
        deal = opportunities.get(session, record.screen.record_id)
        deal.probability = 10
        session.add(deal)
    await record.press("escape", "s")
    assert isinstance(record.top, Clash), "the question whose value stays keeps one here"
    assert record.fields.waiting == ["probability"]
