"""Things kept on the disk in their order, and what is told when there is no room for them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from salestui.exchange.spool import Spool
from salestui.store.errors import StoreError


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool[str]]:
    with closing(Spool[str](tmp_path / "acme.db")) as spool:
        yield spool


def test_what_is_added_after_reading_stands_behind_the_others(spool: Spool[str]) -> None:
    things = ["first" * 10, "second" * 10]
    places = [spool.add(thing) for thing in things]
    assert spool.at(places[0]) == things[0]
    places.append(spool.add("third" * 10))
    assert [*spool] == [*things, "third" * 10]
    assert [place for place, _ in spool.items()] == places


def test_a_disk_without_room_is_told_and_the_file_is_closed(
    tmp_path: Path, full_disk: None, spool: Spool[str]
) -> None:
    with pytest.raises(StoreError, match=r"acme\.db can't be written: File too large\. Nothing was changed"):
        for _ in range(1000):
            spool.add("x" * 1000)
    spool.close()
    assert [*tmp_path.iterdir()] == []
