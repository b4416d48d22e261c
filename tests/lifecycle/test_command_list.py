"""Going back and forward through the commands: all of them or none, and only one's own."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from salestui import clock
from salestui.lifecycle import command_list, history
from salestui.lifecycle.command_list import ListedCommand, NotThere
from salestui.lifecycle.users import signed_in
from salestui.models.customers import Account
from salestui.store.changes import Changes
from salestui.store.database import Store
from salestui.store.errors import CannotReplay
from tests.store.making import colleague


@pytest.fixture
def me(store: Store) -> UUID:
    return signed_in(store, "mina").id


def make(store: Store, who: UUID, *names: str) -> None:
    for name in names:
        clock.freeze(clock.now() + timedelta(minutes=1))
        with store.command(f"New account {name}", who) as session:
            session.add(Account(name=name, owner_user_id=who))


def rename(store: Store, who: UUID, name: str, to: str) -> None:
    with store.command(f"Rename {name}", who) as session:
        session.exec(select(Account).where(Account.name == name)).one().name = to


def listed(store: Store, who: UUID | None = None) -> list[ListedCommand]:
    return command_list.commands(store.reader, who)


def states(store: Store, who: UUID) -> list[tuple[str, str]]:
    return [(command.title.removeprefix("New account "), command.state) for command in listed(store, who)]


def names(store: Store) -> list[str]:
    with store.session() as session:
        return sorted(account.name for account in session.exec(select(Account)))


def point(store: Store, who: UUID, title: str) -> UUID:
    return next(command.id for command in listed(store, who) if command.title == title)


def test_the_list_says_who_when_what_and_how_many(store: Store, me: UUID) -> None:
    make(store, me, "Acme")
    newest = listed(store)[0]
    assert (newest.user, newest.at, newest.title, newest.records) == (
        "mina",
        clock.now(),
        "New account Acme",
        1,
    )
    assert command_list.count(store.reader, me) == len(listed(store, me))


def test_going_back_takes_back_everything_since_in_one_commit(store: Store, me: UUID) -> None:
    make(store, me, "A", "B", "C", "D")
    told: list[Changes] = []
    store.subscribe(told.append)
    titles = command_list.go_back(store, me, point(store, me, "New account B"))
    assert titles == ["New account D", "New account C", "New account B"]
    assert names(store) == ["A"]
    assert [len(changes.records) for changes in told] == [3]
    assert states(store, me)[:4] == [("D", "undone"), ("C", "undone"), ("B", "undone"), ("A", "done")]


def test_going_forward_stops_where_it_was_asked_to(store: Store, me: UUID) -> None:
    make(store, me, "A", "B", "C", "D")
    command_list.go_back(store, me, point(store, me, "New account A"))
    titles = command_list.go_forward(store, me, point(store, me, "New account C"))
    assert titles == ["New account A", "New account B", "New account C"]
    assert names(store) == ["A", "B", "C"]
    assert history.redo(store, me) == "New account D"


def test_a_command_undone_twice_is_done_again_once(store: Store, me: UUID) -> None:
    make(store, me, "A", "B")
    for _ in range(2):
        command_list.go_back(store, me, point(store, me, "New account A"))
        titles = command_list.go_forward(store, me, point(store, me, "New account B"))
        assert titles == ["New account A", "New account B"]


def test_what_somebody_else_changed_meanwhile_stops_all_of_it(store: Store, me: UUID) -> None:
    make(store, me, "A", "B", "C")
    rename(store, colleague(store, "omar"), "B", "B2")
    with pytest.raises(CannotReplay, match=r"“New account B” can't be undone: .*omar.* Nothing was changed"):
        command_list.go_back(store, me, point(store, me, "New account A"))
    assert names(store) == ["A", "B2", "C"]
    assert {state for _, state in states(store, me)} == {"done"}


def test_the_commands_of_others_stay(store: Store, me: UUID) -> None:
    make(store, me, "A")
    other = signed_in(store, "omar", new=True).id
    make(store, other, "B")
    make(store, me, "C")
    command_list.go_back(store, me, point(store, me, "New account A"))
    assert names(store) == ["B"]
    with pytest.raises(NotThere):
        command_list.go_back(store, me, point(store, other, "New account B"))


def test_what_was_undone_before_something_else_was_done_is_out_of_reach(store: Store, me: UUID) -> None:
    make(store, me, "A")
    history.undo(store, me)
    make(store, me, "B")
    assert states(store, me)[:2] == [("B", "done"), ("A", "dropped")]
    with pytest.raises(NotThere):
        command_list.go_forward(store, me, point(store, me, "New account A"))


def test_it_is_the_same_after_a_restart(store: Store, me: UUID) -> None:
    make(store, me, "A", "B")
    with Store.open(store.path) as again:
        command_list.go_back(again, me, point(again, me, "New account B"))
        assert states(again, me)[:2] == [("B", "undone"), ("A", "done")]


def test_the_details_name_each_record_and_its_fields(store: Store, me: UUID) -> None:
    make(store, me, "Acme")
    rename(store, me, "Acme", "Acme [EMEA]")
    newest, made = (command_list.details(store.reader, one.id) for one in listed(store, me)[:2])
    assert [entry.part for entry in newest] == ["account: Acme [EMEA]"]
    assert [(change.before, change.after) for change in newest[0].changes] == [("Acme", "Acme [EMEA]")]
    assert "Acme" in {change.after for change in made[0].changes}


def test_one_command_is_undone_alone(store: Store, me: UUID) -> None:
    make(store, me, "A", "B", "C")
    rename(store, me, "C", "C2")
    rename(store, colleague(store, "omar"), "C2", "C3")
    assert history.why_not_undo(store, me) is not None, "the last one blocks"
    assert command_list.undo_alone(store, me, point(store, me, "New account A")) == "New account A"
    assert names(store) == ["B", "C3"]
    assert states(store, me)[:4] == [("Rename C", "done"), ("C", "done"), ("B", "done"), ("A", "undone")]
    assert history.redo(store, me) == "New account A"
    assert names(store) == ["A", "B", "C3"]


def test_what_later_commands_need_is_not_undone_alone(store: Store, me: UUID) -> None:
    make(store, me, "A")
    rename(store, me, "A", "A2")
    made = point(store, me, "New account A")
    assert history.why_not_replay(store, made, backwards=True) is not None
    with pytest.raises(CannotReplay, match=r"“New account A” can't be undone: .*“Rename A”.* Nothing was"):
        command_list.undo_alone(store, me, made)
    assert names(store) == ["A2"]
    with pytest.raises(NotThere):
        command_list.undo_alone(store, colleague(store, "omar"), made)


def test_what_is_in_the_way_is_what_stands_and_not_what_is_taken_back(store: Store, me: UUID) -> None:
    """Going back undoes one's own later command first: somebody's change in between is what refuses."""
    vera = colleague(store, "Vera")
    make(store, vera, "A")
    rename(store, me, "A", "Mine")
    for old, new in (("Mine", "B"), ("B", "C"), ("C", "D")):
        rename(store, vera, old, new)
    rename(store, me, "D", "Mine again")
    with pytest.raises(CannotReplay, match=r"changed again by Vera on .* \(“Rename C”\)"):
        command_list.go_back(store, me, point(store, me, "Rename A"))
    assert history.undo(store, me) == "Rename D"
    why = history.why_not_undo(store, me)
    assert why is not None
    assert "changed again by Vera" in why
    assert "“Rename C”" in why
