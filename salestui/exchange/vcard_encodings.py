"""In which encoding a file of vCards is, judged by what none of its cards says for itself."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from salestui.exchange.encodings import (
    SAMPLE,
    Encoding,
    guessed_encoding,
    is_broken_utf_8,
    readable,
    told_encoding,
)
from salestui.exchange.errors import FileRefused
from salestui.exchange.vcard_lines import cards

_UTF_8 = Encoding("utf-8", "its bytes")


def file_encoding(path: Path) -> Encoding:
    """In which encoding a file of vCards is; values may say another one. Raises FileRefused for what is none.

    A guess is only of the values that are no UTF-8.
    """
    try:
        told = told_encoding(path, kind="vCard file")
    except FileRefused:
        with readable(path), path.open("rb") as file:
            start = file.read(4096)
        if b"BEGIN:VCARD" not in start.upper():
            raise
        # Its values are in several encodings, or one of them is broken: each card tells.
        return Encoding("utf-8-sig", "its mark") if start.startswith(codecs.BOM_UTF8) else _UTF_8
    if told is not None:
        return told
    sample = list(_sample(path))
    foreign = [value for value in sample if not _is_in(value, "utf-8")]
    if not foreign or is_broken_utf_8(b"\n".join(sample)):
        return _UTF_8
    name = guessed_encoding(b"\n".join(value[:1000] for value in foreign))
    if name is None or not all(_is_in(value, name, "utf-8") for value in _untold(path)):
        return _UTF_8
    return Encoding(name, "a guess")


def _sample(path: Path) -> Iterator[bytes]:
    size = 0
    for value in _untold(path):
        yield value
        size += len(value)
        if size >= SAMPLE:
            break


def _untold(path: Path) -> Iterator[bytes]:
    """The values that go beyond ASCII and of which nothing says how they are written."""
    for card in cards(path, _UTF_8.name):
        if not card.is_utf_8:
            for one in card.properties:
                if one.charset is None and not one.raw.isascii():
                    yield one.raw


def _is_in(value: bytes, *encodings: str) -> bool:
    for name in encodings:
        try:
            value.decode(name)
        except UnicodeDecodeError:
            continue
        return True
    return False
