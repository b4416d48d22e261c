"""What the conditions of views may ask: of which fields and columns, by which words, with which values.

What names fields becomes SQL, so nothing unknown gets through. Standard library only.
"""

from typing import Literal, get_args

from salestui.lifecycle.view_dates import Span
from salestui.models.fields import FIELDS
from salestui.store.query import Operator

Comparison = Literal["=", "<>", "<", "<=", ">", ">=", "in", "empty", "filled"]
OwnerWords = Literal["mine", "mine or my teams", "of my teams' members"]
Relative = Literal["last days", "next days", "last months", "before days ago", "overdue", "past"]
"""Dates by a number of days or months: "last days" 30, "before days ago" 45.

"overdue" is before today; "past" of a time is before this moment.
"""

_WORDS = frozenset(word for words in (Comparison, OwnerWords, Relative, Span) for word in get_args(words))
_COUNTING = frozenset(get_args(Relative)) - {"overdue", "past"}
_MOST = 10_000
"""Days or months away from today, which are dates still."""

_NUMBERS = frozenset({"integer", "decimal", "percent", "money", "boolean", "choice"})
"""Kinds of fields that the file keeps as numbers."""

_LINKED = {
    "activity_party": frozenset({"activity_id", "contact_id", "account_id", "lead_id", "user_id"}),
    "connection": frozenset(
        {"opportunity_id", "contact_id", "party_account_id", "user_id", "role", "start_date", "end_date"}
    ),
    "opportunity_competitor": frozenset({"opportunity_id", "competitor_id"}),
    "follow": frozenset({"user_id", "opportunity_id", "account_id", "contact_id", "lead_id"}),
    "process_instance": frozenset(
        {
            *("process", "lead_id", "opportunity_id", "status", "active_stage"),
            *("active_stage_started_on", "started_on", "completed_on"),
        }
    ),
}
"""Columns of the tables that no form shows, but that records are linked with."""


def column_of(table: str, field: str) -> str:
    """The column of a field; tables that no form shows are named by their columns.

    "owner" stands for the two columns of owners. Raises KeyError if there is no such field.
    """
    if table not in FIELDS:
        if field not in _LINKED[table]:
            raise KeyError(field)
        return field
    if field == "owner" and "owner_user" in FIELDS[table]:
        return field
    return FIELDS[table][field].column


def check_link(table: str, column: str) -> None:
    """Raises KeyError if there is no such column by which rows of the table could be linked."""
    if column == "id" or column in _LINKED.get(table, ()):
        return
    if column not in {field.column for field in FIELDS[table].values()}:
        raise KeyError(column)


def check(table: str, field: str, words: str, value: object) -> None:
    """Raises KeyError, TypeError or ValueError if that can't be asked of a field."""
    column = column_of(table, field)
    if words not in _WORDS:
        raise KeyError(words)
    if words in get_args(OwnerWords):
        if column != "owner" and (words != "mine" or not column.endswith("_id")):
            raise ValueError(f"{field} {words}")
    elif column == "owner":
        raise ValueError(f"{field} {words}")
    elif words in _COUNTING:
        if type(value) is not int or not 0 <= value <= _MOST:
            raise ValueError(f"{field} {words} {value!r}")
    elif words == "in":
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"{field} in {value!r}")
        for one in value:
            _check_value(table, field, one)
    elif words in get_args(Operator):
        _check_value(table, field, value)


def _check_value(table: str, field: str, value: object) -> None:
    """Whether it is of the field's kind, an option of it, and SQLite takes it: 64 bits, whole characters."""
    if isinstance(value, str):
        value.encode()
    elif not isinstance(value, int):
        raise TypeError(f"{field} {value!r}")
    elif not -(2**63) <= value < 2**63:
        raise ValueError(f"{field} {value!r}")
    if table not in FIELDS:
        return
    known = FIELDS[table][field]
    if isinstance(value, int) != (known.kind in _NUMBERS):
        raise TypeError(f"{field} {value!r}")
    if known.choice is not None and value not in tuple(known.choice):
        raise ValueError(f"{field} {value!r}")
