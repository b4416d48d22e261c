"""Editing from the list: what changes, what is refused, what is asked before it is lost."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from salestui.lifecycle import closing, opportunities
from salestui.models.opportunities import Opportunity
from salestui.screens.clash import Clash
from salestui.screens.quick_edit import QuickEdit
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.row_control import RowControl
from tests.screens.listed import List, opened
from tests.screens.pipeline import seed

FIRST = "Cold-chain sensors"


@pytest.fixture
def ids(desk: Desk) -> dict[str, UUID]:
    return seed(desk)


async def put(shown: List, text: str) -> None:
    shown.top.query_one(RowControl).input.value = text  # type: ignore[union-attr]  # not a memo
    await shown.pilot.pause()


def stored(shown: List) -> Opportunity:
    found = shown.stored(FIRST)
    assert found is not None
    return found


async def test_a_date_is_changed_in_four_keys_and_what_is_typed(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("e", "enter")
        await put(shown, "+2w")
        await shown.press("ctrl+s")
        await shown.settle()
        assert shown.top is shown.screen
        assert stored(shown).estimated_close_date == date(2026, 12, 7)
        assert shown.topic == FIRST
        assert shown.toasts[-1] == "✓ Est. close date set to Mon 07 Dec   u undo"
        await shown.press("u")
        await shown.settle()
        assert stored(shown).estimated_close_date == date(2026, 11, 19)


async def test_it_starts_on_the_field_that_was_edited_last(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("e", "j", "enter")
        await put(shown, "50k")
        await shown.press("ctrl+s", "j", "e")
        await shown.settle()
        assert isinstance(shown.top, QuickEdit)
        assert shown.top.fields.current_name == "estimated_revenue"
        assert stored(shown).estimated_revenue == Decimal(50_000)


async def test_several_fields_are_one_command(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("e", "enter")
        await put(shown, "2026-12-24")
        await shown.press("tab")
        await put(shown, "60k")
        await shown.press("ctrl+s")
        await shown.settle()
        assert shown.titles()[-1] == f"Edit est. close date and est. revenue of {FIRST}"
        assert shown.toasts[-1] == f"✓ 2 fields of {FIRST} saved   u undo"


async def test_what_is_no_value_is_said_and_nothing_is_saved(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("e", "enter")
        await put(shown, "31 February")
        await shown.press("ctrl+s")
        assert isinstance(shown.top, QuickEdit)
        assert shown.top.query_one(RowControl).hint.is_wrong
        assert stored(shown).estimated_close_date == date(2026, 11, 19)


async def test_leaving_asks_before_it_drops_what_was_typed(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("e", "enter")
        await put(shown, "2026-12-24")
        await shown.press("enter", "escape")
        assert isinstance(shown.top, Confirm)
        await shown.press("escape")
        assert isinstance(shown.top, QuickEdit)
        await shown.press("escape", "y")
        await shown.settle()
        assert shown.top is shown.screen
        assert stored(shown).estimated_close_date == date(2026, 11, 19)


async def test_without_changes_there_is_nothing_to_save_and_nothing_to_ask(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk) as shown:
        await shown.press("e", "ctrl+s")
        assert shown.toasts == ["! not now: nothing was changed"]
        await shown.press("escape")
        assert shown.top is shown.screen


async def test_a_change_of_somebody_else_is_asked_about(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("e", "enter")
        await put(shown, "2026-12-24")
        await shown.press("enter")
        with desk.store.command("Elsewhere", desk.user.id) as session:
            found = opportunities.get(session, ids[FIRST])
            opportunities.update(session, found, {"estimated_close_date": date(2027, 1, 1)})
        await shown.settle()
        await shown.press("ctrl+s")
        assert isinstance(shown.top, Clash)
        await shown.press("m")
        await shown.settle()
        assert stored(shown).estimated_close_date == date(2026, 12, 24)
        assert shown.top is shown.screen


async def test_a_closed_one_says_that_it_is_read_only(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Win it", desk.user.id) as session:
        closing.close_as_won(session, opportunities.get(session, ids[FIRST]))
    async with opened(desk) as shown:
        await shown.press("v")
        await shown.type("won opp")
        await shown.press("enter", "e")
        await shown.settle()
        await shown.press("enter")
        assert shown.toasts
        assert shown.toasts[-1] == "! not now: Won, read-only"


async def test_one_that_is_gone_closes_the_editor(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("n")
        await shown.type("short-lived")
        await shown.press("ctrl+s")
        await shown.settle()
        await shown.press("escape", "e")
        await shown.settle()
        assert isinstance(shown.top, QuickEdit)
        from salestui.lifecycle import history

        history.undo(desk.store, desk.user.id)
        await shown.settle()
        assert shown.top is shown.screen
        assert any("no longer there" in toast for toast in shown.toasts)


@pytest.mark.parametrize("size", [(160, 40), (120, 40), (100, 30), (80, 24), (60, 24)])
async def test_it_stands_beside_the_list(desk: Desk, ids: dict[str, UUID], size: tuple[int, int]) -> None:
    async with opened(desk, size) as shown:
        await shown.press("e")
        assert isinstance(shown.top, QuickEdit)
        region = shown.top.fields.region
        assert region.right == size[0]
        assert region.bottom <= size[1] - 1
        assert shown.top.footer.region.y == size[1] - 1


async def test_one_that_is_gone_under_help_closes_the_editor_afterwards(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    from salestui.lifecycle import history

    async with opened(desk) as shown:
        await shown.press("n")
        await shown.type("short-lived")
        await shown.press("ctrl+s")
        await shown.settle()
        await shown.press("escape", "e", "f1")
        await shown.settle()
        over = shown.top
        history.undo(desk.store, desk.user.id)
        await shown.settle()
        assert shown.top is over
        await shown.press("escape")
        await shown.settle()
        assert shown.top is shown.screen
