"""Face 1: the command line. Data goes to stdout, words to stderr, and the exit code says how it went.

0: done. 1: what was asked for is not there, or was refused. 2: the command line, the settings or the file
can't be used.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import click
import typer

from salestui import __version__
from salestui.errors import SalesError
from salestui.printing import Output, Printer, Rows
from salestui.program import FILE_PROBLEM, chosen_path
from salestui.settings import Settings, SettingsError, load
from salestui.store.database import Store
from salestui.store.errors import CannotReplay, RuleBroken, StoreError

REFUSED = 1
PROGRAM = "salestui"

Db = Annotated[
    Path | None,
    typer.Option("--db", metavar="PATH", help="The file to use; else $SALESTUI_DB, else your own one."),
]
UserName = Annotated[
    str | None, typer.Option("--user", metavar="NAME", help="Who you are, for once; else as in the settings.")
]
FormatOption = Annotated[Output, typer.Option("--format", help="How the data is written.")]

app = typer.Typer(
    name=PROGRAM,
    help="The whole sales pipeline from the keyboard. Without a command, the program opens.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; what people can mend is told without a traceback."""
    try:
        outcome = app(args=list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except click.ClickException as error:
        error.show(sys.stderr)
        return error.exit_code if error.exit_code == FILE_PROBLEM else REFUSED
    except (click.Abort, KeyboardInterrupt):
        return _complain("stopped; nothing was changed")
    except SalesError as error:
        _complain(str(error))
        return _code(error)
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain about it at its end either.
        sys.stderr.close()
        return 0
    return outcome if isinstance(outcome, int) else 0


def _code(error: SalesError) -> int:
    of_file = isinstance(error, StoreError) and not isinstance(error, RuleBroken | CannotReplay)
    return FILE_PROBLEM if of_file or isinstance(error, SettingsError) else REFUSED


def _complain(words: str) -> int:
    sys.stderr.write(f"{PROGRAM}: {words}\n")
    return REFUSED


class _Chosen:
    """The file and the user of this run: what a command's own options say, else those before its name."""

    db: Path | None = None
    user: str | None = None

    def settings(self, user: str | None) -> Settings:
        from dataclasses import replace

        settings = load()
        name = user or self.user
        return replace(settings, user=name) if name else settings

    def path(self, db: Path | None) -> Path | None:
        return chosen_path(db or self.db)

    def open(self, db: Path | None) -> Store:
        return Store.open(self.path(db))


_chosen = _Chosen()


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"{PROGRAM} {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    db: Db = None,
    user: UserName = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> int | None:
    """The whole sales pipeline from the keyboard. Without a command, the program opens."""
    _chosen.db, _chosen.user = db, user
    if context.invoked_subcommand is not None:
        return None
    from salestui import program

    return program.run(db, user)


@app.command("list")
def list_command(
    view: Annotated[str | None, typer.Argument(help="A view's key or name; see `salestui views`.")] = None,
    output: FormatOption = "table",
    db: Db = None,
    user: UserName = None,
) -> None:
    """Write the opportunities of a view (default: your default view)."""
    from salestui.lifecycle.users import signed_in
    from salestui.listings import listed

    settings = _chosen.settings(user)
    with _chosen.open(db) as store:
        rows = listed(store, signed_in(store, settings.user), view, settings, output)
        Printer(output).rows(rows)


@app.command()
def views(output: FormatOption = "table", db: Db = None, user: UserName = None) -> None:
    """Write the views that `list` knows, your own ones first."""
    from salestui.lifecycle.users import signed_in
    from salestui.listings import views_of

    settings = _chosen.settings(user)
    with _chosen.open(db) as store:
        Printer(output).rows(views_of(store, signed_in(store, settings.user)))


@app.command()
def show(
    opportunity: Annotated[str, typer.Argument(help="Its id, the start of its id, or its topic.")],
    output: FormatOption = "table",
    db: Db = None,
    user: UserName = None,
) -> None:
    """Write one opportunity with everything that belongs to it."""
    from salestui.lifecycle import files, finding, record
    from salestui.lifecycle.users import signed_in

    settings = _chosen.settings(user)
    with _chosen.open(db) as store:
        me = signed_in(store, settings.user)
        with store.session() as session:
            found = finding.find_opportunity(session, opportunity)
            told = record.as_json(session, found, me.id, files.folder(store.path))
        Printer(output).record(told)


@app.command()
def info(output: FormatOption = "table", db: Db = None) -> None:
    """Write where things are, the versions, and how much is in the file."""
    import platform

    from salestui import settings, state
    from salestui.lifecycle import files
    from salestui.store.info import info as look

    with _chosen.open(db) as store:
        facts = look(store)
    Printer(output).facts(
        {
            "version": __version__,
            "python": platform.python_version(),
            "sqlite": facts.sqlite,
            "file": str(facts.path),
            "file_bytes": facts.bytes,
            "attachments": str(files.folder(facts.path)),
            "schema": facts.schema,
            "settings": str(settings.path()),
            "state": str(state.folder()),
            "commands": facts.commands,
            **{f"records_{table}": count for table, count in facts.records.items()},
        }
    )


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to make.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace FILE if it is there.")] = False,
    db: Db = None,
) -> None:
    """Copy the file, also while it is in use, and verify the copy."""
    from salestui.formats import size
    from salestui.store.backup import backup as copy

    with _chosen.open(db) as store:
        written = copy(store.path, target.expanduser(), overwrite=overwrite)
    typer.echo(f"{target}: {size(written)}, verified", err=True)


@app.command()
def check(
    rebuild_search: Annotated[
        bool, typer.Option("--rebuild-search", help="Make the search index anew first.")
    ] = False,
    output: FormatOption = "table",
    db: Db = None,
) -> int:
    """Look the whole file through: integrity, references, search index, journal."""
    from salestui.store.check import check as look

    with _chosen.open(db) as store:
        results = look(store.path, rebuild_search=rebuild_search)
    rows = [(one.name, problem) for one in results for problem in (one.problems or ("ok",))]
    Printer(output).rows(Rows(("check", "result"), ("Check", "Result"), iter(rows)))
    bad = sum(len(one.problems) for one in results)
    typer.echo("nothing wrong" if not bad else f"{bad} problems", err=True)
    return REFUSED if bad else 0


@app.command()
def demo(
    reset: Annotated[bool, typer.Option("--reset", help="Make the demo company anew.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before --reset.")] = False,
    db: Db = None,
    user: UserName = None,
) -> int:
    """Open a fictional company in a file of its own, made at the first time and on --reset."""
    from salestui import demonstration, program

    settings = _chosen.settings(user)
    path = _chosen.path(db) if (db or _chosen.db) else demonstration.default_path()
    assert path is not None
    if reset and path.exists() and not yes:
        question = f"Throw away the demo company in {path} and all that was changed in it?"
        if not typer.confirm(question, err=True):
            return _complain("the demo company stays as it is")
    made = demonstration.prepare(path, settings.user, reset=reset)
    if made:
        typer.echo(f"made the demo company in {path}", err=True)
    return program.run(path, settings.user, label="demo")
