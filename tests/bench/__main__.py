"""Measure the program in a real pty and print a Markdown table: `python -m tests.bench`.

The files are made first, which takes minutes for a million rows, and kept for the day. An empty Textual app
and the program on each file take turns, and the ratios are taken between neighbours. Memory is told on
Linux only.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import textual

from tests.bench.expected import Expected
from tests.bench.generate import generated
from tests.bench.session import ROOT, Samples, Session, command, start_empty
from tests.bench.table import table
from tests.bench.terminal import COLUMNS, LINES, Terminal


def environment(home: Path) -> dict[str, str]:
    """That of a terminal of today, with nothing of the user's."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "SALESTUI_CONFIG": str(home / "config.toml"),
        "SALESTUI_STATE": str(home / "state"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }


def measure(files: dict[int, Path], runs: int) -> dict[int, Samples]:
    """Everything measured, by size. The first run warms up and does not count."""
    measured: dict[int, Samples] = {}
    expected = {size: Expected(file) for size, file in files.items()}
    for number in range(-1, runs):
        for size, file in files.items():
            print(f"run {number + 1} of {runs}, {size:,} rows", file=sys.stderr, flush=True)
            samples = measured.setdefault(size, defaultdict(list)) if number >= 0 else Samples(list)
            with tempfile.TemporaryDirectory() as home:
                empty = start_empty(environment(Path(home)))
                with Terminal(command(file), environment(Path(home)), ROOT) as terminal:
                    Session(terminal, expected[size], samples, number).run()
            samples["empty"].append(empty)
            for name in ("paint", "rows"):
                samples[f"{name} ratio"].append(samples[name][-1] / empty)
    return measured


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--sizes", default="80,10000,1000000", help="opportunities in the files (%(default)s)"
    )
    parser.add_argument("--runs", type=int, default=7, help="starts on each file (%(default)s)")
    folder = Path(tempfile.gettempdir()) / "salestui-bench"
    parser.add_argument("--folder", type=Path, default=folder, help="where the files are kept (%(default)s)")
    given = parser.parse_args(arguments)
    sizes = sorted(int(size) for size in given.sizes.split(","))
    measured = measure({size: generated(size, given.folder) for size in sizes}, given.runs)
    print("\n".join(table(measured)))
    print(
        f"\nMedians; of keys the 95th percentile too. {given.runs} runs on {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, Textual {textual.__version__}, a terminal of {COLUMNS}x{LINES}."
    )


if __name__ == "__main__":
    main()
