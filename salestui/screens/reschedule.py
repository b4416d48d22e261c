"""To which day an activity is put off."""

from collections.abc import Sequence
from datetime import date, datetime

from salestui import clock, formats
from salestui.errors import InputError
from salestui.formats import DateFormat
from salestui.lifecycle import activity_moving, activity_times, conflicts
from salestui.lifecycle.inputs import ORDERS
from salestui.models.activities import Activity
from salestui.widgets import conflict_words
from salestui.widgets.chooser import Chooser
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, Piece, cut
from salestui.widgets.pane import Entry, Item, Words

_TYPED = "typed:"
_STEPS = (
    ("+1 day", "1"),
    ("+2 days", "2"),
    ("+1 week", "7"),
    ("next week", f"{_TYPED}next week"),
    ("+2 weeks", "14"),
)
"""What is offered: so many days later, or what could be typed, which means the same everywhere."""


class Reschedule(Chooser):
    """Answers with what `meaning` reads: so many days later, or what was typed."""

    DEFAULT_CSS = """
    Reschedule #panel { width: 64; height: 15; }
    """
    placeholder = "or type a day or a time: fri, 14:30, +3d, 12/1 9:00"

    def __init__(self, desk: Desk, activities: Sequence[Activity]) -> None:
        super().__init__()
        self._desk = desk
        self._activities = activities
        self._style = desk.settings.date_format

    def heading(self) -> Heading:
        """What is put off."""
        several = len(self._activities) > 1
        name = f"{len(self._activities)} activities" if several else cut(self._activities[0].subject, 40)
        return Heading("reschedule", [(name, "secondary")])

    def rows(self, typed: str) -> list[Entry]:
        """Some days ahead; or what was typed, as it is understood."""
        answers = [(answer, words) for words, answer in _STEPS]
        if typed.strip():
            answers = [(_TYPED + typed, typed.strip())]
        try:
            return [
                Item(answer, [Line([(words, "text")], self._told(answer)), *self._in_the_way(answer)])
                for answer, words in answers
            ]
        except InputError as error:
            return [Words([Line([("! ", "warning bold"), (cut(str(error), 54), "warning")])])]

    def _told(self, answer: str) -> list[Piece]:
        """The day and time that it would be on then. Raises InputError."""
        when = meaning(answer, self._activities[0], self._style)
        if len(self._activities) > 1 and not isinstance(when, datetime):
            return [("each at its own time", "muted")]
        was = activity_moving.when_of(self._activities[0])
        if isinstance(when, datetime):
            moment, has_time = when, True
        else:
            has_time = was is not None and not self._activities[0].is_all_day
            at = clock.local(was).time() if was is not None else datetime.min.time()
            moment = activity_times.moment_of(when, at)
        day = formats.weekday(clock.local(moment).date(), clock.today(), self._style)
        return [(f"{day} {formats.time(moment)}" if has_time else day, "secondary")]

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
    if answer.startswith(_TYPED):
        return activity_moving.read_when(answer.removeprefix(_TYPED), activity, ORDERS[style])
    return activity_moving.later(activity, int(answer))
