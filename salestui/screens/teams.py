"""The users of the file with their roles, and its teams with their members."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from salestui.errors import SalesError
from salestui.lifecycle import permission, rights, teams
from salestui.lifecycle.edits import titled
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.teams import TeamRow, UserRow
from salestui.models.choices import SecurityRole
from salestui.screens.principals import PrincipalChooser, chosen
from salestui.widgets.acting import as_reason, bindings
from salestui.widgets.chooser import Chooser
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.dialog import Heading
from salestui.widgets.nav import PathBar
from salestui.widgets.painting import Line, Piece, cut, fit
from salestui.widgets.pane import Empty, Entry, Item, Pane, Words
from salestui.widgets.toast import say, warn
from salestui.widgets.work_screen import WorkScreen

if TYPE_CHECKING:
    from sqlmodel import Session

TABLES = ("system_user", "team", "team_membership")
_NAMES = 20
_MEANING = {
    SecurityRole.SYSTEM_ADMINISTRATOR: "everything, and users, teams and roles",
    SecurityRole.VICE_PRESIDENT: "everything of the organisation",
    SecurityRole.SALES_MANAGER: "reads everything, changes what his teams own",
    SecurityRole.SALESPERSON: "reads everything, changes what is his",
    SecurityRole.SALES_TEAM_MEMBER: "reads and changes what is his or shared",
}
"""What each role may do, in a few words."""


class TeamsScreen(WorkScreen):
    """Three panes: the teams, the members of the one under the cursor, and all users."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("teams")]
    DEFAULT_CSS = """
    TeamsScreen {
        #body { height: 1fr; margin-top: 1; }
        #left { width: 2fr; }
        #users { width: 3fr; }
        #teams { height: 2fr; }
        #members { height: 3fr; margin-top: 1; }
    }
    """

    def __init__(self, desk: Desk, place: str) -> None:
        super().__init__(desk)
        self._asked_in = place
        self._teams: dict[str, TeamRow] = {}
        self._users: dict[str, UserRow] = {}

    def top(self) -> Widget:
        """The place, and what is shown."""
        return PathBar(self._asked_in, ("Users and teams",))

    def body(self) -> ComposeResult:
        """Teams over members, users beside them."""
        key = self.desk.key("teams.new")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Pane("teams", empty=Empty("No teams yet.", key, "makes one"), id="teams")
                yield Pane("members", empty=Empty("Nobody is in it.", key, "adds somebody"), id="members")
            yield Pane("users", id="users")

    def on_mount(self) -> None:
        """Read, with the keys in the teams."""
        self._read()
        self._pane("teams").focus()

    def _pane(self, pane_id: str) -> Pane:
        return self.query_one(f"#{pane_id}", Pane)

    def _read(self) -> None:
        with self.desk.store.session() as session:
            self._teams = {row.ref.id.hex: row for row in teams.teams(session)}
            self._users = {row.ref.id.hex: row for row in teams.users(session)}
        self._pane("teams").show(
            [
                Item(key, [Line([(row.ref.name, "text")], [(f"{len(row.members)}", "muted")])])
                for key, row in self._teams.items()
            ]
        )
        self._pane("users").show([Item(key, partial(_user, row)) for key, row in self._users.items()])
        self._show_members()

    def _show_members(self) -> None:
        team = self._team()
        pane = self._pane("members")
        pane.aside = [(cut(team.ref.name, 30), "secondary")] if team is not None else []
        rows: list[Entry] = []
        for member in team.members if team is not None else ():
            right: list[Piece] = [("manages it", "secondary")] if member.is_manager else []
            rows.append(Item(member.who.id.hex, [Line([(member.who.name, "text")], right)]))
        if team is not None and rows and team.manager and not any(one.is_manager for one in team.members):
            rows.append(Words([Line(), Line([(f"managed by {team.manager}", "muted")])]))
        pane.show(rows)
        self.footer.recheck()

    def on_pane_moved(self, event: Pane.Moved) -> None:
        """Another team has other members."""
        if event.pane.id == "teams":
            self._show_members()
        super().on_pane_moved(event)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Each pane has its own commands."""
        self.footer.recheck()

    def on_records_changed(self, event: RecordsChanged) -> None:
        """Users or teams were changed, here or elsewhere."""
        if event.changes.everything or any(event.changes.touches(table) for table in TABLES):
            self._read()

    def _team(self) -> TeamRow | None:
        item = self._pane("teams").current
        return self._teams.get(item.id) if item is not None else None

    def _user(self) -> UserRow | None:
        item = self._pane("users").current
        return self._users.get(item.id) if item is not None else None

    @property
    def _where(self) -> str:
        return str(self.focused.id) if isinstance(self.focused, Pane) else ""

    def subject(self) -> str:
        """What the cursor stands on."""
        item = self.focused.current if isinstance(self.focused, Pane) else None
        found = (self._teams.get(item.id) or self._users.get(item.id)) if item is not None else None
        return found.ref.name if found is not None else ""

    # Actions

    def why_not(self, action_id: str) -> str | None:
        """Each pane has its own; and most are the administrator's alone."""
        if action_id in ("teams.new", "teams.edit", "teams.remove") and self.is_mounted:
            reason = self._why_not_here(action_id)
            if reason is not None:
                return reason
        return super().why_not(action_id)

    def _why_not_here(self, action_id: str) -> str | None:
        who = rights.of(self.desk.store.reader, self.desk.user.id)
        is_members = self._where == "members"
        if action_id == "teams.edit":
            if self._where != "users":
                return "roles are given in the pane of users"
        elif action_id == "teams.remove":
            if not is_members:
                return "it takes somebody out of a team, in the pane of members"
            if self._pane("members").current is None:
                return "nobody is in it"
        elif self._where == "users":
            return "a user is made by signing in: salestui --user NAME"
        team = self._team()
        if is_members and team is None:
            return "there is no team yet"
        if who.administers or (is_members and team is not None and team.ref.id.hex in who.managed):
            return None
        return as_reason(permission.ADMINISTERED)

    def action_new(self) -> None:
        """A team, or a member of the team."""
        if self._where == "members":
            self._add_member()
        else:
            self.app.push_screen(NewTeam(list(self._teams.values())), self._make_team)

    def _make_team(self, name: str | None) -> None:
        if name is not None:
            made: list[RecordRef] = []

            def make(session: "Session") -> str:
                made.append(teams.make_team(session, self.desk.user.id, name))
                return f"Team {made[0].name} made"

            self._do(titled("New team", name), make)
            if made:
                self._pane("teams").select(made[0].id.hex)

    def _add_member(self) -> None:
        team = self._team()
        if team is None:
            return

        def answered(answer: str | None) -> None:
            if answer is not None:
                who = chosen(answer)

                def add(session: "Session") -> str:
                    teams.add_member(session, self.desk.user.id, team.ref, who)
                    return f"{who.name} is in {team.ref.name}"

                self._do(titled(f"Add {cut(who.name, 40)} to", team.ref.name), add)

        there = {member.who.id for member in team.members}
        chooser = PrincipalChooser(self.desk, "add to", team.ref.name, with_teams=False, without=there)
        self.app.push_screen(chooser, answered)

    def action_remove(self) -> None:
        """Take the member under the cursor out of the team; undo takes him in again."""
        team, item = self._team(), self._pane("members").current
        if team is None or item is None:
            return
        who = next(member.who for member in team.members if member.who.id.hex == item.id)

        def remove(session: "Session") -> str:
            teams.remove_member(session, self.desk.user.id, team.ref, who)
            return f"{who.name} is no longer in {team.ref.name}"

        self._do(titled(f"Remove {cut(who.name, 40)} from", team.ref.name), remove)

    def action_edit(self) -> None:
        """Another role for the user under the cursor."""
        user = self._user()
        if user is None:
            return

        def answered(code: str | None) -> None:
            if code is not None:
                role = SecurityRole.from_code(int(code))

                def give(session: "Session") -> str:
                    teams.set_role(session, self.desk.user.id, user.ref, role)
                    return f"{user.ref.name}: {role.label}"

                self._do(titled(f"Role {role.label} for", user.ref.name), give)

        self.app.push_screen(RoleChooser(user), answered)

    def on_pane_opened(self, event: Pane.Opened) -> None:
        """Enter on a team goes to its members, on a member to him among the users, there to his role."""
        if event.pane.id == "teams":
            self._pane("members").focus()
        elif event.pane.id == "members":
            self._pane("users").select(event.item.id)
            self._pane("users").focus()
        elif event.pane.id == "users":
            self.call_next(self.action_perform, "teams.edit")

    def action_back(self) -> None:
        """Back to where it was asked for."""
        self.dismiss()

    def _do(self, title: str, do: "Callable[[Session], str]") -> None:
        try:
            with self.desk.store.command(title, self.desk.user.id) as session:
                said = do(session)
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            self._read()
            say(self, said, hint=f"{self.desk.key('app.undo')} undo")


def _user(row: UserRow, room: int) -> list[Line]:
    """Name and role, and the teams where there is room."""
    name: list[Piece] = [(fit(row.ref.name, _NAMES), "text"), ("  ", "text"), (row.role.label, "secondary")]
    return [Line(name, [(", ".join(row.teams), "muted")] if room >= 2 * _NAMES + 30 else [])]


class NewTeam(Chooser):
    """Answers with the name of the team that is to be made."""

    DEFAULT_CSS = """
    NewTeam #panel { width: 64; height: 16; }
    """
    placeholder = "type its name"

    def __init__(self, known: list[TeamRow]) -> None:
        super().__init__()
        self._known = known
        self.words = {**self.words, "choose.take": "make it"}

    def heading(self) -> Heading:
        """What is made."""
        return Heading("new team")

    def rows(self, typed: str) -> list[Entry]:
        """What would be made, and the teams that are there."""
        name = " ".join(typed.split())
        there = [row.ref.name for row in self._known if name.casefold() in row.ref.name.casefold()]
        known = [Line([(f"there is {one}", "muted")]) for one in there]
        if not name:
            return [Words([Line([("Type a name and press Enter.", "secondary")]), Line(), *known])]
        return [Item(name, [Line([(name, "text")], [("a new team", "muted")])]), Words([Line(), *known])]


class RoleChooser(Chooser):
    """Answers with the code of a role."""

    DEFAULT_CSS = """
    RoleChooser #panel { width: 78; height: 14; }
    """

    def __init__(self, user: UserRow) -> None:
        super().__init__()
        self._user = user
        self.start = str(int(user.role))
        self.words = {**self.words, "choose.take": "give it"}

    def heading(self) -> Heading:
        """Whose role."""
        return Heading("role of", [(cut(self._user.ref.name, 40), "secondary")])

    def rows(self, typed: str) -> list[Entry]:
        """The roles with what each may do."""
        wanted = typed.strip().casefold()
        return [
            Item(
                str(int(role)),
                [Line([(fit(role.label, 26), "text"), (_MEANING[role], "secondary")])],
            )
            for role in SecurityRole
            if wanted in role.label.casefold()
        ]
