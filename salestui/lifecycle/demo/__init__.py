"""The demo company: a fictional business that uses every feature, alive on any date."""

from salestui.lifecycle import raw

TITLE = "Demo company"
"""The command that made it, the first one in the journal of its file."""


def is_demo(connection: raw.Connection) -> bool:
    """Whether the file is one that the demo company was made in."""
    first = raw.one(connection, "SELECT title FROM journal_command ORDER BY id LIMIT 1")
    return first is not None and first["title"] == TITLE
