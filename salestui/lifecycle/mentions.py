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


def plain(body: str, names: Mapping[tuple[str, UUID], str] | None = None) -> str:
    """A stored text as it is read; `names` are the names of now, those of then stand for others."""
    known = names or {}

    def name(found: re.Match[str]) -> str:
        table = found[2]
        return sign(table) + known.get((table, UUID(found[3])), found[1])

    return _MARK.sub(name, body)


def stored(text: str, refs: Iterable[RecordRef]) -> str:
    """A typed text as it lies in the file, where it names these users and records; longer names go first."""
    by_name = {named(ref).casefold(): ref for ref in refs}
    if not by_name:
        return text
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    found = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
    return found.sub(lambda match: mark(by_name[match[0].casefold()]), text)


def candidates(text: str, most_words: int = 8) -> Iterator[tuple[str, list[str]]]:
    """Where a typed text may name somebody or something: the sign, and possible names, longest first."""
    for found in re.finditer(r"(?<!\w)([@#])(\w[^\n@#]*)", text):
        words = found[2].split()[:most_words]
        yield found[1], [" ".join(words[:count]).rstrip(".,;:!?)") for count in range(len(words), 0, -1)]
