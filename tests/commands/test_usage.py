"""Command lines that are wrong, help, version and completions."""

import os
from pathlib import Path

import pytest

from salestui import __version__
from salestui.commands import record_commands
from tests.commands.conftest import Run


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("lst",), "No such command 'lst'"),
        (("list", "--formt", "csv"), "--formt"),
        (("list", "--format", "xml"), "'xml' is not one of 'table', 'csv', 'json'"),
        (("list", "--format"), "--format"),
        (("show",), "Missing argument 'ID|TOPIC'"),
        (("backup",), "Missing argument 'FILE'"),
        (("import", "accounts"), "Missing argument 'FILE...'"),
        (("import", "acounts", "x.csv"), "did you mean accounts?"),
        (("--theme", "blue"), "'blue' is not one of 'dark', 'light'"),
        (("completions", "tcsh"), "'tcsh' is not one of"),
        (("list", "one", "two"), "two"),
    ],
)
def test_wrong_command_line(run: Run, line: tuple[str, ...], words: str) -> None:
    ran = run(*line)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_version(run: Run, spawn: Run) -> None:
    assert run("--version").out == spawn("--version").out == f"salestui {__version__}\n"


@pytest.mark.parametrize("command", [(), *((name,) for name in ("list", "import", "demo", "backup"))])
def test_help(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: {' '.join(('salestui', *command))}")
    assert ran.out == run(*command, "-h").out


def test_without_a_terminal_the_program_does_not_open(spawn: Run, tmp_path: Path) -> None:
    for line in ((), ("--db", tmp_path / "new.db"), ("--user", "mina", "--theme", "light")):
        ran = spawn(*line)
        assert (ran.code, ran.out) == (2, "")
        assert "needs a terminal" in ran.err
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("bash", "complete -o default -F _salestui_completion salestui"),
        ("zsh", "#compdef salestui"),
        ("fish", "complete --command salestui"),
    ],
)
def test_completions(spawn: Run, shell: str, words: str) -> None:
    ran = spawn("completions", shell)
    assert (ran.code, ran.err) == (0, "")
    assert words in ran.out


@pytest.mark.parametrize(
    ("line", "proposed"),
    [
        ("salestui ", {"list", "show", "import", "demo", "completions"}),
        ("salestui list my-over", {"my-overdue"}),
        ("salestui import op", {"opportunities"}),
        ("salestui list --for", {"--format"}),
    ],
)
def test_a_shell_asks_what_comes_next(spawn: Run, line: str, proposed: set[str]) -> None:
    """Also with an empty command line, which would open the program otherwise."""
    words = line.split(" ")
    asking = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_SALESTUI_COMPLETE": "complete_bash"}
    ran = spawn(env={**os.environ, **asking})
    assert ran.code == 0
    assert proposed <= set(ran.out.split())


def test_stopped_by_the_keyboard(run: Run, monkeypatch: pytest.MonkeyPatch, demo_file: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(record_commands, "write_rows", stop)
    ran = run("list", "--db", demo_file)
    assert (ran.code, ran.out, ran.err) == (1, "", "salestui: stopped; nothing was changed\n")
