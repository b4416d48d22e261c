"""The dialog that makes an opportunity."""

from collections.abc import Mapping

from textual.app import ComposeResult

from salestui.errors import SalesError
from salestui.lifecycle import currencies, opportunities
from salestui.lifecycle.editing import create
from salestui.lifecycle.edits import Existing, NewRecord, titled
from salestui.lifecycle.values import InvalidFields
from salestui.models.fields import FIELDS, Field
from salestui.models.products import PriceList
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.form import Form
from salestui.widgets.form_control import CustomerControl, FormControl
from salestui.widgets.painting import cut
from salestui.widgets.toast import say, warn

_FIELDS = FIELDS["opportunity"]
_CUSTOMER = Field("customer", "Potential customer", "lookup", target="account")


class NewOpportunity(Form[str]):
    """Answers with the id (hexadecimal) of the opportunity that was made."""

    lost = "the new opportunity"
    words: Mapping[str, str] = {**Form.words, "form.save": "make it"}

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

    def rows(self) -> ComposeResult:
        """The fields that a new opportunity needs; the record has all others."""
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

    def action_save(self) -> None:
        """Make it."""
        given = self.read() if self.is_active else None
        if given is None:
            return
        match given.pop("customer"):
            case Existing(table, record_id):
                given[table] = record_id
            case NewRecord(table) as new:
                given[table] = new
        topic = str(given["topic"])
        try:
            with self.desk.store.command(titled("New opportunity", topic), self.desk.user.id) as session:
                made = create(session, self.desk.user.id, "opportunity", given)
        except InvalidFields as error:
            self.refuse(error, "customer")
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            say(self, f"{cut(topic, 60)} is made", hint=f"{self.desk.key('app.undo')} undo")
            self.dismiss(made.id.hex)
