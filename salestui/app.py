"""Face 2, the terminal program: places, theme, keys, palette, and the news about changed records."""

import gc
from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from salestui import settings
from salestui.errors import SalesError
from salestui.screens.mailing import Mailing
from salestui.screens.opening import OpeningScreen
from salestui.screens.signing_in import SigningIn
from salestui.screens.undoing import Undoing
from salestui.store.changes import ELSEWHERE, Changes
from salestui.widgets import theme
from salestui.widgets.acting import Acting, bindings, keymap, offers, run_offer
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.toast import TOAST_CSS, say, warn
from salestui.widgets.too_small import TooSmall, too_small
from salestui.widgets.typed_ahead import TypedAhead

ScreenFactory = Callable[[Desk], Screen[None]]


def _opportunities(desk: Desk) -> Screen[None]:
    from salestui.screens.opportunities import OpportunitiesScreen

    return OpportunitiesScreen(desk)


def _activities(desk: Desk) -> Screen[None]:
    from salestui.screens.activities import ActivitiesScreen

    return ActivitiesScreen(desk)


def _accounts(desk: Desk) -> Screen[None]:
    from salestui.screens.accounts import AccountsScreen

    return AccountsScreen(desk)


def _contacts(desk: Desk) -> Screen[None]:
    from salestui.screens.contacts import ContactsScreen

    return ContactsScreen(desk)


def _competitors(desk: Desk) -> Screen[None]:
    from salestui.screens.competitors import CompetitorsScreen

    return CompetitorsScreen(desk)


SCREENS: Mapping[str, ScreenFactory] = {
    "opportunities": _opportunities,
    "activities": _activities,
    "accounts": _accounts,
    "contacts": _contacts,
    "competitors": _competitors,
}
"""What makes the screen of each place that has one."""

WARM_AFTER = 0.3
"""Seconds until what the first list did without is imported, by when that is on the screen."""
_WARMING = "warm"


class _StoreChanged(Message):
    """From the thread that committed to the app."""

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        self.changes = changes


class SalesApp(Mailing, Undoing, SigningIn, Acting, TypedAhead, inherit_bindings=False):
    """The program on one open file. `screens` makes the screen of each place (default: SCREENS)."""

    TITLE = "salestui"
    ENABLE_COMMAND_PALETTE = False  # ours has the registry's key and Ctrl+P is bound through it
    DEFAULT_MODE = "opportunities"
    CSS = TOAST_CSS + theme.ASCII_CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("go", "app"),
        Binding("ctrl+c", "quit_hint", show=False, system=True),
    ]

    def __init__(self, desk: Desk, screens: Mapping[str, ScreenFactory] = SCREENS) -> None:
        super().__init__()
        self.desk = desk
        self.signs: theme.Signs = desk.settings.signs
        self.set_class(self.signs == "ascii", "-ascii")
        self._screens = screens
        for place, make in screens.items():
            self.add_mode(place, partial(make, desk))
        for one in theme.THEMES:
            self.register_theme(one)
        self._use_theme(desk.settings.theme)
        self.set_keymap(keymap(desk.settings.keys))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, for themes that lack them."""
        return theme.variable_defaults()

    def _use_theme(self, mode: theme.Mode) -> None:
        self.theme = theme.theme_name(mode, self.console.color_system)

    def on_mount(self) -> None:
        """Listen to the store; import what the first paint did without once it is on the screen."""
        self.desk.store.subscribe(self._announce)
        self.desk.state.on_problem = partial(warn, self)
        if self.desk.state.problem:
            warn(self, self.desk.state.problem)
        self.set_interval(1.0, self._look_elsewhere)
        self.set_timer(WARM_AFTER, self._warm)

    @work(thread=True, group=_WARMING, exit_on_error=False)
    def _warm(self) -> None:
        try:
            # What the first keys need: undo, and a record with all its panes.
            from salestui.lifecycle import editing, file_store, history, opportunities, record  # noqa: F401
            from salestui.screens import opportunity, record_reading  # noqa: F401

            record_reading.warm(self.desk)
            file_store.sweep(file_store.folder(self.desk.store.path))
        finally:
            if not gc.isenabled():  # as at the start of the program; not where app follows on app
                gc.freeze()  # or each full collection would walk through all that was imported
                gc.enable()
        self.warmed = True

    @on(Worker.StateChanged)
    def _not_warmed(self, event: Worker.StateChanged) -> None:
        """It was only for speed: the keys read themselves what they need, and tell what is in their way."""
        if event.worker.group == _WARMING and event.state is WorkerState.ERROR:
            event.prevent_default()
            warn(self, f"the first keys may take longer: {event.worker.error}")

    # Changed records

    def _announce(self, changes: Changes) -> None:
        self.post_message(_StoreChanged(changes))

    def _look_elsewhere(self) -> None:
        if self.desk.store.changed_elsewhere():
            self._tell(ELSEWHERE)

    def on__store_changed(self, event: _StoreChanged) -> None:
        """A command was committed."""
        self._tell(event.changes)

    def _tell(self, changes: Changes) -> None:
        self.refresh_user(changes)
        for screen in self.screen_stack:
            screen.post_message(RecordsChanged(changes))

    def action_refresh(self) -> None:
        """Read everything again."""
        self._tell(ELSEWHERE)

    # Places

    def why_not(self, action_id: str) -> str | None:
        """Places without a screen."""
        scope, _, verb = action_id.partition(".")
        if scope == "go" and verb not in self._screens:
            return f"{verb} {'comes' if verb == 'dashboard' else 'come'} with a later version"
        return super().why_not(action_id)

    def action_go(self, place: str) -> None:
        """Go to a place: to its own screen, also from a record that was opened there."""
        self._leave(partial(self.call_next, self._go, place))

    async def _go(self, place: str) -> None:
        if place == self.current_mode:
            while len(self.screen_stack) > 1:
                await self.pop_screen()
        else:
            await self.switch_mode(place)
            self._tell(ELSEWHERE)

    def _leave(self, leave: Callable[[], object]) -> None:
        typed_in = [screen for screen in self.screen_stack if isinstance(screen, Acting) and screen.unsaved()]
        savers = [save for screen in typed_in if (save := screen.saving()) is not None]
        from salestui.widgets.dialog import Confirm, drop_first

        if typed_in and isinstance(self.screen, TooSmall):
            self.screen.say_unsaved()
            return
        if typed_in and isinstance(self.screen, Confirm):
            return  # it is asking already

        def save_all() -> None:
            if all(save() for save in savers):
                leave()

        lost = [words for screen in typed_in if (words := screen.unsaved())]
        drop_first(self, lost, leave, save_all if len(savers) == len(typed_in) else None)

    # What works anywhere

    def action_help(self) -> None:
        """What can be done on the active screen."""
        from salestui.screens.help import Help
        from salestui.widgets.work_screen import WorkScreen

        asked_by = self.screen
        found = {offer.action.id: offer for offer in offers(asked_by)}
        subject_of = asked_by.subject_of if isinstance(asked_by, WorkScreen) else lambda group: ""

        async def run(action_id: str | None) -> None:
            if action_id is not None:
                await run_offer(found[action_id])

        self.push_screen(Help(list(found.values()), subject_of), run)

    def action_palette(self) -> None:
        """The command palette."""
        from salestui.screens.palette import Palette

        if not Palette.is_open(self.app):
            self.push_screen(Palette(offers(self.screen)))

    def action_jump(self) -> None:
        """A letter on everything that can be jumped to."""
        from salestui.widgets.jump import Jump
        from salestui.widgets.jump_targets import Target

        def go(target: Target | None) -> None:
            if target is not None:
                target.go()

        self.push_screen(Jump(self.screen), go)

    def action_next_pane(self) -> None:
        """The focus to the next pane."""
        self.screen.focus_next()

    def action_previous_pane(self) -> None:
        """The focus to the pane before."""
        self.screen.focus_previous()

    def action_folder_root(self) -> None:
        """Ask for the folder that holds a folder per account."""
        from salestui.widgets.file_dialogs import FolderRoot

        self.push_screen(FolderRoot(self.desk))

    def action_theme(self) -> None:
        """The other of dark and light, from now on."""
        mode: theme.Mode = "light" if self.current_theme.dark else "dark"
        self._use_theme(mode)
        try:
            settings.write("theme", mode, self.desk.settings_file)
        except SalesError as error:
            warn(self, str(error))

    async def action_quit(self) -> None:
        """End, after asking if something is not saved."""
        self.when_mail_rests(lambda: self._leave(self.end))

    def action_quit_hint(self) -> None:
        """Ctrl+C only copies from inputs; many press it to leave."""
        say(self, f"{self.desk.key('app.quit')} quits")

    # The size of the terminal

    def on_resize(self, event: events.Resize) -> None:
        """Cover the screen while the terminal is too small for it."""
        covered = isinstance(self.screen, TooSmall)
        if too_small(*event.size) and not covered:
            self.push_screen(TooSmall())
        elif covered and not too_small(*event.size):
            self.pop_screen()


class StartingApp(SalesApp):
    """The program as a start opens it: its first row is painted before the first place is imported."""

    DEFAULT_MODE = "opening"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.add_mode("opening", partial(OpeningScreen, SalesApp.DEFAULT_MODE, desk.label, desk.who))
