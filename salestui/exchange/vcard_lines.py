"""vCard files of the versions 2.1, 3.0 and 4.0 as cards of properties, one card at a time.

Programs write these files in many ways. Understood are bare parameters, quoted-printable with soft breaks,
base64 that is not indented, lines broken without a sign, groups, several character sets in one file.
"""

import binascii
import codecs
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from salestui.exchange.encodings import readable
from salestui.exchange.errors import FileRefused, shown

LARGEST = 16_000_000
"""Bytes of a card; a photo of ten million pixels fits."""
_USUAL = 200
"""Bytes of the parameters of a line that are worth keeping."""
_PORTION = 1 << 16
"""Bytes of a line that are read at once, so that a line without an end does not fill the memory."""
_NAME = re.compile(rb"(?:[\w-]+\.)?[A-Za-z][\w-]*\s*(?=[;:])")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+")
_CODE = re.compile(rb"=([0-9A-Fa-f]{2})")
_CODES = re.compile(rb"(?:=[0-9A-Fa-f]{2})+")
_NO_CODE = re.compile(rb"=(?![0-9A-Fa-f]{2})")
_CR_LINES = re.compile(rb"[^\r]*\r|[^\r]+")
_BEGIN_OR_END = frozenset({b"B", b"b", b"E", b"e"})
_BEGIN = b"BEGIN:VCARD"
_END = b"END:VCARD"
_AS_CODES, _CUT = "salestui.codes", "salestui.cut"
"""How bytes without meaning are read, by the names that the codecs know them under."""
_UNFINISHED = frozenset({"unexpected end of data", "incomplete multibyte sequence", "truncated data"})
"""What codecs say of a text that ends within a character."""
_ONE_WORD = frozenset({"VERSION", "KIND", "UID", "REV", "PRODID", "BDAY"})
"""What never goes on in a line that does not say so."""
_ONE_LINE = frozenset({"FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "TEL", "EMAIL", "URL"})
"""What seldom does, and surely not in one that looks like a property."""
_LIKE_A_PROPERTY = re.compile(
    rb"(?:N;|(?:FN|NICKNAME|ORG|TITLE|ROLE|TEL|EMAIL|URL|ADR|BDAY|NOTE|UID|VERSION)[ ;=])"
)
_UTF_8 = ("utf-8",)
_DIGITS = 3
"""Of the number that says how preferred a property is; the standard goes up to 100."""
_UNWRITTEN = frozenset({"7BIT", "8BIT", "BINARY", "QUOTED-PRINTABLE", "BASE64", "B"})


class BadValue(ValueError):
    """A value can't be read; the message says why."""


@dataclass(slots=True)
class Property:
    """A line of a card, unfolded: its name and parameters in capitals, its value as it stands in the file."""

    line: int
    name: str
    params: Mapping[str, Sequence[str]]
    pieces: list[bytes]
    """The value as it stands in the file, in as many pieces as there are lines."""
    encodings: Sequence[str]
    """Those it may be in, the likeliest first; the value may say another one."""
    is_old: bool = False
    """Whether it is of version 2.1, which escapes less."""
    is_folded: bool = False
    """Whether it goes on over several lines, at whose ends blanks may stand that are not meant."""

    @property
    def raw(self) -> bytes:
        """The value as it stands in the file, in one piece."""
        if len(self.pieces) > 1:
            self.pieces = [b"".join(self.pieces)]
        return self.pieces[0]

    @property
    def types(self) -> frozenset[str]:
        """What the parameter TYPE says, in capitals."""
        return frozenset(value.upper() for value in self.params.get("TYPE", ()))

    @property
    def preference(self) -> int:
        """Its place among those of its name: the number it says, 1 if none; behind all when not preferred."""
        said = next(iter(self.params.get("PREF", ())), "")
        if said.isdecimal() and len(said) <= _DIGITS:
            return int(said)
        return 1 if "PREF" in self.types or "PREF" in self.params else 10**_DIGITS

    @property
    def is_quoted_printable(self) -> bool:
        """Whether its value is written so, and may go on after a line that ends in `=`."""
        return "QUOTED-PRINTABLE" in self._written_as

    @property
    def is_base64(self) -> bool:
        """Whether its value is bytes."""
        return bool(self._written_as & {"BASE64", "B"})

    @property
    def _written_as(self) -> frozenset[str]:
        # Asked for at each line of a file, and most values are written as they are.
        said = self.params.get("ENCODING")
        return frozenset(value.upper() for value in said) if said else frozenset()

    @property
    def charset(self) -> str | None:
        """The encoding that the value says it is in."""
        said = self.params.get("CHARSET")
        return said[0] if said else None

    def text(self) -> str:
        """The value as text, still escaped. Raises BadValue."""
        raw, errors = self.raw, "strict"
        if self.is_quoted_printable:
            raw, errors = _from_codes(raw.removesuffix(b"="))
        *others, charset = [self.charset] if self.charset is not None else self.encodings
        for other in others:
            with suppress(UnicodeDecodeError):
                return raw.decode(other)
        try:
            return raw.decode(charset, errors)
        except UnicodeDecodeError as error:
            byte = error.object[error.start]
            raise BadValue(f"byte 0x{byte:02X} has no meaning in {charset}") from None
        except (LookupError, ValueError):
            raise BadValue(f"there is no character set {shown(charset)}") from None

    def value(self) -> str:
        """The value as one text, unescaped. Raises BadValue."""
        return unescaped(self.text(), self.is_old)

    def parts(self) -> list[str]:
        """The value at its semicolons, each part unescaped. Raises BadValue."""
        return [unescaped(part, self.is_old) for part in _split(self.text(), ";")]

    def raw_parts(self) -> list[str]:
        """The value at its semicolons, each part still escaped. Raises BadValue."""
        return _split(self.text(), ";")

    def content(self) -> bytes:
        """The value as bytes. Raises BadValue."""
        raw = self.raw
        if raw[:5].lower() == b"data:":
            head, _, raw = raw.partition(b",")
            if not head.lower().endswith(b";base64"):
                raise BadValue("is not written in base64")
        try:
            return b64decode(b"".join(raw.split()) + b"==", validate=False)
        except binascii.Error:
            raise BadValue("is not written in base64") from None


@dataclass(slots=True)
class Card:
    """A card: the lines that it has in the file, its properties; `problem` says why it can't be read."""

    line: int
    last_line: int = 0
    size: int = 0
    """Its bytes, without those of wide letters."""
    properties: list[Property] = field(default_factory=list)
    is_old: bool = False
    """Whether it is of version 2.1."""
    is_utf_8: bool = False
    """Whether it is of version 4.0, which is in no other encoding."""
    torn: list[tuple[int, str]] = field(default_factory=list)
    """The lines that were taken for more of the property before them without any sign, with its name."""
    problem: str = ""
    problem_line: int = 0

    @property
    def lines(self) -> range:
        """Its lines in the file."""
        return range(self.line, self.last_line + 1)

    def all(self, name: str) -> list[Property]:
        """The properties of this name, the preferred ones first."""
        found = [one for one in self.properties if one.name == name]
        return sorted(found, key=lambda one: one.preference) if len(found) > 1 else found


def cards(path: Path, encoding: str) -> Iterator[Card]:
    """The cards of a file one by one, also those that can't be read. Raises FileRefused for the file."""
    found = _Cards(encoding)
    yield from found.among(_lines(path, encoding))
    if not found.has_any:
        raise FileRefused(f"{path} is no vCard file: there is no BEGIN:VCARD in it")


def lines_of(path: Path, encoding: str, places: Sequence[range]) -> Iterator[bytes]:
    """The lines at these places of a file, which follow one another, as they stand there, with their ends.

    What is too long to be held comes in several pieces. Raises FileRefused.
    """
    waiting = iter(places)
    place = next(waiting, None)
    before = 0
    for number, line in _lines(path, encoding):
        while place is not None and number >= place.stop:
            place = next(waiting, None)
        if place is None:
            break
        if number in place:
            if before and number != before:
                yield b"\r\n"
            yield line
            before = number
    if before:
        yield b"\r\n"


class _Cards:
    """Puts the lines of a file together to cards."""

    def __init__(self, encoding: str) -> None:
        self.has_any = False
        self._encodings = _tried(encoding)
        self._card: Card | None = None
        """The one that is open, or the lines that stand outside of a card."""
        self._depth = 0
        """How many cards are open, one inside the other; none outside of a card."""

    def among(self, lines: Iterable[tuple[int, bytes]]) -> Iterator[Card]:
        """The cards of these lines, each as soon as it is complete."""
        for number, line in lines:
            word = _word(line)
            if word == _BEGIN and not self._is_agents():
                yield from self._left_open()
                self._card, self._depth, self.has_any = Card(number), 0, True
            elif word and self._card is None:
                self._card = _spoiled(Card(number), "this stands outside of a card", number)
            if self._card is not None and self._ends(self._card, number, line, word):
                yield self._card
                self._card = None
        if self.has_any:
            yield from self._left_open()

    def _is_agents(self) -> bool:
        """Whether a BEGIN here opens the card of an agent, which belongs to the one that is open."""
        last = self._card.properties[-1] if self._card is not None and self._card.properties else None
        return last is not None and last.name == "AGENT" and not last.raw.strip()

    def _left_open(self) -> Iterator[Card]:
        """What comes to its end without saying so."""
        if self._card is not None:
            yield _spoiled(self._card, "it has no END:VCARD", self._card.line)
            self._card, self._depth = None, 0

    def _ends(self, card: Card, number: int, line: bytes, word: bytes) -> bool:
        """Take a line to the card, and tell whether it is the last one."""
        if word:
            card.last_line = number
        card.size += len(line) + 1
        if card.size > LARGEST:
            card.properties = []
            _spoiled(card, f"it has more than {LARGEST // 1_000_000} MB", card.line)
        if word == _BEGIN:
            self._depth += 1
        elif word == _END and self._depth:
            self._depth -= 1
            return not self._depth
        elif self._depth == 1 and not card.problem:
            _take(card, number, line, self._encodings)
        return False


def _word(line: bytes) -> bytes:
    """BEGIN:VCARD or END:VCARD, however it is written; of another line something, unless it is blank."""
    text = line.strip()
    return b"".join(text.split()).upper() if text[:1] in _BEGIN_OR_END else text[:1]


def unescaped(text: str, is_old: bool = False) -> str:
    """A value without its backslashes; version 2.1 knows only those before semicolons and backslashes."""
    if "\\" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        sign = match[1]
        return "\n" if sign in "nN" else sign

    return re.sub(r"\\([;\\,:])" if is_old else r"\\([;\\,:nN])", plain, text)


def split_list(text: str) -> list[str]:
    """The texts between commas, unescaped."""
    return [unescaped(part) for part in _split(text, ",")]


def _split(text: str, at: str) -> list[str]:
    return re.split(rf"(?<!\\){at}", text) if "\\\\" not in text else _split_slowly(text, at)


def _split_slowly(text: str, at: str) -> list[str]:
    """With an escaped backslash before the sign, which is then none that is escaped."""
    parts, start, position = [], 0, 0
    while position < len(text):
        if text[position] == "\\":
            position += 1
        elif text[position] == at:
            parts.append(text[start:position])
            start = position + 1
        position += 1
    return [*parts, text[start:]]


def _spoiled(card: Card, reason: str, line: int) -> Card:
    if not card.problem:
        card.problem, card.problem_line = reason, line
    return card


def _lines(path: Path, encoding: str) -> Iterator[tuple[int, bytes]]:
    """The lines as they stand in the file, without their ends; wide encodings as UTF-8."""
    with readable(path):
        if encoding.startswith(("utf-16", "utf-32")):
            with path.open(encoding=encoding) as text:
                for number, line in enumerate(text, 1):
                    yield number, line.rstrip("\r\n").encode()
            return
        with path.open("rb") as file:
            end = _line_end(file)
            if encoding == "utf-8-sig":
                file.read(3)
            number = 0
            rest = b""
            for block in _blocks(file, end):
                rest += block
                if len(rest) > LARGEST:
                    # Longer than any card: what is cut off here is refused with its card.
                    yield number + 1, rest
                    rest = b""
                if block.endswith(end):
                    number += 1
                    yield number, rest.rstrip(b"\r\n")
                    rest = b""
            if rest:
                yield number + 1, rest


def _line_end(file: BinaryIO) -> bytes:
    """With which byte a line ends: a Mac of old writes no line feeds."""
    start = file.read(_PORTION)
    file.seek(0)
    return b"\r" if b"\r" in start and b"\n" not in start else b"\n"


def _blocks(file: BinaryIO, end: bytes) -> Iterator[bytes]:
    """The lines with their ends, long ones in several pieces."""
    if end == b"\n":
        while block := file.readline(_PORTION):
            yield block
        return
    while block := file.read(_PORTION):
        yield from _CR_LINES.findall(block)


def _take(card: Card, number: int, line: bytes, encodings: Sequence[str]) -> None:
    """Put a line into the card: a property, or more of the last one."""
    last = card.properties[-1] if card.properties else None
    more = _more(last, line) if last is not None else None
    if last is not None and more is not None:
        last.pieces.append(more)
        last.is_folded = True
        return
    if not line.strip():
        return
    head = _NAME.match(line)
    if head is None and last is not None and _may_go_on(last, line):
        # A line that was broken without a sign.
        last.pieces += [b"=0A" if last.is_quoted_printable else b"\n", line]
        card.torn.append((number, last.name))
        return
    if head is None:
        _spoiled(card, "this is no line of a card", number)
        return
    params, value = _head_and_value(line[head.end() :])
    name = head[0].strip().decode("ascii", "replace").upper().rpartition(".")[2]
    if name == "VERSION":
        card.is_old = value.strip() == b"2.1"
        card.is_utf_8 = value.strip() == b"4.0"
    pieces = [value.lstrip(b" \t")]
    may_be_in = _UTF_8 if card.is_utf_8 else encodings
    card.properties.append(Property(number, name, _params(params), pieces, may_be_in, card.is_old))


def _may_go_on(last: Property, line: bytes) -> bool:
    """Whether a line without a colon can be more of the property before it, broken without a sign."""
    if last.name in _ONE_LINE:
        return _LIKE_A_PROPERTY.match(line) is None
    return last.name not in _ONE_WORD


def _more(last: Property, line: bytes) -> bytes | None:
    """What a line adds to the property before it; None when it is one of its own."""
    is_indented = line[:1] in (b" ", b"\t")
    if last.is_quoted_printable and last.pieces[-1].endswith(b"="):
        last.pieces[-1] = last.pieces[-1][:-1]
        # Who writes every character as a code writes blanks so too: this one only folds the line.
        return line.strip() if is_indented and _CODES.fullmatch(last.pieces[-1]) else line
    if is_indented:
        # Version 2.1 breaks a line at its blanks, the others put one in.
        return line if last.is_old and not last.is_base64 else line[1:]
    if last.is_base64 and _BASE64.fullmatch(line.strip()):
        return line.strip()
    return None


def _from_codes(raw: bytes) -> tuple[bytes, str]:
    """The bytes of quoted-printable, with what becomes of those without meaning.

    A code that is none, or has no meaning, is kept as it stands.
    """
    content = _CODE.sub(lambda code: bytes.fromhex(code[1].decode()), raw)
    # Some programs cut such a value in the middle of a character: what is left of that says nothing.
    return content, _AS_CODES if _NO_CODE.search(raw) else _CUT


def _as_codes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(f"={byte:02X}" for byte in error.object[error.start : error.end]), error.end


def _cut(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.reason in _UNFINISHED:
        return "", error.end
    return _as_codes(error)


codecs.register_error(_AS_CODES, _as_codes)
codecs.register_error(_CUT, _cut)


def _tried(encoding: str) -> Sequence[str]:
    """The encodings that a value of a file is tried in, which is in this one as a whole."""
    if encoding.startswith("utf-"):
        return _UTF_8
    from charset_normalizer.utils import is_multi_byte_encoding

    # A short text of several bytes a letter may happen to be valid UTF-8; any other one seldom does.
    return (encoding, *_UTF_8) if is_multi_byte_encoding(encoding) else (*_UTF_8, encoding)


def _head_and_value(rest: bytes) -> tuple[bytes, bytes]:
    """The parameters and the value, at the first colon that is not in quotes."""
    before, _, after = rest.partition(b":")
    if b'"' not in before:
        return before, after
    is_quoted = False
    for at, sign in enumerate(rest):
        if sign == ord('"'):
            is_quoted = not is_quoted
        elif sign == ord(":") and not is_quoted:
            return rest[:at], rest[at + 1 :]
    return before, after


def _params(text: bytes) -> Mapping[str, Sequence[str]]:
    """The parameters; those of one file repeat from card to card, and are kept once."""
    return _kept_params(text) if len(text) < _USUAL else _read_params(text)


@lru_cache(maxsize=1_000)
def _kept_params(text: bytes) -> Mapping[str, Sequence[str]]:
    return _read_params(text)


def _read_params(text: bytes) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for part in re.findall(r'(?:"[^"]*"|[^;"])+', text.decode("utf-8", "replace")):
        name, sign, value = part.partition("=")
        name, value = name.strip().upper(), value.strip()
        if not sign:
            # Bare, as version 2.1 has it: how the value is written, or what kind it is.
            name, value = ("ENCODING" if name in _UNWRITTEN else "TYPE"), name
        # Of a list in quotes each is one too, though the standard would make it a single value.
        found.setdefault(name, []).extend(
            one.strip() for one in value.replace('"', "").split(",") if one.strip()
        )
    return found
