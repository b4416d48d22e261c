"""What can I do here: lists, filters, runs, and says why not."""

import pytest

from salestui.screens.help import Help
from salestui.widgets.desk import Desk
from salestui.widgets.footer import Footer
from salestui.widgets.pane import Item, Pane, Section
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker
from tests.screens.app import Stand, open_app, toasts
from tests.screens.record import opened


def groups(screen: Help) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in screen.query_one(Pane).entries:
        if isinstance(entry, Section):
            found[entry.title] = []
        elif isinstance(entry, Item):
            found[next(reversed(found))].append(entry.id)
    return found


async def test_it_lists_what_works_here_by_group(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("?")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Help)
        found = groups(pilot.app.screen)
        assert list(found) == ["This opportunity", "This list", "This pane", "Anywhere"]
        assert "pane.open" in found["This opportunity"]
        assert "table.sort" in found["This list"]
        assert "app.theme" in found["Anywhere"]
        first = pilot.app.screen.query_one(Pane).entries[0]
        assert isinstance(first, Section)
        assert first.note.strip() == "Warehouse automation, phase 2"


def named(screen: Help) -> list[tuple[str, str]]:
    sections = [one for one in screen.query_one(Pane).entries if isinstance(one, Section)]
    return [(one.title, one.note.strip()) for one in sections if one.note.strip()]


async def test_in_a_timeline_it_names_the_activity_and_the_record(desk: Desk) -> None:
    with desk.store.command("New", desk.user.id) as session:
        make = Maker(session, desk.user.id)
        deal = make.deal("Parcel lockers")
        call = make.call(deal, "Formal answer")
        deal_id, call_id = deal.id, call.id
    async with opened(desk, {"Deal": deal_id}, "Deal", (120, 40)) as record:
        await record.press("question_mark")
        assert isinstance(record.top, Help)
        assert [name for _, name in named(record.top)] == ["Parcel lockers"]
        assert named(record.top)[0][0] != "This activity", "none is under the cursor"
        await record.press("escape")
        timeline = record.pane("timeline")
        timeline.focus()
        timeline.select(call_id.hex)
        await record.press("question_mark")
        assert isinstance(record.top, Help)
        (first, name), (second, other) = named(record.top)
        assert (first, name, other) == ("This activity", "Formal answer", "Parcel lockers")
        assert second != "This activity"


async def test_f1_opens_it_too(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Help)


async def test_typing_filters_by_name_and_enter_runs(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("?", *"choose vi")
        await pilot.pause()
        assert groups(pilot.app.screen) == {"This list": ["list.choose_view"]}
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen.done == ["choose_view"]


async def test_typing_a_key_finds_its_action(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("?", *"ctrl+q")
        await pilot.pause()
        assert groups(pilot.app.screen) == {"Anywhere": ["app.quit"]}


async def test_what_cannot_be_used_says_why_and_is_not_run(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("?", *"leads")
        await pilot.pause()
        text = pilot.app.screen.query_one(Pane).render_line(1).text
        assert "Go to leads" in text
        assert "not now: leads come with a later version" in text
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Help)
        assert toasts(pilot.app) == ["! not now: leads come with a later version"]


async def test_on_a_narrow_screen_the_reason_goes_under_the_action(desk: Desk) -> None:
    async with open_app(desk, size=(60, 24)) as pilot:
        await pilot.press("?", *"leads")
        await pilot.pause()
        lines = [pilot.app.screen.query_one(Pane).render_line(y).text.strip() for y in range(3)]
        assert lines[1].endswith("Go to leads")
        assert lines[2].endswith("not now: leads come with a later version")


async def test_help_inside_a_dialog_is_about_the_dialog(desk: Desk) -> None:
    from salestui.widgets.dialog import Confirm

    async with open_app(desk) as pilot:
        pilot.app.push_screen(Confirm("sure", ["Really?"], yes="do it"))
        await pilot.pause()
        await pilot.press("?")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Help)
        assert "confirm.yes" in groups(pilot.app.screen)["This dialog"]
        assert "table.sort" not in str(groups(pilot.app.screen))


async def test_its_own_footer_says_how(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await pilot.press("?")
        await pilot.pause()
        row = pilot.app.screen.query_one(Footer).render_line(0).text
        assert row.startswith("Enter run it   Esc back  ")
        assert row.endswith("config.toml changes keys")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_any_text_of_the_screen_below_keeps_help_whole(desk: Desk, text: str) -> None:
    class Hostile(Stand):
        def subject(self) -> str:
            return text

        def note(self, action_id: str) -> str | None:
            return text

        def why_not(self, action_id: str) -> str | None:
            return text if action_id == "table.sort" else None

    async with open_app(desk, Hostile, size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        pane = pilot.app.screen.query_one(Pane)
        for y in range(pane.size.height):
            assert pane.render_line(y).cell_length == pane.size.width
            assert pane.render_line(y).text.isprintable()
        pilot.app.export_screenshot()
