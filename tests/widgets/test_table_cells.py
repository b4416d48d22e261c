"""The cells of a table: each kind of value, in room and in little room; heads and their signs."""

from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len, set_cell_size

from salestui.formats import DateFormat
from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS
from salestui.lifecycle.view_columns import columns as list_columns
from salestui.lifecycle.views import View
from salestui.models.choices import OpportunityStatusReason, Rating
from salestui.store.query import ListColumn
from salestui.widgets.painting import Piece
from salestui.widgets.table_cells import column_at, head_pieces, row_pieces
from salestui.widgets.table_columns import GAP, Placed, lay_out
from tests.hostile import HOSTILE

TODAY = date(2026, 11, 23)
ROOMS = (115, 95, 75, 55, 35, 15)
"""What tables of 120 to 20 columns have for text."""


def cell(
    column: ListColumn,
    value: Any,
    width: int = 11,
    needed: Any = None,
    *,
    dates: DateFormat = "day-month",
    sign: str = "",
    current: bool = False,
    first: bool = False,
) -> list[Piece]:
    """The pieces of one cell, without the air of the first column that stands before it."""
    hidden = ListColumn(column.needs or "none", "", hidden=True)
    lead = ListColumn("lead", "")
    places = [Placed(column, 1, 0, width)] if first else [Placed(lead, 3, 0, 0), Placed(column, 1, 0, width)]
    row = ("id", value, needed, None)
    pieces = row_pieces(row, places, (column, hidden, lead), TODAY, dates, sign, current)
    assert sum(cell_len(text) for text, _ in pieces) == width
    return [piece for piece in pieces if piece[0]]


def text(*args: Any, **more: Any) -> str:
    return "".join(piece for piece, _ in cell(*args, **more))


MONEY = ListColumn("m", "M", "money", width=10, needs="sign")
DUE = ListColumn("d", "D", "due", width=11, needs="status")


@pytest.mark.parametrize(
    ("amount", "width", "shown"),
    [
        (480_000_000, 10, "   $48,000"),
        (1_234_567_0000, 10, "$1,234,567"),
        (12_345_678_0000, 10, "   $12.35m"),
        (123_456_789_000_0000, 10, " $123.46bn"),
        (-480_000_000, 10, "  -$48,000"),
        (-12_345_678_0000, 10, "  -$12.35m"),
        (0, 10, "        $0"),
        (480_000_000, 6, "$48.0k"),
        (480_000_000, 4, "$48k"),
        (480_000_000, 2, "$…"),
        (480_000_000, 1, "…"),
        (9_999_999_9999, 10, "   $10.00m"),
    ],
)
def test_money_fits_or_is_told_short(amount: int, width: int, shown: str) -> None:
    assert text(MONEY, amount, width, "$") == shown


def test_money_has_the_currency_of_its_record() -> None:
    assert text(MONEY, 480_000_000, needed="€", sign="$") == "    €48,000"
    assert text(MONEY, 480_000_000, needed="CHF", sign="$") == " CHF 48,000"
    # Without one of its own, that of the organisation.
    assert text(MONEY, 480_000_000, sign="$") == "    $48,000"
    assert text(ListColumn("m", "M", "money"), 480_000_000, sign="$") == "    $48,000"
    assert text(MONEY, 480_000_000, needed="", sign="$") == "     48,000"


def test_no_digit_of_money_is_cut_off_without_a_sign() -> None:
    # A wide sign takes two cells of the room.
    assert text(MONEY, 123_456_0000, 8, "円") == " 円 123k"
    assert text(MONEY, 123_456_0000, 10, "円") == "円 123,456"
    for sign in ("$", "CHF", "円", "a long sign", "\u200b", "\x1b[31m"):
        for width in range(1, 16):
            shown = text(MONEY, 123_456_0000, width, sign).strip()
            assert shown.endswith(("123,456", "k", "…")) or width < 5, (sign, width, shown)


def test_money_with_decimals() -> None:
    cents = ListColumn("m", "M", "money", width=12, places=2)
    assert text(cents, 18_400_5000, 12, sign="$") == "  $18,400.50"
    assert text(cents, 1_234_567_5000, 12, sign="$") == "      $1.23m"


def test_the_parts_of_money_have_roles() -> None:
    assert cell(MONEY, 480_000_000, 10, "$") == [("   ", "text"), ("$", "muted"), ("48,000", "text")]
    current = cell(MONEY, 480_000_000, 10, "$", current=True)
    assert current == [("   ", "text"), ("$", "muted"), ("48,000", "text bold")]


@pytest.mark.parametrize(
    ("day", "status", "shown", "role"),
    [
        ("2026-11-19", 0, "19 Nov late", "warning bold"),
        ("2026-11-22", 0, "22 Nov late", "warning bold"),
        ("2026-11-23", 0, "23 Nov  now", "muted"),
        ("2026-11-24", 0, "24 Nov   1d", "muted"),
        ("2026-12-07", 0, "07 Dec  14d", "muted"),
        ("2026-12-08", 0, "08 Dec", "muted"),
        ("2027-01-15", 0, "15 Jan", "muted"),
        ("2028-01-15", 0, "15 Jan 2028", "muted"),
        ("2025-11-19", 0, "2025   late", "warning bold"),
        ("2026-11-19", None, "19 Nov late", "warning bold"),
        ("2026-11-19", 1, "19 Nov", "muted"),
        ("2025-11-19", 2, "19 Nov 2025", "muted"),
    ],
)
def test_a_close_date_says_how_far_it_is(day: str, status: int | None, shown: str, role: str) -> None:
    assert text(DUE, day, 11, status).rstrip() == shown
    last = [spec for piece, spec in cell(DUE, day, 11, status) if piece.strip()][-1]
    assert last == (role if shown[-1] in "ewd" or role == "warning bold" else "secondary")


@pytest.mark.parametrize(
    ("dates", "width", "late", "soon", "far", "closed"),
    [
        ("day-month", 11, "19 Nov late", "30 Nov   7d", "15 Jan 2029", "19 Nov 2024"),
        ("month-day", 12, "Nov 19  late", "Nov 30    7d", "Jan 15, 2029", "Nov 19, 2024"),
        ("iso", 15, "2026-11-19 late", "2026-11-30   7d", "2029-01-15", "2024-11-19"),
    ],
)
def test_every_date_format_has_room_in_the_table(
    dates: DateFormat, width: int, late: str, soon: str, far: str, closed: str
) -> None:
    from salestui.widgets.record_table import _DATE_WIDTHS

    (placed, *_) = lay_out((DUE, ListColumn("z", "Z")), 60, _DATE_WIDTHS[dates])
    assert placed.width == width
    assert text(DUE, "2026-11-19", width, 0, dates=dates) == late
    assert text(DUE, "2026-11-30", width, 0, dates=dates) == soon
    assert text(DUE, "2029-01-15", width, 0, dates=dates).rstrip() == far
    assert text(DUE, "2024-11-19", width, 1, dates=dates).rstrip() == closed


@pytest.mark.parametrize(
    ("dates", "shown"),
    [("day-month", "19 Nov overdue"), ("month-day", "Nov 19 overdue"), ("iso", "2026-11-19 overdue")],
)
def test_an_activity_is_overdue_and_has_room_for_it(dates: DateFormat, shown: str) -> None:
    from salestui.widgets.record_table import _DATE_WIDTHS

    columns = list_columns("activity", ("scheduled_end", "subject"))
    due = lay_out(columns, 80, _DATE_WIDTHS[dates])[0]
    assert " ".join(text(due.column, "2026-11-19 12:00:00", due.width, 0, dates=dates).split()) == shown
    # Scheduled ones can be overdue too, completed ones can't.
    assert "overdue" in text(due.column, "2026-11-19 12:00:00", due.width, 3, dates=dates)
    assert "overdue" not in text(due.column, "2026-11-19 12:00:00", due.width, 1, dates=dates)


@pytest.mark.parametrize(
    ("due", "status", "shown"),
    [
        ("2026-11-23 15:00:00", 0, "today 15:00"),
        ("2026-11-23 13:00:00", 0, "13:00 overdue"),
        ("2026-11-23 13:30:00", 3, "today 13:30"),
        ("2026-11-23 23:59:00", 0, "today 23:59"),
        ("2026-11-23 13:00:00", 1, "23 Nov 13:00"),
        ("2026-11-24 09:00:00", 0, "24 Nov 09:00"),
        ("2028-11-24 09:00:00", 0, "24 Nov 2028"),
    ],
)
def test_what_is_due_today_tells_its_time(due: str, status: int, shown: str) -> None:
    (column, *_) = list_columns("activity", ("scheduled_end", "subject"))
    assert " ".join(text(column, due, 14, status).split()) == shown
    is_late = "overdue" in shown
    assert (cell(column, due, 14, status)[0][1] == "warning bold") == is_late


@pytest.mark.parametrize(
    ("start", "end", "status", "shown"),
    [
        ("2026-11-24 00:00:00", "2026-11-24 23:59:00", 3, "24 Nov 00:00"),
        ("2026-11-23 20:43:00", "2026-11-23 21:43:00", 3, "today 20:43"),
        ("2026-11-23 13:00:00", "2026-11-23 14:00:00", 3, "today 13:00"),
        ("2026-11-23 12:00:00", "2026-11-23 12:30:00", 0, "12:00 overdue"),
        ("2026-11-22 18:00:00", "2026-11-23 12:30:00", 0, "22 Nov overdue"),
        ("2026-11-22 18:00:00", "2026-11-24 12:30:00", 3, "22 Nov 18:00"),
        ("2026-11-22 18:00:00", "2026-11-22 18:30:00", 1, "22 Nov 18:00"),
        ("2026-11-29 23:30:00", "2026-11-30 00:30:00", 3, "29 Nov 23:30"),
        ("2026-11-24 20:00:00", "2026-11-24 23:59:00", 3, "24 Nov 20:00"),
    ],
)
def test_a_meeting_tells_when_it_begins_and_its_end_whether_it_is_late(
    start: str, end: str, status: int, shown: str
) -> None:
    assert when(scheduled_end=end, scheduled_start=start, status=status) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (None, "2026-11-23 23:59:00", "today"),
        (None, "2026-11-24 23:59:00", "24 Nov 1d"),
        (None, "2026-11-22 23:59:00", "22 Nov overdue"),
        ("2026-11-24 00:00:00", "2026-11-24 23:59:00", "24 Nov 1d"),
        ("2026-11-22 00:00:00", "2026-11-24 23:59:00", "22 Nov"),
    ],
)
def test_what_is_for_a_whole_day_tells_no_time(start: str | None, end: str, shown: str) -> None:
    assert when(scheduled_end=end, scheduled_start=start, status=0, is_all_day=1) == shown


def when(**values: Any) -> str:
    """What a list of activities shows as the time of one with these values."""
    columns = list_columns("activity", ("scheduled_end", "subject"))
    row = ("id", *(values.get(column.key) for column in columns))
    pieces = row_pieces(row, [Placed(columns[0], 1, 0, 14)], columns, TODAY, "day-month", "", False)
    return " ".join("".join(piece for piece, _ in pieces).split())


def test_little_room_keeps_the_word_late() -> None:
    assert text(DUE, "2026-11-19", 9, 0) == "2026 late"
    assert text(DUE, "2026-11-19", 8, 0) == "2026 la…"
    assert text(DUE, "2026-11-30", 6, 0) == "30 Nov"
    assert text(DUE, "2026-11-30", 5, 0) == "30 N…"


def test_dates_and_times() -> None:
    day = ListColumn("d", "D", "date")
    assert text(day, "2026-12-04").rstrip() == "04 Dec"
    assert text(day, "2024-12-04").rstrip() == "04 Dec 2024"
    assert text(day, "2024-12-04", dates="month-day", width=12) == "Dec 04, 2024"
    # A time is shown as its day.
    assert text(day, "2026-12-04 23:30:00.000000").rstrip() == "04 Dec"
    assert cell(day, "2026-12-04")[0][1] == "secondary"
    assert cell(day, "2026-12-04", current=True)[0][1] == "text"


@pytest.mark.parametrize(
    ("kind", "value", "width", "shown"),
    [
        ("percent", 60, 4, " 60%"),
        ("percent", 100, 4, "100%"),
        ("percent", 0, 4, "  0%"),
        ("percent", 100, 3, "1…%"),
        ("integer", 12_345, 6, "12,345"),
        ("integer", 1_234_567, 6, "1,234…"),
        ("age", "2026-11-23 01:00:00", 5, "   0d"),
        ("age", "2026-11-03 23:00:00", 5, "  20d"),
        ("age", "2020-11-23 01:00:00", 5, "2191d"),
        ("age", "2026-11-25 01:00:00", 5, "   0d"),
        ("boolean", 1, 3, "yes"),
        ("boolean", 0, 3, "no "),
        ("text", "Warehouse automation", 10, "Warehouse…"),
        ("name", "Northwind", 10, "Northwind "),
    ],
)
def test_other_kinds(kind: Any, value: Any, width: int, shown: str) -> None:
    assert text(ListColumn("x", "X", kind), value, width) == shown


def test_hot_warm_and_cold_by_weight() -> None:
    rating = ListColumn("r", "R", "rating", options=Rating)
    shown = [cell(rating, int(one), 5)[0] for one in Rating]
    assert shown == [("Hot", "text bold"), ("Warm", "secondary"), ("Cold", "muted")]


def test_choices_show_their_labels_and_unknown_codes_themselves() -> None:
    reason = ListColumn("r", "R", "choice", options=OpportunityStatusReason)
    assert text(reason, 5, 11) == "Out-sold   "
    assert text(reason, 99, 11) == "99         "
    assert text(ListColumn("r", "R", "choice"), 7, 3) == "7  "
    assert cell(ListColumn("r", "R", "rating", options=Rating), 100_000_042, 6)[0] == ("10000…", "secondary")


ALL_KINDS = (
    *("text", "name", "money", "date", "due"),
    *("age", "integer", "percent", "choice", "rating", "boolean"),
)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_nothing_is_shown_where_nothing_is(kind: Any) -> None:
    assert text(ListColumn("x", "X", kind, options=Rating), None, 9, sign="$") == " " * 9


def test_an_empty_text_is_air() -> None:
    assert text(ListColumn("x", "X"), "", 4) == "    "


def test_the_first_column_is_bold_under_the_cursor_and_others_are_not() -> None:
    name = ListColumn("x", "X", "name")
    assert cell(name, "Acme", 4, first=True, current=True) == [("Acme", "secondary bold")]
    assert cell(name, "Acme", 4, current=True) == [("Acme", "secondary")]
    assert cell(name, "Acme", 4, first=True) == [("Acme", "secondary")]
    late = cell(DUE, "2026-11-19", needed=0, first=True, current=True)
    assert late == [("19 Nov late", "warning bold")]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ["text", "name"])
def test_hostile_texts_are_as_wide_as_their_column(kind: Any, value: str) -> None:
    for width in (1, 2, 3, 7, 20):
        shown = text(ListColumn("x", "X", kind), value, width)
        assert cell_len(shown) == width
        assert shown.isprintable()


def test_wide_characters_are_cut_between_cells() -> None:
    name = ListColumn("x", "X", "name")
    assert text(name, "日本語のお客様", 6) == "日本… "
    assert text(name, "日本語", 6) == "日本語"
    assert text(name, "🚀🔥 go", 4) == "🚀… "


# Heads


def head(placed: list[Placed], by: str = "", sign: str = "▴") -> str:
    return "".join(piece for piece, _ in head_pieces(placed, by, sign))


A = ListColumn("a", "Topic", width=10)
B = ListColumn("b", "Est. revenue", "money", "Revenue", width=10)
C = ListColumn("c", "Rating", "rating", width=6)


def test_labels_stand_over_what_they_name() -> None:
    placed = lay_out((A, B, C), 30)
    assert head(placed) == "TOPIC          REVENUE  RATING"
    assert head(placed, "a") == "TOPIC ▴        REVENUE  RATING"
    assert head(placed, "b", "▾") == "TOPIC        ▾ REVENUE  RATING"
    # No room in the column: the sign stands in the gap.
    assert head(placed, "c") == "TOPIC          REVENUE  RATING▴"
    assert head(placed, "gone") == head(placed)
    assert head_pieces([], "a", "▴") == []


def test_the_sorted_label_reads_first_and_its_sign_is_accent() -> None:
    specs = {piece.strip(): spec for piece, spec in head_pieces(lay_out((A, B, C), 30), "b", "▾")}
    assert specs["REVENUE"] == "text bold"
    assert specs["▾"] == "accent"
    assert specs["TOPIC"] == specs["RATING"] == "muted bold"


def test_a_label_without_room_is_cut_and_keeps_its_sign() -> None:
    long = ListColumn("x", "Probability", "percent", width=4)
    assert head([Placed(long, 1, 0, 4)]) == "PRO…"
    assert head([Placed(long, 1, 0, 4)], "x") == "▴PR…"
    assert head([Placed(A, 1, 0, 10), Placed(long, 2, 12, 4)], "x") == "TOPIC      ▴PRO…"
    assert head([Placed(ListColumn("y", "Probability"), 1, 0, 4)], "y") == "PRO…▴"


def test_a_head_belongs_to_its_column_and_the_gap_behind_it() -> None:
    placed = lay_out((A, B, C), 40)
    ends = [one.x + one.width for one in placed]
    found = [getattr(column_at(placed, x), "key", "") for x in range(-2, 34)]
    wanted = [
        next((one.column.key for one, end in zip(placed, ends, strict=True) if one.x <= x < end + GAP), "")
        for x in range(-2, 34)
    ]
    assert found == wanted
    assert set(found) == {"", "a", "b", "c"}
    assert column_at([], 3) is None


# Whole rows of every view


def full(column: ListColumn) -> Any:
    """A value that needs all the room that its kind can need, or more."""
    match column.kind:
        case "money":
            return -123_456_789_0000
        case "date" | "due":
            return "2025-10-19"
        case "age":
            return "2020-01-01 00:00:00"
        case "percent":
            return 100
        case "rating":
            return int(Rating.WARM)
        case "choice" if column.options is not None:
            return int(max(column.options, key=lambda option: len(option.label)))
        case "integer":
            return 9_876
    return f"{column.key} " + "abcdefghij" * 12


@pytest.mark.parametrize("view", SYSTEM_VIEWS["opportunity"], ids=lambda view: view.key)
def test_nothing_overlaps_in_any_view(view: View) -> None:
    columns = list_columns(view.table, view.columns)
    row = ("id", *("$" if one.key == "currency_sign" else 0 if one.hidden else full(one) for one in columns))
    for room in ROOMS:
        placed = lay_out(columns, room)
        shown = "".join(piece for piece, _ in row_pieces(row, placed, columns, TODAY, "day-month", "$", True))
        assert len(shown) == cell_len(shown) == placed[-1].x + placed[-1].width <= room
        # In the gaps there is nothing.
        inside = {x for one in placed for x in range(one.x, one.x + one.width)}
        assert {shown[x] for x in range(len(shown)) if x not in inside} <= {" "}
        for one in placed:
            part = shown[one.x : one.x + one.width]
            whole = full(one.column)
            if isinstance(whole, str) and len(whole) > one.width and one.column.kind in ("text", "name"):
                assert part == whole[: one.width - 1].rstrip().ljust(
                    one.width - 1
                ) + "…" or part.rstrip() == (whole[: one.width - 1].rstrip() + "…")
            elif one.is_right:
                assert part[-1] != " "
                assert "…" not in part
            else:
                assert "…" not in part
        for key in ("", *(one.column.key for one in placed)):
            words = head(placed, key)
            # Only the sign of the last column may stand in the margin behind the room.
            assert cell_len(words) <= room + 1
            assert words.count("▴") == (key != "")
            for one in placed:
                label = (one.column.head or one.column.label).upper()
                start = one.x + one.width - len(label) if one.is_right else one.x
                assert words[start : start + len(label)] == label, (key, one.column.key)


def test_heads_of_any_width_never_take_more_than_they_have() -> None:
    for width in range(1, 14):
        for column in (A, B, C):
            for placed in (
                [Placed(column, 1, 0, width)],
                [Placed(A, 1, 0, 5), Placed(column, 2, 5 + GAP, width)],
            ):
                for by in ("", column.key):
                    words = head(placed, by)
                    end = placed[-1].x + width
                    assert cell_len(words) <= end + 1
                    assert set_cell_size(words, end).rstrip() or width == 1
