"""What the tests of activities on screens share: records found again, lines put into inputs."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from textual.screen import Screen
from textual.widgets import Input

from salestui.lifecycle import activity_parties
from salestui.models.activities import Activity
from salestui.screens.quick_entry import QuickEntryDialog
from salestui.widgets.desk import Desk
from salestui.widgets.form_control import FormControl
from salestui.widgets.quick_entry import UnderstoodLines
from tests.screens.listed import List
from tests.screens.shown import text_of
from tests.screens.story import WAREHOUSE


def newest(desk: Desk) -> Activity:
    """The activity that was made last."""
    with desk.store.session() as session:
        found = session.exec(select(Activity).order_by(col(Activity.id).desc()).limit(1)).first()
    assert found is not None
    return found


def stored(desk: Desk, subject: str) -> Activity | None:
    """The newest activity of this subject."""
    with desk.store.session() as session:
        query = select(Activity).where(Activity.subject == subject).order_by(col(Activity.id).desc())
        return session.exec(query.limit(1)).first()


def people(desk: Desk, activity_id: UUID) -> Sequence[tuple[str, str]]:
    """Who takes part."""
    with desk.store.session() as session:
        return [(one.participation.label, one.name) for one in activity_parties.of(session, activity_id)]


async def on_warehouse(shown: List, ids: dict[str, UUID]) -> None:
    """The cursor on the deal that has everything."""
    shown.table.select(ids[WAREHOUSE].hex)
    await shown.settle()
    assert shown.topic == WAREHOUSE


async def enter(shown: List, text: str) -> None:
    """Put a text into the line of the quick entry."""
    assert isinstance(shown.top, QuickEntryDialog), shown.top
    shown.top.line.value = text
    await shown.pilot.pause()


def understood(shown: List) -> str:
    """What the quick entry says that it understood, in one line."""
    return " ".join(" ".join(text_of(shown.top.query_one(UnderstoodLines))).split())


def control(screen: Screen[object], name: str) -> FormControl:
    """A control of a form."""
    return screen.query_one(f"#{name}", FormControl)


async def put(shown: List, name: str, text: str) -> None:
    """Put a text into a control of a form."""
    box = control(shown.top, name)
    box.focus_input()
    assert isinstance(box.input, Input)
    box.input.value = text
    await shown.pilot.pause()
