"""The look: a dark and a light theme of our own, and the styles that line-drawing widgets paint with."""

from dataclasses import dataclass, field
from typing import Literal

from rich.style import Style
from textual.app import App
from textual.theme import Theme

Mode = Literal["dark", "light"]
Signs = Literal["unicode", "ascii"]

# One column per palette: the variable, then dark, light, and both again for terminals with 256 colours.
# Those hold the values that Rich turns into exactly the palette index wanted, so the greys stay apart.
_TABLE: dict[str, tuple[str, str, str, str]] = {
    "background": ("#0F1216", "#FDFCFA", "#121212", "#FFFFFF"),
    "surface": ("#171B21", "#F5F4F1", "#1C1C1C", "#F2F2F2"),
    "panel": ("#20252D", "#EBE9E5", "#262626", "#E4E4E4"),
    "card": ("#20252D", "#FFFFFF", "#262626", "#FFFFFF"),
    "block-cursor-background": ("#1B2A45", "#DBE7FB", "#00005F", "#D7D7FF"),
    "block-cursor-blurred-background": ("#20252D", "#EBE9E5", "#262626", "#E4E4E4"),
    "marked": ("#141E30", "#EDF3FD", "#121212", "#FFFFFF"),
    "warning-muted": ("#33291D", "#FBEBDA", "#1C1C1C", "#F2F2F2"),
    "rule": ("#2D333D", "#DEDBD5", "#444444", "#DADADA"),
    "scrollbar": ("#3D4551", "#BDB9B1", "#4E4E4E", "#BCBCBC"),
    "bar": ("#6C7685", "#7C838F", "#767676", "#808080"),
    "bar-rest": ("#363E4A", "#CBC8C2", "#444444", "#D0D0D0"),
    "text": ("#E6E9EE", "#1B1E24", "#F2F2F2", "#1C1C1C"),
    "text-secondary": ("#B1B8C4", "#454B56", "#C2C2C2", "#4E4E4E"),
    "text-muted": ("#8B94A3", "#5E6571", "#949494", "#626262"),
    "text-disabled": ("#6D7685", "#7F8691", "#767676", "#808080"),
    "footer-key-foreground": ("#D5DAE2", "#2B2F37", "#DADADA", "#303030"),
    "accent": ("#8CB4FF", "#1B5DBE", "#87AFFF", "#005FAF"),
    "warning": ("#F0AB66", "#994A05", "#FFAF5F", "#875F00"),
}

_ROLES = {
    "text": "text",
    "secondary": "text-secondary",
    "muted": "text-muted",
    "disabled": "text-disabled",
    "accent": "accent",
    "warning": "warning",
    "key": "footer-key-foreground",
    "rule": "rule",
    "bar": "bar",
    "bar-rest": "bar-rest",
    "thumb": "scrollbar",
    "ground": "background",
}
_GROUNDS = {
    "background": "background",
    "surface": "surface",
    "panel": "panel",
    "card": "card",
    "cursor": "block-cursor-background",
    "blurred": "block-cursor-blurred-background",
    "marked": "marked",
    "warning": "warning-muted",
    "rule": "rule",
    "accent": "accent",
}
_ATTRIBUTES = frozenset({"bold", "underline", "reverse"})

# Two cells wide in terminals set up for Chinese, Japanese or Korean, so there they are replaced.
_ASCII_SIGNS = str.maketrans("▎▌◆●○✓✎◷▴▾›→↓━─▐·…–×", '|>*xo+"@^v>>v=-#-~-x')

ASCII_CSS = """
.-ascii TextInput { border-left: ascii $background; }
.-ascii TextInput:focus { border-left: ascii $accent; }
.-ascii TextInput.-invalid { border-left: ascii $warning; }
.-ascii Toast.-warning { border-left: ascii $warning; }
.-ascii Toast.-error { border-left: ascii $warning; }
"""
"""What CSS draws instead of block signs in an app with the class "-ascii"."""

_THEME_NAMES: dict[tuple[Mode, bool], str] = {
    ("dark", False): "salestui-dark",
    ("light", False): "salestui-light",
    ("dark", True): "salestui-dark-256",
    ("light", True): "salestui-light-256",
}


def _palette(mode: Mode, few_colours: bool) -> dict[str, str]:
    column = (mode == "light") + 2 * few_colours
    return {name: colours[column] for name, colours in _TABLE.items()}


def make_theme(mode: Mode, few_colours: bool = False) -> Theme:
    """The theme for a mode; `few_colours` for terminals that show only 256."""
    colours = _palette(mode, few_colours)
    accent, text, background = colours["accent"], colours["text"], colours["background"]
    return Theme(
        name=_THEME_NAMES[mode, few_colours],
        primary=accent,
        secondary=colours["text-secondary"],
        accent=accent,
        warning=colours["warning"],
        error=colours["warning"],
        success=text,
        foreground=text,
        background=background,
        surface=colours["surface"],
        panel=colours["panel"],
        dark=mode == "dark",
        variables={
            **colours,  # also those given above, which Textual would round to another value
            "primary": accent,
            "error": colours["warning"],
            "foreground": text,
            "text-accent": accent,
            "text-primary": accent,
            "text-warning": colours["warning"],
            "text-error": colours["warning"],
            "text-success": text,
            "foreground-muted": colours["text-muted"],
            "foreground-disabled": colours["text-disabled"],
            "border": accent,
            "border-blurred": colours["scrollbar"],
            "block-cursor-foreground": text,
            "block-cursor-blurred-foreground": text,
            "block-hover-background": colours["block-cursor-blurred-background"],
            "scrollbar-hover": colours["bar"],
            "scrollbar-active": accent,
            "scrollbar-background": background,
            "footer-background": background,
            "footer-foreground": colours["text-muted"],
            "footer-description-foreground": colours["text-muted"],
            "input-cursor-background": accent,
            "input-cursor-foreground": background,
            "input-selection-background": colours["block-cursor-background"],
            "input-selection-foreground": text,
            "button-color-foreground": background,
        },
    )


THEMES = tuple(make_theme(mode, few) for few in (False, True) for mode in ("dark", "light"))
"""Every theme the app registers."""


def theme_name(mode: Mode, color_system: str | None) -> str:
    """The name of the theme for a mode on a terminal with Rich's `color_system` (None without colours)."""
    return _THEME_NAMES[mode, color_system in ("256", "standard")]


def variable_defaults() -> dict[str, str]:
    """Our own CSS variables, for `App.get_theme_variable_defaults`: a foreign theme lacks them."""
    colours = _palette("dark", False)
    return {name: colours[name] for name in ("card", "marked", "rule", "bar", "bar-rest")}


@dataclass(frozen=True)
class Paint:
    """What a line-drawing widget paints with: styles by role, and the signs of this terminal.

    `style("muted")`, `style("text bold on cursor")`, `style("accent on card")`: a role, any of bold,
    underline, reverse, and after "on" a ground. Without a ground the widget's own shows.
    """

    variables: dict[str, str]
    signs: Signs = "unicode"
    _styles: dict[str, Style] = field(default_factory=dict, repr=False)

    def style(self, spec: str) -> Style:
        """The Rich style of a spec. Raises KeyError for a role or ground that does not exist."""
        style = self._styles.get(spec)
        if style is None:
            style = self._styles[spec] = self._make(spec)
        return style

    def sign(self, text: str) -> str:
        """The text with its signs as this terminal shows them one cell wide."""
        return text.translate(_ASCII_SIGNS) if self.signs == "ascii" else text

    def _make(self, spec: str) -> Style:
        front, _, ground = spec.partition(" on ")
        words = front.split()
        roles = [word for word in words if word not in _ATTRIBUTES]
        return Style(
            color=self.variables[_ROLES[roles[0]]] if roles else None,
            bgcolor=self.variables[_GROUNDS[ground]] if ground else None,
            bold="bold" in words or None,
            underline="underline" in words or None,
            reverse="reverse" in words or None,
        )


_paints: dict[tuple[str, Signs], Paint] = {}


def paint_of(app: App[object]) -> Paint:
    """The paint of the app's current theme; ask again at each draw, so that a theme switch is followed."""
    theme = app.current_theme
    signs: Signs = getattr(app, "signs", "unicode")
    paint = _paints.get((theme.name, signs))
    if paint is None:
        ours = theme.name in _THEME_NAMES.values()
        variables = theme.variables if ours else {**theme.to_color_system().generate(), **theme.variables}
        paint = _paints[theme.name, signs] = Paint(_plain_colours(variables), signs)
    return paint


def _plain_colours(variables: dict[str, str]) -> dict[str, str]:
    """The variables a role or ground needs; what a foreign theme lacks or mixes ("auto 60%") is our own."""
    colours = _palette("dark", False)
    for name in colours:
        if variables.get(name, "").startswith("#"):
            colours[name] = variables[name][:7]
    return colours
