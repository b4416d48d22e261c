"""To which day an activity is put off."""

from collections.abc import Sequence
from datetime import date, datetime

from salestui import clock, formats
from salestui.errors import InputError
from salestui.formats import DateFormat
from salestui.lifecycle import activity_moving, activity_times, conflicts
from salestui.lifecycle.input_dates import parse_offset
from salestui.lifecycle.inputs import ORDERS
from salestui.models.activities import Activity
from salestui.widgets import conflict_words
from salestui.widgets.chooser import Chooser
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, Piece, cut
from salestui.widgets.pane import Entry, Item, Words

_STEPS = ("+1 day", "+2 days", "+1 week", "next week", "+2 weeks")
"""What is offered: what could be typed too, and means the same then."""


class Reschedule(Chooser):
    """Answers with what `meaning` reads: what was chosen or typed."""

    DEFAULT_CSS = """
    Reschedule #panel { width: 64; height: 15; }
    """
    placeholder = "or type a day or a time: fri, 14:30, +3d, 12 jan 9:00"

    def __init__(self, desk: Desk, activities: Sequence[Activity]) -> None:
        super().__init__()
        self._desk = desk
        self._activities = activities
        self._first = min(activities, key=activity_moving.counted_from)
        """Of several, the one that an offset moves to the earliest day."""
        self._style = desk.settings.date_format

    def heading(self) -> Heading:
        """What is put off."""
        several = len(self._activities) > 1
        name = f"{len(self._activities)} activities" if several else cut(self._activities[0].subject, 40)
        return Heading("reschedule", [(name, "secondary")])

    def rows(self, typed: str) -> list[Entry]:
        """Some days ahead; or what was typed, as it is understood."""
        answers = [typed.strip()] if typed.strip() else _STEPS
        try:
            return [
                Item(answer, [Line([(answer, "text")], self._told(answer)), *self._in_the_way(answer)])
                for answer in answers
            ]
        except InputError as error:
            self.why_nothing = str(error)
            return [Words([Line([("! ", "warning bold"), (cut(str(error), 54), "warning")])])]

    def _told(self, answer: str) -> list[Piece]:
        """When it would be then; of several, what is the same of all. Raises InputError."""
        when = meaning(answer, self._first, self._style)
        if len(self._activities) > 1:
            return self._told_of_several(answer, when)
        was = activity_moving.when_of(self._first)
        if isinstance(when, datetime):
            return [(self._words(when, has_time=True), "secondary")]
        at = clock.local(was).time() if was is not None else datetime.min.time()
        has_time = was is not None and not self._first.is_all_day
        return [(self._words(activity_times.moment_of(when, at), has_time=has_time), "secondary")]

    def _told_of_several(self, answer: str, when: date | datetime) -> list[Piece]:
        has_time = isinstance(when, datetime)
        moment = when if isinstance(when, datetime) else activity_times.moment_of(when, datetime.min.time())
        then = self._words(moment, has_time=has_time)
        if offset := parse_offset(answer):
            return [(f"each {offset.words}, the first ", "muted"), (then, "secondary")]
        return [(then, "secondary"), ("" if has_time else ", each at its own time", "muted")]

    def _words(self, moment: datetime, *, has_time: bool) -> str:
        day = formats.weekday(clock.local(moment).date(), clock.today(), self._style)
        return f"{day} {formats.time(moment)}" if has_time else day

    def _in_the_way(self, answer: str) -> list[Line]:
        """Which of the user's appointments a single one would overlap then."""
        if len(self._activities) > 1:
            return []
        activity = self._activities[0]
        span = activity_moving.span_then(activity, meaning(answer, activity, self._style))
        if span is None:
            return []
        found = conflicts.conflicts(self._desk.store.reader, self._desk.user.id, *span, but=[activity.id])
        return [Line(conflict_words.of_one(found, clock.today(), self._style))] if found else []


def meaning(answer: str, activity: Activity, style: DateFormat) -> date | datetime:
    """The day, or day and time, that an answer means for an activity. Raises InputError."""
    return activity_moving.read_when(answer, activity, ORDERS[style])
