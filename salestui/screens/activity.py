"""The record of an activity: its fields, the people in it, its files and what was done to it."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from salestui import clock
from salestui.lifecycle import regarding
from salestui.lifecycle.activity_parties import Participant
from salestui.lifecycle.entries import is_open
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import FieldedRecord
from salestui.models.choices import ActivityStatus, ActivityType
from salestui.screens.activity_commands import ON_OPEN
from salestui.screens.activity_list_commands import ActivityListCommands
from salestui.screens.brief_command import ABOUT_NONE, BriefCommand
from salestui.screens.opening_records import open_record
from salestui.screens.record_screen import RecordScreen
from salestui.screens.record_tabs import ACTIVITY
from salestui.widgets.acting import bindings
from salestui.widgets.activity_head import activity_head
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.files_pane import FilesPane
from salestui.widgets.history_pane import HistoryPane
from salestui.widgets.pane import Pane
from salestui.widgets.participants import ParticipantsPane
from salestui.widgets.record_header import Head

if TYPE_CHECKING:
    from sqlmodel import Session

    from salestui.lifecycle.recurrence import Recurrence


class ActivityScreen(RecordScreen, ActivityListCommands, BriefCommand):
    """One activity."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("mail.send")]
    place = "activities"
    table_name = "activity"
    tabs = ACTIVITY
    shown_tables = frozenset(
        {"activity", "activity_party", "attachment", "opportunity", "account", "contact", "lead", "quote"}
        | {"sales_order", "competitor", "system_user", "team"}
    )

    kind: ActivityType
    people: tuple[Participant, ...] = ()
    about: RecordRef | None = None
    repeats: "Recurrence | None" = None
    is_draft = False
    """Whether it is a mail that can still be written on and sent."""

    def panes(self) -> ComposeResult:
        """Every pane; which of them are seen is the tab's choice."""
        yield FieldsPane(self.desk, id="summary")
        yield ParticipantsPane(id="people")
        yield FilesPane(self.desk, id="files")
        yield HistoryPane(id="history")

    def is_open_here(self) -> bool | None:
        """Whether this one is open."""
        if self.record is None:
            return None
        # What tells how a record was closed has no status of its own to change.
        status = self.record.fields["status"].value if "status" in self.record.fields else None
        return isinstance(status, ActivityStatus) and is_open(status)

    def is_mail_here(self) -> bool | None:
        """Whether this one is a mail."""
        return self.kind is ActivityType.EMAIL if self.record is not None else None

    def why_not(self, action_id: str) -> str | None:
        """What may not be changed can't be completed or put off either."""
        why = self.record.why_read_only if self.record is not None else None
        if action_id in ON_OPEN and why is not None and self.is_open_here():
            return why
        if action_id == "deal.brief" and not self._is_about_deal():
            return ABOUT_NONE
        if action_id == "mail.send" and not self.is_draft:
            return "it is no mail that waits to be sent"
        return super().why_not(action_id)

    def _is_about_deal(self) -> bool:
        return self.about is not None and self.about.table in ("opportunity", "quote", "sales_order")

    def note(self, action_id: str) -> str | None:
        """A draft is gone on with."""
        if action_id == "mail.write" and self.is_draft:
            return "writes on and sends this draft"
        return super().note(action_id)

    # Reading

    def read(self, session: "Session") -> FieldedRecord:
        """Fields, people and what it is about."""
        from salestui.lifecycle import (
            activities,
            activity_parties,
            fielded,
            lookups,
            mail_reading,
            series_rule,
        )

        activity = activities.get(session, self.record_id)
        self.kind = activity.activity_type
        self.people = activity_parties.of(session, activity.id)
        self.repeats = series_rule.recurrence_of(session, activity)
        self.is_draft = self.kind is ActivityType.EMAIL and mail_reading.is_unsent(session, activity.id)
        self.about = None
        if (found := regarding.of(activity)) is not None:
            table, record_id = found
            name = lookups.names(session, table, [record_id]).get(record_id, "")
            self.about = RecordRef(table, record_id, name)
        return fielded.of(session, "activity", activity)

    def footer_words(self) -> dict[str, str]:
        """Only the record of a draft has the key that sends it."""
        return super().footer_words() | ({} if self.is_draft else {"mail.send": ""})

    def head(self) -> Head:
        """Subject, type and what it is about; when, status and priority."""
        assert self.record is not None
        about = self.about.name if self.about is not None else ""
        style = self.desk.settings.date_format
        return activity_head(self.record, self.kind, about, clock.now(), style, self.repeats)

    def fill_pane(self, pane: Pane, session: "Session") -> None:
        """Each pane has its own read."""
        today, style = clock.today(), self.desk.settings.date_format
        match pane:
            case ParticipantsPane():
                pane.why_read_only = self.record.why_read_only if self.record is not None else None
                pane.fill(self.people, self.about)
            case FilesPane():
                pane.load(session, RecordRef("activity", self.record_id, self.subject()))
            case HistoryPane():
                from salestui.lifecycle.history import history_of

                pane.fill(
                    history_of(self.desk.store.reader, self.desk.user.id, "activity", self.record_id),
                    today,
                    style,
                )

    # Mail

    def action_send_draft(self) -> None:
        """Write on this mail, whatever is under the cursor, where it is sent too."""
        from salestui.screens.compose import Compose

        mail, mail_id = self._after(RecordRef("activity", self.record_id, self.subject()))
        self.app.push_screen(Compose(self.desk, mail, mail_id))

    # What becomes of it

    def action_convert_activity(self) -> None:
        """Make it an opportunity, which closes it: what is not saved is asked about first."""
        self._ask_first(super().action_convert_activity)

    # People

    @on(Pane.Opened, "#people")
    def _person_opened(self, event: Pane.Opened) -> None:
        event.stop()
        ref = self.query_one(ParticipantsPane).current_ref()
        if ref is not None and self.is_active:
            open_record(self.app, self.desk, ref)

    @on(ParticipantsPane.EditAsked)
    def _edit_people(self, event: ParticipantsPane.EditAsked) -> None:
        event.stop()
        if not self.is_active:
            return
        from salestui.screens.participants_form import ParticipantsForm

        form = ParticipantsForm(self.desk, self.record_id, self.kind, self.subject(), self.people)
        self.app.push_screen(form)
