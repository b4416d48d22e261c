"""The files of an opportunity: listed, attached to notes, mails and the record itself, removed."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui.lifecycle import file_store, files, history
from salestui.lifecycle.files import FileKept
from salestui.models.notes import Attachment, Note
from salestui.store.database import Store
from tests.lifecycle.making import Maker, at


def test_files_of_notes_and_mails(session: Session, make: Maker, tmp_path: Path) -> None:
    deal, store = make.deal(), file_store.folder(tmp_path / "crm.db")
    assert store == tmp_path / "crm.files"
    kept = file_store.keep(store, b"plan")
    note = make.note(deal, "\nSee the plan\nmore")
    mail = make.mail(deal, "Proposal", sent_on=at(18))
    make.file("plan.pdf", note_id=note.id, sha256=kept, size_bytes=4, created_on=at(18))
    make.file("gone.pdf", activity_id=mail.id, created_on=at(19))
    make.file("other.pdf", note_id=make.note(make.deal("Other"), "x").id)
    gone, plan = files.files_of(session, "opportunity", deal.id, store)
    assert (gone.name, gone.source, gone.source_title, gone.is_there) == (
        "gone.pdf",
        "mail",
        "Proposal",
        False,
    )
    assert (plan.name, plan.source, plan.source_title, plan.is_there) == (
        "plan.pdf",
        "note",
        "See the plan",
        True,
    )
    assert plan.added_by


PLAN = file_store.StoredFile("ab" * 32, 4, "plan.pdf", "application/pdf")


def test_a_file_of_a_record_hangs_on_a_note_of_its_name(session: Session, make: Maker, mina: UUID) -> None:
    deal = make.deal()
    attachment = files.attach_to(session, mina, "opportunity", deal.id, PLAN)
    session.flush()
    note = session.get_one(Note, attachment.note_id)
    assert (note.title, note.body, note.opportunity_id) == ("plan.pdf", None, deal.id)
    files.remove(session, attachment)
    session.flush()
    assert session.exec(select(Attachment)).all() == []
    assert session.exec(select(Note)).all() == []


def test_a_note_with_text_or_another_file_stays(session: Session, make: Maker, mina: UUID) -> None:
    deal = make.deal()
    written = make.note(deal, "See the plan", title="plan.pdf")
    files.remove(session, files.attach(session, PLAN, note_id=written.id))
    both = files.attach_to(session, mina, "opportunity", deal.id, PLAN)
    files.attach(session, PLAN, note_id=both.note_id)
    files.remove(session, both)
    session.flush()
    assert {note.id for note in session.exec(select(Note))} == {written.id, both.note_id}


def test_removing_a_file_is_undone_with_its_note(store: Store, mina: UUID) -> None:
    with store.command("Make", mina) as session:
        deal = Maker(session, mina).deal()
    with store.command("Attach plan.pdf", mina) as session:
        attachment = files.attach_to(session, mina, "opportunity", deal.id, PLAN)
    with store.command("Remove plan.pdf", mina) as session:
        files.remove(session, session.get_one(Attachment, attachment.id))
    nowhere = store.path.with_name("none")
    with store.session() as session:
        assert files.files_of(session, "opportunity", deal.id, nowhere) == ()
    assert history.undo(store, mina) == "Remove plan.pdf"
    with store.session() as session:
        [row] = files.files_of(session, "opportunity", deal.id, nowhere)
    assert (row.name, row.source_title, row.is_there) == ("plan.pdf", "plan.pdf", False)
    history.undo(store, mina)
    with store.session() as session:
        assert session.exec(select(Note)).all() == []


def test_an_activity_holds_its_files_itself_while_it_is_open(
    session: Session, make: Maker, mina: UUID, tmp_path: Path
) -> None:
    open_one, made = make.call(make.deal()), make.call(None, actual_end=at(20))
    assert files.why_not_attach(session, "activity", open_one.id) is None
    attachment = files.attach_to(session, mina, "activity", open_one.id, PLAN)
    assert (attachment.activity_id, attachment.note_id) == (open_one.id, None)
    [row] = files.files_of(session, "activity", open_one.id, tmp_path)
    assert (row.source, row.why_kept) == ("activity", None)
    with pytest.raises(FileKept, match="“Call Ana” is completed; reopen it"):
        files.attach_to(session, mina, "activity", made.id, PLAN)
    kept = files.attach(session, PLAN, activity_id=made.id)
    with pytest.raises(FileKept, match="what is attached to it stays"):
        files.remove(session, kept)
    files.remove(session, attachment)
    session.flush()
    assert files.files_of(session, "activity", open_one.id, tmp_path) == ()


def test_an_account_and_a_contact_show_the_files_of_their_opportunities(
    session: Session, make: Maker, mina: UUID, tmp_path: Path
) -> None:
    account = make.account()
    contact = make.contact(account_id=account.id)
    deal = make.deal(account=account.id, contact=contact.id)
    files.attach_to(session, mina, "opportunity", deal.id, PLAN)
    files.attach_to(session, mina, "account", account.id, PLAN)
    session.flush()
    assert len(files.files_of(session, "account", account.id, tmp_path)) == 2
    assert len(files.files_of(session, "contact", contact.id, tmp_path)) == 1
