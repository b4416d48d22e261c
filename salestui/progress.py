"""How work tells how far it is, to whoever shows that and may stop it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Told = Callable[[str, int, int], None]
"""Is told what is being worked on, how much is done and how much there is (0: not known).

What it raises ends the work.
"""
T = TypeVar("T")


class Stopped(Exception):
    """The work was told to end before it was done, or nobody waits for it any more."""


def untold(label: str, part: int, total: int) -> None:
    """For work that is so short that nobody watches it."""


def each(told: Told, items: Sequence[T], label: str = "changing") -> Iterator[T]:
    """The items, telling at which one the work is."""
    for at, item in enumerate(items):
        told(label, at, len(items))
        yield item
