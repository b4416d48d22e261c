"""The list of opportunities: views, filter, order, marks, preview, and how it is left and found again."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from salestui import clock
from salestui.lifecycle import opportunities
from salestui.models.opportunities import Opportunity
from salestui.screens.opportunity import OpportunityScreen
from salestui.screens.view_chooser import ViewChooser
from salestui.settings import Settings
from salestui.state import State
from salestui.store.database import Store
from salestui.widgets.chooser import Chooser
from salestui.widgets.desk import Desk
from salestui.widgets.filter_input import FilterInput
from tests.hostile import HOSTILE
from tests.lifecycle.kept import to_json
from tests.screens.app import until
from tests.screens.listed import opened
from tests.screens.pipeline import CHANCE, ROWS, WAREHOUSE, add, seed
from tests.screens.shown import text_of


@pytest.fixture
def ids(desk: Desk) -> dict[str, UUID]:
    return seed(desk)


def again(desk: Desk) -> Desk:
    """The desk of the next start."""
    return Desk(desk.store, desk.settings, State.open(desk.store.path, desk.user.id), desk.user, desk.label)


def change(desk: Desk, record_id: UUID, **changes: object) -> None:
    with desk.store.command("Elsewhere", desk.user.id) as session:
        opportunities.update(session, opportunities.get(session, record_id), changes)


# What it shows


async def test_it_starts_with_my_open_opportunities(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        deals = [line.split("|")[3:] for line in ROWS.strip().splitlines()]
        amount = sum(int(revenue) for revenue, _ in deals)
        weighted = sum(int(revenue) * CHANCE[rating] for revenue, rating in deals)
        assert shown.head == (
            f"My Open Opportunities ▾ 34 open ${amount:,}"
            f" open, owned by me or my teams weighted ${(weighted + 50) // 100:,}"
        )
        assert shown.topics[:2] == ["Cold-chain sensors", "Label printers, EMEA"]
        assert shown.rows[0].split("  ")[0] == "Cold-chain sensors"
        assert "19 Nov late" in shown.rows[0]
        assert shown.foot == "1–29 of 34"
        assert shown.status == "1 late, $48,000"


async def test_an_empty_file_says_which_key_makes_the_first_record(desk: Desk) -> None:
    async with opened(desk) as shown:
        assert shown.rows == ["My Open Opportunities: none yet.", "n makes one, v chooses another view"]
        assert shown.head.startswith("My Open Opportunities ▾ 0 open $0")
        await shown.press("enter")
        assert shown.toasts == ["! not now: nothing is here to open"]
        await shown.press("e")
        assert shown.toasts[-1] == "! not now: nothing is here to edit"


async def test_records_of_others_are_in_no_view_of_mine(desk: Desk, ids: dict[str, UUID]) -> None:
    from salestui.models.users import User

    with desk.store.command("A colleague", desk.user.id) as session:
        other = User(user_name="lena", full_name="Lena Fischer")
        session.add(other)
        session.flush()
        session.add(Opportunity(topic="Hers", owner_user_id=other.id))
    async with opened(desk) as shown:
        assert "Hers" not in shown.topics
        await shown.press("v")
        await shown.type("open opp")
        await shown.press("enter")
        await shown.settle()
        assert shown.screen.view.key == "open"
        assert "Hers" in shown.topics


@pytest.mark.parametrize("size", [(200, 50), (160, 40), (120, 40), (100, 30), (80, 24), (60, 24), (40, 10)])
async def test_hostile_texts_stay_in_their_cells(desk: Desk, size: tuple[int, int]) -> None:
    with desk.store.command("Hostile", desk.user.id) as session:
        for number, text in enumerate(HOSTILE):
            add(
                session,
                desk,
                text.encode("utf-8", "ignore").decode()[:300] or "x",
                None,
                clock.today() + timedelta(days=number),
                number * 1000,
            )
    async with opened(desk, size) as shown:
        for _ in HOSTILE:
            for widget in (shown.table, shown.screen.head, shown.preview):
                for y in range(widget.size.height):
                    strip = widget.render_line(y)
                    assert strip.cell_length == widget.size.width
                    assert strip.text.isprintable()
            await shown.press("j")
        await shown.press("enter")
        await shown.settle()
        assert isinstance(shown.top, OpportunityScreen)


# Views


async def test_a_view_is_chosen_by_typing(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("v")
        assert isinstance(shown.top, ViewChooser)
        await shown.type("won opp")
        await shown.press("enter")
        await shown.settle()
        assert shown.screen.view.key == "won"
        assert shown.head.startswith("Won Opportunities ▾ 4 won")
        assert "weighted" not in shown.head


async def test_enter_right_behind_what_is_typed_takes_what_was_typed(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk) as shown:
        await shown.press("v")
        await shown.pilot.press("w", "o", "n", "space", "o", "p", "p", "enter")
        await shown.settle()
        assert shown.screen.view.key == "won"


async def test_the_default_view_is_set_undone_and_starts_the_next_time(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk) as shown:
        await shown.press("v")
        await shown.type("lost opp")
        await shown.press("asterisk")
        assert shown.titles()[-1] == "Make Lost Opportunities my default view"
        chooser = shown.top
        assert isinstance(chooser, Chooser)
        assert any("my default" in line and "Lost" in line for line in text_of(chooser.choices))
        await shown.press("asterisk")
        assert shown.toasts[-1] == "! not now: it is your default view already"
        await shown.press("escape")
        assert shown.screen.view.key == "my-open"
    desk.state.put("opportunities", None)
    async with opened(again(desk)) as shown:
        assert shown.screen.view.key == "lost"
        await shown.press("u")
        await shown.settle()
    desk.state.put("opportunities", None)
    async with opened(again(desk)) as shown:
        assert shown.screen.view.key == "my-open"


async def test_a_view_that_cant_be_read_says_why_and_is_passed_over(desk: Desk, ids: dict[str, UUID]) -> None:
    from salestui.models.views import SavedView

    with desk.store.command("A broken view", desk.user.id) as session:
        session.add(
            SavedView(name="Broken", record_type="opportunity", user_id=desk.user.id, definition="{}")
        )
    async with opened(desk) as shown:
        await shown.press("v")
        await shown.type("broken")
        chooser = shown.top
        assert isinstance(chooser, Chooser)
        assert "can't be read" in " ".join(text_of(chooser.choices))
        await shown.press("enter")
        assert shown.toasts == ["! not now: nothing fits what you typed"]


# Filter and order


async def test_the_list_follows_each_letter_of_the_filter(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("slash", "s", "c", "a")
        assert shown.topics == ["Handheld scanners", "Claims intake scanners"]
        assert "2 open $69,900" in shown.head
        await shown.press("enter")
        await shown.settle()
        assert shown.table.has_focus
        assert "matching “sca”" in shown.head
        await shown.press("escape")
        assert len(shown.topics) == 34
        assert shown.topic == "Handheld scanners"
        await shown.press("escape")
        assert shown.toasts[-1] == "! not now: no filter is set"


async def test_the_filter_looks_at_account_and_contact_too(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("slash")
        await shown.type("coho")
        assert len(shown.topics) == 3
        await shown.press("escape", "slash")
        await shown.type("ana silva")
        assert shown.topics == [WAREHOUSE]


async def test_nothing_found_says_so_and_escape_shows_all_again(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("slash")
        await shown.type("zzz")
        assert shown.rows == ["Nothing here matches “zzz”.", "Esc clears the filter"]
        await shown.press("escape")
        assert len(shown.topics) == 34
        assert shown.table.has_focus


async def test_a_filter_left_by_mouse_stays(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("slash")
        await shown.type("coho")
        await shown.pilot.click("#table", offset=(10, 3))
        await shown.pilot.pause()
        assert shown.screen.query_one(FilterInput).region.height == 0
        assert "matching “coho”" in shown.head


async def test_sorting_by_a_column_and_round(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("s")
        await shown.type("rev")
        await shown.press("enter")
        await shown.settle()
        assert shown.topics[0] == WAREHOUSE
        assert shown.topic == WAREHOUSE
        await shown.press("s", "enter")
        await shown.settle()
        assert shown.topics[0] == "Studio asset tags"
        assert "REVENUE" in text_of(shown.table)[0]


async def test_f_and_a_letter_sort_too(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("f", "r")
        await shown.settle()
        assert shown.topics[0] == WAREHOUSE


async def test_marks_stay_while_sorting_and_go_with_another_view(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("space", "space")
        await shown.settle()
        assert shown.foot == "1–29 of 34 ◆ 2 marked, $60,300"
        await shown.press("s", "enter")
        await shown.settle()
        assert "2 marked" in shown.foot
        await shown.press("v")
        await shown.type("all opp")
        await shown.press("enter")
        await shown.settle()
        assert "marked" not in shown.foot


# Changes


async def test_the_cursor_stays_on_its_record_when_others_change(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press(*["j"] * 5)
        assert shown.topic == WAREHOUSE
        change(desk, ids["Cold-chain sensors"], estimated_close_date=date(2027, 6, 1))
        await shown.settle()
        assert shown.topic == WAREHOUSE
        assert shown.table.cursor_row == 4
        assert shown.topics[-1] == "Cold-chain sensors"


async def test_another_program_s_change_is_seen(
    desk: Desk, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(desk) as shown:
        with Store.open(desk.store.path) as other, other.command("From a script", desk.user.id) as session:
            found = opportunities.get(session, ids["Cold-chain sensors"])
            opportunities.update(session, found, {"topic": "Changed by a script"})
        shown.app._look_elsewhere()
        await shown.settle()
        assert shown.topics[0] == "Changed by a script"
        assert shown.preview.shown is not None
        assert shown.preview.shown.topic == "Changed by a script"


async def test_on_another_day_the_view_means_other_records(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("v")
        await shown.type("my overdue")
        await shown.press("enter")
        await shown.settle()
        assert shown.topics == ["Cold-chain sensors"]
        clock.freeze(clock.now() + timedelta(days=5))
        await shown.press("f5")
        await shown.settle()
        assert shown.topics == ["Cold-chain sensors", "Label printers, EMEA"]


# Preview


async def test_the_preview_follows_the_cursor(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press(*["j"] * 5)
        await shown.settle()
        text = " ".join(text_of(shown.preview))
        assert WAREHOUSE in text
        assert "Call Ana about the security review" in text


async def test_the_preview_gives_its_room_to_the_list(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        width = shown.table.size.width
        await shown.press("p")
        assert shown.table.size.width == 120 > width
        await shown.press("p")
        assert shown.table.size.width == width


@pytest.mark.parametrize(
    ("size", "preview", "compact"),
    [
        ((160, 40), (52, 38), False),
        ((120, 40), (42, 38), False),
        ((119, 40), (119, 4), False),
        ((100, 30), (100, 4), False),
        ((80, 24), (80, 4), True),
        ((60, 24), (60, 4), True),
        ((60, 17), None, True),
    ],
)
async def test_each_size_has_its_parts(
    desk: Desk, ids: dict[str, UUID], size: tuple[int, int], preview: tuple[int, int] | None, compact: bool
) -> None:
    async with opened(desk, size) as shown:
        region = shown.preview.region
        assert (tuple(region.size) if region.area else None) == preview
        assert shown.screen.head.compact is compact
        assert shown.screen.footer.region.y == size[1] - 1


async def test_a_low_terminal_says_that_there_is_no_room_for_the_preview(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk, (80, 17)) as shown:
        await shown.press("p")
        assert shown.toasts == ["! not now: the terminal is too low for it"]


# Opening


async def test_opening_and_coming_back_from_the_next_record(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("enter")
        await shown.settle()
        assert isinstance(shown.top, OpportunityScreen)
        assert shown.top.subject() == "Cold-chain sensors"
        await shown.press("]", "]")
        await shown.settle()
        assert shown.top.subject() == "Store Wi-Fi refresh"
        await shown.press("escape")
        await shown.settle()
        assert shown.top is shown.screen
        assert shown.topic == "Store Wi-Fi refresh"


async def test_an_edit_in_the_record_is_in_the_list(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("enter")
        await shown.settle()
        change(desk, ids["Cold-chain sensors"], estimated_revenue=Decimal(1))
        await shown.settle()
        await shown.press("escape")
        await shown.settle()
        assert "$1" in shown.rows[0]
        assert "$48,000" not in shown.rows[0]


async def test_the_rail_is_there_again_after_a_record_a_dialog_and_a_filter(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk) as shown:

        def rails() -> list[bool]:
            parts = (shown.screen.head, shown.table, shown.screen.foot)
            return [part.render_line(0).text.startswith("▎") for part in parts]

        assert rails() == [True] * 3
        for keys in (("enter", "escape"), ("v", "escape"), ("slash", "a", "enter"), ("enter", "escape")):
            for key in keys:
                await shown.press(key)
                await shown.settle()
            assert rails() == [True] * 3, keys
        await shown.press("slash")
        assert rails() == [False] * 3


# How it is left


async def test_view_order_filter_cursor_and_preview_are_as_left(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("v")
        await shown.type("open opp")
        await shown.press("enter", "f", "r", "slash")
        await shown.type("s")
        await shown.press("enter", "p", "j", "j")
        before = (shown.screen.view.key, shown.topics, shown.topic, shown.head)
    async with opened(again(desk)) as shown:
        assert (shown.screen.view.key, shown.topics, shown.topic, shown.head) == before
        assert not shown.preview.display


async def test_the_cursor_is_kept_without_a_clean_exit(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("j", "j", "j")
        record_id = ids["Handheld scanners"].hex
        await until(
            shown.pilot,
            lambda: (
                State.open(desk.store.path, desk.user.id).get("opportunities", {}).get("record_id")
                == record_id
            ),
        )


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        ["a", "list"],
        {"view": 7, "sort": {"column": "no such column"}, "filter": None, "position": -3, "record_id": {}},
        {"view": "a view that is gone", "sort": "x", "position": 10**9, "record_id": "gone"},
    ],
)
async def test_what_cant_be_used_of_what_was_kept_is_passed_over(
    desk: Desk, ids: dict[str, UUID], kept: object
) -> None:
    desk.state.put("opportunities", kept)
    async with opened(again(desk)) as shown:
        assert shown.screen.view.key == "my-open"
        assert shown.topics[0] == "Cold-chain sensors"
        assert shown.table.record_id is not None


async def test_a_rebound_key_is_named_in_what_an_empty_list_says(store: Store, desk: Desk) -> None:
    desk.settings = Settings(keys={"opportunities.new": ("f6",)})
    async with opened(desk) as shown:
        assert shown.rows[1] == "F6 makes one, v chooses another view"


async def test_a_click_on_the_view_s_name_opens_the_choice(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.pilot.click("#head", offset=(6, 0))
        await shown.pilot.pause()
        assert isinstance(shown.top, ViewChooser)


async def test_nothing_is_kept_in_the_user_s_own_folder(desk: Desk, isolated: Path) -> None:
    async with opened(desk) as shown:
        await shown.press("p")
    assert [file.suffix for file in (isolated / "state").iterdir()] == [".json"]


async def test_after_midnight_the_way_through_the_list_goes_on(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("enter")
        await shown.settle()
        clock.freeze(clock.now() + timedelta(days=1))
        change(desk, ids["Cold-chain sensors"], estimated_revenue=Decimal(1))
        await shown.settle()
        await shown.press("]")
        await shown.settle()
        assert isinstance(shown.top, OpportunityScreen)
        assert shown.top.subject() == "Label printers, EMEA"


async def test_a_view_that_was_deleted_meanwhile_can_t_become_the_default(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    from salestui.lifecycle import history, my_views
    from salestui.models.views import SavedView

    view = my_views.default(desk.store.reader, desk.user.id, "opportunity")
    with desk.store.command("A view", desk.user.id) as session:
        session.add(
            SavedView(name="Mine", record_type="opportunity", user_id=desk.user.id, definition=to_json(view))
        )
    async with opened(desk) as shown:
        await shown.press("v")
        await shown.type("mine")
        history.undo(desk.store, desk.user.id)
        await shown.press("asterisk")
        assert shown.toasts[-1] == "! this view is no longer there"
        assert isinstance(shown.top, ViewChooser)


async def test_another_base_currency_is_seen_at_once(desk: Desk, ids: dict[str, UUID]) -> None:
    from sqlmodel import select

    from salestui.models.organization import Organization
    from salestui.models.products import Currency

    async with opened(desk) as shown:
        with desk.store.command("In pounds", desk.user.id) as session:
            pound = session.exec(select(Currency).where(Currency.iso_code == "GBP")).one()
            organization = session.exec(select(Organization)).one()
            organization.base_currency_id = pound.id
        await shown.settle()
        assert "£1,284,500" in shown.head


async def test_the_order_is_told_in_words_also_without_room_for_its_column(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk) as shown:
        await shown.press("s")
        await shown.type("prob")
        await shown.press("enter")
        await shown.settle()
        assert "PROB" not in text_of(shown.table)[0]
        assert "by probability, large" in shown.head
