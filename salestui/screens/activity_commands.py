"""What can be done about activities from any list and record: plan, log, complete, put off, and the rest."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from salestui.actions import THIS_ACTIVITY
from salestui.errors import SalesError
from salestui.lifecycle import regarding
from salestui.lifecycle.edits import titled
from salestui.lifecycle.refs import RecordRef
from salestui.progress import Told, each
from salestui.screens.bulk import do_command, do_job
from salestui.widgets.acting import bindings
from salestui.widgets.painting import cut
from salestui.widgets.toast import say, warn
from salestui.widgets.work_screen import WorkScreen

if TYPE_CHECKING:
    from sqlmodel import Session

    from salestui.lifecycle.series import Which
    from salestui.models.activities import Activity
    from salestui.widgets.timeline import TimelinePane

_NONE_HERE = "no activity is under the cursor"


class ActivityCommands(WorkScreen):
    """A screen on whose records activities are planned and done.

    It stands behind the base that gives a screen its look: Textual takes the styles of the first one only.

    They work on the activities under the cursor: those that the screen lists, the one in a timeline. Where
    none is, completing and putting off are about the next open activity of the screen's record.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("activity.plan", "activity.log", "activity.complete", "activity.reschedule")
    ]

    def activities_here(self) -> Sequence[RecordRef]:
        """The activities under the cursor or marked; none where the screen shows other things."""
        if not self.is_on_activity():
            return []
        if (pane := self._timeline()) is not None:
            ref = pane.current_ref()
            return [ref] if ref is not None else []
        try:
            return self.targets()
        except SalesError as error:
            warn(self, str(error))
            return []

    def is_on_activity(self) -> bool:
        """Whether an activity is under the cursor. Cheap, however many are marked."""
        if not self.is_mounted:
            return False
        pane = self._timeline()
        ref = pane.current_ref() if pane is not None else self.target()
        return ref is not None and ref.table == "activity"

    def subject_of(self, group: str) -> str:
        """What works on an activity is named by the one under the cursor, not by the screen's record."""
        target = self.target()
        if group != THIS_ACTIVITY or (target is not None and target.table == "activity"):
            return super().subject_of(group)
        here = self.activities_here()
        return here[0].name if here else ""

    def _timeline(self) -> "TimelinePane | None":
        """The timeline, if it has the keys."""
        if self.focused is None or self.focused.id != "timeline":
            return None
        from salestui.widgets.timeline import TimelinePane

        return self.focused if isinstance(self.focused, TimelinePane) else None

    def _about(self) -> RecordRef | None:
        """The record that a new activity is about; in a list of activities, that of the one there."""
        target = self.target()
        if target is None or target.table in regarding.LOOKUPS:
            return target
        if target.table != "activity":
            return None
        from salestui.lifecycle import lookups
        from salestui.models.activities import Activity

        with self.desk.store.session() as session:
            activity = session.get(Activity, target.id)
            found = regarding.of(activity) if activity is not None else None
            if found is None:
                return None
            table, record_id = found
            name = lookups.names(session, table, [record_id]).get(record_id)
        return RecordRef(table, record_id, name) if name is not None else None

    def is_open_here(self) -> bool | None:
        """Whether the activity under the cursor is open; None where that takes a read to know."""
        pane = self._timeline()
        entry = pane.current_entry() if pane is not None else None
        return None if entry is None else entry.state in ("open", "overdue", "soon")

    def why_closed(self) -> str | None:
        """Why the one under the cursor is not changed; None for an open one, and where it takes a read."""
        if self.is_open_here() is not False:
            return None
        return f"it is closed; {self.desk.key('activity.reopen')} reopens it"

    def why_not(self, action_id: str) -> str | None:
        """What works on an activity needs one, an open or a closed one."""
        if action_id in _ON_ACTIVITY and self.is_mounted:
            if not self.is_on_activity():
                why = self._why_no_next() if action_id in _OR_NEXT else _NONE_HERE
                return why or super().why_not(action_id)
            if action_id in ON_OPEN and (why := self.why_closed()):
                return why
            if action_id == "activity.reopen" and self.is_open_here():
                return "it is open"
        return super().why_not(action_id)

    def _why_no_next(self) -> str | None:
        if (pane := self._timeline()) is not None and pane.current is not None:
            return _NONE_HERE
        target = self.target()
        if target is None or target.table not in regarding.LOOKUPS:
            return "nothing is under the cursor"
        if self.has_open_activity() is False:
            return f"it has no open activity; {self.desk.key('activity.plan')} plans one"
        return None

    def has_open_activity(self) -> bool | None:
        """Whether an activity of the target is open; None where that takes a read to know."""
        return None

    # New ones

    def line_begun(self) -> str:
        """What stands in the line of a new activity already: the time under the cursor of a calendar."""
        return ""

    def action_plan_activity(self) -> None:
        """Plan one in a line."""
        self._enter_line(is_done=False)

    def action_log_activity(self) -> None:
        """Log one that is finished in a line."""
        self._enter_line(is_done=True)

    def _enter_line(self, *, is_done: bool) -> None:
        from salestui.screens.quick_entry import QuickEntryDialog

        begun = "" if is_done else self.line_begun()
        self.app.push_screen(QuickEntryDialog(self.desk, self._about(), is_done=is_done, begun=begun))

    # Done, put off

    def action_complete_activity(self) -> None:
        """Complete those under the cursor, or the next open one of the record."""
        from salestui.lifecycle import activity_closing
        from salestui.widgets import activity_words

        def complete(session: "Session", found: "list[Activity]", told: Told) -> str:
            open_ones = activity_closing.completable(found) if len(found) > 1 else found
            for activity in each(told, open_ones):
                activity_closing.complete(session, activity)
            return telling(open_ones, activity_words.completed(open_ones))

        self._change("Complete", self._those_or_next(), complete)

    def action_reschedule_activity(self) -> None:
        """Put those under the cursor, or the next open one of the record, off to another day."""
        refs = self._those_or_next()
        self.read_then("Reschedule", refs, partial(self._ask_when, refs))

    def _ask_when(self, refs: Sequence[RecordRef], found: "list[Activity]") -> None:
        from salestui.lifecycle import activities, activity_moving, series
        from salestui.screens.reschedule import Reschedule, meaning
        from salestui.widgets import activity_words

        if why := activities.why_read_only(found[0]):
            warn(self, f"not now: {why}")
            return
        style = self.desk.settings.date_format

        def chosen(answer: str | None) -> None:
            if answer is None:
                return

            def move(session: "Session", found: "list[Activity]", which: "Which", told: Told) -> str:
                for activity in each(told, found):
                    times = activity_moving.new_times(activity, meaning(answer, activity, style))
                    moved = series.update(session, activity, which, times)
                if len(found) > 1:
                    return telling(found, "moved")
                more = f", and {len(moved) - 1} more" if len(moved) > 1 else ""
                return telling(found, f"moved to {activity_words.when(found[0], style)}{more}")

            self._change_series("Reschedule", refs, move)

        self.app.push_screen(Reschedule(self.desk, found), chosen)

    def _change_series(
        self,
        what: str,
        refs: Sequence[RecordRef],
        do: "Callable[[Session, list[Activity], Which, Told], str]",
    ) -> None:
        """As `_change`; of a single one in a series it is asked before which ones are meant."""
        from salestui.screens.series_question import ask_which

        def change(which: "Which") -> None:
            self._change(what, refs, lambda session, found, told: do(session, found, which, told))

        if len(refs) != 1 or not ask_which(self.app, self.desk, refs[0].id, what.lower(), change):
            change("one")

    # How they are done

    def _those_or_next(self) -> Sequence[RecordRef]:
        """The activities under the cursor, or the next open one of the record; says so when there is none."""
        from salestui.lifecycle import activity_closing

        here = self.activities_here()
        target = self.target()
        if here or target is None or target.table not in regarding.LOOKUPS:
            return here
        with self.desk.store.session() as session:
            found = activity_closing.next_open(session, target.table, target.id)
        if found is None:
            key = self.desk.key("activity.plan")
            warn(self, f"{cut(target.name, 50)} has no open activity; {key} plans one")
            return []
        return [RecordRef("activity", found.id, found.subject)]

    def read_then(
        self, what: str, refs: Sequence[RecordRef], ask: "Callable[[list[Activity]], object]"
    ) -> None:
        """Read the activities, for a question about what is to be done to them."""
        from salestui.lifecycle import activities

        if not refs:
            return

        def read(told: Told) -> "list[Activity]":
            with self.desk.store.session() as session:
                return [activities.get(session, ref.id) for ref in each(told, refs, "reading")]

        do_job(self, _titled(what, refs), len(refs), read, ask)

    def _change(
        self,
        what: str,
        refs: Sequence[RecordRef],
        do: "Callable[[Session, list[Activity], Told], str]",
    ) -> None:
        """Do something to activities as one command, and say what was done."""
        from salestui.lifecycle import activities

        if not refs:
            return

        def change(session: "Session", told: Told) -> str:
            found = [activities.get(session, ref.id) for ref in each(told, refs, "reading")]
            return do(session, found, told)

        def done(said: str) -> None:
            say(self, said, hint=f"{self.desk.key('app.undo')} undo")

        do_command(self, _titled(what, refs), len(refs), change, done)


def _titled(what: str, refs: Sequence[RecordRef]) -> str:
    return titled(what, refs[0].name) if len(refs) == 1 else f"{what} {len(refs):,} activities"


def telling(activities: "Sequence[Activity]", what: str) -> str:
    """What was done to which activities, for a toast."""
    from salestui.widgets import activity_words

    if len(activities) == 1:
        return f"{activity_words.named(activities[0])} {what}"
    return f"{len(activities):,} activities {what}"


_OR_NEXT = frozenset({"activity.complete", "activity.reschedule"})
"""What is about the next open one where none is under the cursor."""
ON_OPEN = _OR_NEXT | {"activity.close", "activity.repeat"}
_ON_ACTIVITY = ON_OPEN | {"activity.reopen", "activity.duplicate", "activity.convert", "activity.delete"}
