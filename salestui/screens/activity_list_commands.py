"""What is done to activities that are in sight: closed with a reason, reopened, copied, deleted."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from salestui.errors import SalesError
from salestui.lifecycle.activity_kinds import KINDS
from salestui.progress import Told, each
from salestui.screens.activity_commands import telling
from salestui.screens.mail_answers import MailAnswers
from salestui.widgets.acting import bindings
from salestui.widgets.dialog import Confirm
from salestui.widgets.painting import cut
from salestui.widgets.toast import warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from salestui.lifecycle.refs import RecordRef
    from salestui.lifecycle.series import Which
    from salestui.models.activities import Activity


class ActivityListCommands(MailAnswers):
    """A screen that shows activities, in a list or a timeline: every command for the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("activity.close", "activity.reopen", "activity.repeat", "activity.duplicate"),
        *bindings("activity.delete", "activity.convert"),
    ]

    def action_close_activity(self) -> None:
        """Close those under the cursor with a reason that is chosen."""
        refs = self.activities_here()
        self.read_then("Close", refs, partial(self._ask_reason, refs))

    def _ask_reason(self, refs: "Sequence[RecordRef]", found: "list[Activity]") -> None:
        from salestui.lifecycle import activity_closing, series
        from salestui.screens.closing_reasons import ClosingReasons, reason_of

        hindrances = [activity_closing.why_not_close(activity) for activity in found]
        if all(hindrances):
            warn(self, f"not now: {hindrances[0]}")
            return

        def chosen(answer: str | None) -> None:
            if answer is None:
                return

            def close(session: "Session", found: "list[Activity]", told: Told) -> str:
                reason = partial(reason_of, answer=answer)
                open_ones = activity_closing.closable(found, reason) if len(found) > 1 else found
                for activity in each(told, open_ones):
                    activity_closing.close(session, activity, reason(activity))
                return telling(open_ones, f"closed as {reason(open_ones[0]).label.lower()}")

            def cancel(session: "Session", found: "list[Activity]", which: "Which", told: Told) -> str:
                return telling(series.cancel(session, found[0], which), "closed as canceled")

            if len(refs) == 1 and reason_of(found[0], answer) is KINDS[found[0].activity_type].canceled:
                self._change_series("Cancel", refs, cancel)
            else:
                self._change("Close", refs, close)

        kinds = [one.activity_type for one, why in zip(found, hindrances, strict=True) if why is None]
        self.app.push_screen(ClosingReasons(refs, kinds), chosen)

    def action_reopen_activity(self) -> None:
        """Open those under the cursor again."""
        from salestui.lifecycle import activity_closing

        def reopen(session: "Session", found: "list[Activity]", told: Told) -> str:
            for activity in each(told, found):
                activity_closing.reopen(session, activity)
            return telling(found, "reopened")

        self._change("Reopen", self.activities_here(), reopen)

    # Other days, copies, opportunities, deleting

    def action_duplicate_activity(self) -> None:
        """Plan those under the cursor once more."""
        from salestui.lifecycle import activity_moving
        from salestui.widgets import activity_words

        style = self.desk.settings.date_format

        def duplicate(session: "Session", found: "list[Activity]", told: Told) -> str:
            copies = [activity_moving.duplicate(session, activity) for activity in each(told, found)]
            day = activity_words.when(copies[0], style) if len(copies) == 1 else ""
            return telling(copies, f"duplicated{f', {day}' if day else ''}")

        self._change("Duplicate", self.activities_here(), duplicate)

    def action_convert_activity(self) -> None:
        """Make the one under the cursor an opportunity, which opens then."""
        from salestui.screens.convert_activity import ConvertActivity
        from salestui.screens.opening_records import open_record

        refs = self.activities_here()[:1]
        if not refs:
            return
        try:
            dialog = ConvertActivity(self.desk, refs[0].id)
        except SalesError as error:
            warn(self, str(error), "error")
            return

        def made(opportunity: "RecordRef | None") -> None:
            if opportunity is not None:
                open_record(self.app, self.desk, opportunity)

        self.app.push_screen(dialog, made)

    def action_delete_activity(self) -> None:
        """Delete those under the cursor, after a yes."""
        from salestui.lifecycle import activities, series
        from salestui.screens.series_question import ask_which

        refs = self.activities_here()
        if not refs:
            return

        def delete(session: "Session", found: "list[Activity]", told: Told) -> str:
            said = telling(found, "deleted")
            for activity in each(told, found):
                activities.delete(session, activity)
            return said

        def answered(yes: bool | None) -> None:
            if yes:
                self._change("Delete", refs, delete)

        def of_series(which: "Which") -> None:
            def delete(session: "Session", found: "list[Activity]", told: Told) -> str:
                said = telling(found, "deleted")
                count = series.delete(session, found[0], which)
                return said if count == 1 else f"{count} appointments deleted"

            self._change("Delete", refs, delete)

        # The question which ones is one before deleting, too.
        if len(refs) == 1 and ask_which(self.app, self.desk, refs[0].id, "delete from", of_series):
            return
        what = cut(refs[0].name, 60) if len(refs) == 1 else f"{len(refs):,} activities"
        question = f"This deletes {what} with the people and files in it."
        self.app.push_screen(Confirm("delete", [question], yes="delete", no="keep"), answered)

    # Series

    def action_repeat_activity(self) -> None:
        """Have the appointment under the cursor repeat, otherwise than now or no longer."""
        from salestui import clock, formats
        from salestui.lifecycle import recurrence, recurrence_words, series
        from salestui.lifecycle.inputs import ORDERS
        from salestui.screens.repeat import Repeat

        refs = self.activities_here()[:1]
        if not refs:
            return
        style = self.desk.settings.date_format
        try:
            dialog = Repeat(self.desk, refs[0].id)
        except SalesError as error:
            warn(self, str(error), "error")
            return

        def chosen(answer: str | None) -> None:
            if answer is None:
                return

            def repeat(session: "Session", found: "list[Activity]", told: Told) -> str:
                how = recurrence_words.parse(answer, dialog.first, order=ORDERS[style])
                made = series.repeat(session, found[0], how)
                if how is None:
                    return telling(found, "repeats no longer")
                how = recurrence.following(how, dialog.first)
                rule = recurrence_words.words(how, lambda day: formats.day(day, clock.today(), style))
                return telling(found, f"repeats {rule}: {len(made) + 1} appointments")

            self._change("Repeat", refs, repeat)

        self.app.push_screen(dialog, chosen)
