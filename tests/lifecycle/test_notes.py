"""Notes: made, changed, pinned, deleted, and what is refused."""

import pytest
from sqlmodel import Session, select

from salestui.errors import Gone
from salestui.lifecycle import closing, notes, pinning
from salestui.lifecycle.file_store import StoredFile
from salestui.lifecycle.history import undo
from salestui.lifecycle.values import InvalidFields
from salestui.models.notes import Attachment, Note
from salestui.store.database import Store
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker, at


def test_a_note_about_any_record(session: Session, make: Maker) -> None:
    deal, account = make.deal(), make.account()
    note = notes.add(session, make.user_id, "opportunity", deal.id, " # Met Ana\n\n- wants two  ", "Lunch")
    assert (note.title, note.body) == ("Lunch", "# Met Ana\n\n- wants two")
    assert (note.opportunity_id, note.owner_user_id) == (deal.id, make.user_id)
    assert notes.add(session, make.user_id, "account", account.id, "x").account_id == account.id


def test_a_closed_opportunity_takes_notes(session: Session, make: Maker) -> None:
    deal = make.deal()
    closing.close_as_won(session, deal)
    assert notes.add(session, make.user_id, "opportunity", deal.id, "Thanks").opportunity_id == deal.id


@pytest.mark.parametrize(
    ("title", "body", "why"),
    [
        ("", "  \n", "Text: write something first."),
        (None, None, "Text: write something first."),
        ("t" * 301, "x", "Title: 301 characters; Title takes 300."),
        ("two\nlines", "x", "Title: character 4 is a line break; Title is a single line."),
        (None, "x" * 100_001, "Text: 100,001 characters; Text takes 100,000."),
        (None, "bell\x07", "Text: character 5 is a control character (U+0007)."),
    ],
)
def test_what_is_refused(session: Session, make: Maker, title: str, body: str, why: str) -> None:
    deal = make.deal()
    with pytest.raises(InvalidFields) as refused:
        notes.add(session, make.user_id, "opportunity", deal.id, body, title)
    assert str(refused.value) == why
    assert not session.exec(select(Note)).all()


def test_the_longest_note_is_kept_whole(session: Session, make: Maker) -> None:
    note = notes.add(session, make.user_id, "opportunity", make.deal().id, "界" * 100_000)
    session.expire(note)
    assert note.body == "界" * 100_000


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_kept_or_refused(session: Session, make: Maker, text: str) -> None:
    deal = make.deal()
    try:
        note = notes.add(session, make.user_id, "opportunity", deal.id, text)
    except InvalidFields:
        return
    session.expire(note)
    assert note.body == text.strip().replace("\r\n", "\n")


def test_a_note_of_a_record_that_is_gone(session: Session, make: Maker) -> None:
    rival = make.rival("Fabrikam")
    session.delete(rival)
    session.flush()
    with pytest.raises(Gone, match="the note was not saved"):
        notes.add(session, make.user_id, "competitor", rival.id, "x")


def test_change(session: Session, make: Maker) -> None:
    note = notes.add(session, make.user_id, "opportunity", make.deal().id, "x")
    notes.change(session, note, title="Now", body="", base=(None, "x"))
    assert (note.title, note.body) == ("Now", None)
    with pytest.raises(InvalidFields):
        notes.change(session, note, title="", body="", base=("Now", None))
    with pytest.raises(notes.NoteChanged, match="changed meanwhile"):
        notes.change(session, note, title="Mine", body="", base=(None, "x"))
    make.file(note_id=note.id)
    notes.change(session, note, title="", body="", base=("Now", None))
    assert (note.title, note.body) == (None, None)


def test_pin_and_unpin(session: Session, make: Maker) -> None:
    deal = make.deal()
    note, post, call = make.note(deal, "x"), make.post(deal, "y"), make.call(deal, actual_end=at(1))
    for source, entry in (("note", note), ("post", post), ("activity", call)):
        assert pinning.pin(session, source, entry.id)
        assert entry.is_pinned
        assert not pinning.pin(session, source, entry.id)
    session.delete(note)
    session.flush()
    with pytest.raises(pinning.EntryGone, match="This note is no longer there"):
        pinning.pin(session, "note", note.id)


def test_delete_takes_the_files_along_and_undo_brings_both_back(store: Store, mina) -> None:
    with store.command("Make", mina) as session:
        make = Maker(session, mina)
        note = make.note(make.deal(), "x")
        make.file(note_id=note.id)
        make.file("b.pdf", note_id=note.id)
        note_id = note.id
    with store.command("Delete a note", mina) as session:
        notes.delete(session, notes.get(session, note_id))
    with store.session() as session:
        with pytest.raises(Gone):
            notes.get(session, note_id)
        assert not session.exec(select(Attachment)).all()
    undo(store, mina)
    with store.session() as session:
        assert notes.get(session, note_id).body == "x"
        assert len(session.exec(select(Attachment)).all()) == 2


def stored(name: str, letter: str) -> StoredFile:
    return StoredFile(letter * 64, 3, name, "text/plain")


def test_several_files_of_a_note(session: Session, make: Maker) -> None:
    plan, offer, photo = stored("plan.txt", "a"), stored("offer.pdf", "b"), stored("photo.png", "c")
    deal = make.deal()
    note = notes.add(session, make.user_id, "opportunity", deal.id, "See these", None, [plan, offer])
    session.flush()
    first, second = notes.files_of(session, note.id)
    assert (first.file_name, second.file_name) == ("plan.txt", "offer.pdf")
    base = (None, "See these")
    assert first.id is not None
    notes.change(session, note, title=None, body="See", base=base, attached=[photo], removed={first.id})
    session.flush()
    assert [one.file_name for one in notes.files_of(session, note.id)] == ["offer.pdf", "photo.png"]


def test_a_note_of_files_alone_is_called_like_the_first(session: Session, make: Maker) -> None:
    deal = make.deal()
    files = [stored("plan.txt", "a"), stored("offer.pdf", "b")]
    note = notes.add(session, make.user_id, "opportunity", deal.id, " ", "", files)
    assert (note.title, note.body) == ("plan.txt", None)
    session.flush()
    ids = {one.id for one in notes.files_of(session, note.id) if one.id}
    with pytest.raises(InvalidFields, match="write something first"):
        notes.change(session, note, title="", body="", base=("plan.txt", None), removed=ids)
