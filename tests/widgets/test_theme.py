"""The palette: its values, its contrast, its fallbacks, and that line-drawing widgets follow it."""

import itertools

import pytest
from rich.color import Color, ColorSystem
from textual.widgets import Static

from salestui.widgets import theme
from salestui.widgets.pane import Pane
from tests.screens.app import until
from tests.widgets.kit import Kit, LookApp

TABLE = {
    "background": ("#0F1216", "#FDFCFA"),
    "surface": ("#171B21", "#F5F4F1"),
    "panel": ("#20252D", "#EBE9E5"),
    "block-cursor-blurred-background": ("#20252D", "#EBE9E5"),
    "card": ("#20252D", "#FFFFFF"),
    "block-cursor-background": ("#1B2A45", "#DBE7FB"),
    "marked": ("#141E30", "#EDF3FD"),
    "warning-muted": ("#33291D", "#FBEBDA"),
    "rule": ("#2D333D", "#DEDBD5"),
    "scrollbar": ("#3D4551", "#BDB9B1"),
    "bar": ("#6C7685", "#7C838F"),
    "bar-rest": ("#363E4A", "#CBC8C2"),
    "foreground": ("#E6E9EE", "#1B1E24"),
    "text": ("#E6E9EE", "#1B1E24"),
    "text-secondary": ("#B1B8C4", "#454B56"),
    "text-muted": ("#8B94A3", "#5E6571"),
    "text-disabled": ("#6D7685", "#7F8691"),
    "footer-key-foreground": ("#D5DAE2", "#2B2F37"),
    "primary": ("#8CB4FF", "#1B5DBE"),
    "accent": ("#8CB4FF", "#1B5DBE"),
    "warning": ("#F0AB66", "#994A05"),
    "error": ("#F0AB66", "#994A05"),
}


@pytest.mark.parametrize("mode", ["dark", "light"])
async def test_the_css_variables_are_those_of_the_palette(mode: theme.Mode) -> None:
    app = LookApp(mode)
    async with app.run_test():
        variables = app.get_css_variables()
        shown = {name: variables[name].upper()[:7] for name in TABLE}
        assert shown == {name: colours[mode == "light"] for name, colours in TABLE.items()}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("mode", "few"), itertools.product(["dark", "light"], [False, True]), ids=lambda value: str(value)
)
def test_every_text_is_readable_on_every_ground(mode: theme.Mode, few: bool) -> None:
    colours = theme.make_theme(mode, few).variables
    for ground in (
        "background",
        "surface",
        "panel",
        "card",
        "block-cursor-background",
        "marked",
        "warning-muted",
    ):
        for role in ("text", "text-secondary", "text-muted", "accent", "warning"):
            least = 3.9 if few else 4.5
            found = contrast(colours[role], colours[ground])
            assert found >= least, (role, ground, found)
    for ground in ("background", "surface", "panel", "block-cursor-background"):
        assert contrast(colours["text-disabled"], colours[ground]) >= 2.4


@pytest.mark.parametrize(
    ("mode", "wanted"),
    [
        (
            "dark",
            {
                "background": 233,
                "surface": 234,
                "panel": 235,
                "rule": 238,
                "text": 255,
                "text-secondary": 250,
                "text-muted": 246,
                "accent": 111,
                "warning": 215,
                "block-cursor-background": 17,
            },
        ),
        ("light", {"block-cursor-background": 189, "background": 231, "text": 234, "accent": 25}),
    ],
)
def test_with_256_colours_rich_takes_the_index_we_mean(mode: theme.Mode, wanted: dict[str, int]) -> None:
    colours = theme.make_theme(mode, few_colours=True).variables
    found = {name: Color.parse(colours[name]).downgrade(ColorSystem.EIGHT_BIT).number for name in wanted}
    assert found == wanted


def test_few_colours_are_chosen_by_what_the_terminal_says() -> None:
    assert theme.theme_name("dark", "truecolor") == "salestui-dark"
    assert theme.theme_name("light", "256") == "salestui-light-256"
    assert theme.theme_name("dark", None) == "salestui-dark"


def test_a_spec_names_role_attributes_and_ground() -> None:
    paint = theme.Paint(theme.make_theme("dark").variables)
    style = paint.style("accent bold underline on cursor")
    assert (style.color and style.color.name, style.bgcolor and style.bgcolor.name) == ("#8cb4ff", "#1b2a45")
    assert style.bold
    assert style.underline
    assert paint.style("text").bgcolor is None
    with pytest.raises(KeyError):
        paint.style("pink")


async def test_a_theme_switch_reaches_what_is_drawn_by_hand() -> None:
    app = Kit("dark")
    async with app.run_test() as pilot:
        await pilot.pause()
        pane = app.query_one("#roles", Pane)
        before = pane.render_line(0)
        app.theme = "salestui-light"
        await pilot.pause()
        colours = {
            segment.style.color.name
            for segment in pane.render_line(0)
            if segment.style and segment.style.color
        }
        assert "#5e6571" in colours
        assert pane.render_line(0) != before


async def test_a_foreign_theme_works_too() -> None:
    app = Kit("dark")
    async with app.run_test() as pilot:
        app.theme = "nord"
        await pilot.pause()
        assert app.query_one("#states", Pane).render_line(0).text.startswith("▎  A FOCUSED PANE")


async def test_no_color_shows_everything_in_greys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Kit("dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        svg = app.export_screenshot()
        assert app.no_color
        assert "Under" in svg
        assert "#8cb4ff" not in svg.lower()


async def test_ascii_signs_leave_nothing_that_can_be_two_cells_wide() -> None:
    app = Kit("dark", signs="ascii")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for pane in app.query(Pane):
            for y in range(pane.size.height):
                assert pane.render_line(y).text.isascii()
        states = app.query_one("#states", Pane)
        await until(pilot, lambda: states.has_focus)
        assert ">" in states.render_line(3).text


async def test_own_variables_have_defaults_for_css() -> None:
    class Marked(LookApp):
        CSS = "Static { background: $marked; color: $bar; }"

        def compose(self):  # type: ignore[no-untyped-def]
            yield Static("x")

    app = Marked()
    async with app.run_test():
        app.theme = "nord"
        assert app.query_one(Static).styles.background.hex == "#141E30"
