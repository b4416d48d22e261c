"""What an edit of a record is made of: new records that come with it, its title. Standard library only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from salestui.errors import SalesError
from salestui.models.fields import Field

CREATABLE = frozenset({"account", "contact"})
"""The targets of lookups of which an edit can make a new record by its name alone."""
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class NewRecord:
    """In the place of a lookup's id: a record of this name, to be made by the command that saves the edit."""

    table: str
    name: str
    email: str | None = None
    """Of a contact."""

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for what is made once, however it is capitalised."""
        return self.table, self.name.casefold(), (self.email or "").casefold()


@dataclass(frozen=True, slots=True)
class Existing:
    """In the place of a lookup's id, where the lookup may point to several tables."""

    table: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What a field holds now, other than when its edit began: the value, and its name if it is a lookup."""

    value: object
    name: str | None


class ChangedMeanwhile(SalesError):
    """Fields were changed by somebody else since the edit began. `theirs` tells what they hold, by name."""

    def __init__(self, theirs: Mapping[str, Meanwhile], who: str, fields: Mapping[str, Field]) -> None:
        self.theirs = dict(theirs)
        self.who = who
        labels = " and ".join(lowered(fields[name].label) for name in theirs)
        super().__init__(f"{who} changed {labels} meanwhile. Nothing was saved: choose whose value stays.")


def title(topic: str, labels: Sequence[str]) -> str:
    """How undo and history name an edit: "Edit est. close date of Foo"."""
    if len(labels) > 2:
        return titled(f"Edit {len(labels)} fields of", topic)
    return titled(f"Edit {' and '.join(map(lowered, labels))} of", topic)


def titled(what: str, topic: str) -> str:
    """How undo and history name what was done to a record, however long its name is."""
    return f"{what} {topic if len(topic) <= _LONGEST_NAME else topic[: _LONGEST_NAME - 1].rstrip() + '…'}"


def lowered(label: str) -> str:
    """A label inside a sentence: "Est. close date" -> "est. close date"."""
    return label[:1].lower() + label[1:]
