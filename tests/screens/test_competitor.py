"""The record of a competitor: its sides, the win rate, the opportunities with it."""

from uuid import UUID

import pytest

from salestui.lifecycle import closing, opportunities
from salestui.models.competitors import Competitor
from salestui.screens.opportunity import OpportunityScreen
from salestui.screens.removing import Removal
from salestui.widgets.desk import Desk
from tests.hostile import HOSTILE
from tests.screens.related import opened, tell


@pytest.fixture
def ids(desk: Desk) -> dict[str, UUID]:
    return tell(desk)


async def test_all_of_it_at_once(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "competitor", ids["Fabrikam"]) as record:
        assert record.lines()[2].split() == ["Fabrikam", "50%", "$83,000", "$201,000"]
        assert record.lines()[3].split() == ["won", "of", "2", "closed", "1", "won", "1", "open"]
        assert record.text("fared") == (
            "WIN RATE 50% won, 67.5% by amount won 1 $83,000 lost 1 $40,000 lost to it 1 open 1 $201,000"
            " Of the closed opportunities with this competitor, the share that we won."
        )
        summary = record.text("summary")
        assert "Strengths Cheap and quick" in summary
        assert "Weaknesses No support" in summary
        assert record.text("open_deals") == "OPEN OPPORTUNITIES 1 Dock sensors $201,000"


async def test_the_rate_follows_a_deal_that_is_closed(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "competitor", ids["Fabrikam"]) as record:
        with desk.store.command("Win it", desk.user.id) as session:
            closing.close_as_won(session, opportunities.get(session, ids["Dock sensors"]))
        await record.settle()
        assert record.lines()[2].split()[1] == "66.7%"


async def test_with_nothing_closed_there_is_no_rate(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "competitor", ids["Nobody's Rival"]) as record:
        assert record.lines()[2].split()[2] == "–"
        assert "nothing closed yet" in record.text("fared")


async def test_its_texts_are_edited(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "competitor", ids["Fabrikam"]) as record:
        await record.edit("threats", "Gives the first year away\nand the second")
        await record.press("ctrl+s")
        with desk.store.session() as session:
            assert session.get(Competitor, ids["Fabrikam"]).threats.endswith("\nand the second")
        await record.edit("address2_city", "Utrecht")
        await record.press("ctrl+s")
        with desk.store.session() as session:
            assert session.get(Competitor, ids["Fabrikam"]).address2_city == "Utrecht"
        await record.edit("name", "nobody's rival")
        await record.press("ctrl+s")
        assert "there is already a competitor of this name" in record.text("summary")


async def test_its_deals_open(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "competitor", ids["Fabrikam"]) as record:
        await record.press("l", "enter")
        assert isinstance(record.top, OpportunityScreen)
        await record.press("escape")
        assert record.top is record.screen


async def test_one_in_a_deal_is_not_deleted_another_is(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "competitor", ids["Fabrikam"]) as record:
        await record.press("d")
        assert record.top is record.screen
        assert record.toasts[-1] == "! not now: 3 opportunities and 1 activity refer to it"
        assert record.screen.why_not("removal.activate") == "it has no such state"
    async with opened(desk, "competitor", ids["Nobody's Rival"]) as record:
        await record.press("d")
        assert isinstance(record.top, Removal)
        assert record.top.why_not("remove.deactivate") == "it has no such state"
        await record.press("y")
        with desk.store.session() as session:
            assert session.get(Competitor, ids["Nobody's Rival"]) is None


async def test_one_pane_at_a_time_in_a_small_terminal(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "competitor", ids["Fabrikam"], (80, 24)) as record:
        await record.press("l", "l")
        assert record.screen.tab == "fared"
        assert record.text("fared").startswith("50% won, 67.5% by amount won 1 $83,000")


async def test_hostile_texts_show_as_typed(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "competitor", ids["Fabrikam"]) as record:
        for text in HOSTILE:
            if "\ud800" in text or not text.strip():
                continue
            with desk.store.command("Hostile", desk.user.id) as session:
                held = session.get(Competitor, ids["Fabrikam"])
                held.name, held.strengths, held.key_product = text[:160], text[:2000], text[:200]
            await record.settle()
            shown = "\n".join(record.lines())
            assert "\x1b" not in shown
            assert "\x9b" not in shown
        assert record.top is record.screen
