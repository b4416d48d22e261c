"""What a start imports: nobody waits for what he does not use."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from salestui.__main__ import plain_start

HEAVY = {"textual", "sqlmodel", "sqlalchemy", "pydantic", "alembic"}


def _imported(*arguments: str | Path) -> set[str]:
    """The top-level packages that a run of the program imports, and its own modules."""
    command = [sys.executable, "-X", "importtime", "-m", "salestui", *map(str, arguments)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60
    )
    names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time:" in line}
    assert "encodings" in names, done.stderr
    return {name if name.startswith("salestui") else name.partition(".")[0] for name in names}


def test_version_imports_next_to_nothing() -> None:
    imported = _imported("--version")
    assert not imported & (HEAVY | {"typer", "rich", "sqlite3", "salestui.cli"})


def test_help_imports_the_command_line_alone() -> None:
    imported = _imported("--help")
    assert "typer" in imported
    assert not imported & (HEAVY - {"pydantic"})
    assert not {name for name in imported if name.startswith("salestui.lifecycle")} - {"salestui.lifecycle"}


@pytest.mark.parametrize("command", [("list",), ("views",), ("list", "--format", "json")])
def test_lists_need_neither_textual_nor_the_orm(demo_file: Path, command: tuple[str, ...]) -> None:
    imported = _imported(*command, "--db", demo_file, "--user", "mina")
    assert "sqlite3" in imported
    assert not imported & (HEAVY - {"pydantic"})


@pytest.mark.parametrize("command", [("show", "Warehouse automation, phase 2"), ("info",), ("check",)])
def test_commands_need_no_textual(demo_file: Path, command: tuple[str, ...]) -> None:
    imported = _imported(*command, "--db", demo_file, "--user", "mina")
    assert not imported & {"textual", "alembic"}


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], {}),
        (["--db", "x.db"], {"db": Path("x.db")}),
        (["--db=x.db", "--user", "mina"], {"db": Path("x.db"), "user": "mina"}),
        (["--theme=light"], {"theme": "light"}),
        (["--theme", "blue"], None),
        (["--db"], None),
        (["--db="], None),
        (["list"], None),
        (["--db", "x.db", "list"], None),
        (["--help"], None),
        (["--user", "mina", "--version"], None),
    ],
)
def test_a_plain_start_is_told_from_a_command(
    arguments: list[str], options: dict[str, object] | None
) -> None:
    assert plain_start(arguments) == options


FIRST_PAINT = """
import asyncio, sys
from salestui.__main__ import plain_start
from salestui.commands import program
from salestui.settings import Settings
from salestui.widgets.desk import Desk
from salestui.app import SalesApp

class App(SalesApp):
    def _warm(self):
        "What is imported behind the first paint is not what it waited for."

async def main():
    desk = Desk.open(program.Start().path, Settings(user="mina"))
    app = App(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Warehouse automation" in app.export_screenshot().replace("&#160;", " ")
        print(*sorted({name.partition(".")[0] for name in sys.modules} | set(sys.modules)))

asyncio.run(main())
"""


def test_first_paint_waits_for_textual_alone(demo_file: Path) -> None:
    environment = {**os.environ, "SALESTUI_DB": str(demo_file)}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    late = HEAVY - {"textual"} | {"typer", "rich.markdown", "tomlkit", "uuid_utils", "salestui.cli"}
    assert not set(done.stdout.split()) & late
