"""Jump mode: two keys to anything."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static

from salestui.widgets.jump import Jump, Label, label, targets
from salestui.widgets.jump_targets import Target
from salestui.widgets.pane import Pane
from salestui.widgets.text_input import TextInput
from tests.widgets.kit import LookApp, row


class Tabs(Widget):
    """Two tabs that are no widgets of their own."""

    DEFAULT_CSS = "Tabs { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.tab = ""

    def jump_targets(self) -> Iterable[Target]:
        for at, name in enumerate(("Summary", "Quotes")):
            yield Target(
                name, Region(self.region.x + 9 * at, self.region.y, 7, 1), lambda name=name: self.go(name)
            )

    def go(self, name: str) -> None:
        self.tab = name


class Screenful(LookApp):
    CSS = "Pane { height: 5; }"

    def compose(self) -> ComposeResult:
        yield Static("not a target")
        yield Tabs()
        yield Pane("stakeholders", id="one")
        yield Pane("sales team", id="two")
        yield TextInput(id="amount")

    def on_mount(self) -> None:
        for pane in self.query(Pane):
            pane.show([row("a", "A")])
        self.query_one("#one").focus()

    def start(self) -> None:
        def go(target: Target | None) -> None:
            if target is not None:
                target.go()

        self.push_screen(Jump(self.screen), go)


async def test_every_pane_control_and_tab_gets_a_letter_of_its_own_name() -> None:
    app = Screenful()
    async with app.run_test() as pilot:
        await pilot.pause()
        found = {letter: target.name for letter, target in label(targets(app.screen)).items()}
        assert found == {"s": "Summary", "q": "Quotes", "t": "stakeholders", "a": "sales team", "m": "amount"}


async def test_the_letter_goes_there_and_anything_else_closes() -> None:
    app = Screenful()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.start()
        await pilot.pause()
        regions = [widget.region for widget in app.screen.query(Label)]
        assert Region(0, 2, 3, 1) in regions
        await pilot.press("a")
        await pilot.pause()
        assert app.focused is app.query_one("#two")
        app.start()
        await pilot.press("q")
        await pilot.pause()
        assert app.query_one(Tabs).tab == "Quotes"
        app.start()
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, Jump)
        assert app.focused is app.query_one("#two")


def test_sixty_targets_still_take_one_letter_each() -> None:
    many = [Target("same name", Region(0, at, 1, 1), lambda: None) for at in range(60)]
    assert len(label(many)) == 60
    assert all(len(letter) == 1 for letter in label(many))
