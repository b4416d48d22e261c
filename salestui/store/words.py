"""What people call tables, columns and rules. Standard library only."""

from collections.abc import Mapping

from salestui.models.fields import FIELDS, NAME_COLUMNS
from salestui.store.errors import RuleBroken

WORDS = {
    "system_user": "user",
    "sales_order": "order",
    "opportunity_product": "product line",
    "quote_product": "quote line",
    "order_product": "order line",
    "connection": "stakeholder or team member",
    "opportunity_competitor": "competitor link",
    "process_instance": "process",
    "process_stage_visit": "stage",
    "activity_party": "party",
    "journal_command": "command",
}
"""What people call a record of a table, where the table's name says it badly."""


def word(table: str) -> str:
    """What people call a record of this table."""
    return WORDS.get(table, table.replace("_", " "))


def label(table: str, column: str) -> str:
    """What people call a column of this table."""
    fields = FIELDS.get(table, {})
    field = fields.get(column) or fields.get(column.removesuffix("_id"))
    return field.label if field else column.removesuffix("_id").replace("_", " ").capitalize()


def named(table: str, row: Mapping[str, object]) -> str:
    """The record for a sentence: the opportunity “Acme renewal”."""
    name = row.get(NAME_COLUMNS.get(table, ""))
    return f"the {word(table)} “{name}”" if name else f"the {word(table)}"


def rule_broken(message: str) -> RuleBroken:
    """SQLite's words about a broken rule, as a person's: which field of what, and what to do."""
    rule, _, names = message.partition(" constraint failed: ")
    match rule:
        case "UNIQUE":
            table, columns = _columns(names)
            return RuleBroken(
                f"There is already {_article(word(table))} with this {' and '.join(columns)}. "
                "Use another value, or change the other record."
            )
        case "NOT NULL":
            table, columns = _columns(names)
            return RuleBroken(f"{columns[0]} of the {word(table)} is empty. Fill it in.")
        case "CHECK":
            return RuleBroken(f"{_check(names)}. Use a value that fits.")
        case _:
            return RuleBroken(
                "Other records refer to this one, or it refers to one that is gone. Change those first."
            )


def _columns(names: str) -> tuple[str, list[str]]:
    pairs = [name.strip().partition(".") for name in names.split(",")]
    return pairs[0][0], [label(table, column) for table, _, column in pairs]


def _check(name: str) -> str:
    """From the name of a check, ck_<table>_<column>_value or ck_<table>_<what it is about>."""
    about = name.removeprefix("ck_")
    tables = [table for table in FIELDS if about.startswith(table + "_")]
    table = max(tables, key=len, default="")
    rest = about.removeprefix(table + "_").removesuffix("_value")
    if not table:
        return f"A value breaks the rule {about.replace('_', ' ')}"
    if rest in FIELDS[table]:
        return f"{label(table, rest)} of the {word(table)} is out of its range or too long"
    return f"The {word(table)} breaks the rule {rest.replace('_', ' ')}"


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
