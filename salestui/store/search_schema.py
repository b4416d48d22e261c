"""The tables and triggers that the models don't know: full-text search, and names that are derived.

A record is found by three texts: its title, the names of who it belongs to, and its body. They lie in
`search_entry`, whose key is made of the record's type and rowid, so that an index on it needs no look-up
and one type is one range of keys. Rowids may serve as keys because `as_stored` declares them: SQLite
promises to keep a declared rowid in a VACUUM, and an undeclared one it does not.
"""

from dataclasses import dataclass

TYPE_SHIFT = 48
"""search_entry.id = (code of the type << 48) + rowid of the record."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched of a table: its title and body are columns of it."""

    table: str
    code: int
    title: str
    body: tuple[str, ...]
    customers: bool = False
    """Whether the record belongs to an account or contact, by whose names it is found too."""

    @property
    def first(self) -> int:
        """The lowest key of the type."""
        return self.code << TYPE_SHIFT

    @property
    def last(self) -> int:
        """The highest key of the type."""
        return self.first + (1 << TYPE_SHIFT) - 1


SEARCHED = (
    Searched(
        "opportunity",
        1,
        "topic",
        (
            "description",
            "current_situation",
            "customer_need",
            "proposed_solution",
            "customer_pain_points",
        ),
        customers=True,
    ),
    Searched("account", 2, "name", ("account_number", "city", "country", "website", "email", "description")),
    Searched("contact", 3, "full_name", ("job_title", "email", "description"), customers=True),
    Searched("lead", 4, "topic", ("full_name", "company_name", "email", "description")),
    Searched("competitor", 5, "name", ("overview", "strengths", "weaknesses")),
    Searched("product", 6, "name", ("product_number", "description")),
    Searched("activity", 7, "subject", ("description", "location", "phone_number")),
    Searched("note", 8, "title", ("body",)),
    Searched("post", 9, "body", ()),
    Searched("quote", 10, "name", ("quote_number", "description"), customers=True),
    Searched("sales_order", 11, "name", ("order_number", "description"), customers=True),
)
"""Every searched table. The codes are in files and never change."""


def texts(searched: Searched, row: str) -> tuple[str, str, str]:
    """Title, names and body of a search entry, as SQL expressions over the row named `row`."""
    filled = [f"coalesce({row}.{name} || char(10), '')" for name in searched.body]
    body = f"nullif({' || '.join(filled)}, '')" if filled else "NULL"
    return f"coalesce({row}.{searched.title}, '')", _names(searched, row), body


def _names(searched: Searched, row: str) -> str:
    if not searched.customers:
        return "NULL"
    account = f"(SELECT name FROM account WHERE id = {row}.account_id)"
    if searched.table == "contact":
        return account
    contact = f"(SELECT full_name FROM contact WHERE id = {row}.contact_id)"
    return f"nullif(trim(coalesce({account}, '') || char(10) || coalesce({contact}, ''), char(10)), '')"


def entry_select(searched: Searched) -> str:
    """The search entries of a whole table, as they should be."""
    return (
        f"SELECT {searched.first} + record.rowid AS id, {', '.join(texts(searched, 'record'))}"
        f" FROM {searched.table} AS record"
    )


_TABLES = (
    "CREATE TABLE search_entry (id INTEGER PRIMARY KEY, title TEXT NOT NULL, names TEXT, body TEXT)",
    "CREATE VIRTUAL TABLE search_index USING fts5(title, names, body,"
    " content='search_entry', content_rowid='id', tokenize='trigram', columnsize=0)",
)

INDEX_TRIGGERS = (
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN\n"
    "  INSERT INTO search_index(rowid, title, names, body) VALUES (NEW.id, NEW.title, NEW.names, NEW.body);\n"
    "END",
    "CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN\n"
    "  INSERT INTO search_index(search_index, rowid, title, names, body)\n"
    "    VALUES ('delete', OLD.id, OLD.title, OLD.names, OLD.body);\n"
    "END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN\n"
    "  INSERT INTO search_index(search_index, rowid, title, names, body)\n"
    "    VALUES ('delete', OLD.id, OLD.title, OLD.names, OLD.body);\n"
    "  INSERT INTO search_index(rowid, title, names, body) VALUES (NEW.id, NEW.title, NEW.names, NEW.body);\n"
    "END",
)


def _record_triggers(searched: Searched) -> list[str]:
    table, first = searched.table, searched.first
    watched = [searched.title, *searched.body]
    if searched.customers:
        watched.append("account_id")
        if table != "contact":
            watched.append("contact_id")
    entry = ", ".join(texts(searched, "NEW"))
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in watched)
    return [
        f"CREATE TRIGGER search_{table}_added AFTER INSERT ON {table} BEGIN\n"
        f"  INSERT INTO search_entry(id, title, names, body)\n"
        f"    VALUES ({first} + NEW.rowid, {entry});\n"
        "END",
        f"CREATE TRIGGER search_{table}_removed AFTER DELETE ON {table} BEGIN\n"
        f"  DELETE FROM search_entry WHERE id = {first} + OLD.rowid;\n"
        "END",
        f"CREATE TRIGGER search_{table}_changed AFTER UPDATE OF {', '.join(watched)} ON {table}\n"
        f"WHEN {changed} BEGIN\n"
        f"  UPDATE search_entry SET (title, names, body) = (SELECT {entry})\n"
        f"    WHERE id = {first} + NEW.rowid;\n"
        "END",
    ]


def _renamed_triggers(source: str, column: str) -> list[str]:
    """When an account or contact is renamed, what belongs to it is found by the new name.

    Also when it is made, since a record may be written before the customer in the same transaction.
    """
    statements = []
    for searched in SEARCHED:
        if not searched.customers or searched.table == source:
            continue
        names = _names(searched, "record")
        update = (
            "  UPDATE search_entry\n"
            f"    SET names = (SELECT {names} FROM {searched.table} AS record"
            f" WHERE record.rowid = search_entry.id - {searched.first})\n"
            f"    WHERE id IN (SELECT {searched.first} + rowid FROM {searched.table}"
            f" WHERE {source}_id = NEW.id);\n"
        )
        statements.append(update)
    body = f"BEGIN\n{''.join(statements)}END"
    return [
        f"CREATE TRIGGER search_{source}_named AFTER INSERT ON {source} {body}",
        f"CREATE TRIGGER search_{source}_renamed AFTER UPDATE OF {column} ON {source}\n"
        f"WHEN OLD.{column} IS NOT NEW.{column} {body}",
    ]


_CUSTOMER = (
    "coalesce((SELECT name FROM account WHERE id = {row}.account_id),"
    " (SELECT full_name FROM contact WHERE id = {row}.contact_id))"
)
"""The potential customer's name: the account's, else the contact's."""


def customer_name(row: str) -> str:
    """What opportunity.customer_name should be, as an SQL expression over the row named `row`."""
    return _CUSTOMER.format(row=row)


_CUSTOMER_TRIGGERS = (
    "CREATE TRIGGER customer_name_opportunity_added AFTER INSERT ON opportunity\n"
    f"WHEN NEW.customer_name IS NOT {customer_name('NEW')} BEGIN\n"
    f"  UPDATE opportunity SET customer_name = {customer_name('NEW')} WHERE rowid = NEW.rowid;\n"
    "END",
    "CREATE TRIGGER customer_name_opportunity_changed\n"
    "AFTER UPDATE OF account_id, contact_id, customer_name ON opportunity\n"
    f"WHEN NEW.customer_name IS NOT {customer_name('NEW')} BEGIN\n"
    f"  UPDATE opportunity SET customer_name = {customer_name('NEW')} WHERE rowid = NEW.rowid;\n"
    "END",
    "CREATE TRIGGER customer_name_account_named AFTER INSERT ON account BEGIN\n"
    "  UPDATE opportunity SET customer_name = NEW.name WHERE account_id = NEW.id;\n"
    "END",
    "CREATE TRIGGER customer_name_contact_named AFTER INSERT ON contact BEGIN\n"
    "  UPDATE opportunity SET customer_name = NEW.full_name\n"
    "    WHERE contact_id = NEW.id AND account_id IS NULL;\n"
    "END",
    "CREATE TRIGGER customer_name_account_renamed AFTER UPDATE OF name ON account\n"
    "WHEN OLD.name IS NOT NEW.name BEGIN\n"
    "  UPDATE opportunity SET customer_name = NEW.name WHERE account_id = NEW.id;\n"
    "END",
    "CREATE TRIGGER customer_name_contact_renamed AFTER UPDATE OF full_name ON contact\n"
    "WHEN OLD.full_name IS NOT NEW.full_name BEGIN\n"
    "  UPDATE opportunity SET customer_name = NEW.full_name\n"
    "    WHERE contact_id = NEW.id AND account_id IS NULL;\n"
    "END",
)


def triggers() -> list[str]:
    """Every trigger of the schema."""
    per_record = [statement for searched in SEARCHED for statement in _record_triggers(searched)]
    renamed = _renamed_triggers("account", "name") + _renamed_triggers("contact", "full_name")
    return [*INDEX_TRIGGERS, *per_record, *renamed, *_CUSTOMER_TRIGGERS]


def statements() -> list[str]:
    """All of it, in the order to be made in."""
    return [*_TABLES, *triggers()]
