"""Toasts: one line at the bottom right for six seconds."""

from typing import Literal

from textual.dom import DOMNode

from salestui.widgets.painting import clean

SECONDS = 6.0

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
    node.app.notify(f"✓ {clean(sentence)}" + (f"   {hint}" if hint else ""), timeout=SECONDS, markup=False)


def warn(node: DOMNode, sentence: str, severity: Literal["warning", "error"] = "warning") -> None:
    """Say why something is not done, or what is wrong."""
    node.app.notify(f"! {clean(sentence)}", severity=severity, timeout=SECONDS, markup=False)
