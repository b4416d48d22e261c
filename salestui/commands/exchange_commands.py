"""The commands for files of other programs: CSV and vCards in, vCards out."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from salestui.commands.complaints import REFUSED
from salestui.commands.declaring import Db, UserName, Work, at_work, with_work
from salestui.commands.file_commands import Overwrite
from salestui.errors import SalesError


def _tables(incomplete: str) -> list[str]:
    from salestui.exchange.importable import table_names

    return [name for name in table_names() if name.startswith(incomplete)]


Table = Annotated[
    str,
    typer.Argument(
        metavar="TABLE",
        autocompletion=_tables,
        help="accounts, contacts, leads, opportunities, products, competitors, activities or users.",
    ),
]
Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="CSV files with one header; for contacts also vCards.")
]
MapName = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar="MAP",
        help="What each column means: a TOML file or the name of a map that comes with salestui; "
        "else the header must name fields.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would happen, and write nothing.")]
AcceptNear = Annotated[
    bool, typer.Option("--accept-near", help="Take every name that is nearly one as proposed.")
]
SkipBad = Annotated[
    Path | None,
    typer.Option(
        "--skip-bad", metavar="REJECTS", help="Load the good rows or cards and write the others to this file."
    ),
]
Contacts = Annotated[Literal["contacts"], typer.Argument(metavar="contacts", help="What is written.")]
CardFile = Annotated[Path, typer.Argument(metavar="FILE.vcf", help="The file to make, - for the output.")]
CardVersion = Annotated[Literal["3.0", "4.0"], typer.Option("--version", help="The version of the vCards.")]


def import_files(
    context: typer.Context,
    table: Table,
    files: Files,
    map_name: MapName = None,
    dry_run: DryRun = False,
    accept_near: AcceptNear = False,
    skip_bad: SkipBad = None,
    db: Db = None,
    user: UserName = None,
) -> None:
    """Load CSV files or vCards into a table, all rows or none; one undo takes them back."""
    from salestui.commands.cards import are_cards, load_cards
    from salestui.commands.loading import load
    from salestui.exchange.importable import importable

    # What the line itself gets wrong is told before a file is opened, or made.
    try:
        known = importable(table)
    except SalesError as error:
        raise typer.BadParameter(str(error), param_hint="TABLE") from None
    is_cards = table == "contacts" and are_cards(files, skips_bad=skip_bad is not None)
    if is_cards and (map_name is not None or accept_near):
        raise typer.BadParameter("vCards need neither --map nor --accept-near", param_hint="FILE")
    with at_work(context, db, user, make=True) as work:
        if is_cards:
            refused = load_cards(
                work.store, files, user=work.me, dry_run=dry_run, skip_bad=skip_bad
            ).is_refused
        else:
            refused = load(
                work.store,
                known,
                files,
                map_name,
                user=work.me,
                dry_run=dry_run,
                accept_near=accept_near,
                skip_bad=skip_bad,
            ).is_refused
    if refused:
        raise typer.Exit(REFUSED)


@with_work
def export_cards(
    work: Work, table: Contacts, target: CardFile, version: CardVersion = "3.0", overwrite: Overwrite = False
) -> None:
    """Write all contacts that you may read as vCards, with their photos."""
    from salestui.commands.cards import OUTPUT, save_cards
    from salestui.counting import counted

    count = save_cards(work.store, target, version, user=work.me, overwrite=overwrite)
    where = "" if target == OUTPUT else f"{target}: "
    typer.echo(f"{where}{counted(count, 'contact')}", err=True)
