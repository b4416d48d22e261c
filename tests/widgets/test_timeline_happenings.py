"""What happened to a record: which entries are shown, and what is remembered of that."""

from uuid import UUID

import pytest

from salestui.widgets import timeline_chips
from salestui.widgets.desk import Desk
from salestui.widgets.timeline_happenings import Happenings
from tests.widgets.test_timeline import seed


@pytest.fixture
def about(desk: Desk) -> UUID:
    return seed(desk)


def loaded(desk: Desk, about: UUID) -> Happenings:
    happenings = Happenings(desk)
    with desk.store.session() as session:
        assert happenings.load(session, "opportunity", about)
    return happenings


def titles(happenings: Happenings) -> list[str]:
    found = [happenings.entry(at) for at in range(len(happenings.keys))]
    return [entry.text if entry is not None else "gone" for entry in found]


def test_all_is_shown_at_first(desk: Desk, about: UUID) -> None:
    happenings = loaded(desk, about)
    assert not happenings.shows_part
    assert happenings.keys == happenings.found == happenings.all
    assert len(happenings.all) == 8


def test_filters_show_a_part_and_stay_for_the_next_record(desk: Desk, about: UUID) -> None:
    happenings = loaded(desk, about)
    happenings.choose({"record.note"})
    assert (len(happenings.keys), len(happenings.found), happenings.shows_part) == (2, 8, True)
    assert len(loaded(desk, about).keys) == 2


def test_words_are_searched_for_in_one_record_alone(desk: Desk, about: UUID) -> None:
    happenings = loaded(desk, about)
    assert happenings.search(" priya ")
    assert titles(happenings) == ["Priya, network questions"]
    assert not happenings.search("priya")
    with desk.store.session() as session:
        assert not happenings.load(session, "opportunity", about)
        assert happenings.typed == "priya"
        assert happenings.load(session, "opportunity", UUID(int=1))
    assert (happenings.typed, happenings.keys) == ("", [])


def test_kinds_follow_each_other_in_a_ring(desk: Desk, about: UUID) -> None:
    happenings = loaded(desk, about)
    assert happenings.kind_after(1) == timeline_chips.OPEN
    happenings.choose({happenings.kind_after(-1)})
    assert happenings.kind_after(1) == timeline_chips.ALL


def test_the_order_is_remembered(desk: Desk, about: UUID) -> None:
    happenings = loaded(desk, about)
    newest_first = titles(happenings)
    happenings.turn()
    turned = titles(loaded(desk, about))
    assert turned != newest_first
    assert sorted(turned) == sorted(newest_first)
