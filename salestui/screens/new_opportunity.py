"""The dialog that makes an opportunity."""

from textual.app import ComposeResult

from salestui.lifecycle import currencies, opportunities
from salestui.lifecycle.edits import Existing, NewRecord
from salestui.lifecycle.refs import RecordRef
from salestui.models.fields import FIELDS, Field
from salestui.models.products import PriceList
from salestui.screens.new_record import NewRecordDialog
from salestui.widgets.desk import Desk
from salestui.widgets.form_control import CustomerControl, FormControl

_FIELDS = FIELDS["opportunity"]
_CUSTOMER = Field("customer", "Potential customer", "lookup", target="account")


class NewOpportunity(NewRecordDialog):
    """A new opportunity, of a customer if one is given."""

    table_name = "opportunity"
    named_by = "topic"
    lost = "the new opportunity"

    def __init__(self, desk: Desk, customer: RecordRef | None = None) -> None:
        super().__init__(desk)
        self._customer = customer
        with desk.store.session() as session:
            base = currencies.of(session, None)
            default = opportunities.default_price_list(session, base.id)
            price_list = session.get(PriceList, default) if default is not None else None
        self._sign = base.symbol
        self._price_list = f"{price_list.name}, unless you choose another" if price_list is not None else ""

    def rows(self) -> ComposeResult:
        """The fields that a new opportunity needs."""
        customer = self._customer
        yield FormControl(self.desk, _FIELDS["topic"], "Topic", id="topic")
        yield CustomerControl(
            self.desk,
            _CUSTOMER,
            "Customer",
            Existing(customer.table, customer.id) if customer is not None else None,
            customer.name if customer is not None else None,
            placeholder="type to find or make one",
            id="customer",
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

    def chosen(self, given: dict[str, object]) -> dict[str, object]:
        """The customer becomes the account or the contact."""
        match given.pop("customer"):
            case Existing(table, record_id):
                given[table] = record_id
            case NewRecord(table) as new:
                given[table] = new
        return given
