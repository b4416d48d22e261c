"""Posts: what they name, answers, likes, whose they are, and those of the program."""

from datetime import date

import pytest
from sqlmodel import select

from salestui.errors import InputError
from salestui.lifecycle import closing, mentions, posts, timeline
from salestui.lifecycle.history import undo
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Entry
from salestui.models.choices import PostSource
from salestui.models.notes import Post, PostLike
from salestui.models.opportunities import Opportunity
from salestui.models.users import User
from salestui.store.database import Store
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker


@pytest.fixture
def lena(make: Maker) -> User:
    return make.add(User(user_name="lena", full_name="Lena Fischer"))


@pytest.fixture
def deal(make: Maker) -> Opportunity:
    return make.deal()


def write(make: Maker, deal: Opportunity, text: str, *named: RecordRef) -> Post:
    return posts.write(make.session, make.user_id, "opportunity", deal.id, text, named)


def read(make: Maker, post: Post) -> Entry:
    found = timeline.entry(make.session, "post", post.id)
    assert found is not None
    return found


def test_names_that_are_chosen_lead_to_their_records_after_renames(
    make: Maker, deal: Opportunity, lena: User
) -> None:
    foods = make.account()
    post = write(
        make,
        deal,
        "@Lena Fischer, can you price #Northwind Foods (see #Warehouse automation)?",
        RecordRef("system_user", lena.id, "Lena Fischer"),
        RecordRef("account", foods.id, "Northwind Foods"),
    )
    assert f"[@Lena Fischer](system_user:{lena.id.hex})" in post.body
    lena.full_name, foods.name = "Lena Vogel", "Northwind [EMEA]"
    make.session.flush()
    entry = read(make, post)
    assert entry.body == "@Lena Vogel, can you price #Northwind [EMEA] (see #Warehouse automation)?"
    assert entry.links == (
        RecordRef("system_user", lena.id, "Lena Vogel"),
        RecordRef("account", foods.id, "Northwind [EMEA]"),
        RecordRef("opportunity", deal.id, "Warehouse automation"),
    )


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("@lena please", ["system_user"]),
        ("thanks @LENA FISCHER!", ["system_user"]),
        ("mail lena@lena.org about it", []),
        ("@lenard and @nobody", []),
        ("#warehouse automation, and more words than that", ["opportunity"]),
        ("we do C# and #nothing", []),
        ("@ # @@ ## #", []),
        ("@lena and @lena", ["system_user"]),
    ],
)
def test_names_that_are_typed_in_full(
    make: Maker, deal: Opportunity, lena: User, text: str, linked: list[str]
) -> None:
    assert [ref.table for ref in read(make, write(make, deal, text)).links] == linked


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("@Lena Fischerand we go", ("@Lena",)),
        ("@Lena Fisher?", ("@Lena",)),
        ("@lena please", ("@lena",)),
        ("@LENA FISCHER, #warehouse AUTOMATION", ("@LENA FISCHER", "#warehouse AUTOMATION")),
    ],
)
def test_a_text_is_read_as_it_was_typed(
    make: Maker, deal: Opportunity, lena: User, text: str, linked: tuple[str, ...]
) -> None:
    chosen = RecordRef("system_user", lena.id, "Lena Fischer")
    for post in (write(make, deal, text), write(make, deal, text, chosen)):
        entry = read(make, post)
        assert (entry.body, entry.linked) == (text, linked)


def test_a_name_that_several_have_names_nobody(make: Maker, deal: Opportunity) -> None:
    make.contact("Ana Silva")
    make.contact("Ana Silva")
    assert read(make, write(make, deal, "ask #Ana Silva")).links == ()


def test_a_longer_name_goes_first(make: Maker, deal: Opportunity) -> None:
    make.account("Northwind")
    foods = make.account("Northwind Foods")
    entry = read(make, write(make, deal, "#Northwind Foods"))
    assert [ref.id for ref in entry.links] == [foods.id]


def test_what_is_gone_keeps_its_name_without_a_link(make: Maker, deal: Opportunity) -> None:
    rival = make.rival("Fabrikam")
    post = write(make, deal, "beat #Fabrikam")
    make.session.delete(rival)
    make.session.flush()
    entry = read(make, post)
    assert (entry.body, entry.links) == ("beat #Fabrikam", ())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_and_names(make: Maker, deal: Opportunity, text: str) -> None:
    shown = text.strip().replace("\r\n", "\n")
    try:
        entry = read(make, write(make, deal, text))
    except InputError:
        return
    assert entry.body == shown
    name = " ".join(text.split())[:160]
    account = make.account(name)
    ref = RecordRef("account", account.id, name)
    assert read(make, write(make, deal, f"#{name} again", ref)).body == f"#{name} again"


def test_what_is_refused(make: Maker, deal: Opportunity) -> None:
    with pytest.raises(InputError, match="Post is needed"):
        write(make, deal, "  ")
    with pytest.raises(InputError, match="2,001 characters; Post takes 2,000"):
        write(make, deal, "x" * 2001)
    with pytest.raises(InputError, match="with what it links to; a post takes 2,000"):
        write(make, deal, "#Warehouse automation " * 80)
    gone = make.rival("Gone")
    make.session.delete(gone)
    make.session.flush()
    with pytest.raises(posts.PostError, match="nothing was posted"):
        posts.write(make.session, make.user_id, "competitor", gone.id, "x")


def test_like_and_no_longer(make: Maker, deal: Opportunity, lena: User) -> None:
    post = write(make, deal, "Signed!")
    assert posts.like(make.session, make.user_id, post)
    assert posts.like(make.session, lena.id, post)
    make.session.flush()
    assert read(make, post).likes == 2
    assert not posts.like(make.session, lena.id, post)
    make.session.flush()
    assert read(make, post).likes == 1


def test_only_ones_own_is_deleted_with_answers_and_likes(make: Maker, deal: Opportunity, lena: User) -> None:
    post = write(make, deal, "Who presents?")
    answer = posts.reply(make.session, lena.id, post, "I do, @lena")
    posts.like(make.session, make.user_id, answer)
    make.session.flush()
    with pytest.raises(posts.PostError, match="only who wrote it can delete it"):
        posts.delete(make.session, lena.id, post)
    posts.delete(make.session, make.user_id, post)
    assert not make.session.exec(select(Post).where(Post.source == PostSource.MANUAL)).all()
    assert not make.session.exec(select(PostLike)).all()


def test_what_the_program_posts(make: Maker, deal: Opportunity) -> None:
    lost = make.deal("Badges")
    closing.close_as_won(make.session, deal)
    closing.close_as_lost(make.session, lost)
    make.session.flush()
    found = make.session.exec(select(Post)).all()
    told = sorted((post.event or "", post.body, post.source) for post in found)
    assert told == [
        ("opportunity_created", "Opportunity created.", PostSource.AUTO),
        ("opportunity_created", "Opportunity created.", PostSource.AUTO),
        ("opportunity_lost", "Opportunity lost.", PostSource.AUTO),
        ("opportunity_won", "Opportunity won.", PostSource.AUTO),
    ]
    with pytest.raises(posts.PostError, match="the program wrote it"):
        posts.delete(make.session, make.user_id, found[0])


def test_what_was_closed_before_today_is_told_at_that_time(make: Maker, deal: Opportunity) -> None:
    resolution = closing.close_as_won(make.session, deal, closed_on=date(2026, 8, 18))
    make.session.flush()
    told = make.session.exec(select(Post).where(Post.event == "opportunity_won")).one()
    assert told.created_on == resolution.actual_end
    assert told.created_on.date() == date(2026, 8, 18)


def test_deleting_is_undone(store: Store, mina) -> None:
    with store.command("Make", mina) as session:
        make = Maker(session, mina)
        post = write(make, make.deal(), "x")
        posts.reply(session, mina, post, "y")
        posts.like(session, mina, post)
        post_id = post.id
    with store.command("Delete a post", mina) as session:
        posts.delete(session, mina, posts.get(session, post_id))
    undo(store, mina)
    with store.session() as session:
        entry = timeline.entry(session, "post", post_id)
    assert entry
    assert (entry.replies, entry.likes) == (1, 1)


def test_names_from_the_text_alone() -> None:
    ref = RecordRef("account", mentions.links("[#x](account:" + "0" * 32 + ")")[0].id, "a[b]c")
    assert mentions.plain(mentions.mark(ref)) == "#a b c"
    assert mentions.links("[#x](nothing:" + "0" * 32 + ")") == []
