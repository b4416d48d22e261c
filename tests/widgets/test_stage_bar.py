from dataclasses import dataclass

from salestui.widgets.painting import Line
from salestui.widgets.stage_bar import PhaseState, current_line, sheet_lines, strip_line, wide_lines


@dataclass(frozen=True)
class Stage:
    name: str
    state: PhaseState
    days: int | None = None
    steps_done: int = 0
    steps_total: int = 0
    next_step: str | None = None


STAGES = [
    Stage("Qualify", "done", 12),
    Stage("Develop", "done", 20),
    Stage("Propose", "active", 6, 2, 4, "Complete internal review"),
    Stage("Close", "ahead", None, 0, 5, "Complete final proposal"),
]


def text(line: Line) -> str:
    return "".join(piece for piece, _ in line.left)


def test_the_sheet_shows_bars_names_and_days() -> None:
    bars, names, days = sheet_lines(STAGES, 36)

    assert text(bars) == "━━━━━━━━ ━━━━━━━━ ━━━━━━━━ ━━━━━━━━━"
    assert text(names) == "Qualify  Develop  Propose  Close"
    assert text(days) == "✓ 12d    ✓ 20d    ● 6d     ○ "


def test_the_current_phase_is_filled_by_its_steps() -> None:
    bars = sheet_lines(STAGES, 36)[0]

    assert ("━━━━", "accent") in bars.left
    assert ("━━━━", "bar-rest") in bars.left


def test_a_phase_that_has_just_begun_still_shows_where_we_are() -> None:
    bars = sheet_lines([Stage("Qualify", "active", 0, 0, 7)], 10)[0]

    assert bars.left[0] == ("━", "accent")


def test_a_record_tells_days_steps_and_what_is_next() -> None:
    bars, told, following = wide_lines(STAGES, 115)

    assert len(text(bars)) == 115
    assert text(told).index("● Propose  6d, 2 of 4 steps") == 58
    assert "○ Close  not started" in text(told)
    assert text(following).index("next  Complete internal review") == 60


def test_it_takes_one_line_where_it_is_narrow() -> None:
    (line,) = wide_lines(STAGES, 75)

    assert text(line) == "✓ Qualify 12d  ━━  ✓ Develop 20d  ━━  ● Propose 6d, 2 of 4  ━━  ○ Close"


def test_it_names_only_the_current_phase_where_it_is_narrower_still() -> None:
    line = strip_line(STAGES, 55)

    assert text(line) == "● Propose  6d, 2 of 4 steps"
    assert line.right == [("3 of 4", "muted")]


def test_a_finished_process_ends_on_its_last_phase() -> None:
    line = current_line([Stage("Qualify", "done", 3), Stage("Close", "done", 1)])

    assert text(line) == "✓ Close  1d"


def test_no_phases_draw_nothing() -> None:
    assert text(current_line([])) == ""
    assert [text(line) for line in sheet_lines([], 36)] == ["", "", ""]


def test_hostile_names_are_cut_not_drawn_over_the_next_column() -> None:
    (line,) = sheet_lines([Stage("[/]" * 20, "active", 1), Stage("\x1b[31m", "ahead")], 20)

    assert line.right == [("1 of 2", "muted")]


def test_a_phase_of_many_days_leaves_out_words_before_it_takes_one_line() -> None:
    long = [Stage("Qualify", "active", 120, 6, 7, "Identify decision maker"), *STAGES[3:] * 3]

    _, told, following = wide_lines(long, 115)

    assert "● Qualify  120d, 6 of 7 " in text(told)
    assert "Identify decision maker" in text(following)
