"""The commands for what the file holds: lists of it, one opportunity, and whose it is."""

from collections.abc import Callable
from typing import Annotated, Literal

import typer

from salestui.commands.declaring import Format, OpportunityName, Work, with_work
from salestui.commands.printing import Rows, write_object, write_rows
from salestui.safe_text import clean


def _views(table: str) -> Callable[[str], list[str]]:
    """What completes the name of a view of this table."""

    def fitting(incomplete: str) -> list[str]:
        from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS

        return [view.key for view in SYSTEM_VIEWS[table] if view.key.startswith(incomplete)]

    return fitting


OpportunityView = Annotated[
    str | None,
    typer.Argument(
        metavar="[VIEW]",
        autocompletion=_views("opportunity"),
        help="A view's key or name, as `salestui views` lists them; else your default view.",
    ),
]
ActivityView = Annotated[
    str | None,
    typer.Argument(
        metavar="[VIEW]",
        autocompletion=_views("activity"),
        help="mine, team, all, open, closed, overdue, due-today, due-7-days, or the name of a view; "
        "else your default view.",
    ),
]
BriefFormat = Annotated[Literal["markdown", "json"], typer.Option("--format", help="How it is written.")]
Owner = Annotated[str, typer.Option("--to", metavar="NAME", help="The user or team that gets it.")]


@with_work
def opportunities(work: Work, view: OpportunityView = None, output: Format = "table") -> None:
    """Write the opportunities of a view."""
    from salestui.commands.listings import TABLE, listed

    write_rows(listed(work.store, work.me, view, work.settings, output, TABLE), output)


@with_work
def activities(work: Work, view: ActivityView = None, output: Format = "table") -> None:
    """Write the activities of a view."""
    from salestui.commands.listings import ACTIVITIES, listed

    write_rows(listed(work.store, work.me, view, work.settings, output, ACTIVITIES), output)


@with_work
def views(work: Work, output: Format = "table") -> None:
    """Write the views that `list` knows, your own ones first."""
    from salestui.commands.listings import views_of

    write_rows(views_of(work.store, work.me), output)


@with_work
def show(work: Work, opportunity: OpportunityName, output: Format = "table") -> None:
    """Write one opportunity with everything that belongs to it; as CSV, its fields alone."""
    from salestui.commands import telling
    from salestui.lifecycle import file_store, finding, record

    with work.store.session() as session:
        found = finding.find_opportunity(session, opportunity)
        told = record.as_json(session, found, work.me.id, file_store.folder(work.store.path))
    if output == "json":
        write_object(told)
    elif output == "csv":
        fields = {name: value for name, value in told.items() if not isinstance(value, list | dict)}
        write_rows(Rows(tuple(fields), tuple(fields), iter([tuple(fields.values())])), output)
    else:
        telling.write(told)


@with_work
def brief(work: Work, opportunity: OpportunityName, output: BriefFormat = "markdown") -> None:
    """Write what to know of an opportunity before a call: people, promises, notes, what is new."""
    from salestui.commands import briefing

    briefing.write(briefing.read(work.store, opportunity), output, work.settings)


@with_work
def assign(work: Work, opportunity: OpportunityName, to: Owner) -> None:
    """Give an opportunity, and what is left to do for it, to a user or a team."""
    from salestui.lifecycle import finding, sharing
    from salestui.lifecycle.edits import titled
    from salestui.lifecycle.refs import RecordRef

    with work.store.session() as session:
        found = finding.find_opportunity(session, opportunity)
        owner = sharing.principal(session, to)
    ref = RecordRef("opportunity", found.id, found.topic)
    title = f"{titled('Assign', found.topic)} to {owner.name[:60]}"
    with work.store.command(title, work.me.id) as session:
        done = sharing.assign(session, work.me.id, [ref], owner)
    told = (
        f"now belongs to {owner.name}{done.along()}" if done.records else f"belongs to {owner.name} already"
    )
    typer.echo(clean(f"{found.topic} {told}"), err=True)
