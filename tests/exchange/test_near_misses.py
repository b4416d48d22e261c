"""Which names are proposed for names that are nearly there."""

import pytest

from salestui.exchange.near_misses import proposals
from salestui.lifecycle.names import same

NAMES = ["GTX Pro", "GTX Plus Pro", "GTX Basic", "Region 1", "Acme Corporation", "Müller & Söhne"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GTXPro", "GTX Pro"),
        ("gtx-pro", "GTX Pro"),
        ("Acme Corporaton", "Acme Corporation"),
        ("Muller & Sohne", "Müller & Söhne"),
        ("GTX Proo", "GTX Pro"),
    ],
)
def test_nearly(text: str, name: str) -> None:
    assert proposals([text], NAMES) == {text: name}


@pytest.mark.parametrize("text", ["Region 2", "Region 10", "Acme", "Bolt", "GT", "---", "x" * 10_000])
def test_not_near_enough(text: str) -> None:
    assert proposals([text], NAMES) == {}


def test_where_two_are_about_as_near_none_is_proposed() -> None:
    assert proposals(["Anna Smidt"], ["Anna Smith", "Anna Smits"]) == {}
    assert proposals(["GTXPro"], ["GTX Pro", "G TXPro"]) == {}
    assert proposals(["Anna Smidt"], ["Anna Smith", "Otto"]) == {"Anna Smidt": "Anna Smith"}


def test_nothing_to_compare_with() -> None:
    assert proposals([], NAMES) == {}
    assert proposals(["Acme"], []) == {}


def test_same_but_for_case_width_and_blanks() -> None:
    assert same("  ＡＣＭＥ   Corp\u00a0Ltd ") == same("acme corp ltd")
    assert same("Acme") != same("Acmé")


def test_cells_that_are_no_names_cost_nothing() -> None:
    cells = [character * (1 << 20) for character in "abc"]
    assert proposals(cells, [f"Name of {n}" for n in range(2_000)]) == {}
