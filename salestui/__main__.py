"""`salestui` and `python -m salestui`: opens the program at once, or hands over to the command line.

A plain start must not wait for the imports of the command line, so the few options that go with it are
read here; everything else is the business of `salestui.cli`.
"""

import sys
from pathlib import Path

_OPTIONS = ("--db", "--user")


def main() -> None:
    """Run the program with the arguments of this process, and exit with its code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from salestui import __version__

        sys.stdout.write(f"salestui {__version__}\n")
        sys.exit(0)
    options = plain_start(arguments)
    if options is None:
        from salestui.cli import run

        sys.exit(run(arguments))
    from salestui.program import run as open_program

    path = options.get("--db")
    sys.exit(open_program(Path(path) if path else None, options.get("--user")))


def plain_start(arguments: list[str]) -> dict[str, str] | None:
    """The options of a start that only opens the program, or None if there is anything else in the line."""
    options: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name not in _OPTIONS:
            return None
        following = value if equals else next(rest, "")
        if not following:
            return None
        options[name] = following
    return options


if __name__ == "__main__":
    main()
