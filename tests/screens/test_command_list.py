"""The list of commands by keyboard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select
from textual.worker import WorkerFailed

from salestui.lifecycle import command_list, history
from salestui.lifecycle.users import signed_in
from salestui.models.customers import Account
from salestui.screens.command_list import CommandListScreen
from salestui.screens.undoing import ReplayAsked
from salestui.store.database import Store
from salestui.widgets.at_work import AtWork
from salestui.widgets.commands_pane import CommandsPane
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from tests.screens.app import until
from tests.screens.listed import List, opened
from tests.store.making import colleague


def make(desk: Desk, *names: str, who: str = "mina") -> None:
    user = signed_in(desk.store, who, new=True)
    for name in names:
        with desk.store.command(f"New account {name}", user.id) as session:
            session.add(Account(name=name, owner_user_id=user.id))


def rename(desk: Desk, name: str, to: str, who: UUID) -> None:
    with desk.store.command(f"Rename {name}", who) as session:
        session.exec(select(Account).where(Account.name == name)).one().name = to


def stored(desk: Desk) -> list[str]:
    with desk.store.session() as session:
        return sorted(account.name for account in session.exec(select(Account)))


@asynccontextmanager
async def listing(desk: Desk, size: tuple[int, int] = (120, 40)) -> AsyncIterator[List]:
    async with opened(desk, size) as shown:
        await shown.press("U")
        assert isinstance(shown.top, CommandListScreen)
        yield shown


def text(shown: List) -> str:
    pane = shown.top.query_one(CommandsPane)
    return "\n".join(pane.render_line(y).text.rstrip() for y in range(pane.size.height))


async def test_going_back_asks_and_takes_all_back(desk: Desk) -> None:
    make(desk, "A", "B", "C")
    async with listing(desk) as shown:
        await shown.press("j", "U")
        assert isinstance(shown.top, Confirm)
        await shown.press("U")
        assert stored(desk) == ["A", "B", "C"], "the key that asked does not confirm"
        await shown.press("y")
        await shown.settle()
        assert stored(desk) == ["A"]
        assert shown.toasts[-1].startswith("✓ Undone: 2 commands")
        assert text(shown).count("undone") == 2


async def test_an_undone_one_is_done_again_with_those_before_it(desk: Desk) -> None:
    make(desk, "A", "B", "C")
    async with listing(desk) as shown:
        await shown.press("j", "j", "U", "y")
        await shown.settle()
        assert shown.toasts[-1] == "✓ Undone: 3 commands   Ctrl+R redo"
        await shown.press("k", "U", "y")
        await shown.settle()
        assert stored(desk) == ["A", "B"]
        assert shown.toasts[-1] == "✓ Done again: 2 commands   u undo"


async def test_what_is_in_the_way_is_looked_up_once_until_something_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(desk, "A", "B")
    asked: list[UUID] = []
    why_not_replay = history.why_not_replay

    def counting(store: Store, command_id: UUID, *, backwards: bool) -> str | None:
        asked.append(command_id)
        return why_not_replay(store, command_id, backwards=backwards)

    monkeypatch.setattr(history, "why_not_replay", counting)
    async with listing(desk) as shown:
        place = shown.top
        assert isinstance(place, CommandListScreen)
        await shown.press("j", "k")
        assert [place.why_not("commands.undo") for _ in range(3)] == [None] * 3
        assert len(asked) == len(set(asked))
        rename(desk, "B", "B2", colleague(desk.store, "omar"))
        await shown.pilot.pause()
        assert "omar" in (place.why_not("commands.undo") or "")


async def test_one_is_undone_alone_past_one_that_blocks(desk: Desk) -> None:
    make(desk, "A", "B")
    rename(desk, "B", "B2", desk.user.id)
    rename(desk, "B2", "B3", colleague(desk.store, "omar"))
    async with opened(desk) as shown:
        await shown.press("u")
        assert shown.toasts[-1].endswith("or set it by hand. U undoes an older one alone.")
        await shown.press("U", "u")
        assert "can't be undone" in shown.toasts[-1], "of the one under the cursor"
        await shown.press("j", "j", "u")
        await shown.settle()
        assert stored(desk) == ["B3"]
        assert shown.toasts[-1] == "✓ Undone: New account A   Ctrl+R redo"
        await shown.press("u")
        assert shown.toasts[-1] == "! not now: it is undone; U does it again"
        await shown.press("ctrl+r")
        await shown.settle()
        assert stored(desk) == ["A", "B3"]


async def test_commands_of_others_are_shown_but_not_taken_back(desk: Desk) -> None:
    make(desk, "Fabrikam [x]", who="omar")
    async with listing(desk) as shown:
        assert "Fabrikam" not in text(shown)
        await shown.press("v")
        assert "New account Fabrikam [x]" in text(shown)
        await shown.press("U")
        assert shown.toasts[-1] == "! not now: only omar can take it back"


async def test_enter_tells_what_a_command_did(desk: Desk) -> None:
    make(desk, "Acme")
    async with listing(desk) as shown:
        await shown.press("enter")
        assert "added account: Acme" in text(shown)
        await shown.press("escape")
        assert not isinstance(shown.top, CommandListScreen)


async def test_there_is_one_undo_at_a_time_wherever_it_is_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(desk, "A", "B", "C")
    go_back, may_go_on = command_list.go_back, Event()

    def slowly(*given: Any) -> list[str]:
        assert may_go_on.wait(20)
        return go_back(*given)

    monkeypatch.setattr(command_list, "go_back", slowly)
    async with listing(desk) as shown:
        await shown.press("j", "U", "y")
        await until(shown.pilot, lambda: isinstance(shown.top, AtWork))
        await shown.press("u")
        shown.app.post_message(ReplayAsked(lambda told: "both", "both", backwards=True))
        await shown.pilot.pause()
        assert shown.toasts[-1] == "! not now: the last undo or redo is not finished"
        may_go_on.set()
        await shown.settle()
        assert stored(desk) == ["A"]
        await shown.press("escape", "u")
        await shown.settle()
        assert stored(desk) == []


def _fails(*_: object) -> str:
    raise OSError("the disk is gone")


async def failed(shown: List) -> None:
    with suppress(WorkerFailed):  # raised for a worker that had not failed before one waits
        await shown.settle()
    await shown.pilot.pause()


async def test_undo_that_fails_says_so_and_the_app_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(desk, "A")
    monkeypatch.setattr(history, "undo", _fails)
    async with opened(desk) as shown:
        await shown.press("u")
        await failed(shown)
        assert shown.toasts[-1] == "! that failed, nothing was changed: the disk is gone"
        assert shown.pilot.app.is_running


async def test_going_back_that_fails_says_so_and_the_app_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(desk, "A")
    monkeypatch.setattr(command_list, "go_back", _fails)
    async with listing(desk) as shown:
        await shown.press("U", "y")
        await failed(shown)
        assert shown.toasts[-1] == "! that failed, nothing was changed: the disk is gone"
        assert shown.pilot.app.is_running
