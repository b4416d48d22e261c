"""Face 1: the command line. Data goes to stdout, words to stderr, and the exit code says how it went.

0: done. 1: what was asked for is not there, or was refused; or `check` found something wrong. 2: the command
line, the settings or a file can't be used.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from salestui import __version__
from salestui.commands.opening import opened
from salestui.commands.printing import Output, Rows, write_facts, write_object, write_rows
from salestui.commands.program import FILE_PROBLEM, Start, Theme
from salestui.errors import SalesError
from salestui.safe_text import clean
from salestui.settings import Settings, SettingsError, load
from salestui.store.errors import RuleBroken, StoreError

REFUSED = 1
PROGRAM = "salestui"
Shell = Literal["bash", "zsh", "fish"]


class Commands(TyperGroup):
    """Every command, with its errors told in words and an exit code instead of a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that the line names."""
        try:
            return super().invoke(ctx)
        except SalesError as error:
            raise typer.Exit(_complain(str(error), _code(error))) from None
        except UnicodeEncodeError as error:
            # Bytes of another encoding come from the shell as half characters, which no record holds.
            typed = error.object.encode("utf-8", "replace").decode()
            raise typer.Exit(_complain(f"“{typed}” is not UTF-8 text", FILE_PROBLEM)) from None
        except KeyboardInterrupt:
            raise typer.Exit(_complain("stopped; nothing was changed")) from None
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

Db = Annotated[
    Path | None,
    typer.Option("--db", metavar="PATH", help="The file to use; else $SALESTUI_DB, else your own one."),
]
UserName = Annotated[
    str | None, typer.Option("--user", metavar="NAME", help="Who you are, for once; else as in the settings.")
]
OpportunityName = Annotated[
    str, typer.Argument(metavar="ID|TOPIC", help="Its id, the start of its id, or its topic.")
]
BriefOutput = Literal["markdown", "json"]
FormatOption = Annotated[Output, typer.Option("--format", help="How the data is written.")]


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; what people can mend is told without a traceback."""
    try:
        app(args=list(arguments), prog_name=PROGRAM)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else REFUSED
    return 0


def _code(error: SalesError) -> int:
    from salestui.exchange.errors import Unusable

    if isinstance(error, RuleBroken):
        return REFUSED
    of_file = isinstance(error, StoreError | SettingsError | Unusable)
    return FILE_PROBLEM if of_file else REFUSED


def _complain(words: str, code: int = REFUSED) -> int:
    # Names of files and records stand in what is said, and may hold what steers a terminal.
    typer.echo("\n".join(map(clean, f"{PROGRAM}: {words}".splitlines())), err=True)
    return code


def _start(context: typer.Context, db: Path | None, user: str | None = None) -> Start:
    """What a command's own options say, else those before its name."""
    before: Start = context.obj
    return replace(before, db=db or before.db, user=user or before.user)


def _settings(start: Start) -> Settings:
    settings = load()
    return replace(settings, user=start.user) if start.user else settings


def _views(incomplete: str) -> list[str]:
    from salestui.commands.listings import TABLE
    from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS

    return [view.key for view in SYSTEM_VIEWS[TABLE] if view.key.startswith(incomplete)]


def _activity_views(incomplete: str) -> list[str]:
    from salestui.commands.listings import ACTIVITIES
    from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS

    return [view.key for view in SYSTEM_VIEWS[ACTIVITIES] if view.key.startswith(incomplete)]


def _tables(incomplete: str) -> list[str]:
    from salestui.exchange.importable import table_names

    return [name for name in table_names() if name.startswith(incomplete)]


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
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """The whole sales pipeline from the keyboard. Without a command, the program opens."""
    context.obj = Start(db, user, theme)
    if context.invoked_subcommand is None:
        from salestui.commands import program

        raise typer.Exit(program.run(context.obj))


@app.command("list")
def list_command(
    context: typer.Context,
    view: Annotated[
        str | None,
        typer.Argument(
            metavar="[VIEW]",
            autocompletion=_views,
            help="A view's key or name, as `salestui views` lists them; else your default view.",
        ),
    ] = None,
    output: FormatOption = "table",
    db: Db = None,
    user: UserName = None,
) -> None:
    """Write the opportunities of a view."""
    from salestui.commands.listings import listed
    from salestui.lifecycle.users import signed_in

    start = _start(context, db, user)
    settings = _settings(start)
    with opened(start.path) as store:
        write_rows(listed(store, signed_in(store, settings.user), view, settings, output), output)


@app.command("activities")
def activities_command(
    context: typer.Context,
    view: Annotated[
        str | None,
        typer.Argument(
            metavar="[VIEW]",
            autocompletion=_activity_views,
            help="mine, team, all, open, closed, overdue, due-today, due-7-days, or the name of a view; "
            "else your default view.",
        ),
    ] = None,
    output: FormatOption = "table",
    db: Db = None,
    user: UserName = None,
) -> None:
    """Write the activities of a view."""
    from salestui.commands.listings import ACTIVITIES, listed
    from salestui.lifecycle.users import signed_in

    start = _start(context, db, user)
    settings = _settings(start)
    with opened(start.path) as store:
        me = signed_in(store, settings.user)
        write_rows(listed(store, me, view, settings, output, ACTIVITIES), output)


@app.command()
def views(
    context: typer.Context, output: FormatOption = "table", db: Db = None, user: UserName = None
) -> None:
    """Write the views that `list` knows, your own ones first."""
    from salestui.commands.listings import views_of
    from salestui.lifecycle.users import signed_in

    start = _start(context, db, user)
    settings = _settings(start)
    with opened(start.path) as store:
        write_rows(views_of(store, signed_in(store, settings.user)), output)


@app.command()
def show(
    context: typer.Context,
    opportunity: OpportunityName,
    output: FormatOption = "table",
    db: Db = None,
    user: UserName = None,
) -> None:
    """Write one opportunity with everything that belongs to it; as CSV, its fields alone."""
    from salestui.commands import telling
    from salestui.lifecycle import file_store, finding, record
    from salestui.lifecycle.users import signed_in

    start = _start(context, db, user)
    settings = _settings(start)
    with opened(start.path) as store:
        me = signed_in(store, settings.user)
        with store.session() as session:
            found = finding.find_opportunity(session, opportunity)
            told = record.as_json(session, found, me.id, file_store.folder(store.path))
    if output == "json":
        write_object(told)
    elif output == "csv":
        fields = {name: value for name, value in told.items() if not isinstance(value, list | dict)}
        write_rows(Rows(tuple(fields), tuple(fields), iter([tuple(fields.values())])), output)
    else:
        telling.write(told)


@app.command()
def brief(
    context: typer.Context,
    opportunity: OpportunityName,
    output: Annotated[BriefOutput, typer.Option("--format", help="How it is written.")] = "markdown",
    db: Db = None,
    user: UserName = None,
) -> None:
    """Write what to know of an opportunity before a call: people, promises, notes, what is new."""
    from salestui.commands import briefing
    from salestui.lifecycle.users import signed_in

    start = _start(context, db, user)
    settings = _settings(start)
    with opened(start.path) as store:
        signed_in(store, settings.user)
        told = briefing.read(store, opportunity)
    briefing.write(told, output, settings)


@app.command()
def assign(
    context: typer.Context,
    opportunity: Annotated[
        str, typer.Argument(metavar="ID|TOPIC", help="Its id, the start of its id, or its topic.")
    ],
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="The user or team that gets it.")],
    db: Db = None,
    user: UserName = None,
) -> None:
    """Give an opportunity, and what is left to do for it, to a user or a team."""
    from salestui.lifecycle import finding, sharing
    from salestui.lifecycle.edits import titled
    from salestui.lifecycle.refs import RecordRef
    from salestui.lifecycle.users import signed_in

    start = _start(context, db, user)
    settings = _settings(start)
    with opened(start.path) as store:
        me = signed_in(store, settings.user)
        with store.session() as session:
            found = finding.find_opportunity(session, opportunity)
            owner = sharing.principal(session, to)
        ref = RecordRef("opportunity", found.id, found.topic)
        with store.command(titled("Assign", found.topic), me.id) as session:
            changed = sharing.assign(session, me.id, [ref], owner)
    told = f"now belongs to {owner.name}" if changed else f"belongs to {owner.name} already"
    typer.echo(clean(f"{found.topic} {told}"), err=True)


@app.command()
def info(context: typer.Context, output: FormatOption = "table", db: Db = None) -> None:
    """Write where things are, the versions, and how much is in the file."""
    from salestui.commands.facts import facts

    with opened(_start(context, db).path) as store:
        write_facts(facts(store), output)


@app.command()
def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to make.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace FILE if it is there.")] = False,
    without_files: Annotated[
        bool, typer.Option("--without-files", help="Leave out the attached files and photos.")
    ] = False,
    db: Db = None,
) -> None:
    """Copy the file, also while it is in use, and verify the copy; attached files go beside it."""
    from salestui.counting import counted
    from salestui.formats import size
    from salestui.lifecycle import file_care, file_store
    from salestui.store.backup import backup as copy

    target = target.expanduser()
    with opened(_start(context, db).path) as store:
        written = copy(store.path, target, overwrite=overwrite)
        typer.echo(f"{target}: {size(written)}, verified", err=True)
        ours, theirs = file_store.folder(store.path), file_store.folder(target)
        if without_files or not ours.is_dir():
            return
        if ours.absolute() == theirs.absolute():
            typer.echo(f"{ours}: belongs to both files, so the attached files were not copied", err=True)
            return
        count, total = file_care.copy_all(ours, theirs)
    typer.echo(f"{theirs}: {counted(count, 'attached file')}, {size(total)}", err=True)


@app.command()
def check(
    context: typer.Context,
    rebuild_search: Annotated[
        bool, typer.Option("--rebuild-search", help="Make the search index anew first.")
    ] = False,
    output: FormatOption = "table",
    db: Db = None,
) -> None:
    """Look the whole file through: integrity, references, names, search index, journal, attached files."""
    from salestui.counting import counted
    from salestui.lifecycle import file_care, file_store
    from salestui.store.check import Checked, listed
    from salestui.store.check import check as look

    with opened(_start(context, db).path) as store:
        results = look(store.path, rebuild_search=rebuild_search)
        wrong = list(file_care.problems(store.reader, file_store.folder(store.path)))
        results.append(Checked("attached files", listed(wrong)))
    rows = ((one.name, problem) for one in results for problem in (one.problems or ("ok",)))
    write_rows(Rows(("check", "result"), ("Check", "Result"), rows), output)
    bad = sum(len(one.problems) for one in results)
    typer.echo(counted(bad, "problem") if bad else "nothing wrong", err=True)
    if bad:
        raise typer.Exit(REFUSED)


@app.command("import")
def import_command(
    context: typer.Context,
    table: Annotated[
        str,
        typer.Argument(
            metavar="TABLE",
            autocompletion=_tables,
            help="accounts, contacts, leads, opportunities, products, competitors, activities or users.",
        ),
    ],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="CSV files with one header; for contacts also vCards."),
    ],
    map_name: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar="MAP",
            help="What each column means: a TOML file or the name of a map that comes with salestui; "
            "else the header must name fields.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would happen, and write nothing.")
    ] = False,
    accept_near: Annotated[
        bool, typer.Option("--accept-near", help="Take every name that is nearly one as proposed.")
    ] = False,
    skip_bad: Annotated[
        Path | None,
        typer.Option(
            "--skip-bad",
            metavar="REJECTS",
            help="Load the good rows or cards and write the others to this file.",
        ),
    ] = None,
    db: Db = None,
    user: UserName = None,
) -> None:
    """Load CSV files or vCards into a table, all rows or none; one undo takes them back."""
    from salestui.commands.cards import are_cards, load_cards
    from salestui.commands.loading import load as load_files
    from salestui.exchange.importable import importable
    from salestui.lifecycle.users import signed_in

    try:
        known = importable(table)
    except SalesError as error:
        raise typer.BadParameter(str(error), param_hint="TABLE") from None
    is_cards = table == "contacts" and are_cards(files)
    if is_cards and (map_name is not None or accept_near):
        raise typer.BadParameter("vCards need neither --map nor --accept-near", param_hint="FILE")
    start = _start(context, db, user)
    settings = _settings(start)
    with opened(start.path) as store:
        if is_cards:
            me = signed_in(store, settings.user)
            if load_cards(store, files, user=me, dry_run=dry_run, skip_bad=skip_bad).is_refused:
                raise typer.Exit(REFUSED)
            return
        report = load_files(
            store,
            known,
            files,
            map_name,
            user=signed_in(store, settings.user),
            dry_run=dry_run,
            accept_near=accept_near,
            skip_bad=skip_bad,
        )
    if report.is_refused:
        raise typer.Exit(REFUSED)


@app.command()
def outbox(
    context: typer.Context,
    send: Annotated[
        bool, typer.Option("--send", help="Send what waits instead; the exit code is 1 if something stays.")
    ] = False,
    output: FormatOption = "table",
    db: Db = None,
    user: UserName = None,
) -> None:
    """Write your mail that waits, failed, is a draft or was sent in the last 7 days; or send what waits."""
    from salestui.commands import mail
    from salestui.lifecycle.users import signed_in

    start = _start(context, db, user)
    settings = _settings(start)
    with opened(start.path) as store:
        me = signed_in(store, settings.user)
        if send:
            mail.send(store, me, settings)
        else:
            write_rows(mail.rows(store, me, settings, output), output)


@app.command("mail-password")
def mail_password(
    remove: Annotated[bool, typer.Option("--remove", help="Take it out of the keyring.")] = False,
) -> None:
    """Put the password of your mail server into the keyring of the system; it is asked for, and not shown."""
    from salestui.commands.mail import signing_in
    from salestui.exchange.mail_password import keep

    server = signing_in(load())
    keep(server, "" if remove else typer.prompt("Password", hide_input=True, err=True))
    typer.echo(f"the password of {server.user} at {server.host} is {'gone' if remove else 'kept'}", err=True)


@app.command("export")
def export_command(
    context: typer.Context,
    table: Annotated[Literal["contacts"], typer.Argument(metavar="contacts", help="What is written.")],
    target: Annotated[Path, typer.Argument(metavar="FILE.vcf", help="The file to make.")],
    version: Annotated[
        Literal["3.0", "4.0"], typer.Option("--version", help="The version of the vCards.")
    ] = "3.0",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace FILE if it is there.")] = False,
    db: Db = None,
    user: UserName = None,
) -> None:
    """Write all contacts that you may read as vCards, with their photos."""
    from salestui.commands.cards import save_cards
    from salestui.counting import counted
    from salestui.lifecycle.users import signed_in

    start = _start(context, db, user)
    settings = _settings(start)
    with opened(start.path) as store:
        me = signed_in(store, settings.user)
        count = save_cards(store, target, version, user=me, overwrite=overwrite)
    typer.echo(f"{target}: {counted(count, 'contact')}", err=True)


@app.command()
def demo(
    context: typer.Context,
    reset: Annotated[bool, typer.Option("--reset", help="Make the demo company anew.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before --reset.")] = False,
    db: Db = None,
    user: UserName = None,
) -> None:
    """Open a fictional company in a file of its own, made at the first time and on --reset."""
    from salestui.commands import demonstration, program

    start = _start(context, db, user)
    settings = _settings(start)
    # $SALESTUI_DB names the real file: the demo company must not land there.
    path = start.db.expanduser() if start.db else demonstration.default_path()
    if reset and path.exists() and not yes:
        question = f"Throw away the demo company in {path} and all that was changed in it?"
        if not typer.confirm(question, err=True):
            raise typer.Exit(_complain("the demo company stays as it is"))
    if demonstration.prepare(path, settings.user, reset=reset):
        typer.echo(f"made the demo company in {path}", err=True)
    raise typer.Exit(program.run(replace(start, db=path), label="demo"))


@app.command()
def completions(
    shell: Annotated[Shell, typer.Argument(metavar="bash|zsh|fish", help="The shell that shall complete.")],
) -> None:
    """Write what makes a shell complete commands, options and views, to be put into its start-up file."""
    os.environ["_SALESTUI_COMPLETE"] = f"source_{shell}"
    app(args=[], prog_name=PROGRAM)
