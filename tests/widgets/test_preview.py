from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from textual.app import ComposeResult

from salestui import clock, formats
from salestui.lifecycle.closing import close_as_lost
from salestui.lifecycle.preview import preview
from salestui.models.choices import ActivityStatus
from salestui.models.notes import Note
from salestui.models.opportunities import Opportunity
from salestui.widgets import preview_lines
from salestui.widgets.desk import Desk
from salestui.widgets.opportunity_preview import OpportunityPreview
from salestui.widgets.pane import Section, Words
from tests.lifecycle.making import Maker, at
from tests.screens.app import until
from tests.screens.pipeline import WAREHOUSE, seed
from tests.widgets.kit import LookApp


class Beside(LookApp):
    """Nothing but a preview."""

    def __init__(self, desk: Desk, peek: bool = False) -> None:
        super().__init__()
        self.desk, self.peek = desk, peek

    def compose(self) -> ComposeResult:
        pane = OpportunityPreview(self.desk, id="preview")
        pane.peek = self.peek
        yield pane


def sheet_text(desk: Desk, record_id: object, room: int = 36) -> str:
    found = preview(desk.store.reader, desk.user.id, record_id)  # type: ignore[arg-type]
    assert found is not None
    lines = []
    for row in preview_lines.sheet(found, clock.now()):
        if isinstance(row, Section):
            lines += ["", f"{row.title.upper()} {'' if row.count is None else row.count}".rstrip()]
        elif isinstance(row, Words):
            for line in row.lines(room) if callable(row.lines) else row.lines:
                left = "".join(text for text, _ in line.left)
                right = "".join(text for text, _ in line.right)
                lines.append(f"{left}{right.rjust(room - len(left)) if right else ''}".rstrip())
    return "\n".join(lines)


def test_the_sheet_says_what_matters(desk: Desk) -> None:
    ids = seed(desk)

    assert (
        sheet_text(desk, ids[WAREHOUSE])
        == """\
Warehouse automation, phase 2
Northwind Foods · Ana Silva

$182,000     60%             Hot
revenue      probability     rating

closes Fri 04 Dec, in 11 days

━━━━━━━━ ━━━━━━━━ ━━━━━━━━ ━━━━━━━━━
Qualify  Develop  Propose  Close
✓ 12d    ✓ 20d    ● 6d     ○

NEXT 1
○ Call Ana about the security review
  tomorrow 15:00, 30 min, high

LAST
✎ “They want the quote split by
  site.”  2 days ago

AT RISK 1
! Quote unanswered for 8 days
  Q-1042, $182,000, expires 30 Nov

DECIDES 4
Ana Silva             Decision maker
Jonas Weber           Economic buyer
Tomás Reyes                 Champion
Priya Nair           Technical buyer

AGAINST 2
Fabrikam Robotics      we won 3 of 5
Litware Logistics      we won 1 of 4

5 lines, 2 quotes, 3 files"""
    )


def test_the_last_note_is_told_without_its_marks(desk: Desk) -> None:
    ids = seed(desk)
    with desk.store.command("Note", desk.user.id) as session:
        body = "## Call\n\nThey want it **split** by [site](https://a.org)."
        session.add(Note(body=body, opportunity_id=ids[WAREHOUSE], owner_user_id=desk.user.id))
    assert "“Call They want it split by site.”" in sheet_text(desk, ids[WAREHOUSE], 60)


def test_a_closed_one_tells_what_is_planned_and_nothing_when_nothing_is(desk: Desk) -> None:
    with desk.store.command("Seed", desk.user.id) as session:
        make = Maker(session, desk.user.id)
        deal = make.deal()
        close_as_lost(session, deal)
        deal_id = deal.id
    assert "NEXT" not in sheet_text(desk, deal_id)
    with desk.store.command("Plan", desk.user.id) as session:
        make = Maker(session, desk.user.id)
        make.call(session.get_one(Opportunity, deal_id), "Ask again", scheduled_end=at(24, 9))
    assert "Ask again" in sheet_text(desk, deal_id).partition("NEXT")[2]


def test_a_late_one_says_so_in_words(desk: Desk) -> None:
    ids = seed(desk)

    text = sheet_text(desk, ids["Cold-chain sensors"])

    assert "was due Thu 19 Nov, late by 4 days" in text
    assert "Nothing planned." in text
    assert "Close date passed 4 days ago" in text


def test_a_meeting_completed_ahead_of_its_time_was_not_held_in_the_future(desk: Desk) -> None:
    ids = seed(desk)
    with desk.store.command("Meeting", desk.user.id) as session:
        make = Maker(session, desk.user.id)
        deal = session.get_one(Opportunity, ids["Yard cameras"])
        start = clock.now() + timedelta(minutes=29)
        make.meeting(deal, start, "Look at the yard", status=ActivityStatus.COMPLETED)
    text = sheet_text(desk, ids["Yard cameras"], 60)
    assert f"✓ Look at the yard\n  Meeting, completed early, for today {formats.time(start)}" in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [({}, "Call, no date"), ({"scheduled_end": at(24, 23, 59), "is_all_day": True}, "Call, tomorrow")],
)
def test_what_has_no_time_of_day_tells_none(desk: Desk, fields: dict[str, Any], said: str) -> None:
    ids = seed(desk)
    with desk.store.command("Call", desk.user.id) as session:
        deal = session.get_one(Opportunity, ids["Yard cameras"])
        Maker(session, desk.user.id).call(deal, "Ring Ana", **fields)
    assert f"○ Ring Ana\n  {said}\n" in sheet_text(desk, ids["Yard cameras"])


async def test_it_reads_only_when_the_cursor_rests(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salestui.widgets.preview.READ_AFTER", 60)
    ids = seed(desk)
    app = Beside(desk)
    async with app.run_test(size=(41, 40)):
        pane = app.query_one(OpportunityPreview)
        pane.follow(ids[WAREHOUSE].hex, WAREHOUSE, now=True)
        pane.follow(ids["Yard cameras"].hex, "Yard cameras", "Wide World Importers")

        # Whole, until the other one can be shown whole.
        assert pane.shown is not None
        assert pane.shown.topic == WAREHOUSE


async def test_a_rest_reads_the_last_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salestui.widgets.preview.READ_AFTER", 0.001)
    ids = seed(desk)
    app = Beside(desk)
    async with app.run_test(size=(41, 40)) as pilot:
        pane = app.query_one(OpportunityPreview)
        for topic in (WAREHOUSE, "Yard cameras"):
            pane.follow(ids[topic].hex, topic)
        await until(pilot, lambda: pane.shown)

        assert pane.shown is not None
        assert pane.shown.topic == "Yard cameras"


async def test_a_held_key_leaves_the_name_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salestui.widgets.preview.READ_AFTER", 60)
    monkeypatch.setattr("salestui.widgets.preview.BLANK_AFTER", 0.001)
    ids = seed(desk)
    app = Beside(desk)
    async with app.run_test(size=(41, 40)) as pilot:
        pane = app.query_one(OpportunityPreview)
        pane.follow(ids[WAREHOUSE].hex, WAREHOUSE, now=True)
        pane.follow(ids["Yard cameras"].hex, "Yard cameras", "Wide World Importers")
        await until(pilot, lambda: pane.shown is None)
        screen = "\n".join(pane.render_line(y).text for y in range(30))

    assert pane.shown is None
    assert "Yard cameras" in screen
    assert "Wide World Importers" in screen
    assert "182,000" not in screen
    assert "Ana Silva" not in screen


async def test_the_peek_has_four_lines_and_no_focus(desk: Desk) -> None:
    ids = seed(desk)
    app = Beside(desk, peek=True)
    async with app.run_test(size=(80, 4)):
        pane = app.query_one(OpportunityPreview)
        pane.follow(ids[WAREHOUSE].hex, WAREHOUSE, now=True)
        lines = [pane.render_line(y).text.strip() for y in range(4)]

        assert not pane.focusable
    assert lines[0].startswith(WAREHOUSE)
    assert lines[0].endswith("● Propose 6d, 60%")
    assert lines[1] == "next    Call Ana about the security review, tomorrow 15:00"
    assert lines[2] == "last    “They want the quote split by site.”, 2 days ago"
    assert lines[3] == "! risk  Quote unanswered for 8 days"


async def test_a_record_that_is_gone_leaves_nothing_of_another(desk: Desk) -> None:
    ids = seed(desk)
    app = Beside(desk)
    async with app.run_test(size=(41, 40)):
        pane = app.query_one(OpportunityPreview)
        pane.follow(ids[WAREHOUSE].hex, WAREHOUSE, now=True)
        pane.follow(uuid4().hex, "Gone", now=True)

        assert pane.shown is None
