"""Full-text search over every kind of record. Standard library only; the index is kept by triggers.

A text is found when each of its words (as typed, part of a word too) occurs in the title, the names of the
customer, or the body. The index knows three letters and more; shorter words are looked up by a scan, which
leaves the bodies out when there is no longer word beside them.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from salestui.folding import folded
from salestui.store import spelling
from salestui.store.list_sql import condition
from salestui.store.query import TRUE, Predicate
from salestui.store.search_schema import INDEX_TRIGGERS, SEARCHED, Searched, entry_select, texts

SHORTEST = 3
"""Letters of a word from which on the index (trigrams) can find it."""
_TITLES = ("title", "names")
_CANDIDATES = 4
"""How many times the wanted number is fetched of each type before the best are chosen."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found record: its table, id (hexadecimal), title, and customer names, lines of text."""

    table: str
    record_id: str
    title: str
    names: str | None


def words(text: str) -> list[str]:
    """The words of a typed text, without what no index can hold (control characters, half characters)."""
    clean = text.encode("utf-8", "ignore").decode("utf-8")
    return "".join(" " if ord(letter) < 32 else letter for letter in clean).split()


Readable = Callable[[str], Predicate]
"""Which rows of a table the reader may see."""


def search(
    connection: sqlite3.Connection,
    text: str,
    limit: int = 50,
    tables: Collection[str] | None = None,
    readable: Readable = lambda table: TRUE,
    *,
    any_accents: bool = False,
) -> list[Hit]:
    """The best `limit` records for a text, of all searched tables or of the named ones.

    Those whose title begins with the text come first, then those with it in the title, in the names, in
    the body; among equals those that are spelled as typed, then the newest. With `any_accents` also those
    with other accents in the title or the names: some 10 ms a table when the file is very large.
    """
    typed = words(text)
    if not typed:
        return []
    wanted = folded(" ".join(typed))
    ranked: list[tuple[tuple[int, bool, int, int], Hit]] = []
    spelled = " ".join(typed).casefold()
    for order, searched in enumerate(SEARCHED):
        if tables is not None and searched.table not in tables:
            continue
        queries = _queries(typed, searched, readable(searched.table), any_accents=any_accents)
        found = _candidates(connection, searched, queries, limit * _CANDIDATES)
        for rowid, record_id, title, names in found:
            rank = (_rank(wanted, title, names), spelled not in title.casefold(), order, -rowid)
            ranked.append((rank, Hit(searched.table, record_id, title, names)))
    ranked.sort(key=lambda entry: entry[0])
    return [hit for _, hit in ranked[:limit]]


def _queries(
    typed: list[str], searched: Searched, readable: Predicate, *, any_accents: bool
) -> Iterator["_Query"]:
    """What is looked for in turn: title and names, these with any accents, the body."""
    yield _query(typed, searched, _TITLES, readable)
    if any(len(word) >= SHORTEST for word in typed):
        if any_accents and sum(map(len, typed)) <= spelling.LONGEST:
            yield _spelled(typed, searched, readable)
        yield _query(typed, searched, (*_TITLES, "body"), readable)


def _candidates(
    connection: sqlite3.Connection, searched: Searched, queries: Iterable["_Query"], limit: int
) -> Iterable[tuple[int, str, str, str | None]]:
    """Rowid, id, title and names of the newest that match, until enough are found."""
    found: dict[int, tuple[int, str, str, str | None]] = {}
    for query in queries:
        sql = (
            "SELECT record.rowid, record.id, entry.title, entry.names FROM"
            f" (SELECT {query.key} AS id FROM {query.source} WHERE {query.where}"
            f" ORDER BY {query.key} DESC LIMIT {limit}) AS hit"
            " JOIN search_entry AS entry ON entry.id = hit.id"
            f" JOIN {searched.table} AS record ON record.rowid = hit.id - {searched.first}"
        )
        for row in connection.execute(sql, query.parameters):
            found.setdefault(row[0], row)
        if len(found) >= limit:
            break
    return found.values()


def _rank(wanted: str, title: str, names: str | None) -> int:
    plain = folded(title)
    if plain.startswith(wanted):
        return 0
    if wanted in plain:
        return 1
    return 2 if names and wanted in folded(names) else 3


@dataclass(frozen=True, slots=True)
class _Query:
    key: str
    source: str
    where: str
    parameters: tuple[str | int, ...]


def _query(typed: list[str], searched: Searched, columns: tuple[str, ...], readable: Predicate) -> _Query:
    long = [word for word in typed if len(word) >= SHORTEST]
    short = [word for word in typed if len(word) < SHORTEST]
    conditions: list[str] = []
    parameters: list[str | int] = []
    key, source = "entry.id", "search_entry AS entry"
    if long:
        key, source = "search_index.rowid", "search_index"
        if short:
            source += " JOIN search_entry AS entry ON entry.id = search_index.rowid"
        conditions.append("search_index MATCH ?")
        phrases = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
        parameters.append(f"{{{' '.join(columns)}}} : ({phrases})")
    for word in short:
        patterns = _patterns(word)
        places = [f"entry.{column} LIKE ? ESCAPE '~'" for column in columns for _ in patterns]
        conditions.append(f"({' OR '.join(places)})")
        parameters += patterns * len(columns)
    return _of_type(searched, readable, _Query(key, source, " AND ".join(conditions), tuple(parameters)))


def _spelled(typed: list[str], searched: Searched, readable: Predicate) -> _Query:
    """What has the words in its title or names with any accents: the index narrows, the texts decide."""
    source = "search_index JOIN search_entry AS entry ON entry.id = search_index.rowid"
    conditions = ["search_index MATCH ?"]
    long = [word for word in typed if len(word) >= SHORTEST]
    parameters = [f"{{{' '.join(_TITLES)}}} : ({spelling.narrowing(long)})"]
    for word in typed:
        conditions.append("(entry.title GLOB ? OR entry.names GLOB ?)")
        parameters += [spelling.pattern(word)] * 2
    query = _Query("search_index.rowid", source, " AND ".join(conditions), tuple(parameters))
    return _of_type(searched, readable, query)


def _of_type(searched: Searched, readable: Predicate, query: _Query) -> _Query:
    """The query among the records of one type that the reader may see."""
    source, where = query.source, f"{query.where} AND {query.key} BETWEEN ? AND ?"
    parameters = (*query.parameters, searched.first, searched.last)
    if readable != TRUE:
        source += f" JOIN {searched.table} AS o ON o.rowid = {query.key} - {searched.first}"
        only = condition(readable)
        where += f" AND {only.text}"
        parameters += only.parameters
    return _Query(query.key, source, where, parameters)


def _patterns(word: str) -> list[str]:
    """LIKE ignores the case of A to Z only; other letters are tried in both."""
    escaped = word.replace("~", "~~").replace("%", "~%").replace("_", "~_")
    cases = {escaped} if escaped.isascii() else {escaped.lower(), escaped.upper(), escaped.capitalize()}
    return [f"%{case}%" for case in sorted(cases)]


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the whole index anew from the records, in one transaction of its own on a writing connection."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        fill(connection)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def fill(connection: sqlite3.Connection) -> None:
    """Make the whole index anew inside the caller's transaction; fast for a million records."""
    for trigger in INDEX_TRIGGERS:
        connection.execute(f"DROP TRIGGER IF EXISTS {trigger.split()[2]}")
    connection.execute("DELETE FROM search_entry")
    for searched in SEARCHED:
        connection.execute(f"INSERT INTO search_entry (id, title, names, body) {entry_select(searched)}")
    connection.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    for trigger in INDEX_TRIGGERS:
        connection.execute(trigger)


def verify(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the index, a line each; nothing when it is in step. Needs a writing connection."""
    problems = []
    for searched in SEARCHED:
        (wrong,) = connection.execute(
            f"SELECT count(*) FROM {searched.table} AS record"
            f" LEFT JOIN search_entry AS entry ON entry.id = {searched.first} + record.rowid"
            f" WHERE entry.id IS NULL OR {_differs(searched)}"
        ).fetchone()
        (entries,) = connection.execute(
            "SELECT count(*) FROM search_entry WHERE id BETWEEN ? AND ?", (searched.first, searched.last)
        ).fetchone()
        (records,) = connection.execute(f"SELECT count(*) FROM {searched.table}").fetchone()
        if wrong or entries != records:
            found = f"{wrong} of {records} missing or old, {entries} entries"
            problems.append(f"search: {searched.table} is out of step ({found})")
    try:
        connection.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        problems.append(f"search: the index does not fit its entries ({error})")
    return problems


def _differs(searched: Searched) -> str:
    pairs = zip(("title", "names", "body"), texts(searched, "record"), strict=True)
    return " OR ".join(f"entry.{column} IS NOT {text}" for column, text in pairs)
