"""The last row: at most seven keys with their words, and the status in words at the right end."""

from textual import events
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip

from salestui.widgets.acting import Acting, Offer, offers, run_offer
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import RIGHT_MARGIN, TEXT_COLUMN, Line, Piece, Pieces, cells, paint_line
from salestui.widgets.theme import Paint

MOST = 7
"""More keys than this nobody reads; help has them all."""
NARROW = 100
"""Below this width words are short and stand two spaces apart instead of three."""


class Footer(LineWidget):
    """What can be done here, by rank. It follows the focus by itself.

    `recheck` looks again at what can't be used now (cheap; after a cursor move), `reload` at everything.
    """

    DEFAULT_CSS = """
    Footer { height: 1; width: 1fr; background: $background; }
    """

    status: reactive[Pieces] = reactive(())

    def __init__(
        self, *, indent: int = TEXT_COLUMN, margin: int = RIGHT_MARGIN, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._indent = indent
        self._margin = margin
        self._offers: list[Offer] = []
        self._hits: list[tuple[int, int, Offer]] = []

    def on_mount(self) -> None:
        """The screen says when the focus, and with it the bindings, changed."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow_bindings)
        self.call_after_refresh(self.reload)

    def _follow_bindings(self, screen: Screen[object]) -> None:
        self.reload()

    def reload(self) -> None:
        """Find anew what can be done here."""
        shown = [offer for offer in offers(self.screen, ranked=True) if offer.keys and offer.word]
        self._offers = sorted(shown, key=_rank)
        self.refresh()

    def recheck(self) -> None:
        """Ask the shown actions again why they can't be used, and draw only if an answer changed."""
        fresh = [offer._replace(reason=_reason(offer)) for offer in self._offers]
        if fresh != self._offers:
            self._offers = fresh
            self.refresh()

    def draw(self, y: int, paint: Paint) -> Strip:
        """The one row."""
        width = self.size.width
        narrow = self.app.size.width < NARROW
        gap = 2 if narrow else 3
        room = width - self._indent - self._margin - (cells(self.status) + gap if self.status else 0)
        shown = _choose(_standing(self._offers), room, gap, narrow)
        pieces: list[Piece] = []
        self._hits = []
        at = self._indent
        for offer in shown:
            words = _words(offer, narrow)
            size = cells(words)
            self._hits.append((at, at + size, offer))
            pieces += [*words, (" " * gap, "muted")]
            at += size + gap
        return paint_line(
            paint, Line(pieces[:-1], self.status), width, indent=self._indent, margin=self._margin
        )

    async def on_click(self, event: events.Click) -> None:
        """A click on a key does what the key does."""
        for start, stop, offer in self._hits:
            if start <= event.x < stop:
                await run_offer(offer)


def _rank(offer: Offer) -> int:
    return offer.action.rank


def _reason(offer: Offer) -> str | None:
    return offer.node.why_not(offer.action.id) if isinstance(offer.node, Acting) else None


def _standing(ranked: list[Offer]) -> list[Offer]:
    """Of two that stand for each other (`Action.instead_of`) the one that can be used."""
    reasons = {offer.action.id: offer.reason for offer in ranked}
    left_out = set()
    for offer in ranked:
        if other := offer.action.instead_of:
            is_its_turn = offer.reason is None and reasons.get(other) is not None
            left_out.add(other if is_its_turn else offer.action.id)
    return [offer for offer in ranked if offer.action.id not in left_out]


def _words(offer: Offer, narrow: bool) -> list[Piece]:
    word = (narrow and offer.short) or offer.word
    if offer.reason is not None:
        return [(f"{offer.key} {word}", "disabled")]
    return [(offer.key, "key bold"), (f" {word}", "muted")]


def _choose(ranked: list[Offer], room: int, gap: int, narrow: bool) -> list[Offer]:
    """The first by rank that fit, and the last, which is help, whatever else has to go."""
    shown = [*ranked[: MOST - 1], ranked[-1]] if len(ranked) > MOST else list(ranked)
    while shown and sum(cells(_words(offer, narrow)) + gap for offer in shown) - gap > room:
        shown.pop(-2 if len(shown) > 1 else 0)
    return shown
