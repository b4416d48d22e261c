"""A list that is worked through: its records one by one, or the marked ones, from where that was stopped."""

from zlib import crc32

from salestui.screens import work_memory
from salestui.screens.list_screen import ORDERING, ListScreen
from salestui.screens.work_memory import Bookmark, Start
from salestui.store.listing import Listing
from salestui.store.query import ListQuery
from salestui.widgets.row_source import RowList, RowSource
from salestui.widgets.toast import say
from salestui.widgets.walk import WorkWalk


def work_walk(screen: ListScreen, query: ListQuery) -> WorkWalk | None:
    """The way through what the screen lists by this query; None when nothing is in it."""
    state, place = screen.desk.state, screen.place
    name, source = _work_list(screen, query)
    bookmark = work_memory.read(state, place, name)
    start = work_memory.start(source, bookmark) if bookmark is not None else _first(screen, source)
    if start is None:
        return None

    def keep(record_id: str, position: int) -> None:
        work_memory.keep(state, place, name, work_memory.stopped_at(source, record_id, position))

    walk = WorkWalk(f"Working {screen.view.name}", source, start.record_id, start.position, keep)
    if start.is_anew:
        say(screen, f"The last one was reached: begins anew, {walk.where()}")
    elif start.position:
        say(screen, f"{_how(start, bookmark)}: {walk.where()}")
    return walk


def _how(start: Start, bookmark: Bookmark | None) -> str:
    if bookmark is None:
        return "Begins at the cursor"
    is_same = start.record_id == bookmark.record_id
    return "Goes on where it was stopped" if is_same else "Goes on with the next one"


def _first(screen: ListScreen, source: RowSource) -> Start | None:
    """Where work that was not begun yet begins: at the cursor, or at the first of the marked records."""
    table = screen.table
    record_id, at = table.record_id, table.cursor_row
    if table.marks or record_id is None:
        rows = source.window(0, 1)
        return Start(str(rows[0][0]), 0) if rows else None
    found = source.position_of(record_id)
    return Start(record_id, at if found is None else found)


def _work_list(screen: ListScreen, query: ListQuery) -> tuple[str, RowSource]:
    """What is worked through, as it is now, and the name under which it is remembered."""
    table, view = screen.table, screen.view
    if table.marks:
        rows = table.marked_rows()
        # Other marks are another list, with a place of its own.
        which = crc32("".join(sorted(str(row[0]) for row in rows)).encode())
        return f"{view.key} marked {which:08x}", RowList(table.source.columns, rows)
    # Its own reading of the list: it keeps its order when records are changed.
    listing = Listing(screen.desk.store.reader, query, screen.desk.store.connect, table.source.totals)
    listing.window(0, 1)
    if not listing.is_loaded:
        screen.run_worker(listing.load, thread=True, group=ORDERING, exit_on_error=False)
    return f"{view.key} {query.text}".strip(), listing
