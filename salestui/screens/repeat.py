"""How an appointment repeats: the usual ways to choose from, or one that is typed."""

from datetime import date, datetime
from uuid import UUID

from salestui import clock
from salestui.errors import InputError
from salestui.lifecycle import activities, conflicts, recurrence, recurrence_words, series
from salestui.lifecycle.inputs import ORDERS
from salestui.lifecycle.recurrence import Recurrence
from salestui.widgets import conflict_words, series_words
from salestui.widgets.chooser import Chooser
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, Piece, cut
from salestui.widgets.pane import Entry, Item, Words


class Repeat(Chooser):
    """Answers with words that `recurrence_words.parse` reads. Raises Gone and NotRepeated when it is made."""

    DEFAULT_CSS = """
    Repeat #panel { width: 72; height: 20; }
    """
    placeholder = "or type: weekly on tue until 31 mar, monthly 3x, never"

    def __init__(self, desk: Desk, activity_id: UUID) -> None:
        super().__init__()
        self.desk = desk
        with desk.store.session() as session:
            activity = activities.get(session, activity_id)
            if why := series.why_not_repeat(activity):
                raise series.NotRepeated(f"{activity.subject}: {why}.")
            self._subject = activity.subject
            self._now = series.recurrence_of(session, activity)
            self._but = {one.id for one in series.members(session, activity)}
        assert activity.scheduled_start is not None
        assert activity.scheduled_end is not None
        self._start: datetime = activity.scheduled_start
        self._length = activity.scheduled_end - activity.scheduled_start

    @property
    def first(self) -> date:
        """The day from which it repeats."""
        return clock.local(self._start).date()

    def heading(self) -> Heading:
        """Which appointment, and how it repeats now."""
        now = f"now {self._told(self._now)}" if self._now is not None else ""
        told = f"{cut(self._subject, 30)}{', ' if now else ''}{now}"
        return Heading("repeat", [(told, "secondary")])

    def _told(self, how: Recurrence | None) -> str:
        return series_words.how_often(how, self.first, self.desk.settings.date_format)

    def rows(self, typed: str) -> list[Entry]:
        """The usual ways; or what was typed, as it is understood, and what it is in the way of."""
        if not typed.strip():
            return [
                Item(text, [Line([(text, "text")], self._count(how))])
                for text, how in recurrence_words.proposals(self.first)
            ]
        try:
            how = recurrence_words.parse(typed, self.first, order=ORDERS[self.desk.settings.date_format])
            count = recurrence.check(how, self._start) if how is not None else 1
        except InputError as error:
            return [Words([Line([("! ", "warning bold"), (cut(str(error), 62), "warning")])])]
        lines = [Line([(self._told(how), "text")], self._count(how))]
        if how is not None:
            lines.append(Line(self._conflicts(how, count)))
        return [Item(typed, lines)]

    def _count(self, how: Recurrence | None) -> list[Piece]:
        if how is None:
            return []
        try:
            count = recurrence.check(how, self._start)
        except InputError:
            return [("not from this day on", "muted")]
        return [(series_words.how_many(how, count), "muted")]

    def _conflicts(self, how: Recurrence, count: int) -> list[Piece]:
        spans = recurrence.spans(how, self._start, self._start + self._length)
        found = conflicts.of_series(self.desk.store.reader, self.desk.user.id, spans, self._but)
        style = self.desk.settings.date_format
        return list(conflict_words.of_series(found, count, clock.today(), style))
