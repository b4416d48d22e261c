"""Which encoding a text file is in."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from salestui.errors import nearest
from salestui.exchange.errors import FileRefused

_BLOCK = 1 << 20
SAMPLE = 1 << 16
"""Bytes that an encoding is guessed from."""
_MARKS = (
    # UTF-32's mark begins with UTF-16's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"PK\x03\x04", "a spreadsheet (xlsx, ods) or another zip file: save its sheet as CSV first"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file (xls): save its sheet as CSV first"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x1f\x8b", "compressed with gzip: unpack it first"),
)
_COMMON = (
    "utf-8",
    "utf-16",
    "cp1252",
    "cp1250",
    "cp1251",
    "iso-8859-1",
    "iso-8859-15",
    "shift_jis",
    "gb18030",
)


class Encoding(NamedTuple):
    """The encoding of a file: its name to Python, and how that is known, for people."""

    name: str
    known_by: str


class _Fault(NamedTuple):
    line: int
    byte: int


def find_encoding(path: Path, given: str | None = None, *, kind: str = "CSV file") -> Encoding:
    """The encoding of a text file, found unless given; the whole file is readable in it.

    `kind` is what the file should be, for messages.

    Raises FileRefused when the file can't be opened, is empty, is not text, or isn't in the encoding given.
    """
    start = _start(path, kind)
    if given is not None:
        return _checked(path, given)
    return _told(path, start, kind) or _guessed(path)


def told_encoding(path: Path, *, kind: str) -> Encoding | None:
    """The encoding that the bytes of a file tell; None when it could only be guessed.

    Raises FileRefused as `find_encoding` does.
    """
    return _told(path, _start(path, kind), kind)


def guessed_encoding(telling: bytes) -> str | None:
    """The name of the encoding that a text in another one than UTF-8 is most likely in, if any."""
    from charset_normalizer import from_bytes

    matches = from_bytes(telling)
    best = matches.best()
    if best is None:
        return None
    # Of several that read equally well the detector takes the first by name; most such files are Windows'.
    for match in matches:
        if "cp1252" in (match.encoding, *match.could_be_from_charset) and match.chaos <= best.chaos:
            return "cp1252"
    return best.encoding


def is_broken_utf_8(telling: bytes) -> bool:
    """Whether a text is rather UTF-8 with faults than in another encoding."""
    # In any other encoding few bytes happen to be valid UTF-8.
    text = telling.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    valid = sum(not char.isascii() for char in text) - broken
    return valid > 2 * broken


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turns the reasons why a file can't be opened or read into FileRefused."""
    try:
        yield
    except FileNotFoundError:
        raise FileRefused(f"there is no file {path}") from None
    except PermissionError:
        raise FileRefused(f"{path} may not be read: ask for the right to, or copy it") from None
    except OSError as error:
        raise FileRefused(f"{path} can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError:
        raise FileRefused(f"{path} was changed while it was read: try again") from None


def _start(path: Path, kind: str) -> bytes:
    """How a file begins that can be read and says something."""
    if "\0" in str(path):
        raise FileRefused(f"{str(path)!r} is no name of a file")
    with readable(path):
        if path.is_dir():
            raise FileRefused(f"{path} is a folder; name the file in it")
        if path.exists() and not path.is_file():
            raise FileRefused(f"{path} is not a file on disk; save its content in one first")
    with readable(path), path.open("rb") as file:
        start = file.read(SAMPLE)
    if not start.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        needs = ": it needs a line with the names of its columns, and rows below it"
        raise FileRefused(f"{path} is empty{needs if kind == 'CSV file' else ''}")
    return start


def _told(path: Path, start: bytes, kind: str) -> Encoding | None:
    for mark, name in _MARKS:
        if start.startswith(mark):
            return _checked(path, name, known_by="its mark")
    for magic, what in _OTHER_FORMATS:
        if start.startswith(magic):
            raise FileRefused(f"{path} is no {kind} but {what}")
    if b"\0" in start:
        wide = _utf_16_without_mark(start)
        if wide is None:
            raise FileRefused(f"{path} is a binary file, not a {kind} (it has NUL bytes)")
        return _checked(path, wide, known_by="its zero bytes")
    if _controls(start) > max(10, len(start) * 0.05):
        raise FileRefused(f"{path} is a binary file, not a {kind}")
    return Encoding("utf-8", "its bytes") if _first_fault(path, "utf-8") is None else None


def _checked(path: Path, name: str, known_by: str | None = None) -> Encoding:
    try:
        "".encode(name)
        name = codecs.lookup(name).name
    except LookupError:
        raise FileRefused(
            f"there is no encoding {name!r}; did you mean {nearest(name, _COMMON)!r}?"
        ) from None
    fault = _first_fault(path, name)
    if fault is not None:
        raise _not_in(path, name, fault)
    return Encoding(name, known_by or "given")


def _not_in(path: Path, name: str, fault: _Fault) -> FileRefused:
    return FileRefused(
        f"{path} is not in {name}: byte 0x{fault.byte:02X} in line {fault.line} has no meaning there. "
        'Save the file as UTF-8, or name its encoding in the map (encoding = "cp1252")'
    )


def _first_fault(path: Path, encoding: str) -> _Fault | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with readable(path), path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                before = bytes(error.object[: error.start]).decode(encoding, "replace")
                return _Fault(line + before.count("\n"), error.object[error.start])
            line += text.count("\n")
            if not block:
                return None


def _guessed(path: Path) -> Encoding:
    telling = bytearray()
    with readable(path), path.open("rb") as file:
        for line in file:
            if not line.isascii():
                telling += line[:1000]
            if len(telling) >= SAMPLE:
                break
    name = None if is_broken_utf_8(bytes(telling)) else guessed_encoding(bytes(telling))
    if name is None or _first_fault(path, name) is not None:
        # Refused with the place of its first fault.
        return _checked(path, "utf-8", known_by="its bytes")
    return Encoding(name, "a guess")


def _utf_16_without_mark(start: bytes) -> str | None:
    even, odd = start[::2].count(0), start[1::2].count(0)
    most = len(start) // 2 * 0.6
    if odd > most and even == 0:
        return "utf-16-le"
    if even > most and odd == 0:
        return "utf-16-be"
    return None


def _controls(start: bytes) -> int:
    return sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)
