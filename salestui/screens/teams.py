"""The users of the file with their roles, and its teams with their members."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from salestui.counting import counted
from salestui.errors import SalesError
from salestui.lifecycle import permission, rights, teams
from salestui.lifecycle.edits import titled
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.teams import TeamRow, UserRow
from salestui.models.choices import SecurityRole
from salestui.screens.over_place import OverPlace
from salestui.screens.principals import PrincipalChooser, chosen
from salestui.screens.team_dialogs import RoleChooser, TeamName
from salestui.widgets.acting import as_reason, bindings
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.dialog import Confirm
from salestui.widgets.painting import Line, Piece, cut, fit
from salestui.widgets.pane import Empty, Entry, Item, Pane, Words
from salestui.widgets.toast import say, warn

if TYPE_CHECKING:
    from sqlmodel import Session

_CHANGES = frozenset({"teams.new", "teams.edit", "teams.remove", "teams.activate"})
TABLES = ("system_user", "team", "team_membership")
_NAMES = 20


class _UserPane(Pane, can_focus=False):
    """What is known of a user: how he is reached, his manager, his teams."""

    def tell(self, user: UserRow) -> None:
        """Tell it of this one."""
        self.title = user.ref.name
        told = (
            ("title", user.job_title),
            ("phone", user.phone),
            ("email", user.email),
            ("manager", user.manager),
            ("teams", ", ".join(user.teams)),
            ("signs in as", user.user_name),
        )
        self.show([Words([Line([(f"{label:13}", "muted"), (text or "–", "text")])]) for label, text in told])
        self.count = None


class TeamsScreen(OverPlace):
    """The teams, the members of the one under the cursor, all users, and what is known of the one there.

    It begins on the user or team that it was opened for.
    """

    called = "Users and teams"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("teams")]
    DEFAULT_CSS = """
    TeamsScreen {
        #body { height: 1fr; margin-top: 1; }
        #left { width: 2fr; }
        #right { width: 3fr; }
        #users { height: 1fr; }
        #user { height: 9; margin-top: 1; }
        #teams { height: 2fr; }
        #members { height: 3fr; margin-top: 1; }
    }
    """

    def __init__(self, desk: Desk, place: str, opened_for: RecordRef | None = None) -> None:
        super().__init__(desk, place)
        self._opened_for = opened_for
        self._teams: dict[str, TeamRow] = {}
        self._users: dict[str, UserRow] = {}

    def body(self) -> ComposeResult:
        """Teams over members, users beside them."""
        key = self.desk.key("teams.new")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Pane("teams", empty=Empty("No teams yet.", key, "makes one"), id="teams")
                yield Pane("members", empty=Empty("Nobody is in it.", key, "adds somebody"), id="members")
            with Vertical(id="right"):
                yield Pane("users", id="users")
                yield _UserPane(id="user")

    def on_mount(self) -> None:
        """Read, with the keys in the teams, or on the one that it was opened for."""
        self._read()
        ref = self._opened_for
        pane = self._pane("users" if ref is not None and ref.table == "system_user" else "teams")
        if ref is not None:
            pane.select(ref.id.hex)
        pane.focus()

    def _pane(self, pane_id: str) -> Pane:
        return self.query_one(f"#{pane_id}", Pane)

    def _read(self) -> None:
        with self.desk.store.session() as session:
            self._teams = {row.ref.id.hex: row for row in teams.teams(session)}
            self._users = {row.ref.id.hex: row for row in teams.users(session, inactive=True)}
        self._pane("teams").show(
            [
                Item(key, [Line([(row.ref.name, "text")], [(f"{len(row.members)}", "muted")])])
                for key, row in self._teams.items()
            ]
        )
        self._pane("users").show([Item(key, partial(_user, row)) for key, row in self._users.items()])
        self._show_members()
        self._show_user()

    def _show_user(self) -> None:
        user = self._user()
        if user is not None:
            self.query_one(_UserPane).tell(user)

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
        """Another team has other members, and another user another phone."""
        if event.pane.id == "teams":
            self._show_members()
        elif event.pane.id == "users":
            self._show_user()
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
        if action_id in _CHANGES and self.is_mounted:
            reason = self._why_not_here(action_id)
            if reason is not None:
                return reason
        return super().why_not(action_id)

    def _why_not_here(self, action_id: str) -> str | None:
        item = self.focused.current if isinstance(self.focused, Pane) else None
        user = self._user()
        match action_id, self._where:
            case "teams.edit", "members":
                return "a team gets another name, and a user another role; this is a member"
            case "teams.new", "users":
                return "a user is made by a first start: salestui --user NAME --new-user"
            case "teams.activate", "teams" | "members":
                return "users are activated, in the pane of users"
            case "teams.activate", _ if user is not None and user.is_active:
                return "active already"
            case "teams.remove", "users" if user is not None and not user.is_active:
                return f"inactive already; {self.desk.key('teams.activate')} activates"
            case (("teams.edit" | "teams.remove"), _) if item is None:
                return "nobody is in it" if self._where == "members" else "there is no team yet"
        return self._why_may_not() or (self._why_not_remove() if action_id == "teams.remove" else None)

    def _why_may_not(self) -> str | None:
        who = rights.of(self.desk.store.reader, self.desk.user.id)
        team = self._team()
        is_members = self._where == "members"
        if is_members and team is None:
            return "there is no team yet"
        if who.administers or (is_members and team is not None and team.ref.id.hex in who.managed):
            return None
        return as_reason(permission.ADMINISTERED)

    def _why_not_remove(self) -> str | None:
        reader, team, user = self.desk.store.reader, self._team(), self._user()
        sentence = None
        if self._where == "teams" and team is not None:
            sentence = teams.why_not_delete_team(reader, team.ref)
        elif self._where == "users" and user is not None:
            sentence = teams.why_not_deactivate(reader, self.desk.user.id, user.ref)
        return sentence and sentence.rstrip(".")  # a name, with which it begins, keeps its capital

    def action_new(self) -> None:
        """A team, or a member of the team."""
        if self._where == "members":
            self._add_member()
        else:
            self.app.push_screen(TeamName(list(self._teams.values())), self._make_team)

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
        """Delete the team, take the member out of it, or deactivate the user; what is under the cursor."""
        match self._where:
            case "teams":
                self._delete_team()
            case "members":
                self._remove_member()
            case "users":
                self._deactivate()

    def _delete_team(self) -> None:
        team = self._team()
        if team is None:
            return

        def delete(session: "Session") -> str:
            teams.delete_team(session, self.desk.user.id, team.ref)
            return f"Team {team.ref.name} deleted"

        def answered(yes: bool | None) -> None:
            if yes:
                self._do(titled("Delete team", team.ref.name), delete)

        members = counted(len(team.members), "member")
        question = (
            f"This deletes {cut(team.ref.name, 60)}; its {members} no longer have what is shared with it."
        )
        self.app.push_screen(Confirm("delete", [question], yes="delete", no="keep"), answered)

    def _remove_member(self) -> None:
        team, item = self._team(), self._pane("members").current
        if team is None or item is None:
            return
        who = next(member.who for member in team.members if member.who.id.hex == item.id)

        def remove(session: "Session") -> str:
            teams.remove_member(session, self.desk.user.id, team.ref, who)
            return f"{who.name} is no longer in {team.ref.name}"

        self._do(titled(f"Remove {cut(who.name, 40)} from", team.ref.name), remove)

    def _deactivate(self) -> None:
        user = self._user()
        if user is None:
            return

        def deactivate(session: "Session") -> str:
            owned = teams.deactivate(session, self.desk.user.id, user.ref)
            return f"{user.ref.name} is inactive" + (f"; still owns {owned}" if owned else "")

        self._do(titled("Deactivate", user.ref.name), deactivate)

    def action_activate(self) -> None:
        """Let the user under the cursor sign in again."""
        user = self._user()
        if user is None:
            return

        def activate(session: "Session") -> str:
            teams.activate(session, self.desk.user.id, user.ref)
            return f"{user.ref.name} is active again"

        self._do(titled("Activate", user.ref.name), activate)

    def action_edit(self) -> None:
        """Another name for the team, or another role for the user under the cursor."""
        if self._where == "teams":
            self._rename()
        else:
            self._change_role()

    def _rename(self) -> None:
        team = self._team()
        if team is None:
            return

        def answered(name: str | None) -> None:
            if name is not None and name != team.ref.name:

                def rename(session: "Session") -> str:
                    renamed = teams.rename_team(session, self.desk.user.id, team.ref, name)
                    return f"{team.ref.name} is now {renamed.name}"

                self._do(titled("Rename team", team.ref.name), rename)

        others = [row for row in self._teams.values() if row.ref != team.ref]
        self.app.push_screen(TeamName(others, team.ref.name), answered)

    def _change_role(self) -> None:
        user = self._user()
        if user is None:
            return

        def answered(code: str | None) -> None:
            if code is None:
                return
            role = SecurityRole.from_code(int(code))
            if role is user.role:
                warn(self, f"{cut(user.ref.name, 40)} has the role {role.label} already")
                return

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
    role = row.role.label if row.is_active else f"inactive, {row.role.label.lower()}"
    style = "text" if row.is_active else "muted"
    name: list[Piece] = [(fit(row.ref.name, _NAMES), style), ("  ", "text"), (role, "secondary")]
    return [Line(name, [(", ".join(row.teams), "muted")] if room >= 2 * _NAMES + 30 else [])]
