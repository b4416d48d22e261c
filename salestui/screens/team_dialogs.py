"""What is asked of teams and users: a name, a role."""

from salestui.lifecycle import rights
from salestui.lifecycle.teams import TeamRow, UserRow
from salestui.models.choices import SecurityRole
from salestui.widgets.chooser import Chooser
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, cut, fit
from salestui.widgets.pane import Entry, Item, Words
from salestui.widgets.text_input import TextInput


class TeamName(Chooser):
    """Answers with the name of a team: of a new one, or another one for the team called `before`."""

    DEFAULT_CSS = """
    TeamName #panel { width: 64; height: 16; }
    """
    placeholder = "type its name"

    def __init__(self, others: list[TeamRow], before: str = "") -> None:
        super().__init__()
        self._others = others
        self._before = before
        self.words = {**self.words, "choose.take": "rename it" if before else "make it"}

    def heading(self) -> Heading:
        """What is named."""
        before = self._before
        return Heading("rename", [(cut(before, 40), "secondary")]) if before else Heading("new team")

    def on_mount(self) -> None:
        """What it is called stands there."""
        self.query_one("#filter", TextInput).value = self._before

    def rows(self, typed: str) -> list[Entry]:
        """What it would be called, and the teams that are there."""
        name = " ".join(typed.split())
        there = [row.ref.name for row in self._others if name.casefold() in row.ref.name.casefold()]
        known = [Line([(f"there is {one}", "muted")]) for one in there]
        if not name:
            return [Words([Line([("Type a name and press Enter.", "secondary")]), Line(), *known])]
        what = "the new name" if self._before else "a new team"
        return [Item(name, [Line([(name, "text")], [(what, "muted")])]), Words([Line(), *known])]


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
                [Line([(fit(role.label, 26), "text"), (rights.MEANING[role], "secondary")])],
            )
            for role in SecurityRole
            if wanted in role.label.casefold()
        ]
