"""Addresses of mail: read from what was typed, and checked. Standard library only."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from salestui.errors import InputError

LONGEST = 254
"""The longest address that mail can carry (RFC 5321), in bytes."""
_LONGEST_LOCAL = 64
_LONGEST_LABEL = 63
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LOCAL = re.compile(r"[^\s.@()<>\[\]:;,\\\"]+(\.[^\s.@()<>\[\]:;,\\\"]+)*")
_LABEL = re.compile(r"[^\W_]([\w-]*[^\W_])?")
_PIECE = re.compile(r'(?:"(?:[^"\\]|\\.)*"|<[^<>]*>|[^,;"<]|["<])+')
_NAMED = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>]*)>", re.DOTALL)


class Typed(NamedTuple):
    """One recipient as it was typed: a name, an address, or both."""

    name: str
    address: str


def split(text: str) -> list[Typed]:
    """Recipients between commas or semicolons: `Ana <ana@x.org>, "Silva, Bo" <bo@x.org>, Clara`.

    Raises InputError for a control character, such as the line break that would begin another header.
    """
    refuse_controls(text)
    return [_typed(piece) for piece in _pieces(text)]


def last_piece(text: str) -> tuple[int, str]:
    """What is being typed at the end of the text, and where it begins."""
    start = 0
    for match in _PIECE.finditer(text):
        start = match.start() if match.end() == len(text) else len(text)
    rest = text[start:]
    return start + len(rest) - len(rest.lstrip()), rest.strip()


def _pieces(text: str) -> Iterator[str]:
    for match in _PIECE.finditer(text):
        if piece := match[0].strip():
            yield piece


def _typed(piece: str) -> Typed:
    if match := _NAMED.fullmatch(piece):
        return Typed(_unquoted(match["name"]), match["address"].strip())
    return Typed("", piece) if "@" in piece else Typed(_unquoted(piece), "")


def _unquoted(name: str) -> str:
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        return re.sub(r"\\(.)", r"\1", name[1:-1]).strip()
    return name


def written(name: str, address: str) -> str:
    """A recipient as `split` reads it again."""
    if not name:
        return address
    if re.search(r'[,;"<>@\\]', name):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        name = f'"{escaped}"'
    return f"{name} <{address}>" if address else name


def refuse_controls(text: str) -> None:
    """Raise InputError for what could end a line of a header."""
    if match := _CONTROL.search(text):
        what = "line break" if match[0] in "\r\n\x0b\x0c\x85\u2028\u2029" else "control character"
        shown = text[: match.start()].strip()[-40:]
        where = f" after “{shown}”" if shown else ""
        raise InputError(f"there is a {what}{where}; names and addresses are on one line")


def check(text: str) -> str:
    """One address, without blanks around it. Raises InputError that says what is wrong with it.

    Letters beyond ASCII are fine on both sides of the @.
    """
    address = text.strip()
    refuse_controls(address)
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        raise InputError(f"“{_short(address)}” is no address: it needs a name, an @ and a domain")
    if "@" in local:
        raise InputError(f"“{_short(address)}” is not one address; put a comma between two")
    if not _LOCAL.fullmatch(local):
        raise InputError(f"“{_short(address)}” is no address: “{_short(local)}” can't stand before the @")
    if len(local.encode()) > _LONGEST_LOCAL:
        raise InputError(f"“{_short(address)}” is too long before the @: at most {_LONGEST_LOCAL} letters")
    if len((local + "@" + ascii_domain(domain)).encode()) > LONGEST:
        raise InputError(f"“{_short(address)}” is longer than the {LONGEST} letters of an address")
    return address


def ascii_domain(domain: str) -> str:
    """The domain as servers know it: "bücher.example" -> "xn--bcher-kva.example". Raises InputError."""
    labels = domain.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise InputError(f"“{_short(domain)}” is no domain")
    try:
        encoded = domain.encode("idna").decode()
    except UnicodeError:
        raise InputError(f"“{_short(domain)}” is no domain") from None
    if any(len(label) > _LONGEST_LABEL for label in encoded.split(".")):
        raise InputError(f"“{_short(domain)}” is no domain: a part of it is too long")
    return encoded


def on_the_wire(address: str) -> str:
    """A checked address as it is given to a server: its domain in ASCII."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
