"""Values of fields as people read them."""

from datetime import date

from salestui.models.fields import FIELDS
from salestui.widgets.field_values import read_text


def test_how_a_series_repeats_is_read_in_words() -> None:
    field = FIELDS["activity"]["recurrence_rule"]
    for rule, words in (
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270331T235959", "every week on Tue, until 31 Mar"),
        ("FREQ=DAILY;X-BEGINS=2026-11-24T09:00:00;X-MADE=2027-11-24", "every day"),
    ):
        assert read_text(field, rule, None, date(2026, 11, 24), "day-month") == words
