"""`salestui` and `python -m salestui`: opens the program at once, or hands over to the command line.

A plain start must not wait for the imports of the command line, so the few options that go with it are
read here; everything else is the business of `salestui.cli`.
"""

import os
import sys
from typing import Any

COMPLETION = "_SALESTUI_COMPLETE"
"""Set by a shell that asks what could be typed next."""


def main() -> None:
    """Run the program with the arguments of this process, and exit with its code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from salestui import __version__

        sys.stdout.write(f"salestui {__version__}\n")
        sys.exit(0)
    options = plain_start(arguments) if COMPLETION not in os.environ else None
    if options is None:
        from salestui.cli import run

        sys.exit(run(arguments))
    from salestui.commands.program import Start
    from salestui.commands.program import run as open_program

    sys.exit(open_program(Start(**options)))


def plain_start(arguments: list[str]) -> dict[str, Any] | None:
    """The options of a start that only opens the program, or None if there is anything else in the line."""
    options: dict[str, Any] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        given = value if equals else next(rest, "")
        if not given:
            return None
        if name == "--db":
            from pathlib import Path

            options["db"] = Path(given)
        elif name == "--user":
            options["user"] = given
        elif name == "--theme" and given in {"dark", "light"}:
            options["theme"] = given
        else:
            return None
    return options


if __name__ == "__main__":
    main()
