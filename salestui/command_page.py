"""docs/commands.md, made from the declared commands: `python -m salestui.command_page`."""

import inspect
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from typer.models import ArgumentInfo, OptionInfo

BAR = "\\|"
"""What stands for a | inside a table."""

_HEAD = """\
# Commands

<!-- Made by `python -m salestui.command_page`; change the commands that salestui/cli.py names instead. -->

Data goes to stdout, words to stderr. `--db` and `--user` may stand before a command's name, or after it
where its table has them.

| Exit code | Meaning |
|---|---|
| 0 | done |
| 1 | what was asked for is not there, or was refused: nothing was changed; or something is wrong (`check`) |
| 2 | the command line, the settings or a file can't be used |

`--format json` writes one array of objects (`show` and `info`: one object) whose keys are field names;
money is a decimal string, dates and times are ISO 8601, times with their offset. `--format csv` has the
same fields in UTF-8. `--format table` is for people and may change.
"""


def page() -> str:
    """The whole page."""
    from salestui.cli import app

    assert app.registered_callback is not None
    parts = [_HEAD, *_section("salestui", app.registered_callback.callback)]
    for command in app.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        parts += _section(f"salestui {name}", command.callback)
    return "\n".join(parts)


def _section(name: str, callback: Callable[..., Any] | None) -> Iterator[str]:
    assert callback is not None
    parameters = [_Parameter(one) for one in inspect.signature(callback, eval_str=True).parameters.values()]
    shown = [one for one in parameters if one.info is not None]
    usage = [name, *(["[OPTIONS]"] if any(one.is_option for one in shown) else [])]
    usage += [one.name for one in shown if not one.is_option]
    yield f"## {name}\n"
    yield f"{inspect.getdoc(callback)}\n"
    yield f"`{' '.join(usage)}`\n"
    yield "| Argument or option | What |\n|---|---|"
    for one in shown:
        cells = (f"`{one.name.strip('[]')}`", one.help or "")
        yield f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |"
    yield ""


class _Parameter:
    """An argument or option as it is declared."""

    def __init__(self, declared: inspect.Parameter) -> None:
        annotation = declared.annotation
        is_annotated = get_origin(annotation) is Annotated
        kind, *more = get_args(annotation) if is_annotated else (annotation,)
        infos = [one for one in more if isinstance(one, ArgumentInfo | OptionInfo)]
        self.info = infos[0] if infos else None
        self.help = self.info.help if self.info else None
        self.is_option = isinstance(self.info, OptionInfo)
        self.name = (self.info.metavar if self.info else None) or declared.name.upper()
        if isinstance(self.info, OptionInfo):
            # In an annotation, what stands first is the option's name, though Typer calls it the default.
            flag = str(self.info.default)
            value = self.info.metavar or _choices(kind)
            self.name = f"{flag} {value}" if value else flag


def _choices(kind: Any) -> str:
    """What can follow an option, or nothing for a flag: "table|csv|json"."""
    literals = [kind, *get_args(kind)]
    found = next((one for one in literals if get_origin(one) is Literal), None)
    return "|".join(get_args(found)) if found is not None else ""


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
