"""What a card says of a contact: the values of its fields, its company, its photo, and what is left out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from salestui.counting import counted
from salestui.exchange.errors import shown
from salestui.exchange.vcard_lines import BadValue, Card, Property, split_list
from salestui.lifecycle.input_dates import FIRST_YEAR
from salestui.lifecycle.record_checks import is_email
from salestui.lifecycle.values import InvalidFields, check_all
from salestui.models.fields import FIELDS, Field

_FIELDS = FIELDS["contact"]
_VERSIONS = frozenset({"2.1", "3.0", "4.0"})
_READ = frozenset(
    {"VERSION", "KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS", "UID", "FN", "N", "NICKNAME", "BDAY"}
    | {"ORG", "TITLE", "ROLE", "URL", "EMAIL", "TEL", "ADR", "NOTE", "PHOTO"}
)
"""The properties that a contact has fields for, or that say what kind of card it is."""
_OF_PROGRAMS = frozenset(
    {"PRODID", "REV", "PROFILE", "SOURCE", "NAME", "SORT-STRING", "MAILER", "CLIENTPIDMAP", "XML", "CLASS"}
    | {"X-ABLABEL", "X-ABADR", "X-ABUID"}
)
"""Those that tell nothing of the person."""
_OF_OUTLOOK = "X-MS-OL-"
_MOST_NAMED = 10
"""Properties without a field that are named."""
_COMPANY = FIELDS["account"]["name"]
_NAME = frozenset({"full_name", "first_name", "middle_name", "last_name", "salutation", "suffix"})
"""The fields without which a contact would be somebody else."""
_ADDRESS = frozenset(
    {
        "address_line_1",
        "address_line_2",
        "address_line_3",
        "city",
        "state_or_province",
        "postal_code",
        "country",
    }
)
_GROUPS = frozenset({"group", "location", "application", "device"})
_PHOTOS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")
"""What the files of pictures begin with: JPEG, PNG, GIF, WebP, BMP, TIFF."""
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NO_YEAR = re.compile(r"--\d{2}-?\d{2}.*")


@dataclass(slots=True)
class CardContact:
    """What a card says. `values` holds contact fields that it fills, by column, cleaned and checked."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    derived: dict[str, Any] = field(default_factory=dict)
    """The parts of its whole name, which the card does not tell apart; empty when it does."""
    company: str | None = None
    uid: str | None = None
    photo: bytes | None = None
    said: list[str] = field(default_factory=list)
    """What of the card is left out, and why."""

    @property
    def name(self) -> str:
        """Its whole name."""
        return str(self.values["full_name"])


class BadCard(ValueError):
    """A card can't become a contact; `line` and the message say where and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class NoPerson(BadCard):
    """A card of a group or a place, which is no contact and is passed over."""


def read_card(card: Card) -> CardContact:
    """What a card says of a contact. Raises BadCard."""
    if card.problem:
        raise BadCard(card.problem_line, card.problem)
    kind = _first(card, "KIND", "X-ADDRESSBOOKSERVER-KIND").lower()
    if kind in _GROUPS:
        raise NoPerson(card.line, f"it is a {kind}, no person")
    found = CardContact(card.line)
    version = _first(card, "VERSION")
    if version and version not in _VERSIONS:
        found.said.append(f"version {shown(version)} is not known here, and read as 4.0")
    if kind == "org" or _first(card, "X-ABSHOWAS").upper() == "COMPANY":
        found.said.append("it is of a company, and kept as a contact of this name")
    raw: dict[str, str | None] = {}
    _say_torn(card, found)
    _names(card, raw, found)
    _work(card, raw, found)
    _reached(card, raw, found)
    is_home = _address(card, raw, found)
    note = "\n\n".join(text for one in card.all("NOTE") if (text := _value(one).strip()))
    raw["description"] = _cut_note(note, found)
    nicknames = _all_listed(card, "NICKNAME")
    _say_more(found, nicknames, "nickname")
    raw["nickname"] = (nicknames or [""])[0]
    birthday = _birthday(card, found)
    found.uid = _uid(card)
    found.photo = _photo(card, found)
    _say_unread(card, found)
    given = {name: value for name, text in raw.items() if text and (value := _clean(name, text))}
    if found.company is not None:
        company = _line(found.company)
        found.company = company if _fits(_COMPANY, company, "company", found) else None
    fitting: dict[str, Any] = {
        name: value
        for name, value in given.items()
        if name in _NAME or _fits(_FIELDS[name], value, _FIELDS[name].label.lower(), found)
    }
    try:
        found.values = check_all(_FIELDS, fitting)
        found.derived = check_all(_FIELDS, found.derived)
    except InvalidFields as error:
        raise BadCard(card.line, str(error).rstrip(".")) from None
    if birthday is not None:
        found.values["birthday"] = birthday
    if is_home is not None and not _ADDRESS.isdisjoint(found.values):
        found.values["address_is_home"] = is_home
    if found.uid is not None:
        found.values["vcard_uid"] = found.uid
    return found


# Parts of a card


def _say_torn(card: Card, found: CardContact) -> None:
    if card.torn:
        line, name = card.torn[0]
        more = f", and {counted(len(card.torn) - 1, 'more line')} like it" if len(card.torn) > 1 else ""
        found.said.append(f"line {line:,} has no colon, and is read as more of {name}{more}")


def _names(card: Card, raw: dict[str, str | None], found: CardContact) -> None:
    parts = [_listed_part(part) for part in _raw_parts(card, "N")]
    last, first, middle, prefix, suffix = (parts + [""] * 5)[:5]
    raw |= {"last_name": last, "first_name": first, "middle_name": middle}
    raw |= {"salutation": prefix, "suffix": suffix}
    told = " ".join(one for one in (prefix, first, middle, last, suffix) if one)
    company = (_parts(card, "ORG") or [""])[0]
    emails = [_address_of(one) for one in card.all("EMAIL")]
    _say_more(found, _texts(card, "FN"), "full name")
    _say_more(found, _all_filled(card.all("N")), "name")
    choices = [_first(card, "FN"), told, company, *_all_listed(card, "NICKNAME")[:1], *emails]
    full_name = next((name for text in choices if (name := _line(text))), "")
    if not full_name:
        raise BadCard(card.line, "it has no name: neither FN nor N, ORG, NICKNAME or EMAIL")
    raw["full_name"] = full_name
    if not (first or last or middle):
        start, _, end = full_name.rpartition(" ")
        if len(start) > 100 or len(end) > 100:
            start = end = ""
        found.derived = {"first_name": start, "middle_name": "", "last_name": end}
        found.derived |= {name: "" for name in ("salutation", "suffix") if not raw[name]}


def _work(card: Card, raw: dict[str, str | None], found: CardContact) -> None:
    organisations = _all_filled(card.all("ORG"))
    _say_more(found, organisations, "company", "companies")
    organisation = (organisations or [[]])[0]
    found.company = organisation[0].strip() or None if organisation else None
    raw["department"] = ", ".join(unit for one in organisation[1:] if (unit := one.strip()))
    titles = list(dict.fromkeys([*_texts(card, "TITLE"), *_texts(card, "ROLE")]))
    _say_more(found, titles, "job title")
    raw["job_title"] = (titles or [""])[0]
    addresses = sorted(card.all("URL"), key=lambda one: "WORK" not in one.types)
    websites = list(dict.fromkeys(text for one in addresses if (text := _value(one).strip())))
    _say_more(found, websites, "website")
    raw["website"] = (websites or [""])[0]


def _reached(card: Card, raw: dict[str, str | None], found: CardContact) -> None:
    different: dict[str, str] = {}
    for one in card.all("EMAIL"):
        if text := _address_of(one):
            # The same in other capitals is no second address.
            different.setdefault(text.casefold(), text)
    emails = list(different.values())
    for text in emails:
        if not is_email(text):
            found.said.append(f"email address “{shown(text, 60)}” left out, it is none")
    emails = [text for text in emails if is_email(text)]
    raw |= {"email": (emails or [""])[0], "email_2": (emails[1:] or [""])[0]}
    _say_more(found, emails[1:], "email address", "email addresses")
    left_out = 0
    for one in card.all("TEL"):
        number = re.sub(r"(?i)^tel:", "", _value(one)).strip()
        free = next((name for name in _phone_fields(one) if not raw.get(name)), None)
        if number and free is None:
            left_out += number not in raw.values()
        elif number and free is not None and number not in (raw.get(name) for name in _PHONES):
            raw[free] = number
    if left_out:
        found.said.append(f"{counted(left_out, 'more phone number')} left out")


_PHONES = ("business_phone", "mobile_phone", "home_phone", "fax")


def _phone_fields(one: Property) -> tuple[str, ...]:
    """The fields that a number may go to, by its types."""
    if "FAX" in one.types:
        return ("fax",)
    if one.types & {"CELL", "IPHONE", "TEXT"}:
        return ("mobile_phone",)
    if one.types & {"PAGER", "MODEM", "BBS", "ISDN", "VIDEO", "CAR"} and not one.types & {"VOICE"}:
        return ()
    if "HOME" in one.types:
        return ("home_phone",)
    return ("business_phone",) if "WORK" in one.types else ("business_phone", "mobile_phone", "home_phone")


def _address(card: Card, raw: dict[str, str | None], found: CardContact) -> bool | None:
    """The address of the office, or else the preferred one; tells whether it is one at home, None if none."""
    addresses = sorted(card.all("ADR"), key=lambda one: "WORK" not in one.types)
    filled = _all_filled(addresses)
    if not filled:
        return None
    _say_more(found, filled, "address", "addresses")
    parts = filled[0]
    box, extended, street, city, region, code, country = (parts + [""] * 7)[:7]
    lines = street.split("\n") if "\n" in street else [street] if street.strip() else []
    lines += [part for part in (extended, box) if part.strip()]
    if len(lines) > 3:
        lines = [*lines[:2], ", ".join(line for line in lines[2:] if line.strip())]
    for number, line in enumerate(lines, 1):
        raw[f"address_line_{number}"] = line
    raw |= {"city": city, "state_or_province": region, "postal_code": code, "country": country}
    types = next(one.types for one in addresses if one.parts() == parts)
    return "HOME" in types and "WORK" not in types


def _say_more(found: CardContact, values: Sequence[object], one: str, several: str | None = None) -> None:
    """Tell how many values are left out besides the first one."""
    if len(values) > 1:
        words = (f"more {one}", f"more {several or one + 's'}")
        found.said.append(f"{counted(len(values) - 1, *words)} left out")


def _fits(field: Field, text: str, what: str, found: CardContact) -> bool:
    """Whether a text is as short as its field takes it; tell when it is left out for that."""
    if field.length is None or len(text) <= field.length:
        return True
    found.said.append(f"the {what} left out, it has {len(text):,} characters of at most {field.length:,}")
    return False


def _cut_note(note: str, found: CardContact) -> str:
    longest = _FIELDS["description"].length or len(note)
    if len(note) > longest:
        found.said.append(f"the note has {len(note):,} characters, of which the first {longest:,} are kept")
    return note if len(note) <= longest else note[: longest - 1] + "…"


def _birthday(card: Card, found: CardContact) -> date | None:
    _say_more(found, _texts(card, "BDAY"), "birthday")
    text = _first(card, "BDAY")
    if not text or _NO_YEAR.fullmatch(text):
        if text:
            found.said.append("a birthday without its year left out")
        return None
    matched = _DAY.fullmatch(text)
    try:
        day = date(*map(int, matched.groups())) if matched else None
    except ValueError:
        day = None
    if day is None or day.year < FIRST_YEAR:
        found.said.append(f"birthday “{shown(text, 30)}” left out, it is no date since {FIRST_YEAR}")
        return None
    return day


def _uid(card: Card) -> str | None:
    uid = _line(re.sub(r"(?i)^urn:uuid:", "", _first(card, "UID")))
    if len(uid) > (_FIELDS["vcard_uid"].length or len(uid)):
        raise BadCard(card.line, f"its UID has more than {_FIELDS['vcard_uid'].length} characters")
    return uid or None


def _photo(card: Card, found: CardContact) -> bytes | None:
    photos = [one for one in card.all("PHOTO") if one.raw.strip()]
    for place, one in enumerate(photos):
        if not one.is_base64 and one.raw[:5].lower() != b"data:":
            found.said.append("the photo left out, it is only a link")
            continue
        try:
            content = one.content()
        except BadValue as error:
            found.said.append(f"the photo left out, it {error}")
            continue
        if content.startswith(_PHOTOS):
            _say_more(found, photos[place:], "photo")
            return content
        found.said.append("the photo left out, it is no picture")
    return None


def _say_unread(card: Card, found: CardContact) -> None:
    """Tell what a contact has no field for."""
    passed = _READ | _OF_PROGRAMS
    if card.all("ADR"):
        # The same address as one text.
        passed |= {"LABEL"}
    names = list(
        dict.fromkeys(
            shown(one.name, 30)
            for one in card.properties
            if one.name not in passed and not one.name.startswith(_OF_OUTLOOK) and one.raw.strip(b" \t;,")
        )
    )
    if names:
        more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
        found.said.append(f"{', '.join(names[:_MOST_NAMED])}{more} left out, there is no field for that")


# Reading values


def _safe(one: Property, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except BadValue as error:
        raise BadCard(one.line, f"{one.name}: {error}") from None


def _value(one: Property) -> str:
    text: str = _safe(one, one.value)
    return text


def _first(card: Card, *names: str) -> str:
    """The first value that says something, under the first of these names that has one."""
    return next((texts[0] for name in names if (texts := _texts(card, name))), "")


def _texts(card: Card, name: str) -> list[str]:
    """The different values that say something."""
    return list(dict.fromkeys(text for one in card.all(name) if (text := _value(one).strip())))


def _all_listed(card: Card, name: str) -> list[str]:
    """The different texts between commas."""
    texts = (text.strip() for one in card.all(name) for text in split_list(_safe(one, one.text)))
    return list(dict.fromkeys(text for text in texts if text))


def _parts(card: Card, name: str) -> list[str]:
    """The parts of the first property of this name that says something."""
    return next(iter(_all_filled(card.all(name))), [])


def _all_filled(properties: list[Property]) -> list[list[str]]:
    """The parts of the different properties that say something."""
    filled = []
    for one in properties:
        parts: list[str] = _safe(one, one.parts)
        if any(part.strip() for part in parts) and parts not in filled:
            filled.append(parts)
    return filled


def _raw_parts(card: Card, name: str) -> list[str]:
    """As `_parts`, with the lists in the parts as they are written."""
    for one in card.all(name):
        parts: list[str] = _safe(one, one.raw_parts)
        if any(part.strip() for part in parts):
            return parts
    return []


def _listed_part(part: str) -> str:
    return " ".join(text for one in split_list(part) if (text := _line(one)))


def _address_of(one: Property) -> str:
    text = re.sub(r"(?i)^mailto:", "", _value(one))
    if one.is_folded and is_email(whole := re.sub(r"[ \t]+", "", text)):
        return whole
    return _line(text)


def _clean(name: str, text: str) -> str:
    """The text without what no field takes: controls, and lines where there is only one."""
    if name == "description":
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return _CONTROL_IN_TEXT.sub("", text).strip()
    return _line(text)


def _line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()
