"""Which fields are shown: each of them is one, and none is left out by mistake."""

import pytest

from salestui.models.fields import FIELDS
from salestui.widgets.field_layouts import layout
from salestui.widgets.row_control import LABEL

LEFT_OUT = {
    "opportunity": {
        *("customer_name", "pipeline_phase", "pricing_error", "status", "import_key", "detail_amount"),
        *("line_item_discount_amount", "total_discount_amount", "pre_freight_amount", "total_tax"),
        "total_amount",
    },
    "account": {"import_key"},
    "contact": {"import_key", "vcard_uid", "photo_sha256"},
    "competitor": {"import_key"},
}
"""What other panes tell, or what is the program's own."""


def names(table: str) -> list[str]:
    shown = layout(table)
    members = [name for _, section in shown.sections for name in section]
    return [*shown.main, *shown.memos, *members, *shown.steps]


@pytest.mark.parametrize("table", FIELDS)
def test_every_field_is_one_of_the_table_and_stands_once(table: str) -> None:
    found = names(table)
    assert len(found) == len(set(found))
    assert set(found) <= FIELDS[table].keys()
    assert set(layout(table).first_memos) <= set(layout(table).memos)


@pytest.mark.parametrize("table", LEFT_OUT)
def test_no_field_is_left_out_by_mistake(table: str) -> None:
    assert FIELDS[table].keys() - set(names(table)) == LEFT_OUT[table]


@pytest.mark.parametrize("table", LEFT_OUT)
def test_labels_fit_their_column(table: str) -> None:
    shown = layout(table)
    labels = [*shown.main.values(), *(label for _, section in shown.sections for label in section.values())]
    assert all(len(label) < LABEL for label in labels)
