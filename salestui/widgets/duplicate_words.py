"""What is said of records that are probably those which are about to be made again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salestui.widgets.painting import cut

if TYPE_CHECKING:
    from salestui.lifecycle.duplicates import Likely  # compares names; when somebody types one

_LONGEST = 70
"""Cells of what is told of one."""


def named(one: "Likely") -> str:
    """The record, and what tells it apart."""
    told = (one.hit.name, "inactive" if one.is_inactive else "", one.hit.detail)
    return cut(", ".join(part for part in told if part), _LONGEST)


def already_there(same: "Iterable[Likely]") -> list[str]:
    """The sentences of the question whether another one is made."""
    return [f"Already there, {one.why}: {named(one)}." for one in same]
