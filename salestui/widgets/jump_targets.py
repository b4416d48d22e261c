"""What jump mode can go to, and who has some. Apart from it, for widgets that start without it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, runtime_checkable

from textual.geometry import Region


class Target(NamedTuple):
    """Something to jump to: its name gives the letter, its region on the screen the place of the label.

    `is_hidden` says that nothing at that place tells what it is, so that the label shows the name too.
    """

    name: str
    region: Region
    go: Callable[[], object]
    is_hidden: bool = False


@runtime_checkable
class HasTargets(Protocol):
    """A widget with targets of its own besides the focus, such as tabs."""

    def jump_targets(self) -> Iterable[Target]:
        """The targets, with regions relative to the screen."""
