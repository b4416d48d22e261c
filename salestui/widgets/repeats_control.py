"""The control of a form for how an appointment repeats: what is typed is read and counted while one types."""

from collections.abc import Callable
from datetime import date, datetime

from salestui import clock
from salestui.lifecycle import inputs, recurrence, recurrence_words
from salestui.lifecycle.recurrence import Recurrence
from salestui.models.fields import Field
from salestui.widgets import series_words
from salestui.widgets.desk import Desk
from salestui.widgets.field_values import Typed
from salestui.widgets.form_control import FormControl

REPEATS = Field("repeats", "Repeats", "text", length=200)


class RepeatsControl(FormControl):
    """Asks `start` for the moment of the first appointment, each time that it is read."""

    def __init__(
        self, desk: Desk, text: str | None, start: Callable[[], datetime | None], *, placeholder: str
    ) -> None:
        super().__init__(desk, REPEATS, REPEATS.label, text, placeholder=placeholder, id=REPEATS.name)
        self._start = start

    def read(self) -> Typed:
        """What stands there, also while nobody has touched it: the start may be another one since."""
        return Typed(self.parse(self.text), self.text)

    def parse(self, text: str) -> inputs.Value:
        """The text, when it is a recurrence that fits the first appointment."""
        start = self._start()
        how = self.recurrence(_day(start), text)
        if how is not None and start is not None:
            recurrence.check(how, start)
        return super().parse(text)

    def understood(self, value: object) -> str:
        """How often that is, and how many appointments it makes."""
        start = self._start()
        how = self.recurrence(_day(start))
        if how is None:
            return ""
        told = series_words.how_often(how, _day(start), self.desk.settings.date_format)
        return f"{told}: {series_words.how_many(how, recurrence.check(how, start))}" if start else told

    def recurrence(self, first: date, text: str | None = None) -> Recurrence | None:
        """How it repeats from this day on, as it is typed. Raises InputError."""
        order = inputs.ORDERS[self.desk.settings.date_format]
        return recurrence_words.parse(self.text if text is None else text, first, order=order)


def _day(start: datetime | None) -> date:
    return clock.today() if start is None else clock.local(start).date()
