"""The one-line input in the look of the program, and what it takes of a paste."""

import re
from collections.abc import Collection

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from salestui.safe_text import clean

LONGEST_PASTE = 20_000
"""Of a longer paste into one line the rest is left out; no field takes that much."""
LONGEST_TYPED = 4_000
"""More is not typed into one line: each further key would hold a copy of it all until it is dealt with."""
_BREAKS = re.compile(r"[ \t]*[\t\r\n\v\f\x85\u2028\u2029]\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def without_controls(text: str) -> str:
    """The text without characters that steer a terminal; line breaks and tabs stay."""
    return _CONTROL.sub("", text.replace("\x85", "\n"))


def on_one_line(text: str) -> str:
    """The text with a blank for each line break or tab, without what steers a terminal."""
    return _CONTROL.sub("", _BREAKS.sub(" ", text[:LONGEST_PASTE].strip("\r\n")))


def drawn_safely(strip: Strip) -> Strip:
    """A line of an input with a sign in the place of what would steer the terminal or reorder its cells."""
    if strip.text.isascii() and strip.text.isprintable():
        return strip
    cleaned = [Segment(clean(text), style) for text, style, _ in strip]
    return Strip(cleaned).adjust_cell_length(strip.cell_length)


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

    class Full(Message):
        """A character was not taken, for the line is as long as one can be."""

    takes_text = True
    """Says that keys are typed here, so that they do nothing else."""
    not_typed: Collection[str] = ()
    """Characters that are keys of the screen also while one types."""
    names_one = False
    """Whether it takes only the first line of a paste: what names one person or thing is on one."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key would be typed."""
        return character not in self.not_typed and super().check_consume_key(key, character)

    def insert_text_at_cursor(self, text: str) -> None:
        """Type a character, or say that no more is taken."""
        if len(self.value) < LONGEST_TYPED or not self.selection.is_empty:
            super().insert_text_at_cursor(text)
        else:
            self.post_message(self.Full())

    def render_line(self, y: int) -> Strip:
        """Textual draws a value as it is, with what controls the terminal."""
        return drawn_safely(super().render_line(y))

    def on_paste(self, event: events.Paste) -> None:
        """All that is pasted, on one line; of what names one thing the first line alone."""
        event.stop()
        event.prevent_default()
        text = event.text[:LONGEST_PASTE].strip("\r\n")
        if self.names_one:
            text = next(iter(text.splitlines()), "")
        self.replace(on_one_line(text), *sorted(self.selection))
