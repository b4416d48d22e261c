"""What can I do here: every action that works now, filtered as one types, run with Enter."""

from collections.abc import Callable, Sequence
from functools import partial

from salestui.actions import GROUPS, key_name
from salestui.widgets.acting import Offer
from salestui.widgets.chooser import Chooser
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, Piece, cells, fit, wrap
from salestui.widgets.pane import Entry, Item, Section

_WIDEST_LABEL = 24
"""What stands beside the labels begins here at the latest; a longer label has it below."""


class Help(Chooser):
    """Answers with the id of the action to run, which the caller does on the screen that asked.

    `subject_of` names what the actions of a group work on; each name is shown once, beside the first group.
    """

    placeholder = "type to filter, by name or by key"

    def __init__(self, offers: Sequence[Offer], subject_of: Callable[[str], str]) -> None:
        super().__init__()
        self._offers = [offer for offer in offers if offer.action.id != "app.help"]
        self._subject_of = subject_of
        self.words = {**self.words, "choose.take": "run it", "app.help": ""}
        self._columns = (
            max([7, *(len(offer.all_keys) for offer in self._offers)]) + 2,
            _WIDEST_LABEL + 2,
        )

    def heading(self) -> Heading:
        """The title, and how many can't be used now."""
        blocked = sum(offer.reason is not None for offer in self._offers)
        heading = Heading("what can I do here", [(f"{blocked} not now", "muted")] if blocked else ())
        heading.set_reactive(Heading.count, len(self._offers))
        return heading

    def on_mount(self) -> None:
        """Where keys are changed."""
        self.keys.status = [("config.toml", "secondary"), (" changes keys", "muted")]

    def rows(self, typed: str) -> Sequence[Entry]:
        """The groups with the actions that fit, by name or by key."""
        entries: list[Entry] = []
        named = {""}
        for group in GROUPS:
            members = [offer for offer in self._offers if offer.group == group and fits(offer, typed)]
            if members:
                subject = self._subject_of(group)
                entries.append(self._title(group, len(members), "" if subject in named else subject))
                named.add(subject)
                entries += [Item(offer.action.id, partial(lines, offer, self._columns)) for offer in members]
        return entries

    def _title(self, group: str, count: int, subject: str) -> Section:
        air = max(sum(self._columns) - len(f"{group} {count} "), 1)
        return Section(group, count, " " * air + subject if subject else "")

    def why_not(self, action_id: str) -> str | None:
        """What can't be used now can't be run from here either."""
        current = self.choices.current if action_id == "choose.take" and self.is_mounted else None
        reasons = [offer.reason for offer in self._offers if current and offer.action.id == current.id]
        return reasons[0] if reasons and reasons[0] else super().why_not(action_id)


def fits(offer: Offer, typed: str) -> bool:
    """Whether the action has this key, or every typed word in its label or note."""
    typed = typed.strip()
    if typed in offer.keys or typed.lower() in {key_name(key).lower() for key in offer.keys}:
        return True
    text = f"{offer.action.label} {offer.note}".lower()
    return all(word in text for word in typed.lower().split())


def lines(offer: Offer, columns: tuple[int, int], width: int) -> list[Line]:
    """Keys, label, and beside them, or below where there is no room, what it would do or why not."""
    keys, label = columns
    blocked = offer.reason is not None
    beside: list[Piece] = []
    if blocked:
        beside = [(f"not now: {offer.reason}", "secondary")]
    elif offer.note:
        beside = [(offer.note, "muted")]
    key: Piece = (fit(offer.all_keys, keys), "disabled" if blocked else "key bold")
    role = "disabled" if blocked else "text"
    if len(offer.action.label) <= label - 2 and keys + label + cells(beside) <= width:
        return [Line([key, (fit(offer.action.label, label), role), *beside])]
    under = [
        Line([(" " * keys, role), (line, spec)]) for text, spec in beside for line in wrap(text, width - keys)
    ]
    return [Line([key, (offer.action.label, role)]), *under]
