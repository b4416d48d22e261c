"""Notes and posts from any list and record: written, changed, pinned, liked, answered, read whole."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from salestui.lifecycle import notes
from salestui.lifecycle.refs import RecordRef
from salestui.models.competitors import Competitor
from salestui.models.notes import Note, Post, PostLike
from salestui.models.users import User
from salestui.screens.activity import ActivityScreen
from salestui.screens.compose import Compose
from salestui.screens.note_form import NoteForm
from salestui.screens.opportunity import OpportunityScreen
from salestui.screens.post_form import PostForm
from salestui.screens.reading import ReadingScreen
from salestui.screens.teams import TeamsScreen
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.field_parts import Hint
from salestui.widgets.text_input import TextInput
from salestui.widgets.timeline import TimelinePane
from tests.hostile import HOSTILE
from tests.screens import listed, pipeline, story
from tests.screens.record import Record, opened

WAREHOUSE = story.WAREHOUSE


def notes_of(desk: Desk, record_id: UUID) -> list[Note]:
    with desk.store.session() as session:
        query = select(Note).where(Note.opportunity_id == record_id).order_by(Note.created_on, Note.id)
        return list(session.exec(query))


def posts_of(desk: Desk, record_id: UUID) -> list[Post]:
    with desk.store.session() as session:
        query = select(Post).where(Post.opportunity_id == record_id, Post.author_id == desk.user.id)
        return list(session.exec(query.order_by(Post.created_on, Post.id)))


def timeline_of(shown: Record) -> TimelinePane:
    pane = shown.pane("timeline")
    assert isinstance(pane, TimelinePane)
    return pane


async def on(shown: Record, text: str) -> None:
    """Put the cursor of the timeline on the entry that begins with this."""
    pane = timeline_of(shown)
    pane.focus()
    await shown.press("g")
    for _ in range(40):
        ref = pane.current_ref()
        if ref is not None and ref.name.startswith(text):
            return
        await shown.press("j")
    raise AssertionError(text)


async def write(shown: Record, text: str) -> None:
    form = shown.top
    assert isinstance(form, NoteForm | PostForm)
    if isinstance(form, NoteForm):
        form.text_box.text = text
    else:
        form.text.memo.text = text
    await shown.pilot.pause()


async def test_a_quick_note_takes_a_key_the_text_and_a_key(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        before = len(notes_of(desk, ids[WAREHOUSE]))
        await shown.press("N", *"Met", "space", *"Ana", "enter", *"ok", "ctrl+s")
        await shown.settle()
        assert shown.top is shown.screen
        note = notes_of(desk, ids[WAREHOUSE])[-1]
        assert (note.title, note.body, note.owner_user_id) == (None, "Met Ana\nok", desk.user.id)
        assert shown.toasts[-1] == f"✓ Noted on {WAREHOUSE}   u undo"
        assert "“Met Ana" in shown.text("timeline")
        assert timeline_of(shown).current_ref() == RecordRef("note", note.id, "Met Ana")
        await shown.press("u")
        await shown.settle()
        assert len(notes_of(desk, ids[WAREHOUSE])) == before
        assert "Met Ana" not in shown.text("timeline")


async def test_a_quick_note_from_the_list_is_about_the_row_under_the_cursor(desk: Desk) -> None:
    made = pipeline.seed(desk)
    async with listed.opened(desk) as shown:
        await shown.press("j", "N", *"Hot", "ctrl+s")
        await shown.settle()
        (note,) = notes_of(desk, made[shown.topic])
        assert note.body == "Hot"
        assert shown.toasts[-1].startswith(f"✓ Noted on {shown.topic}")


async def test_nothing_is_lost_or_saved_by_accident(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        before = len(notes_of(desk, ids[WAREHOUSE]))
        await shown.press("N", "ctrl+s")
        assert shown.toasts[-1] == "! not now: write something first"
        await shown.press(*"abc", "escape")
        assert isinstance(shown.top, Confirm)
        await shown.press("escape")
        assert isinstance(shown.top, NoteForm)
        await shown.press("escape", "y")
        assert shown.top is shown.screen
        assert len(notes_of(desk, ids[WAREHOUSE])) == before


async def test_what_is_too_long_is_said_beside_the_text(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        await shown.press("N")
        await write(shown, "x" * 100_001)
        await shown.press("ctrl+s")
        await shown.settle()
        assert isinstance(shown.top, NoteForm)
        assert "Text: 100,001 characters; Text takes 100,000." in shown.top.hint.text


async def test_a_note_is_edited_from_the_timeline(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        await shown.press("N")
        await write(shown, "# Plan\n\n- two sites")
        form = shown.top
        assert isinstance(form, NoteForm)
        form.title_box.value = "Kick-off"
        await shown.press("ctrl+s")
        await shown.settle()
        await on(shown, "Kick-off")
        await shown.press("e")
        await write(shown, "# Plan\n\n- three sites")
        await shown.press("ctrl+s")
        await shown.settle()
        note = notes_of(desk, ids[WAREHOUSE])[-1]
        assert (note.title, note.body) == ("Kick-off", "# Plan\n\n- three sites")
        assert shown.toasts[-1] == "✓ The note is changed   u undo"
        await on(shown, "Kick-off")
        await shown.press("enter")
        assert "Kick-off Plan · three sites" in shown.text("timeline")


async def test_a_note_that_was_changed_meanwhile_is_not_overwritten(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        note = notes_of(desk, ids[WAREHOUSE])[-1]
        await on(shown, note.body[:10])
        await shown.press("e")
        await write(shown, "mine")
        with desk.store.command("Elsewhere", desk.user.id) as session:
            session.get(Note, note.id).body = "theirs"
        await shown.press("ctrl+s")
        await shown.settle()
        assert isinstance(shown.top, NoteForm)
        assert "changed meanwhile" in shown.toasts[-1]
        assert notes_of(desk, ids[WAREHOUSE])[-1].body == "theirs"


async def test_delete_asks_and_is_undone(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        before = notes_of(desk, ids[WAREHOUSE])
        await on(shown, before[-1].body[:10])
        await shown.press("d", "d")
        assert isinstance(shown.top, Confirm)
        await shown.press("y")
        await shown.settle()
        assert len(notes_of(desk, ids[WAREHOUSE])) == len(before) - 1
        await shown.press("g", "u")
        await shown.settle()
        assert len(notes_of(desk, ids[WAREHOUSE])) == len(before)
        current = timeline_of(shown).current
        assert current is not None
        assert current.id == before[-1].id.hex


async def test_pin_and_unpin(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        await on(shown, "Ana")
        ref = timeline_of(shown).current_ref()
        assert ref is not None
        await shown.press("+")
        await shown.settle()
        assert "is pinned on top" in shown.toasts[-1]
        assert any(key.is_pinned and key.id == ref.id for key in timeline_of(shown).happenings.keys)
        await shown.press("u")
        await shown.settle()
        assert not any(key.is_pinned and key.id == ref.id for key in timeline_of(shown).happenings.keys)


async def test_a_post_names_a_colleague_by_a_few_letters(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        await shown.press("P", "@", *"le")
        form = shown.top
        assert isinstance(form, PostForm)
        assert form.text.proposals.display
        await shown.press("enter", "space", *"see", "space", "#", *"fleet", "tab")
        assert form.text.text == "@Lena Fischer see #Fleet telematics"
        assert [ref.name for ref in form.text.named] == ["Lena Fischer", "Fleet telematics"]
        await shown.press("ctrl+s")
        await shown.settle()
        post = posts_of(desk, ids[WAREHOUSE])[-1]
        assert f"(opportunity:{ids['Fleet telematics'].hex})" in post.body
        assert shown.toasts[-1] == f"✓ Posted on {WAREHOUSE}   u undo"
        assert "“@Lena Fischer see #Fleet" in shown.text("timeline")


async def test_a_word_that_is_typed_behind_a_taken_name_stays_apart(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        await shown.press("P", "@", *"le", "tab", *"and", "space", "#", *"fleet", "tab", "comma", *"ok")
        form = shown.top
        assert isinstance(form, PostForm)
        assert form.text.text == "@Lena Fischer and #Fleet telematics,ok"
        await shown.press("ctrl+s")
        await shown.settle()
        assert "“@Lena Fischer and #Fleet" in shown.text("timeline")


async def test_a_word_in_a_text_about_a_record_does_not_name_it(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Text", desk.user.id) as session:
        session.add(Competitor(name="Built in-house", strengths="nothingness costs nothing"))
    async with opened(desk, ids, WAREHOUSE) as shown:
        await shown.press("P", "#", *"nothing", "enter")
        form = shown.top
        assert isinstance(form, PostForm)
        assert form.text.text == "#nothing\n"
        assert not form.text.named


async def test_a_user_that_a_post_names_is_opened_among_the_users(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        await shown.press("P", "@", *"le", "tab", "ctrl+s")
        await shown.settle()
        await on(shown, "@Lena")
        await shown.press("enter", "enter")
        await shown.settle()
        reading = shown.top
        assert isinstance(reading, ReadingScreen)
        with desk.store.session() as session:
            lena = session.exec(select(User).where(User.full_name == "Lena Fischer")).one()
        assert reading.pane.select(f"record system_user {lena.id.hex}")
        await shown.press("enter")
        await shown.settle()
        assert isinstance(shown.top, TeamsScreen)
        assert shown.top.subject() == "Lena Fischer"


async def test_a_name_that_leads_nowhere_is_told_before_it_is_posted(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        before = len(posts_of(desk, ids[WAREHOUSE]))
        await shown.press("P", *"ask", "space", "@", *"nobodyhere", "ctrl+s")
        await shown.settle()
        form = shown.top
        assert isinstance(form, PostForm)
        hint = form.query_one(Hint).render_line(0).text
        assert "@nobodyhere leads nowhere; Ctrl+S posts it all the same" in hint
        await shown.press("ctrl+s")
        await shown.settle()
        assert [post.body for post in posts_of(desk, ids[WAREHOUSE])[before:]] == ["ask @nobodyhere"]


async def test_what_the_filter_hides_of_what_was_written_is_told(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        timeline_of(shown).choose({"type.call"})
        await shown.press("P", *"hello", "ctrl+s")
        await shown.settle()
        assert shown.toasts[-1] == "! It is hidden by the filter: Backspace shows everything"


async def test_escape_closes_the_proposals_before_the_dialog(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        await shown.press("P", "#")
        form = shown.top
        assert isinstance(form, PostForm)
        assert form.text.proposals.display
        await shown.press("down", "escape")
        assert not form.text.proposals.display
        assert shown.top is form
        await shown.press("enter", "x")
        assert form.text.text == "#\nx"


async def test_a_post_is_read_whole_and_its_link_opened(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        await shown.press("P")
        await write(shown, "Compare with #Fleet telematics")
        await shown.press("ctrl+s")
        await shown.settle()
        await on(shown, "Compare")
        await shown.press("enter", "enter")
        await shown.settle()
        reading = shown.top
        assert isinstance(reading, ReadingScreen)
        assert reading.pane.select(f"record opportunity {ids['Fleet telematics'].hex}")
        await shown.press("enter")
        await shown.settle()
        assert isinstance(shown.top, OpportunityScreen)
        assert shown.top.record_id == ids["Fleet telematics"]
        await shown.press("escape")
        assert shown.top is reading
        await shown.press("@")
        await write(shown, "Same size")
        await shown.press("ctrl+s")
        await shown.settle()
        await shown.press("g", "*")
        await shown.settle()
        words = " ".join(" ".join(reading.pane.render_line(y).text.strip(" ▎▌▐") for y in range(20)).split())
        assert "1 like" in words
        assert "ANSWERS 1" in words
        assert words.endswith("Same size")
        await shown.press("d", "y")
        await shown.settle()
        assert shown.top is shown.screen
        assert not [post for post in posts_of(desk, ids[WAREHOUSE]) if "Compare" in post.body]
        await shown.press("u")
        await shown.settle()
        with desk.store.session() as session:
            assert len(session.exec(select(PostLike)).all()) == 1


async def test_what_can_not_be_done_says_why(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        await on(shown, "Ana")
        await shown.press("@")
        assert shown.toasts[-1] == "! not now: that is for posts, and this is a call"
        with desk.store.command("Posts", desk.user.id) as session:
            session.add(Post(body="auto", opportunity_id=ids[WAREHOUSE], source=1))
            other = session.exec(select(User).where(User.user_name == "lena")).one()
            session.add(Post(body="of Lena", opportunity_id=ids[WAREHOUSE], author_id=other.id))
        await shown.settle()
        await on(shown, "auto")
        await shown.press("d")
        assert shown.toasts[-1] == "! not now: the program wrote it"
        await on(shown, "of Lena")
        await shown.press("d")
        assert shown.toasts[-1] == "! not now: only who wrote it can delete it"
        await shown.press("e")
        assert shown.toasts[-1] == "! not now: a post can't be changed; delete it and post again"


async def test_files_hang_on_a_note_and_are_opened_from_it(
    desk: Desk, ids: dict[str, UUID], tmp_path: Path, opened_files: Path
) -> None:
    for name in ("plan.txt", "offer.txt"):
        (tmp_path / name).write_text(name)
    async with opened(desk, ids, WAREHOUSE) as shown:
        await shown.press("N", *"abc")
        for name in ("plan.txt", "offer.txt"):
            await shown.press("ctrl+o")
            await shown.settle()
            shown.top.query_one("#path", TextInput).value = str(tmp_path / name)
            await shown.settle()
            await shown.press("enter")
            await shown.settle()
        form = shown.top
        assert isinstance(form, NoteForm)
        form.query_one("#attached").focus()
        await shown.press("j", "d", "ctrl+s")
        await shown.settle()
        note = notes_of(desk, ids[WAREHOUSE])[-1]
        with desk.store.session() as session:
            assert [one.file_name for one in notes.files_of(session, note.id)] == ["plan.txt"]
        await shown.app.push_screen(ReadingScreen(desk, RecordRef("note", note.id, "")))
        await shown.settle()
        reading = shown.top
        assert isinstance(reading, ReadingScreen)
        await shown.press("G", "enter")
        await shown.settle()
        path, content = opened_files.read_text().splitlines()
        assert (Path(path).name, content) == ("plan.txt", "plan.txt")
        assert shown.toasts[-1].startswith("✓ plan.txt is opened")


async def test_activities_are_opened_edited_answered_and_deleted_from_the_timeline(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk, ids, WAREHOUSE) as shown:
        await on(shown, "Ana, the security review")
        await shown.press("enter", "enter")
        await shown.settle()
        assert isinstance(shown.top, ActivityScreen)
        await shown.press("escape", "e")
        await shown.settle()
        assert isinstance(shown.top, ActivityScreen)
        await shown.press("escape", "d")
        await shown.settle()
        assert isinstance(shown.top, Confirm)
        await shown.press("escape")
        await on(shown, "Proposal")
        await shown.press("@")
        await shown.settle()
        assert isinstance(shown.top, Compose)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 24)])
async def test_hostile_notes_are_read_whole(desk: Desk, ids: dict[str, UUID], size: tuple[int, int]) -> None:
    async with opened(desk, ids, WAREHOUSE, size) as shown:
        for text in HOSTILE:
            body = text.encode("utf-8", "replace").decode()
            with desk.store.command("Hostile", desk.user.id) as session:
                note = Note(
                    title=body[:300].strip() or None,
                    body=body,
                    opportunity_id=ids[WAREHOUSE],
                    owner_user_id=desk.user.id,
                )
                session.add(note)
            await shown.app.push_screen(ReadingScreen(desk, RecordRef("note", note.id, "")))
            await shown.pilot.pause()
            pane = shown.top.query_one("#entry")
            for y in range(pane.size.height):
                strip = pane.render_line(y)
                assert strip.cell_length == pane.size.width
                assert not set(strip.text) & set("\n\r\x1b\x07\u202e")
            await shown.press("escape")
