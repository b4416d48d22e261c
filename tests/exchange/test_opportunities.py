"""Opportunities come with their process, product line, stakeholder and, closed, their resolution."""

from decimal import Decimal

import pytest
from sqlmodel import select

from salestui.lifecycle.history import undo
from salestui.lifecycle.users import SignedIn
from salestui.models.lines import OpportunityProduct
from salestui.models.opportunities import Opportunity
from salestui.models.products import Product
from salestui.store.database import Store
from tests.exchange.conftest import Load, Query, unchanged
from tests.store.making import dump

DEALS = """
    key = "id"
    [columns]
    topic = "topic"
    who = "contact"
    thing = { field = "product", create = true }
    count = "quantity"
    price = "price_per_unit"
    sum = "actual_revenue"
    closed = "actual_close_date"
    begun = "entered_develop"
    [[columns.stage]]
    field = "stage"
    values = { won = "Close", lost = "Develop", new = "Qualify", talking = "Develop", offer = "Propose" }
    [[columns.stage]]
    field = "status"
    values = { "new" = "Open", "talking" = "Open", "offer" = "Open" }
    [defaults]
    revenue_method = "System calculated"
    price_list = "Standard"
    """
HEADER = "id,topic,who,thing,count,price,stage,begun,closed,sum\n"
STATES = (
    "SELECT opportunity.import_key, opportunity.status, active_stage, process_instance.status, pipeline_phase"
    " FROM opportunity JOIN process_instance ON opportunity_id = opportunity.id ORDER BY 1"
)
VISITS = (
    "SELECT stage, substr(entered_on, 1, 10), substr(left_on, 1, 10) FROM process_stage_visit"
    " JOIN process_instance ON process_instance.id = process_instance_id"
    " JOIN opportunity ON opportunity.id = opportunity_id WHERE import_key = ? ORDER BY entered_on"
)
RESOLUTIONS = (
    "SELECT opportunity.import_key, subject, activity.status, activity.actual_revenue,"
    " substr(actual_end, 1, 10)"
    " FROM activity JOIN opportunity ON opportunity.id = opportunity_id"
    " WHERE activity_type = 4208 ORDER BY 1"
)


@pytest.fixture(autouse=True)
def _products(load: Load) -> None:
    map_text = '[columns]\nname = "name"\nprice = "list_price"\n[defaults]\ndefault_price_list = "Standard"\n'
    load("products", "name,price\nPump,100\nValve,12.5\n", map_text)
    load("contacts", "full_name\nAda Byron\nBen Low\n")


def deals(*rows: str) -> str:
    return HEADER + "".join(f"{row}\n" for row in rows)


ALL = deals(
    "1,One,,,,,new,,,",
    "2,Two,,Pump,,,talking,2026-03-01,,",
    "3,Three,Ada Byron,Pump,3,,offer,2026-03-02,,",
    "4,Four,,Valve,2,11,won,2026-01-10,2026-02-20,23.75",
    "5,Five,,Pump,,,lost,2026-01-05,2026-01-05,0",
)


def test_every_stage_is_a_status_and_a_place_in_the_process(load: Load, query: Query) -> None:
    report = load("opportunities", ALL, DEALS)
    assert report.made == {
        "process_instance": 5,
        "process_stage_visit": 7,
        "opportunity_product": 4,
        "connection": 1,
        "activity": 2,
    }
    assert query(STATES) == [
        ("1", 0, "qualify", 1, "1-Qualify"),
        ("2", 0, "develop", 1, "2-Develop"),
        ("3", 0, "propose", 1, "3-Propose"),
        ("4", 1, "close", 2, "4-Close"),
        ("5", 2, "develop", 1, "2-Develop"),
    ]
    assert query(VISITS, "1") == [("qualify", "2026-11-23", None)]
    assert query(VISITS, "2") == [("develop", "2026-03-01", None)]
    assert query(VISITS, "3") == [("develop", "2026-03-02", "2026-11-23"), ("propose", "2026-11-23", None)]
    assert query(VISITS, "4") == [
        ("develop", "2026-01-10", "2026-02-20"),
        ("close", "2026-02-20", "2026-02-20"),
    ]
    assert query("SELECT contact.full_name FROM connection JOIN contact ON contact.id = contact_id") == [
        ("Ada Byron",)
    ]


def test_closed_ones_have_their_resolution(load: Load, query: Query) -> None:
    load("opportunities", ALL, DEALS)
    assert query(RESOLUTIONS) == [
        ("4", "Won: Four", 1, 237_500, "2026-02-20"),
        ("5", "Lost: Five", 1, 0, "2026-01-05"),
    ]
    names = "import_key, status_reason, actual_revenue, actual_close_date"
    assert query(f"SELECT {names} FROM opportunity WHERE status > 0 ORDER BY 1") == [
        ("4", 3, 237_500, "2026-02-20"),
        ("5", 4, 0, "2026-01-05"),
    ]


def test_lines_are_priced_and_summed(load: Load, query: Query) -> None:
    load("opportunities", ALL, DEALS)
    lines = query(
        "SELECT import_key, quantity, price_per_unit, is_price_overridden, extended_amount"
        " FROM opportunity_product"
        " JOIN opportunity ON opportunity.id = opportunity_id ORDER BY 1"
    )
    scaled = [(key, Decimal(count) / 100_000, Decimal(price) / 10_000, bool(own), Decimal(sum_) / 10_000)
              for key, count, price, own, sum_ in lines]  # fmt: skip
    assert scaled == [
        ("2", 1, 100, False, 100),
        ("3", 3, 100, False, 300),
        ("4", 2, 11, True, 22),
        ("5", 1, 100, False, 100),
    ]
    assert query("SELECT import_key, estimated_revenue / 10000 FROM opportunity ORDER BY 1") == [
        ("1", 0),
        ("2", 100),
        ("3", 300),
        ("4", 22),
        ("5", 100),
    ]


def test_the_same_file_again_changes_nothing(load: Load, query: Query) -> None:
    load("opportunities", ALL, DEALS)
    with unchanged(query):
        report = load("opportunities", ALL, DEALS)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 5)


def test_a_later_file_moves_and_closes_what_is_there(
    load: Load, query: Query, store: Store, mina: SignedIn
) -> None:
    load("opportunities", ALL, DEALS)
    before = dump(store.path)
    later = deals(
        "1,One,,,,,talking,2026-11-20,,",
        "2,Two,,Valve,,,offer,2026-03-01,,",
        "3,Three,Ben Low,Pump,3,,won,2026-03-02,2026-05-01,290",
        "4,Four,,Valve,2,11,won,2026-01-10,2026-02-20,25",
        "5,Five,,Pump,2,,lost,2026-01-05,2026-01-06,0",
    )
    report = load("opportunities", later, DEALS)
    assert (report.updated, report.unchanged) == (5, 0)
    assert query(STATES) == [
        ("1", 0, "develop", 1, "2-Develop"),
        ("2", 0, "propose", 1, "3-Propose"),
        ("3", 1, "close", 2, "4-Close"),
        ("4", 1, "close", 2, "4-Close"),
        ("5", 2, "develop", 1, "2-Develop"),
    ]
    assert query(RESOLUTIONS) == [
        ("3", "Won: Three", 1, 2_900_000, "2026-05-01"),
        ("4", "Won: Four", 1, 250_000, "2026-02-20"),
        ("5", "Lost: Five", 1, 0, "2026-01-06"),
    ]
    assert query("SELECT import_key, estimated_revenue / 10000.0 FROM opportunity ORDER BY 1") == [
        ("1", 0),
        ("2", 12.5),
        ("3", 300),
        ("4", 22),
        ("5", 200),
    ]
    undo(store, mina.id)
    assert dump(store.path) == before


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("x,A,,,,,won,,,5", "closed", "a won opportunity needs its actual close date"),
        ("x,A,,,,,lost,,,0", "closed", "a lost opportunity needs its actual close date"),
        ("x,A,,,,,new,,2026-01-01,", "closed", "an open opportunity has no actual close date"),
        ("x,A,,,,,talking,,,5", "sum", "an open opportunity has no actual revenue"),
        ("x,A,,,,,new,2026-01-01,,", "begun", "it is said to be in qualify, before that"),
        ("x,A,,,,,won,2026-02-01,2026-01-01,5", "begun", "after it was closed (2026-01-01)"),
        ("x,A,,,2,,new,,,", "count", "there is no product that it is about"),
        ("x,A,,,,2,new,,,", "price", "there is no product that it is about"),
        ("x,A,,Pump,0,,new,,,", "count", "must be above 0"),
        ("x,A,,Pump,,,won,,2026-02-31,5", "closed", "no such day"),
        ("x,A,,Pump,,,sleeping,,,", "stage", "no stage is called so: Qualify, Develop, Propose, Close"),
        ("x,,,Pump,,,new,,,", "topic", "Topic is needed"),
        ("x,A,Cid,Pump,,,new,,,", "who", "there is no contact called so"),
    ],
)
def test_rows_that_can_not_be(load: Load, query: Query, row: str, column: str, reason: str) -> None:
    with unchanged(query):
        report = load("opportunities", deals(row), DEALS)
    assert report.is_refused
    assert (report.bad[0].column, report.bad[0].line) == (column, 2)
    assert reason in report.bad[0].reason


def test_a_closed_one_is_not_reopened_by_a_file(load: Load, query: Query) -> None:
    load("opportunities", ALL, DEALS)
    with unchanged(query):
        report = load("opportunities", deals("4,Four,,Valve,2,11,new,,,"), DEALS)
    assert "it is closed as won here, which no file changes" in report.bad[0].reason


def test_two_columns_that_contradict_each_other(load: Load, query: Query) -> None:
    text = "topic,status,status_reason,actual_close_date\n"
    report = load("opportunities", f"{text}A,Won,Out-Sold,2026-01-01\n")
    assert "Out-sold is no reason of a won one" in report.bad[0].reason
    load("opportunities", f"{text}A,,Out-Sold,2026-01-01\nB,Lost,,2026-01-01\nC,,On Hold,\n")
    assert query("SELECT topic, status, status_reason FROM opportunity ORDER BY 1") == [
        ("A", 2, 5),
        ("B", 2, 4),
        ("C", 0, 2),
    ]


def test_a_topic_made_of_columns(load: Load, query: Query) -> None:
    map_text = """
        blank = "NULL"
        [columns]
        thing = "product"
        stage = { field = "rating", values = { "x" = "Hot" } }
        [templates]
        topic = ["{thing}, {stage} for {client}", "{thing} no. {id}", "{id}"]
        """
    text = "id,thing,client,stage\n1,pump ,Acme,x\n2,Pumpe,NULL,x\n3,,,\n"
    assert load("opportunities", text, map_text).waiting_rows == 1
    load("opportunities", text, map_text, accept_near=True)
    assert query("SELECT topic FROM opportunity ORDER BY 1") == [
        ("3",),
        ("Pump no. 2",),
        ("pump, x for Acme",),
    ]
    report = load("opportunities", f"id,thing,client,stage\n{'9' * 301},,,\n", map_text)
    assert (report.bad[0].column, report.bad[0].reason) == ("topic", "301 characters; Topic takes 300")
    report = load("opportunities", "id,thing,client,stage\n,,,x\n", map_text)
    assert report.bad[0].reason == "Topic is needed"


def test_a_product_that_the_map_makes_has_its_line(load: Load, query: Query) -> None:
    report = load("opportunities", deals("1,One,,Hose,2,7.5,new,,,", "2,Two,,Hose,,,new,,,"), DEALS)
    assert (report.made["product"], report.made["opportunity_product"]) == (1, 2)
    names = "quantity / 100000, price_per_unit, pricing_error > 0, extended_amount"
    assert query(f"SELECT {names} FROM opportunity_product ORDER BY 1 DESC") == [
        (2, 75_000, 0, 150_000),
        (1, None, 1, 0),
    ]


def test_one_with_several_lines_says_which_is_meant(
    load: Load, query: Query, store: Store, mina: SignedIn
) -> None:
    load("opportunities", ALL, DEALS)
    with store.command("Add a line", mina.id) as session:
        deal = session.exec(select(Opportunity).where(Opportunity.import_key == "2")).one()
        valve = session.exec(select(Product).where(Product.name == "Valve")).one()
        session.add(
            OpportunityProduct(
                opportunity_id=deal.id,
                product_id=valve.id,
                unit_id=valve.default_unit_id,
                quantity=Decimal(1),
            )
        )
    changed = load("opportunities", deals("2,Two,,Pump,5,,talking,2026-03-01,,"), DEALS)
    assert changed.updated == 1, "the line of that product"
    report = load("opportunities", deals("2,Two,,Hose,5,,talking,2026-03-01,,"), DEALS)
    assert report.bad[0].reason == "it has 2 lines here: which one is meant?"
