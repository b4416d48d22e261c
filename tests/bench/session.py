"""One start of the program in a terminal, every key that is measured, and its memory."""

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.expected import Expected, Look
from tests.bench.generate import SIGNED_IN
from tests.bench.terminal import Terminal

ROOT = Path(__file__).parent.parent.parent
EMPTY = [sys.executable, "-m", "tests.bench.empty"]
ENTER, ESCAPE, PAGE_DOWN, PAGE_UP, QUIT = "\r", "\x1b", "\x1b[6~", "\x1b[5~", "\x11"
TEXTS = ("zürich", "warehouse", "pilot", "li meyer", "gates, phase 3 9")
"""What is typed into the filter, a text per run: names of accounts, topics and contacts."""
PAUSE = 0.12
"""Seconds between two keys, in which the preview is read; a fast typist's."""
LOADED = 2.0
"""Seconds in which the order of a million rows is read behind the first ones."""

Samples = defaultdict[str, list[float]]


def command(file: Path) -> list[str]:
    """Our program on a file."""
    return [sys.executable, "-m", "salestui", "--db", str(file), "--user", SIGNED_IN]


def is_painted(lines: Sequence[str]) -> bool:
    """Whether anything is on the screen."""
    return any(line.strip() for line in lines)


def has_rows(lines: Sequence[str]) -> bool:
    """Whether the list is there, with the cursor in it."""
    return Look(lines).cursor is not None


def start_empty(environment: dict[str, str]) -> float:
    """Seconds until the empty app has painted."""
    with Terminal(EMPTY, environment, ROOT) as terminal:
        painted = terminal.until(is_painted) - terminal.started
        terminal.rest(PAUSE)
        terminal.quit(QUIT)
        return painted


class Session:
    """A start on a file and a person at its keys."""

    def __init__(self, terminal: Terminal, expected: Expected, samples: Samples, number: int) -> None:
        self.terminal = terminal
        self.expected = expected
        self.samples = samples
        self.number = number

    def run(self) -> None:
        """All of it."""
        terminal, samples = self.terminal, self.samples
        samples["paint"].append(terminal.until(is_painted) - terminal.started)
        samples["rows"].append(terminal.until(has_rows) - terminal.started)
        self.press("end at once", "G", lambda lines: Look(lines).is_at(self.expected.last))
        terminal.rest(LOADED)
        terminal.press("g", lambda lines: Look(lines).is_at(self.expected.top()))
        self.moves()
        self.records()
        self.filters()
        self.sorts()
        terminal.rest(LOADED)
        if (memory := terminal.memory()) is not None:
            samples["memory"].append(memory[0])
            samples["peak"].append(memory[1])
        terminal.quit(QUIT)

    def press(self, name: str, keys: str, shows: Callable[[Sequence[str]], object]) -> None:
        """A key that is measured."""
        self.samples[name].append(self.terminal.press(keys, shows))
        self.terminal.rest(PAUSE)

    def move(self, name: str, keys: str) -> None:
        """A key that moves the cursor."""
        before = Look(self.terminal.lines).state
        self.press(name, keys, lambda lines: has_rows(lines) and Look(lines).state != before)

    def end(self, name: str) -> None:
        """To the last row and back to the first."""
        last, first = self.expected.last, self.expected.top()
        self.press(name, "G", lambda lines: Look(lines).is_at(last))
        self.press(name, "g", lambda lines: Look(lines).is_at(first))

    def moves(self) -> None:
        """Rows, pages, and the ends of the list."""
        self.end("end")
        for key in ("j", "k"):
            for _ in range(8):
                self.move("row", key)
        for key in (PAGE_DOWN, PAGE_UP):
            for _ in range(2):
                self.move("page", key)
        for _ in range(2):
            self.end("end")

    def records(self) -> None:
        """Open records and come back."""
        for _ in range(3):
            rows, cursor = Look(self.terminal.lines).state
            assert cursor is not None
            topic = rows[cursor].rstrip()
            self.terminal.rest(PAUSE)
            self.press("record", ENTER, lambda lines, topic=topic: _has_record(lines, topic))
            self.terminal.press(ESCAPE, has_rows)
            self.terminal.rest(PAUSE)
            self.move("row", "j")

    def sorts(self) -> None:
        """Sort by half of the columns, the other half in the next run."""
        half = len(self.expected.orders) // 4 * 2
        orders = self.expected.orders
        for at, (column, order) in enumerate(orders[half:] if self.number % 2 else orders[:half]):
            first = self.expected.top(order)
            self.terminal.press("s", _has_dialog)
            for letter in column.label:
                self.terminal.press(letter, _has_dialog)
            self.terminal.rest(PAUSE)
            self.press("sort", ENTER, lambda lines, first=first: Look(lines).is_at(first))
            if at % 2:
                self.move("row after sort", "j")

    def filters(self) -> None:
        """Type a filter, letter by letter."""
        text = TEXTS[self.number % len(TEXTS)]
        self.terminal.press("/", lambda lines: not has_rows(lines))
        for length in range(1, len(text) + 1):
            typed = text[:length]
            first = self.expected.top(text=typed)
            if typed.endswith(" "):
                self.terminal.press(" ", lambda lines, typed=typed: typed in lines[3])
                continue
            self.press(
                "filter",
                text[length - 1],
                lambda lines, typed=typed, first=first: typed in lines[3] and Look(lines).begins(first),
            )
        self.terminal.press(ESCAPE, has_rows)
        self.terminal.rest(PAUSE)


def _has_dialog(lines: Sequence[str]) -> bool:
    return any("SORT BY" in line for line in lines)


def _has_record(lines: Sequence[str], topic: str) -> bool:
    """Whether the record is there whole: its head, its fields and the panes beside them."""
    text = "\n".join(lines)
    return topic in lines[2] and all(part in text for part in ("Close date", "TIMELINE ", "COMPETITORS "))
