"""Draws the pictures of the README from the demo company, on a fixed day: `python tools/pictures.py`."""

import asyncio
import os
import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from salestui import clock
from salestui.app import SalesApp
from salestui.commands.demonstration import prepare
from salestui.settings import Settings
from salestui.widgets.desk import Desk

DOCS = Path(__file__).parents[1] / "docs"
MOMENT = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
SIZE = (120, 40)
TOPIC = "Warehouse automation, phase 2"
PICTURES: dict[str, tuple[Settings, Sequence[str]]] = {
    "opportunities": (Settings(user="mina"), ()),
    "record": (Settings(user="mina"), ("enter",)),
    "record-light": (Settings(user="mina", theme="light"), ("enter",)),
}
"""By name: the settings, and the keys pressed on the flagship deal in the list."""
FONTS = "ui-monospace, 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"


async def draw(database: Path, settings: Settings, keys: Sequence[str]) -> str:
    """The screen after these keys, as SVG that loads nothing from anywhere."""
    desk = Desk.open(database, settings)
    app = SalesApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("slash", *TOPIC[:9], "enter", "escape")
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        picture = app.export_screenshot(title="salestui demo")
    desk.store.close()
    picture = re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.DOTALL)
    return re.sub(r"font-family: ?Fira Code[^;]*;", f"font-family: {FONTS};", picture)


def main() -> None:
    """Draw them all."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "SALESTUI_STATE": folder,
            "SALESTUI_CONFIG": f"{folder}/config.toml",
            "TZ": "UTC",
            "COLORTERM": "truecolor",
        }
        clock.freeze(MOMENT)
        for name, (settings, keys) in PICTURES.items():
            database = Path(folder) / f"{name}.db"
            prepare(database, "mina")
            (DOCS / f"{name}.svg").write_text(
                asyncio.run(draw(database, settings, keys)), encoding="utf-8", newline="\n"
            )


if __name__ == "__main__":
    main()
