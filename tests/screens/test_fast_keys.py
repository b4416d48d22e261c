"""Keys that arrive together, as from a paste or a slow line: none does twice what one was meant to do."""

import asyncio
import re
from collections.abc import Callable
from functools import partial
from typing import cast
from uuid import UUID

import pytest
from textual import events
from textual.widget import Widget

from salestui.lifecycle.refs import RecordRef
from salestui.screens.new_opportunity import NewOpportunity
from salestui.screens.note_form import NoteForm
from salestui.screens.opportunity import OpportunityScreen
from salestui.screens.quick_edit import QuickEdit
from salestui.widgets import typed_ahead
from salestui.widgets.desk import Desk
from salestui.widgets.fields import FieldControl
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.party_pane import PartyPane
from salestui.widgets.row_control import RowControl
from salestui.widgets.sort_chooser import SortChooser
from salestui.widgets.text_input import LONGEST_TYPED, TextInput
from salestui.widgets.timeline import EntryVerb, TimelinePane
from salestui.widgets.typed_ahead import Key
from tests.screens import story
from tests.screens.acts import on_warehouse
from tests.screens.app import until
from tests.screens.listed import List, opened
from tests.screens.pipeline import seed
from tests.screens.record import opened as opened_record
from tests.screens.shown import LETTERS, Shown


@pytest.fixture
def ids(desk: Desk) -> dict[str, UUID]:
    return seed(desk)


async def at_once(shown: List, *keys: str) -> None:
    """The keys without a moment between them."""
    for key in keys:
        shown.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await shown.settle()
    await shown.settle()


async def soon(so: Callable[[], object]) -> None:
    """Wait for it while a widget is busy, for which a pilot waits."""
    async with asyncio.timeout(20):
        while not so():
            await asyncio.sleep(0.001)


@pytest.mark.parametrize("key", ["enter", "v", "s", "n", "e", "f", "question_mark"])
async def test_a_key_twice_opens_one_screen(desk: Desk, ids: dict[str, UUID], key: str) -> None:
    async with opened(desk) as shown:
        await at_once(shown, key, key)
        assert len(shown.app.screen_stack) <= 2
        # The second one may have opened a field, or be typed.
        await shown.press("escape", "y" if key == "n" else "escape")
        await shown.settle()
        assert shown.top is shown.screen


async def test_keys_behind_enter_go_to_the_record(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await at_once(shown, "enter", "f", "f")
        record = shown.app.screen_stack[1]
        assert isinstance(record, OpportunityScreen)
        assert shown.top is record
        assert record.query_one("#files").has_focus


@pytest.mark.parametrize("opens", ["v", "s", "question_mark"])
async def test_a_choice_is_taken_once(desk: Desk, ids: dict[str, UUID], opens: str) -> None:
    async with opened(desk) as shown:
        await shown.press("enter")
        await shown.settle()
        record = shown.top
        assert isinstance(record, OpportunityScreen)
        if opens != "question_mark":
            await shown.press("escape")
        await shown.press(opens, "down")
        await at_once(shown, "enter", "enter", "enter")
        assert shown.app.screen_stack[0] is shown.screen
        assert len(shown.app.screen_stack) >= 1


async def test_an_opportunity_is_made_once(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("n")
        await shown.type("shed")
        assert isinstance(shown.top, NewOpportunity)
        shown.top.controls[-1].focus_input()
        await shown.pilot.pause()
        await at_once(shown, "enter", "enter", "enter", "ctrl+s", "ctrl+s")
        assert shown.titles().count("New opportunity shed") == 1
        assert isinstance(shown.top, OpportunityScreen)


async def test_an_edit_is_saved_once_and_the_list_stays(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        before = len(shown.titles())
        await shown.press("e", "enter")
        assert isinstance(shown.top, QuickEdit)
        shown.top.query_one(RowControl).input.value = "2027-01-01"  # type: ignore[union-attr]  # not a memo
        await shown.pilot.pause()
        await at_once(shown, "ctrl+s", "ctrl+s", "ctrl+s")
        assert shown.top is shown.screen
        assert len(shown.titles()) == before + 1


async def test_a_jump_and_more_letters_stay_on_the_record(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("enter")
        await shown.settle()
        await shown.press("f")
        await at_once(shown, "x", "y", "z")
        assert isinstance(shown.top, OpportunityScreen)


async def test_letters_right_behind_enter_are_typed_into_the_field(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("e", "k", "k", "k")
        await shown.press("enter")
        await shown.type("first")
        await shown.press("ctrl+s")
        await shown.settle()
        before = shown.titles()
        await shown.press("e")
        await at_once(shown, "enter", "u", "u", "x")
        assert shown.titles() == before, "nothing is undone"
        assert shown.top.query_one(RowControl).text == "uux"


@pytest.mark.parametrize("typed", ["night", "uuu", "vns"])
async def test_letters_right_behind_a_key_are_typed_into_what_it_opens(
    desk: Desk, ids: dict[str, UUID], typed: str
) -> None:
    async with opened(desk) as shown:
        await at_once(shown, "n", *typed)
        assert isinstance(shown.top, NewOpportunity)
        assert shown.top.controls[0].text == typed
        await shown.press("escape", "y")
        await shown.settle()
        await at_once(shown, "slash", *typed)
        assert shown.screen.memory.filter == typed
        await shown.press("escape")
        await at_once(shown, "v", *"won", "enter")
        assert shown.screen.view.key == "won"


async def test_a_quick_note_is_typed_into_its_text(
    desk: Desk, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    focused: list[object] = []
    set_focus = NoteForm.set_focus

    def noticed(self: NoteForm, widget: Widget | None, *args: bool, **options: bool) -> None:
        focused.append(widget and widget.id)
        set_focus(self, widget, *args, **options)

    monkeypatch.setattr(NoteForm, "set_focus", noticed)
    async with opened(desk) as shown:
        await at_once(shown, "N", *"xyz")
        form = shown.top
        assert isinstance(form, NoteForm)
        assert (form.title_box.value, form.text_box.text) == ("", "xyz")
        assert set(focused) == {"text"}, "what is typed ahead goes to the first that has the keys"


async def test_a_note_asked_for_right_behind_an_entry_keeps_the_keys(desk: Desk) -> None:
    made = story.tell(desk)
    async with opened_record(desk, made, story.WAREHOUSE) as shown:
        timeline = shown.pane("timeline")
        assert isinstance(timeline, TimelinePane)
        timeline.focus()
        await shown.press("g")
        while (ref := timeline.current_ref()) is None or ref.table != "activity":
            await shown.press("j")
        await shown.press("N")
        note = shown.top
        assert isinstance(note, NoteForm)
        for asked in ("open", "edit", "delete", "pin"):
            timeline.post_message(TimelinePane.Asked(timeline, cast(EntryVerb, asked), ref))
        await shown.settle()
        assert shown.top is note
        assert not shown.toasts


async def test_what_panes_ask_for_does_not_open_above_a_dialog(desk: Desk) -> None:
    made = story.tell(desk)
    async with opened_record(desk, made, story.WAREHOUSE) as shown:
        people = shown.pane("stakeholders")
        ref = RecordRef("opportunity", made[story.WAREHOUSE], story.WAREHOUSE)
        await shown.press("N")
        note = shown.top
        people.post_message(PartyPane.OpenAsked(ref))
        await shown.settle()
        assert shown.top is note
        shown.screen.fields.post_message(FieldsPane.Followed(ref))
        await shown.settle()
        assert shown.top is note


async def test_keys_that_leave_an_input_and_what_follows_them_go_where_they_were_meant(desk: Desk) -> None:
    async with opened(desk) as shown:
        await at_once(shown, "n", *"one", "tab", *"two", "shift+tab", "end", *"ly")
        form = shown.top
        assert isinstance(form, NewOpportunity)
        assert [control.text for control in form.controls[:2]] == ["onely", "two"]


async def test_letters_typed_while_the_program_is_busy_keep_their_order(desk: Desk) -> None:
    made = story.tell(desk)
    async with opened_record(desk, made, story.WAREHOUSE) as shown:
        timeline = shown.pane("timeline")
        timeline.focus()
        await shown.settle()
        busy = asyncio.Event()
        shown.app.post_message(events.Key("slash", "/"))
        shown.app.call_later(timeline.call_later, busy.wait)
        shown.app.post_message(events.Key("g", "g"))
        while not isinstance(shown.app.focused, TextInput):
            await asyncio.sleep(0)
        for letter in "ateway":
            shown.app.post_message(events.Key(letter, letter))
        shown.app.call_later(busy.set)
        await shown.settle()
        await shown.settle()
        assert isinstance(shown.app.focused, TextInput)
        assert shown.app.focused.value == "gateway"


async def test_no_more_is_typed_into_one_line_than_somebody_would(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("n")
        box = shown.app.focused
        assert isinstance(box, TextInput)
        box.value = "x" * (LONGEST_TYPED - 1)
        await at_once(shown, "end", *"abc")
        assert box.value.endswith("xa")
        assert len(box.value) == LONGEST_TYPED
        assert isinstance(box.parent, FieldControl)
        assert box.parent.hint.text.endswith("; no more is taken")
        await at_once(shown, "backspace", "b")
        assert not box.parent.hint.text.endswith("no more is taken")
        assert box.value.endswith("xb")
        box.select_all()
        await at_once(shown, "c")
        assert box.value == "c"


def texts(form: NewOpportunity) -> list[object]:
    return [control.text for control in form.controls[:2]]


def _waits(shown: List, key: str) -> bool:
    waiting = shown.app._waiting
    return bool(waiting) and isinstance(waiting[-1], events.Key) and waiting[-1].key == key


async def test_a_wait_that_is_over_does_not_end_the_next_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody looks but this test: twice in each wait, where three times are too long.
    monkeypatch.setattr(typed_ahead, "_LOOK_EVERY", 60.0)
    monkeypatch.setattr(typed_ahead, "_LONGEST_WAIT", 150.0)
    async with opened(desk) as shown:
        await shown.press("n")
        form, box = shown.top, shown.app.focused
        assert isinstance(form, NewOpportunity)
        assert box is not None
        for keys in (("tab", "shift+tab", "a"), ("tab", "z")):
            busy = asyncio.Event()
            box.call_later(busy.wait)
            for key in keys:
                shown.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await soon(partial(_waits, shown, keys[-1]))
            for _ in range(2):
                await shown.app._look()
            busy.set()
            await shown.settle()
        assert texts(form) == ["a", "z"]


async def test_keys_do_not_wait_for_ever_for_an_input_that_does_not_come(
    desk: Desk, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed_ahead, "_LONGEST_WAIT", 0.1)
    async with opened(desk) as shown:
        shown.table.is_opening = True
        for key in ("slash", "x", "y"):
            shown.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(shown.pilot, lambda: shown.screen.memory.filter == "xy")
        await shown.press("escape")
        shown.app.post_message(events.Key("s", "s"))
        await until(shown.pilot, lambda: isinstance(shown.top, SortChooser))


async def test_keys_behind_one_that_went_with_what_closed_do_not_wait_for_it(
    desk: Desk, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed_ahead, "_LONGEST_WAIT", 60.0)
    async with opened(desk) as shown:
        await shown.screen.mount(box := TextInput())
        box.focus()
        await shown.pilot.pause()
        busy = asyncio.Event()
        box.call_later(busy.wait)
        shown.app.post_message(events.Key("up", None))
        await soon(lambda: shown.app._under_way)
        box.remove()
        await soon(lambda: shown.app.focused is not box)
        shown.table.focus()
        shown.app.post_message(events.Key("s", "s"))
        assert shown.top is shown.screen
        busy.set()
        await until(shown.pilot, lambda: isinstance(shown.top, SortChooser))
        await shown.settle()


async def test_a_paste_goes_where_the_keys_before_it_lead(desk: Desk) -> None:
    async with opened(desk) as shown:
        shown.app.post_message(events.Key("n", "n"))
        shown.app.post_message(events.Paste("shed"))
        await at_once(shown, "s", "tab")
        form, box = shown.top, shown.app.focused
        assert isinstance(form, NewOpportunity)
        assert texts(form) == ["sheds", ""]
        assert box is not None
        busy = asyncio.Event()
        box.call_later(busy.wait)
        shown.app.post_message(events.Key("shift+tab", None))
        shown.app.post_message(events.Key("x", "x"))
        shown.app.post_message(events.Paste("yz"))
        shown.app.call_later(busy.set)
        await shown.settle()
        assert texts(form)[1] == ""
        assert str(texts(form)[0]).endswith("xyz")


def test_only_a_key_that_is_stopped_is_taken() -> None:
    taken: list[Key] = []
    key = Key("x", "x", TextInput(), taken.append)
    key.stop(False)
    assert not taken
    key.stop()
    assert taken == [key]


async def test_a_full_line_without_a_hint_is_told_too(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("slash")
        box = shown.app.focused
        assert isinstance(box, TextInput)
        box.value = "x" * LONGEST_TYPED
        await at_once(shown, "end", *"ab")
        await shown.settle()
        assert shown.toasts[-1] == "! no more is taken: the line is full"


_NAMES = {"⏎": "enter", "⇥": "tab", "⇧": "shift+tab", "⌫": "backspace"}

_WALK = "Walk-through with site leads"


def _key(sign: str) -> events.Key:
    """⏎ is Enter, ⇥ Tab, ⇧ Shift+Tab, ⌫ Backspace, and ^s Ctrl+S."""
    if len(sign) > 1 or sign in _NAMES:
        return events.Key(_NAMES.get(sign, f"ctrl+{sign[-1]}"), None)
    return events.Key(LETTERS.get(sign, sign), sign)


async def in_one_write(shown: Shown, burst: str) -> None:
    for sign in re.findall(r"\^.|.", burst):
        shown.app.post_message(_key(sign))
    await shown.settle()
    await shown.settle()


@pytest.mark.parametrize(
    ("burst", "title"),
    [
        ("atask burst⏎", "Plan Burst"),
        ("atask burstt⌫⏎", "Plan Burst"),
        ("aburst^s", "Plan Burst"),
        ("acall ana tomorrow 9:00 burst⇥^s", "Plan Burst"),
        ("Lburst⏎", "Log Burst"),
        ("Nburst^s", f"New note on {story.WAREHOUSE}"),
        ("N⇧burst⏎text^s", f"New note on {story.WAREHOUSE}"),
        ("Pburst^s", f"Post on {story.WAREHOUSE}"),
        ("nburst^s", "New opportunity burst"),
        ("e⏎2027-01-01^s", f"Edit est. close date of {story.WAREHOUSE}"),
        ("e⏎2027-01-01⏎^s", f"Edit est. close date of {story.WAREHOUSE}"),
        ("Kzoe burst⏎", f"Add zoe burst to {story.WAREHOUSE}"),
        ("Kzoe burst⇥d⏎", f"Add zoe burst to {story.WAREHOUSE}"),
        ("Rburst ltd⏎", f"Add burst ltd to {story.WAREHOUSE}"),
        ("Tben⏎", f"Add ben to the sales team of {story.WAREHOUSE}"),
        ("?quick note⏎burst^s", f"New note on {story.WAREHOUSE}"),
        ("srevenue⏎Nburst^s", f"New note on {story.WAREHOUSE}"),
        ("⏎atask burst⏎", "Plan Burst"),
    ],
)
async def test_a_dialog_takes_what_opens_it_fills_it_and_saves_it_in_one_write(
    desk: Desk, burst: str, title: str
) -> None:
    made = story.tell(desk)
    async with opened(desk) as shown:
        await on_warehouse(shown, made)
        await in_one_write(shown, burst)
        assert shown.titles()[-1] == title


@pytest.mark.parametrize(
    ("burst", "title"),
    [
        ("r+1d⏎", f"Reschedule {_WALK}"),
        ("idaily⏎", f"Repeat {_WALK}"),
        ("Xcanceled⏎", f"Cancel {_WALK}"),
        ("Qburst^s", f"Convert {_WALK}"),
        ("nburst^s", "Plan burst"),
    ],
)
async def test_a_dialog_about_an_activity_does_too(desk: Desk, burst: str, title: str) -> None:
    made = story.tell(desk)
    async with opened(desk) as shown:
        await on_warehouse(shown, made)
        await shown.press("4")
        await shown.settle()
        await in_one_write(shown, burst)
        assert shown.titles()[-1] == title


async def test_what_is_searched_for_is_found_when_enter_comes_right_behind_it(desk: Desk) -> None:
    story.tell(desk)
    async with opened(desk) as shown:
        await in_one_write(shown, "/yard⏎")
        assert shown.table.has_focus
        assert shown.screen.memory.filter == "yard"
        await in_one_write(shown, "vwon⏎")
        assert shown.screen.view.key == "won"
        await in_one_write(shown, "⏎/prague⏎")
        timeline = shown.top.query_one(TimelinePane)
        assert timeline.has_focus
        assert timeline.happenings.typed == "prague"
