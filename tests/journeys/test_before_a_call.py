"""Before a call: who is in it, who is against us, what was promised; afterwards the new people are added."""

from pathlib import Path
from uuid import UUID

import pytest

from salestui.brief_markdown import markdown
from salestui.lifecycle import people
from salestui.lifecycle.brief import brief
from salestui.models.choices import ConnectionRole as Role
from salestui.screens.brief import BriefScreen
from salestui.settings import Settings
from salestui.widgets.add_party import AddParty
from tests.journeys.driver import Driver, started

FLAGSHIP = "Warehouse automation, phase 2"
OWN_KEYS = {
    "deal.add_stakeholder": ("f3",),
    "deal.add_competitor": ("f4",),
    "deal.brief": ("f6",),
    "adding.mark": ("insert",),
    "brief.copy": ("f7",),
}


async def role(person: Driver, letters: str) -> None:
    await person.do("adding.role")
    await person.pilot.press(*letters)


def inside(person: Driver) -> tuple[dict[str, Role], list[str]]:
    record_id = person.record.record_id
    with person.desk.store.session() as session:
        known = {one.name: one.role for one in people.stakeholders(session, record_id)}
        return known, [one.name for one in people.competitors(session, record_id)]


@pytest.mark.parametrize("keys", [{}, OWN_KEYS], ids=["as shipped", "own keys"])
@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
async def test_a_call_with_new_people(
    demo_file: Path, keys: dict[str, tuple[str, ...]], size: tuple[int, int]
) -> None:
    async with started(demo_file, Settings(user="mina", keys=keys), size) as person:
        await person.filter(FLAGSHIP)
        await person.do("deal.brief")
        assert isinstance(person.app.screen, BriefScreen)
        await person.do("brief.back", "pane.open")
        before = inside(person)

        await person.do("deal.add_stakeholder")
        await person.write("Ingrid Moen")
        await role(person, "t")
        await person.do("choose.take")
        assert person.toasts[-1].startswith("✓ Ingrid Moen is added as Technical buyer")

        await person.do("deal.add_competitor")
        await person.write("Contoso Robots")
        await person.do("choose.take")
        after = inside(person)
        assert after[0] == {**before[0], "Ingrid Moen": Role.TECHNICAL_BUYER}
        assert sorted(after[1]) == sorted([*before[1], "Contoso Robots"])

        await person.do("deal.brief", "brief.copy")
        with person.desk.store.session() as session:
            written = markdown(brief(session, after_id(person)))
        assert person.app.clipboard == written
        assert "- Technical buyer: **Ingrid Moen**, no contact yet" in written
        assert "**stakeholder: Ingrid Moen added**" in written
        assert "first time: **Contoso Robots**" in written

        await person.do("brief.back", "app.undo", "app.undo")
        assert inside(person) == before


def after_id(person: Driver) -> UUID:
    screen = person.app.screen
    assert isinstance(screen, BriefScreen)
    assert screen.brief is not None
    return screen.brief.id


async def test_several_known_people_at_once(demo_file: Path) -> None:
    async with started(demo_file) as person:
        await person.do("pane.open", "deal.add_stakeholder")
        dialog = person.app.screen
        assert isinstance(dialog, AddParty)
        free = [one.name for one in dialog._found.values() if not one.there][:2]
        for _ in range(len(dialog._found)):
            current = dialog.choices.current
            if current is not None and dialog._found[current.id].name in free:
                await person.pilot.press("down", "up")
                await person.do("adding.mark")
            else:
                await person.pilot.press("down")
        await role(person, "i")
        await person.do("choose.take")
        known, _ = inside(person)
        assert {name for name, one in known.items() if one is Role.INFLUENCER} >= set(free)
        await person.do("app.undo")
        assert not set(free) & set(inside(person)[0])
