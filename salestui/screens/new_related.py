"""The dialogs that make accounts, contacts and competitors; they say when one is probably there already."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult

from salestui.lifecycle.refs import RecordRef
from salestui.models.fields import FIELDS
from salestui.screens.new_record import NewRecordDialog
from salestui.widgets.desk import Desk
from salestui.widgets.duplicate_words import already_there, named
from salestui.widgets.fields import FieldControl
from salestui.widgets.form_control import FormControl

_NAMED = 3
"""So many that are the same are named before another is made."""


class _NewKnown(NewRecordDialog):
    """Looks while a name or address is typed whether such a record is there."""

    searched: ClassVar[Literal["account", "contact", "competitor"]]
    told_at: ClassVar[tuple[str, ...]]
    """The fields that a record is told apart by; the hint stands at the last of them that was typed."""

    def control(self, name: str, label: str, value: object = None, shown: str | None = None) -> FormControl:
        """The control of a field."""
        return FormControl(self.desk, FIELDS[self.table_name][name], label, value, shown, id=name)

    def typed_name(self) -> str:
        """The name as far as it is typed."""
        return self._text(self.named_by)

    def _text(self, name: str) -> str:
        return next((one.text.strip() for one in self.controls if one.field.name == name), "")

    @on(FieldControl.Edited)
    def _look(self, event: FieldControl.Edited) -> None:
        event.stop()
        control = event.control
        if control.field.name not in self.told_at or control.hint.is_wrong or not control.text.strip():
            return
        from salestui.lifecycle import duplicates

        with self.desk.store.session() as session:
            found = duplicates.likely(
                session, self.searched, self.typed_name(), email=self._text("email") or None, limit=1
            )
        if found:
            control.say(f"already there? {named(found[0])} ({found[0].why})")

    def already_there(self) -> Sequence[str]:
        """Who has the same name or email; a name that is only near was told while it was typed."""
        from salestui.lifecycle import duplicates

        with self.desk.store.session() as session:
            found = duplicates.likely(
                session, self.searched, self.typed_name(), email=self._text("email") or None, limit=_NAMED
            )
        same = [one for one in found if one.why != "name is near"]
        return already_there(same)


class NewAccount(_NewKnown):
    """A new account, below a parent if one is given."""

    table_name = searched = "account"
    lost = "the new account"
    named_by = "name"
    told_at = ("name", "email")

    def __init__(self, desk: Desk, parent: RecordRef | None = None) -> None:
        super().__init__(desk)
        self._above = parent

    def rows(self) -> ComposeResult:
        """Name, how it is reached, where it belongs."""
        parent = self._above
        yield self.control("name", "Name")
        yield self.control("phone", "Phone")
        yield self.control("email", "Email")
        yield self.control("city", "City")
        yield self.control("industry", "Industry")
        yield self.control("primary_contact", "Contact")
        yield self.control(
            "parent_account", "Parent", *((parent.id, parent.name) if parent is not None else ())
        )


class NewContact(_NewKnown):
    """A new contact, of an account if one is given."""

    table_name = searched = "contact"
    lost = "the new contact"
    named_by = "last_name"
    told_at = ("first_name", "last_name", "email")

    def __init__(self, desk: Desk, account: RecordRef | None = None) -> None:
        super().__init__(desk)
        self._account = account

    def rows(self) -> ComposeResult:
        """Name, what the person does where, how it is reached."""
        account = self._account
        yield self.control("first_name", "First name")
        yield self.control("last_name", "Last name")
        yield self.control("job_title", "Job title")
        yield self.control("account", "Account", *((account.id, account.name) if account is not None else ()))
        yield self.control("email", "Email")
        yield self.control("business_phone", "Phone")
        yield self.control("mobile_phone", "Mobile")

    def name_of(self, given: object) -> str:
        """First and last name."""
        return self.typed_name() or "no name"

    def typed_name(self) -> str:
        """First and last name, as far as they are typed."""
        return " ".join(text for text in (self._text("first_name"), self._text("last_name")) if text)


class NewCompetitor(_NewKnown):
    """A new competitor."""

    table_name = searched = "competitor"
    lost = "the new competitor"
    named_by = "name"
    told_at = ("name",)

    def already_there(self) -> Sequence[str]:
        """Nothing to ask: two competitors of one name are refused."""
        return ()

    def rows(self) -> ComposeResult:
        """Name and what it sells."""
        yield self.control("name", "Name")
        yield self.control("website", "Website")
        yield self.control("key_product", "Product")
        yield self.control("strengths", "Strengths")
        yield self.control("weaknesses", "Weaknesses")
