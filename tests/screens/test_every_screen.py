"""The keys that work anywhere, pressed on every screen of the program."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from textual.screen import Screen

import salestui.screens
from salestui.lifecycle.refs import RecordRef
from salestui.models.activities import Activity
from salestui.models.base import Record
from salestui.models.competitors import Competitor
from salestui.models.customers import Account, Contact
from salestui.models.notes import Note
from salestui.models.opportunities import Opportunity
from salestui.screens.command_list import CommandListScreen
from salestui.screens.help import Help
from salestui.screens.opening_records import open_record
from salestui.screens.outbox import OutboxScreen
from salestui.screens.principals import UserChooser
from salestui.screens.teams import TeamsScreen
from salestui.settings import Settings
from salestui.widgets.desk import Desk
from salestui.widgets.work_screen import WorkScreen
from tests.screens.app import until
from tests.screens.listed import List, opened

ANYWHERE: Mapping[str, type[Screen[Any]]] = {
    "question_mark": Help,
    "f2": UserChooser,
    "U": CommandListScreen,
    "O": OutboxScreen,
    "f3": TeamsScreen,
}
"""What each key opens, unless a toast says why not."""

Way = Callable[[List], Awaitable[None]]


async def key(name: str, shown: List) -> None:
    await shown.press(name)


async def place(name: str, shown: List) -> None:
    shown.app.action_go(name)


async def record(model: type[Record], shown: List) -> None:
    with shown.desk.store.session() as session:
        found = session.exec(select(model)).first()
    assert found is not None
    table = str(model.__tablename__)
    open_record(shown.app, shown.desk, RecordRef(table, found.id, table))


WAYS: Mapping[str, Way] = {
    "OpportunitiesScreen": partial(place, "opportunities"),
    "ActivitiesScreen": partial(place, "activities"),
    "AccountsScreen": partial(place, "accounts"),
    "ContactsScreen": partial(place, "contacts"),
    "CompetitorsScreen": partial(place, "competitors"),
    "OpportunityScreen": partial(record, Opportunity),
    "ActivityScreen": partial(record, Activity),
    "AccountScreen": partial(record, Account),
    "ContactScreen": partial(record, Contact),
    "CompetitorScreen": partial(record, Competitor),
    "ReadingScreen": partial(record, Note),
    "QuickEdit": partial(key, "e"),
    "BriefScreen": partial(key, "b"),
    "CommandListScreen": partial(key, "U"),
    "OutboxScreen": partial(key, "O"),
    "TeamsScreen": partial(key, "f3"),
}
"""How one gets to each screen from the first list."""


@pytest.fixture
def desk(demo_file: Path) -> Iterator[Desk]:
    found = Desk.open(demo_file, Settings(user="mina"))
    yield found
    found.store.close()


def kinds(base: type[WorkScreen]) -> Iterator[type[WorkScreen]]:
    """The classes of screens that are opened: those without a subclass in the program."""
    below = [kind for kind in base.__subclasses__() if kind.__module__.startswith("salestui.")]
    if not below:
        yield base
    for kind in below:
        yield from kinds(kind)


def test_no_screen_is_forgotten_here() -> None:
    for module in pkgutil.iter_modules(salestui.screens.__path__, "salestui.screens."):
        importlib.import_module(module.name)
    assert {kind.__name__ for kind in kinds(WorkScreen)} == set(WAYS)


@pytest.mark.parametrize("name", WAYS)
async def test_keys_that_work_anywhere_work_there(desk: Desk, name: str) -> None:
    async with opened(desk) as shown:
        await WAYS[name](shown)
        await shown.settle()
        screen = shown.top
        assert type(screen).__name__ == name
        for key, opens in ANYWHERE.items():
            shown.app.clear_notifications()
            await shown.press(key)
            if shown.top is screen:
                assert key != "question_mark"
                if screen.is_modal:
                    continue  # The app's keys don't reach it.
                await until(shown.pilot, lambda: shown.toasts)
                assert shown.toasts[-1].startswith("! not now: "), key
            else:
                assert type(shown.top) is opens, key
            while shown.top is not screen:
                await shown.press("escape")


async def test_nothing_is_opened_over_itself(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("f3", "f3")
        assert shown.toasts[-1] == "! not now: Users and teams is open already"
        await shown.press("O", "f3")
        assert shown.toasts[-1] == "! not now: Users and teams is open already, below this"
        await shown.press("escape", "escape")
        assert shown.top is shown.screen
