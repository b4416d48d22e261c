"""People who are named in a line of the quick entry."""

from collections.abc import Sequence

from salestui.lifecycle.quick_entry_reading import Person, Reading, after, ends, keep_word, next_word
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
        names = [person.name for person in found]
        told = ", ".join(names[:3]) + (f" or {len(names) - 3} more" if len(names) > 3 else "")
        reading.problem = reading.problem or f"{reading.text[start:end].strip(',:')}: which one, {told}?"
    elif found[0] not in reading.named:
        reading.named.append(found[0])
    return reading.took(end, "who")


def _find(reading: Reading, start: int, *, marked: bool, whole: bool = False) -> tuple[list[Person], int]:
    """Who is named from here on, by as many words as fit, and where the name ends.

    A whole first, last or full name is preferred to the beginning of one; with `whole` nothing else counts.
    """
    for end in ends(reading, start, 4):
        words = [word.strip(",:").casefold() for word in reading.text[start:end].split()]
        if (
            not words
            or words[0] in _NO_NAMES
            or any("," in part for part in reading.text[start:end].split()[:-1])
        ):
            continue
        likely = [person for person in reading.people if words[-1] in person.name.casefold()]
        exact = [person for person in likely if _is_named(person, words, whole=True)]
        if exact:
            return exact, end
        if not whole and len("".join(words)) >= (1 if marked else _SHORTEST_PREFIX):
            beginning = [person for person in likely if _is_named(person, words, whole=False)]
            if beginning:
                return beginning, end
    return [], start


def _is_named(person: Person, words: Sequence[str], *, whole: bool) -> bool:
    names = person.name.casefold().split()
    for at in range(len(names) - len(words) + 1):
        *before, last = names[at : at + len(words)]
        if before == list(words[:-1]) and (last == words[-1] if whole else last.startswith(words[-1])):
            return True
    return False
