"""What an import of vCards did, or why it did nothing, for people."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from salestui.counting import counted
from salestui.exchange.import_report import MOST_LISTED, BadRow


@dataclass(slots=True)
class CardReport:
    """What became of every card. If it `is_refused`, nothing was written; `bad` says why."""

    files: list[str]
    is_dry_run: bool = False
    skips_bad: bool = False
    cards: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    passed_over: int = 0
    """Cards of groups and places."""
    merged: int = 0
    """Cards of a contact of whom another card was read before."""
    accounts: int = 0
    """Accounts that were made besides."""
    encodings: dict[str, str] = field(default_factory=dict)
    """How each file is read that is not in UTF-8, by its path."""
    said: list[BadRow] = field(default_factory=list)
    """What of the first good cards is left out."""
    left_out: int = 0
    """Good cards of which something is left out."""
    bad: list[BadRow] = field(default_factory=list)
    """The first bad cards."""
    bad_cards: int = 0
    other_files: list[str] = field(default_factory=list)
    """What is said of each file that is no vCard file."""
    rejects: str | None = None
    """The file that holds the bad cards."""

    @property
    def is_refused(self) -> bool:
        """Whether bad cards or files stood against it."""
        return bool(self.bad_cards or self.other_files) and not self.skips_bad

    def unread(self) -> str:
        """How many cards of how many can't be read, and how many files."""
        parts = [f"{counted(self.bad_cards, 'card')} of {self.cards:,}"] if self.bad_cards else []
        parts += [counted(len(self.other_files), "file")] if self.other_files else []
        return " and ".join(parts)

    def add_bad(self, card: BadRow) -> None:
        """Count a bad card, and list it when there are not too many."""
        self.bad_cards += 1
        if len(self.bad) < MOST_LISTED:
            self.bad.append(card)

    def lines(self) -> Iterator[str]:
        """The report in lines of plain text."""
        yield from (f"{file}: {told}" for file, told in self.encodings.items())
        yield from map(str, self.said)
        if len(self.said) < self.left_out:
            yield f"… and {self.left_out - len(self.said):,} more of which something is left out"
        yield from self.other_files
        if self.bad_cards:
            yield f"{counted(self.bad_cards, 'bad card')}:"
            yield from (f"  {bad}" for bad in self.bad)
            if len(self.bad) < self.bad_cards:
                yield f"  … and {self.bad_cards - len(self.bad):,} more"
        yield self.outcome()
        if self.rejects:
            to = "would go" if self.is_dry_run else "went"
            yield f"{counted(self.bad_cards, 'card')} {to} to {self.rejects}."

    def brief(self) -> str:
        """What was done, in few words."""
        parts = [f"{self.created:,} created"] if self.created or not self.updated else []
        parts += [f"{self.updated:,} updated"] if self.updated else []
        parts += [f"{self.unchanged:,} unchanged"] if self.unchanged else []
        parts += [f"{self.bad_cards:,} skipped"] if self.bad_cards else []
        parts += [f"{counted(len(self.other_files), 'file')} skipped"] if self.other_files else []
        return f"Contacts: {', '.join(parts)}"

    def outcome(self) -> str:
        """The report in one sentence."""
        if self.is_refused:
            of = counted(self.cards, "card")
            bad = [f"{self.bad_cards:,} bad"] if self.bad_cards else []
            bad += [f"{counted(len(self.other_files), 'file')} no vCards"] if self.other_files else []
            return f"Nothing was written: of {of}, {', '.join(bad)}. --skip-bad loads the others."
        parts = [f"{self.created:,} created", f"{self.updated:,} updated", f"{self.unchanged:,} unchanged"]
        if self.passed_over:
            parts.append(f"{counted(self.passed_over, 'group')} passed over")
        if self.merged:
            parts.append(f"{counted(self.merged, 'more card')} of the same contacts")
        if self.bad_cards:
            parts.append(f"{self.bad_cards:,} skipped")
        if self.other_files:
            parts.append(f"{counted(len(self.other_files), 'file')} skipped")
        also = f" Besides: {counted(self.accounts, 'account')}." if self.accounts else ""
        done = f"contacts: {', '.join(parts)}.{also}"
        return f"Dry run, nothing was written. {done}" if self.is_dry_run else done
