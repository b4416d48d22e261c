"""What can be written about any record, and done with the entries of its timeline."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType

from salestui.errors import Gone, SalesError
from salestui.lifecycle import regarding
from salestui.lifecycle.edits import titled
from salestui.lifecycle.refs import RecordRef
from salestui.screens.opening_records import open_record
from salestui.store.words import word
from salestui.widgets.acting import bindings
from salestui.widgets.painting import cut
from salestui.widgets.toast import say, warn
from salestui.widgets.work_screen import WorkScreen

if TYPE_CHECKING:
    from salestui.lifecycle.shapes import Entry, EntrySource
    from salestui.widgets.timeline import TimelinePane  # lists start without it


class NoteCommands(WorkScreen):
    """A screen on whose records notes and posts are written."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("note")]

    def why_not(self, action_id: str) -> str | None:
        """There must be a record to write about."""
        if action_id in ("note.write", "note.post") and self.is_mounted and self.target() is None:
            return "no record is under the cursor"
        return super().why_not(action_id)

    def written_about(self) -> RecordRef | None:
        """What a new note is about; of an activity the record that it is about. Says why there is none."""
        target = self.target()
        if target is None or target.table in regarding.COLUMNS:
            return target
        if target.table == "activity":
            entry = self._entry(target)
            if entry is not None and entry.about is None:
                warn(self, "not now: the activity is about no record")
            return entry.about if entry is not None else None
        warn(self, f"not now: notes are not written about a {word(target.table)}")
        return None

    def action_write_note(self) -> None:
        """A note about the record."""
        about = self.written_about()
        if about is not None:
            from salestui.screens.note_form import NoteForm

            self.app.push_screen(NoteForm(self.desk, about), self._go_to)

    def action_write_post(self) -> None:
        """A post about the record."""
        about = self.written_about()
        if about is not None:
            from salestui.screens.post_form import PostForm

            self.app.push_screen(PostForm(self.desk, about), self._go_to)

    def _go_to(self, entry_id: str | None) -> None:
        """Put the cursor of the timeline on what was written."""
        from salestui.widgets.timeline import TimelinePane

        if entry_id is not None:
            for timeline in self.query(TimelinePane):
                timeline.go_to(entry_id)

    def _return_to(self, ref: RecordRef) -> None:
        """Have the cursor on what was deleted when undo brings it back."""
        from salestui.widgets.timeline import TimelinePane

        for timeline in self.query(TimelinePane):
            timeline.return_to(ref.id.hex)

    # Entries

    async def on_timeline_pane_asked(self, event: "TimelinePane.Asked") -> None:
        """An entry of a timeline is under the cursor, and something is to be done with it."""
        event.stop()
        if not self.is_active:
            return  # a key right behind it has opened something above
        if event.what == "new":
            self.action_write_note()
        elif event.ref is not None:
            await self.do_with(event.what, event.ref)

    async def do_with(self, what: str, ref: RecordRef) -> None:
        """Open, edit, delete, pin, like or answer an entry."""
        match what, ref.table:
            case "pin", _:
                self._pin(ref)
            case "delete", "activity":
                await self.action_perform("activity.delete")
            case "reply", "activity":
                await self.action_perform("mail.reply")
            case ("open", _) | ("edit", "activity"):
                open_record(self.app, self.desk, ref)
            case "edit", "note":
                self._edit(ref)
            case "delete", _:
                self._delete(ref)
            case "reply", _:
                self._reply(ref)
            case "like", _:
                self._like(ref)

    def _entry(self, ref: RecordRef) -> "Entry | None":
        """The entry as it is now; says why there is none."""
        from salestui.lifecycle import timeline

        try:
            with self.desk.store.session() as session:
                return timeline.entry(session, ref.table, ref.id)
        except Gone as error:
            warn(self, str(error))
            return None

    def _edit(self, ref: RecordRef) -> None:
        from salestui.screens.note_form import NoteForm

        entry = self._entry(ref)
        if entry is None or entry.about is None:
            return
        self.app.push_screen(NoteForm(self.desk, entry.about, entry))

    def _reply(self, ref: RecordRef) -> None:
        from salestui.screens.post_form import PostForm

        entry = self._entry(ref)
        if entry is None or entry.about is None:
            return
        self.app.push_screen(PostForm(self.desk, entry.about, reply_to=entry))

    def _pin(self, ref: RecordRef) -> None:
        from salestui.lifecycle import pinning

        entry = self._entry(ref)
        if entry is None:
            return
        verb = "Unpin" if entry.is_pinned else "Pin"
        source = cast("EntrySource", ref.table)
        try:
            with self.desk.store.command(titled(verb, _named(ref)), self.desk.user.id) as session:
                is_pinned = pinning.pin(session, source, ref.id)
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            self._say(f"{_named(ref, 'The')} {'is pinned on top' if is_pinned else 'is pinned no longer'}")

    def _like(self, ref: RecordRef) -> None:
        from salestui.lifecycle import posts

        try:
            with self.desk.store.command(titled("Like", _named(ref)), self.desk.user.id) as session:
                liked = posts.like(session, self.desk.user.id, posts.get(session, ref.id))
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            self._say(f"You {'like' if liked else 'no longer like'} {_named(ref)}")

    def _delete(self, ref: RecordRef) -> None:
        entry = self._entry(ref)
        if entry is None:
            return
        lost = [f"Delete the {ref.table} “{cut(ref.name, 100)}”?"]
        if entry.files:
            lost.append(f"Its {'file goes' if entry.files == 1 else f'{entry.files} files go'} with it.")
        if entry.replies:
            lost.append(
                f"Its {'answer goes' if entry.replies == 1 else f'{entry.replies} answers go'} with it."
            )

        from salestui.widgets.dialog import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self._delete_now(ref)

        self.app.push_screen(Confirm(f"delete the {ref.table}", lost, yes="delete", no="keep"), answered)

    def _delete_now(self, ref: RecordRef) -> None:
        from salestui.lifecycle import notes, posts

        user_id = self.desk.user.id
        try:
            with self.desk.store.command(titled(f"Delete {ref.table}", ref.name), user_id) as session:
                if ref.table == "note":
                    notes.delete(session, notes.get(session, ref.id))
                else:
                    posts.delete(session, user_id, posts.get(session, ref.id))
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            self._return_to(ref)
            self._say(f"{_named(ref, 'The')} is deleted")

    def _say(self, sentence: str) -> None:
        say(self, sentence, hint=f"{self.desk.key('app.undo')} undo")


def _named(ref: RecordRef, the: str = "the") -> str:
    """An entry in a sentence."""
    return f"{the} {ref.table} “{cut(ref.name, 30)}”"
