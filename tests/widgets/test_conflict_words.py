"""The words for conflicts."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from salestui.lifecycle.conflicts import Conflict
from salestui.widgets import conflict_words
from salestui.widgets.painting import Pieces

TODAY = date(2026, 11, 23)
START = datetime(2026, 11, 24, 14, 10, tzinfo=UTC)


def conflict(subject: str = "Walk-through", hours: int = 1, all_day: bool = False) -> Conflict:
    return Conflict(uuid4(), subject, START, START + timedelta(hours=hours), all_day, "Busy")


def told(pieces: Pieces) -> str:
    return "".join(text for text, _ in pieces)


def test_one_time() -> None:
    assert told(conflict_words.of_one([], TODAY)) == "✓ free then"
    assert told(conflict_words.of_one([conflict()], TODAY)) == "! busy 14:10–15:10 Walk-through"
    both = [conflict(all_day=True), conflict("[/] Fair")]
    assert told(conflict_words.of_one(both, TODAY)) == "! busy all day Walk-through, and 1 more"
    long = told(conflict_words.of_one([conflict(hours=48)], TODAY))
    assert long == "! busy 24 Nov 14:10 – 26 Nov 14:10 Walk-through"


def test_a_series() -> None:
    span = (START, START + timedelta(hours=1))
    assert told(conflict_words.of_series([], 12, TODAY)) == "✓ free at all 12 times"
    one = told(conflict_words.of_series([(span, conflict())], 12, TODAY))
    assert one == "! busy 14:10–15:10 Walk-through, on Tue 24 Nov"
    two = told(conflict_words.of_series([(span, conflict())] * 2, 12, TODAY))
    assert two == "! 2 of 12 overlap, first on Tue 24 Nov: busy 14:10–15:10 Walk-through"
