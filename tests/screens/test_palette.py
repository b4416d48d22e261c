"""The palette: area and verb, what works first, and a reason for the rest."""

from typing import Any

from textual.pilot import Pilot
from textual.widgets import OptionList

from salestui.screens.palette import Palette
from salestui.screens.principals import UserChooser
from salestui.widgets.desk import Desk
from tests.screens.app import open_app, toasts, until
from tests.screens.listed import opened
from tests.screens.pipeline import seed


async def wait_for(pilot: Pilot[Any], count: int) -> list[str]:
    found = pilot.app.screen.query_one(OptionList)
    await until(pilot, lambda: len(found.options) >= count)
    return [str(option.prompt) for option in found.options]


async def test_it_offers_what_works_now_first_as_area_and_verb(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("ctrl+p")
        names = await wait_for(pilot, 30)
        assert "list: choose a view  v" in names
        assert "app: dark or light  F8" in names
        blocked = [index for index, name in enumerate(names) if "not now:" in name]
        assert blocked == list(range(len(names) - len(blocked), len(names)))
        assert any("go to: leads  not now: leads come" in name for name in names)


async def test_choosing_runs_it_on_the_screen_that_asked(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("ctrl+p", *"choose a view")
        await wait_for(pilot, 1)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.screen.done == ["choose_view"]


async def test_choosing_what_cannot_be_used_says_why(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("ctrl+p", *"go to: leads")
        await wait_for(pilot, 1)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert toasts(pilot.app) == ["! not now: leads come with a later version"]


async def test_what_lies_over_the_place_can_be_chosen_though_the_palette_lies_there(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("ctrl+p", *"work as another")
        names = await wait_for(pilot, 1)
        assert names == ["app: work as another user  F2"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, UserChooser))


async def test_skipping_is_found_by_its_word(desk: Desk) -> None:
    seed(desk)
    async with opened(desk) as shown:
        await shown.press("W", "ctrl+p", *"skip")
        names = await wait_for(shown.pilot, 1)
        assert names[0] == "record: skip to the next record  ]"


async def test_it_opens_once(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("ctrl+p", "ctrl+p")
        await pilot.pause()
        assert sum(isinstance(screen, Palette) for screen in pilot.app.screen_stack) == 1
