"""What the README points to is there."""

import inspect
import re
from pathlib import Path

import pytest

from salestui.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    near = [link for link in links if "://" not in link]
    assert page.name != "README.md" or near
    assert not [link for link in near if not (page.parent / link).exists()]


def test_every_command_is_named_and_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL))
    assert set(re.findall(r"\bsalestui ([a-z][a-z-]*)", code)) <= set(COMMANDS)
    table = text[text.index("## Command line") :]
    missing = [name for name in COMMANDS if f"| `salestui {name}" not in table and name != "views"]
    assert not missing
    assert "`salestui views`" in table


def test_the_changes_name_every_command() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"^- The command line: (.*?)\.$", text, flags=re.DOTALL | re.MULTILINE)
    assert set(re.split(r",\s+", named)) == set(COMMANDS)


def test_the_commands_without_a_user_are_named() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"name; ([^;]*) are the same for every\suser", text)
    of_file = {
        name
        for name, command in COMMANDS.items()
        if {"db", "user"} & set(inspect.signature(command).parameters) == {"db"}
    }
    assert set(re.findall(r"`([a-z-]+)`", named)) == of_file
