"""The lists of accounts, contacts and competitors: views, filter, preview, new ones, edits, deleting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
from sqlmodel import select

from salestui.app import SalesApp
from salestui.models.customers import Account, Contact
from salestui.screens import bulk
from salestui.screens.account import AccountScreen
from salestui.screens.clash import Clash
from salestui.screens.contact import ContactScreen
from salestui.screens.list_screen import ListScreen
from salestui.screens.new_related import NewAccount, NewCompetitor, NewContact
from salestui.screens.quick_edit import QuickEdit
from salestui.screens.removing import Removal
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, Sentences
from salestui.widgets.form_control import FormControl
from salestui.widgets.row_control import RowControl
from tests.hostile import HOSTILE
from tests.screens.app import until
from tests.screens.listed import List
from tests.screens.related import tell
from tests.screens.shown import text_of


class Listed(List):
    """A list of another place."""

    @property
    def screen(self) -> ListScreen:  # type: ignore[override]  # of another place
        found = self.app.screen_stack[0]
        assert isinstance(found, ListScreen)
        return found

    @property
    def names(self) -> list[str]:
        place = [column.key for column in self.table.source.columns].index(self.screen.name_column) + 1
        return [str(row[place]) for row in self.table.source.window(0, 20_000)]

    @property
    def beside(self) -> str:
        return " ".join(" ".join(text_of(self.screen.preview)).split())


@asynccontextmanager
async def at(desk: Desk, key: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Listed]:
    app = SalesApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        shown = Listed(pilot, desk)
        await app.workers.wait_for_complete()
        await shown.press(key)
        await shown.settle()
        yield shown


@pytest.fixture
def ids(desk: Desk) -> dict[str, UUID]:
    return tell(desk)


pytestmark = pytest.mark.usefixtures("ids")


async def test_the_accounts_and_what_belongs_to_one(desk: Desk) -> None:
    async with at(desk, "7") as shown:
        assert shown.names == ["Adatum", "Contoso", "Contoso Norway"]
        assert shown.head.startswith("My Active Accounts ▾ 3 records")
        assert "$" not in shown.head
        await shown.press("j")
        await shown.settle()
        assert shown.beside.startswith(
            "Contoso Accounting · Porto $224,400 $83,000 2 open 1 won +351 22 1 NEXT 0 Nothing planned."
        )
        assert "OPEN OPPORTUNITIES 2 Parcel lockers late $23,400 Dock sensors $201,000" in shown.beside
        assert "CONTACTS 2 Ana Silva CFO Tomás Reyes" in shown.beside
        await shown.press("slash", *"norway", "enter")
        await shown.settle()
        assert " 1 record" in shown.head
        assert "records" not in shown.head


async def test_the_contacts(desk: Desk) -> None:
    async with at(desk, "8") as shown:
        assert shown.names == ["Ana Silva", "Tomás Reyes"]
        assert shown.beside.startswith("Ana Silva CFO · Contoso $224,400 $83,000")
        await shown.press("enter")
        assert isinstance(shown.top, ContactScreen)
        await shown.press("]")
        assert shown.top.subject() == "Tomás Reyes"
        await shown.press("escape")
        assert shown.screen.record_name() == "Tomás Reyes"


async def test_the_competitors_stand_at_0(desk: Desk) -> None:
    async with at(desk, "0") as shown:
        assert shown.names == ["Fabrikam", "Nobody's Rival"]
        assert shown.beside.startswith("Fabrikam 50% $83,000 $201,000 won of 2 closed 1 won 1 open")
        assert "STRENGTHS Cheap and quick WEAKNESSES No support" in shown.beside
        await shown.press("v", *"in open", "enter")
        await shown.settle()
        assert shown.names == ["Fabrikam"]


async def test_four_lines_in_a_small_terminal(desk: Desk) -> None:
    async with at(desk, "8", (80, 24)) as shown:
        lines = text_of(shown.screen.preview)
        assert lines[0].split() == ["Ana", "Silva", "$224,400", "2", "open"]
        assert lines[1] == "reach   ana@contoso.example"
        assert lines[2] == "next    nothing planned"
        assert lines[3].startswith("last    ")


async def test_views_and_the_filter(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Rest", desk.user.id) as session:
        session.get(Account, ids["Adatum"]).is_active = False
    async with at(desk, "7") as shown:
        assert shown.names == ["Contoso", "Contoso Norway"]
        await shown.press("v", *"inactive", "enter")
        await shown.settle()
        assert shown.names == ["Adatum"]
        assert "Inactive, read-only" in shown.beside
        await shown.press("o")
        await shown.settle()
        assert shown.names == []
        await shown.press("v", *"all acc", "enter")
        await shown.settle()
        await shown.press("slash", *"berg", "enter")
        await shown.settle()
        assert shown.names == ["Contoso Norway"]


async def test_a_new_account_is_made_and_opened(desk: Desk) -> None:
    async with at(desk, "7") as shown:
        await shown.press("n")
        dialog = shown.top
        assert isinstance(dialog, NewAccount)
        await shown.type("contoso")
        name = dialog.query_one("#name", FormControl)
        assert name.hint.text == "already there? Contoso, Porto (same name)"
        await shown.type(" spain")
        await shown.press("enter", "enter")
        await shown.type("sales@contoso")
        await shown.press("ctrl+s")
        assert "this is no email address" in dialog.query_one("#email", FormControl).hint.text
        assert "Email: " in shown.toasts[-1], "also where the field is out of sight"
        await shown.type(".es")
        await shown.press("ctrl+s")
        assert isinstance(shown.top, AccountScreen)
        assert shown.toasts[-1] == "✓ contoso spain is made   u undo"
        await shown.press("escape")
        await shown.settle()
        assert shown.screen.record_name() == "contoso spain"
        await shown.press("u")
        await shown.settle()
        assert "contoso spain" not in shown.names


async def test_a_new_contact_needs_a_name(desk: Desk) -> None:
    async with at(desk, "8") as shown:
        await shown.press("n", "ctrl+s")
        dialog = shown.top
        assert isinstance(dialog, NewContact)
        assert dialog.query_one("#last_name", FormControl).hint.text == "a first or a last name is needed"
        dialog.query_one("#first_name", FormControl).input.value = "x" * 10_000
        await shown.press("ctrl+s")
        hint = dialog.query_one("#first_name", FormControl).hint.text
        assert hint == "10,000 characters; First name takes 100"
        dialog.query_one("#first_name", FormControl).input.value = "Ana"
        dialog.query_one("#last_name", FormControl).input.value = "Silva"
        await shown.settle()
        hint = dialog.query_one("#last_name", FormControl).hint.text
        assert hint.startswith("already there? Ana Silva, Contoso, CFO")
        await shown.press("escape", "y")
        assert shown.names == ["Ana Silva", "Tomás Reyes"]


async def test_another_of_the_same_name_is_made_after_a_yes(desk: Desk, ids: dict[str, UUID]) -> None:
    async with at(desk, "8") as shown:
        await shown.press("n")
        dialog = shown.top
        assert isinstance(dialog, NewContact)
        await shown.type("ana")
        await shown.press("enter")
        await shown.type("silva")
        await shown.press("ctrl+s")
        assert isinstance(shown.top, Confirm)
        said = " ".join(" ".join(text_of(shown.top.query_one(Sentences))).split())
        assert said == "Already there, same name: Ana Silva, Contoso, CFO, ana@contoso.example."
        await shown.press("escape")
        assert shown.top is dialog
        assert shown.names == ["Ana Silva", "Tomás Reyes"]
        await shown.press("ctrl+s", "y")
        await shown.settle()
        assert isinstance(shown.top, ContactScreen)
        await shown.press("escape")
        await shown.settle()
        assert sorted(shown.names) == ["Ana Silva", "Tomás Reyes", "ana silva"]


async def test_a_new_competitor(desk: Desk) -> None:
    async with at(desk, "0") as shown:
        await shown.press("n")
        assert isinstance(shown.top, NewCompetitor)
        await shown.type("fabrikam")
        await shown.press("ctrl+s")
        assert "already a competitor of this name" in shown.top.query_one("#name", FormControl).hint.text
        await shown.type(" two")
        await shown.press("ctrl+s", "escape")
        await shown.settle()
        assert "fabrikam two" in shown.names


async def test_an_edit_beside_the_list(desk: Desk, ids: dict[str, UUID]) -> None:
    async with at(desk, "8") as shown:
        await shown.press("e")
        editor = shown.top
        assert isinstance(editor, QuickEdit)
        assert editor.fields.current_name == "first_name"
        editor.fields.select("mobile_phone")
        await shown.press("e")
        editor.query_one(RowControl).input.value = "+47 9"
        await shown.press("ctrl+s")
        assert shown.top is shown.screen
        with desk.store.session() as session:
            assert session.get(Contact, ids["Ana Silva"]).mobile_phone == "+47 9"
        await shown.press("j", "e")
        assert shown.top.fields.current_name == "mobile_phone", "the field that was edited last"


async def test_a_clash_in_the_edit_beside_the_list(desk: Desk, ids: dict[str, UUID]) -> None:
    async with at(desk, "8") as shown:
        await shown.press("e", "e")
        shown.top.query_one(RowControl).input.value = "Anna"
        with desk.store.command("Else", desk.user.id) as session:
            session.get(Contact, ids["Ana Silva"]).first_name = "Anita"
        await shown.settle()
        await shown.press("ctrl+s")
        assert isinstance(shown.top, Clash)


@pytest.mark.parametrize("many", [bulk.MANY, 3])
async def test_marked_ones_are_set_inactive_in_one_command(
    desk: Desk, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MANY", many)
    async with at(desk, "7") as shown:
        await shown.press("M", "d")
        await until(shown.pilot, lambda: isinstance(shown.top, Removal))
        dialog = shown.top
        assert isinstance(dialog, Removal)
        assert dialog.why_not("remove.delete") == "others refer to Contoso"
        await shown.press("i")
        await shown.settle()
        assert shown.names == []
        assert shown.toasts[-1] == "✓ 3 accounts are inactive now   u undo"
        assert shown.titles()[-1] == "Deactivate 3 accounts"
        await shown.press("u")
        await shown.settle()
        assert len(shown.names) == 3


async def test_one_is_deleted_from_the_list(desk: Desk) -> None:
    async with at(desk, "7") as shown:
        await shown.press("d", "y")
        await shown.settle()
        assert shown.names == ["Contoso", "Contoso Norway"]


async def test_an_activity_is_planned_on_the_account_under_the_cursor(desk: Desk) -> None:
    async with at(desk, "7") as shown:
        await shown.press("a")
        await shown.type("call tomorrow")
        await shown.press("enter")
        await shown.settle()
        assert "NEXT 1" in shown.beside


async def test_an_empty_list_says_what_fills_it(desk: Desk) -> None:
    async with at(desk, "7") as shown:
        await shown.press("v", *"inactive", "enter")
        await shown.settle()
        assert "Inactive Accounts: none yet." in " ".join(shown.rows)
        assert shown.screen.why_not("removal.remove") == "nothing is here"
        assert shown.screen.why_not("list.edit") == "nothing is here to edit"


async def test_ten_thousand_accounts(desk: Desk) -> None:
    with desk.store.command("Many", desk.user.id) as session:
        session.add_all(
            Account(name=f"Many {number:05}", owner_user_id=desk.user.id) for number in range(10_000)
        )
    async with at(desk, "7") as shown:
        assert shown.table.source.count == 10_003
        await shown.press("G")
        await shown.settle()
        assert shown.screen.record_name() == "Many 09999"
        assert shown.beside.startswith("Many 09999")


@pytest.mark.parametrize("size", [(60, 24), (100, 30), (200, 50)])
@pytest.mark.parametrize("key", ["7", "8", "0"])
async def test_other_sizes(desk: Desk, key: str, size: tuple[int, int]) -> None:
    async with at(desk, key, size) as shown:
        assert shown.names


async def test_hostile_names_show_as_typed(desk: Desk, ids: dict[str, UUID]) -> None:
    async with at(desk, "7") as shown:
        for text in HOSTILE:
            if "\ud800" in text or not text.strip():
                continue
            with desk.store.command("Hostile", desk.user.id) as session:
                held = session.get(Account, ids["Adatum"])
                held.name, held.city, held.phone = text[:160], text[:80], text[:50]
            await shown.settle()
            lines = "\n".join([*text_of(shown.table), *text_of(shown.screen.preview)])
            assert "\x1b" not in lines
            assert "\x9b" not in lines
        with desk.store.session() as session:
            assert session.exec(select(Account)).all()


async def test_an_opportunity_of_the_list_is_not_deleted(desk: Desk, ids: dict[str, UUID]) -> None:
    async with at(desk, "2") as shown:
        await shown.press("d")
        assert shown.toasts[-1] == "! not now: an opportunity is closed, not deleted"


@pytest.mark.parametrize("key", ["7", "8"])
async def test_a_brief_is_of_an_opportunity(desk: Desk, key: str) -> None:
    async with at(desk, key) as listed:
        await listed.press("b")
        assert listed.toasts[-1] == "! not now: only an opportunity has a brief"


async def test_escape_leaves_marks_and_says_which_key_clears_them(desk: Desk) -> None:
    async with at(desk, "7") as listed:
        await listed.press("escape")
        assert listed.toasts[-1] == "! not now: no filter is set"
        await listed.press("space", "escape")
        assert listed.toasts[-1] == "! not now: no filter is set; M clears the marks"
        await listed.press("M")
        assert not listed.table.marks
