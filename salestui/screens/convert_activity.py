"""The dialog that makes an opportunity of an activity."""

from typing import Any
from uuid import UUID

from textual.app import ComposeResult

from salestui.errors import SalesError
from salestui.lifecycle import activities, activity_moving, currencies, editing, lookups
from salestui.lifecycle.edits import Existing, titled
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.values import InvalidFields
from salestui.models.fields import FIELDS, Field
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.form import Form
from salestui.widgets.form_control import CustomerControl, FormControl
from salestui.widgets.painting import cut
from salestui.widgets.toast import say, warn

_FIELDS = FIELDS["opportunity"]
_CUSTOMER = Field("customer", "Potential customer", "lookup", target="account", required=True)
_CLOSE = Field("close", "Complete the activity", "boolean")


class ConvertActivity(Form[RecordRef]):
    """Asks for the customer, currency and campaign of the opportunity. Raises Gone when it is made."""

    lost = "the new opportunity"

    def __init__(self, desk: Desk, activity_id: UUID) -> None:
        super().__init__()
        self.desk = desk
        self._activity_id = activity_id
        with desk.store.session() as session:
            activity = activities.get(session, activity_id)
            self._subject = activity.subject
            known = activity_moving.customer_of(session, activity)
            table, record_id = next(iter(known.items()), ("", None))
            self._customer = Existing(table, record_id) if record_id is not None else None
            named = lookups.names(session, table, [record_id]) if record_id is not None else {}
            self._customer_name = named.get(record_id) if record_id is not None else None
            self._currency = currencies.of(session, None).iso_code

    def heading(self) -> Heading:
        """What is made of what."""
        return Heading("make an opportunity", [(f"of {cut(self._subject, 40)}", "secondary")])

    def rows(self) -> ComposeResult:
        """What the subject and the description don't tell."""
        yield CustomerControl(
            self.desk, _CUSTOMER, "Customer", self._customer, self._customer_name, id="customer"
        )
        yield FormControl(
            self.desk,
            _FIELDS["currency"],
            "Currency",
            placeholder=f"the customer's, or {self._currency}",
            id="currency",
        )
        yield FormControl(self.desk, _FIELDS["campaign"], "Campaign", id="campaign")
        yield FormControl(self.desk, _CLOSE, "Complete it", True, id="close")

    def action_save(self) -> None:
        """Make it."""
        told = self.read() if self.is_active else None
        if told is None:
            return
        user_id = self.desk.user.id
        try:
            with self.desk.store.command(titled("Convert", self._subject), user_id) as session:
                given: dict[str, Any] = {
                    **editing.customer(session, user_id, told["customer"]),
                    **{name: told[name] for name in ("currency", "campaign", "close")},
                }
                activity = activities.get(session, self._activity_id)
                made = activity_moving.convert_to_opportunity(session, user_id, activity, **given)
                ref = RecordRef("opportunity", made.id, made.topic)
        except InvalidFields as error:
            self.refuse(error, "customer")
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            say(
                self,
                f"{cut(self._subject, 50)} is an opportunity now",
                hint=f"{self.desk.key('app.undo')} undo",
            )
            self.dismiss(ref)
