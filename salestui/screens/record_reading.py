"""Fills the panes of an opportunity's screen, each from its own read."""

from typing import TYPE_CHECKING
from uuid import UUID

from salestui import clock
from salestui.lifecycle import locks, permission
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Preview
from salestui.models.fields import FIELDS
from salestui.widgets import preview_lines, record_panes
from salestui.widgets.desk import Desk
from salestui.widgets.files_pane import FilesPane
from salestui.widgets.history_pane import HistoryPane
from salestui.widgets.line_items import LineItemsPane, TotalsPane
from salestui.widgets.pane import Pane
from salestui.widgets.party_pane import PartyPane
from salestui.widgets.record_panes import QuotesPane
from salestui.widgets.timeline import TimelinePane

if TYPE_CHECKING:
    from sqlmodel import Session

TABLES = frozenset(
    {
        *("opportunity", "account", "contact", "lead", "system_user", "team", "price_list", "currency"),
        *(
            "campaign",
            "process_instance",
            "process_stage_visit",
            "activity",
            "activity_party",
            "note",
            "post",
        ),
        *(
            "attachment",
            "linked_folder",
            "connection",
            "competitor",
            "opportunity_competitor",
            "opportunity_product",
            "product",
        ),
        *("unit", "quote", "quote_product", "sales_order", "assistant_card_state"),
    }
)
"""What the screen shows records of."""


_NOTHING = UUID(int=0)


def warm(desk: Desk) -> None:
    """Do every read of the screen once, for no record: the ORM takes its time over each query's first use.

    For a thread, once the first list is on the screen.
    """
    from salestui.lifecycle import assistant, lookups, people, timeline
    from salestui.models.opportunities import Opportunity

    with desk.store.session() as session:
        session.get(Opportunity, _NOTHING)
        for target in {field.target for field in FIELDS["opportunity"].values() if field.target}:
            lookups.names(session, target, [_NOTHING])
        timeline.details(session, timeline.index(session, "opportunity", _NOTHING))
        assistant.cards(session, desk.user.id, _NOTHING)
        people.stakeholders(session, _NOTHING)
        people.sales_team(session, _NOTHING)
        people.competitors(session, _NOTHING)


def fill(pane: Pane, session: "Session", desk: Desk, opportunity_id: UUID, preview: Preview) -> None:
    """Read what the pane shows, and show it. The fields are the screen's to load."""
    today, style = clock.today(), desk.settings.date_format
    match pane:
        case TimelinePane():
            pane.load(session, "opportunity", opportunity_id)
        case LineItemsPane() | TotalsPane():
            _fill_lines(pane, session, opportunity_id)
        case QuotesPane():
            from salestui.lifecycle.quotes import quotes_of

            pane.fill_quotes(quotes_of(session, opportunity_id), today, style)
        case FilesPane():
            pane.load(session, RecordRef("opportunity", opportunity_id, preview.topic))
        case PartyPane():
            ref = RecordRef("opportunity", opportunity_id, preview.topic)
            closed = locks.closed_reason(preview.status)
            pane.load(session, ref, closed or permission.why_read_only(session, ref.table, ref.id))
        case HistoryPane():
            from salestui.lifecycle.history import history_of

            pane.fill(
                history_of(desk.store.reader, desk.user.id, "opportunity", opportunity_id), today, style
            )
        case _:
            _fill_rows(pane, session, desk, opportunity_id, preview)


def _fill_lines(pane: LineItemsPane | TotalsPane, session: "Session", opportunity_id: UUID) -> None:
    from salestui.lifecycle import opportunities, pricing

    items = pricing.lines_of(session, opportunities.get(session, opportunity_id))
    if isinstance(pane, TotalsPane):
        pane.fill_totals(items)
    else:
        pane.fill_items(items, with_totals=not pane.title)


def _fill_rows(pane: Pane, session: "Session", desk: Desk, opportunity_id: UUID, preview: Preview) -> None:
    from salestui.lifecycle import assistant

    match pane.id:
        case "brief":
            pane.show(preview_lines.brief(preview, clock.now(), desk.settings.date_format))
        case "assistant":
            found = assistant.cards(session, desk.user.id, opportunity_id)
            pane.show(record_panes.cards(found, clock.today(), desk.settings.date_format))
