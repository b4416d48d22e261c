"""Markdown as lines: what each mark becomes, and that nothing leaves its width."""

import pytest
from rich.cells import cell_len

from salestui.safe_text import clean
from salestui.widgets.markdown_lines import flat, lines, wrap_pieces
from tests.hostile import HOSTILE

TABLE = "| Site | Gates |\n|---|---|\n| **Bergen** | 4 |\n| Porto | 12 |"


def text(markdown: str, width: int = 40) -> list[str]:
    return ["".join(part for part, _ in line) for line in lines(markdown, width)]


def styles(markdown: str) -> dict[str, str]:
    return {part.strip(): spec for line in lines(markdown, 60) for part, spec in line if part.strip()}


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("# Plan\nfirst\nsecond", ["Plan", "", "first", "second"]),
        ("one\n\ntwo", ["one", "", "two"]),
        ("- a\n- b\n  - c\n- d", ["· a", "· b", "  · c", "· d"]),
        ("intro\n- a\n\nafter", ["intro", "", "· a", "", "after"]),
        ("3. c\n4. d", ["3. c", "4. d"]),
        ("> said\n> so", ["> said", "> so"]),
        ("```\nx = 1\n\n  y\n```", ["x = 1", "", "  y"]),
        ("see [the offer](https://a.org/x)", ["see the offer (https://a.org/x)"]),
        ("<https://a.org>", ["https://a.org"]),
        ("![plan](plan.png)", ["plan (plan.png)"]),
        ("a **b** *c* `d`", ["a b c d"]),
        ("<b>not html</b> [/]", ["<b>not html</b> [/]"]),
        ("---", ["─" * 40]),
        (TABLE, ["Site    Gates", "Bergen  4    ", "Porto   12   "]),
        (f"> said\n{TABLE}", ["> said", "", "Site    Gates", "Bergen  4    ", "Porto   12   "]),
        (f"{TABLE}\n\nafter", ["Site    Gates", "Bergen  4    ", "Porto   12   ", "", "after"]),
        ("", []),
    ],
)
def test_what_is_shown(markdown: str, shown: list[str]) -> None:
    assert text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("# Plan\n\nthey **want** `it` *soon*, _really_", "Plan they want it soon, really"),
        ("- works offline\n- one vendor", "· works offline · one vendor"),
        ("> see [the offer](https://a.org/x) ![plan](p.png)", "see the offer plan"),
        ("```python\nx = 1\n```", "x = 1"),
        ("2 * 3 * 4, snake_case_name, a*b*c [EMEA] [/]", "2 * 3 * 4, snake_case_name, a*b*c [EMEA] [/]"),
    ],
)
def test_on_one_line_links_and_stress_go_too(markdown: str, shown: str) -> None:
    assert flat(markdown) == shown


def test_styles() -> None:
    assert styles("# Head\n\na **bold** word, `code`, [link](u)") == {
        "Head": "text bold",
        "a": "secondary",
        "bold": "text bold",
        "word,": "secondary",
        "code": "text on panel",
        ",": "secondary",
        "link": "secondary underline",
        "(u)": "muted",
    }


def test_long_items_hang_under_their_mark() -> None:
    assert text("- one two three four", 12) == ["· one two", "  three four"]
    assert text("10. " + "x" * 12, 12) == ["10. xxxxxxxx", "    xxxx"]


def test_words_of_several_styles_stay_together() -> None:
    pieces = [("unbe", "text"), ("liev", "text bold"), ("able story", "text")]
    assert [["".join(part for part, _ in line)] for line in wrap_pieces(pieces, 12)] == [
        ["unbelievable"],
        ["story"],
    ]


@pytest.mark.parametrize("width", [2, 9, 40])
@pytest.mark.parametrize(
    "hostile",
    [*HOSTILE, *(f"> - {one}" for one in HOSTILE), "> " * 60 + "deep", "|a" * 60 + "\n" + "|-" * 60],
)
def test_nothing_leaves_the_width(hostile: str, width: int) -> None:
    for line in lines(hostile, width):
        assert sum(cell_len(clean(part)) for part, _ in line) <= max(width, 48)
    for line in wrap_pieces([(hostile, "text")], width):
        assert sum(cell_len(part) for part, _ in line) <= max(width, 2)


def test_a_wide_table_gives_way() -> None:
    shown = text(f"| Name | What |\n|---|---|\n| Ana | {'words ' * 20}|", 24)
    assert shown == ["Name  What              ", "Ana   words words words…"]


def test_on_one_line_the_marks_are_gone() -> None:
    assert flat("# Plan\n\n- **two** sites, `now`") == "Plan · two sites, now"
    assert flat("- one\n- two, a - b") == "· one · two, a - b"
    assert flat(TABLE) == "Site, Gates; Bergen, 4; Porto, 12"
    assert flat(f"Gates:\n{TABLE}\n\nAll by May; |really|") == (
        "Gates: Site, Gates; Bergen, 4; Porto, 12; All by May; |really|"
    )
