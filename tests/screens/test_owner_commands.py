"""Owners, shares, users and teams by keyboard, on the list and on a record."""

from collections.abc import AsyncIterator, Iterable, Iterator
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui.lifecycle import joining, sharing, teams, users
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.rights import Right
from salestui.models.choices import ConnectionRole, SecurityRole
from salestui.models.opportunities import Opportunity
from salestui.models.sharing import RecordShare
from salestui.models.users import Team, TeamMembership, User
from salestui.screens import bulk
from salestui.screens.opportunity import OpportunityScreen
from salestui.screens.principals import PrincipalChooser
from salestui.screens.quick_edit import QuickEdit
from salestui.screens.share import RightsDialog, ShareDialog
from salestui.screens.team_dialogs import RoleChooser, TeamName
from salestui.screens.teams import TeamsScreen
from salestui.store.connection import connect
from salestui.widgets.at_work import AtWork
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.pane import Pane
from salestui.widgets.progress_line import ProgressLine
from tests.hostile import HOSTILE
from tests.screens.app import until
from tests.screens.listed import List, opened
from tests.screens.pipeline import WAREHOUSE, seed

FIRST, SECOND = "Cold-chain sensors", "Label printers, EMEA"


def people(desk: Desk) -> dict[str, UUID]:
    """Tom and Lena, and a team of both that Tom manages."""
    with desk.store.command("People") as session:
        tom = User(user_name="tom", full_name="Tom Reyes")
        lena = User(user_name="lena", full_name="Lena Fischer", security_role=SecurityRole.SALES_TEAM_MEMBER)
        session.add_all([tom, lena])
        session.flush()
        team = Team(name="Sales North", manager_id=tom.id)
        session.add(team)
        session.flush()
        session.add_all(TeamMembership(team_id=team.id, user_id=one.id) for one in (tom, lena))
        return {"tom": tom.id, "lena": lena.id, "north": team.id}


@pytest.fixture
def ids(desk: Desk) -> dict[str, UUID]:
    return seed(desk) | people(desk)


@pytest.fixture
async def shown(desk: Desk, ids: dict[str, UUID]) -> AsyncIterator[List]:
    async with opened(desk) as shown:
        yield shown


def owner(shown: List, topic: str) -> UUID | None:
    found = shown.stored(topic)
    assert found is not None
    return found.owner_user_id or found.owner_team_id


def shares(shown: List) -> list[RecordShare]:
    with shown.desk.store.session() as session:
        return list(session.exec(select(RecordShare)))


def rows(pane: Pane) -> list[str]:
    lines = [pane.render_line(y).text.strip(" ▎▌▐◆") for y in range(pane.size.height)]
    return [" ".join(line.split()) for line in lines if line]


# Assign


async def test_assign_is_a_key_some_letters_and_enter(shown: List, ids: dict[str, UUID]) -> None:
    await shown.press("A")
    assert isinstance(shown.top, PrincipalChooser)
    assert rows(shown.top.choices) == [
        "Lena Fischer",
        "Sales North team",
        "Tom Reyes",
        "mina me owns it",
    ]
    await shown.type("tom")
    await shown.press("enter")
    await shown.settle()
    assert owner(shown, FIRST) == ids["tom"]
    assert shown.toasts[-1] == f"✓ {FIRST} now belongs to Tom Reyes   u undo"
    assert shown.titles()[-1] == f"Assign {FIRST} to Tom Reyes"
    assert FIRST not in shown.topics
    await shown.press("u")
    await shown.settle()
    assert owner(shown, FIRST) == shown.desk.user.id


async def test_marked_ones_go_to_a_team_together(shown: List, ids: dict[str, UUID]) -> None:
    await shown.press("space", "space", "A")
    assert rows(shown.top.choices)[0] == "mina me"  # type: ignore[attr-defined]  # a chooser
    await shown.type("north")
    await shown.press("enter")
    await shown.settle()
    assert {owner(shown, topic) for topic in (FIRST, SECOND)} == {ids["north"]}
    assert shown.toasts[-1] == "✓ 2 records now belong to Sales North   u undo"
    assert shown.titles()[-1] == "Assign 2 records to Sales North"


async def test_to_the_owner_again_changes_nothing(shown: List) -> None:
    before = shown.titles()
    await shown.press("A", *"mina", "enter")
    await shown.settle()
    assert shown.toasts[-1] == f"! {FIRST}: you had it already"
    assert shown.titles() == before


async def test_a_record_is_assigned_on_its_screen(shown: List, ids: dict[str, UUID]) -> None:
    await shown.press("enter")
    await shown.settle()
    assert isinstance(shown.top, OpportunityScreen)
    await shown.press("A", *"tom", "enter")
    await shown.settle()
    assert owner(shown, FIRST) == ids["tom"]
    assert shown.titles()[-1] == f"Assign {FIRST} to Tom Reyes"
    assert "Tom Reyes" in str(shown.top.query_one("#header").render_line(1).text)


async def test_what_is_not_mine_is_not_assigned(desk: Desk, ids: dict[str, UUID]) -> None:
    desk.user = users.signed_in(desk.store, "tom")
    async with opened(desk) as shown:
        await shown.choose_view("open opp")
        await shown.press("A")
        assert shown.top is shown.screen
        assert shown.toasts[-1] == (
            f"! not now: only mina, who owns the opportunity “{FIRST}”, or a user with the role System"
            " administrator may assign it, or give you that right"
        )
        await shown.press("e", "enter", *"x", "ctrl+s")
        assert shown.stored(FIRST) is not None


async def test_an_edit_that_is_not_allowed_says_whose_it_is(desk: Desk, ids: dict[str, UUID]) -> None:
    desk.user = users.signed_in(desk.store, "tom")
    async with opened(desk) as shown:
        await shown.choose_view("open opp")
        await shown.press("enter")
        await shown.settle()
        await shown.press("e")
        assert shown.toasts[-1] == (
            f"! not now: only mina, who owns the opportunity “{FIRST}”, or a user with the role System"
            " administrator may change it, or give you that right"
        )
        assert "mina owns it, read-only" in rows(shown.top.query_one("#summary", Pane))


@pytest.mark.parametrize("way", ["record", "list"])
async def test_what_is_typed_stays_when_the_right_to_change_goes(
    desk: Desk, ids: dict[str, UUID], way: str
) -> None:
    """Whose record it is says why it can't be saved; only leaving drops it, after asking."""
    mina, ref = desk.user.id, RecordRef("opportunity", ids[FIRST], FIRST)
    tom = RecordRef("system_user", ids["tom"], "Tom")
    with desk.store.command("Share", mina) as session:
        sharing.share(session, mina, ref, tom, {"write"})
    desk.user = users.signed_in(desk.store, "tom")
    async with opened(desk) as shown:
        await shown.choose_view("open opp")
        await shown.press(*(["enter"] if way == "record" else []))
        await shown.settle()
        await shown.press("e")
        await shown.settle()
        screen = shown.top
        assert isinstance(screen, OpportunityScreen | QuickEdit)
        screen.fields.edit("topic")
        await shown.settle()
        await shown.type("Sensors")
        with desk.store.command("No longer", mina) as session:
            sharing.unshare(session, mina, ref, tom)
        await shown.settle()
        assert shown.toasts[-1] == f"! mina owns it, read-only: the change of topic of {FIRST} can't be saved"
        assert "✎ Sensors" in " ".join(rows(screen.fields))
        await shown.press("ctrl+s")
        await shown.settle()
        assert f"Only mina, who owns the opportunity “{FIRST}”" in shown.toasts[-1]
        assert screen.fields.waiting == ["topic"]
        await shown.press("escape")
        assert isinstance(shown.top, Confirm)


async def test_what_is_typed_is_told_when_the_record_is_hidden(desk: Desk, ids: dict[str, UUID]) -> None:
    mina, ref = desk.user.id, RecordRef("opportunity", ids[FIRST], FIRST)
    lena = RecordRef("system_user", ids["lena"], "Lena")
    with desk.store.command("Share", mina) as session:
        sharing.share(session, mina, ref, lena, {"write"})
    desk.user = users.signed_in(desk.store, "lena")
    async with opened(desk) as shown:
        await shown.choose_view("open opp")
        await shown.press("enter")
        await shown.settle()
        assert isinstance(shown.top, OpportunityScreen)
        shown.top.fields.edit("topic")
        await shown.settle()
        await shown.type("Sensors")
        with desk.store.command("No longer", mina) as session:
            sharing.unshare(session, mina, ref, lena)
        await shown.settle()
        assert shown.top is shown.screen
        assert "; not saved: Topic “Sensors”" in shown.toasts[-1]


# Share


async def shared(shown: List, name: str = "lena") -> None:
    await shown.press("S")
    await shown.settle()
    await shown.press("n", *name, "enter")
    await shown.settle()


async def test_share_says_who_has_which_rights_and_why(shown: List) -> None:
    await shown.press("S")
    assert isinstance(shown.top, ShareDialog)
    assert rows(shown.top.pane) == [
        "mina everything owns it",
        "BY THEIR ROLE",
        "System administrator (1) everything",
        "Salesperson (1) read, add to",
    ]
    for key, why in (
        ("e", "the owner has every right; assign it to another one"),
        ("d", "the owner has every right; assign it to another one"),
    ):
        await shown.press(key)
        assert shown.toasts[-1] == f"! not now: {why}"
    await shown.press("j", "d")
    assert shown.toasts[-1] == "! not now: the role gives that; an administrator gives another role"


async def test_share_change_remove_and_undo(shown: List, ids: dict[str, UUID]) -> None:
    await shared(shown)
    assert isinstance(shown.top, RightsDialog)
    assert rows(shown.top.pane)[0] == "● change its fields, lines and people"
    await shown.press("j", "space", "ctrl+s")
    await shown.settle()
    assert isinstance(shown.top, ShareDialog)
    assert rows(shown.top.pane)[1] == "Lena Fischer read, change shared"
    assert shown.toasts[-1] == "✓ Lena Fischer may read, change   u undo"
    [share] = shares(shown)
    assert (share.user_id, share.can_write, share.can_append) == (ids["lena"], True, False)
    # The cursor is on the new one.
    await shown.press("e", "j", "j", "j", "space", "ctrl+s")
    await shown.settle()
    assert rows(shown.top.pane)[1] == "Lena Fischer read, change, share shared"
    await shown.press("d")
    await shown.settle()
    assert shares(shown) == []
    assert shown.toasts[-1] == "✓ No longer shared with Lena Fischer   u undo"
    await shown.press("u")
    await shown.settle()
    assert [share.can_share for share in shares(shown)] == [True]
    assert rows(shown.top.pane)[1] == "Lena Fischer read, change, share shared"
    await shown.press("escape")
    assert shown.top is shown.screen


async def test_the_marked_ones_are_shared_together(shown: List, ids: dict[str, UUID]) -> None:
    """Not the one under the cursor, which is not marked."""
    await shown.press("space", "space", "S", *"lena", "enter")
    await shown.settle()
    assert isinstance(shown.top, RightsDialog)
    await shown.press("ctrl+s")
    await shown.settle()
    assert shown.toasts[-1] == "✓ Lena Fischer may read, change, add to 2 records   u undo"
    assert {one.opportunity_id for one in shares(shown)} == {ids[FIRST], ids[SECOND]}
    await shown.press("u")
    await shown.settle()
    assert shares(shown) == []


async def test_how_many_of_the_marked_ones_are_not_mine_is_told(desk: Desk, ids: dict[str, UUID]) -> None:
    desk.user = users.signed_in(desk.store, "tom")
    async with opened(desk) as shown:
        await shown.choose_view("open opp")
        await shown.press("M", "A", *"lena", "enter")
        await shown.settle()
        assert f"Only mina, who owns the opportunity “{FIRST}”" in shown.toasts[-1]
        assert "like that" in shown.toasts[-1]


async def test_leaving_the_rights_shares_nothing(shown: List) -> None:
    await shared(shown)
    await shown.press("escape", "escape")
    assert shares(shown) == []
    assert shown.top is shown.screen


async def test_the_owner_needs_no_share(shown: List) -> None:
    await shared(shown, "mina")
    await shown.press("ctrl+s")
    await shown.settle()
    assert shares(shown) == []
    assert "mina owns" in shown.toasts[-1]


async def test_what_is_not_mine_is_looked_at_only(desk: Desk, ids: dict[str, UUID]) -> None:
    desk.user = users.signed_in(desk.store, "tom")
    async with opened(desk) as shown:
        await shown.choose_view("open opp")
        await shown.press("S", "n")
        assert isinstance(shown.top, ShareDialog)
        assert "only mina, who owns" in shown.toasts[-1]


async def test_only_rights_that_one_has_can_be_given(desk: Desk, ids: dict[str, UUID]) -> None:
    ref = RecordRef("opportunity", ids[FIRST], FIRST)
    with desk.store.command("Share", desk.user.id) as session:
        tom = RecordRef("system_user", ids["tom"], "Tom")
        sharing.share(session, desk.user.id, ref, tom, {"share", "write"})
    desk.user = users.signed_in(desk.store, "tom")
    async with opened(desk) as shown:
        await shown.choose_view("open opp")
        await shared(shown)
        assert isinstance(shown.top, RightsDialog)
        assert rows(shown.top.pane)[2] == "○ assign not yours to give"
        assert "delete" not in str(rows(shown.top.pane)), "opportunities are not deleted"
        await shown.press("j", "j", "space")
        assert shown.toasts[-1] == "! not now: you have not got this right yourself"
        await shown.press("ctrl+s")
        await shown.settle()
        assert len(shares(shown)) == 2


async def test_the_sales_team_is_changed_where_it_is(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Team", desk.user.id) as session:
        deal = session.get_one(Opportunity, ids[FIRST])
        joining.add_team_members(session, deal, [ids["lena"]], ConnectionRole.INDUSTRY_EXPERT)
    async with opened(desk) as shown:
        await shown.press("S")
        assert isinstance(shown.top, ShareDialog)
        assert rows(shown.top.pane)[1] == "Lena Fischer read, change, add to Opportunity sales team"
        await shown.press("j", "d")
        assert "that comes with the Opportunity sales team; take them off it" in shown.toasts[-1]


async def test_all_rights_are_told_where_there_is_little_room(desk: Desk, ids: dict[str, UUID]) -> None:
    ref = RecordRef("opportunity", ids[FIRST], FIRST)
    with desk.store.command("Share", desk.user.id) as session:
        north = RecordRef("team", ids["north"], "Sales North")
        given: set[Right] = {"write", "append", "assign", "share"}
        sharing.share(session, desk.user.id, ref, north, given)
    async with opened(desk, (60, 24)) as shown:
        await shown.press("S")
        await shown.settle()
        assert isinstance(shown.top, ShareDialog)
        assert "read, change, add to, assign, share" in " ".join(rows(shown.top.pane))


async def test_hostile_names_show_as_typed(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Names") as session:
        session.get_one(User, ids["tom"]).full_name = HOSTILE[0]
        session.get_one(Team, ids["north"]).name = "[/] [b]x[/b] "
        session.get_one(Opportunity, ids[FIRST]).topic = "[red]x[/]"
    async with opened(desk) as shown:
        await shown.press("A")
        assert any(row.startswith("[/] [b]x[/b] team") for row in rows(shown.top.choices))  # type: ignore[attr-defined]
        await shown.press("escape", "S", "f3")
        await shown.press("escape", "f3")
        await shown.settle()
        assert isinstance(shown.top, TeamsScreen)


async def test_a_record_that_is_gone_meanwhile(shown: List, ids: dict[str, UUID]) -> None:
    writing = connect(shown.desk.store.path)
    writing.execute("PRAGMA foreign_keys = OFF")
    writing.execute("DELETE FROM opportunity WHERE id = ?", (ids[FIRST].hex,))
    writing.close()
    for key in ("S", "A"):
        await shown.press(key)
        await shown.settle()
        assert shown.top is shown.screen
        assert "is no longer there" in shown.toasts[-1]


async def test_many_shares_scroll_in_a_low_terminal(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Many") as session:
        for number in range(40):
            user = User(user_name=f"u{number}", full_name=f"User {number}")
            session.add(user)
            session.flush()
            session.add(RecordShare(user_id=user.id, opportunity_id=ids[FIRST]))
    async with opened(desk, (80, 24)) as shown:
        await shown.press("S", "G")
        assert isinstance(shown.top, ShareDialog)
        assert rows(shown.top.pane)[-1].startswith("Salesperson (41)")
        assert shown.top.keys.region.bottom <= 24


# Users and teams


def pane(shown: List, name: str) -> Pane:
    return shown.top.query_one(f"#{name}", Pane)


async def test_a_team_is_made_and_filled(shown: List, ids: dict[str, UUID]) -> None:
    await shown.press("f3")
    assert isinstance(shown.top, TeamsScreen)
    assert rows(pane(shown, "teams")) == ["TEAMS 1", "Sales North 2"]
    await shown.press("n")
    assert isinstance(shown.top, TeamName)
    await shown.type("Key accounts")
    await shown.press("enter")
    await shown.settle()
    assert shown.toasts[-1] == "✓ Team Key accounts made   u undo"
    assert rows(pane(shown, "members"))[1] == "Nobody is in it."
    await shown.press("enter", "n", *"lena", "enter")
    await shown.settle()
    assert rows(pane(shown, "members"))[1] == "Lena Fischer"
    await shown.press("d")
    await shown.settle()
    assert shown.toasts[-1] == "✓ Lena Fischer is no longer in Key accounts   u undo"
    for _ in range(3):
        await shown.press("u")
        await shown.settle()
    assert rows(pane(shown, "teams")) == ["TEAMS 1", "Sales North 2"]
    await shown.press("escape")
    assert shown.top is shown.screen


async def test_who_joins_a_team_sees_its_records_at_once(shown: List, ids: dict[str, UUID]) -> None:
    await shown.press("A", *"north", "enter")
    await shown.settle()
    assert FIRST not in shown.topics
    await shown.press("f3", "enter", "n", *"mina", "enter", "escape")
    await shown.settle()
    assert FIRST in shown.topics


async def test_a_role_is_given(shown: List, ids: dict[str, UUID]) -> None:
    await shown.press("f3", "tab", "tab", "e")
    assert isinstance(shown.top, RoleChooser)
    await shown.type("manager")
    await shown.press("enter")
    await shown.settle()
    assert rows(pane(shown, "users"))[1].startswith("Lena Fischer Sales manager")
    given = shown.titles()
    await shown.press("e", *"manager", "enter")
    await shown.settle()
    assert shown.toasts == ["! Lena Fischer has the role Sales manager already"]
    assert shown.titles() == given
    await shown.press("G", "enter")
    await shown.type("manager")
    await shown.press("enter")
    await shown.settle()
    assert "Tom Reyes: Sales manager" in shown.toasts[-1]


async def test_the_last_administrator_stays(shown: List) -> None:
    await shown.press("f3", "tab", "tab", "j", "e")
    await shown.type("salesperson")
    await shown.press("enter")
    await shown.settle()
    assert "mina is the only System administrator" in shown.toasts[-1]
    with shown.desk.store.session() as session:
        roles = {row.user_name: row.role for row in teams.users(session)}
    assert roles["mina"] is SecurityRole.SYSTEM_ADMINISTRATOR


async def test_a_team_is_renamed_and_deleted(shown: List, ids: dict[str, UUID]) -> None:
    await shown.press("f3", "e")
    assert isinstance(shown.top, TeamName)
    await shown.type(" and west")
    await shown.press("enter")
    await shown.settle()
    assert shown.toasts[-1] == "✓ Sales North is now Sales North and west   u undo"
    assert rows(pane(shown, "teams"))[1] == "Sales North and west 2"
    await shown.press("d")
    assert isinstance(shown.top, Confirm)
    await shown.press("y")
    await shown.settle()
    assert rows(pane(shown, "teams"))[1] == "No teams yet."
    for _ in range(2):
        await shown.press("u")
        await shown.settle()
    assert rows(pane(shown, "teams"))[1] == "Sales North 2"
    await shown.press("escape", "A", *"north", "enter", "f3", "d")
    assert shown.toasts[-1].startswith("! not now: Sales North owns 1 opportunity. Assign what it owns")
    assert not isinstance(shown.top, Confirm)


async def test_what_is_in_the_way_of_removing_is_known_before_the_key(
    shown: List, ids: dict[str, UUID]
) -> None:
    await shown.press("A", *"north", "enter", "f3")
    assert isinstance(shown.top, TeamsScreen)
    why = shown.top.why_not("teams.remove")
    assert why == "Sales North owns 1 opportunity. Assign what it owns to somebody else first"
    await shown.press("tab", "tab", "j")
    assert (
        shown.top.why_not("teams.remove") == "mina is the user that you work as. Sign in as another one first"
    )
    await shown.press("k")
    assert shown.top.why_not("teams.remove") is None


async def test_a_user_is_deactivated_and_activated(shown: List) -> None:
    await shown.press("f3", "tab", "tab", "d")
    await shown.settle()
    assert shown.toasts[-1] == "✓ Lena Fischer is inactive   u undo"
    assert rows(pane(shown, "users"))[-1].startswith("Lena Fischer inactive, sales")
    await shown.press("G", "d")
    assert shown.toasts[-1] == "! not now: inactive already; o activates"
    await shown.press("o")
    await shown.settle()
    assert shown.toasts[-1] == "✓ Lena Fischer is active again   u undo"
    assert rows(pane(shown, "users"))[1].startswith("Lena Fischer Sales")


async def test_a_manager_changes_his_team_alone(desk: Desk, ids: dict[str, UUID]) -> None:
    desk.user = users.signed_in(desk.store, "tom")
    async with opened(desk) as shown:
        await shown.press("f3", "n")
        assert "only a user with the role System administrator" in shown.toasts[-1]
        await shown.press("enter", "n", *"mina", "enter")
        await shown.settle()
        assert "mina is in Sales North" in shown.toasts[-1]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_pictures(snap_compare: Any, desk: Desk, ids: dict[str, UUID], size: tuple[int, int]) -> None:
    from salestui.app import SalesApp

    with desk.store.command("Share") as session:
        on = {"opportunity_id": ids[FIRST]}
        session.add(RecordShare(user_id=ids["lena"], can_write=True, **on))
        session.add(RecordShare(team_id=ids["north"], can_append=True, **on))

    async def share(pilot: Any) -> None:
        await pilot.app.workers.wait_for_complete()
        for key in ("S", "j"):
            await pilot.press(key)
            await pilot.pause()

    assert snap_compare(SalesApp(desk), terminal_size=size, run_before=share)


def test_picture_of_assigning(snap_compare: Any, desk: Desk, ids: dict[str, UUID]) -> None:
    from salestui.app import SalesApp

    async def assign(pilot: Any) -> None:
        await pilot.app.workers.wait_for_complete()
        await pilot.press("A")
        await pilot.pause()

    assert WAREHOUSE in ids
    assert snap_compare(SalesApp(desk), terminal_size=(80, 24), run_before=assign)


# Many at once


async def test_many_are_assigned_behind_a_dialog_that_keeps_the_keys(
    shown: List, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MANY", 3)
    may_go_on = Event()
    assign = sharing.assign

    def slowly(session: Session, user_id: UUID, refs: Iterable[RecordRef], to: RecordRef) -> sharing.Assigned:
        def held() -> Iterator[RecordRef]:
            for at, ref in enumerate(refs):
                yield ref
                assert at or may_go_on.wait(20)

        return assign(session, user_id, held(), to)

    monkeypatch.setattr(sharing, "assign", slowly)
    count = len(shown.topics)
    await shown.press("M", "A")
    await shown.type("tom")
    await shown.press("enter")
    await until(shown.pilot, lambda: isinstance(shown.top, AtWork))
    await until(shown.pilot, lambda: shown.top.query_one(ProgressLine).total == count)
    assert shown.top.query_one(ProgressLine).label == "changing"
    await shown.press("u", "j", "A")
    assert isinstance(shown.top, AtWork)
    may_go_on.set()
    await shown.settle()
    assert shown.toasts == [f"✓ {count} records now belong to Tom Reyes, with 1 open activity   u undo"]
    assert owner(shown, FIRST) == owner(shown, SECOND) == ids["tom"]


async def test_escape_stops_it_and_nothing_is_changed(
    shown: List, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MANY", 3)
    may_go_on = Event()
    get = sharing._get

    def slowly(session: Session, ref: RecordRef) -> Any:
        assert may_go_on.wait(20)
        return get(session, ref)

    monkeypatch.setattr(sharing, "_get", slowly)
    before = owner(shown, FIRST)
    titles = shown.titles()
    await shown.press("M", "A")
    await shown.type("tom")
    await shown.press("enter")
    await until(shown.pilot, lambda: isinstance(shown.top, AtWork))
    await shown.press("escape")
    may_go_on.set()
    await shown.settle()
    assert shown.toasts == ["! stopped; nothing was changed"]
    assert (owner(shown, FIRST), shown.titles()) == (before, titles)
