"""Face 1: the command line. Data goes to stdout, words to stderr, and the exit code says how it went.

0: done. 1: what was asked for is not there, or was refused; or `check` found something wrong. 2: the command
line, the settings or a file can't be used.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from salestui import __version__
from salestui.commands import exchange_commands, file_commands, mail_commands, record_commands
from salestui.commands.complaints import FILE_PROBLEM, REFUSED, complain, complain_of
from salestui.commands.declaring import Db, UserName, settings_of, start_of
from salestui.commands.program import Start, Theme
from salestui.errors import SalesError
from salestui.home import at_home

PROGRAM = "salestui"


class Commands(TyperGroup):
    """Every command, with its errors told in words and an exit code instead of a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that the line names."""
        try:
            return super().invoke(ctx)
        except SalesError as error:
            raise typer.Exit(complain_of(error)) from None
        except UnicodeEncodeError as error:
            # Bytes of another encoding come from the shell as half characters, which no record holds.
            typed = error.object.encode("utf-8", "replace").decode()
            raise typer.Exit(complain(f"“{typed}” is not UTF-8 text", FILE_PROBLEM)) from None
        except KeyboardInterrupt:
            raise typer.Exit(complain("stopped; nothing was changed")) from None
        except BrokenPipeError:
            # Whoever read our output has seen enough; Python must not complain about it at its end either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None


app = typer.Typer(
    name=PROGRAM,
    cls=Commands,
    # Plain help: it can be copied, is read aloud well, and is there at once.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; what people can mend is told without a traceback."""
    try:
        app(args=list(arguments), prog_name=PROGRAM)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else REFUSED
    return 0


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    db: Db = None,
    user: UserName = None,
    theme: Annotated[Theme | None, typer.Option("--theme", help="The colours, for once.")] = None,
    new_user: Annotated[
        bool, typer.Option("--new-user", help="Become a user of the file, if it has none of that name.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """The whole sales pipeline from the keyboard. Without a command, the program opens."""
    context.obj = Start(db, user, theme, new_user)
    if context.invoked_subcommand is None:
        from salestui.commands import program

        raise typer.Exit(program.run(context.obj))


def demo(
    context: typer.Context,
    reset: Annotated[bool, typer.Option("--reset", help="Make the demo company anew.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before --reset.")] = False,
    db: Db = None,
    user: UserName = None,
) -> None:
    """Open a fictional company in a file of its own, made at the first time and on --reset."""
    from salestui.commands import demonstration, program

    start = start_of(context, db, user)
    settings = settings_of(start)
    # $SALESTUI_DB names the real file: the demo company must not land there.
    path = at_home(start.db) if start.db else demonstration.default_path()
    if reset and path.exists() and not yes:
        question = f"Throw away the demo company in {path} and all that was changed in it?"
        if not typer.confirm(question, err=True):
            raise typer.Exit(complain("the demo company stays as it is"))
    if demonstration.prepare(path, settings.user, reset=reset):
        typer.echo(f"made the demo company in {path}", err=True)
    raise typer.Exit(program.run(replace(start, db=path), label="demo"))


def completions(
    shell: Annotated[
        Literal["bash", "zsh", "fish"],
        typer.Argument(metavar="bash|zsh|fish", help="The shell that shall complete."),
    ],
) -> None:
    """Write what makes a shell complete commands, options and views, to be put into its start-up file."""
    os.environ["_SALESTUI_COMPLETE"] = f"source_{shell}"
    app(args=[], prog_name=PROGRAM)


COMMANDS: dict[str, Callable[..., None]] = {
    "list": record_commands.opportunities,
    "activities": record_commands.activities,
    "views": record_commands.views,
    "show": record_commands.show,
    "brief": record_commands.brief,
    "assign": record_commands.assign,
    "info": file_commands.info,
    "backup": file_commands.backup,
    "clean-files": file_commands.clean_files,
    "check": file_commands.check,
    "import": exchange_commands.import_files,
    "outbox": mail_commands.outbox,
    "mail-password": mail_commands.mail_password,
    "export": exchange_commands.export_cards,
    "demo": demo,
    "completions": completions,
}
"""Every command by its name, in the order of `--help` and docs/commands.md."""

for name, command in COMMANDS.items():
    app.command(name)(command)
