"""Lists for the command line: the rows of a view with their values as data or as people read them."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from salestui import clock, formats
from salestui.commands.printing import Output, Rows
from salestui.errors import SalesError, nearest
from salestui.lifecycle import my_views, organization, permission, raw, view_catalogue
from salestui.lifecycle.plain import decimal
from salestui.lifecycle.users import SignedIn
from salestui.lifecycle.views import View, resolve
from salestui.settings import Settings
from salestui.store.database import Store
from salestui.store.listing import Listing, Row
from salestui.store.query import ListColumn

TABLE = "opportunity"
ACTIVITIES = "activity"
CHUNK = 500
"""Rows that are held at a time, so that a list of a million needs no more memory than a short one."""


class UnknownView(SalesError):
    """No view has this key or name. The message names the nearest."""


def views_of(store: Store, me: SignedIn) -> Rows:
    """The views of opportunities: key, name, whose, whether the default, and the filter in words."""
    default = my_views.default(store.reader, me.id, TABLE).key
    rows = (
        (view.key, view.name, "mine" if view.personal else "system", view.key == default, view.words)
        for view in my_views.known(store.reader, me.id, TABLE)
    )
    return Rows(
        ("key", "name", "kind", "is_default", "filter"), ("Key", "Name", "Kind", "Default", "Filter"), rows
    )


def listed(
    store: Store,
    me: SignedIn,
    name: str | None,
    settings: Settings,
    output: Output,
    table: str,
) -> Rows:
    """The records of the view of this key or name (None: the user's default). Raises UnknownView."""
    view = my_views.default(store.reader, me.id, table) if name is None else _named(store, me, name, table)
    query = resolve(
        view,
        me.id,
        me.team_ids,
        clock.today(),
        week_start=settings.week_start,
        fiscal_start=organization.facts(store.reader).fiscal_start,
        readable=permission.readable(store.reader, me.id, table),
    )
    columns = _columns(query.columns)
    listing = Listing(store.reader, query)
    listing.load()
    cell = _Shown(query.columns, settings) if output == "table" else _Data(query.columns)
    return Rows(
        ("id", *(column.key for column in columns)),
        ("Id", *(column.label for column in columns)),
        _rows(listing, [cell.of(column) for column in columns]),
        right=frozenset(column.key for column in columns if column.is_number),
        hidden=frozenset({"id"}),
    )


def _columns(columns: tuple[ListColumn, ...]) -> list[ListColumn]:
    """Those that are shown; before a time that something is due the one that it begins at."""
    found: list[ListColumn] = []
    for column in columns:
        found += [one for one in columns if one.hidden and one.key == column.begins]
        found += [] if column.hidden else [column]
    return found


def _rows(listing: Listing, cells: list[Callable[[Row], Any]]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, listing.count or 0, CHUNK):
        for row in listing.window(start, start + CHUNK):
            yield (row[0], *(cell(row) for cell in cells))


def _named(store: Store, me: SignedIn, name: str, table: str) -> View:
    known = my_views.known(store.reader, me.id, table)
    if (view := view_catalogue.find(known, name)) is not None:
        return view
    near = nearest(name, [word for view in known for word in (view.key, view.name)])
    where = "`salestui views` lists them." if table == TABLE else f"There are {', '.join(_keys(known))}."
    raise UnknownView(f'No view is called "{name}"; the nearest is "{near}". {where}')


def _keys(known: Iterable[View]) -> list[str]:
    """What names the views: their keys, of personal ones their names."""
    return [view.name if view.personal else view.key for view in known]


class _Data:
    """Cells as programs want them: money as decimal strings, dates ISO 8601, choices as labels."""

    def __init__(self, columns: tuple[ListColumn, ...]) -> None:
        self.columns = columns

    def of(self, column: ListColumn) -> Callable[[Row], Any]:
        """What makes the cell of a column from a row."""
        index = self.columns.index(column) + 1

        def cell(row: Row) -> Any:
            value = row[index]
            return None if value is None else self.value(column, value, row)

        return cell

    def value(self, column: ListColumn, value: Any, row: Row) -> Any:
        """A cell that is not empty."""
        match column.kind:
            case "money":
                return decimal(Decimal(value).scaleb(-4))
            case "choice" | "rating" if column.options is not None:
                return next((one.label for one in column.options if one == value), str(value))
            case "boolean":
                return bool(value)
            case "age" if column.key == "age":
                return formats.age(raw.local_day(value), clock.today())
            case "age":
                return raw.moment(value).isoformat()
            case "date" | "due" if len(value) > len("2026-12-04"):
                return raw.moment(value).isoformat()
        return value


class _Shown(_Data):
    """Cells as people read them."""

    def __init__(self, columns: tuple[ListColumn, ...], settings: Settings) -> None:
        super().__init__(columns)
        self.settings = settings
        self.places = {column.key: index + 1 for index, column in enumerate(columns)}
        self.beginnings = {column.begins for column in columns}

    def value(self, column: ListColumn, value: Any, row: Row) -> Any:
        """A cell that is not empty."""
        match column.kind:
            case "money":
                sign = row[self.places[column.needs]] if column.needs else ""
                return formats.money(value, str(sign or ""), column.places)
            case "percent":
                return formats.percent(value)
            case "age":
                return formats.number(formats.age(raw.local_day(value), clock.today()))
            case "date" if column.key in self.beginnings:
                return formats.moment(raw.moment(value), clock.today(), self.settings.date_format)
            case "due" if len(value) > len("2026-12-04"):
                return formats.moment(raw.moment(value), clock.today(), self.settings.date_format)
            case "date" | "due":
                return formats.day(raw.local_day(value), clock.today(), self.settings.date_format)
        return super().value(column, value, row)
