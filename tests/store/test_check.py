"""The check finds what is wrong, and only that; the facts are right."""

import sqlite3
from contextlib import closing

import pytest

from salestui.store import connection as files
from salestui.store import errors
from salestui.store.check import check
from salestui.store.database import Store
from salestui.store.info import info
from tests.store.making import account, mina, opportunity


def problems(store: Store) -> dict[str, tuple[str, ...]]:
    return {checked.name: checked.problems for checked in check(store.path) if checked.problems}


@pytest.fixture
def filled(store: Store) -> Store:
    with store.command("Make", mina(store)) as session:
        opportunity(session, account_id=account(session).id)
    return store


def test_all_is_well(filled: Store) -> None:
    assert problems(filled) == {}
    assert [checked.name for checked in check(filled.path)] == [
        "integrity",
        "references",
        "customer names",
        "search index",
        "journal",
    ]
    assert not filled.changed_elsewhere(), "looking changes nothing"


@pytest.mark.parametrize(
    ("damage", "name", "words"),
    [
        ("DELETE FROM account", "references", "row 1 of opportunity refers to a account that is gone"),
        (
            "DELETE FROM account",
            "journal",
            "1 records of account exist, or are gone, against their last entry",
        ),
        (
            "DROP TRIGGER customer_name_opportunity_changed; UPDATE opportunity SET customer_name = 'x'",
            "customer names",
            "1 opportunities show an old name",
        ),
        ("DELETE FROM search_entry WHERE title = 'Acme'", "search index", "account is out of step"),
        ("UPDATE journal_entry SET after = NULL", "journal", "lacks the state before or after"),
        ("UPDATE journal_entry SET after = '[1]'", "journal", "is not readable"),
        ("UPDATE journal_entry SET record_type = 'ghost'", "journal", "entries about ghost"),
        (
            "PRAGMA ignore_check_constraints = ON; UPDATE opportunity SET probability = 300",
            "integrity",
            "CHECK constraint failed",
        ),
    ],
)
def test_what_is_wrong_is_found(filled: Store, damage: str, name: str, words: str) -> None:
    with closing(sqlite3.connect(filled.path)) as connection:
        connection.executescript(damage)
    found = problems(filled)
    assert any(words in line for line in found[name]), found


def test_long_lists_are_cut_short(filled: Store) -> None:
    with filled.command("More", mina(filled)) as session:
        company = account(session)
        for _ in range(30):
            opportunity(session, account_id=company.id)
    with closing(sqlite3.connect(filled.path)) as connection:
        connection.executescript("DELETE FROM account")
    assert len(problems(filled)["references"]) == 21
    assert problems(filled)["references"][-1] == "and 11 more"


def test_the_search_index_can_be_mended(filled: Store) -> None:
    with closing(sqlite3.connect(filled.path)) as connection:
        connection.executescript("DELETE FROM search_entry")
    assert "search index" in problems(filled)
    assert not any(checked.problems for checked in check(filled.path, rebuild_search=True))


def test_a_locked_file_is_said_to_be(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 0.1)
    with filled.command("Long"), pytest.raises(errors.Locked):
        check(filled.path)


def test_info(filled: Store) -> None:
    facts = info(filled)
    assert facts.path == filled.path
    assert facts.bytes >= filled.path.stat().st_size
    assert facts.schema == files.SCHEMA_VERSION
    assert facts.sqlite == sqlite3.sqlite_version
    assert facts.records["opportunity"] == facts.records["account"] == 1
    assert not {name for name in facts.records if name.startswith(("search", "journal", "sqlite", "alembic"))}
    assert "lead" not in facts.records
    assert facts.commands == 2
