"""The timeline: what it says, its chips and order, opening in place, and reading only what is seen."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from sqlmodel import select
from textual import on
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widget import Widget

from salestui.formats import DateFormat
from salestui.lifecycle import posts, timeline, timeline_filters
from salestui.lifecycle.shapes import EntryKey
from salestui.lifecycle.timeline_filters import LETTERS
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    AppointmentStatusReason,
    Direction,
    EmailStatusReason,
    ParticipationType,
    PhoneCallStatusReason,
    Priority,
    TaskStatusReason,
)
from salestui.models.customers import Account, Contact
from salestui.models.notes import Attachment, Note, Post
from salestui.models.opportunities import Opportunity
from salestui.settings import Settings
from salestui.state import State
from salestui.widgets.desk import Desk
from salestui.widgets.pane import Item
from salestui.widgets.theme import Mode, paint_of, theme_name
from salestui.widgets.timeline import TimelinePane
from salestui.widgets.timeline_happenings import FILTER, ORDER
from salestui.widgets.timeline_lines import day_section
from salestui.widgets.timeline_menu import FilterColumn, FilterMenu
from salestui.widgets.timeline_search import TimelineSearch
from tests.hostile import HOSTILE
from tests.widgets.kit import LookApp

LONG = "They want the quote split by site, Bergen first.\n\n" + "Porto follows in spring. " * 8


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def seed(desk: Desk) -> UUID:
    """An opportunity with one entry of most kinds."""
    with desk.store.command("A timeline", desk.user.id) as session:
        deal = Opportunity(topic="Warehouse automation", owner_user_id=desk.user.id)
        people = [
            Contact(full_name=name, owner_user_id=desk.user.id) for name in ("Ana Silva", "Tomás Reyes")
        ]
        session.add_all([deal, *people])
        session.flush()
        mine: dict[str, Any] = {"owner_user_id": desk.user.id, "opportunity_id": deal.id}
        session.add_all(
            [
                Note(
                    body="Decision criteria: one vendor, ISO 27001, live before March",
                    is_pinned=True,
                    created_on=at(5),
                    **mine,
                ),
                Note(body=LONG, created_on=at(21, 17, 5), **mine),
                Activity(
                    activity_type=ActivityType.PHONE_CALL,
                    subject="Ana, the security review",
                    status_reason=PhoneCallStatusReason.OPEN,
                    priority=Priority.HIGH,
                    scheduled_start=at(24, 15),
                    scheduled_end=at(24, 15, 30),
                    duration_minutes=30,
                    **mine,
                ),
                Activity(
                    activity_type=ActivityType.APPOINTMENT,
                    subject="Walk-through with site leads",
                    status=ActivityStatus.SCHEDULED,
                    status_reason=AppointmentStatusReason.BUSY,
                    scheduled_start=at(23, 14, 10),
                    scheduled_end=at(23, 15),
                    location="room 2",
                    **mine,
                ),
                Activity(
                    activity_type=ActivityType.TASK,
                    subject="Send the ISO papers",
                    status_reason=TaskStatusReason.NOT_STARTED,
                    scheduled_end=at(20),
                    **mine,
                ),
                Activity(
                    activity_type=ActivityType.PHONE_CALL,
                    subject="Priya, network questions",
                    status=ActivityStatus.COMPLETED,
                    status_reason=PhoneCallStatusReason.MADE,
                    actual_end=at(18, 9, 40),
                    duration_minutes=25,
                    **mine,
                ),
            ]
        )
        mail = Activity(
            activity_type=ActivityType.EMAIL,
            subject="Proposal and site plans",
            direction=Direction.OUTGOING,
            status=ActivityStatus.COMPLETED,
            status_reason=EmailStatusReason.SENT,
            sent_on=at(18, 16, 20),
            description="Dear both,\nhere they are.",
            **mine,
        )
        session.add(mail)
        session.add(Post(body="New lead", opportunity_id=deal.id, author_id=desk.user.id, created_on=at(3)))
        session.flush()
        session.add_all(
            ActivityParty(activity_id=mail.id, contact_id=one.id, participation=ParticipationType.TO)
            for one in people
        )
        session.add_all(
            Attachment(activity_id=mail.id, file_name=f"{n}.pdf", sha256=f"{n}" * 64) for n in "12"
        )
    return deal.id


class Alone(LookApp):
    """Nothing but a timeline."""

    def __init__(self, desk: Desk, opportunity_id: UUID, compact: bool = False) -> None:
        super().__init__()
        self.pane = TimelinePane(desk, id="timeline")
        self.pane.compact = compact
        self.desk, self.about = desk, opportunity_id
        self.asked: list[tuple[str, str, str]] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        with self.desk.store.session() as session:
            self.pane.load(session, "opportunity", self.about)
        self.pane.focus()

    @on(TimelinePane.Asked)
    def _asked(self, event: TimelinePane.Asked) -> None:
        self.asked.append((event.what, *(event.ref[::2] if event.ref is not None else ("", ""))))


def drawn(widget: Widget) -> list[str]:
    """What a widget shows, line by line."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


def remembered(desk: Desk, name: str) -> Any:
    """What another start would find."""
    return State.open(desk.store.path, desk.user.id).get(name)


async def test_days_states_and_chips(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(48, 36)) as pilot:
        await pilot.pause()
        assert [line.removeprefix("▎") for line in drawn(app.pane)] == [
            "  TIMELINE 8                   newest first ▾",
            "",
            "   All 8   Open 3   Calls 2   Notes 2  +4 ›",
            "",
            "  PINNED ────────────────────────────────────",
            "▌  05 Nov Note     “Decision criteria: one",
            "▌  12:00           vendor, ISO 27001, l…  mina",
            "",
            "  TOMORROW Tue 24 Nov ───────────────────────",
            "  15:00  Call     Ana, the security review",
            "                  ○ open, 30 min, high",
            "",
            "  TODAY Mon 23 Nov ──────────────────────────",
            "  14:10  Meeting  Walk-through with site lea…",
            "                  ◷ in 40 min, room 2",
            "",
            "  SAT 21 NOV ────────────────────────────────",
            "  17:05  Note     “They want the quote split",
            "                  by site, Bergen firs…  mina",
            "",
            "  FRI 20 NOV ────────────────────────────────",
            "  12:00  Task     Send the ISO papers",
            "                  ! overdue",
            "",
            "  WED 18 NOV ────────────────────────────────",
            "  16:20  Mail     Proposal and site plans",
            "                  ✓ sent to Ana, Tomás, 2 fi…",
            "  09:40  Call     Priya, network questions",
            "                  ✓ made, 25 min",
            "",
            "  TUE 03 NOV ────────────────────────────────",
            "  12:00  Post     “New lead”",
            "                  mina",
            *[""] * 3,
        ]


async def test_one_line_an_entry_when_compact(desk: Desk) -> None:
    app = Alone(desk, seed(desk), compact=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = drawn(app.pane)
        assert "All 8   Open 3   Calls 2   Mail 1   Notes 2  +3 ›" in lines[0]
        assert lines[0].endswith("newest first ▾")
        text = "\n".join(line[3:] for line in lines)
        assert "15:00  Call     Ana, the security review               ○ open, 30 min, high" in text
        assert "16:20  Mail     Proposal and site plans                     ✓ sent, 2 files" in text
        assert "Po…  mina" in text


async def test_the_kind_goes_below_the_time_where_there_is_little_room(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(40, 50)) as pilot:
        await pilot.press(*"jjjjj", "enter")
        lines = [line[1:].strip() for line in drawn(app.pane)]
        at = lines.index("15:00    Ana, the security review")
        assert lines[at + 1] == "Call     ○ open, 30 min, high"
        at = lines.index("05 Nov   “Decision criteria: one")
        assert lines[at + 1] == "Note     vendor, ISO 27001,…   mina"
        at = lines.index("16:20    Proposal and site plans")
        assert lines[at + 1 : at + 3] == ["Mail     Dear both,", "here they are."]


@pytest.mark.parametrize(
    ("style", "day"), [("day-month", "30 Dec"), ("month-day", "Dec 30"), ("iso", "12-30")], ids=str
)
async def test_a_pinned_entry_of_another_year_says_so(desk: Desk, style: DateFormat, day: str) -> None:
    about = seed(desk)
    with desk.store.command("Of last year", desk.user.id) as session:
        old = datetime(2025, 12, 30, 12, tzinfo=UTC)
        mine: dict[str, Any] = {"opportunity_id": about, "owner_user_id": desk.user.id}
        session.add(Note(body="Old but true", is_pinned=True, created_on=old, **mine))
    desk.settings = Settings(date_format=style)
    app = Alone(desk, about)
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.pause()
        text = "\n".join(line[3:] for line in drawn(app.pane))
        assert f"{day:7}Note     “Old but true”\n2025            mina" in text
        app.pane.compact = True
        await pilot.pause()
        line = next(line for line in drawn(app.pane) if "Old but true" in line)
        assert line[3:9].rstrip() == day
        assert line.endswith("mina, 2025")


async def test_the_order_turns_and_is_remembered(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(48, 36)) as pilot:
        await pilot.press("t")
        lines = drawn(app.pane)
        assert lines[0].endswith("oldest first ▴")
        days = [line[3:14].rstrip(" ─") for line in lines if "──" in line]
        assert [day.split()[0] for day in days] == ["PINNED", "TUE", "WED", "FRI", "SAT", "TODAY", "TOMORROW"]
        assert remembered(desk, ORDER) is False
        assert app.pane.note("timeline.turn") == "now oldest first"


async def test_chips_filter_by_key_and_click_and_are_remembered(desk: Desk) -> None:
    about = seed(desk)
    app = Alone(desk, about)
    async with app.run_test(size=(48, 36)) as pilot:
        await pilot.press(".")
        assert "Open 3" in drawn(app.pane)[2]
        assert any("Send the ISO papers" in line for line in drawn(app.pane))
        assert not any("Proposal" in line for line in drawn(app.pane))
        assert remembered(desk, FILTER) == ["status.active"]
        await pilot.press(",", ",")  # round the corner, to the last
        assert remembered(desk, FILTER) == ["record.post"]
        column = drawn(app.pane)[2].index("Calls")
        await pilot.click(app.pane, Offset(column, 2))
        shown = "\n".join(drawn(app.pane))
        assert "Ana, the security" in shown
        assert "Priya" in shown
        assert "ISO papers" not in shown
        assert remembered(desk, FILTER) == ["type.call"]
        assert app.pane.count == 8
        await pilot.click(app.pane, Offset(40, 0))
        assert remembered(desk, ORDER) is False
    again = TimelinePane(desk)
    with desk.store.session() as session:
        again.load(session, "opportunity", about)
    assert sum(isinstance(entry, Item) for entry in again.entries) == 2


async def test_a_kind_that_this_record_lacks_says_so(desk: Desk) -> None:
    desk.state.put(FILTER, ["type.letter"])
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(48, 36)) as pilot:
        await pilot.pause()
        lines = drawn(app.pane)
        assert "Letters 0" in lines[2]
        assert lines[4].endswith("8 entries are hidden: no letters here.")


async def test_nothing_happened_yet(desk: Desk) -> None:
    app = Alone(desk, uuid4())
    async with app.run_test(size=(48, 10)) as pilot:
        await pilot.pause()
        text = "\n".join(drawn(app.pane))
        assert "TIMELINE 0" in text
        assert "Nothing happened yet." in text
        assert "All" not in text
        assert app.pane.why_not("timeline.turn") == "nothing happened yet"


async def test_enter_opens_in_place_then_whole_and_space_folds(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(48, 36)) as pilot:
        closed = drawn(app.pane)
        await pilot.press("j", "j", "j", "j", "j")
        folded = drawn(app.pane)
        await pilot.press("enter")
        lines = [line[1:].strip() for line in drawn(app.pane)]
        at = lines.index("16:20  Mail     Proposal and site plans")
        assert lines[at + 1 : at + 5] == [
            "Dear both,",
            "here they are.",
            "✓ sent, 2 files",
            "with Ana Silva, Tomás Reyes",
        ]
        assert not app.asked
        await pilot.press("enter")
        assert app.asked == [("open", "activity", "Proposal and site plans")]
        await pilot.press("space")
        assert drawn(app.pane) == folded != closed
        await pilot.press("space")
        assert [line[1:].strip() for line in drawn(app.pane)] == lines


async def test_an_opened_text_taller_than_the_pane_is_read_line_by_line(desk: Desk) -> None:
    about = seed(desk)
    with desk.store.command("A long note", desk.user.id) as session:
        body = "\n".join(f"line {number}" for number in range(30))
        session.add(Note(body=body, opportunity_id=about, owner_user_id=desk.user.id, created_on=at(25)))
    app = Alone(desk, about)
    async with app.run_test(size=(48, 16)) as pilot:
        await pilot.press("j", "enter")
        assert any("line 0" in line for line in drawn(app.pane))
        seen: set[str] = set()
        for _ in range(40):
            await pilot.press("j")
            seen |= {line.split()[-1] for line in drawn(app.pane) if "▌" in line and "line" in line}
        assert {str(number) for number in range(1, 30)} <= seen
        assert app.pane.current is not None
        assert not any("line 29" in line for line in drawn(app.pane)[:5])


async def test_of_ten_thousand_entries_only_those_around_are_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = seed(desk)
    with desk.store.command("Many", desk.user.id) as session:
        session.add_all(
            Note(
                body=f"Note {number}",
                opportunity_id=about,
                owner_user_id=desk.user.id,
                created_on=at(1) - timedelta(hours=number),
            )
            for number in range(10_000)
        )
    read: list[int] = []
    details = timeline.details

    def counting(session: Any, keys: Sequence[EntryKey], *about: Any) -> Any:
        read.append(len(keys))
        return details(session, keys, *about)

    monkeypatch.setattr(timeline, "details", counting)
    app = Alone(desk, about)
    async with app.run_test(size=(48, 36)) as pilot:
        await pilot.pause()
        assert app.pane.count == 10_008
        assert sum(read) <= 200
        read.clear()
        await pilot.press("G")
        assert any("Note 9999" in line for line in drawn(app.pane))
        assert 0 < sum(read) <= 400
        read.clear()
        await pilot.press("k", "k", "j")
        assert not read


async def test_a_folded_note_without_a_title_says_who_wrote_it_and_its_files(desk: Desk) -> None:
    about = seed(desk)
    with desk.store.command("Files", desk.user.id) as session:
        note = session.exec(select(Note).where(Note.body == LONG)).one()
        session.add_all(Attachment(note_id=note.id, file_name=f"{n}.pdf", sha256=f"{n}" * 64) for n in "12")
    app = Alone(desk, about)
    async with app.run_test(size=(60, 36)) as pilot:
        await pilot.pause()
        assert any(line.endswith("  mina, 2 files") for line in drawn(app.pane))


@pytest.mark.parametrize("compact", [False, True])
async def test_the_day_of_what_is_on_top_stays_in_sight(desk: Desk, compact: bool) -> None:
    about = seed(desk)
    with desk.store.command("Many on a day", desk.user.id) as session:
        session.add_all(
            Note(
                body=f"Note {number}",
                opportunity_id=about,
                owner_user_id=desk.user.id,
                created_on=at(19, 12) - timedelta(minutes=number),
            )
            for number in range(40)
        )
    app = Alone(desk, about, compact)
    async with app.run_test(size=(48, 24)) as pilot:
        chips_at = 0 if compact else 2

        def day() -> str:
            return drawn(app.pane)[chips_at + 1].strip(" ▎─▐")

        assert not day()
        last = next(key for key in app.pane.happenings.all if key.at == at(19, 11, 21))
        assert app.pane.select(last.id.hex)
        await pilot.pause()
        assert day() == "THU 19 NOV"
        await pilot.press("g")
        assert not day()


async def test_what_was_deleted_meanwhile_is_said(desk: Desk) -> None:
    about = seed(desk)
    with desk.store.command("Many", desk.user.id) as session:
        session.add_all(
            Note(
                body=f"Note {number}",
                opportunity_id=about,
                owner_user_id=desk.user.id,
                created_on=at(1) - timedelta(hours=number),
            )
            for number in range(300)
        )
    app = Alone(desk, about)
    async with app.run_test(size=(48, 36)) as pilot:
        await pilot.pause()
        with desk.store.command("Delete", desk.user.id) as session:
            session.delete(session.exec(select(Note).where(Note.body == "Note 299")).one())
        await pilot.press("G")
        assert any("deleted meanwhile" in line for line in drawn(app.pane))
        app.pane.reload()
        assert not any("deleted meanwhile" in line for line in drawn(app.pane))
        assert app.pane.count == 307


@pytest.mark.parametrize("width", [20, 40, 60, 100])
@pytest.mark.parametrize("compact", [False, True])
async def test_hostile_texts_stay_in_their_lines(desk: Desk, width: int, compact: bool) -> None:
    about = seed(desk)
    with desk.store.command("Hostile", desk.user.id) as session:
        mine: dict[str, Any] = {"owner_user_id": desk.user.id, "opportunity_id": about}
        for text in HOSTILE:
            text = text.encode("utf-8", "replace").decode()
            session.add(Note(title=text[:200], body=text, **mine))
            session.add(Note(body=text, **mine))
            session.add(
                Activity(
                    activity_type=ActivityType.TASK,
                    subject=text[:200] or "-",
                    location=text[:200],
                    status_reason=TaskStatusReason.NOT_STARTED,
                    description=text,
                    **mine,
                )
            )
    app = Alone(desk, about, compact)
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.press("enter")
        for _ in range(12):
            await pilot.press("pagedown", "enter")
            for y in range(app.pane.size.height):
                strip = app.pane.render_line(y)
                assert strip.cell_length == width
                assert not set(strip.text) & set("\n\r\x1b\x07\u202e")


async def test_any_filter_takes_two_keys_and_one_drops_it(desk: Desk) -> None:
    about = seed(desk)
    app = Alone(desk, about)
    async with app.run_test(size=(60, 36)) as pilot:
        await pilot.press("F", "v")
        assert chips(app.pane) == "All 8 Overdue 1"
        assert shown_titles(app.pane) == ["Send the ISO papers"]
        assert remembered(desk, FILTER) == ["status.overdue"]
        await pilot.press("F", "n")
        assert chips(app.pane) == "All 8 Notes 2 Overdue 1"
        assert len(shown_titles(app.pane)) == 3
        await pilot.press("backspace")
        assert chips(app.pane).startswith("All 8 Open 3 Calls 2")
        assert len(shown_titles(app.pane)) == 8
        assert remembered(desk, FILTER) is None
        assert app.pane.why_not("timeline.show_all") == "everything is shown"


async def test_a_letter_that_is_not_offered_does_nothing_and_says_so(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(100, 36), notifications=True) as pilot:
        await pilot.press("F")
        absent = next(one for one in LETTERS.values() if one.key == "reason.Deferred")
        assert "Deferred" not in menu_words(cast(FilterMenu, app.screen))
        await pilot.press(absent.letter)
        assert isinstance(app.screen, FilterMenu)
        toasts = [str(toast.render()) for toast in app.screen.query("Toast")]
        assert toasts == ["! not now: no entry here has the status reason Deferred"]
        await pilot.press("escape")
        assert len(shown_titles(app.pane)) == 8


async def test_how_many_are_left_is_told(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(100, 36)) as pilot:
        await pilot.press("F", "n", "F", "v", "F")
        told = " ".join(drawn(app.screen.query_one("#told")))
        assert told.startswith("3 of 8 shown. Any filter of a group will do;")
        await pilot.press("escape")
        assert drawn(app.pane)[0].split() == ["▎", "TIMELINE", "3", "of", "8", "newest", "first", "▾"]
        app.pane.compact = True
        await pilot.pause()
        assert drawn(app.pane)[0].endswith("3 of 8, newest first ▾")
        app.pane.compact = False
        await pilot.press("t", "backspace", ".")
        assert drawn(app.pane)[0].split() == ["▎", "TIMELINE", "3", "of", "8", "oldest", "first", "▴"], (
            "of a chip too"
        )
        await pilot.press("backspace")
        assert drawn(app.pane)[0].split() == ["▎", "TIMELINE", "8", "oldest", "first", "▴"]


async def test_large_counts_leave_the_words_of_filters_whole(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(FilterMenu(list(app.pane.happenings.all) * 12_000, frozenset()))
        await pilot.pause()
        menu = app.screen
        assert isinstance(menu, FilterMenu)
        assert "…" not in menu_words(menu)
        assert "9 Last 30 d 96,000" in menu_words(menu)


async def test_the_keys_of_the_menu_stay_in_sight_below_many_status_reasons(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        every = {one.key: 1 for section in timeline_filters.SECTIONS for one in section.filters}
        monkeypatch.setattr(timeline_filters, "counts", lambda *_: every)
        await pilot.press("F")
        await pilot.pause()
        assert isinstance(app.screen, FilterMenu)
        assert app.screen.keys.region.bottom <= 24


async def test_the_menu_tells_counts_and_takes_several(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(100, 36)) as pilot:
        await pilot.press("F")
        menu = app.screen
        assert isinstance(menu, FilterMenu)
        words = menu_words(menu)
        assert "a Activities 5" in words
        assert "v Overdue 1" in words
        assert "1 Next 24 hours 1" in words
        assert "2 Next 7 days 2" in words
        assert "5 Last 7 days 1" in words
        assert "w People 1" in words
        assert "Canceled" not in words
        menu.query_one("#column1").focus()
        await pilot.press("space")  # calls
        words = menu_words(menu)
        assert "v Overdue –" in words
        assert "o Active 1" in words
        menu.query_one("#column0").focus()
        await pilot.press("j", "j", "j", "space", "escape")
        assert app.pane.happenings.chosen == {"type.call", "status.active"}
        assert shown_titles(app.pane) == ["Ana, the security review"]
        await pilot.press("F", "backspace")
        assert app.pane.happenings.chosen == frozenset()


async def test_chips_of_filters_are_dropped_by_a_click(desk: Desk) -> None:
    desk.state.put(FILTER, ["status.overdue", "record.note", "nonsense"])
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(60, 36)) as pilot:
        await pilot.pause()
        assert chips(app.pane) == "All 8 Notes 2 Overdue 1"
        await pilot.click(app.pane, Offset(drawn(app.pane)[2].index("Overdue"), 2))
        assert app.pane.happenings.chosen == {"record.note"}
        await pilot.click(app.pane, Offset(drawn(app.pane)[2].index("All"), 2))
        assert app.pane.happenings.chosen == frozenset()


async def test_filters_that_fit_nothing_say_how_to_go_on(desk: Desk) -> None:
    desk.state.put(FILTER, ["status.overdue", "type.mail"])
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(60, 36)) as pilot:
        await pilot.pause()
        text = "\n".join(drawn(app.pane))
        assert "8 entries are hidden: nothing fits Overdue, Mail." in text
        assert "Backspace shows everything" in text


async def test_search_follows_what_is_typed_and_shows_where(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(60, 36)) as pilot:
        await pilot.press("slash", *"porto")
        assert isinstance(app.screen, TimelineSearch)
        assert shown_titles(app.pane) == [LONG.partition("\n")[0]]
        assert any("…Bergen first. Porto follows" in line for line in drawn(app.pane))
        assert "Porto" in accented(app.pane)
        await pilot.press("ctrl+u", *"BERGEN", "enter")
        await pilot.pause()
        assert app.focused is app.pane
        assert chips(app.pane).startswith("All 1 “BERGEN” 1")
        assert accented(app.pane) >= {"Bergen"}
        await pilot.press("slash", *"xqx")  # in the place of what stood there
        assert any("Nothing has “xqx”." in line for line in drawn(app.pane))
        assert any("Esc ends the search" in line for line in drawn(app.pane))
        assert not any("Backspace" in line for line in drawn(app.pane))
        await pilot.press("enter")
        await pilot.pause()
        assert any("Backspace shows everything" in line for line in drawn(app.pane))
        await pilot.press("slash", "escape")
        assert len(shown_titles(app.pane)) == 8
        assert not accented(app.pane) & {"Bergen"}


@pytest.mark.parametrize(("width", "compact"), [(48, False), (40, False), (80, True), (60, True)])
async def test_a_hit_far_down_in_a_text_or_title_shows(desk: Desk, width: int, compact: bool) -> None:
    about = seed(desk)
    far = (
        "what was said before it, at some length. " * 9 + "The gateway waits. " + "And what came after. " * 60
    )
    with desk.store.command("Long ones", desk.user.id) as session:
        mine: dict[str, Any] = {"owner_user_id": desk.user.id, "opportunity_id": about}
        task: dict[str, Any] = {
            "activity_type": ActivityType.TASK,
            "status_reason": TaskStatusReason.NOT_STARTED,
            "location": "the large room on the second floor",
            **mine,
        }
        session.add_all(
            [
                Note(body=far, **mine),
                Note(title="Walk-through", body=far, **mine),
                Note(title=far[200:395], body="short", **mine),
                Post(body=far[:2000], opportunity_id=about, author_id=desk.user.id),
                Activity(subject="Look at it", description=far, **task),
                Activity(subject=far[200:395], description="short", **task),
            ]
        )
    app = Alone(desk, about, compact)
    async with app.run_test(size=(width, 36)) as pilot:
        app.pane.search("gateway")
        await pilot.pause()
        assert len(app.pane.happenings.keys) == 6
        text = "\n".join(drawn(app.pane)[3:])
        assert text.count("gateway") == 6
        assert "gateway" in accented(app.pane)


async def test_what_stands_around_a_hit_has_no_marks(desk: Desk) -> None:
    about = seed(desk)
    with desk.store.command("A long note", desk.user.id) as session:
        body = "said before. " * 40 + "\n\n- the **gateway** in [hall A](https://a.example)\n"
        mine: dict[str, Any] = {"owner_user_id": desk.user.id, "opportunity_id": about}
        session.add(Note(title="Walk-through", body=body, **mine))
    app = Alone(desk, about)
    async with app.run_test(size=(60, 36)) as pilot:
        app.pane.search("gateway")
        await pilot.pause()
        assert any("…before. · the gateway in hall A" in line for line in drawn(app.pane))
        app.pane.search("**gateway")
        await pilot.pause()
        assert any("**gateway" in line for line in drawn(app.pane))


async def test_search_and_filters_narrow_each_other(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(80, 36)) as pilot:
        await pilot.press("slash", *"pr", "enter", "F", "c")
        await pilot.pause()
        assert shown_titles(app.pane) == ["Priya, network questions"]
        assert chips(app.pane).startswith("All 3 “pr” 3")
        await pilot.press("backspace")
        assert len(shown_titles(app.pane)) == 8


async def test_a_search_does_not_outlive_its_record(desk: Desk) -> None:
    about, other = seed(desk), seed(desk)
    app = Alone(desk, about)
    async with app.run_test(size=(80, 36)) as pilot:
        await pilot.press("slash", *"priya", "enter")
        with desk.store.session() as session:
            app.pane.load(session, "opportunity", about)
            assert app.pane.happenings.typed == "priya"
            app.pane.load(session, "opportunity", other)
        assert len(shown_titles(app.pane)) == 8


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_searches(desk: Desk, text: str) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(48, 20)) as pilot:
        app.pane.search(text)
        await pilot.pause()
        for y in range(app.pane.size.height):
            assert app.pane.render_line(y).cell_length == 48


async def test_what_is_under_the_cursor(desk: Desk) -> None:
    app = Alone(desk, seed(desk))
    async with app.run_test(size=(60, 36)) as pilot:
        ref = app.pane.current_ref()
        assert ref is not None
        assert (ref.table, ref.name[:17]) == ("note", "Decision criteria")
        await pilot.press("j", "+")
        assert app.asked == [("pin", "activity", "Ana, the security review")]
        assert app.pane.why_not("timeline.like") == "that is for posts, and this is a call"
        await pilot.press("G", "n", "at")
        assert app.asked[1:] == [("new", "", ""), ("reply", "post", "New lead")]


async def test_posts_say_who_answers_and_likes_them_and_others_what_they_are_about(desk: Desk) -> None:
    about = seed(desk)
    with desk.store.command("Answer", desk.user.id) as session:
        post = session.exec(select(Post)).one()
        posts.reply(session, desk.user.id, post, "Mine")
        posts.like(session, desk.user.id, post)
        account = Account(name="Northwind", owner_user_id=desk.user.id)
        session.add(account)
        session.flush()
        session.get(Opportunity, about).account_id = account.id
        account_id = account.id
    app = Alone(desk, about, compact=True)
    async with app.run_test(size=(80, 36)) as pilot:
        await pilot.press("G", "enter")
        text = " ".join("\n".join(drawn(app.pane)).split())
        assert "1 reply, 1 like" in text
        with desk.store.session() as session:
            app.pane.load(session, "account", account_id)
        await pilot.pause()
        assert any("high, Wareho…" in line for line in drawn(app.pane))
        await pilot.press("g", "j", "enter")
        assert "about Warehouse automation" in "\n".join(drawn(app.pane))


def chips(pane: TimelinePane) -> str:
    return " ".join(drawn(pane)[2].strip("▎ ").split())


def shown_titles(pane: TimelinePane) -> list[str]:
    """What the entries are called that are shown."""
    with pane.desk.store.session() as session:
        return [entry.text for entry in timeline.details(session, pane.happenings.keys)]


def accented(pane: TimelinePane) -> set[str]:
    """The words that are drawn as hits."""
    accent = paint_of(pane.app).style("accent bold").color
    return {
        segment.text
        for y in range(4, pane.size.height)
        for segment in pane.render_line(y)
        if segment.style and segment.style.color == accent and segment.style.bold
    }


def menu_words(menu: FilterMenu) -> str:
    rows = [
        " ".join(column.render_line(y).text.strip(" ▎▌▐◆").split())
        for column in menu.query(FilterColumn)
        for y in range(column.size.height)
    ]
    return "\n".join(rows)


Compare = Callable[..., bool]


@pytest.mark.parametrize(("size", "compact"), [((48, 36), False), ((80, 20), True)], ids=["wide", "compact"])
@pytest.mark.parametrize("mode", ["dark", "light"])
def test_its_look(
    snap_compare: Compare, desk: Desk, size: tuple[int, int], compact: bool, mode: Mode
) -> None:
    async def stand(pilot: Pilot[Any]) -> None:
        pilot.app.theme = theme_name(mode, "truecolor")
        await pilot.press("j")
        await pilot.pause()

    assert snap_compare(Alone(desk, seed(desk), compact), terminal_size=size, run_before=stand)


@pytest.mark.parametrize(("size", "compact"), [((48, 36), False), ((80, 20), True)], ids=["wide", "compact"])
def test_the_look_of_filters_and_hits(
    snap_compare: Compare, desk: Desk, size: tuple[int, int], compact: bool
) -> None:
    async def stand(pilot: Pilot[Any]) -> None:
        await pilot.press("F", "n", "F", "c", "slash", *"site", "enter", "j")
        await pilot.pause()

    assert snap_compare(Alone(desk, seed(desk), compact), terminal_size=size, run_before=stand)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 24)], ids=["120", "80", "60"])
@pytest.mark.parametrize("mode", ["dark", "light"])
def test_the_look_of_the_menu(snap_compare: Compare, desk: Desk, size: tuple[int, int], mode: Mode) -> None:
    async def stand(pilot: Pilot[Any]) -> None:
        pilot.app.theme = theme_name(mode, "truecolor")
        await pilot.press("F", "c", "F", "j", "j")
        await pilot.pause()

    assert snap_compare(Alone(desk, seed(desk), size[1] < 30), terminal_size=size, run_before=stand)


def test_a_day_of_another_year_has_it_in_its_title() -> None:
    assert day_section(date(2027, 2, 20), date(2026, 11, 23), "day-month").title == "Sat 20 Feb 2027"
    assert day_section(date(2026, 12, 20), date(2026, 11, 23), "day-month").title == "Sun 20 Dec"
