"""A row of chips that give way when there is no room for all, and which of them a column belongs to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from salestui.widgets.painting import Piece, cells, chips


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip; `keep` says that it never gives way."""

    key: str
    label: str
    count: int
    keep: bool = False


@dataclass(frozen=True)
class ChipRow:
    """The chips that are shown, as pieces and as columns of the row's text."""

    shown: tuple[Chip, ...]
    pieces: tuple[Piece, ...]

    def at(self, column: int) -> str | None:
        """The key of the chip that this column belongs to."""
        left = 0
        for chip in self.shown:
            right = left + cells(chips([(chip.label, chip.count)]))
            if left <= column < right:
                return chip.key
            left = right + 1
        return None


def chip_row(all_chips: Sequence[Chip], chosen: Collection[str], room: int) -> ChipRow:
    """The chips that fit; those with the smallest counts give way first, and how many they are is told."""
    shown = list(all_chips)
    while True:
        labels = [(chip.label, chip.count) for chip in shown]
        pieces = chips(labels, *(at for at, chip in enumerate(shown) if chip.key in chosen))
        if len(shown) < len(all_chips):
            pieces.append((f" +{len(all_chips) - len(shown)} ›", "muted"))
        if cells(pieces) <= room:
            break
        spare = [chip for chip in shown if not chip.keep and chip.key not in chosen]
        spare = spare or [chip for chip in shown if chip.key not in chosen] or shown[1:]
        if not spare:
            break
        shown.remove(min(reversed(spare), key=lambda chip: chip.count))
    return ChipRow(tuple(shown), tuple(pieces))
