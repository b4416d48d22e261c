"""The one registry of what a user can do: bindings, footer, palette, help, rebinding and docs come of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do.

    `id` is "scope.verb": the scope names the screen or pane whose `action_<verb>` method does it.
    `keys` are spelled as people write them ("v", "/", "ctrl+s", "enter"); without keys the palette still
    has it. `rank` orders the footer, lowest first; 0 keeps it out. `hint` stands beside the label in help.
    `run` replaces the method's name where one method serves several actions, or another node does it.
    The footer shows an action `instead_of` another one while it can be used and the other one can't.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    group: str
    footer: str = ""
    short: str = ""
    rank: int = 0
    hint: str = ""
    run: str = ""
    fixed: bool = False
    priority: bool = False
    instead_of: str = ""

    @property
    def scope(self) -> str:
        """The screen or pane it belongs to, the part of the id before the dot."""
        return self.id.partition(".")[0]

    @property
    def call(self) -> str:
        """What the node runs, as Textual writes actions: "choose_view" or "app.go('leads')"."""
        return self.run or self.id.partition(".")[2]

    @property
    def palette(self) -> str:
        """Its name in the command palette: "area: verb"."""
        area = AREAS[self.scope]
        label = self.label[:1].lower() + self.label[1:]
        return f"{area}: {label.removeprefix(area).lstrip()}"


class Place(NamedTuple):
    """A place that a digit leads to."""

    digit: int
    name: str
    label: str


PLACES = (
    Place(1, "dashboard", "Dashboard"),
    Place(2, "opportunities", "Opportunities"),
    Place(3, "leads", "Leads"),
    Place(4, "activities", "Activities"),
    Place(5, "quotes", "Quotes"),
    Place(6, "orders", "Orders"),
    Place(7, "accounts", "Accounts"),
    Place(8, "contacts", "Contacts"),
    Place(9, "products", "Products"),
)
MORE_PLACES = (Place(0, "competitors", "Competitors"),)
"""Places that the first row names only while one is there."""

THIS_OPPORTUNITY = "This opportunity"
THIS_ACTIVITY = "This activity"
THIS_CALENDAR = "This calendar"
THIS_LIST = "This list"
THIS_RECORD = "This record"
THIS_VIEW = "This view"
THIS_FIELD = "This field"
THIS_PANE = "This pane"
THIS_ENTRY = "This entry"
THIS_DIALOG = "This dialog"
ANYWHERE = "Anywhere"

GROUPS = (
    THIS_OPPORTUNITY,
    THIS_ACTIVITY,
    THIS_VIEW,
    THIS_FIELD,
    THIS_RECORD,
    THIS_CALENDAR,
    THIS_LIST,
    THIS_ENTRY,
    THIS_DIALOG,
    THIS_PANE,
    ANYWHERE,
)
"""The groups in the order in which help shows them."""

AREAS = {
    "opportunities": "opportunities",
    "activities": "activities",
    "calendar": "calendar",
    "accounts": "accounts",
    "contacts": "contacts",
    "competitors": "competitors",
    "list": "list",
    "views": "views",
    "table": "list",
    "filter": "list",
    "record": "record",
    "related": "record",
    "removal": "record",
    "timeline": "timeline",
    "activity": "activity",
    "entry": "activity",
    "participants": "people",
    "note": "record",
    "search": "timeline",
    "filters": "timeline",
    "reading": "entry",
    "writing": "dialog",
    "fields": "field",
    "editing": "field",
    "proposals": "field",
    "deal": "opportunity",
    "party": "people",
    "brief": "brief",
    "briefless": "record",
    "adding": "dialog",
    "roles": "dialog",
    "commands": "commands",
    "ownership": "record",
    "shares": "dialog",
    "rights": "dialog",
    "teams": "teams",
    "mail": "mail",
    "compose": "mail",
    "attached": "mail",
    "outbox": "outbox",
    "files": "files",
    "pane": "pane",
    "dialog": "dialog",
    "choose": "dialog",
    "form": "dialog",
    "path": "dialog",
    "confirm": "dialog",
    "unsaved": "dialog",
    "cards": "dialog",
    "clash": "dialog",
    "remove": "dialog",
    "go": "go to",
    "app": "app",
}
"""What the palette calls each scope."""

TOGETHER = (
    frozenset(
        {"opportunities", "activity", "ownership", "list", "mail"}
        | {"note", "deal", "table", "pane", "go", "app"}
    ),
    frozenset(
        {"activities", "activity", "ownership", "list", "mail"}
        | {"note", "deal", "table", "pane", "go", "app"}
    ),
    frozenset(
        {"activities", "activity", "ownership", "list", "mail"} | {"note", "deal", "calendar", "go", "app"}
    ),
    frozenset(
        {"accounts", "activity", "ownership", "list", "mail"}
        | {"note", "removal", "briefless", "table", "pane", "go", "app"}
    ),
    frozenset(
        {"contacts", "activity", "ownership", "list", "mail"}
        | {"note", "removal", "briefless", "table", "pane", "go", "app"}
    ),
    frozenset(
        {"competitors", "activity", "ownership", "list", "mail"}
        | {"note", "removal", "briefless", "table", "pane", "go", "app"}
    ),
    frozenset({"filter", "app"}),
    frozenset({"record", "mail", "ownership", "note", "deal", "fields", "editing", "proposals", "app"}),
    frozenset({"record", "activity", "ownership", "mail", "note", "deal", "fields", "pane", "go", "app"}),
    frozenset({"record", "activity", "ownership", "mail", "note", "deal", "table", "pane", "go", "app"}),
    frozenset({"record", "activity", "ownership", "mail", "note", "deal", "timeline", "pane", "go", "app"}),
    frozenset(
        {"record", "activity", "ownership", "mail", "note"}
        | {"related", "removal", "briefless", "fields", "pane", "go", "app"}
    ),
    frozenset(
        {"record", "activity", "ownership", "mail", "note"}
        | {"related", "briefless", "timeline", "pane", "go", "app"}
    ),
    frozenset({"reading", "note", "pane", "go", "app"}),
    frozenset({"search", "app"}),
    frozenset({"filters", "pane", "dialog", "app"}),
    frozenset({"writing", "attached", "pane", "dialog", "app"}),
    frozenset({"record", "activity", "ownership", "mail", "note", "deal", "files", "pane", "go", "app"}),
    frozenset(
        {"record", "activity", "ownership", "mail", "note"}
        | {"related", "briefless", "files", "pane", "go", "app"}
    ),
    frozenset({"shares", "pane", "dialog", "app"}),
    frozenset({"rights", "pane", "dialog", "app"}),
    frozenset({"teams", "pane", "go", "app"}),
    frozenset({"commands", "pane", "go", "app"}),
    frozenset({"outbox", "pane", "go", "app"}),
    frozenset({"compose", "attached", "pane", "dialog", "app"}),
    frozenset({"compose", "proposals", "dialog", "app"}),
    frozenset({"record", "activity", "ownership", "mail", "note", "deal", "party", "pane", "go", "app"}),
    frozenset({"brief", "activity", "mail", "note", "deal", "pane", "go", "app"}),
    frozenset({"adding", "roles", "choose", "pane", "dialog", "app"}),
    frozenset({"views", "choose", "pane", "dialog", "app"}),
    frozenset({"fields", "pane", "dialog", "app"}),
    frozenset({"fields", "editing", "proposals", "dialog", "app"}),
    frozenset({"form", "proposals", "dialog", "app"}),
    frozenset({"record", "activity", "mail", "deal", "participants", "pane", "go", "app", "ownership"}),
    frozenset({"entry", "dialog"}),
    frozenset({"path", "pane", "dialog", "app"}),
    frozenset({"confirm", "unsaved", "dialog", "app"}),
    frozenset({"confirm", "cards", "pane", "dialog", "app"}),
    frozenset({"clash", "dialog", "app"}),
    frozenset({"remove", "dialog", "app"}),
)
"""Scopes that can be alive at the same time, so that two of their actions can't share a key."""


def _places() -> Iterator[Action]:
    for place in (*PLACES, *MORE_PLACES):
        label = f"Go to {place.label.lower()}"
        yield Action(f"go.{place.name}", (str(place.digit),), label, ANYWHERE, run=f"app.go('{place.name}')")


ACTIONS = (
    Action("activities.new", ("n",), "New activity", THIS_LIST, "new", rank=2, hint="in the full form"),
    Action("list.edit", ("e",), "Edit", THIS_RECORD, "edit", rank=3, hint="in the preview"),
    Action("opportunities.new", ("n",), "New opportunity", THIS_LIST, "new", rank=2),
    Action(
        "opportunities.delete",
        ("d",),
        "Delete",
        THIS_OPPORTUNITY,
        hint="never: it is closed, not deleted",
    ),
    Action(
        "activities.calendar",
        ("C",),
        "Calendar, or list",
        THIS_LIST,
        "calendar",
        rank=6,
        hint="there and back",
    ),
    Action("accounts.new", ("n",), "New account", THIS_LIST, "new", rank=2),
    Action("contacts.new", ("n",), "New contact", THIS_LIST, "new", rank=2),
    Action("contacts.import_cards", ("I",), "Import vCards", THIS_LIST),
    Action("contacts.export_cards", ("E",), "Export as vCards", THIS_LIST, hint="the marked ones, or all"),
    Action("competitors.new", ("n",), "New competitor", THIS_LIST, "new", rank=2),
    Action("list.choose_view", ("v",), "Choose a view", THIS_LIST, "view", rank=4),
    Action("list.filter", ("/",), "Filter", THIS_LIST, "filter", rank=5),
    Action("list.preview", ("p",), "Preview", THIS_LIST),
    Action(
        "list.work",
        ("W",),
        "Work the list, one by one",
        THIS_LIST,
        hint="from the cursor, or where it was stopped; the marked ones if there are",
    ),
    Action("list.back", ("escape",), "Clear the filter", THIS_LIST),
    Action(
        "filter.keep",
        ("enter", "down"),
        "Keep the filter, go to the list",
        THIS_LIST,
        "to the list",
        rank=1,
        priority=True,
    ),
    Action("filter.clear", ("escape",), "Clear the filter", THIS_LIST, "clear", rank=2),
    Action(
        "views.set_default",
        ("*",),
        "Make this my default view",
        THIS_VIEW,
        "make default",
        rank=2,
        priority=True,
    ),
    Action(
        "table.sort", ("s",), "Sort", THIS_LIST, "sort", rank=6, hint="the same column again turns it round"
    ),
    Action("table.mark", ("space",), "Mark", THIS_LIST),
    Action("table.mark_all", ("M",), "Mark all, or none", THIS_LIST),
    Action("calendar.open", ("enter",), "Open", THIS_CALENDAR, "open", rank=1),
    Action("calendar.left", ("left", "h"), "The day before", THIS_CALENDAR),
    Action("calendar.right", ("right", "l"), "The day after", THIS_CALENDAR),
    Action("calendar.up", ("up", "k"), "Earlier", THIS_CALENDAR, hint="in a month, a week"),
    Action("calendar.down", ("down", "j"), "Later", THIS_CALENDAR, hint="in a month, a week"),
    Action(
        "calendar.next_period",
        ("]", "pagedown"),
        "The next day, week or month",
        THIS_CALENDAR,
        "next",
        rank=7,
    ),
    Action(
        "calendar.previous_period",
        ("[", "pageup"),
        "The day, week or month before",
        THIS_CALENDAR,
        "previous",
        rank=8,
    ),
    Action("calendar.today", ("t",), "Today", THIS_CALENDAR, "today", rank=6),
    Action("calendar.wider", ("-",), "More days", THIS_CALENDAR, "wider", rank=9, hint="day, week, month"),
    Action("calendar.closer", ("=",), "Fewer days", THIS_CALENDAR, hint="month, week, day"),
    Action(
        "calendar.next_here",
        (".",),
        "The next activity here",
        THIS_CALENDAR,
        hint="of this time, of this day",
    ),
    Action("calendar.previous_here", (",",), "The activity before here", THIS_CALENDAR),
    Action(
        "calendar.later",
        ("shift+down",),
        "Move it later",
        THIS_CALENDAR,
        hint="half an hour; in a month a week",
    ),
    Action(
        "calendar.earlier",
        ("shift+up",),
        "Move it earlier",
        THIS_CALENDAR,
        hint="half an hour; in a month a week",
    ),
    Action("calendar.day_later", ("shift+right",), "Move it a day later", THIS_CALENDAR),
    Action("calendar.day_earlier", ("shift+left",), "Move it a day earlier", THIS_CALENDAR),
    Action("record.edit", ("e",), "Edit", THIS_RECORD, "edit", rank=2),
    Action("record.save", ("ctrl+s",), "Save", THIS_RECORD, "save", rank=1),
    Action(
        "record.next",
        ("]",),
        "Skip to the next record",
        THIS_RECORD,
        "next",
        rank=4,
        hint="of the list it was opened from",
    ),
    Action("record.previous", ("[",), "Previous record", THIS_RECORD, "previous", rank=5),
    Action("record.next_tab", ("l", "right"), "Next tab", THIS_RECORD),
    Action("record.previous_tab", ("h", "left"), "Previous tab", THIS_RECORD),
    Action("record.search", ("/",), "Search in the timeline", THIS_RECORD, "search"),
    Action("record.filters", ("F",), "Filter the timeline", THIS_RECORD),
    Action("record.back", ("escape",), "Back to the list", THIS_RECORD, "back", rank=3),
    Action(
        "activity.plan",
        ("a",),
        "Plan an activity",
        THIS_RECORD,
        "plan",
        rank=4,
        hint="in one line",
        run="plan_activity",
    ),
    Action(
        "activity.log",
        ("L",),
        "Log something finished",
        THIS_RECORD,
        "log",
        rank=6,
        hint="in one line; a call unless you say otherwise",
        run="log_activity",
    ),
    Action(
        "activity.complete",
        ("c",),
        "Complete",
        THIS_ACTIVITY,
        "complete",
        rank=5,
        hint="the one under the cursor, else the next open one",
        run="complete_activity",
    ),
    Action(
        "activity.reschedule",
        ("r",),
        "Reschedule",
        THIS_ACTIVITY,
        "reschedule",
        rank=7,
        hint="+1 day, next week, a typed day",
        run="reschedule_activity",
    ),
    Action(
        "activity.repeat",
        ("i",),
        "Repeat",
        THIS_ACTIVITY,
        hint="an appointment: daily, weekly, monthly, until when",
        run="repeat_activity",
    ),
    Action(
        "activity.close",
        ("X",),
        "Close with a reason, or cancel",
        THIS_ACTIVITY,
        run="close_activity",
    ),
    Action(
        "activity.reopen",
        ("o",),
        "Reopen",
        THIS_ACTIVITY,
        "reopen",
        rank=5,
        run="reopen_activity",
        instead_of="activity.complete",
    ),
    Action("activity.duplicate", ("y",), "Duplicate", THIS_ACTIVITY, run="duplicate_activity"),
    Action("activity.delete", ("d",), "Delete", THIS_ACTIVITY, run="delete_activity"),
    Action("activity.convert", ("Q",), "Make it an opportunity", THIS_ACTIVITY, run="convert_activity"),
    Action("participants.edit", ("n",), "Add or remove people", THIS_PANE, "people", rank=2),
    Action("entry.save", ("enter",), "Save it", THIS_DIALOG, "save", rank=1, priority=True),
    Action(
        "entry.save_another",
        ("ctrl+s",),
        "Save it and another",
        THIS_DIALOG,
        "and another",
        "another",
        rank=10,
    ),
    Action("entry.form", ("tab",), "The full form", THIS_DIALOG, "full form", "form", rank=2, priority=True),
    Action("related.new", ("n",), "New opportunity, contact or account", THIS_RECORD, "new", rank=6),
    Action("removal.remove", ("d",), "Delete, or set inactive", THIS_RECORD, hint="asks which"),
    Action("removal.activate", ("o",), "Activate, or reopen the activity", THIS_RECORD),
    Action("fields.edit", ("e",), "Edit this field", THIS_FIELD, "edit", rank=1),
    Action("editing.save", ("ctrl+s",), "Save all changes", THIS_FIELD, "save", rank=1),
    Action("editing.next", ("tab",), "Keep it, edit the next field", THIS_FIELD, "next field", rank=2),
    Action("editing.previous", ("shift+tab",), "Keep it, edit the field before", THIS_FIELD),
    Action("editing.cancel", ("escape",), "Undo the edit of this field", THIS_FIELD, "undo edit", rank=3),
    Action("form.save", ("ctrl+s",), "Save it", THIS_DIALOG, "save", rank=1),
    Action("proposals.down", ("down",), "The next proposal", THIS_FIELD),
    Action("proposals.up", ("up",), "The proposal before", THIS_FIELD),
    Action("note.write", ("N",), "Quick note", THIS_RECORD, "note", rank=8, run="write_note"),
    Action(
        "note.post",
        ("P",),
        "Post to colleagues",
        THIS_RECORD,
        hint="@ names users, # records",
        run="write_post",
    ),
    Action("timeline.new", ("n",), "New note", THIS_PANE, "note", rank=2),
    Action("timeline.edit", ("e",), "Edit this entry", THIS_PANE, "edit", rank=3),
    Action("timeline.fold", ("space",), "Open it here, or fold it", THIS_PANE),
    Action("timeline.delete", ("d",), "Delete this entry", THIS_PANE),
    Action("timeline.pin", ("+",), "Pin on top, or unpin", THIS_PANE),
    Action("timeline.reply", ("@",), "Reply to this post or mail", THIS_PANE),
    Action("timeline.like", ("*",), "Like this post, or no longer", THIS_PANE),
    Action("timeline.filters", ("F",), "Filters", THIS_PANE, "filters", rank=7),
    Action("timeline.show_all", ("backspace",), "Show everything again", THIS_PANE),
    Action("deal.add_stakeholder", ("K",), "Add stakeholders", THIS_RECORD, hint="each in a role"),
    Action("deal.add_member", ("T",), "Add to the sales team", THIS_RECORD),
    Action("deal.add_competitor", ("R",), "Add competitors", THIS_RECORD),
    Action("deal.brief", ("b",), "Brief before a call", THIS_RECORD, "brief", rank=8),
    Action("briefless.brief", ("b",), "Brief before a call", THIS_RECORD, hint="never: of an opportunity"),
    Action("brief.copy", ("Y",), "Copy it as Markdown", THIS_PANE, "copy", rank=1),
    Action("brief.save", ("E",), "Save it as a Markdown file", THIS_PANE, "save", rank=2),
    Action("brief.back", ("escape",), "Back", THIS_PANE, "back", rank=3),
    Action("party.add", ("n",), "Add", THIS_PANE, "add", rank=2),
    Action("party.mark", ("space",), "Mark", THIS_PANE, hint="to remove several, or give them a role"),
    Action("party.role", ("e",), "Change the role", THIS_PANE, "role", rank=3),
    Action("party.remove", ("d",), "Remove", THIS_PANE, "remove", rank=4, hint="undo brings it back"),
    Action("adding.mark", ("space",), "Mark, to add several", THIS_DIALOG, "mark", rank=2, priority=True),
    Action(
        "adding.role",
        ("tab", "shift+tab"),
        "To the roles, and back to the name",
        THIS_DIALOG,
        "role",
        rank=3,
        priority=True,
    ),
    Action("roles.next", ("right",), "The next role", THIS_DIALOG, hint="or the first letter of a role"),
    Action("roles.previous", ("left",), "The role before", THIS_DIALOG),
    Action("timeline.search", ("/",), "Search in titles and texts", THIS_PANE, "search", rank=9),
    Action("timeline.turn", ("t",), "Turn the order", THIS_PANE),
    Action("timeline.sort", ("s",), "Sort", THIS_PANE, hint="never: its order is turned"),
    Action("timeline.next_kind", (".",), "Show the next kind only", THIS_PANE),
    Action("timeline.previous_kind", (",",), "Show the kind before only", THIS_PANE),
    Action(
        "search.keep",
        ("enter", "down"),
        "Keep the search, go to the entries",
        THIS_PANE,
        "to the entries",
        rank=1,
        priority=True,
    ),
    Action("search.clear", ("escape",), "Search no longer", THIS_PANE, "clear", rank=2, priority=True),
    Action("filters.take", ("space",), "Take it, and choose more", THIS_DIALOG, "and more", rank=2),
    Action("filters.clear", ("backspace",), "Take none", THIS_DIALOG, "none", rank=3),
    Action("reading.edit", ("e",), "Edit", THIS_ENTRY, "edit", rank=2),
    Action("reading.reply", ("@",), "Reply", THIS_ENTRY, "reply", rank=3),
    Action("reading.like", ("*",), "Like, or no longer", THIS_ENTRY, "like", rank=4),
    Action("reading.pin", ("+",), "Pin on top, or unpin", THIS_ENTRY, "pin", rank=5),
    Action("reading.delete", ("d",), "Delete", THIS_ENTRY, "delete", rank=6),
    Action("reading.back", ("escape",), "Back", THIS_ENTRY, "back", rank=7),
    Action("writing.save", ("ctrl+s",), "Save it", THIS_DIALOG, "save", rank=1, priority=True),
    Action("writing.attach", ("ctrl+o",), "Attach files", THIS_DIALOG, "attach", rank=2),
    Action("files.add", ("n",), "Attach files", THIS_PANE, "attach", rank=2),
    Action("files.save_as", ("E",), "Save a copy elsewhere", THIS_PANE, "save a copy", rank=3),
    Action("files.remove", ("d",), "Remove this file", THIS_PANE, "remove", rank=4),
    Action("files.search", ("/",), "Search by name", THIS_PANE, "search", rank=5),
    Action("files.link", ("J",), "Link a folder", THIS_PANE, "link a folder", rank=6),
    Action("pane.open", ("enter",), "Open", THIS_PANE, "open", rank=1),
    Action("pane.down", ("j", "down"), "Down", THIS_PANE),
    Action("pane.up", ("k", "up"), "Up", THIS_PANE),
    Action("pane.page_down", ("pagedown",), "A page down", THIS_PANE),
    Action("pane.page_up", ("pageup",), "A page up", THIS_PANE),
    Action("pane.first", ("g", "home"), "To the first", THIS_PANE),
    Action("pane.last", ("G", "end"), "To the last", THIS_PANE),
    Action("mail.write", ("m",), "Mail the people of this", THIS_RECORD),
    Action(
        "mail.send",
        ("ctrl+t",),
        "Write on and send this draft",
        THIS_ACTIVITY,
        "write and send",
        rank=1,
        run="send_draft",
    ),
    Action("mail.reply", ("@",), "Reply to this mail", THIS_ACTIVITY),
    Action("mail.reply_all", ("&",), "Reply to everybody who has this mail", THIS_ACTIVITY),
    Action("mail.forward", ("H",), "Forward this mail", THIS_ACTIVITY, hint="hands it on, with its files"),
    Action("compose.send", ("ctrl+t",), "Send", THIS_DIALOG, "send", rank=1),
    Action("compose.save", ("ctrl+s",), "Keep it as a draft", THIS_DIALOG, "keep", rank=2),
    Action("compose.attach", ("ctrl+o",), "Attach files", THIS_DIALOG, "attach", rank=3),
    Action(
        "compose.editor",
        ("ctrl+e",),
        "Write in your editor",
        THIS_DIALOG,
        "editor",
        rank=4,
        hint="$VISUAL or $EDITOR",
        priority=True,
    ),
    Action("attached.remove", ("d", "delete"), "Remove the file", THIS_DIALOG, "remove", rank=5),
    Action("outbox.send", ("ctrl+t",), "Send", THIS_RECORD, "send", rank=2),
    Action("outbox.edit", ("e",), "Edit", THIS_RECORD, "edit", rank=3),
    Action("outbox.cancel", ("d",), "Cancel the mail", THIS_RECORD, "cancel", rank=4),
    Action("outbox.follow_up", ("y",), "Write again to those who were refused", THIS_RECORD),
    Action("outbox.back", ("escape",), "Back", THIS_RECORD, "back", rank=5),
    Action("dialog.cancel", ("escape",), "Back", THIS_DIALOG, "back", rank=9),
    Action("choose.take", ("enter",), "Choose", THIS_DIALOG, "choose", rank=1, priority=True),
    Action("path.take", ("enter",), "Take this path", THIS_DIALOG, "take it", rank=1, priority=True),
    Action("path.complete", ("tab",), "Complete the path", THIS_DIALOG, "complete", rank=2, priority=True),
    Action("clash.mine", ("m",), "Save mine over theirs", THIS_DIALOG, "save mine", rank=1),
    Action("clash.theirs", ("t",), "Keep theirs, drop mine", THIS_DIALOG, "keep theirs", rank=2),
    Action("remove.delete", ("y",), "Delete", THIS_DIALOG, "delete", rank=1),
    Action("remove.deactivate", ("i",), "Set inactive", THIS_DIALOG, "deactivate", rank=2),
    Action("confirm.yes", ("y",), "Yes", THIS_DIALOG, "yes", rank=1),
    Action(
        "cards.keep",
        ("s",),
        "Load the others, and save these in a file",
        THIS_DIALOG,
        "also save these in a file",
        rank=2,
    ),
    Action("unsaved.save", ("s",), "Save it and go", THIS_DIALOG, "save and go", rank=2),
    Action(
        "commands.go",
        ("U",),
        "Go back to before this command",
        THIS_LIST,
        "go back to here",
        rank=2,
        hint="takes it and all later ones back",
    ),
    Action(
        "commands.undo",
        ("u",),
        "Undo this command alone",
        THIS_LIST,
        "undo this alone",
        rank=3,
        hint="later ones stay",
    ),
    Action("commands.whose", ("v",), "Mine or everybody's", THIS_LIST, "whose", rank=4),
    Action("commands.back", ("escape",), "Back", THIS_LIST, "back", rank=5),
    *_places(),
    Action(
        "ownership.assign",
        ("A",),
        "Assign",
        THIS_RECORD,
        hint="to a user or a team; the marked ones together",
    ),
    Action(
        "ownership.share",
        ("S",),
        "Share",
        THIS_RECORD,
        hint="who has which rights, and why; marked ones together",
    ),
    Action("shares.new", ("n",), "Share with somebody", THIS_DIALOG, "add", rank=1),
    Action("shares.change", ("e",), "Change the rights", THIS_DIALOG, "change", rank=2),
    Action("shares.remove", ("d",), "Take the share back", THIS_DIALOG, "remove", rank=3),
    Action("rights.switch", ("space",), "Give or take this right", THIS_DIALOG, "give or take", rank=2),
    Action("rights.save", ("ctrl+s",), "Share like this", THIS_DIALOG, "share", rank=1),
    Action("teams.new", ("n",), "New here", THIS_PANE, "new", rank=1, hint="a team, or a member of it"),
    Action("teams.edit", ("e",), "Rename the team, or give the user another role", THIS_PANE, "edit", rank=2),
    Action(
        "teams.remove",
        ("d",),
        "Delete the team, remove the member, or deactivate the user",
        THIS_PANE,
        "remove",
        rank=3,
    ),
    Action("teams.activate", ("o",), "Activate the user again", THIS_PANE),
    Action("teams.back", ("escape",), "Back", THIS_PANE, "back", rank=4),
    Action("app.undo", ("u",), "Undo", ANYWHERE, run="app.undo"),
    Action("app.redo", ("ctrl+r",), "Redo", ANYWHERE, run="app.redo"),
    Action(
        "app.commands",
        ("U",),
        "What was done, and going back",
        ANYWHERE,
        hint="the list of commands",
        run="app.commands",
    ),
    Action("app.next_pane", ("tab",), "Next pane", ANYWHERE, "next pane", rank=9, run="app.next_pane"),
    Action("app.previous_pane", ("shift+tab",), "Previous pane", ANYWHERE, run="app.previous_pane"),
    Action(
        "app.jump", ("f",), "Jump", ANYWHERE, hint="a letter on every pane, tab and control", run="app.jump"
    ),
    Action("app.outbox", ("O",), "Outbox", ANYWHERE, hint="mail that waits or failed", run="app.outbox"),
    Action(
        "app.switch_user",
        ("f2",),
        "Work as another user",
        ANYWHERE,
        hint="of this file",
        run="app.switch_user",
    ),
    Action("app.teams", ("f3",), "Users and teams", ANYWHERE, hint="with their roles", run="app.teams"),
    Action("app.refresh", ("f5",), "Read everything again", ANYWHERE, run="app.refresh"),
    Action(
        "app.folder_root",
        ("f4",),
        "Folder with a folder per account",
        ANYWHERE,
        hint="whose files are listed with the account's records",
        run="app.folder_root",
    ),
    Action("app.theme", ("f8",), "Dark or light", ANYWHERE, hint="switches the colours", run="app.theme"),
    Action("app.palette", ("ctrl+p",), "Command palette", ANYWHERE, priority=True, run="app.palette"),
    Action(
        "app.help",
        ("?", "f1"),
        "What can I do here",
        ANYWHERE,
        "all keys",
        rank=99,
        fixed=True,
        run="app.help",
    ),
    Action("app.quit", ("ctrl+q",), "Quit", ANYWHERE, fixed=True, priority=True, run="app.quit"),
)

BY_ID = {action.id: action for action in ACTIONS}


NAMED_KEYS = (
    *("enter", "escape", "tab", "space", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("insert", "delete", "backspace", *(f"f{number}" for number in range(1, 13))),
)
"""Keys that have a name instead of a character."""


def of(*names: str) -> list[Action]:
    """The actions of these scopes or with these ids, in the registry's order. Raises KeyError for neither."""
    for name in names:
        BY_ID[name] if "." in name else AREAS[name]
    return [action for action in ACTIONS if action.scope in names or action.id in names]


_NAMES = {
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "space": "space",
    "insert": "Ins",
    "delete": "Del",
    "up": "Up",
    "down": "Down",
}


def key_name(key: str) -> str:
    """A key as people read it: "ctrl+s" -> "Ctrl+S", "pagedown" -> "PgDn", "v" -> "v"."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if last in _NAMES:
        last = _NAMES[last]
    elif len(last) > 1 or (modifiers and last.isalpha()):
        last = last.capitalize()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), last])


def grouped(actions: Iterable[Action]) -> list[tuple[str, list[Action]]]:
    """The actions under their groups, groups in the order of help."""
    by_group: dict[str, list[Action]] = {}
    for action in actions:
        by_group.setdefault(action.group, []).append(action)
    return [(group, by_group[group]) for group in GROUPS if group in by_group]


def page() -> str:
    """docs/keys.md."""
    lines = [
        "# Keys",
        "",
        "<!-- Made by `python -m salestui.actions`; change salestui/actions.py instead. -->",
        "",
        "`?` or F1 shows on every screen what can be done there, and runs it. The names in the last column",
        "are for the `[keys]` table of the settings, which gives actions other keys (see configuration.md).",
        "",
    ]
    for group, members in grouped(ACTIONS):
        lines += [f"## {group}", "", "| Key | What | Name |", "|---|---|---|"]
        for action in members:
            keys = " ".join(f"`{key_name(key)}`" for key in action.keys) or "in the palette"
            what = f"{action.label} ({action.hint})" if action.hint else action.label
            lines.append(f"| {keys} | {what} | `{action.id}` |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
