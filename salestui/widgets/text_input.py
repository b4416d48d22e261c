"""The one-line input in the look of the program."""

from textual.widgets import Input


class TextInput(Input):
    """One row on the ground of inputs; `▌` in front of it when focused, amber when what it holds is wrong."""

    DEFAULT_CSS = """
    TextInput {
        height: 1; padding: 0; background: $background; color: $text;
        border: none; border-left: outer $background;
        &:focus { border: none; border-left: outer $accent; background-tint: initial; }
        &.-invalid { border: none; border-left: outer $warning; }
        &.-invalid:focus { border: none; border-left: outer $warning; }
        & > .input--placeholder { color: $text-muted; }
    }
    """
