"""The field catalogue says what the tables are."""

import pytest
from sqlalchemy import Boolean, Date, Integer, String
from sqlmodel import SQLModel

import salestui.models.all  # noqa: F401
from salestui.models.fields import FIELDS, NAME_COLUMNS
from salestui.models.types import ChoiceType, Money, ScaledDecimal, UtcDateTime

KIND_OF_TYPE = (
    (Money, {"money"}),
    (ScaledDecimal, {"percent", "decimal"}),
    (ChoiceType, {"choice"}),
    (UtcDateTime, {"datetime"}),
    (Date, {"date"}),
    (Boolean, {"boolean"}),
    (Integer, {"integer"}),
    (String, {"text", "memo"}),
)


@pytest.mark.parametrize("record_type", FIELDS)
def test_each_field_is_a_column_of_its_kind(record_type: str) -> None:
    table = SQLModel.metadata.tables[record_type]
    for field in FIELDS[record_type].values():
        column = table.columns[field.column]
        if field.kind == "lookup":
            assert field.target in SQLModel.metadata.tables
            continue
        kinds = next(kinds for type_, kinds in KIND_OF_TYPE if isinstance(column.type, type_))
        assert field.kind in kinds, field
        if isinstance(column.type, String):
            assert field.length == column.type.length, field
        if isinstance(column.type, ChoiceType):
            assert field.choice is column.type.choice, field
        assert field.required <= (not column.nullable), field


@pytest.mark.parametrize("record_type", FIELDS)
def test_no_column_is_forgotten(record_type: str) -> None:
    columns = {field.column for field in FIELDS[record_type].values()} | {"id"}
    assert columns == set(SQLModel.metadata.tables[record_type].columns.keys())


@pytest.mark.parametrize("table", NAME_COLUMNS)
def test_names_are_columns(table: str) -> None:
    assert NAME_COLUMNS[table] in SQLModel.metadata.tables[table].columns
