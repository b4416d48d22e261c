"""The dialog that makes an opportunity."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from salestui.errors import InputError, SalesError
from salestui.lifecycle import currencies, opportunities
from salestui.lifecycle.editing import create
from salestui.lifecycle.edits import Existing, NewRecord, titled
from salestui.lifecycle.values import InvalidFields
from salestui.models.fields import FIELDS, Field
from salestui.models.products import PriceList
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Dialog, Heading, drop_first
from salestui.widgets.fields import FieldControl
from salestui.widgets.form_control import CustomerControl, FormControl
from salestui.widgets.painting import cut
from salestui.widgets.toast import say, warn

_FIELDS = FIELDS["opportunity"]
_CUSTOMER = Field("customer", "Potential customer", "lookup", target="account")


class NewOpportunity(Dialog[str]):
    """Answers with the id (hexadecimal) of the opportunity that was made."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form")]
    DEFAULT_CSS = """
    NewOpportunity {
        #panel { width: 72; }
        #form { height: auto; max-height: 30; margin: 0 3 0 4; scrollbar-size-vertical: 1; }
    }
    NewOpportunity.-full #form { height: 1fr; max-height: 100%; }
    """
    words: Mapping[str, str] = {"app.next_pane": "next field", "app.help": ""}

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        with desk.store.session() as session:
            base = currencies.of(session, None)
            default = opportunities.default_price_list(session, base.id)
            price_list = session.get(PriceList, default) if default is not None else None
        self._sign = base.symbol
        self._price_list = f"{price_list.name}, unless you choose another" if price_list is not None else ""

    def heading(self) -> Heading:
        """The title."""
        return Heading("new opportunity")

    def body(self) -> ComposeResult:
        """The fields that a new opportunity needs; the record has all others."""
        with VerticalScroll(id="form", can_focus=False):
            yield FormControl(self.desk, _FIELDS["topic"], "Topic", id="topic")
            yield CustomerControl(
                self.desk, _CUSTOMER, "Customer", placeholder="type to find or make one", id="customer"
            )
            yield FormControl(
                self.desk,
                _FIELDS["estimated_close_date"],
                "Close date",
                opportunities.default_close_date(),
                id="estimated_close_date",
            )
            yield FormControl(
                self.desk,
                _FIELDS["estimated_revenue"],
                "Revenue",
                sign=self._sign,
                placeholder="12k, 1.5m",
                id="estimated_revenue",
            )
            yield FormControl(
                self.desk, _FIELDS["price_list"], "Price list", placeholder=self._price_list, id="price_list"
            )

    @property
    def controls(self) -> list[FormControl]:
        """The fields from top to bottom."""
        return list(self.query(FormControl))

    def awaits_input(self) -> bool:
        """Until the topic has the keys."""
        return self.focused is None

    def on_mount(self) -> None:
        """The topic first."""
        self.controls[0].focus_input()

    @on(FieldControl.Accepted)
    def _accepted(self, event: FieldControl.Accepted) -> None:
        """Enter goes on; from the last field it makes the opportunity."""
        event.stop()
        at = self.controls.index(event.control) if isinstance(event.control, FormControl) else -1
        if at + 1 < len(self.controls):
            self.controls[at + 1].focus_input()
        else:
            self.action_save()

    def _read(self) -> dict[str, object] | None:
        """The values by field; None, with the reasons shown, when some can't be used."""
        given: dict[str, object] = {}
        wrong: FormControl | None = None
        for control in self.controls:
            try:
                value = control.read().value
                if value is None and control.field.required:
                    raise InputError(f"{control.field.label} is needed")
                given[control.field.name] = value
            except InputError as error:
                control.say_problem(str(error))
                wrong = wrong or control
        if wrong is not None:
            wrong.focus_input()
            return None
        match given.pop("customer"):
            case Existing(table, record_id):
                given[table] = record_id
            case NewRecord(table) as new:
                given[table] = new
        return given

    def action_save(self) -> None:
        """Make it."""
        given = self._read() if self.is_active else None
        if given is None:
            return
        topic = str(given["topic"])
        try:
            with self.desk.store.command(titled("New opportunity", topic), self.desk.user.id) as session:
                made = create(session, self.desk.user.id, "opportunity", given)
        except InvalidFields as error:
            self._refuse(error)
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            say(self, f"{cut(topic, 60)} is made", hint=f"{self.desk.key('app.undo')} undo")
            self.dismiss(made.id.hex)

    def _refuse(self, error: InvalidFields) -> None:
        by_name = {control.field.name: control for control in self.controls}
        customer = by_name["customer"]
        for name, reason in reversed(error.problems.items()):
            control = by_name.get(name, customer)
            control.say_problem(reason)
            control.focus_input()
        warn(self, str(error))

    def unsaved(self) -> str | None:
        """What was typed."""
        changed = any(control.is_changed for control in self.controls)
        return "the new opportunity" if changed else None

    def action_cancel(self) -> None:
        """Close, after asking if something was typed."""
        drop_first(self.app, self.unsaved(), lambda: self.dismiss(None))
