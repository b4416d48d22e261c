"""Who is signed in, and what a new file begins with."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from salestui.lifecycle import history, users
from salestui.lifecycle.history import last_undoable
from salestui.lifecycle.users import NoSuchUser, NotActive, SeveralUsers, signed_in
from salestui.models.choices import SecurityRole
from salestui.models.customers import Account
from salestui.models.users import Team, TeamMembership, User
from salestui.store.database import Store


def test_a_new_file_gets_its_user_and_base_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "system_name", lambda: "olaf")
    with Store.open(tmp_path / "new.db") as store:
        olaf = signed_in(store)
        assert (olaf.user_name, olaf.full_name, olaf.team_ids) == ("olaf", "olaf", ())
        assert signed_in(store) == olaf, "made once"
        query = "SELECT (SELECT count(*) FROM organization), iso_code, is_base FROM currency ORDER BY id"
        assert store.reader.execute(query).fetchall()[0] == (1, "USD", 1)
        query = "SELECT unit.name, unit_group.name FROM unit JOIN unit_group ON unit_group.id = unit_group_id"
        assert store.reader.execute(query).fetchall() == [("Primary unit", "Default unit")]
        titles = store.reader.execute("SELECT title, user_id FROM journal_command").fetchall()
        assert titles == [("First start of olaf", None)]
        assert last_undoable(store.reader, olaf.id) is None, "it can't be undone"


def test_another_user_of_the_same_file(store: Store) -> None:
    ann = signed_in(store, " Ann ", new=True)
    assert ann.user_name == "Ann"
    assert signed_in(store, "ANN") == ann
    assert signed_in(store, "mina").id != ann.id
    assert store.reader.execute("SELECT count(*) FROM organization").fetchone() == (1,)


def test_a_name_that_several_have_signs_nobody_in(store: Store) -> None:
    signed_in(store, "mina")
    with store.command("Make") as session:
        first, second = (
            User(user_name="ana", full_name="Ana Silva"),
            User(user_name="asilva", full_name="Ana Silva"),
        )
        session.add_all([first, second])
    with pytest.raises(SeveralUsers, match=r"^Several users are called “ana silva”. .*: ana, asilva\.$"):
        signed_in(store, " ana silva ")
    assert signed_in(store, "ASilva").id == second.id
    with store.command("Leave") as session:
        session.get_one(User, first.id).is_active = False
    assert signed_in(store, "Ana Silva").id == second.id, "the only active one"


def test_a_name_that_nobody_has_makes_nobody(store: Store) -> None:
    with store.command("Make") as session:
        session.add(User(user_name="tomas", full_name="Tomás Ibarra"))
        session.add(User(user_name="okafor", full_name="Mina Okafor"))
        session.add(User(user_name="lin", full_name="Lin Tran"))
    before = store.reader.execute("SELECT count(*) FROM journal_command").fetchone()
    for name, said in (
        ("Mina Okafr", "No user of this file is called “Mina Okafr”. Did you mean Mina Okafor (okafor)"),
        ("thomas", "Did you mean Tomás Ibarra (tomas)?"),
        ("Xaver", "Its users are Lin Tran (lin), mina (mina), Mina Okafor (okafor) and 1 more."),
    ):
        with pytest.raises(NoSuchUser, match=re.escape(said)) as refused:
            signed_in(store, name)
        assert "with --new-user, that name becomes a new user" in str(refused.value)
    assert store.reader.execute("SELECT count(*) FROM journal_command").fetchone() == before
    assert signed_in(store, "Mina Okafr", new=True).full_name == "Mina Okafr"
    query = "SELECT title FROM journal_command ORDER BY id DESC LIMIT 1"
    assert store.reader.execute(query).fetchone() == ("First start of Mina Okafr",)


def test_exactly_these_letters_are_preferred(store: Store) -> None:
    with store.command("Make") as session:
        session.add_all([User(user_name="MINA", full_name="Big"), User(user_name="Mina", full_name="Title")])
    assert signed_in(store, "Mina").full_name == "Title"
    assert signed_in(store, "MINA").full_name == "Big"


def test_names_are_found_whatever_their_case(store: Store) -> None:
    signed_in(store, "mina")
    with store.command("Make") as session:
        session.add(User(user_name="oezil", full_name="Ömer Özil"))
    assert signed_in(store, "ömer özil").user_name == "oezil"


def test_who_is_inactive_is_told_whom_to_ask(store: Store) -> None:
    mina = signed_in(store, "mina")
    with store.command("Make") as session:
        session.add(User(user_name="tom", full_name="Tom Berg", is_active=False))
    before = store.reader.execute("SELECT count(*) FROM system_user").fetchone()
    for name in ("tom", "Tom Berg"):
        with pytest.raises(NotActive, match=r"Tom Berg \(tom\) is not active .* Ask mina \(System admin"):
            signed_in(store, name)
    assert store.reader.execute("SELECT count(*) FROM system_user").fetchone() == before
    with store.command("Leave") as session:
        session.get_one(User, mina.id).security_role = SecurityRole.SALESPERSON
    assert signed_in(store, "tom").full_name == "Tom Berg", "nobody could activate him"


def test_who_becomes_inactive_while_signed_in_changes_nothing_more(store: Store) -> None:
    mina = signed_in(store, "mina")
    tom = signed_in(store, "tom", new=True)
    with store.command("Deactivate", mina.id) as session:
        session.get_one(User, tom.id).is_active = False
    with (
        pytest.raises(NotActive, match=r"tom is no longer an active user .* ask mina \(System admin"),
        store.command("Write", tom.id) as session,
    ):
        session.add(Account(name="Acme", owner_user_id=tom.id))
    with pytest.raises(NotActive):
        history.undo(store, tom.id)
    with store.command("Leave") as session:
        session.get_one(User, mina.id).is_active = False
    with store.command("Come back", tom.id) as session:
        session.get_one(User, tom.id).is_active = True  # nobody else could


def test_teams_by_name(store: Store) -> None:
    mina = signed_in(store, "mina")
    with store.command("Make") as session:
        teams = [Team(name=name) for name in ("West", "East", "Other")]
        session.add_all(teams)
        session.add_all([TeamMembership(team_id=team.id, user_id=mina.id) for team in teams[:2]])
    assert signed_in(store, "mina").team_ids == (teams[1].id, teams[0].id)


def test_a_computer_without_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert users.system_name() == "user"


def test_two_first_starts_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from salestui.store.database import Store\n"
        "from salestui.lifecycle.users import signed_in\n"
        "signed_in(Store.open(sys.argv[1]), 'mina')"
    )
    path = tmp_path / "new.db"
    started = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    with Store.open(path) as store:
        query = "SELECT (SELECT count(*) FROM organization), (SELECT count(*) FROM system_user)"
        assert store.reader.execute(query).fetchone() == (1, 1)


def test_a_full_name_signs_in_too_and_makes_nobody(store: Store) -> None:
    with store.command("A colleague") as session:
        session.add(User(user_name="lena", full_name="Lena Fischer"))
    found = signed_in(store, "lena fischer")
    assert found.user_name == "lena"
    (count,) = store.reader.execute("SELECT count(*) FROM system_user").fetchone()
    assert count == 2
