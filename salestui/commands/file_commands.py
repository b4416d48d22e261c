"""The commands for the file itself: what it is, a copy of it, and whether it is well."""

from pathlib import Path
from typing import Annotated

import typer

from salestui.commands.complaints import REFUSED
from salestui.commands.declaring import Format, with_file
from salestui.commands.printing import Rows, write_facts, write_rows
from salestui.home import at_home
from salestui.store.database import Store

Copy = Annotated[Path, typer.Argument(metavar="FILE", help="The copy to make.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace FILE if it is there.")]
WithoutFiles = Annotated[
    bool, typer.Option("--without-files", help="Leave out the attached files and photos.")
]
RebuildSearch = Annotated[bool, typer.Option("--rebuild-search", help="Make the search index anew first.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@with_file
def info(store: Store, output: Format = "table") -> None:
    """Write where things are, the versions, and how much is in the file."""
    from salestui.commands.facts import facts

    write_facts(facts(store), output)


@with_file
def backup(
    store: Store, target: Copy, overwrite: Overwrite = False, without_files: WithoutFiles = False
) -> None:
    """Copy the file, also while it is in use, and verify the copy; attached files go beside it."""
    from salestui.counting import counted
    from salestui.formats import size
    from salestui.lifecycle import file_care, file_store
    from salestui.store.backup import backup as copy

    target = at_home(target)
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


@with_file
def clean_files(store: Store, yes: Yes = False) -> None:
    """Delete what lies among the attached files and is needed neither by a record nor by an undo or redo.

    What was chosen or begun within the last day stays: somebody may still be writing what it is for.
    """
    from salestui.counting import counted
    from salestui.formats import size
    from salestui.lifecycle import file_care, file_store

    folder = file_store.folder(store.path)
    found = file_care.unused(store.reader, folder)
    if not found:
        typer.echo(f"{folder}: nothing to delete", err=True)
        return
    told = f"{counted(len(found), 'file')}, {size(sum(found.values()))}"
    if not yes and not typer.confirm(f"Delete {told}, in {folder}? That can't be undone.", err=True):
        typer.echo("they stay", err=True)
        raise typer.Exit(REFUSED)
    count, removed = file_care.remove_unused(store.reader, folder)
    typer.echo(f"{counted(count, 'file')} deleted, {size(removed)}", err=True)


@with_file
def check(store: Store, rebuild_search: RebuildSearch = False, output: Format = "table") -> None:
    """Look the whole file through: integrity, references, names, search index, journal, attached files."""
    from salestui.counting import counted
    from salestui.lifecycle import file_care, file_store
    from salestui.store.check import Checked, listed
    from salestui.store.check import check as look

    results = look(store.path, rebuild_search=rebuild_search)
    wrong = list(file_care.problems(store.reader, file_store.folder(store.path)))
    results.append(Checked("attached files", listed(wrong)))
    rows = ((one.name, problem) for one in results for problem in (one.problems or ("ok",)))
    write_rows(Rows(("check", "result"), ("Check", "Result"), rows), output)
    bad = sum(len(one.problems) for one in results)
    typer.echo(counted(bad, "problem") if bad else "nothing wrong", err=True)
    if bad:
        raise typer.Exit(REFUSED)
