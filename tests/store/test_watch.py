"""What others commit is noticed, what we commit is not."""

from salestui.store.changes import Changes
from salestui.store.database import Store
from tests.store.making import account, mina


def test_others_are_noticed_once_and_we_not_at_all(store: Store) -> None:
    with Store.open(store.path) as other:
        assert not store.changed_elsewhere()
        with store.command("Ours", mina(store)) as session:
            account(session)
        assert not store.changed_elsewhere()
        with other.command("Theirs", mina(other)) as session:
            account(session)
        with store.command("Ours again", mina(store)) as session:
            account(session)
        assert store.changed_elsewhere(), "theirs came before ours"
        assert not store.changed_elsewhere()
        assert other.changed_elsewhere()
        with other.command("Theirs", mina(other)) as session:
            account(session)
        assert store.changed_elsewhere()
        assert not store.changed_elsewhere()


def test_one_that_comes_right_behind_ours_is_noticed(store: Store) -> None:
    with Store.open(store.path) as other:

        def right_behind(_: Changes) -> None:
            end()
            with other.command("Theirs", mina(other)) as session:
                account(session)

        end = store.subscribe(right_behind)
        with store.command("Ours", mina(store)) as session:
            account(session)
        assert store.changed_elsewhere()
