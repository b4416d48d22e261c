"""The app around the screens: places, undo, news of changes, leaving, and terminals of any size."""

import gc
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from textual import events
from textual.pilot import Pilot

from salestui import settings
from salestui.lifecycle import history, users
from salestui.models.customers import Account
from salestui.screens import record_reading
from salestui.screens.help import Help
from salestui.settings import Settings
from salestui.store.changes import ELSEWHERE
from salestui.store.database import Store
from salestui.store.errors import Busy
from salestui.widgets.at_work import AtWork
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.nav import Nav
from salestui.widgets.toast import say, warn
from salestui.widgets.too_small import TooSmall
from tests.screens.app import Stand, open_app, toasts, until


def add(desk: Desk, name: str) -> None:
    with desk.store.command(f"New account {name}", desk.user.id) as session:
        session.add(Account(name=name, owner_user_id=desk.user.id))


async def warmed(pilot: Pilot[Any]) -> None:
    """Wait for what is imported after the first paint."""
    await until(pilot, lambda: pilot.app.warmed)


@pytest.mark.parametrize("of_a_start", [True, False])
async def test_the_collector_passes_over_what_a_start_imported(
    desk: Desk, of_a_start: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An app behind another one would keep what the first has left, for good."""
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    try:
        if of_a_start:
            gc.disable()
        async with open_app(desk) as pilot:
            await warmed(pilot)
        assert gc.isenabled()
        assert frozen == [True] * of_a_start
    finally:
        gc.enable()


async def test_digits_lead_to_places_and_say_when_there_is_none(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("3")
        await pilot.pause()
        assert toasts(pilot.app) == ["! not now: leads come with a later version"]
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Stand)


async def test_a_place_is_reached_from_a_screen_above_it(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        first = pilot.app.screen
        pilot.app.push_screen(Stand(desk))
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert pilot.app.screen is first


async def test_the_places_can_be_clicked(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.click(Nav, offset=(44, 0))
        await pilot.pause()
        assert toasts(pilot.app) == ["! not now: activities come with a later version"]


async def test_a_click_on_folded_places_lists_them(desk: Desk) -> None:
    async with open_app(desk, size=(60, 24)) as pilot:
        await pilot.click(Nav, offset=(57, 0))
        await pilot.pause()
        assert isinstance(pilot.app.screen, Help)


async def test_what_is_read_ahead_may_fail(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Desk) -> None:
        raise sqlite3.OperationalError("the disk is gone")

    monkeypatch.setattr(record_reading, "warm", fails)
    gc.disable()
    async with open_app(desk) as pilot:
        await until(pilot, lambda: toasts(pilot.app))
        assert toasts(pilot.app) == ["! the first keys may take longer: the disk is gone"]
        assert gc.isenabled()
        await pilot.press("u")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert toasts(pilot.app)[-1] == "! There is nothing of yours to undo."


async def test_undo_and_redo_say_what_it_was(desk: Desk) -> None:
    add(desk, "Acme [EMEA]")
    async with open_app(desk) as pilot:
        await warmed(pilot)
        assert pilot.app.note("app.undo") == "New account Acme [EMEA]"
        assert (
            pilot.app.why_not("app.redo") == "there is nothing to do again: only what was just undone can be"
        )
        await pilot.press("u")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert toasts(pilot.app) == ["✓ Undone: New account Acme [EMEA]   Ctrl+R redo"]
        assert history.last_undoable(desk.store.reader, desk.user.id) is None
        await pilot.press("ctrl+r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert toasts(pilot.app)[-1] == "✓ Done again: New account Acme [EMEA]   u undo"


async def test_a_second_undo_with_nothing_left_says_so(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await warmed(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert toasts(pilot.app) == ["! not now: there is nothing of yours to undo"]


async def test_every_open_screen_hears_of_changed_records(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        below = pilot.app.screen
        pilot.app.push_screen(above := Stand(desk))
        await pilot.pause()
        add(desk, "Acme")
        await pilot.pause()
        await pilot.pause()
        for screen in (below, above):
            assert [event.changes.touches("account") for event in screen.news] == [True]


async def test_changes_of_another_program_are_heard(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        with Store.open(desk.store.path) as other:
            user = users.signed_in(other, "omar", new=True)
            with other.command("New account", user.id) as session:
                session.add(Account(name="Fabrikam", owner_user_id=user.id))
        await until(pilot, lambda: pilot.app.screen.news)
        assert [event.changes for event in pilot.app.screen.news] == [ELSEWHERE]


async def test_f5_reads_everything_again(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        assert [event.changes for event in pilot.app.screen.news] == [ELSEWHERE]


async def test_the_theme_is_switched_and_kept(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        assert pilot.app.current_theme.dark
        await pilot.app.run_action("perform('app.theme')")
        await pilot.pause()
        assert not pilot.app.current_theme.dark
    assert settings.load(desk.settings_file).theme == "light"


async def test_settings_that_cannot_be_written_are_said(desk: Desk, isolated: Path) -> None:
    (isolated / "blocked").write_text("")
    desk.settings_file = isolated / "blocked" / "config.toml"
    async with open_app(desk) as pilot:
        await pilot.app.run_action("perform('app.theme')")
        await pilot.pause()
        assert not pilot.app.current_theme.dark
        assert "can't be" in toasts(pilot.app)[0]


async def test_quit_ends(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not pilot.app.is_running or pilot.app.return_code == 0


async def test_keys_behind_the_one_that_quits_do_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_app(desk) as pilot:
        pilot.app.push_screen(above := Stand(desk))
        await pilot.pause()
        above.dirty = "2 changes"
        await pilot.press("ctrl+q")
        await pilot.pause()
        asked: list[object] = []
        monkeypatch.setattr(pilot.app, "push_screen", asked.append)
        monkeypatch.setattr(pilot.app, "action_help", lambda: asked.append("help"))
        for key in "y?n":
            pilot.app.post_message(events.Key(key if key.isalpha() else "question_mark", key))
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.return_code == 0
        assert not asked
        assert not above.done


@pytest.mark.parametrize("key", ["ctrl+q", "2"])
async def test_leaving_with_changes_asks_and_another_key_confirms(desk: Desk, key: str) -> None:
    async with open_app(desk) as pilot:
        pilot.app.push_screen(above := Stand(desk))
        await pilot.pause()
        above.dirty = "2 changes to Acme [EMEA]"
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is above
        await pilot.press(key)
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.return_code == 0 if key == "ctrl+q" else pilot.app.screen is not above


async def test_ctrl_c_does_not_quit_but_says_what_does(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert pilot.app.return_code is None
        assert toasts(pilot.app) == ["✓ Ctrl+Q quits"]


@pytest.mark.parametrize("size", [(20, 5), (39, 24), (80, 9), (1, 1)])
async def test_a_terminal_that_is_too_small_says_so_and_recovers(desk: Desk, size: tuple[int, int]) -> None:
    async with open_app(desk, size=size) as pilot:
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.press("j", "?", "f")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert isinstance(pilot.app.screen, Stand)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert pilot.app.return_code == 0


async def test_the_message_fits_20_by_5(desk: Desk) -> None:
    async with open_app(desk, size=(20, 5)) as pilot:
        words = pilot.app.screen.query_one("_Words")
        assert [words.render_line(y).text.strip() for y in range(5)] == [
            "Too small",
            "needs 40x10",
            "has 20x5",
            "Ctrl+Q quits",
            "",
        ]


async def test_too_small_to_ask_means_that_changes_are_kept(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        pilot.app.screen.dirty = "2 changes"
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert pilot.app.return_code is None
        assert pilot.app.screen.query_one("_Words").render_line(3).text.strip() == "! not saved yet"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert isinstance(pilot.app.screen, Stand)


async def test_a_key_pressed_again_says_why_once(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("3", "3", "3", "4")
        await pilot.pause()
        assert toasts(pilot.app)[-1] == "! not now: activities come with a later version"
        assert len(set(toasts(pilot.app))) == len(toasts(pilot.app))


async def test_toasts_take_the_place_of_those_before(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        for at in range(5):
            say(pilot.app, f"Done {at}")
            warn(pilot.app, f"but not {at}")
            await pilot.pause()
        assert toasts(pilot.app) == ["✓ Done 4", "! but not 4"]
        assert len(pilot.app.screen.query("ToastHolder")) == 2
        await pilot.press("3")
        await pilot.pause()
        assert toasts(pilot.app) == ["! not now: leads come with a later version"]


async def test_ascii_signs_reach_toasts_and_inputs(desk: Desk) -> None:
    desk.settings = Settings(signs="ascii")
    async with open_app(desk) as pilot:
        say(pilot.app, "Saved")
        await pilot.press("?")
        await pilot.pause()
        assert toasts(pilot.app) == ["+ Saved"]
        assert pilot.app.screen.query_one("#filter").styles.border_left[0] == "ascii"


@pytest.mark.parametrize("size", [(40, 10), (60, 24), (80, 24), (100, 30), (120, 40), (160, 50), (200, 60)])
async def test_help_palette_and_jump_open_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    async with open_app(desk, size=size) as pilot:
        for key in ("f1", "f", "ctrl+p"):
            await pilot.press(key)
            await pilot.pause()
            assert len(pilot.app.screen_stack) == 2
            await pilot.press("escape")
            await pilot.pause()
            assert len(pilot.app.screen_stack) == 1


async def test_rebound_keys_work(desk: Desk) -> None:
    desk.settings = Settings(keys={"table.sort": ("K",)})
    async with open_app(desk) as pilot:
        await pilot.press("s", "K")
        assert pilot.app.screen.done == ["sort"]


async def test_damaged_state_is_said_and_goes_on(desk: Desk) -> None:
    desk.state.problem = "What was remembered of the screens was damaged; it is now in /x."
    async with open_app(desk) as pilot:
        assert toasts(pilot.app) == ["! What was remembered of the screens was damaged; it is now in /x."]


HEAVY = ["sqlmodel", "sqlalchemy", "pydantic", "alembic", "typer", "tomlkit", "rich.markdown", "uuid_utils"]


def test_the_app_is_imported_without_what_the_first_paint_does_not_need() -> None:
    code = "import sys, salestui.app; print([name for name in sys.argv[1:] if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_a_second_undo_waits_for_the_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("One", "Two"):
        add(desk, name)
    goes_on = threading.Event()
    undo = history.undo

    def slow(*arguments: Any) -> str:
        assert goes_on.wait(20)
        return undo(*arguments)

    monkeypatch.setattr(history, "undo", slow)
    async with open_app(desk) as pilot:
        await warmed(pilot)
        await pilot.press("u", "u")
        assert toasts(pilot.app) == ["! not now: the last undo or redo is not finished"]
        await until(pilot, lambda: isinstance(pilot.app.screen, AtWork))
        await pilot.press("u")
        goes_on.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert not isinstance(pilot.app.screen, AtWork)
        assert toasts(pilot.app) == ["✓ Undone: New account Two   Ctrl+R redo"]
        names = [row[0] for row in desk.store.reader.execute("SELECT name FROM account")]
        assert names == ["One"]


async def test_a_change_while_an_undo_goes_on_names_it_and_lets_it_appear(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(desk, "One")
    began, goes_on = threading.Event(), threading.Event()

    def slow(store: Store, user_id: UUID, *_: object) -> str:
        with store.command("Undo", user_id):
            began.set()
            assert goes_on.wait(20)
        return "One"

    monkeypatch.setattr(history, "undo", slow)
    async with open_app(desk) as pilot:
        await warmed(pilot)
        await pilot.press("u")
        await until(pilot, began.is_set)
        with pytest.raises(Busy, match="“Undo” is not finished yet"):
            add(desk, "Two")
        await until(pilot, lambda: isinstance(pilot.app.screen, AtWork))
        goes_on.set()
        await pilot.app.workers.wait_for_complete()
