"""Series without an end are made further while one works, on whatever screen, and for whoever it is."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlmodel import col, func, select

from salestui import clock
from salestui.lifecycle import series
from salestui.lifecycle.recurrence import Recurrence
from salestui.lifecycle.users import signed_in
from salestui.models.activities import Activity
from salestui.screens import growing_series
from salestui.widgets.desk import Desk
from tests.lifecycle.making import Maker, at
from tests.screens.app import open_app, until

YEAR = 53


def repeat(desk: Desk, user_id: UUID) -> None:
    with desk.store.command("Plan", user_id) as session:
        make = Maker(session, user_id)
        series.repeat(session, make.meeting(make.deal(), at(24, 9)), Recurrence("week"))


def count(desk: Desk, user_id: UUID) -> int:
    query = select(func.count()).where(col(Activity.owner_user_id) == user_id)
    with desk.store.session() as session:
        return session.exec(query).one()


async def test_soon_after_the_start_and_for_the_next_user_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing_series, "FIRST_LOOK", 0.01)
    mine, theirs = desk.user.id, signed_in(desk.store, "tom", new=True).id
    for one in (mine, theirs):
        repeat(desk, one)
    clock.freeze(datetime(2027, 10, 1, tzinfo=UTC))
    async with open_app(desk) as pilot:
        await until(pilot, lambda: count(desk, mine) > YEAR)
        assert count(desk, theirs) == YEAR
        await pilot.press("f2", *"tom", "enter")
        await until(pilot, lambda: count(desk, theirs) > YEAR)
