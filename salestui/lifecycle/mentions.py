"""The users and records that a post names: how they lie in its text. Standard library only.

`@Lena Fischer` and `#Warehouse automation` lie in the file as `[@Lena Fischer](system_user:<id>)`, so that
they lead to the record whatever it is called later.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from salestui.lifecycle.refs import RecordRef

USER = "system_user"
RECORDS = ("opportunity", "account", "contact", "lead", "quote", "sales_order", "competitor")
"""What # names, in the order in which they are looked for."""

_MARK = re.compile(rf"\[[@#]([^\]\n]{{0,305}})\]\(({USER}|{'|'.join(RECORDS)}):([0-9a-f]{{32}})\)")


def sign(table: str) -> str:
    """What stands before a name: @ for users, # for records."""
    return "@" if table == USER else "#"


def named(ref: RecordRef) -> str:
    """The name of a user or record as it stands in a text that is read."""
    return sign(ref.table) + ref.name


def mark(ref: RecordRef) -> str:
    """The name of a user or record as it lies in the file."""
    name = re.sub(r"[\[\]\n]", " ", ref.name)
    return f"[{sign(ref.table)}{name}]({ref.table}:{ref.id.hex})"


def links(body: str) -> list[RecordRef]:
    """The users and records that a stored text names, with the names of then, in its order, each once."""
    found = (RecordRef(table, UUID(record_id), name) for name, table, record_id in _MARK.findall(body))
    return list({(ref.table, ref.id): ref for ref in found}.values())


Names = Mapping[tuple[str, UUID], str]
UserNames = Mapping[UUID, str]


def plain(body: str, names: Names | None = None, user_names: UserNames | None = None) -> str:
    """A stored text as it is read; `names` are the names of now, those of then stand for others."""
    return _MARK.sub(lambda found: _read(found, names or {}, user_names or {}), body)


def read_as(body: str, names: Names, user_names: UserNames) -> tuple[str, ...]:
    """How the users and records that a stored text names stand in the text that `plain` makes of it."""
    return tuple(dict.fromkeys(_read(found, names, user_names) for found in _MARK.finditer(body)))


def _read(found: re.Match[str], names: Names, user_names: UserNames) -> str:
    """The name of now; as it was typed where that differs in capitals alone, or is the user name.

    A full name in the place of a user name would stand twice where its other words follow anyway.
    """
    typed, table, record_id = found[1], found[2], UUID(found[3])
    now = names.get((table, record_id), typed)
    is_same = typed.casefold() in (now.casefold(), user_names.get(record_id, "").casefold())
    return sign(table) + (typed if is_same else now)


def stored(text: str, refs: Iterable[RecordRef]) -> str:
    """A typed text as it lies in the file, where it names these users and records; longer names go first."""
    by_name = {named(ref).casefold(): ref for ref in refs}
    if not by_name:
        return text
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    found = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
    return found.sub(lambda match: mark(by_name[match[0].casefold()]._replace(name=match[0][1:])), text)


def is_named(ref: RecordRef, text: str) -> bool:
    """Whether a typed text holds the whole name, with no letter before or behind it."""
    return re.search(rf"(?<!\w){re.escape(named(ref))}(?!\w)", text, re.IGNORECASE) is not None


def candidates(text: str, most_words: int = 8) -> Iterator[tuple[str, list[str]]]:
    """Where a typed text may name somebody or something: the sign, and possible names, longest first."""
    for found in re.finditer(r"(?<!\w)([@#])(\w[^\n@#]*)", text):
        words = found[2].split()[:most_words]
        yield found[1], [" ".join(words[:count]).rstrip(".,;:!?)") for count in range(len(words), 0, -1)]
