"""After a visit: note it in the list, ask a colleague, find it again tomorrow, take it back."""

from pathlib import Path

from textual.widgets import TextArea

from salestui.widgets.timeline import TimelinePane
from tests.journeys.driver import Driver, started

TOPIC = "Warehouse automation, phase 2"
SIZE = (120, 90)
"""So that the whole timeline is in sight."""
NOTE = "# Visit in Bergen\n\n- they want **two** gates\n- Ana decides on Friday"


async def say(person: Driver, text: str) -> None:
    """Type into the text of what is being written, and save it."""
    box = person.app.focused
    assert isinstance(box, TextArea), box
    box.text = text
    box.move_cursor(box.document.end)
    await person.settle()
    await person.do("writing.save")


def timeline(person: Driver) -> TimelinePane:
    return person.record.query_one("#timeline", TimelinePane)


def words(person: Driver) -> str:
    pane = timeline(person)
    lines = [pane.render_line(y).text.strip(" ▎▌▐") for y in range(pane.size.height)]
    return " ".join(" ".join(lines).split())


async def test_what_was_said_is_noted_found_and_taken_back(demo_file: Path) -> None:
    async with started(demo_file, size=SIZE) as person:
        await person.filter("phase 2")
        await person.do("note.write")
        await say(person, NOTE)
        assert person.toasts[-1] == f"✓ Noted on {TOPIC}   u undo"
        await person.do("note.post")
        await say(person, "@Lena Fischer can they have two gates by March?")
        await person.do("pane.open")
        assert "“@Lena Fischer can they have two" in words(person)
        timeline(person).focus()
        await person.do("timeline.filters")
        await person.pilot.press("n")
        await person.do("timeline.search")
        await person.write("friday")
        await person.do("search.keep", "pane.open")
        assert "Visit in Bergen · they want two gates · Ana decides on Friday" in words(person)
        await person.do("timeline.pin")
        assert "PINNED" in words(person)
    async with started(demo_file, size=SIZE) as person:
        await person.do("pane.open")
        assert timeline(person).happenings.chosen == {"record.note"}, "filters stay as they were left"
        timeline(person).focus()
        await person.do("app.undo", "app.undo", "app.undo")
        await person.do("timeline.show_all")
        told = words(person)
        assert "Visit in Bergen" not in told
        assert "two gates by March" not in told
        await person.do("app.redo", "app.redo")
        assert "two gates by March" in words(person)
