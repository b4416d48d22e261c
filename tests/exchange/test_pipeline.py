"""A sales pipeline with everything that real ones have: what is in the file equals what is in the CSVs.

The files in the folder `pipeline` are fictional, with the columns and quirks of the public "CRM Sales
Opportunities" set. That set is not part of this project; it is loaded too when CRM_SALES_OPPORTUNITIES names
the folder that it lies in.
"""

import csv
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from salestui import clock
from salestui.exchange.import_report import ImportReport
from salestui.exchange.importable import importable
from salestui.exchange.importing import import_files
from salestui.lifecycle.history import undo
from salestui.lifecycle.users import SignedIn, signed_in
from salestui.store.check import check
from salestui.store.database import Store
from tests.conftest import MOMENT
from tests.exchange.conftest import Query
from tests.store.making import dump

OWN = Path(__file__).parent / "pipeline"
WHOLE = os.environ.get("CRM_SALES_OPPORTUNITIES")
FOLDERS = [OWN, Path(WHOLE)] if WHOLE else [OWN]
LOADS = (
    ("accounts", "accounts.csv", "maven-accounts"),
    ("products", "products.csv", "maven-products"),
    ("users", "sales_teams.csv", "maven-teams"),
    ("opportunities", "sales_pipeline.csv", "maven-pipeline"),
)
STAGES = {"Prospecting": "qualify", "Engaging": "develop", "Lost": "develop", "Won": "close"}
STATUSES = {"Prospecting": 0, "Engaging": 0, "Won": 1, "Lost": 2}
Row = dict[str, str]


@dataclass(frozen=True)
class Loaded:
    """A file of records with the four files of a folder in it."""

    path: Path
    folder: Path
    reports: list[ImportReport]

    def rows(self, name: str) -> list[Row]:
        """The rows of one of the files."""
        return rows_of(self.folder, name)


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def loaded(
    request: pytest.FixtureRequest, _new_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Loaded:
    """The four files loaded as the README says, once for the tests that only look."""
    folder: Path = request.param
    clock.freeze(MOMENT)
    path = tmp_path_factory.mktemp("pipeline") / "loaded.db"
    shutil.copyfile(_new_file, path)
    with Store.open(path) as store:
        return Loaded(path, folder, load_all(store, signed_in(store, "mina"), folder))


@pytest.fixture
def query(loaded: Loaded) -> Iterator[Query]:
    """What SQL finds in the loaded file."""
    with closing(sqlite3.connect(loaded.path)) as connection:
        yield lambda sql, *values: connection.execute(sql, values).fetchall()


@pytest.fixture
def copy(loaded: Loaded, tmp_path: Path) -> Iterator[Store]:
    """A copy of the loaded file, to change."""
    path = tmp_path / "copy.db"
    shutil.copyfile(loaded.path, path)
    with Store.open(path) as store:
        yield store


def load_all(store: Store, mina: SignedIn, folder: Path) -> list[ImportReport]:
    return [load_one(store, mina, folder, step) for step in range(len(LOADS))]


def load_one(store: Store, mina: SignedIn, folder: Path, step: int, accept_near: bool = True) -> ImportReport:
    table, name, map_name = LOADS[step]
    return import_files(
        store, importable(table), [folder / name], map_name, user=mina, accept_near=accept_near
    )


def rows_of(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spelt(folder: Path, product: str) -> str:
    """The product as products.csv spells it."""
    names = {row["product"] for row in rows_of(folder, "products.csv")}
    return product if product in names else next(n for n in names if n.replace(" ", "") == product)


def test_our_own_set_has_the_quirks() -> None:
    deals = rows_of(OWN, "sales_pipeline.csv")
    products = {row["product"] for row in rows_of(OWN, "products.csv")}
    accounts = rows_of(OWN, "accounts.csv")
    assert set(STAGES) == {deal["deal_stage"] for deal in deals}
    assert {deal["product"] for deal in deals} - products == {"NimbusPro"}
    assert "technolgy" in {row["sector"] for row in accounts}
    assert "Philipines" in {row["office_location"] for row in accounts}
    assert {row["subsidiary_of"] for row in accounts} - {""} <= {row["account"] for row in accounts}
    assert any(not deal["account"] and deal["deal_stage"] == "Prospecting" for deal in deals)
    assert any(deal["account"] and deal["deal_stage"] == "Prospecting" for deal in deals)
    assert all(deal["account"] for deal in deals if deal["close_date"])
    assert any(deal["engage_date"] == deal["close_date"] != "" for deal in deals)
    assert {row["sales_agent"] for row in rows_of(OWN, "sales_teams.csv")} > {
        deal["sales_agent"] for deal in deals
    }
    assert b"\r\n" in (OWN / "sales_pipeline.csv").read_bytes()


def test_every_row_is_there(loaded: Loaded) -> None:
    for report, (_, name, _) in zip(loaded.reports, LOADS, strict=True):
        assert (report.created, report.bad_rows) == (len(loaded.rows(name)), 0)
    teams = loaded.rows("sales_teams.csv")
    managers = {row["manager"] for row in teams} - {row["sales_agent"] for row in teams}
    assert loaded.reports[2].made == {
        "team": len({row["regional_office"] for row in teams}),
        "system_user": len(managers),
        "team_membership": len(teams),
    }
    deals = loaded.rows("sales_pipeline.csv")
    closed = [deal for deal in deals if deal["close_date"]]
    won = [deal for deal in deals if deal["deal_stage"] == "Won"]
    assert loaded.reports[3].made == {
        "process_instance": len(deals),
        # A won deal has come to the last stage too.
        "process_stage_visit": len(deals) + len(won),
        "opportunity_product": len(deals),
        "activity": len(closed),
    }


def test_accounts_are_as_in_the_file(loaded: Loaded, query: Query) -> None:
    found = query(
        "SELECT one.name, one.annual_revenue, one.number_of_employees, one.year_established, one.country,"
        " parent.name"
        " FROM account AS one LEFT JOIN account AS parent ON parent.id = one.parent_account_id"
    )
    assert sorted(found, key=str) == sorted(
        (
            (
                row["account"],
                int(Decimal(row["revenue"]) * 1_000_000 * 10_000),
                int(row["employees"]),
                int(row["year_established"]),
                row["office_location"].replace("Philipines", "Philippines"),
                row["subsidiary_of"] or None,
            )
            for row in loaded.rows("accounts.csv")
        ),
        key=str,
    )
    sectors = Counter(row["sector"] for row in loaded.rows("accounts.csv"))
    industries = Counter(dict(query("SELECT industry, COUNT(*) FROM account GROUP BY 1")))
    assert None not in industries
    assert industries.total() == sectors.total()
    assert sectors["technolgy"] in industries.values()


def test_products_have_their_price_and_family(loaded: Loaded, query: Query) -> None:
    found = query(
        "SELECT product.name, family.name, amount / 10000 FROM price_list_item AS item"
        " JOIN product ON product.id = item.product_id"
        " JOIN product AS family ON family.id = product.parent_id"
    )
    assert sorted(found) == sorted(
        (row["product"], row["series"], int(row["sales_price"])) for row in loaded.rows("products.csv")
    )


def test_agents_have_their_manager_region_and_team(loaded: Loaded, query: Query) -> None:
    found = query(
        "SELECT agent.full_name, manager.full_name, agent.region, manager.region, team.name"
        " FROM system_user AS agent"
        " JOIN system_user AS manager ON manager.id = agent.manager_id"
        " JOIN team_membership ON user_id = agent.id JOIN team ON team.id = team_id"
    )
    assert sorted(found) == sorted(
        (row["sales_agent"], row["manager"], *[row["regional_office"]] * 3)
        for row in loaded.rows("sales_teams.csv")
    )


def test_deals_are_as_in_the_file(loaded: Loaded, query: Query) -> None:
    found = query(
        "SELECT deal.import_key, system_user.full_name, product.name, account.name, deal.status,"
        " deal.actual_close_date, deal.actual_revenue / 10000, active_stage"
        " FROM opportunity AS deal JOIN system_user ON system_user.id = deal.owner_user_id"
        " JOIN opportunity_product AS line ON line.opportunity_id = deal.id"
        " JOIN product ON product.id = line.product_id LEFT JOIN account ON account.id = deal.account_id"
        " JOIN process_instance AS process ON process.opportunity_id = deal.id"
    )
    products = {
        row["product"]: spelt(loaded.folder, row["product"]) for row in loaded.rows("sales_pipeline.csv")
    }
    assert sorted(found) == sorted(
        (
            row["opportunity_id"],
            row["sales_agent"],
            products[row["product"]],
            row["account"] or None,
            STATUSES[row["deal_stage"]],
            row["close_date"] or None,
            int(row["close_value"]) if row["close_value"] else None,
            STAGES[row["deal_stage"]],
        )
        for row in loaded.rows("sales_pipeline.csv")
    )


def test_sums_are_those_of_the_file(loaded: Loaded, query: Query) -> None:
    deals = loaded.rows("sales_pipeline.csv")
    won: Counter[str] = Counter()
    for deal in deals:
        if deal["deal_stage"] == "Won":
            won[deal["close_date"][:7]] += int(deal["close_value"])
    by_month = query(
        "SELECT substr(actual_close_date, 1, 7), SUM(actual_revenue) / 10000"
        " FROM opportunity WHERE status = 1 GROUP BY 1"
    )
    assert dict(by_month) == dict(won)
    prices = {row["product"]: int(row["sales_price"]) for row in loaded.rows("products.csv")}
    spellings = {deal["product"]: spelt(loaded.folder, deal["product"]) for deal in deals}
    listed = sum(prices[spellings[deal["product"]]] for deal in deals)
    assert query("SELECT SUM(estimated_revenue) / 10000 FROM opportunity") == [(listed,)]
    per_agent: Counter[str] = Counter(deal["sales_agent"] for deal in deals)
    owned = query(
        "SELECT full_name, COUNT(*) FROM opportunity"
        " JOIN system_user ON system_user.id = owner_user_id GROUP BY 1"
    )
    assert dict(owned) == dict(per_agent)


def test_every_closed_deal_has_its_resolution(loaded: Loaded, query: Query) -> None:
    found = query(
        "SELECT opportunity.import_key, substr(subject, 1, instr(subject, ':') - 1),"
        " activity.actual_revenue / 10000, substr(actual_end, 1, 10),"
        " activity.owner_user_id = opportunity.owner_user_id"
        " FROM activity JOIN opportunity ON opportunity.id = activity.opportunity_id"
    )
    assert sorted(found) == sorted(
        (row["opportunity_id"], row["deal_stage"], int(row["close_value"]), row["close_date"], 1)
        for row in loaded.rows("sales_pipeline.csv")
        if row["deal_stage"] in ("Won", "Lost")
    )


def test_stages_were_come_to_on_the_days_of_the_file(loaded: Loaded, query: Query) -> None:
    found = query(
        "SELECT import_key, stage, substr(entered_on, 1, 10), substr(left_on, 1, 10) FROM process_stage_visit"
        " JOIN process_instance AS process ON process.id = process_instance_id"
        " JOIN opportunity ON opportunity.id = process.opportunity_id"
    )
    expected: list[tuple[str | None, ...]] = []
    for row in loaded.rows("sales_pipeline.csv"):
        key, engaged, closed = row["opportunity_id"], row["engage_date"], row["close_date"]
        if not engaged:
            expected.append((key, "qualify", "2026-11-23", None))
        else:
            expected.append((key, "develop", engaged, closed if row["deal_stage"] == "Won" else None))
        if row["deal_stage"] == "Won":
            expected.append((key, "close", closed, closed))
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_topics_name_product_and_account(loaded: Loaded, query: Query) -> None:
    topics = dict(query("SELECT import_key, topic FROM opportunity"))
    spellings = {
        row["product"]: spelt(loaded.folder, row["product"]) for row in loaded.rows("sales_pipeline.csv")
    }
    for row in loaded.rows("sales_pipeline.csv"):
        product, key = spellings[row["product"]], row["opportunity_id"]
        assert topics[key] == (f"{product} for {row['account']}" if row["account"] else f"{product}, {key}")


def test_a_second_import_changes_nothing(loaded: Loaded, copy: Store) -> None:
    before = dump(copy.path)
    again = load_all(copy, signed_in(copy, "mina"), loaded.folder)
    assert [(report.created, report.updated) for report in again] == [(0, 0)] * 4
    assert dump(copy.path) == before


def test_one_undo_each_takes_it_all_back(loaded: Loaded, copy: Store, request: pytest.FixtureRequest) -> None:
    mina = signed_in(copy, "mina").id
    assert [undo(copy, mina).split(" from ")[1] for _ in LOADS] == [name for _, name, _ in reversed(LOADS)]
    assert dump(copy.path) == dump(request.getfixturevalue("_new_file"))
    assert [problem for one in check(copy.path) for problem in one.problems] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_near_misses_are_asked_about_once(store: Store, mina: SignedIn, folder: Path) -> None:
    before = dump(store.path)
    asked = load_one(store, mina, folder, 0, accept_near=False)
    misspelt = sum(row["sector"] == "technolgy" for row in rows_of(folder, "accounts.csv"))
    assert [(miss.value, miss.rows, miss.proposal) for miss in asked.near_misses] == [
        ("technolgy", misspelt, "Technology")
    ]
    assert asked.bad_rows == 0, "the accounts below those that wait, wait with them"
    assert dump(store.path) == before
    for step in range(3):
        load_one(store, mina, folder, step)
    deals = Counter(row["product"] for row in rows_of(folder, "sales_pipeline.csv"))
    ((odd, rows),) = [(name, rows) for name, rows in deals.items() if spelt(folder, name) != name]
    before = dump(store.path)
    asked = load_one(store, mina, folder, 3, accept_near=False)
    assert [(miss.value, miss.rows, miss.proposal) for miss in asked.near_misses] == [
        (odd, rows, spelt(folder, odd))
    ]
    assert f"  product `{odd}`, {rows:,} rows: `{spelt(folder, odd)}`?" in list(asked.lines())
    assert asked.waiting_rows == rows
    assert dump(store.path) == before
