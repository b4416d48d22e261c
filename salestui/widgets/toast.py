"""Toasts: one line at the bottom right for six seconds, or until something else is said."""

from typing import Literal

from rich.cells import cell_len
from textual.dom import DOMNode

from salestui.errors import SalesError
from salestui.safe_text import clean
from salestui.widgets.painting import cut
from salestui.widgets.theme import paint_of

SECONDS = 6.0
WIDEST = 90
"""Percent of the width of the terminal."""
Severity = Literal["information", "warning", "error"]

# Without a scroll bar: its room is not reckoned with when the rack's height is, which cut the last line.
TOAST_CSS = """
ToastRack { margin-bottom: 1; overflow: hidden; }
Toast {
    width: auto; max-width: WIDEST%; padding: 0 1; margin-top: 0;
    background: $panel; color: $text;
}
Toast.-information { border-left: none; }
Toast.-warning { border-left: outer $warning; }
Toast.-error { border-left: outer $warning; }
""".replace("WIDEST", str(WIDEST))


def say(node: DOMNode, sentence: str, *, hint: str = "") -> None:
    """Say that something is done, and by which key it goes on: `✓ Moved to Propose   u undo`."""
    after = f"   {hint}" if hint else ""
    # On one line, with the hint whole: within the toast's own margins, behind the sign.
    room = node.app.size.width * WIDEST // 100 - 2 - 2 - cell_len(after)
    _show(node, f"✓ {cut(sentence, max(room, 10))}{after}", "information")


def warn(node: DOMNode, sentence: str, severity: Severity = "warning") -> None:
    """Say why something is not done, or what is wrong."""
    _show(node, f"! {clean(sentence)}", severity)


def reason_of(error: BaseException | None) -> str:
    """What is said of an error that ended a thread: a defect is named, for whoever mends it."""
    return str(error) if isinstance(error, SalesError) else f"a defect of this program, {error!r}"


def _show(node: DOMNode, text: str, severity: Severity) -> None:
    app = node.app
    text = paint_of(app).sign(text)
    # A key pressed again and again says the same thing once.
    if any(str(toast.render()) == text for toast in app.screen.query("Toast")):
        return
    # They don't pile up over the list. What is said at the same moment stays together: it has no toast yet.
    # One on a screen below a dialog would show through beside the new one.
    shown = [holder for screen in app.screen_stack for holder in screen.query("ToastHolder")]
    if shown:
        app.clear_notifications()
    for holder in shown:
        holder.remove()
    app.notify(text, severity=severity, timeout=SECONDS, markup=False)
