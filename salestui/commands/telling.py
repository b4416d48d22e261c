"""One opportunity as people read it: its fields, then a table for each pane that holds anything."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from salestui import clock, formats
from salestui.commands import tables
from salestui.commands.tables import Column
from salestui.models.choices import REPLAYED, ChangeKind, PricingError
from salestui.models.fields import FIELDS

Told = dict[str, Any]
Cell = Callable[[Told], object]

_REPLAYED = {kind.label: words for kind, words in REPLAYED.items()}
_NO_ERROR = ("pricing_error", PricingError.NONE.label)


def _text(name: str) -> Cell:
    return lambda entry: entry.get(name)


def _list(name: str) -> Cell:
    return lambda entry: ", ".join(entry.get(name) or ())


def _moment(name: str) -> Cell:
    return lambda entry: _local(entry.get(name))


def _number(name: str) -> Cell:
    return lambda entry: _grouped(entry.get(name))


_PANES: dict[str, tuple[tuple[Column, Cell], ...]] = {
    "timeline_entries": (
        (Column("When"), _moment("at")),
        (Column("What"), _text("kind")),
        (Column("Title"), lambda entry: entry["title"] or entry["body"]),
        (Column("Status"), _text("status")),
        (Column("Who"), _list("people")),
    ),
    "assistant": ((Column("Card"), _text("title")), (Column("About"), _text("summary"))),
    "stakeholders": (
        (Column("Name"), _text("name")),
        (Column("Role"), _text("role")),
        (Column("Job title"), _text("job_title")),
        (Column("Phone"), _text("phone")),
        (Column("Email"), _text("email")),
    ),
    "sales_team": (
        (Column("Name"), _text("name")),
        (Column("Role"), _text("role")),
        (Column("Job title"), _text("job_title")),
    ),
    "competitors": (
        (Column("Name"), _text("name")),
        (Column("Won against it"), lambda entry: f"{entry['won']} of {entry['closed']}"),
        (Column("Strengths"), _text("strengths")),
        (Column("Weaknesses"), _text("weaknesses")),
    ),
    "line_items": (
        (Column("Product"), _text("name")),
        (Column("Pricing"), _text("pricing")),
        (Column("Price per unit", right=True), _number("price_per_unit")),
        (Column("Quantity", right=True), lambda entry: formats.number(Decimal(entry["quantity"]))),
        (Column("Unit"), _text("unit")),
        (Column("Volume discount", right=True), _number("volume_discount")),
        (Column("Manual discount", right=True), _number("manual_discount")),
        (Column("Tax", right=True), _number("tax")),
        (Column("Extended amount", right=True), _number("extended_amount")),
    ),
    "quotes": (
        (Column("Number"), lambda entry: f"{entry['number']} rev {entry['revision']}"),
        (Column("Name"), _text("name")),
        (Column("Status"), _text("status")),
        (Column("Reason"), _text("status_reason")),
        (Column("Total", right=True), _number("total_amount")),
        (Column("Valid to"), _text("valid_to")),
    ),
    "files": (
        (Column("Name"), _text("name")),
        (Column("Bytes", right=True), lambda entry: f"{entry['size_bytes']:,}"),
        (Column("Added"), _moment("added_on")),
        (Column("By"), _text("added_by")),
        (Column("From"), lambda entry: f"{entry['source']}: {entry['source_title']}"),
    ),
    "history": (
        (Column("When"), _moment("at")),
        (Column("Who"), _text("user")),
        (Column("Command"), lambda entry: _REPLAYED.get(entry["kind"], "") + entry["title"]),
        (Column("What"), lambda entry: f"{entry['change']} {entry['part']}".strip()),
        (Column("Fields"), lambda entry: _changes(entry)),
    ),
}


def write(told: Told) -> None:
    """Write what `lifecycle.record.as_json` told. Fields and panes that are empty are left out."""
    tables.write_pairs([("Id", told["id"]), *_fields(told), *_of_process(told)])
    for name, columns in _PANES.items():
        if entries := told[name]:
            title = name.removesuffix("_entries").replace("_", " ").upper()
            tables.heading(f"{title} {len(entries)}")
            shown = [one for one in columns if any(one[1](entry) not in (None, "") for entry in entries)]
            tables.write(
                [column for column, _ in shown], ([cell(entry) for _, cell in shown] for entry in entries)
            )


def _fields(told: Told) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = []
    for name, field in FIELDS["opportunity"].items():
        value = told.get(name)
        match field.kind:
            case "money" | "decimal":
                value = _grouped(value)
            case "datetime":
                value = _local(value)
        if value not in (None, "", False) and (name, value) != _NO_ERROR:
            pairs.append((field.label, value))
    return pairs


def _of_process(told: Told) -> list[tuple[str, object]]:
    bar = told["process"]
    if bar is None:
        return []
    stages = (
        f"{stage['name']} {stage['state']}" + (f" {stage['days']}d" if stage["days"] is not None else "")
        for stage in bar["phases"]
    )
    return [(bar["process"], f"{bar['status']}: {', '.join(stages)}")]


def _changes(entry: Told) -> str:
    if entry["change"] != ChangeKind.UPDATE.label:
        return ""
    return "; ".join(
        f"{one['label']}: {_or_empty(one['before'])} to {_or_empty(one['after'])}" for one in entry["changes"]
    )


def _or_empty(value: object) -> object:
    return "empty" if value is None else value


def _local(moment: str | None) -> str:
    return f"{clock.local(datetime.fromisoformat(moment)):%Y-%m-%d %H:%M}" if moment else ""


def _grouped(number: str | None) -> str:
    return f"{Decimal(number):,}" if number else ""
