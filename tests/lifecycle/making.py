"""Records for the tests of the verbs: short ways to make each, owned by mina."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from salestui import clock
from salestui.lifecycle.opportunities import OpportunityInput, create
from salestui.models import choices as c
from salestui.models.activities import Activity, ActivityParty
from salestui.models.competitors import Competitor, OpportunityCompetitor
from salestui.models.customers import Account, Contact
from salestui.models.lines import OpportunityProduct
from salestui.models.notes import Attachment, Note, Post
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Quote

TODAY = date(2026, 11, 23)


def at(day: int, hour: int = 12, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


class Maker:
    """Makes records in one session."""

    def __init__(self, session: Session, user_id: UUID) -> None:
        self.session = session
        self.user_id = user_id

    def add(self, record: Any) -> Any:
        """Add and flush, so that others may refer to it."""
        self.session.add(record)
        self.session.flush()
        return record

    def deal(self, topic: str = "Warehouse automation", **given: Any) -> Opportunity:
        """An open opportunity as a person makes it."""
        return create(self.session, self.user_id, OpportunityInput(topic=topic, **given))

    def account(self, name: str = "Northwind Foods", **fields: Any) -> Account:
        """An account."""
        return self.add(Account(name=name, owner_user_id=self.user_id, **fields))

    def contact(self, full_name: str = "Ana Silva", **fields: Any) -> Contact:
        """A contact."""
        return self.add(Contact(full_name=full_name, owner_user_id=self.user_id, **fields))

    def call(self, deal: Opportunity | None, subject: str = "Call Ana", **fields: Any) -> Activity:
        """An open phone call, made when `actual_end` is given."""
        return self.activity(c.ActivityType.PHONE_CALL, deal, subject, 1, 2, **fields)

    def mail(self, deal: Opportunity, subject: str = "Proposal", **fields: Any) -> Activity:
        """A mail that was sent when `sent_on` is given, else a draft."""
        return self.activity(c.ActivityType.EMAIL, deal, subject, 1, 3, **fields)

    def task(self, deal: Opportunity, subject: str = "Prepare slides", **fields: Any) -> Activity:
        """A task."""
        return self.activity(c.ActivityType.TASK, deal, subject, 2, 5, **fields)

    def meeting(
        self, deal: Opportunity, start: datetime, subject: str = "Walk-through", **fields: Any
    ) -> Activity:
        """A scheduled meeting of one hour."""
        fields = {"scheduled_end": start + timedelta(hours=1), "status": c.ActivityStatus.SCHEDULED, **fields}
        return self.activity(c.ActivityType.APPOINTMENT, deal, subject, 5, 3, scheduled_start=start, **fields)

    def activity(
        self,
        kind: c.ActivityType,
        deal: Opportunity | None,
        subject: str,
        open_reason: int,
        done_reason: int,
        **fields: Any,
    ) -> Activity:
        """An activity; a moment in `actual_end` or `sent_on` makes it completed."""
        done = fields.get("actual_end") or fields.get("sent_on")
        fields.setdefault("status", c.ActivityStatus.COMPLETED if done else c.ActivityStatus.OPEN)
        fields.setdefault("status_reason", done_reason if done else open_reason)
        if deal is not None:
            fields.setdefault("opportunity_id", deal.id)
        fields.setdefault("owner_user_id", self.user_id)
        return self.add(Activity(activity_type=kind, subject=subject, **fields))

    def party(self, activity: Activity, participation: c.ParticipationType, **who: Any) -> None:
        """Somebody who takes part."""
        self.add(ActivityParty(activity_id=activity.id, participation=participation, **who))

    def note(self, deal: Opportunity, body: str, **fields: Any) -> Note:
        """A note."""
        fields = {"opportunity_id": deal.id, **fields}
        return self.add(Note(body=body, owner_user_id=self.user_id, **fields))

    def post(self, deal: Opportunity, body: str, **fields: Any) -> Post:
        """A post of mina."""
        return self.add(Post(body=body, opportunity_id=deal.id, author_id=self.user_id, **fields))

    def file(self, name: str = "plan.pdf", **parent: Any) -> Attachment:
        """An attachment of a note (`note_id`) or mail (`activity_id`)."""
        sha = parent.pop("sha256", "ab" * 32)
        return self.add(Attachment(file_name=name, sha256=sha, **parent))

    def line(self, deal: Opportunity, price: str, quantity: str = "1", **fields: Any) -> OpportunityProduct:
        """A write-in line."""
        fields = {"write_in_product": "Mover", **fields}
        return self.add(
            OpportunityProduct(
                opportunity_id=deal.id,
                price_per_unit=Decimal(price),
                quantity=Decimal(quantity),
                **fields,
            )
        )

    def quote(self, deal: Opportunity, number: str = "Q-1042", **fields: Any) -> Quote:
        """A draft quote, active when `activated_on` is given."""
        if fields.get("activated_on"):
            fields |= {
                "status": c.QuoteStatus.ACTIVE,
                "status_reason": c.QuoteStatusReason.ACTIVE_IN_PROGRESS,
            }
        fields |= {"opportunity_id": deal.id, "owner_user_id": self.user_id}
        return self.add(Quote(name="Offer", quote_number=number, **fields))

    def rival(self, name: str, *deals: Opportunity) -> Competitor:
        """A competitor in these opportunities."""
        rival = self.add(Competitor(name=name))
        for deal in deals:
            self.add(OpportunityCompetitor(opportunity_id=deal.id, competitor_id=rival.id))
        return rival

    def closed(self, topic: str, won: bool = True, closed_on: date = TODAY) -> Opportunity:
        """A closed opportunity."""
        deal = self.deal(topic)
        deal.status = c.OpportunityStatus.WON if won else c.OpportunityStatus.LOST
        deal.status_reason = c.OpportunityStatusReason.WON if won else c.OpportunityStatusReason.OUT_SOLD
        deal.actual_close_date = closed_on
        return self.add(deal)


def ago(**amount: float) -> datetime:
    """The moment so long before now."""
    return clock.now() - timedelta(**amount)
