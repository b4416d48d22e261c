"""Stakeholders, sales team and competitors by keyboard: added, given other roles, removed, opened."""

from uuid import UUID

import pytest
from sqlmodel import select
from textual import events

from salestui.lifecycle import people
from salestui.lifecycle.history import last_undoable
from salestui.lifecycle.permission import ADMINISTERED
from salestui.lifecycle.users import signed_in
from salestui.models.choices import ConnectionRole as Role
from salestui.models.choices import SecurityRole
from salestui.models.customers import Account, Contact
from salestui.models.users import User
from salestui.widgets.add_party import AddParty
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, Sentences
from salestui.widgets.pane import Empty, Item
from salestui.widgets.party_pane import PartyPane
from salestui.widgets.role_control import RoleControl
from salestui.widgets.role_row import RoleRow
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker
from tests.screens.record import Record, opened
from tests.screens.shown import text_of
from tests.screens.story import LAST, WAREHOUSE, WON

NEW = "{} a new contact of Northwind Foods{}"


def stakeholders(record: Record) -> list[tuple[str, Role]]:
    with record.desk.store.session() as session:
        return [(one.name, one.role) for one in people.stakeholders(session, record.screen.record_id)]


def team(record: Record) -> list[tuple[str, Role]]:
    with record.desk.store.session() as session:
        return [(one.name, one.role) for one in people.sales_team(session, record.screen.record_id)]


def rivals(record: Record) -> list[str]:
    with record.desk.store.session() as session:
        return [one.name for one in people.competitors(session, record.screen.record_id)]


def dialog(record: Record) -> AddParty:
    assert isinstance(record.top, AddParty), record.top
    return record.top


def rows(record: Record) -> list[str]:
    choices = dialog(record).choices
    lines = [choices.render_line(y).text.strip(" ▎▌▐◆") for y in range(choices.size.height)]
    return [" ".join(line.split()) for line in lines if line]


def drawn(roles: RoleRow) -> str:
    return "\n".join(roles.render_line(y).text for y in range(roles.size.height))


def new_contact(desk: Desk, name: str) -> None:
    with desk.store.command("New", desk.user.id) as session:
        foods = session.exec(select(Account).where(Account.name == "Northwind Foods")).one()
        Maker(session, desk.user.id).contact(name, account_id=foods.id, job_title="COO")


async def test_before_anything_is_typed_a_name_is_asked_for(record: Record) -> None:
    await record.press("K")
    assert dialog(record).choices.empty == Empty("Type a name.")
    await record.press("q", "q")
    assert dialog(record).choices.empty == Empty("Nobody fits what you typed.")


async def test_a_known_stakeholder_with_a_role_takes_four_keys(record: Record) -> None:
    new_contact(record.desk, "Eva Lund")
    await record.press("K", *"eva", "tab", "d", "enter")
    assert ("Eva Lund", Role.DECISION_MAKER) in stakeholders(record)
    assert record.toasts[-1] == "✓ Eva Lund is added as Decision maker   u undo"
    assert "Eva Lund" in record.text("stakeholders")
    await record.press("u")
    await record.settle()
    assert "Eva Lund" not in record.text("stakeholders")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_keys_that_come_all_at_once(desk: Desk, ids: dict[str, UUID], size: tuple[int, int]) -> None:
    new_contact(desk, "Eva Lund")
    async with opened(desk, ids, WAREHOUSE, size) as record:
        for key in ("K", *"eva", "tab", "d", "enter"):
            record.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await record.settle()
        await record.settle()
        assert ("Eva Lund", Role.DECISION_MAKER) in stakeholders(record)
        assert record.top is record.screen


async def test_the_same_from_the_pane(record: Record) -> None:
    new_contact(record.desk, "Eva Lund")
    record.pane("stakeholders").focus()
    await record.press("n", *"eva", "tab", "e", "e", "enter")
    assert ("Eva Lund", Role.END_USER) in stakeholders(record)
    current = record.pane("stakeholders").current
    assert current is record.pane("stakeholders").entries[-1], "the cursor is on the new one"


async def test_several_at_once(record: Record) -> None:
    for name in ("Eva Lund", "Evan Moe", "Evi Roth"):
        new_contact(record.desk, name)
    await record.press("K", *"ev")
    assert rows(record)[:3] == [
        "Eva Lund Northwind Foods, COO",
        "Evan Moe Northwind Foods, COO",
        "Evi Roth Northwind Foods, COO",
    ]
    await record.press("down", "space", "space")
    assert [one.name for one in dialog(record).marked.values()] == ["Evan Moe", "Evi Roth"]
    await record.press("tab", "c", "enter")
    added = [name for name, role in stakeholders(record) if role is Role.CHAMPION]
    assert added == ["Evan Moe", "Evi Roth", "Tomás Reyes"]
    assert record.toasts[-1].startswith("✓ 2 added")
    command = last_undoable(record.desk.store.reader, record.desk.user.id)
    assert command is not None
    assert command.title == f"Add Evan Moe and 1 more to {WAREHOUSE}"


async def test_space_is_typed_until_an_arrow_goes_into_the_list(record: Record) -> None:
    await record.press("K", *"ana", "space", "s")
    assert dialog(record).query_one("#filter").value == "ana s"  # type: ignore[attr-defined]
    await record.press("down", "up", "space")
    assert [one.name for one in dialog(record).marked.values()] == ["Ana Silva"]
    await record.press("down", "i", "space")
    assert dialog(record).query_one("#filter").value == "i "  # type: ignore[attr-defined]


async def test_a_letter_after_marking_begins_another_name(record: Record) -> None:
    for name in ("Eva Lund", "Kwame Addo"):
        new_contact(record.desk, name)
    await record.press("K", *"kwame", "down", "up", "space", *"eva", "down", "up", "space")
    assert dialog(record).query_one("#filter").value == "eva"  # type: ignore[attr-defined]
    assert [one.name for one in dialog(record).marked.values()] == ["Kwame Addo", "Eva Lund"]
    await record.press("enter")
    assert {"Kwame Addo", "Eva Lund"} <= {name for name, _ in stakeholders(record)}


async def test_marked_ones_and_the_one_typed_since_are_added_together(record: Record) -> None:
    for name in ("Eva Lund", "Evan Moe"):
        new_contact(record.desk, name)
    await record.press("K", *"evan", "down", "up", "space", "ctrl+u")
    await record.type("Brand New bn@x.example")
    assert rows(record) == ["Evan Moe Northwind Foods, COO", NEW.format("Brand New", ", bn@x.example")]
    assert dialog(record).words["choose.take"] == "add 2"
    await record.press("enter")
    assert record.toasts[-1] == "✓ 2 added   u undo"
    assert {"Evan Moe", "Brand New"} <= {name for name, _ in stakeholders(record)}
    assert "Eva Lund" not in {name for name, _ in stakeholders(record)}


async def test_several_new_ones_are_marked(record: Record) -> None:
    await record.press("K")
    for name in ("Quill One", "Quartz Two"):
        await record.type(name)
        await record.press("down", "space")
    assert rows(record)[0] == NEW.format("Quill One", "")
    await record.press("tab", "c", "enter")
    added = [name for name, role in stakeholders(record) if role is Role.CHAMPION]
    assert added == ["Quartz Two", "Quill One", "Tomás Reyes"]


async def test_a_new_one_who_is_marked_already_is_not_made_twice(record: Record) -> None:
    await record.press("K")
    await record.type("Quill One q@x.example")
    await record.press("down", "space")
    await record.type("quill one Q@x.example")
    await record.press("enter")
    assert [name for name, _ in stakeholders(record) if name.casefold() == "quill one"] == ["Quill One"]


async def test_a_marked_one_that_does_not_fit_can_be_left_out_again(record: Record) -> None:
    for name in ("Eva Lund", "Kwame Addo"):
        new_contact(record.desk, name)
    await record.press("K", *"kwame", "down", "space", *"eva", "up", "space")
    assert not dialog(record).marked
    assert rows(record)[0].startswith("Eva Lund")


async def test_another_contact_of_the_same_email_is_made_after_a_yes(record: Record) -> None:
    with record.desk.store.command("Email", record.desk.user.id) as session:
        ana = session.exec(select(Contact).where(Contact.full_name == "Ana Silva")).one()
        ana.email = "ana@x.example"
        session.add(ana)
    await record.press("K")
    await record.type("A. S. ana@x.example")
    current = dialog(record).choices.current
    assert current is not None
    assert current.id == f"contact {ana.id.hex}", "not the new one"
    assert "! same email as Ana Silva above: is it somebody else?" in rows(record)
    await record.press("pagedown", "enter")
    assert isinstance(record.top, Confirm)
    assert "Already there, same email: Ana Silva, Northwind Foods" in " ".join(
        text_of(record.top.query_one(Sentences))
    )
    await record.press("escape")
    assert len(stakeholders(record)) == 4
    await record.press("enter", "y")
    assert "A. S." in {name for name, _ in stakeholders(record)}


async def test_of_a_paste_the_first_line_is_the_name(record: Record) -> None:
    await record.press("K")
    box = dialog(record).query_one("#filter")
    box.post_message(events.Paste("\nBob Break bob@x.example\r\nBcc: evil@y.example"))
    await record.settle()
    assert box.value == "Bob Break bob@x.example"  # type: ignore[attr-defined]
    await record.press("enter")
    with record.desk.store.session() as session:
        bob = session.exec(select(Contact).where(Contact.full_name == "Bob Break")).one()
    assert bob.email == "bob@x.example"


async def test_who_is_there_already_is_told_and_gets_another_role(record: Record) -> None:
    await record.press("K", *"ana")
    assert rows(record)[0] == "Ana Silva Northwind Foods Decision maker"
    await record.press("enter")
    assert record.toasts[-1] == "! Ana Silva is there already, as Decision maker"
    assert isinstance(record.top, AddParty)
    roles = dialog(record).query_one(RoleRow)
    assert "● Stakeholder" in drawn(roles)
    await record.press("tab", "i")
    assert "● Influencer" in drawn(roles)
    assert drawn(roles).count("●") == 1
    await record.press("enter")
    assert ("Ana Silva", Role.INFLUENCER) in stakeholders(record)
    assert record.toasts[-1] == "✓ Ana Silva is Influencer now, was Decision maker   u undo"


async def test_a_new_contact_is_made_and_its_likes_are_named(record: Record) -> None:
    await record.press("K", *"Anna", "space", *"Silva")
    assert rows(record) == [
        "Ana Silva Northwind Foods Decision maker",
        "Anna Silva a new contact of Northwind Foods",
        "! much like Ana Silva above: is it somebody else?",
    ]
    await record.press("enter")
    assert ("Anna Silva", Role.STAKEHOLDER) in stakeholders(record)
    with record.desk.store.session() as session:
        anna = session.exec(select(Contact).where(Contact.full_name == "Anna Silva")).one()
        assert anna.account_id is not None
    await record.press("u")
    await record.settle()
    with record.desk.store.session() as session:
        assert session.exec(select(Contact).where(Contact.full_name == "Anna Silva")).first() is None


async def test_a_name_that_is_too_long_is_refused_and_stays(record: Record) -> None:
    await record.press("K")
    box = dialog(record).query_one("#filter")
    box.value = "x" * 10_000  # type: ignore[attr-defined]
    await record.press("enter")
    assert isinstance(record.top, AddParty)
    assert "10,000 characters" in record.toasts[-1]
    assert len(stakeholders(record)) == 4


@pytest.mark.parametrize("key", ["K", "T", "R"])
async def test_whatever_is_typed(record: Record, key: str) -> None:
    for text in HOSTILE:
        await record.press(key)
        dialog(record).query_one("#filter").value = text  # type: ignore[attr-defined]
        await record.press("down", "escape")
        assert record.top is record.screen, text


async def test_a_colleague_joins_the_sales_team(record: Record) -> None:
    await record.press("T", *"mina", "tab", "t", "t", "enter")
    assert ("Mina Okafor", Role.TECHNICAL_SALES_PROFESSIONAL) in team(record)
    await record.press("T")
    await record.type("Nora Newman nora@x.example")
    assert rows(record) == ["Nora Newman a new user, nora@x.example"]
    await record.press("enter")
    assert ("Nora Newman", Role.ACCOUNT_MANAGER) in team(record)
    with record.desk.store.session() as session:
        nora = session.exec(select(User).where(User.full_name == "Nora Newman")).one()
    assert (nora.user_name, nora.email) == ("nora.newman", "nora@x.example")


async def test_a_user_who_is_inactive_is_not_made_again_unasked(record: Record) -> None:
    with record.desk.store.command("Left", record.desk.user.id) as session:
        session.add(User(user_name="olaf", full_name="Olaf Berg", job_title="Sales", is_active=False))
    await record.press("T")
    await record.type("Olaf Berg")
    assert rows(record) == [
        "Olaf Berg a new user",
        "! same name as Olaf Berg (inactive): is it somebody else?",
    ]
    await record.press("enter")
    assert isinstance(record.top, Confirm)
    assert text_of(record.top.query_one(Sentences)) == [
        "Already there, same name: Olaf Berg, inactive, Sales."
    ]


async def test_who_may_not_make_users_is_told_who_may(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Roles", desk.user.id) as session:
        omar = session.exec(select(User).where(User.full_name == "Omar Haddad")).one()
        omar.security_role = SecurityRole.SYSTEM_ADMINISTRATOR
        mina = session.get_one(User, desk.user.id)
        mina.security_role = SecurityRole.SALESPERSON
        session.add_all([omar, mina])
    async with opened(desk, ids, WAREHOUSE) as record:
        await record.press("T", *"nobody at all")
        assert rows(record)[0] == "No colleague of that name uses this file yet."
        assert " ".join(rows(record)[1:]) == ADMINISTERED
        await record.press("enter")
        assert record.toasts[-1] == "! not now: nothing fits what you typed"


async def test_competitors_have_no_roles_and_can_be_new(record: Record) -> None:
    await record.press("R", *"contoso", "enter")
    assert rivals(record) == ["contoso", "Fabrikam Robotics", "Litware Logistics"]
    record.pane("competitors").select(record.pane("competitors").entries[0].id)  # type: ignore[union-attr]
    record.pane("competitors").focus()
    await record.press("e")
    assert record.toasts[-1] == "! not now: competitors have no roles"
    assert "role" not in text_of(record.screen.footer)[0]
    await record.press("d", "y")
    assert "contoso" not in rivals(record)
    assert record.toasts[-1] == "✓ contoso is removed   u undo"
    await record.press("u")
    await record.settle()
    assert "contoso" in rivals(record)


async def test_another_role_in_the_row(record: Record) -> None:
    pane = record.pane("stakeholders")
    pane.focus()
    await record.press("down", "e")
    assert isinstance(record.screen.focused and record.screen.focused.parent, RoleControl)
    await record.press("i", "enter")
    assert ("Jonas Weber", Role.INFLUENCER) in stakeholders(record)
    assert record.toasts[-1] == "✓ Jonas Weber is Influencer now, was Economic buyer   u undo"
    assert record.screen.focused is pane
    assert pane.current is not None


async def test_a_letter_right_behind_the_key_removes_nobody(record: Record) -> None:
    record.pane("stakeholders").focus()
    await record.pilot.pause()
    for key in ("e", "i", "n", "d", "enter"):
        record.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await record.settle()
    await record.settle()
    assert record.screen.query_one(RoleControl).text == "ind"
    assert record.top is record.screen
    assert len(stakeholders(record)) == 4


async def test_tab_gives_roles_one_after_the_other_and_escape_leaves_one(record: Record) -> None:
    record.pane("team").focus()
    await record.press("e", *"acc", "tab")
    await record.press(*"terr", "escape")
    assert team(record) == [
        ("Omar Haddad", Role.ACCOUNT_MANAGER),
        ("Lena Fischer", Role.INDUSTRY_EXPERT),
    ] or (set(team(record)) & {("Omar Haddad", Role.ACCOUNT_MANAGER), ("Lena Fischer", Role.ACCOUNT_MANAGER)})
    assert isinstance(record.screen.focused, PartyPane)


async def test_a_word_that_is_no_role_says_which_there_are(record: Record) -> None:
    record.pane("stakeholders").focus()
    await record.press("e", *"boss", "enter")
    control = record.screen.query_one(RoleControl)
    assert control.hint.text.startswith("not one of: Decision maker, ")
    await record.press("escape")
    assert not record.screen.query(RoleControl)


async def test_remove_and_undo(record: Record) -> None:
    record.pane("stakeholders").focus()
    await record.press("d", "y")
    assert [name for name, _ in stakeholders(record)] == ["Jonas Weber", "Tomás Reyes", "Priya Nair"]
    assert record.toasts[-1] == "✓ Ana Silva is removed   u undo"
    record.pane("team").focus()
    await record.press("d", "y")
    assert record.toasts[-1].endswith("left the sales team   u undo")
    assert len(team(record)) == 1
    await record.press("u")
    await record.settle()
    assert len(team(record)) == 2


async def test_marked_ones_are_removed_together_after_a_yes(record: Record) -> None:
    pane = record.pane("stakeholders")
    pane.focus()
    await record.press("space", "space")
    assert [one.id for one in pane.entries if isinstance(one, Item) and one.marked] == [
        one.id for one in pane.entries if isinstance(one, Item)
    ][:2]
    await record.press("d")
    assert text_of(record.top.query_one(Sentences)) == [
        "Ana Silva and Jonas Weber would no longer take part in",
        "Warehouse automation, phase 2.",
    ]
    await record.press("d", "escape")
    assert len(stakeholders(record)) == 4, "the key that asked does not answer"
    await record.press("d", "y")
    assert [name for name, _ in stakeholders(record)] == ["Tomás Reyes", "Priya Nair"]
    assert record.toasts[-1] == "✓ 2 are removed   u undo"
    assert record.titles()[-1] == f"Remove Ana Silva and 1 more from {WAREHOUSE}"
    await record.press("u")
    await record.settle()
    assert len(stakeholders(record)) == 4


async def test_marked_ones_get_a_role_together(record: Record) -> None:
    record.pane("stakeholders").focus()
    await record.press("space", "space", "e", *"infl", "enter")
    assert [name for name, role in stakeholders(record) if role is Role.INFLUENCER] == [
        "Ana Silva",
        "Jonas Weber",
    ]
    assert record.toasts[-1] == "✓ 2 got the role   u undo"
    assert not any(one.marked for one in record.pane("stakeholders").entries if isinstance(one, Item))


async def test_stakeholders_and_sales_team_get_no_role_together(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE, (80, 24)) as record:
        record.screen.show_tab("people")
        record.pane("people").focus()
        await record.press("space", "G", "space", "e")
        assert record.toasts[-1] == (
            "! not now: stakeholders and the sales team have different roles; mark one of the two"
        )
        await record.press("d", "y")
        assert (len(stakeholders(record)), len(team(record))) == (3, 1)


async def test_a_closed_opportunity_says_why_not(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WON) as record:
        for key in ("K", "T", "R"):
            await record.press(key)
            assert record.top is record.screen
            assert record.toasts[-1] == "! not now: Won, read-only"
        record.pane("stakeholders").focus()
        for key in ("n", "e", "d"):
            await record.press(key)
            assert record.toasts == ["! not now: Won, read-only"]


async def test_who_is_in_another_ones_opportunity_is_the_owners_to_say(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    desk.user = signed_in(desk.store, "omar", new=True)
    async with opened(desk, ids, WAREHOUSE) as record:
        await record.press("K")
        assert record.top is record.screen
        assert record.toasts[-1].startswith("! not now: only Mina Okafor, who owns the opportunity")
        record.pane("team").focus()
        await record.press("d")
        assert record.toasts[-1] == "! not now: Mina Okafor owns it, read-only"
        assert len(team(record)) == 2


async def test_empty_panes_name_the_key(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, LAST) as record:
        assert record.text("stakeholders").endswith("No stakeholders yet. n adds the people who decide")
        assert record.text("competitors").endswith("No competitors yet. n adds one")
        record.pane("team").focus()
        await record.press("d")
        assert record.toasts[-1] == "! not now: nobody is here"


async def test_both_kinds_of_people_on_a_small_screen(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE, (80, 24)) as record:
        record.screen.show_tab("people")
        pane = record.pane("people")
        pane.focus()
        await record.press("n")
        assert dialog(record).kind.key == "stakeholder"
        await record.press("escape", "G", "n")
        assert dialog(record).kind.key == "member"
        await record.press(*"mina", "enter")
        assert "Mina Okafor Account manager" in record.text("people")
        assert pane.count == 7


async def test_from_the_list(desk: Desk, ids: dict[str, UUID]) -> None:
    from tests.screens.listed import opened as listed

    async with listed(desk) as shown:
        await shown.press("K")
        top = shown.top
        assert isinstance(top, AddParty)
        assert top.kind.key == "stakeholder"


async def test_a_click_chooses_a_role(record: Record) -> None:
    await record.press("K")
    role = dialog(record).role
    assert role is not None
    await record.pilot.click(role, offset=(20, 0))
    assert role.role is Role.DECISION_MAKER


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_how_it_looks(
    desk: Desk, ids: dict[str, UUID], width: int, height: int, snap_compare: object
) -> None:
    new_contact(desk, "Anna Silvano")
    async with opened(desk, ids, WAREHOUSE, (width, height)) as record:
        await record.press("K", *"ana", "tab", "d")
        text = "\n".join(rows(record))
    assert "Ana Silva Northwind Foods Decision maker" in text
