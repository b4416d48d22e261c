"""Another user of the same file, and the screen of users and teams: the app's part that opens them."""

from typing import TYPE_CHECKING

from salestui.errors import SalesError
from salestui.lifecycle import users
from salestui.screens.growing_series import GrowingSeries
from salestui.screens.places import open_over, place_in_sight
from salestui.store.changes import ELSEWHERE, Changes
from salestui.widgets.acting import Acting
from salestui.widgets.desk import RecordsChanged
from salestui.widgets.toast import say, warn

if TYPE_CHECKING:
    from salestui.widgets.desk import Desk


class SigningIn(Acting, GrowingSeries):
    """What the app does of users."""

    desk: "Desk"

    def why_not(self, action_id: str) -> str | None:
        """Nothing half done is handed to another user."""
        if action_id in ("app.switch_user", "app.teams"):
            if place_in_sight(self) is None:
                return "something else is open"
            if (lost := self._half_done()) is not None:
                return f"{lost} is not saved"
        return super().why_not(action_id)

    def refresh_user(self, changes: Changes) -> None:
        """His teams or his name may be others now."""
        if changes.touches("team_membership") or changes.touches("system_user"):
            found = users.find(self.desk.store.reader, self.desk.user.user_name)
            self.desk.user = found or self.desk.user

    def _half_done(self) -> str | None:
        found = (screen.unsaved() for screen in self.screen_stack if isinstance(screen, Acting))
        return next((words for words in found if words), None)

    def note(self, action_id: str) -> str | None:
        """Who works with the file now."""
        if action_id == "app.switch_user":
            return f"now {self.desk.user.full_name}"
        return super().note(action_id)

    def action_switch_user(self) -> None:
        """Choose who works with the file from now on."""
        from salestui.screens.principals import UserChooser

        self.push_screen(UserChooser(self.desk), self._work_as)

    def _work_as(self, user_name: str | None) -> None:
        if user_name is None or user_name == self.desk.user.user_name:
            return
        try:
            self.desk.work_as(users.signed_in(self.desk.store, user_name))
        except SalesError as error:
            warn(self, str(error), "error")
            return
        # Every screen that is open reads again what this user may read; other places do when one goes there.
        for screen in self.screen_stack:
            screen.post_message(RecordsChanged(ELSEWHERE))
        self.grow_series()
        say(self, f"Now {self.desk.user.full_name}", hint=f"{self.desk.key('app.switch_user')} another user")

    def action_teams(self) -> None:
        """Users with their roles, teams with their members."""
        from salestui.screens.teams import TeamsScreen

        open_over(self, self.desk, TeamsScreen)
