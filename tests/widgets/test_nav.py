"""The first row: places that give way, and the path to a record."""

import pytest
from textual.app import ComposeResult

from salestui.actions import PLACES
from salestui.widgets.nav import Nav, PathBar, fold
from tests.hostile import HOSTILE
from tests.widgets.kit import LookApp


class Bars(LookApp):
    def __init__(self, current: str, label: str, steps: tuple[str, ...] = (), who: str = "") -> None:
        super().__init__()
        self.nav = Nav(current, label, who)
        self.path = PathBar(current, steps, [("Esc", "key bold"), (" back", "muted")])

    def compose(self) -> ComposeResult:
        yield self.nav
        yield self.path


@pytest.mark.parametrize(
    ("width", "row"),
    [
        (
            120,
            "   1 Dashboard  2 Opportunities  3 Leads  4 Activities  5 Quotes  6 Orders  7 Accounts"
            "  8 Contacts  9 Products    demo",
        ),
        (80, "   1 Dashboard  2 Opportunities  3 Leads  4 Activities  5 Quotes  6 Orders  7–9"),
        (60, "   1 Dashboard  2 Opportunities  3 Leads  4 Activities  5–9"),
        (40, "   1 Dashboard  2 Opportunities  3–9"),
    ],
)
async def test_places_give_way_from_the_right(width: int, row: str) -> None:
    app = Bars("opportunities", "demo")
    async with app.run_test(size=(width, 4)):
        assert app.nav.render_line(0).text.rstrip() == row


@pytest.mark.parametrize(
    ("width", "end"),
    [
        (138, "9 Products demo · Mina Okafor"),
        (130, "9 Products Mina Okafor"),
        (121, "9 Products Mina"),
        (110, "7 Accounts 8–9 Mina"),
        (80, "5 Quotes 6–9 Mina"),
        (60, "3 Leads 4–9 Mina"),
    ],
)
async def test_the_places_give_way_to_who_works_with_the_file(width: int, end: str) -> None:
    app = Bars("opportunities", "demo", who="Mina Okafor")
    async with app.run_test(size=(width, 4)):
        assert " ".join(app.nav.render_line(0).text.split()).endswith(end)


@pytest.mark.parametrize("place", [place.name for place in PLACES])
@pytest.mark.parametrize("width", [116, 76, 56, 36, 20])
def test_the_current_place_is_always_spelled_out_and_none_is_lost(place: str, width: int) -> None:
    groups = fold(place, width)
    assert [place] in [[one.name for one in group] for group in groups]
    if width > 30:
        assert [one for group in groups for one in group] == list(PLACES)
        size = sum(3 if len(group) > 1 else 2 + len(group[0].label) for group in groups)
        assert size + 2 * (len(groups) - 1) <= width


async def test_the_path_shows_where_one_is() -> None:
    app = Bars("opportunities", "", ("My Open Opportunities", "5 of 34"))
    async with app.run_test(size=(80, 4)):
        row = app.path.render_line(0).text
        assert row.startswith("   2 Opportunities › My Open Opportunities › 5 of 34  ")
        assert row.endswith("Esc back  ")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_names_of_people_keep_the_row_whole(text: str) -> None:
    app = Bars("opportunities", text, (text, text))
    async with app.run_test(size=(80, 4)):
        assert app.nav.render_line(0).cell_length == 80
        assert app.path.render_line(0).cell_length == 80
