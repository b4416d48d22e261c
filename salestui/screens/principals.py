"""Dialogs that choose a user or a team."""

from collections.abc import Collection, Mapping
from uuid import UUID

from salestui.folding import folded
from salestui.lifecycle import lookups, sharing
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Hit
from salestui.widgets.chooser import Chooser
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, Piece, cut
from salestui.widgets.pane import Entry, Item

FOUND_AT_MOST = 50
_KINDS = {"team": "team", "system_user": ""}


class PrincipalChooser(Chooser):
    """Answers with what `chosen` reads: a user, or a team when `with_teams`.

    `about` is what it is chosen for, `told` says something of some of them instead of their job ("owns it");
    those in `without` are not offered.
    """

    DEFAULT_CSS = """
    PrincipalChooser #panel { width: 64; height: 20; }
    """
    placeholder = "type a name"

    def __init__(
        self,
        desk: Desk,
        title: str,
        about: str,
        *,
        with_teams: bool = True,
        told: Mapping[UUID, str] | None = None,
        without: Collection[UUID] = (),
    ) -> None:
        super().__init__()
        self._desk = desk
        self._title = title
        self._about = about
        self._with_teams = with_teams
        self._told = told or {}
        self._without = without
        self.words = {**self.words, "choose.take": title.split()[0]}

    def heading(self) -> Heading:
        """What is done, with what."""
        return Heading(self._title, [(cut(self._about, 40), "secondary")])

    def rows(self, typed: str) -> list[Entry]:
        """Those whose name fits; while nothing is typed the user himself first, those told of last."""
        with self._desk.store.session() as session:
            if self._with_teams:
                hits = sharing.principals(session, typed, FOUND_AT_MOST)
            else:
                hits = lookups.search_lookup(session, "system_user", typed, FOUND_AT_MOST)
        me = self._desk.user.id
        if not typed.strip():
            hits = sorted(hits, key=lambda hit: (hit.id in self._told, hit.id != me))
        return [self._row(hit) for hit in hits if hit.id not in self._without]

    def _row(self, hit: Hit) -> Item:
        name: list[Piece] = [(hit.name, "text")]
        if hit.id == self._desk.user.id:
            name.append(("  me", "accent"))
        if hit.id in self._told:
            right: Piece = (self._told[hit.id], "secondary")
        else:
            right = (_KINDS[hit.table] or hit.detail.split(", ")[0], "muted")
        return Item(f"{hit.table} {hit.id.hex} {hit.name}", [Line(name, [right])])


def chosen(answer: str) -> RecordRef:
    """The user or team that an answer names."""
    table, record_id, name = answer.split(" ", 2)
    return RecordRef(table, UUID(record_id), name)


class UserChooser(Chooser):
    """Who works with the file from now on; answers with his user name."""

    DEFAULT_CSS = """
    UserChooser #panel { width: 64; height: 18; }
    """
    placeholder = "type a name"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.start = desk.user.user_name
        self.words = {**self.words, "choose.take": "be this one"}

    def heading(self) -> Heading:
        """The question."""
        return Heading("work as", [(f"now {cut(self._desk.user.full_name, 30)}", "secondary")])

    def rows(self, typed: str) -> list[Entry]:
        """The users whose name or role fits, with what they may do."""
        from salestui.lifecycle import teams, text_search

        wanted = text_search.words(typed)
        with self._desk.store.session() as session:
            found = teams.users(session)
        return [
            Item(row.user_name, [Line([(row.ref.name, "text")], [(row.role.label, "muted")])])
            for row in found
            if text_search.has_all(folded(f"{row.ref.name} {row.user_name} {row.role.label}"), wanted)
        ]
