"""Which way round a list is sorted, and how that is said."""

from typing import get_args

import pytest

from salestui.store.query import ColumnKind, ListColumn, Order
from salestui.widgets.sorting import direction, order_after

NUMBERS = ("money", "integer", "percent", "age")
KINDS = get_args(ColumnKind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_starts_its_usual_way_round_and_then_turns(kind: ColumnKind) -> None:
    column = ListColumn("x", "X", kind)
    usual = Order("x", kind in NUMBERS)
    assert order_after(column, None) == usual
    assert order_after(column, Order("y", True)) == usual
    assert order_after(column, Order("y", False)) == usual
    turned = order_after(column, usual)
    assert turned == Order("x", kind not in NUMBERS)
    assert order_after(column, turned) == usual


@pytest.mark.parametrize(
    ("kind", "up", "down"),
    [
        ("text", "A to Z", "Z to A"),
        ("name", "A to Z", "Z to A"),
        ("date", "earliest first", "latest first"),
        ("due", "earliest first", "latest first"),
        ("money", "smallest first", "largest first"),
        ("integer", "smallest first", "largest first"),
        ("percent", "smallest first", "largest first"),
        ("age", "smallest first", "largest first"),
        ("rating", "hot first", "cold first"),
        ("boolean", "no first", "yes first"),
        ("choice", "in the order of the options", "in reverse"),
    ],
)
def test_the_way_round_in_words(kind: ColumnKind, up: str, down: str) -> None:
    column = ListColumn("x", "X", kind)
    assert direction(column, False) == up
    assert direction(column, True) == down


def test_every_kind_has_words() -> None:
    for kind in KINDS:
        ways = {direction(ListColumn("x", "X", kind), turned) for turned in (False, True)}
        assert len(ways) == 2
