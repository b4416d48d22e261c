"""Rows of text in exactly so many cells, whatever the text is."""

import pytest
from rich.cells import cell_len

from salestui.safe_text import clean
from salestui.widgets.painting import Line, chips, cut, cut_pieces, fit, paint_line, wrap
from salestui.widgets.theme import Paint, make_theme
from tests.hostile import HOSTILE

PAINT = Paint(make_theme("dark").variables)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [0, 1, 2, 3, 7, 40])
def test_fit_takes_exactly_its_cells(text: str, width: int) -> None:
    for align in ("left", "right"):
        fitted = fit(text, width, align)  # type: ignore[arg-type]
        assert cell_len(fitted) == width
        assert fitted.isprintable()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_line_is_as_wide_as_its_widget(text: str) -> None:
    for width in (4, 5, 6, 12, 60, 200):
        strip = paint_line(PAINT, Line([(text, "text")], [(text, "muted")]), width, focused=True, marked=True)
        assert strip.cell_length == width
        assert sum(segment.cell_length for segment in strip) == width


def test_clean_keeps_what_people_write() -> None:
    for text in ("Acme [EMEA]", "[/]", "Zürich – ½", "日本語", "שלום", "e\u0301", "🚀"):
        assert clean(text) == text


def test_clean_takes_the_teeth_out() -> None:
    assert clean("a\x1b[31mb") == "a�[31mb"
    assert clean("a\nb\tc") == "a b c"
    assert clean("a\u202eb\u200bc") == "abc"
    assert clean("\ud800") == "�"


def test_cut_shows_that_something_is_missing() -> None:
    assert cut("Warehouse automation", 12) == "Warehouse a…"
    assert cut("Warehouse", 9) == "Warehouse"
    assert cut("日本語", 5) == "日本…"
    assert cut("日本語", 4) == "日…"


def test_pieces_are_cut_where_the_room_ends() -> None:
    pieces = [("Northwind", "text"), (" Foods", "muted"), (" late", "warning")]
    assert cut_pieces(pieces, 30) == pieces
    assert cut_pieces(pieces, 12) == [("Northwind", "text"), (" F…", "muted")]
    assert cut_pieces(pieces, 9) == [("Northwin…", "text")]
    assert cut_pieces([("Northwind", "text"), ("", "muted")], 9) == [("Northwind", "text")]


def test_the_left_gives_way_to_the_right() -> None:
    strip = paint_line(PAINT, Line([("Warehouse automation", "text")], [("$182,000", "text")]), 25)
    assert strip.text == "   Warehouse…  $182,000  "


def test_a_rule_fills_the_gap() -> None:
    strip = paint_line(PAINT, Line([("TODAY", "muted bold")], rule=True), 20)
    assert strip.text == "   TODAY ─────────  "


def test_rail_cursor_and_mark_share_the_first_columns() -> None:
    line = Line([("x", "text")])
    assert paint_line(PAINT, line, 8).text == "   x    "
    assert paint_line(PAINT, line, 8, focused=True).text == "▎  x    "
    assert paint_line(PAINT, line, 8, focused=True, cursor="focus").text == "▌  x    "
    assert paint_line(PAINT, line, 8, cursor="blurred").text == "▎  x    "
    assert paint_line(PAINT, line, 8, focused=True, marked=True).text == "▎◆ x    "
    assert paint_line(PAINT, line, 8, thumb=True).text == "   x   ▐"


def grounds(cursor: str = "", marked: bool = False, ground: str = "") -> list[str | None]:
    strip = paint_line(PAINT, Line([("x", "text")]), 8, cursor=cursor, marked=marked, ground=ground)  # type: ignore[arg-type]
    return [
        segment.style.bgcolor.name if segment.style and segment.style.bgcolor else None
        for segment in strip
        for _ in segment.text
    ]


def test_grounds_reach_where_the_pictures_have_them() -> None:
    cursor, marked, card = "#1b2a45", "#141e30", "#20252d"
    assert grounds(cursor="focus") == [cursor] * 7 + [None]
    assert grounds(marked=True) == [None] + [marked] * 6 + [None]
    assert grounds(cursor="focus", marked=True) == [cursor] * 7 + [None]
    assert grounds(ground="card") == [None, None] + [card] * 5 + [None]


def test_a_piece_may_have_a_ground_of_its_own() -> None:
    strip = paint_line(PAINT, Line(chips([("All", 23), ("Open", None)], 0)), 30, cursor="focus")
    assert " All 23   Open " in strip.text
    found = {
        segment.text: segment.style.bgcolor.name
        for segment in strip
        if segment.style and segment.style.bgcolor
    }
    assert found[" Open"] == "#20252d"


def test_wrap_breaks_between_words_and_keeps_paragraphs() -> None:
    assert wrap("Halve picking time in Bergen", 14) == ["Halve picking", "time in Bergen"]
    assert wrap("one\n\ntwo", 9) == ["one", "", "two"]
    assert wrap("", 5) == [""]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [2, 9, 60])
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(text, width))
