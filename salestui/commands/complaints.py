"""What is said on stderr when something can't be done, and the exit code that goes with it."""

import sys

from salestui.errors import SalesError
from salestui.home import NoSuchHome
from salestui.safe_text import clean

REFUSED = 1
"""The exit code when what was asked for is not there, was refused, or is not well."""

FILE_PROBLEM = 2
"""The exit code when the command line, the file, the settings or the terminal can't be used."""


def say(words: str) -> None:
    """Say something of the program's own on stderr."""
    # Names of files and records stand in what is said, and may hold what steers a terminal.
    told = "\n".join(map(clean, f"salestui: {words}".splitlines()))
    sys.stderr.write(f"{told}\n")


def complain(words: str, code: int = REFUSED) -> int:
    """Say what is wrong, and give the exit code back."""
    say(words)
    return code


def complain_of(error: SalesError) -> int:
    """Say what an error says, and give its exit code."""
    return complain(str(error), _code(error))


def _code(error: SalesError) -> int:
    from salestui.exchange.errors import Unusable
    from salestui.settings import SettingsError
    from salestui.store.errors import RuleBroken, StoreError

    if isinstance(error, RuleBroken):
        return REFUSED
    of_file = isinstance(error, StoreError | SettingsError | NoSuchHome | Unusable)
    return FILE_PROBLEM if of_file else REFUSED
