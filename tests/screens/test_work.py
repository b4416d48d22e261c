"""Working a list record by record."""

import sqlite3
from contextlib import suppress
from uuid import UUID

import pytest
from textual.worker import WorkerFailed

from salestui.models.opportunities import Opportunity
from salestui.screens.opportunity import OpportunityScreen
from salestui.store.listing import Listing
from salestui.widgets.desk import Desk
from salestui.widgets.nav import PathBar
from tests.screens.listed import List, opened
from tests.screens.pipeline import seed
from tests.screens.shown import text_of


@pytest.fixture
def ids(desk: Desk) -> dict[str, UUID]:
    return seed(desk)


def at(shown: List) -> tuple[str, str]:
    """The record that is worked on, and what the header says of where it stands."""
    assert isinstance(shown.top, OpportunityScreen)
    path = shown.top.query_one(PathBar)
    assert path.display
    return shown.top.subject(), text_of(path)[0]


def push_out(desk: Desk, record_id: UUID) -> None:
    with desk.store.command("Push out", desk.user.id) as session:
        session.get_one(Opportunity, record_id).estimated_close_date = None


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_header_counts_and_the_next_key_goes_on(
    desk: Desk, ids: dict[str, UUID], size: tuple[int, int]
) -> None:
    async with opened(desk, size) as shown:
        topics = shown.topics
        await shown.press("W")
        topic, header = at(shown)
        assert topic == topics[0]
        assert f"Working My Open Opportunities › 1 of {len(topics)}" in header
        await shown.press("]")
        topic, header = at(shown)
        assert (topic, f"2 of {len(topics)}" in header) == (topics[1], True)


async def test_the_order_stays_when_a_record_moves_in_the_list(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        topics = shown.topics
        await shown.press("W")
        push_out(desk, ids[topics[0]])
        await shown.settle()
        await shown.press("]")
        assert at(shown)[0] == topics[1]


async def test_it_goes_on_where_it_was_stopped_also_after_a_restart(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        topics = shown.topics
        await shown.press("W", "]", "]", "escape")
        assert shown.topic == topics[2]
    async with opened(desk) as shown:
        await shown.press("g", "W")
        assert at(shown)[0] == topics[2]
        assert shown.toasts[-1].startswith(f"✓ Goes on where it was stopped: 3 of {len(topics)}")


async def test_after_the_last_one_it_begins_anew(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        topics = shown.topics
        await shown.press("W", *["]"] * len(topics))
        assert at(shown)[0] == topics[-1]
        last = f"{len(topics)} of {len(topics)}"
        assert shown.toasts[-1] == f"! not now: this was the last one, {last}"
        await shown.press("escape", "W")
        assert at(shown)[0] == topics[0]
        assert shown.toasts[-1] == f"✓ The last one was reached: begins anew, 1 of {len(topics)}"


async def test_it_begins_at_the_cursor_and_says_so(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        topics = shown.topics
        await shown.press("j", "j", "W")
        assert at(shown)[0] == topics[2]
        assert shown.toasts[-1] == f"✓ Begins at the cursor: 3 of {len(topics)}"
        await shown.press("escape", "g", "W")
        assert at(shown)[0] == topics[2], "from then on it goes on where it was stopped"


async def test_what_was_done_to_the_last_record_skips_none_that_was_not_seen(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk) as shown:
        topics = shown.topics
        await shown.press("W", "]", "]")
        push_out(desk, ids[topics[1]])
        push_out(desk, ids[topics[2]])
        await shown.settle()
        await shown.press("escape", "W")
        assert at(shown)[0] == topics[3]
        assert shown.toasts[-1].startswith("✓ Goes on with the next one: 2 of")


async def test_other_marks_begin_at_their_first(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        topics = shown.topics
        await shown.press("space", "G", "space", "W", "]", "escape")
        await shown.press("space", "g", "space", "j", "space", "j", "space", "W")
        assert "1 of 2" in at(shown)[1], topics
        await shown.press("escape", "W")
        assert "1 of 2" in at(shown)[1]
        await shown.press("]", "escape", "W")
        assert "1 of 2" in at(shown)[1], "after the last it begins anew"


async def test_only_the_marked_ones_are_worked(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        topics = shown.topics
        await shown.press("j", "space", "j", "space", "W")
        assert (at(shown)[0], "1 of 2" in at(shown)[1]) == (topics[1], True)
        await shown.press("]")
        assert at(shown)[0] == topics[3]


async def test_a_list_whose_order_can_not_be_read_is_worked_by_where_its_records_stand(
    desk: Desk, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Listing, tell: object = None) -> None:
        raise sqlite3.OperationalError("the disk is gone")

    async with opened(desk) as shown:
        topics = shown.topics
        monkeypatch.setattr("salestui.store.listing.FEW", 0)
        monkeypatch.setattr("salestui.store.listing.FEW_PICKED", 0)
        monkeypatch.setattr(Listing, "load", fails)
        await shown.press("W")
        with suppress(WorkerFailed):  # raised for a worker that had not failed before one waits
            await shown.settle()
        await shown.pilot.pause()
        assert shown.toasts[-1] == "! the whole list can't be read: the disk is gone"
        assert at(shown)[0] == topics[0]
        await shown.press("]")
        assert at(shown)[0] == topics[1]


async def test_of_a_long_list_it_says_at_once_how_long_it_is(
    desk: Desk, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(desk) as shown:
        monkeypatch.setattr("salestui.store.listing.FEW", 0)
        monkeypatch.setattr("salestui.store.listing.FEW_PICKED", 0)
        await shown.press("j", "W")
        assert shown.toasts[-1] == f"✓ Begins at the cursor: 2 of {len(ids)}"


async def test_an_empty_list_says_why_not(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("W")
        assert shown.toasts[-1] == "! not now: nothing is in this list"
