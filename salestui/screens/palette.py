"""The command palette: the actions of the registry that can be reached from the screen, as "area: verb"."""

from collections.abc import Sequence
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from salestui.widgets.acting import Offer, run_offer


class ActionsProvider(Provider):
    """What can be done on the screen that opened the palette; what can't be done now says why."""

    async def discover(self) -> Hits:
        """Everything, what can be used now first."""
        for offer in sorted(
            self._offers(), key=lambda offer: (offer.reason is not None, offer.action.palette)
        ):
            yield DiscoveryHit(_shown(offer, Content(offer.action.palette)), partial(run_offer, offer))

    async def search(self, query: str) -> Hits:
        """What fits the query; what can't be used now comes after what can."""
        matcher = self.matcher(query)
        for offer in self._offers():
            score = matcher.match(offer.action.palette)
            if score > 0:
                shown = _shown(offer, matcher.highlight(offer.action.palette))
                yield Hit(
                    score if offer.reason is None else score / 2,
                    shown,
                    partial(run_offer, offer),
                )

    def _offers(self) -> Sequence[Offer]:
        palettes = (screen for screen in self.app.screen_stack if isinstance(screen, Palette))
        return next(palettes).offers


def _shown(offer: Offer, name: Content) -> Content:
    if offer.reason is not None:
        return Content.assemble(
            name.stylize("$text-disabled"), (f"  not now: {offer.reason}", "$text-secondary")
        )
    return Content.assemble(name, (f"  {offer.key}", "$text-muted")) if offer.keys else name


class Palette(CommandPalette):
    """Textual's palette in our look.

    `offers` is what could be done before it was opened: once it is open, it would itself be in the way.
    """

    DEFAULT_CSS = """
    Palette {
        background: $background 74%;
        & > Vertical {
            background: $panel; width: 84; max-width: 100%; margin: 3 1; height: auto; max-height: 90%;
        }
        & > Vertical:dark { background: $panel; }
        SearchIcon { display: none; }
        #--input { border: none; height: 2; padding: 1 2 0 2; background: $panel; }
        CommandInput, CommandInput:focus { background: $background; border: none; padding: 0 1; height: 1; }
        CommandList {
            border: none; padding: 1 0; background: $panel;
            scrollbar-size-vertical: 1; scrollbar-background: $panel; scrollbar-background-hover: $panel;
        }
        CommandList > .option-list--option { text-style: none; padding: 0 3; }
        CommandList > .option-list--option-highlighted { background: $block-cursor-background; }
    }
    """

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__(providers=[ActionsProvider], placeholder="type what you want to do")
        self.offers = [offer for offer in offers if offer.action.id != "app.palette"]
