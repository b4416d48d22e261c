"""The figures of the preview of a competitor."""

from dataclasses import replace
from decimal import Decimal

from salestui.lifecycle.competitors import Fared
from salestui.lifecycle.related import Deals, Total
from salestui.lifecycle.related_preview import preview
from salestui.models.competitors import Competitor
from salestui.widgets.desk import Desk
from salestui.widgets.pane import Words
from salestui.widgets.related_preview import RelatedPreviewPane


def figures(desk: Desk, won: int, is_open: int, room: int) -> list[list[str]]:
    """Values and labels of a competitor against whom so much was won and is open."""
    with desk.store.command("Make", desk.user.id) as session:
        competitor = Competitor(name=f"Rival {room}", owner_user_id=desk.user.id)
        session.add(competitor)
        session.flush()
        found = preview(session, desk.user.id, "competitor", competitor.id, "$")
    assert found is not None
    totals = Total(3, Decimal(won)), Total(2, Decimal(1)), Total(1, Decimal(is_open))
    deals = Deals((), open=totals[2], won=totals[0], lost=totals[1])
    fared = Fared(won=totals[0], lost=totals[1], open=totals[2], lost_to=0)
    pane = RelatedPreviewPane(desk, "competitor")
    for row in pane.sheet(replace(found, deals=deals, fared=fared)):
        if isinstance(row, Words) and callable(row.lines):
            lines = ["".join(text for text, _ in line.left) for line in row.lines(room)]
            if any("closed" in line for line in lines):
                assert all(len(line) <= room for line in lines)
                return [[text.strip() for text in line.split("  ") if text.strip()] for line in lines]
    raise AssertionError("no figures are shown")


def test_what_was_won_stands_by_its_rate_as_in_the_record(desk: Desk) -> None:
    assert figures(desk, 900, 700, 36) == [
        ["60%", "$900", "$700"],
        ["won of 5 closed", "3 won", "1 open"],
    ]


def test_amounts_are_shortened_where_they_have_no_room_in_full(desk: Desk) -> None:
    assert figures(desk, 1_007_246, 695_812, 34)[0] == ["60%", "$1.01m", "$695.8k"]
    assert figures(desk, 1_007_246, 695_812, 44)[0] == ["60%", "$1,007,246", "$695,812"]
