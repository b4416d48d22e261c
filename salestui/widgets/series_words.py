"""How an appointment repeats, in words, and how many appointments that makes."""

from datetime import date

from salestui import clock, formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.lifecycle import recurrence, recurrence_words
from salestui.lifecycle.recurrence import Recurrence


def how_often(how: Recurrence | None, first: date, style: DateFormat) -> str:
    """How it repeats from its first day on: "every week on Tue, until 31 Mar"."""
    if how is None:
        return "never"
    how = recurrence.following(how, first)
    return recurrence_words.words(how, lambda day: formats.day(day, clock.today(), style))


def of_rule(rule: str, today: date, style: DateFormat) -> str:
    """How often, by the rule that the first of a series holds."""
    how = recurrence.from_rule(rule)
    return recurrence_words.words(how, lambda day: formats.day(day, today, style))


def how_many(how: Recurrence, count: int) -> str:
    """How many appointments are made: of a series without an end, those of a year."""
    return f"{counted(count, 'appointment')}{' in a year' if how.is_endless else ''}"
