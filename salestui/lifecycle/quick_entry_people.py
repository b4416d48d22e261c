"""People who are named in a line of the quick entry, or given by an email address."""

from collections.abc import Sequence

from salestui.errors import InputError
from salestui.exchange import mail_addresses
from salestui.folding import folded
from salestui.lifecycle.quick_entry_reading import (
    Address,
    Person,
    Reading,
    after,
    ends,
    keep_word,
    next_word,
    which_one,
)
from salestui.models.choices import ActivityType

BEFORE_PEOPLE = frozenset({"with", "to", "from"})
_NO_NAMES = frozenset(
    {"about", "all", "and", "any", "ask", "for", "from", "her", "his", "new", "our", "the", "with", "you"}
)
"""Words that begin like names and are none."""
_SHORTEST_PREFIX = 3
_WITH_PEOPLE = frozenset(
    {ActivityType.PHONE_CALL, ActivityType.APPOINTMENT, ActivityType.EMAIL, ActivityType.LETTER}
)
"""The types behind which a name is expected."""


def read_people(reading: Reading) -> bool:
    """Somebody who is named here: in a sentence only with `@`, or with a word like `with` before the name."""
    word = next_word(reading, reading.at)
    if word.startswith("@") and len(word) > 1:
        return _take_person(reading, reading.at + 1, marked=True)
    if reading.rest:
        return _mention(reading, word.casefold())
    if _address(word) is not None:
        return _take_person(reading, reading.at, marked=False)
    if reading.named and word.casefold() in ("and", "&", "+"):
        at = reading.at + len(word) + 1
        return _take_person(reading, at, marked=False)
    for start, before in after(reading, BEFORE_PEOPLE):
        if (before or not reading.named) and _take_person(reading, start, marked=bool(before)):
            return True
        if reading.named and reading.text[reading.spans[-1].end - 1 : reading.spans[-1].end] == ",":
            return _take_person(reading, start, marked=False)
        if before or reading.kind in _WITH_PEOPLE:
            _note_nobody(reading, start)
    return False


def _note_nobody(reading: Reading, start: int) -> None:
    """The word looks like a name, which nobody here has."""
    word = next_word(reading, start).strip(",.:")
    if word[:1].isupper() and word.isalpha() and word.casefold() not in _NO_NAMES and not reading.nobody:
        reading.nobody = word


def _mention(reading: Reading, word: str) -> bool:
    """`with Ana` inside a sentence: she takes part, and the words stay. So does `to Ana` in what is done."""
    if word != "with" and not (reading.past and word in BEFORE_PEOPLE):
        return False
    start = after(reading, BEFORE_PEOPLE)[1][0]
    found, end = _find(reading, start, marked=True, whole=word != "with")
    if not found and word == "with":
        _note_nobody(reading, start)
    if len(found) != 1 or found[0] in reading.named:
        return False
    keep_word(reading)
    reading.rest += reading.text[start:end].split()
    reading.at = start
    reading.named.append(found[0])
    return reading.took(end, "who")


def _take_person(reading: Reading, start: int, *, marked: bool) -> bool:
    found, end = _find(reading, start, marked=marked)
    if not found:
        return False
    if len(found) > 1:
        asked = which_one(reading.text[start:end].strip(",:"), [person.name for person in found])
        reading.problem = reading.problem or asked
    elif found[0] not in reading.named:
        reading.named.append(found[0])
    return reading.took(end, "who")


def _find(
    reading: Reading, start: int, *, marked: bool, whole: bool = False
) -> tuple[Sequence[Person | Address], int]:
    """Who is named from here on, by as many words as fit, and where the name ends.

    A whole first, last or full name is preferred to the beginning of one; with `whole` nothing else counts.
    An address is one word.
    """
    word = next_word(reading, start)
    if (address := _address(word)) is not None:
        return [address], start + len(word)
    for end in ends(reading, start, 4):
        typed = reading.text[start:end].split()
        words = [folded(word.strip(",:")) for word in typed]
        if (
            not words
            or words[0] in _NO_NAMES
            or any("," in part for part in typed[:-1])
            or any(part[0] in "@#!" for part in typed[1:])
        ):
            continue
        shortest = 1 if marked else _SHORTEST_PREFIX
        found = _fitting(reading.people, words, None if whole else shortest)
        found = found or _in_file(reading, start, end, words, marked=marked)
        if found:
            return found, end
    return [], start


def _address(word: str) -> Address | None:
    """The address that a word is; without a dot behind the @ it would rather be a price, or a place."""
    _, at, domain = word.partition("@")
    if not at or "." not in domain:
        return None
    try:
        return Address(mail_addresses.check(word.rstrip(",:;.")))
    except InputError:
        return None


def _in_file(reading: Reading, start: int, end: int, words: Sequence[str], *, marked: bool) -> list[Person]:
    """Who else of the file is named so: behind `@`, and where people are expected but none are known.

    Without `@` whole names count alone; a small letter may as well begin another word, so that several are
    only told.
    """
    is_meant = reading.text[start - 1 : start] == "@"
    is_likely = not reading.people and (marked or reading.kind in _WITH_PEOPLE)
    if reading.finder is None or not (is_meant or is_likely):
        return []
    name = " ".join(word.strip(",:") for word in reading.text[start:end].split())
    found = _fitting(reading.finder.people(name), words, _SHORTEST_PREFIX if is_meant else None)
    if len(found) > 1 and not is_meant and not name[0].isupper():
        reading.missed = reading.missed or which_one(name, [person.name for person in found])
        return []
    return found


def _fitting(people: Sequence[Person], words: Sequence[str], shortest: int | None) -> list[Person]:
    """Whose names have these words, or the beginning of the last of so many letters; None: whole words."""
    likely = [person for person in people if words[-1] in folded(person.name)]
    exact = [person for person in likely if _is_named(person, words, whole=True)]
    if exact or shortest is None or len("".join(words)) < shortest:
        return exact
    return [person for person in likely if _is_named(person, words, whole=False)]


def _is_named(person: Person, words: Sequence[str], *, whole: bool) -> bool:
    names = folded(person.name).split()
    for at in range(len(names) - len(words) + 1):
        *before, last = names[at : at + len(words)]
        if before == list(words[:-1]) and (last == words[-1] if whole else last.startswith(words[-1])):
            return True
    return False
