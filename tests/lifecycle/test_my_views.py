from uuid import UUID

from sqlmodel import Session

from salestui.lifecycle import my_views
from salestui.lifecycle.history import undo
from salestui.lifecycle.my_views import Unreadable
from salestui.lifecycle.views import Condition, Order, View
from salestui.models.users import User
from salestui.models.views import SavedView
from salestui.store.database import Store
from tests.lifecycle.kept import to_json

HOT = View(
    "",
    "opportunity",
    "Hot [EMEA]",
    "open and hot",
    ("topic", "rating"),
    (Order("topic"),),
    (Condition("rating", "=", 1),),
)


def save(session: Session, user: UUID, name: str, definition: str, shared: bool = False) -> SavedView:
    made = SavedView(
        user_id=user, record_type="opportunity", name=name, definition=definition, is_shared=shared
    )
    session.add(made)
    session.flush()
    return made


def test_my_views_and_those_that_others_share(store: Store, mina: UUID) -> None:
    with store.command("views") as session:
        other = User(user_name="omar", full_name="Omar")
        session.add(other)
        session.flush()
        mine = save(session, mina, HOT.name, to_json(HOT))
        save(session, other.id, "His own", to_json(HOT))
        save(session, other.id, "Of the team", to_json(HOT), shared=True)

    found = my_views.personal(store.reader, mina, "opportunity")

    assert [view.name for view in found] == ["Hot [EMEA]", "Of the team"]
    assert isinstance(found[0], View)
    assert (found[0].key, found[0].personal, found[0].where) == (mine.id.hex, True, HOT.where)
    assert my_views.personal(store.reader, mina, "lead") == []


def test_a_view_that_cannot_be_read_says_why(store: Store, mina: UUID) -> None:
    with store.command("views") as session:
        save(session, mina, "Broken", '{"words": 1}')

    (found,) = my_views.personal(store.reader, mina, "opportunity")

    assert isinstance(found, Unreadable)
    assert "Broken" in found.why


def test_the_default_view_is_one_command_that_can_be_undone(store: Store, mina: UUID) -> None:
    assert my_views.default_key(store.reader, mina, "opportunity") is None
    for key in ("open", "won"):
        with store.command(f"default {key}", mina) as session:
            my_views.set_default(session, mina, "opportunity", key)
    assert my_views.default_key(store.reader, mina, "opportunity") == "won"

    undo(store, mina)

    assert my_views.default_key(store.reader, mina, "opportunity") == "open"
