"""Which fields of a record its screen shows now, and the line over those of one that is read-only."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from salestui import clock, formats
from salestui.formats import DateFormat
from salestui.lifecycle import permission
from salestui.lifecycle.entries import is_open
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import FieldedRecord
from salestui.models.choices import ActivityStatus, OpportunityStatus
from salestui.widgets.acting import as_reason
from salestui.widgets.desk import Desk
from salestui.widgets.field_layouts import layout


def label(record: FieldedRecord, name: str) -> str:
    """The label in the column; the state of a budget goes without one under its amount, as one thing."""
    shown = layout(record.table)
    above = shown.continued.get(name)
    if above is not None and _holds(record, above) and _holds(record, name):
        return ""
    return full_label(record, name)


def full_label(record: FieldedRecord, name: str) -> str:
    """The label of a field that stands alone, such as one that is edited."""
    return layout(record.table).short(name) or record.fields[name].field.label


def first_names(record: FieldedRecord, wanted: set[str]) -> Iterator[str]:
    """The fields of one line that stand first; one that nobody can fill only when it holds something."""
    for name in layout(record.table).main:
        if name in wanted or _is_shown(record, name):
            yield name


def first_memos(record: FieldedRecord, wanted: set[str]) -> Iterator[str]:
    """The texts that stand below them: those that hold something or are `wanted`, such as edited ones."""
    shown = layout(record.table)
    for name in shown.memos:
        if name in record.fields and (_holds(record, name) or name in wanted or name in shown.first_memos):
            yield name


def section_names(record: FieldedRecord, members: Mapping[str, str]) -> Iterator[str]:
    """The fields of a section."""
    for name in members:
        if _is_shown(record, name):
            yield name


def _is_shown(record: FieldedRecord, name: str) -> bool:
    """Not every activity has every field; one that nobody can fill shows only when it holds something."""
    return name in record.fields and (_holds(record, name) or not record.fields[name].field.read_only)


def _holds(record: FieldedRecord, name: str) -> bool:
    return record.fields[name].value is not None


def why_not_edit(record: FieldedRecord, desk: Desk) -> str | None:
    """Why nothing of a record can be edited, and whose right it is to give; None when it can be."""
    if record.why_read_only is None:
        return None
    ref = RecordRef(record.table, record.id, record.name)
    sentence = permission.why_not(desk.store.reader, desk.user.id, ref, "write")
    return as_reason(sentence) or record.why_read_only


def banner(record: FieldedRecord, style: DateFormat) -> str:
    """The line over the fields of a record that can't be edited: "✓ Won 12 Nov, read-only"."""
    if record.why_read_only is None:
        return ""
    if record.table == "activity":
        return _activity_banner(record, style)
    if record.table != "opportunity":
        return record.why_read_only
    status, closed = record.fields["status"].value, record.fields["actual_close_date"].value
    assert isinstance(status, OpportunityStatus)
    if status is OpportunityStatus.OPEN:
        return record.why_read_only
    sign = "✓ " if status is OpportunityStatus.WON else ""
    day = f" {formats.day(closed, clock.today(), style)}" if isinstance(closed, date) else ""
    return f"{sign}{status.label}{day}, read-only"


def _activity_banner(record: FieldedRecord, style: DateFormat) -> str:
    """ "✓ Made 23 Nov 13:30, read-only until it is reopened"."""
    if "status_reason" not in record.fields:
        return str(record.why_read_only)
    status, ended = record.fields["status"].value, record.fields["actual_end"].value
    if isinstance(status, ActivityStatus) and is_open(status):
        return str(record.why_read_only)  # somebody else's, or it is being sent
    words, _, rest = str(record.why_read_only).partition(",")
    sign = "✓ " if status is ActivityStatus.COMPLETED else ""
    when = f" {formats.moment(ended, clock.today(), style)}" if isinstance(ended, datetime) else ""
    # A mail that was sent stays so.
    until = "" if "sent_on" in record.fields and record.fields["sent_on"].value else " until it is reopened"
    return f"{sign}{words}{when},{rest}{until}"
