"""The demo company has everything that it promises, whatever day it is made on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, func, select

from salestui import clock
from salestui.commands.demonstration import prepare
from salestui.lifecycle import (
    assistant,
    conflicts,
    file_store,
    history,
    mentions,
    people,
    pricing,
    process,
    quotes,
    record,
    timeline,
)
from salestui.lifecycle.opportunity_views import OPPORTUNITY_VIEWS
from salestui.lifecycle.users import SignedIn, signed_in
from salestui.lifecycle.views import resolve
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.models.competitors import OpportunityCompetitor
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.leads import Lead
from salestui.models.lines import OpportunityProduct, OrderProduct, QuoteProduct
from salestui.models.notes import Attachment, Note, Post, PostLike
from salestui.models.opportunities import Opportunity
from salestui.models.processes import ProcessInstance, StageVisit
from salestui.models.products import DiscountTier, PriceList, Product
from salestui.models.quotes import Order, Quote
from salestui.models.users import Team, TeamMembership, User
from salestui.store.check import check
from salestui.store.database import Store
from salestui.store.listing import Listing
from salestui.store.rows import raw

DAYS = (
    datetime(2026, 11, 23, 13, 30, tzinfo=UTC),  # a Monday
    datetime(2028, 2, 29, 9, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 16, 45, tzinfo=UTC),
    datetime(2027, 1, 1, 8, 0, tzinfo=UTC),
    datetime(2026, 11, 29, 12, 0, tzinfo=UTC),  # a Sunday
    datetime(2026, 7, 1, 0, 10, tzinfo=UTC),  # the night before a quarter's first working day
    datetime(2031, 5, 3, 23, 50, tzinfo=UTC),  # late on a Saturday, years from now
)


class Demo:
    """A demo company, and the questions that the tests ask."""

    def __init__(self, store: Store, session: Session) -> None:
        self.store = store
        self.session = session
        self.mina: SignedIn = signed_in(store, "mina")

    def all(self, model: type, *conditions: object) -> list:
        """Every record of a table that meets the conditions."""
        return list(self.session.exec(select(model).where(*conditions)))

    def count(self, view: str) -> int:
        """How many rows a view has for mina."""
        found = next(one for one in OPPORTUNITY_VIEWS if one.key == view)
        query = resolve(found, self.mina.id, self.mina.team_ids, clock.today(), week_start="monday")
        listing = Listing(self.store.reader, query)
        listing.load()
        return listing.count or 0

    def deal(self, topic: str) -> Opportunity:
        """The opportunity of this topic."""
        return self.session.exec(select(Opportunity).where(Opportunity.topic == topic)).one()


@pytest.fixture(params=DAYS, ids=lambda day: f"{day:%Y-%m-%d-%H}")
def demo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Demo]:
    """The company made on one of the days."""
    clock.freeze(request.param)
    path = tmp_path / "demo.db"
    prepare(path, "mina")
    with Store.open(path) as store, store.session() as session:
        yield Demo(store, session)


def test_promises(demo: Demo) -> None:
    """One company a day, for making one takes a second; each promise has its own words below."""
    broken: dict[str, str] = {}
    for promise in PROMISES:
        try:
            promise(demo)
        except AssertionError as error:
            broken[promise.__name__] = str(error)
    assert not broken


def _size(demo: Demo) -> None:
    sizes = {
        model.__name__: len(demo.all(model)) for model in (User, Team, Account, Contact, Lead, Opportunity)
    }
    assert sizes == {"User": 6, "Team": 3, "Account": 20, "Contact": 60, "Lead": 25, "Opportunity": 80}
    assert len(demo.mina.team_ids) == 2
    assert len(demo.all(Product)) >= 12
    assert len(demo.all(PriceList)) >= 2
    assert demo.all(DiscountTier)
    assert {user.id for user in demo.all(User)} == {one.user_id for one in demo.all(TeamMembership)}


def _stages_and_states(demo: Demo) -> None:
    deals = demo.all(Opportunity)
    assert {deal.sales_stage for deal in deals if deal.status is c.OpportunityStatus.OPEN} == set(
        c.SalesStage
    )
    assert {deal.status for deal in deals} == set(c.OpportunityStatus)
    lost = {deal.status_reason for deal in deals if deal.status is c.OpportunityStatus.LOST}
    assert lost == {c.OpportunityStatusReason.CANCELED, c.OpportunityStatusReason.OUT_SOLD}
    assert {deal.rating for deal in deals} == set(c.Rating)
    assert {lead.status for lead in demo.all(Lead)} == set(c.LeadStatus)
    assert {team for deal in deals if (team := deal.owner_team_id)}, "teams own deals too"


def _every_view_but_the_far_ones_has_rows(demo: Demo) -> None:
    empty = {view.key for view in OPPORTUNITY_VIEWS if not demo.count(view.key)}
    # What is a year away is not in a pipeline on the first of January.
    assert empty <= {"my-closing-next-year"}
    assert 20 <= demo.count("my-open") <= 35
    assert demo.count("my-overdue") == 3
    assert demo.count("my-stalled") == 2


def _closed_deals_left_resolutions(demo: Demo) -> None:
    kind = c.ActivityType.OPPORTUNITY_CLOSE
    left = {one.opportunity_id: one for one in demo.all(Activity, Activity.activity_type == kind)}
    closed = demo.all(Opportunity, Opportunity.status != c.OpportunityStatus.OPEN)
    assert {deal.id for deal in closed} == set(left)
    assert any(left[deal.id].lost_to_competitor_id for deal in closed)
    linked = {(one.opportunity_id, one.competitor_id) for one in demo.all(OpportunityCompetitor)}
    lost_to = {(one.opportunity_id, one.lost_to_competitor_id) for one in left.values()}
    assert {pair for pair in lost_to if pair[1] is not None} <= linked
    for deal in closed:
        assert deal.actual_close_date <= clock.today()
        assert deal.estimated_close_date is not None
        assert left[deal.id].actual_revenue == deal.actual_revenue


def _activities_of_every_type_past_and_future(demo: Demo) -> None:
    closing = {c.ActivityType.OPPORTUNITY_CLOSE, c.ActivityType.QUOTE_CLOSE, c.ActivityType.ORDER_CLOSE}
    found = demo.all(Activity)
    done = {one.activity_type for one in found if one.status is c.ActivityStatus.COMPLETED}
    assert done == set(c.ActivityType)
    still = [one for one in found if one.status in (c.ActivityStatus.OPEN, c.ActivityStatus.SCHEDULED)]
    assert {one.activity_type for one in still} == set(c.ActivityType) - closing
    assert any(one.status is c.ActivityStatus.CANCELED for one in found)
    now = clock.now()
    assert any(one.scheduled_end < now for one in still), "something is overdue"
    for one in found:
        happened = one.actual_end or one.sent_on
        assert happened is None or happened <= now, f"{one.subject} is done in the future"
        assert one.created_on <= now
        assert one.modified_on <= now


def _a_calendar_with_series_and_overlaps(demo: Demo) -> None:
    held = demo.all(Activity, col(Activity.recurrence_rule).is_not(None))
    members = {one.subject: len(demo.all(Activity, Activity.series_id == one.id)) + 1 for one in held}
    assert members == {"Forecast round": 8, "Pipeline review": 6}
    first = min(one.scheduled_start for one in demo.all(Activity, Activity.subject == "Pricing talk"))
    reader = demo.store.reader
    busy = conflicts.conflicts(reader, demo.mina.id, first, first + timedelta(hours=1))
    assert {"Pricing talk", "Visit of the Bergen site"} <= {one.subject for one in busy}
    assert any(one.is_all_day for one in demo.all(Activity))


def _the_day_of_the_signed_in_user(demo: Demo) -> None:
    deal = demo.deal("Warehouse automation, phase 2")
    planned = {
        one.title: one for one in timeline.timeline(demo.session, "opportunity", deal.id) if one.status
    }
    now, tomorrow = clock.now(), clock.today() + timedelta(days=1)
    assert planned["Walk-through with site leads"].at == now + timedelta(minutes=40)
    assert planned["Walk-through with site leads"].status == "in 40 min"
    call = planned["Call Ana about the security review"]
    assert (clock.local(call.at).date(), call.priority) == (tomorrow, c.Priority.HIGH)
    assert planned["Split the quote by site"].state == "overdue"
    kinds = {card.kind for card in assistant.cards(demo.session, demo.mina.id)}
    wanted = {
        "missed_close_date",
        "close_date_soon",
        "quote_unanswered",
        "activity_due",
        "recent_meeting",
        "no_activity_opportunity",
    }
    assert wanted <= kinds
    assert kinds & {"meeting_today", "upcoming_meeting"} or clock.local(now).hour == 23


def _people_and_rivals(demo: Demo) -> None:
    connections = demo.all(Connection)
    stakeholders = {one.role for one in connections if one.contact_id}
    assert stakeholders == set(c.STAKEHOLDER_ROLES)
    assert {one.role for one in connections if one.user_id} == set(c.SALES_TEAM_ROLES)
    deal = demo.deal("Warehouse automation, phase 2")
    assert len(people.stakeholders(demo.session, deal.id)) == 4
    assert len(people.sales_team(demo.session, deal.id)) == 2
    rivals = people.competitors(demo.session, deal.id)
    assert len(rivals) == 2
    assert all(0 < rival.won < rival.closed for rival in rivals), "won some, lost some"


def _lines_and_totals(demo: Demo) -> None:
    with_lines = set(demo.session.exec(select(OpportunityProduct.opportunity_id)))
    assert len(with_lines) > 30
    for deal in demo.all(Opportunity, col(Opportunity.id).in_(with_lines)):
        items = pricing.lines_of(demo.session, deal)
        assert deal.estimated_revenue == deal.total_amount == items.totals.total_amount
        assert deal.detail_amount == items.totals.detail_amount
        assert not [line.problem for line in items.lines if line.problem]
    lines = demo.all(OpportunityProduct)
    assert any(line.write_in_product for line in lines)
    assert any(line.volume_discount for line in lines)
    assert any(line.manual_discount for line in lines)


def _quotes_and_orders(demo: Demo) -> None:
    found = demo.all(Quote)
    assert {quote.status_reason for quote in found} == set(c.QuoteStatusReason)
    assert any(quote.revision for quote in found)
    orders = demo.all(Order)
    assert {order.status_reason for order in orders} == set(c.OrderStatusReason)
    assert all(order.date_won <= clock.today() for order in orders)
    assert all(_sum(demo, QuoteProduct, "quote_id", one.id) == _net(one) for one in found)
    assert all(_sum(demo, OrderProduct, "order_id", one.id) == _net(one) for one in orders)
    deal = demo.deal("Warehouse automation, phase 2")
    assert len(quotes.quotes_of(demo.session, deal.id)) == 3
    won = demo.all(Opportunity, Opportunity.status == c.OpportunityStatus.WON)
    assert {order.opportunity_id for order in orders} == {one.id for one in won}


def _sum(demo: Demo, model: type, parent: str, parent_id: UUID) -> object:
    total = select(func.sum(model.extended_amount)).where(getattr(model, parent) == parent_id)
    return demo.session.exec(total).one()


def _net(document: Quote | Order) -> object:
    return document.detail_amount + document.total_tax


def _notes_files_posts(demo: Demo) -> None:
    assert any(note.is_pinned for note in demo.all(Note))
    posts = demo.all(Post)
    assert {post.source for post in posts} == set(c.PostSource)
    assert any(post.reply_to_id for post in posts)
    assert any(len(mentions.links(post.body)) == 2 for post in posts), "a colleague and an account"
    assert demo.all(PostLike)
    attachments = demo.all(Attachment)
    assert any(one.note_id for one in attachments)
    assert any(one.activity_id for one in attachments)
    for one in attachments:
        place = file_store.place(file_store.folder(demo.store.path), one.sha256)
        assert place.stat().st_size == one.size_bytes


def _one_post_tells_of_each_closing_at_its_moment(demo: Demo) -> None:
    told = _told(demo, "opportunity_won", "opportunity_lost")
    closed = demo.all(Opportunity, Opportunity.status != c.OpportunityStatus.OPEN)
    assert told == sorted((deal.id, deal.actual_close_date) for deal in closed)


def _posts_tell_of_qualified_leads_and_active_quotes(demo: Demo) -> None:
    leads = demo.all(Lead, Lead.status == c.LeadStatus.QUALIFIED)
    grown = demo.all(Opportunity, col(Opportunity.originating_lead_id).is_not(None))
    assert {deal.originating_lead_id for deal in grown} == {lead.id for lead in leads}
    assert _told(demo, "lead_qualified") == sorted(
        (deal.id, clock.local(deal.created_on).date()) for deal in grown
    )
    activated = demo.all(Quote, col(Quote.activated_on).is_not(None))
    assert _told(demo, "quote_activated") == sorted(
        (quote.opportunity_id, quote.activated_on) for quote in activated
    )


def _told(demo: Demo, *events: str) -> list[tuple[Any, date]]:
    """Which opportunities automatic posts tell of such an event, and of which day."""
    posts = demo.all(Post, col(Post.event).in_(events), Post.source == c.PostSource.AUTO)
    return sorted((post.opportunity_id, clock.local(post.created_on).date()) for post in posts)


def _processes(demo: Demo) -> None:
    instances = demo.all(ProcessInstance)
    assert len(instances) == 80
    assert {one.status for one in instances} >= {c.ProcessStatus.ACTIVE, c.ProcessStatus.FINISHED}
    visits = demo.all(StageVisit)
    assert len(visits) > 160
    assert all(visit.entered_on <= clock.now() for visit in visits)
    bar = process.stage_bar(demo.session, demo.deal("Warehouse automation, phase 2"))
    assert bar is not None
    assert [phase.state for phase in bar.phases] == ["done", "done", "active", "ahead"]
    assert bar.active is not None
    assert 0 < bar.active.steps_done < bar.active.steps_total


def _record_and_history(demo: Demo) -> None:
    deal = demo.deal("Warehouse automation, phase 2")
    told = record.of(demo.session, deal)
    assert (told.customer, told.contact, told.owner) == ("Marmalade Foods", "Ana Silveira", "Mina Okafor")
    assert told.estimated_close_date == clock.today() + timedelta(days=11)
    changes = history.history_of(raw(demo.session), None, "opportunity", deal.id)
    assert {one.user for one in changes} >= {"Vera Lindqvist", "Lena Fischer"}
    assert history.why_not_undo(demo.store, demo.mina.id) == history.NOTHING_TO_UNDO


def _file_is_sound(demo: Demo) -> None:
    assert not [one for one in check(demo.store.path) if one.problems]


def _texts_are_fit_for_print(demo: Demo) -> None:
    names = [account.name for account in demo.all(Account)] + [one.full_name for one in demo.all(Contact)]
    assert len(set(names)) == len(names)
    assert sum(not name.isascii() for name in names) > 20
    for activity in demo.all(Activity):
        assert not {"{", "}"} & set(activity.subject)
    for email in demo.session.exec(select(Contact.email)):
        assert email.isascii()
        assert email.endswith(".example")


PROMISES = (
    _size,
    _stages_and_states,
    _every_view_but_the_far_ones_has_rows,
    _closed_deals_left_resolutions,
    _activities_of_every_type_past_and_future,
    _a_calendar_with_series_and_overlaps,
    _the_day_of_the_signed_in_user,
    _people_and_rivals,
    _lines_and_totals,
    _quotes_and_orders,
    _notes_files_posts,
    _one_post_tells_of_each_closing_at_its_moment,
    _posts_tell_of_qualified_leads_and_active_quotes,
    _processes,
    _record_and_history,
    _file_is_sound,
    _texts_are_fit_for_print,
)


def test_same_day_same_company(tmp_path: Path) -> None:
    """All but keys and stamps, which are made of the moment."""
    for name in ("one", "two"):
        prepare(tmp_path / f"{name}.db", "mina")
    told = []
    for name in ("one", "two"):
        with Store.open(tmp_path / f"{name}.db") as store:
            told.append(
                [
                    store.reader.execute(query).fetchall()
                    for query in (
                        "SELECT topic, customer_name, estimated_revenue, estimated_close_date, probability,"
                        " created_on, modified_on FROM opportunity ORDER BY topic",
                        "SELECT subject, scheduled_end, status FROM activity ORDER BY 1, 2, 3",
                        "SELECT body, created_on FROM note ORDER BY 1, 2",
                    )
                ]
            )
    assert told[0] == told[1]


def test_a_colleague_gives_way_to_a_user_of_his_name(tmp_path: Path) -> None:
    prepare(tmp_path / "demo.db", "Lena")
    with Store.open(tmp_path / "demo.db") as store:
        me = signed_in(store, "Lena")
        assert me.full_name == "Mina Okafor"
        names = {name for (name,) in store.reader.execute("SELECT user_name FROM system_user")}
    assert names >= {"Lena", "lena-colleague"}
