"""A screen of tests only that shows each role, state and sign of the look once."""

from textual.app import App, ComposeResult
from textual.containers import Vertical

from salestui.widgets import theme
from salestui.widgets.painting import Line, Pieces, chips
from salestui.widgets.pane import Empty, Entry, Item, Pane, Section, Words
from salestui.widgets.text_input import TextInput
from salestui.widgets.toast import TOAST_CSS


class LookApp(App[None]):
    """An app with nothing but the look."""

    CSS = TOAST_CSS

    def __init__(self, mode: theme.Mode = "dark", signs: theme.Signs = "unicode") -> None:
        super().__init__()
        self.signs = signs
        for one in theme.THEMES:
            self.register_theme(one)
        self.theme = theme.theme_name(mode, "truecolor")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theme.variable_defaults()


def row(item_id: str, left: str, right: Pieces = (), *, role: str = "text", marked: bool = False) -> Item:
    return Item(item_id, [Line([(left, role)], right)], marked=marked)


STATES: list[Entry] = [
    row("rest", "Row at rest", [("$", "muted"), ("48,000", "text")]),
    row("cursor", "Under the cursor", [("Enter opens", "muted")]),
    row("marked", "Marked", [("space marks", "muted")], marked=True),
    row("both", "Marked, under the cursor", marked=True),
    row("late", "Late", [("19 Nov late", "warning bold")]),
    row("closed", "Closed, read-only", [("✓ won 12 Nov", "secondary")], role="secondary"),
    row("not-now", "Not now", [("reason in words", "secondary")], role="disabled"),
]

SIGNS: list[Entry] = [
    row("phase", "", role="text"),
    *(
        Words([Line([(sign, role), (f"  {words}", "text")])])
        for sign, role, words in (
            ("●", "accent", "the phase we are in"),
            ("○", "secondary", "open, not reached"),
            ("✓", "secondary", "done, sent, met"),
            ("!", "warning bold", "at risk or late"),
            ("◷", "text", "soon, at a time"),
            ("✎", "secondary", "note, or not saved"),
            ("◆", "accent", "marked"),
            ("▾", "muted", "opens a choice"),
            ("›", "muted", "path, then, more"),
        )
    ),
][1:]

CARD = Item(
    "card",
    [
        Line([("! ", "warning bold"), ("A card, three rows", "text bold")]),
        Line([("  what, and why it is shown", "secondary")]),
        Line([("  Enter ", "secondary"), ("open  ", "muted"), ("z ", "secondary"), ("snooze", "muted")]),
    ],
    ground="card",
)

BARS: list[Entry] = [
    Words([Line([("━━━━━━━━━━", role), (f"  {words}", "secondary")])])
    for role, words in (
        ("accent", "where we are"),
        ("bar", "done, or weighted"),
        ("bar-rest", "to come, or the sum"),
    )
]

ROLES: list[Entry] = [
    Words([Line([(role, role)])]) for role in ("text", "secondary", "muted", "disabled", "accent", "warning")
]


class Kit(LookApp):
    """Three columns as in the kit's picture."""

    CSS = (
        TOAST_CSS
        + """
    Screen { layout: horizontal; }
    #left, #middle { width: 1fr; padding: 1 0; }
    #right { width: 36; background: $surface; padding: 1 0; }
    Pane { height: auto; margin-bottom: 1; }
    TextInput { margin: 0 2 1 3; }
    """
    )

    def compose(self) -> ComposeResult:
        with Vertical(id="left"):
            yield Pane("text", id="roles")
            yield Pane("lines and bars", id="bars")
            yield Pane("many rows", id="many")
        with Vertical(id="middle"):
            yield Pane("a focused pane", id="states")
            yield Pane("a pane without focus", id="grey")
            yield Pane("files", id="files", empty=Empty("No files yet.", "n", "adds one"))
            yield Pane("late things", id="alert")
        with Vertical(id="right"):
            yield Pane("signs, always with a word", id="signs")
            yield TextInput("Ana Silva", id="input")
            yield TextInput(placeholder="what decided it", id="placeholder")
            yield Pane("chips and cards", id="cards")

    def on_mount(self) -> None:
        def pane(name: str) -> Pane:
            return self.query_one(f"#{name}", Pane)

        pane("roles").show(ROLES, count=6)
        pane("bars").show(BARS, count=3)
        many = pane("many")
        many.styles.height = 10
        many.show([row(f"row{number}", f"Row {number}") for number in range(40)])
        pane("states").show(STATES)
        pane("grey").show([row("stays", "Its cursor stays, in grey")])
        pane("files").show([])
        alert = pane("alert")
        alert.alert = True
        alert.show([Section("today", 1, "Mon 23 Nov", rule=True), row("one", "A long row of words " * 9)])
        pane("signs").show(SIGNS, count=9)
        pane("cards").show(
            [Words([Line(chips([("All", 23), ("Open", 2), ("Calls", 6)], 0))]), Words(), CARD], count=3
        )
        pane("grey").focus()
        self.call_after_refresh(pane("states").focus)
        pane("states").select("cursor")
