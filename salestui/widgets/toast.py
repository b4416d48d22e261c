"""Toasts: one line at the bottom right for six seconds."""

from typing import Literal

from textual.dom import DOMNode

from salestui.safe_text import clean
from salestui.widgets.theme import paint_of

SECONDS = 6.0
Severity = Literal["information", "warning", "error"]

TOAST_CSS = """
ToastRack { margin-bottom: 1; }
Toast {
    width: auto; max-width: 90%; padding: 0 1; margin-top: 0;
    background: $panel; color: $text;
}
Toast.-information { border-left: none; }
Toast.-warning { border-left: outer $warning; }
Toast.-error { border-left: outer $warning; }
"""


def say(node: DOMNode, sentence: str, *, hint: str = "") -> None:
    """Say that something is done, and by which key it goes on: `✓ Moved to Propose   u undo`."""
    _show(node, f"✓ {clean(sentence)}" + (f"   {hint}" if hint else ""), "information")


def warn(node: DOMNode, sentence: str, severity: Severity = "warning") -> None:
    """Say why something is not done, or what is wrong."""
    _show(node, f"! {clean(sentence)}", severity)


def _show(node: DOMNode, text: str, severity: Severity) -> None:
    text = paint_of(node.app).sign(text)
    # A key pressed again and again says the same thing once.
    if all(str(toast.render()) != text for toast in node.app.screen.query("Toast")):
        node.app.notify(text, severity=severity, timeout=SECONDS, markup=False)
