"""The fields of a record, each edited in its own row; the edits wait here until they are saved."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import ClassVar
from uuid import UUID

from textual import events, on
from textual.binding import BindingType
from textual.message import Message

from salestui.errors import InputError
from salestui.lifecycle.activity_times import taken_along
from salestui.lifecycle.end_times import STARTS, TAKEN_ALONG
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import FieldedRecord
from salestui.widgets import record_fields
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.field_layouts import layout
from salestui.widgets.field_lines import FieldLines
from salestui.widgets.field_values import typed_text
from salestui.widgets.fields import FieldControl, Typed
from salestui.widgets.painting import Line, cut
from salestui.widgets.pane import Entry, Item, Pane, Section, Words
from salestui.widgets.row_control import RowControl
from salestui.widgets.toast import warn


class FieldsPane(Pane):
    """Shows a record's fields; `e` edits one in its row, Enter too unless the field names a record to open.

    `edits` holds what is typed and not saved yet, by field name, and `base` what those fields held when
    their edits began. The screen saves them, calls `forget`, and tells what was refused with `refuse`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("fields")]
    tells_more = True

    class Edited(Message):
        """Other edits than before wait to be saved, or a field is opened or closed."""

    class SaveAsked(Message):
        """Ctrl+S in a field."""

    class Followed(Message):
        """Enter on a field that names a record."""

        def __init__(self, ref: RecordRef) -> None:
            super().__init__()
            self.ref = ref

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        super().__init__("summary", id=id)
        self.desk = desk
        self.record: FieldedRecord | None = None
        self.edits: dict[str, Typed] = {}
        self.base: dict[str, object] = {}
        self.problems: dict[str, str] = {}
        self.words = {"pane.open": ""}
        self._opens: frozenset[str] = frozenset()
        self.banner = ""
        """A line above the fields, for a record that can't be edited."""
        self._control: RowControl | None = None
        self._editing: str | None = None
        self._told: list[str] = []
        self._opening = False

    def let_open(self, tables: frozenset[str]) -> None:
        """Let Enter open the records of these tables from the fields that name them."""
        self._opens = tables
        self.words = {}

    # What it shows

    def load(self, record: FieldedRecord) -> None:
        """Show this record; the edits of the same one stay, also when it can't be edited any more."""
        if self.record is not None and self.record.id != record.id:
            self.record = record
            self.forget()
            self.action_first()
            return
        self.record = record
        if record.why_read_only is not None:
            self.take()
        self._draw_rows()

    def forget(self) -> None:
        """Drop the edits."""
        self.saved()
        self._draw_rows()

    def saved(self) -> None:
        """The edits are saved: they wait no longer. What is drawn changes when the record is loaded."""
        self._close()
        self.edits.clear()
        self.base.clear()
        self.problems.clear()
        self.post_message(self.Edited())

    def drop(self, names: Iterable[str]) -> None:
        """Drop the edits of these fields."""
        for name in names:
            self._drop(name)
        self._draw_rows()
        self.post_message(self.Edited())

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Show beside the fields why they could not be saved, and go to the first of them."""
        self.problems = dict(problems)
        self._draw_rows()
        if self.problems:
            self.select(next(iter(self.problems)))

    @property
    def clashes(self) -> dict[str, object]:
        """What edited fields hold now, where that is not what they held when the edit began, by name."""
        if self.record is None:
            return {}
        now = {name: self.record.fields[name].value for name in self.edits}
        return {name: value for name, value in now.items() if value != self.base[name]}

    def keep_mine(self, names: Mapping[str, object]) -> None:
        """These values of others were seen, and the own ones are to take their place."""
        self.base |= names

    @property
    def waiting(self) -> list[str]:
        """The fields whose edits would be lost without saving, also that of the open one."""
        opened = self._editing if self._control is not None and self._control.is_changed else None
        return [*self.edits, *([opened] if opened is not None and opened not in self.edits else [])]

    @property
    def is_editing(self) -> bool:
        """Whether a field is open."""
        return self._control is not None

    @property
    def is_opening(self) -> bool:
        """Whether a field is open that has not got the keys yet."""
        return self._opening

    @property
    def active(self) -> bool:
        """It has the keys also while one of its fields is open."""
        return self.has_focus or self.is_editing

    @property
    def current_name(self) -> str | None:
        """The field under the cursor."""
        return self.current.id if self.current is not None else None

    def _draw_rows(self) -> None:
        self.show(list(self._rows_now()))
        self.count = None
        self.call_after_refresh(self._place)

    def _rows_now(self) -> Iterator[Entry]:
        record = self.record
        if record is None:
            return
        style = self.desk.settings.date_format
        lines = FieldLines(record, self.edits, self.base, self.problems, style, self._held)
        wanted = {*self.edits, *([self._editing] if self._editing else [])}
        if self.banner:
            yield Words(partial(lines.banner, self.banner))
        for name in record_fields.first_names(record, wanted):
            yield Item(name, partial(lines.of, name))
        memos = list(record_fields.first_memos(record, wanted))
        for name in memos:
            yield Words()
            yield Item(name, partial(lines.memo, name))
        shown = layout(record.table)
        for title, members in shown.sections:
            yield Section(title, role="muted")
            for name in record_fields.section_names(record, members):
                yield Item(name, partial(lines.of, name))
        for name in (one for one in shown.memos if one not in memos):
            yield Item(name, partial(lines.memo, name))
        if shown.steps:
            done = sum(bool(record.fields[name].value) for name in shown.steps)
            yield Section("steps of the process", note=f"{done} of {len(shown.steps)}", role="muted")
        for name in shown.steps:
            yield Item(name, partial(lines.step, name))

    def _held(self, name: str) -> list[Line]:
        """The lines that the open control of a field covers, and that of its label; none for other fields."""
        if name != self._editing or self._control is None:
            return []
        blank = [Line()] * self._control.rows(self._control_width)
        return [Line([(self._control.label, "muted")]), *blank] if self._control.is_below else blank

    # Editing

    def why_not(self, action_id: str) -> str | None:
        """Closed records and calculated fields are read-only; an open field keeps the cursor."""
        if action_id == "fields.edit":
            return self._why_not_edit(self.current_name)
        if self.is_editing and action_id in ("pane.page_down", "pane.page_up"):
            return "a field is being edited; Enter keeps what is typed, Esc drops it"
        return super().why_not(action_id)

    def _why_not_edit(self, name: str | None) -> str | None:
        if self.record is None or name is None:
            return "no field is here"
        return record_fields.why_not_edit(self.record, self.desk) or self.record.locked.get(name)

    def action_edit(self) -> None:
        """Edit the field under the cursor."""
        if self.current_name is not None:
            self.edit(self.current_name)

    def note(self, action_id: str) -> str | None:
        """What Enter does to the field under the cursor."""
        if action_id == "pane.open" and self.current_name is not None:
            named = self._named()
            return f"opens {cut(named.name, 40)}" if named is not None else "edits the field"
        return super().note(action_id)

    def _named(self) -> RecordRef | None:
        """The record that the field under the cursor names, if it can be opened."""
        name = self.current_name
        if self.record is None or name is None or name in self.edits:
            return None
        one = self.record.fields[name]
        if one.field.target not in self._opens or not isinstance(one.value, UUID) or one.name is None:
            return None
        return RecordRef(one.field.target, one.value, one.name)

    def action_open(self) -> None:
        """Enter or a double click opens the record that the field names, and edits other fields."""
        named = self._named()
        if named is not None:
            self.post_message(self.Followed(named))
        elif (why := self.why_not("fields.edit")) is not None:
            warn(self, f"not now: {why}")
        else:
            # At once: what is typed right behind Enter goes into the field.
            self.action_edit()

    def edit(self, name: str) -> None:
        """Open the control of a field in its row."""
        assert self.record is not None
        self._close()
        one = self.record.fields[name]
        value, shown_name = one.value, one.name
        if name in self.edits:
            value, shown_name = self.edits[name].value, self.edits[name].name
        self.base.setdefault(name, one.value)
        self.problems.pop(name, None)
        self._editing = name
        self._control = RowControl(
            self.desk,
            one.field,
            value,
            shown_name,
            label=record_fields.full_label(self.record, name),
            sign=self.record.symbol,
            width=self._control_width,
            start=self._value_of(STARTS.get(name)),
        )
        self._opening = True
        self.mount(self._control)
        self.select(name)
        self._draw_rows()
        self.call_after_refresh(self._enter)
        self.post_message(self.Edited())

    def _value_of(self, name: str | None) -> object:
        """What a field holds, or what was typed in it; None where there is none."""
        if name is None or self.record is None or name not in self.record.fields:
            return None
        return self.edits[name].value if name in self.edits else self.record.fields[name].value

    def on_descendant_focus(self) -> None:
        """The open field has the keys."""
        self._opening = False

    def _enter(self) -> None:
        if self._control is not None and self._control.is_mounted:
            self._control.focus_input()
            self._draw_rows()

    @property
    def _control_width(self) -> int:
        return max(self.size.width - self.indent, 8)

    def _place(self) -> None:
        """Put the control over the rows that its field holds open."""
        if self._control is None or self._editing is None:
            return
        row = self.row_of(self._editing)
        if row is not None:
            self._control.styles.offset = (self.indent - 1, row + self._control.is_below)
            self._control.styles.width = self._control_width

    def take(self) -> bool:
        """Keep what is typed in the open field; False, with the reason shown, if it is no value."""
        control, name = self._control, self._editing
        if control is None or name is None or self.record is None:
            return True
        try:
            typed = control.read()
        except InputError as error:
            control.say_problem(str(error))
            self._draw_rows()
            return False
        before = self._value_of(name)
        self._keep(name, typed)
        self._take_end_along(name, before)
        self._close()
        self._draw_rows()
        self.post_message(self.Edited())
        return True

    def _keep(self, name: str, typed: Typed) -> None:
        assert self.record is not None
        one = self.record.fields[name]
        if typed.value == one.value:
            self._drop(name)
        else:
            self.base.setdefault(name, one.value)
            self.edits[name] = typed

    def _take_end_along(self, name: str, before: object) -> None:
        """Another start takes its end along, as it does in the form and once it is saved."""
        end = TAKEN_ALONG.get(name)
        if self.record is None or end is None or self._why_not_edit(end) is not None:
            return
        try:
            moved = taken_along(self._value_of(end), before, self._value_of(name))
        except InputError:
            return  # the verb tells it
        if moved is not None:
            self._keep(end, Typed(moved, typed_text(self.record.fields[end].field, moved)))

    def _drop(self, name: str) -> None:
        self.edits.pop(name, None)
        self.base.pop(name, None)
        self.problems.pop(name, None)

    def _close(self) -> None:
        if self._control is None:
            return
        had_focus = self._control.has_focus_within
        self._control.remove()
        self._control = None
        self._editing = None
        self._opening = False
        if had_focus:
            self.focus(scroll_visible=False)

    @on(FieldControl.Edited)
    def _grown(self, event: FieldControl.Edited) -> None:
        event.stop()
        self._draw_rows()
        if self.waiting != self._told:
            self._told = self.waiting
            self.post_message(self.Edited())

    @on(FieldControl.Accepted)
    def _accepted(self, event: FieldControl.Accepted) -> None:
        event.stop()
        self.take()

    @on(RowControl.Left)
    def _left(self, event: RowControl.Left) -> None:
        event.stop()
        name = self._editing
        if name is None or not self.take():
            return
        names = [entry.id for entry in self.entries if isinstance(entry, Item)]
        at = names.index(name) + event.step
        while 0 <= at < len(names) and self._why_not_edit(names[at]):
            at += event.step
        if 0 <= at < len(names):
            self.edit(names[at])

    @on(RowControl.Dropped)
    def _dropped(self, event: RowControl.Dropped) -> None:
        event.stop()
        control = self._control
        if control is None or not control.is_changed:
            self._give_up(True)
            return
        said = f"This would drop what you typed: {control.text[:200]}"
        self.app.push_screen(Confirm("not saved", [said], yes="drop it", no="go on"), self._give_up)

    def _give_up(self, yes: bool | None) -> None:
        if yes and self._editing is not None:
            if self._editing not in self.edits:
                self._drop(self._editing)
            self._close()
            self._draw_rows()
            self.post_message(self.Edited())

    @on(RowControl.SaveAsked)
    def _save_asked(self, event: RowControl.SaveAsked) -> None:
        event.stop()
        if self.take():
            self.post_message(self.SaveAsked())

    def on_descendant_blur(self) -> None:
        """The keys went to another pane, by mouse or jump: what is typed is kept, as Tab keeps it."""
        self.call_after_refresh(self._keep_what_is_left)

    def _keep_what_is_left(self) -> None:
        control, focused = self._control, self.screen.focused
        if control is None or focused is None or not self.screen.is_active:
            return
        if focused is not self and not control.has_focus_within:
            self.take()

    def on_click(self, event: events.Click) -> None:
        """Clicking another row keeps what is typed, or stays when that is no value."""
        if not self.take() and self._control is not None:
            event.prevent_default()
            self._control.focus_input()

    def on_resize(self) -> None:
        """The control stays over its row."""
        self.call_after_refresh(self._place)
