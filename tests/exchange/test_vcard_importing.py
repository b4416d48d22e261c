"""Contacts from vCards: made, found again, all or none, undone; and written so that nothing is lost."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from salestui.exchange import vcard_lines
from salestui.exchange.errors import FileRefused
from salestui.exchange.vcard_files import is_card_file
from salestui.exchange.vcard_importing import import_cards
from salestui.exchange.vcard_report import CardReport
from salestui.exchange.vcard_writing import CardsExist, Version, write_cards
from salestui.lifecycle import file_store, history, photos
from salestui.lifecycle.users import SignedIn, signed_in
from salestui.models.choices import SecurityRole
from salestui.models.customers import Account, Contact
from salestui.models.users import User
from salestui.store.database import Store
from salestui.store.errors import StoreError

SAMPLES = Path(__file__).parent / "vcard"


@pytest.fixture
def me(store: Store) -> SignedIn:
    return signed_in(store, "mina")


@pytest.fixture
def load(store: Store, me: SignedIn) -> Callable[..., CardReport]:
    """Load files of vCards."""

    def loads(*files: Path, **options: object) -> CardReport:
        return import_cards(store, files, user=me, **options)  # type: ignore[arg-type]

    return loads


def written(folder: Path, *cards: str, name: str = "cards.vcf") -> Path:
    """A file of these cards, each the lines between VERSION and END."""
    path = folder / name
    path.write_text("".join(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in cards), "utf-8")
    return path


def everybody(store: Store) -> list[Contact]:
    with store.session() as session:
        return list(session.exec(select(Contact).order_by(col(Contact.full_name))))


def counts(report: CardReport) -> tuple[int, int, int]:
    return report.created, report.updated, report.unchanged


def test_contacts_their_accounts_and_photos_are_one_command(
    store: Store, me: SignedIn, load: Callable[..., CardReport]
) -> None:
    report = load(SAMPLES / "outlook.vcf", SAMPLES / "version4.vcf", SAMPLES / "iphone.vcf")
    assert counts(report) == (3, 0, 0)
    assert (report.cards, report.passed_over, report.accounts) == (4, 1, 3)
    vera, jane, simon = everybody(store)
    assert (vera.owner_user_id, simon.vcard_uid) == (me.id, "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1")
    with store.session() as session:
        account = session.get_one(Account, vera.account_id)
    assert (account.name, account.owner_user_id) == ("Harbour Cranes", me.id)
    folder = file_store.folder(store.path)
    assert vera.photo_sha256 == simon.photo_sha256 == jane.photo_sha256
    assert file_store.read(folder, str(vera.photo_sha256), "").startswith(b"GIF89a")
    with store.session() as session:
        photo = photos.photo_of(session, vera.id, folder)
    assert photo is not None
    assert photo.added_on is not None
    assert (photo.added_on, photo.added_by) == (vera.created_on, me.full_name)
    assert history.undo(store, me.id) == "Import 3 contacts from outlook.vcf, version4.vcf, iphone.vcf"
    assert everybody(store) == []
    with store.session() as session:
        assert session.exec(select(Account)).all() == []
    history.redo(store, me.id)
    assert len(everybody(store)) == 3


def test_a_second_import_changes_nothing(load: Callable[..., CardReport]) -> None:
    files = [path for path in SAMPLES.iterdir() if path.suffix == ".vcf"]
    assert len(files) == 7
    first = load(*files)
    second = load(*files)
    assert first.created == second.unchanged == 8
    assert counts(second) == (0, 0, 8)
    assert second.accounts == 0


def test_the_same_uid_or_the_same_name_and_email_updates(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    load(
        written(
            tmp_path,
            "UID:1\nFN:Ann Lee\nEMAIL:ann@x.example\nTITLE:Clerk\nNOTE:keeps",
            "FN:Bob Ray\nEMAIL:bob@x.example",
            "FN:Cy Dent\nORG:Acme",
        )
    )
    report = load(
        written(
            tmp_path,
            "UID:1\nFN:Ann Lee-Ray\nTITLE:Chief",
            "FN:bob ray\nEMAIL:BOB@x.example\nTEL;TYPE=cell:1",
            "FN:Cy Dent\nORG:ACME\nTITLE:Dentist",
            "FN:Bob Ray\nEMAIL:other@x.example",
        )
    )
    assert counts(report) == (1, 3, 0)
    ann, other_bob, cy, bob = everybody(store)
    assert (ann.full_name, ann.job_title, ann.email, ann.description) == (
        "Ann Lee-Ray",
        "Chief",
        "ann@x.example",
        "keeps",
    )
    assert (bob.full_name, bob.mobile_phone, other_bob.email) == ("bob ray", "1", "other@x.example")
    assert cy.job_title == "Dentist"
    assert report.accounts == 0


def test_a_second_address_alone_does_not_take_the_place_of_the_first(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    both = "FN:Ann\nEMAIL:a1@x.example\nEMAIL:a2@x.example"
    load(written(tmp_path, both))
    report = load(written(tmp_path, "FN:Ann\nEMAIL:A2@x.example\nTITLE:Chief"))
    assert counts(report) == (0, 1, 0)
    [ann] = everybody(store)
    assert (ann.email, ann.email_2, ann.job_title) == ("a1@x.example", "A2@x.example", "Chief")
    report = load(written(tmp_path, both.replace("Ann", "Bob"), "FN:Bob\nEMAIL:a2@x.example\nTITLE:Clerk"))
    assert (counts(report), report.merged) == ((1, 0, 0), 1)
    bob = everybody(store)[1]
    assert (bob.email, bob.email_2, bob.job_title) == ("a1@x.example", "a2@x.example", "Clerk")


def test_an_only_address_that_is_new_takes_the_place_of_the_first(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    load(written(tmp_path, "UID:1\nFN:Ann\nEMAIL:a1@x.example\nEMAIL:a2@x.example"))
    load(written(tmp_path, "UID:1\nFN:Ann\nEMAIL:a3@x.example"))
    assert [(one.email, one.email_2) for one in everybody(store)] == [("a3@x.example", "a2@x.example")]


def test_an_address_in_other_capitals_is_no_second_one(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    report = load(written(tmp_path, "FN:Ann\nEMAIL:Ann@x.example\nEMAIL:b@x.example\nEMAIL:ann@x.example"))
    assert report.said == []
    assert [(one.email, one.email_2) for one in everybody(store)] == [("Ann@x.example", "b@x.example")]


def test_another_whole_name_has_no_parts_of_the_one_before(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    load(written(tmp_path, "UID:u1\nN:Alpha;Ann;Maria;Dr.;Jr.\nFN:Dr. Ann Maria Alpha Jr."))
    load(written(tmp_path, "UID:u1\nFN:Bea Beta"))
    [bea] = everybody(store)
    assert (bea.full_name, bea.first_name, bea.last_name) == ("Bea Beta", "Bea", "Beta")
    assert (bea.middle_name, bea.salutation, bea.suffix) == (None, None, None)
    load(written(tmp_path, "UID:u1\nN:van Beta;Bea\nFN:Bea van Beta", "UID:u1\nFN:bea van beta\nTITLE:Chief"))
    [bea] = everybody(store)
    assert (bea.first_name, bea.last_name, bea.job_title) == ("Bea", "van Beta", "Chief")


def test_names_are_found_however_their_accents_are_capitalised(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    load(written(tmp_path, "FN:Émile Ångström\nEMAIL:e@x.example\nORG:Élan"))
    report = load(written(tmp_path, "FN:émile  ÅNGSTRÖM\nEMAIL:e@x.example\nORG:élan\nTITLE:Chief"))
    assert (counts(report), report.accounts) == ((0, 1, 0), 0)
    assert [one.job_title for one in everybody(store)] == ["Chief"]


def test_only_what_the_user_may_read_is_found(store: Store, me: SignedIn, tmp_path: Path) -> None:
    with store.command("Make", me.id) as session:
        session.get_one(User, me.id).security_role = SecurityRole.SYSTEM_ADMINISTRATOR
        lena = User(
            full_name="Lena",
            user_name="lena",
            email="l@x.example",
            security_role=SecurityRole.SALES_TEAM_MEMBER,
        )
        acme = Account(name="Acme", owner_user_id=me.id)
        session.add_all([lena, acme])
        session.flush()
        ann = Contact(full_name="Ann", email="ann@x.example", vcard_uid="1", owner_user_id=me.id)
        bea = Contact(full_name="Bea", account_id=acme.id, owner_user_id=lena.id)
        session.add_all([ann, bea])
    path = written(
        tmp_path,
        f"UID:{ann.id}\nFN:Ann\nEMAIL:ann@x.example\nTITLE:Chief\nORG:Acme",
        "UID:1\nFN:Ann\nEMAIL:other@x.example",
        "FN:Ann\nEMAIL:other@x.example",
        "FN:Bea\nORG:Acme\nTITLE:Clerk",
    )
    lena_now = signed_in(store, "lena")
    report = import_cards(store, [path], user=lena_now, dry_run=True)
    assert [(bad.line, bad.reason) for bad in report.bad] == [
        (1, f"a contact of this name and email is there, but not shared with you: ask {me.full_name}"),
        (9, f"a contact of this UID is there, but not shared with you: ask {me.full_name}"),
    ]
    report = import_cards(store, [path], user=lena_now, skip_bad=True)
    assert (counts(report), report.accounts) == ((1, 1, 0), 0)
    with store.session() as session:
        kept = session.get_one(Contact, ann.id)
        assert (kept.job_title, kept.account_id, kept.owner_user_id) == (None, None, me.id)
        # What she has stays at its account, also at one that she may not read.
        assert session.get_one(Contact, bea.id).account_id == acme.id
    report = import_cards(store, [written(tmp_path, "FN:Cy\nORG:Acme")], user=lena_now)
    assert (counts(report), report.accounts) == ((1, 0, 0), 1)
    with store.session() as session:
        [made] = session.exec(select(Account).where(Account.id != acme.id))
        assert (made.name, made.owner_user_id) == ("Acme", lena.id)


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_card_of_a_contact_that_the_user_may_not_change_is_bad_also_on_a_dry_run(
    store: Store, me: SignedIn, tmp_path: Path, dry_run: bool
) -> None:
    with store.command("Make", me.id) as session:
        session.get_one(User, me.id).security_role = SecurityRole.SYSTEM_ADMINISTRATOR
        email, role = "l@x.example", SecurityRole.SALESPERSON
        session.add(User(full_name="Lena", user_name="lena", email=email, security_role=role))
        for name in ("Ann", "Bea"):
            session.add(Contact(full_name=name, email=f"{name}@x.example", owner_user_id=me.id))
    path = written(
        tmp_path,
        "FN:Ann\nEMAIL:ann@x.example\nTITLE:Chief",
        "FN:Ann\nEMAIL:ann@x.example\nORG:New Company",
        "FN:Bea\nEMAIL:Bea@x.example",
        "FN:Cy",
        "TITLE:nobody",
    )
    user = signed_in(store, "lena")
    report = import_cards(store, [path], user=user, dry_run=dry_run)
    assert report.is_refused
    assert [bad.line for bad in report.bad] == [1, 7, 22]
    assert f"{me.full_name}, who owns" in report.bad[0].reason
    report = import_cards(store, [path], user=user, dry_run=dry_run, skip_bad=True)
    assert (counts(report), report.accounts, report.merged) == ((1, 0, 1), 0, 0)


def test_two_cards_of_one_contact_become_one(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    path = written(
        tmp_path, "FN:Ann\nEMAIL:a@x.example\nTITLE:Clerk", "FN:Ann\nEMAIL:a@x.example\nTITLE:Chief"
    )
    report = load(path)
    assert (counts(report), report.merged) == ((1, 0, 0), 1)
    assert [one.job_title for one in everybody(store)] == ["Chief"]
    assert "1 more card of the same contacts" in report.outcome()


def test_what_can_not_be_told_apart_is_refused(
    store: Store, me: SignedIn, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    with store.command("Make", me.id) as session:
        for _ in range(2):
            session.add(Contact(full_name="Ann", email="a@x.example", owner_user_id=me.id))
            session.add(Account(name="Acme", owner_user_id=me.id))
    report = load(written(tmp_path, "FN:Ann\nEMAIL:A@x.example", "FN:Bob\nORG:acme"))
    assert report.is_refused
    assert [(bad.line, bad.reason.partition(":")[0]) for bad in report.bad] == [
        (1, "2 contacts are called Ann with a@x.example"),
        (6, "2 accounts are called acme"),
    ]
    assert len(everybody(store)) == 2


def test_a_bad_card_stops_it_all_unless_it_may_be_skipped(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    gif = (SAMPLES / "version4.vcf").read_text().partition("PHOTO:")[2].partition("\n")[0]
    path = written(tmp_path, f"FN:Ann\nPHOTO:{gif}", "TITLE:nobody", "FN:Bob\nUID:" + "x" * 201)
    report = load(path)
    assert report.is_refused
    assert [(bad.file, bad.line) for bad in report.bad] == [(str(path), 6), (str(path), 10)]
    assert everybody(store) == []
    folder = file_store.folder(store.path)
    assert [one for one in folder.rglob("*") if one.is_file()] == []
    rejects = tmp_path / "rejects.vcf"
    dry = load(path, rejects=rejects, dry_run=True)
    assert (dry.created, dry.bad_cards, rejects.exists()) == (1, 2, False)
    assert everybody(store) == []
    report = load(path, rejects=rejects)
    assert (counts(report), report.is_refused) == ((1, 0, 0), False)
    assert [one.full_name for one in everybody(store)] == ["Ann"]
    assert rejects.read_text().count("BEGIN:VCARD") == 2
    assert "TITLE:nobody" in rejects.read_text()
    with pytest.raises(FileRefused, match="exists already"):
        load(path, rejects=rejects)
    assert load(path, skip_bad=True).unchanged == 1


def test_every_bad_card_goes_to_the_rejects_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: Callable[..., CardReport]
) -> None:
    monkeypatch.setattr(vcard_lines, "LARGEST", 100_000)
    big = "BEGIN:VCARD\r\nFN:Big\r\n" + f"NOTE:{'x' * 500}\r\n" * 300 + "END:VCARD\r\n"
    endless = f"BEGIN:VCARD\r\nFN:Endless\r\nNOTE:{'y' * 450_000}\r\nEND:VCARD\r\n"
    agent = "BEGIN:VCARD\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Aide\r\nEND:VCARD\r\nTITLE:Chief\r\nEND:VCARD\r\n"
    good = "BEGIN:VCARD\r\nFN:Ann\r\nEND:VCARD\r\n"
    path = tmp_path / "cards.vcf"
    path.write_bytes(f"Hello\r\n{big}{good}{endless}\r\nBye\r\n{agent}".encode())
    rejects = tmp_path / "rejects.vcf"
    report = load(path, rejects=rejects)
    assert (counts(report), report.bad_cards) == ((1, 0, 0), 5)
    assert rejects.read_bytes().decode() == f"Hello\r\n{big}{endless}Bye\r\n{agent}"


def is_locked(store: Store) -> bool:
    """Whether another program could not write to the file just now."""
    with closing(sqlite3.connect(store.path, timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        return False


def test_others_may_write_until_the_cards_are_written(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    locked: defaultdict[str, set[bool]] = defaultdict(set)
    path = written(tmp_path, "FN:Ann\nORG:Acme", "TITLE:nobody")
    rejects = tmp_path / "rejects.vcf"
    load(path, rejects=rejects, progress=lambda phase, *_: locked[phase].add(is_locked(store)))
    assert locked == {"reading": {False}, "checking": {False}, "writing": {True}, "saving": {True}}
    locked.clear()
    load(path, skip_bad=True, dry_run=True, progress=lambda phase, *_: locked[phase].add(is_locked(store)))
    assert locked == {"reading": {False}, "checking": {False}}


@pytest.mark.parametrize("times", [1, 9])
def test_what_others_change_meanwhile_counts(
    store: Store, me: SignedIn, tmp_path: Path, times: int, load: Callable[..., CardReport]
) -> None:
    made: list[str] = []

    def meanwhile(phase: str, done: int, total: int) -> None:
        if phase == "checking" and len(made) < times and not is_locked(store):
            with store.command("Make", me.id) as session:
                made.append("Ann" if not made else f"Other {len(made)}")
                session.add(Contact(full_name=made[-1], email="a@x.example", owner_user_id=me.id))

    report = load(written(tmp_path, "FN:Ann\nEMAIL:a@x.example\nTITLE:Chief"), progress=meanwhile)
    assert counts(report) == (0, 1, 0)
    assert len(made) == min(times, 3)
    assert [one.job_title for one in everybody(store) if one.full_name == "Ann"] == ["Chief"]


def test_undo_names_the_contacts_that_were_made_in_the_end(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    cards = [f"FN:Person {at}\nEMAIL:p{at}@x.example" for at in range(4)]
    others = iter([written(tmp_path, card, name=f"other{at}.vcf") for at, card in enumerate(cards[:3])])

    def meanwhile(phase: str, done: int, total: int) -> None:
        if phase == "checking" and done == 0 and not is_locked(store):
            load(next(others))

    assert counts(load(written(tmp_path, *cards), progress=meanwhile)) == (1, 0, 3)
    titles = store.reader.execute("SELECT title FROM journal_command ORDER BY id DESC LIMIT 1").fetchall()
    assert [title for (title,) in titles] == ["Import 1 contact from cards.vcf"]


def test_what_progress_raises_leaves_nothing(store: Store, load: Callable[..., CardReport]) -> None:
    class Enough(Exception):
        pass

    def stop(phase: str, done: int, total: int) -> None:
        if phase == "writing":
            raise Enough

    with pytest.raises(Enough):
        load(SAMPLES / "outlook.vcf", progress=stop)
    assert everybody(store) == []
    assert [one for one in file_store.folder(store.path).rglob("*") if one.is_file()] == []


def test_a_full_disk_leaves_nothing(
    store: Store, tmp_path: Path, load: Callable[..., CardReport], request: pytest.FixtureRequest
) -> None:
    gif = (SAMPLES / "version4.vcf").read_text().partition("PHOTO:")[2].partition("\n")[0]
    people = (f"FN:Person {at}\nNOTE:{'n' * 1900}" for at in range(500))
    path = written(tmp_path, f"FN:Ann\nPHOTO:{gif}", *people)
    request.getfixturevalue("full_disk")
    with pytest.raises(StoreError, match="can't be written: File too large"):
        load(path)
    assert everybody(store) == []
    assert [one for one in file_store.folder(store.path).rglob("*") if one.is_file()] == []


def test_rejects_that_somebody_else_wrote_meanwhile_stay(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    rejects = tmp_path / "rejects.vcf"

    def meanwhile(phase: str, done: int, total: int) -> None:
        if phase == "checking":
            rejects.write_text("of another import")

    with pytest.raises(FileRefused, match=r"can't be written to .*: File exists"):
        load(written(tmp_path, "FN:Ann", "TITLE:nobody"), rejects=rejects, progress=meanwhile)
    assert rejects.read_text() == "of another import"
    assert everybody(store) == []


def test_files_without_cards_are_refused(tmp_path: Path, load: Callable[..., CardReport]) -> None:
    empty = tmp_path / "empty.vcf"
    empty.write_text("\n")
    with pytest.raises(FileRefused, match="is empty"):
        load(empty)
    with pytest.raises(FileRefused, match="at least one file"):
        load()
    letter = tmp_path / "letter.vcf"
    letter.write_text("Dear Ann,\nbye\n")
    calendar = tmp_path / "fair.ics"
    calendar.write_text("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n")
    other = tmp_path / "ann.json"
    other.write_text('["vcard",[["version",{},"text","4.0"],["fn",{},"text","Ann"]]]\n')
    for none in (letter, calendar, other):
        with pytest.raises(FileRefused, match=f"{none.name} is no vCard file: there is no BEGIN:VCARD"):
            load(none)


def test_thousands_of_cards_are_read_in_portions(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    path = written(
        tmp_path, *(f"UID:{number}\nFN:Person {number}\nORG:Firm {number % 50}" for number in range(3000))
    )
    told: list[tuple[str, int, int]] = []
    report = load(path, progress=lambda *step: told.append(step))
    assert (counts(report), report.accounts) == ((3000, 0, 0), 50)
    assert ("writing", 2000, 3000) in told
    size = path.stat().st_size
    read = [(done, total) for phase, done, total in told if phase == "reading"]
    assert len(read) == 31
    assert sorted(read) == read
    assert {total for _, total in read} == {size}
    assert size * 0.45 < read[14][0] < size * 0.55
    assert read[-1][0] == size
    assert counts(load(path)) == (0, 0, 3000)


# Writing


def fill(session: Session, me: UUID, folder: Path) -> list[UUID]:
    """Contacts with everything that a card can hold, and with hardly anything."""
    account = Account(name="Acme, Ltd; [EMEA] \\ Söhne", owner_user_id=me)
    session.add(account)
    session.flush()
    gif = b"GIF89a" + bytes(range(256)) * 40
    full = Contact(
        full_name="Dr. Zoë van der Berg; Jr.",
        first_name="Zoë, Maria",
        middle_name="van der",
        last_name="Berg; \\n",
        salutation="Dr.",
        suffix="Jr.",
        nickname="Zo, zo",
        job_title="Head of “everything” " + "界" * 40,
        department="R&D; Lab",
        account_id=account.id,
        email="zoe@acme.example",
        email_2="z@home.example",
        business_phone="+1 (2) 3;4",
        mobile_phone="2",
        home_phone="3",
        fax="4",
        website="http://acme.example/?a=1,2;3",
        birthday=None,
        photo_sha256=file_store.keep(folder, gif),
        vcard_uid="A-B:C",
        address_line_1="Street 1",
        address_line_3="Floor 3",
        city="Köln",
        state_or_province="NRW",
        postal_code="50667",
        country="Germany",
        description="One\n\nTwo, three; \\four",
        owner_user_id=me,
    )
    bare = Contact(full_name="Cher", owner_user_id=me)
    lone = Contact(
        full_name="No Company",
        department="Sales",
        mobile_phone="9",
        city="Rome",
        address_is_home=True,
        owner_user_id=me,
    )
    lost = Contact(full_name="Lost Photo", photo_sha256="ab" * 32, email="l@x.example", owner_user_id=me)
    session.add_all([full, bare, lone, lost])
    session.flush()
    return [full.id, bare.id, lone.id, lost.id]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_what_is_written_and_loaded_again_changes_nothing(
    store: Store, me: SignedIn, tmp_path: Path, version: Version, load: Callable[..., CardReport]
) -> None:
    folder = file_store.folder(store.path)
    with store.command("Make", me.id) as session:
        ids = fill(session, me.id, folder)
    target = tmp_path / "out.vcf"
    with store.session() as reading:
        assert write_cards(reading, ids, target, folder, version=version) == 4
        with pytest.raises(CardsExist, match="exists"):
            write_cards(reading, ids, target, folder, version=version)
    assert max(map(len, target.read_bytes().split(b"\r\n"))) <= 75
    before = [contact.model_dump() for contact in everybody(store)]
    report = load(target)
    assert counts(report) == (0, 0, 4)
    assert report.said == []
    assert [contact.model_dump() for contact in everybody(store)] == before


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_another_file_gets_the_same_contacts(
    store: Store, me: SignedIn, tmp_path: Path, version: Version
) -> None:
    with store.command("Make", me.id) as session:
        ids = fill(session, me.id, file_store.folder(store.path))
    target = tmp_path / "out.vcf"
    with store.session() as reading:
        write_cards(reading, ids, target, file_store.folder(store.path), version=version)
    other = tmp_path / "other.db"
    with Store.open(other) as second:
        them = signed_in(second, "mina")
        assert import_cards(second, [target], user=them).created == 4
        kept = {one.full_name: one for one in everybody(second)}
        photo = file_store.read(
            file_store.folder(other), str(kept["Dr. Zoë van der Berg; Jr."].photo_sha256), ""
        )
    assert photo.startswith(b"GIF89a")
    for one in everybody(store):
        theirs = kept[one.full_name]
        for name in Contact.model_fields:
            if name not in ("id", "created_on", "modified_on", "account_id", "photo_sha256", "vcard_uid"):
                mine = getattr(one, name)
                if mine is not None and not name.endswith("_id"):
                    assert getattr(theirs, name) == mine, name


def test_a_name_that_no_file_can_have_is_refused(store: Store) -> None:
    with store.session() as session, pytest.raises(FileRefused, match="too long"):
        write_cards(session, [], Path("x" * 10_000), file_store.folder(store.path))
    with pytest.raises(FileRefused, match="too long"):
        is_card_file(Path("x" * 10_000))


def test_the_same_parts_of_a_name_with_the_same_email_update(
    store: Store, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    ana = "N:Silveira;Ana;;;\nEMAIL:ana@x.example"
    load(written(tmp_path, f"FN:Ana Silveira\n{ana}"))
    report = load(written(tmp_path, f"FN:Silveira, Ana\n{ana.upper()}\nTEL;TYPE=HOME:77"))
    assert counts(report) == (0, 1, 0)
    [found] = everybody(store)
    assert (found.home_phone, found.first_name, found.email) == ("77", "ANA", "ANA@X.EXAMPLE")
    others = (
        "FN:Silveira, Ana\nN:Silveira;Ana;;;\nEMAIL:other@x.example",
        "FN:Ana Silveira Jr.\nN:Silveira;Ana;;;Jr.\nEMAIL:ana@x.example",
        "FN:Bruno\nN:Silveira;;;;\nEMAIL:ana@x.example",
        "FN:Carla\nN:Silveira;;;;\nEMAIL:ana@x.example",
    )
    assert counts(load(written(tmp_path, *others))) == (4, 0, 0)


def test_who_was_there_twice_is_still_told_apart_by_the_whole_name(
    store: Store, me: SignedIn, tmp_path: Path, load: Callable[..., CardReport]
) -> None:
    ana = "N:Silveira;Ana;;;\nEMAIL:ana@x.example"
    parts = {"first_name": "Ana", "last_name": "Silveira", "email": "ana@x.example", "owner_user_id": me.id}
    with store.command("Double", me.id) as session:
        session.add_all(Contact(full_name=name, **parts) for name in ("Ana Silveira", "Silveira, Ana"))
    assert counts(load(written(tmp_path, f"FN:Ana Silveira\n{ana}\nTITLE:Chief"))) == (0, 1, 0)
    assert [one.job_title for one in everybody(store)] == ["Chief", None]
    unclear = load(written(tmp_path, f"FN:A. Silveira\n{ana}"))
    assert "2 contacts are called A. Silveira with ana@x.example" in str(unclear.bad[0])


def test_a_file_that_is_not_in_utf_8_is_told(tmp_path: Path, load: Callable[..., CardReport]) -> None:
    guessed, wide, plain = SAMPLES / "latin1.vcf", SAMPLES / "utf16.vcf", SAMPLES / "two_charsets.vcf"
    report = load(guessed, wide, plain, dry_run=True)
    assert list(report.lines())[:2] == [
        f"{guessed}: what is not UTF-8 was read as cp1252 (a guess)",
        f"{wide}: read as utf-16",
    ]
    assert len(report.encodings) == 2
    refused = load(guessed, written(tmp_path, "TITLE:nobody"))
    assert refused.is_refused
    assert list(refused.encodings) == [str(guessed)]
