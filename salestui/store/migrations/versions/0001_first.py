"""The first schema.

Written by tools/first_migration.py.
"""
# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, index and trigger."""
    op.create_table(
        "access_team_template",
        sa.Column("can_read", sa.Boolean(), nullable=False),
        sa.Column("can_write", sa.Boolean(), nullable=False),
        sa.Column("can_append", sa.Boolean(), nullable=False),
        sa.Column("can_assign", sa.Boolean(), nullable=False),
        sa.Column("can_share", sa.Boolean(), nullable=False),
        sa.Column("can_delete", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("record_type", sa.String(50), nullable=False),
        sa.CheckConstraint("length(name) <= 160", name=op.f("ck_access_team_template_name_value")),
        sa.CheckConstraint(
            "length(record_type) <= 50", name=op.f("ck_access_team_template_record_type_value")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_team_template")),
        sa.UniqueConstraint("record_type", "name", name=op.f("uq_access_team_template_record_type_name")),
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("code", sa.String(32), nullable=True),
        sa.CheckConstraint("length(code) <= 32", name=op.f("ck_campaign_code_value")),
        sa.CheckConstraint("length(name) <= 128", name=op.f("ck_campaign_name_value")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("name", name=op.f("uq_campaign_name")),
    )
    op.create_table(
        "currency",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("iso_code", sa.String(3), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("symbol", sa.String(10), nullable=False),
        sa.Column("currency_precision", sa.Integer(), nullable=False),
        sa.Column("exchange_rate", sa.BigInteger(), nullable=False),
        sa.Column("is_base", sa.Boolean(), nullable=False),
        sa.CheckConstraint("currency_precision BETWEEN 0 AND 4", name=op.f("ck_currency_precision")),
        sa.CheckConstraint("exchange_rate > 0", name=op.f("ck_currency_exchange_rate")),
        sa.CheckConstraint("length(iso_code) <= 3", name=op.f("ck_currency_iso_code_value")),
        sa.CheckConstraint("length(name) <= 100", name=op.f("ck_currency_name_value")),
        sa.CheckConstraint("length(symbol) <= 10", name=op.f("ck_currency_symbol_value")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_currency")),
        sa.UniqueConstraint("iso_code", name=op.f("uq_currency_iso_code")),
    )
    op.create_table(
        "journal_command",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("is_undone", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN (1, 2, 3, 4)", name=op.f("ck_journal_command_kind_value")),
        sa.CheckConstraint("length(title) <= 500", name=op.f("ck_journal_command_title_value")),
        sa.ForeignKeyConstraint(
            ["target_id"], ["journal_command.id"], name=op.f("fk_journal_command_target_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_command")),
    )
    op.create_table(
        "number_sequence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("prefix", sa.String(20), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) <= 50", name=op.f("ck_number_sequence_name_value")),
        sa.CheckConstraint("length(prefix) <= 20", name=op.f("ck_number_sequence_prefix_value")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_sequence")),
        sa.UniqueConstraint("name", name=op.f("uq_number_sequence_name")),
    )
    op.create_table(
        "system_user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("user_name", sa.String(100), nullable=False),
        sa.Column("full_name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(320), nullable=True),
        sa.Column("phone", sa.String(50), nullable=True),
        sa.Column("job_title", sa.String(100), nullable=True),
        sa.Column("region", sa.String(100), nullable=True),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.Column("security_role", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(email) <= 320", name=op.f("ck_system_user_email_value")),
        sa.CheckConstraint("length(full_name) <= 200", name=op.f("ck_system_user_full_name_value")),
        sa.CheckConstraint("length(job_title) <= 100", name=op.f("ck_system_user_job_title_value")),
        sa.CheckConstraint("length(phone) <= 50", name=op.f("ck_system_user_phone_value")),
        sa.CheckConstraint("length(region) <= 100", name=op.f("ck_system_user_region_value")),
        sa.CheckConstraint("length(user_name) <= 100", name=op.f("ck_system_user_user_name_value")),
        sa.CheckConstraint(
            "security_role IN (1, 2, 3, 4, 5)", name=op.f("ck_system_user_security_role_value")
        ),
        sa.ForeignKeyConstraint(["manager_id"], ["system_user.id"], name=op.f("fk_system_user_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_user")),
        sa.UniqueConstraint("user_name", name=op.f("uq_system_user_user_name")),
    )
    op.create_table(
        "unit_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_unit_group_description_value")),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_unit_group_name_value")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_group")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_group_name")),
    )
    op.create_table(
        "assistant_card_state",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("card", sa.String(200), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(), nullable=True),
        sa.Column("dismissed_on", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(card) <= 200", name=op.f("ck_assistant_card_state_card_value")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["system_user.id"], name=op.f("fk_assistant_card_state_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistant_card_state")),
        sa.UniqueConstraint("user_id", "card", name=op.f("uq_assistant_card_state_user_id_card")),
    )
    op.create_table(
        "competitor",
        sa.Column("address2_line_1", sa.String(250), nullable=True),
        sa.Column("address2_line_2", sa.String(250), nullable=True),
        sa.Column("address2_line_3", sa.String(250), nullable=True),
        sa.Column("address2_city", sa.String(80), nullable=True),
        sa.Column("address2_state_or_province", sa.String(50), nullable=True),
        sa.Column("address2_postal_code", sa.String(20), nullable=True),
        sa.Column("address2_country", sa.String(80), nullable=True),
        sa.Column("address_line_1", sa.String(250), nullable=True),
        sa.Column("address_line_2", sa.String(250), nullable=True),
        sa.Column("address_line_3", sa.String(250), nullable=True),
        sa.Column("city", sa.String(80), nullable=True),
        sa.Column("state_or_province", sa.String(50), nullable=True),
        sa.Column("postal_code", sa.String(20), nullable=True),
        sa.Column("country", sa.String(80), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("website", sa.String(200), nullable=True),
        sa.Column("ticker_symbol", sa.String(10), nullable=True),
        sa.Column("stock_exchange", sa.String(20), nullable=True),
        sa.Column("key_product", sa.String(200), nullable=True),
        sa.Column("reported_revenue", sa.BigInteger(), nullable=True),
        sa.Column("reporting_quarter", sa.Integer(), nullable=True),
        sa.Column("reporting_year", sa.Integer(), nullable=True),
        sa.Column("win_percentage", sa.BigInteger(), nullable=True),
        sa.Column("strengths", sa.String(2000), nullable=True),
        sa.Column("weaknesses", sa.String(2000), nullable=True),
        sa.Column("opportunities", sa.String(2000), nullable=True),
        sa.Column("threats", sa.String(2000), nullable=True),
        sa.Column("overview", sa.String(2000), nullable=True),
        sa.Column("reference_info_url", sa.String(200), nullable=True),
        sa.Column("currency_id", sa.Uuid(), nullable=True),
        sa.Column("import_key", sa.String(200), nullable=True),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(address2_city) <= 80", name=op.f("ck_competitor_address2_city_value")),
        sa.CheckConstraint(
            "length(address2_country) <= 80", name=op.f("ck_competitor_address2_country_value")
        ),
        sa.CheckConstraint(
            "length(address2_line_1) <= 250", name=op.f("ck_competitor_address2_line_1_value")
        ),
        sa.CheckConstraint(
            "length(address2_line_2) <= 250", name=op.f("ck_competitor_address2_line_2_value")
        ),
        sa.CheckConstraint(
            "length(address2_line_3) <= 250", name=op.f("ck_competitor_address2_line_3_value")
        ),
        sa.CheckConstraint(
            "length(address2_postal_code) <= 20", name=op.f("ck_competitor_address2_postal_code_value")
        ),
        sa.CheckConstraint(
            "length(address2_state_or_province) <= 50",
            name=op.f("ck_competitor_address2_state_or_province_value"),
        ),
        sa.CheckConstraint("length(address_line_1) <= 250", name=op.f("ck_competitor_address_line_1_value")),
        sa.CheckConstraint("length(address_line_2) <= 250", name=op.f("ck_competitor_address_line_2_value")),
        sa.CheckConstraint("length(address_line_3) <= 250", name=op.f("ck_competitor_address_line_3_value")),
        sa.CheckConstraint("length(city) <= 80", name=op.f("ck_competitor_city_value")),
        sa.CheckConstraint("length(country) <= 80", name=op.f("ck_competitor_country_value")),
        sa.CheckConstraint("length(import_key) <= 200", name=op.f("ck_competitor_import_key_value")),
        sa.CheckConstraint("length(key_product) <= 200", name=op.f("ck_competitor_key_product_value")),
        sa.CheckConstraint("length(name) <= 160", name=op.f("ck_competitor_name_value")),
        sa.CheckConstraint("length(opportunities) <= 2000", name=op.f("ck_competitor_opportunities_value")),
        sa.CheckConstraint("length(overview) <= 2000", name=op.f("ck_competitor_overview_value")),
        sa.CheckConstraint("length(postal_code) <= 20", name=op.f("ck_competitor_postal_code_value")),
        sa.CheckConstraint(
            "length(reference_info_url) <= 200", name=op.f("ck_competitor_reference_info_url_value")
        ),
        sa.CheckConstraint(
            "length(state_or_province) <= 50", name=op.f("ck_competitor_state_or_province_value")
        ),
        sa.CheckConstraint("length(stock_exchange) <= 20", name=op.f("ck_competitor_stock_exchange_value")),
        sa.CheckConstraint("length(strengths) <= 2000", name=op.f("ck_competitor_strengths_value")),
        sa.CheckConstraint("length(threats) <= 2000", name=op.f("ck_competitor_threats_value")),
        sa.CheckConstraint("length(ticker_symbol) <= 10", name=op.f("ck_competitor_ticker_symbol_value")),
        sa.CheckConstraint("length(weaknesses) <= 2000", name=op.f("ck_competitor_weaknesses_value")),
        sa.CheckConstraint("length(website) <= 200", name=op.f("ck_competitor_website_value")),
        sa.CheckConstraint(
            "reported_revenue BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_competitor_reported_revenue_value"),
        ),
        sa.CheckConstraint("win_percentage BETWEEN 0 AND 1000000", name=op.f("ck_competitor_win_percentage")),
        sa.ForeignKeyConstraint(["currency_id"], ["currency.id"], name=op.f("fk_competitor_currency_id")),
        sa.PrimaryKeyConstraint("rowid", name="pk_competitor"),
        sa.UniqueConstraint("id", name="uq_competitor_id"),
        sa.UniqueConstraint("import_key", name=op.f("uq_competitor_import_key")),
        sa.UniqueConstraint("name", name=op.f("uq_competitor_name")),
    )
    op.create_table(
        "default_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("record_type", sa.String(50), nullable=False),
        sa.Column("view", sa.String(100), nullable=False),
        sa.CheckConstraint("length(record_type) <= 50", name=op.f("ck_default_view_record_type_value")),
        sa.CheckConstraint("length(view) <= 100", name=op.f("ck_default_view_view_value")),
        sa.ForeignKeyConstraint(["user_id"], ["system_user.id"], name=op.f("fk_default_view_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_default_view")),
        sa.UniqueConstraint("user_id", "record_type", name=op.f("uq_default_view_user_id_record_type")),
    )
    op.create_table(
        "discount_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("discount_type", sa.Integer(), nullable=False),
        sa.Column("currency_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.CheckConstraint("discount_type IN (0, 1)", name=op.f("ck_discount_list_discount_type_value")),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_discount_list_description_value")),
        sa.CheckConstraint("length(name) <= 100", name=op.f("ck_discount_list_name_value")),
        sa.CheckConstraint("status IN (0, 1)", name=op.f("ck_discount_list_status_value")),
        sa.ForeignKeyConstraint(["currency_id"], ["currency.id"], name=op.f("fk_discount_list_currency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discount_list")),
        sa.UniqueConstraint("name", name=op.f("uq_discount_list_name")),
    )
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("record_type", sa.String(50), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.CheckConstraint("change IN (1, 2, 3)", name=op.f("ck_journal_entry_change_value")),
        sa.CheckConstraint("length(record_type) <= 50", name=op.f("ck_journal_entry_record_type_value")),
        sa.ForeignKeyConstraint(
            ["command_id"], ["journal_command.id"], name=op.f("fk_journal_entry_command_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("base_currency_id", sa.Uuid(), nullable=True),
        sa.Column("fiscal_year_start_month", sa.Integer(), nullable=False),
        sa.Column("discount_calculation_method", sa.Integer(), nullable=False),
        sa.Column("is_price_list_mandatory", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "discount_calculation_method IN (0, 1)",
            name=op.f("ck_organization_discount_calculation_method_value"),
        ),
        sa.CheckConstraint(
            "fiscal_year_start_month BETWEEN 1 AND 12", name=op.f("ck_organization_fiscal_month")
        ),
        sa.CheckConstraint("length(name) <= 160", name=op.f("ck_organization_name_value")),
        sa.ForeignKeyConstraint(
            ["base_currency_id"], ["currency.id"], name=op.f("fk_organization_base_currency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    op.create_table(
        "price_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("currency_id", sa.Uuid(), nullable=False),
        sa.Column("begin_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.CheckConstraint("end_date >= begin_date", name=op.f("ck_price_list_validity")),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_price_list_description_value")),
        sa.CheckConstraint("length(name) <= 100", name=op.f("ck_price_list_name_value")),
        sa.CheckConstraint("status IN (0, 1)", name=op.f("ck_price_list_status_value")),
        sa.ForeignKeyConstraint(["currency_id"], ["currency.id"], name=op.f("fk_price_list_currency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_list")),
        sa.UniqueConstraint("name", name=op.f("uq_price_list_name")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("record_type", sa.String(50), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("definition", sa.String(100000), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(definition) <= 100000", name=op.f("ck_saved_view_definition_value")),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_saved_view_name_value")),
        sa.CheckConstraint("length(record_type) <= 50", name=op.f("ck_saved_view_record_type_value")),
        sa.ForeignKeyConstraint(["user_id"], ["system_user.id"], name=op.f("fk_saved_view_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint(
            "user_id", "record_type", "name", name=op.f("uq_saved_view_user_id_record_type_name")
        ),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("team_type", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_team_description_value")),
        sa.CheckConstraint("length(name) <= 160", name=op.f("ck_team_name_value")),
        sa.CheckConstraint("team_type IN (0, 1)", name=op.f("ck_team_team_type_value")),
        sa.ForeignKeyConstraint(["manager_id"], ["system_user.id"], name=op.f("fk_team_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("unit_group_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("base_unit_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("length(name) <= 100", name=op.f("ck_unit_name_value")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_unit_quantity")),
        sa.ForeignKeyConstraint(["base_unit_id"], ["unit.id"], name=op.f("fk_unit_base_unit_id")),
        sa.ForeignKeyConstraint(["unit_group_id"], ["unit_group.id"], name=op.f("fk_unit_unit_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("unit_group_id", "name", name=op.f("uq_unit_unit_group_id_name")),
    )
    op.create_table(
        "account",
        sa.Column("address_line_1", sa.String(250), nullable=True),
        sa.Column("address_line_2", sa.String(250), nullable=True),
        sa.Column("address_line_3", sa.String(250), nullable=True),
        sa.Column("city", sa.String(80), nullable=True),
        sa.Column("state_or_province", sa.String(50), nullable=True),
        sa.Column("postal_code", sa.String(20), nullable=True),
        sa.Column("country", sa.String(80), nullable=True),
        sa.Column("owner_user_id", sa.Uuid(), nullable=True),
        sa.Column("owner_team_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("account_number", sa.String(20), nullable=True),
        sa.Column("parent_account_id", sa.Uuid(), nullable=True),
        sa.Column("primary_contact_id", sa.Uuid(), nullable=True),
        sa.Column("industry", sa.Integer(), nullable=True),
        sa.Column("annual_revenue", sa.BigInteger(), nullable=True),
        sa.Column("number_of_employees", sa.Integer(), nullable=True),
        sa.Column("year_established", sa.Integer(), nullable=True),
        sa.Column("ticker_symbol", sa.String(10), nullable=True),
        sa.Column("website", sa.String(200), nullable=True),
        sa.Column("phone", sa.String(50), nullable=True),
        sa.Column("fax", sa.String(50), nullable=True),
        sa.Column("email", sa.String(320), nullable=True),
        sa.Column("currency_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("import_key", sa.String(200), nullable=True),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN owner_user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN owner_team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_account_one_owner"),
        ),
        sa.CheckConstraint(
            "annual_revenue BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_account_annual_revenue_value"),
        ),
        sa.CheckConstraint(
            "industry IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 100000000, 100000001, 100000002, 100000003, 100000004, 100000005, 100000006, 100000007, 100000008)",
            name=op.f("ck_account_industry_value"),
        ),
        sa.CheckConstraint("length(account_number) <= 20", name=op.f("ck_account_account_number_value")),
        sa.CheckConstraint("length(address_line_1) <= 250", name=op.f("ck_account_address_line_1_value")),
        sa.CheckConstraint("length(address_line_2) <= 250", name=op.f("ck_account_address_line_2_value")),
        sa.CheckConstraint("length(address_line_3) <= 250", name=op.f("ck_account_address_line_3_value")),
        sa.CheckConstraint("length(city) <= 80", name=op.f("ck_account_city_value")),
        sa.CheckConstraint("length(country) <= 80", name=op.f("ck_account_country_value")),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_account_description_value")),
        sa.CheckConstraint("length(email) <= 320", name=op.f("ck_account_email_value")),
        sa.CheckConstraint("length(fax) <= 50", name=op.f("ck_account_fax_value")),
        sa.CheckConstraint("length(import_key) <= 200", name=op.f("ck_account_import_key_value")),
        sa.CheckConstraint("length(name) <= 160", name=op.f("ck_account_name_value")),
        sa.CheckConstraint("length(phone) <= 50", name=op.f("ck_account_phone_value")),
        sa.CheckConstraint("length(postal_code) <= 20", name=op.f("ck_account_postal_code_value")),
        sa.CheckConstraint(
            "length(state_or_province) <= 50", name=op.f("ck_account_state_or_province_value")
        ),
        sa.CheckConstraint("length(ticker_symbol) <= 10", name=op.f("ck_account_ticker_symbol_value")),
        sa.CheckConstraint("length(website) <= 200", name=op.f("ck_account_website_value")),
        sa.CheckConstraint("number_of_employees >= 0", name=op.f("ck_account_employees")),
        sa.CheckConstraint("year_established BETWEEN 1 AND 9999", name=op.f("ck_account_year")),
        sa.ForeignKeyConstraint(["currency_id"], ["currency.id"], name=op.f("fk_account_currency_id")),
        sa.ForeignKeyConstraint(["owner_team_id"], ["team.id"], name=op.f("fk_account_owner_team_id")),
        sa.ForeignKeyConstraint(["owner_user_id"], ["system_user.id"], name=op.f("fk_account_owner_user_id")),
        sa.ForeignKeyConstraint(
            ["parent_account_id"], ["account.id"], name=op.f("fk_account_parent_account_id")
        ),
        sa.PrimaryKeyConstraint("rowid", name="pk_account"),
        sa.UniqueConstraint("id", name="uq_account_id"),
        sa.UniqueConstraint("import_key", name=op.f("uq_account_import_key")),
    )
    op.create_table(
        "discount_tier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("discount_list_id", sa.Uuid(), nullable=False),
        sa.Column("begin_quantity", sa.BigInteger(), nullable=False),
        sa.Column("end_quantity", sa.BigInteger(), nullable=False),
        sa.Column("percentage", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(percentage IS NULL) <> (amount IS NULL)", name=op.f("ck_discount_tier_one_value")
        ),
        sa.CheckConstraint(
            "amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_discount_tier_amount_value"),
        ),
        sa.CheckConstraint("end_quantity >= begin_quantity", name=op.f("ck_discount_tier_range")),
        sa.CheckConstraint("percentage BETWEEN 0 AND 1000000", name=op.f("ck_discount_tier_percentage")),
        sa.ForeignKeyConstraint(
            ["discount_list_id"], ["discount_list.id"], name=op.f("fk_discount_tier_discount_list_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discount_tier")),
        sa.UniqueConstraint(
            "discount_list_id",
            "begin_quantity",
            name=op.f("uq_discount_tier_discount_list_id_begin_quantity"),
        ),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("product_number", sa.String(100), nullable=True),
        sa.Column("structure", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("unit_group_id", sa.Uuid(), nullable=True),
        sa.Column("default_unit_id", sa.Uuid(), nullable=True),
        sa.Column("default_price_list_id", sa.Uuid(), nullable=True),
        sa.Column("quantity_decimals", sa.Integer(), nullable=False),
        sa.Column("list_price", sa.BigInteger(), nullable=True),
        sa.Column("standard_cost", sa.BigInteger(), nullable=True),
        sa.Column("current_cost", sa.BigInteger(), nullable=True),
        sa.Column("currency_id", sa.Uuid(), nullable=True),
        sa.Column("vendor_name", sa.String(100), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("import_key", sa.String(200), nullable=True),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "current_cost BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_product_current_cost_value"),
        ),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_product_description_value")),
        sa.CheckConstraint("length(import_key) <= 200", name=op.f("ck_product_import_key_value")),
        sa.CheckConstraint("length(name) <= 100", name=op.f("ck_product_name_value")),
        sa.CheckConstraint("length(product_number) <= 100", name=op.f("ck_product_product_number_value")),
        sa.CheckConstraint("length(vendor_name) <= 100", name=op.f("ck_product_vendor_name_value")),
        sa.CheckConstraint(
            "list_price BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_product_list_price_value"),
        ),
        sa.CheckConstraint("quantity_decimals BETWEEN 0 AND 5", name=op.f("ck_product_decimals")),
        sa.CheckConstraint(
            "standard_cost BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_product_standard_cost_value"),
        ),
        sa.CheckConstraint("status IN (0, 1, 2, 3)", name=op.f("ck_product_status_value")),
        sa.CheckConstraint("structure IN (1, 2, 3)", name=op.f("ck_product_structure_value")),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_product_validity")),
        sa.ForeignKeyConstraint(["currency_id"], ["currency.id"], name=op.f("fk_product_currency_id")),
        sa.ForeignKeyConstraint(
            ["default_price_list_id"], ["price_list.id"], name=op.f("fk_product_default_price_list_id")
        ),
        sa.ForeignKeyConstraint(["default_unit_id"], ["unit.id"], name=op.f("fk_product_default_unit_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["product.id"], name=op.f("fk_product_parent_id")),
        sa.ForeignKeyConstraint(["unit_group_id"], ["unit_group.id"], name=op.f("fk_product_unit_group_id")),
        sa.PrimaryKeyConstraint("rowid", name="pk_product"),
        sa.UniqueConstraint("id", name="uq_product_id"),
        sa.UniqueConstraint("import_key", name=op.f("uq_product_import_key")),
        sa.UniqueConstraint("product_number", name=op.f("uq_product_product_number")),
    )
    op.create_table(
        "team_membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_membership_team_id")),
        sa.ForeignKeyConstraint(["user_id"], ["system_user.id"], name=op.f("fk_team_membership_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_membership")),
        sa.UniqueConstraint("team_id", "user_id", name=op.f("uq_team_membership_team_id_user_id")),
    )
    op.create_table(
        "bundle_product",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("bundle_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_bundle_product_quantity")),
        sa.ForeignKeyConstraint(["bundle_id"], ["product.id"], name=op.f("fk_bundle_product_bundle_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_bundle_product_product_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_bundle_product_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_product")),
        sa.UniqueConstraint("bundle_id", "product_id", name=op.f("uq_bundle_product_bundle_id_product_id")),
    )
    op.create_table(
        "contact",
        sa.Column("address_line_1", sa.String(250), nullable=True),
        sa.Column("address_line_2", sa.String(250), nullable=True),
        sa.Column("address_line_3", sa.String(250), nullable=True),
        sa.Column("city", sa.String(80), nullable=True),
        sa.Column("state_or_province", sa.String(50), nullable=True),
        sa.Column("postal_code", sa.String(20), nullable=True),
        sa.Column("country", sa.String(80), nullable=True),
        sa.Column("owner_user_id", sa.Uuid(), nullable=True),
        sa.Column("owner_team_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("first_name", sa.String(100), nullable=True),
        sa.Column("middle_name", sa.String(100), nullable=True),
        sa.Column("last_name", sa.String(100), nullable=True),
        sa.Column("full_name", sa.String(305), nullable=False),
        sa.Column("salutation", sa.String(100), nullable=True),
        sa.Column("suffix", sa.String(20), nullable=True),
        sa.Column("nickname", sa.String(100), nullable=True),
        sa.Column("job_title", sa.String(100), nullable=True),
        sa.Column("department", sa.String(100), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.String(320), nullable=True),
        sa.Column("email_2", sa.String(320), nullable=True),
        sa.Column("business_phone", sa.String(50), nullable=True),
        sa.Column("mobile_phone", sa.String(50), nullable=True),
        sa.Column("home_phone", sa.String(50), nullable=True),
        sa.Column("fax", sa.String(50), nullable=True),
        sa.Column("website", sa.String(200), nullable=True),
        sa.Column("birthday", sa.Date(), nullable=True),
        sa.Column("photo_sha256", sa.String(64), nullable=True),
        sa.Column("vcard_uid", sa.String(200), nullable=True),
        sa.Column("address_is_home", sa.Boolean(), nullable=False),
        sa.Column("do_not_email", sa.Boolean(), nullable=False),
        sa.Column("do_not_phone", sa.Boolean(), nullable=False),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("import_key", sa.String(200), nullable=True),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN owner_user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN owner_team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_contact_one_owner"),
        ),
        sa.CheckConstraint("length(address_line_1) <= 250", name=op.f("ck_contact_address_line_1_value")),
        sa.CheckConstraint("length(address_line_2) <= 250", name=op.f("ck_contact_address_line_2_value")),
        sa.CheckConstraint("length(address_line_3) <= 250", name=op.f("ck_contact_address_line_3_value")),
        sa.CheckConstraint("length(business_phone) <= 50", name=op.f("ck_contact_business_phone_value")),
        sa.CheckConstraint("length(city) <= 80", name=op.f("ck_contact_city_value")),
        sa.CheckConstraint("length(country) <= 80", name=op.f("ck_contact_country_value")),
        sa.CheckConstraint("length(department) <= 100", name=op.f("ck_contact_department_value")),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_contact_description_value")),
        sa.CheckConstraint("length(email) <= 320", name=op.f("ck_contact_email_value")),
        sa.CheckConstraint("length(email_2) <= 320", name=op.f("ck_contact_email_2_value")),
        sa.CheckConstraint("length(fax) <= 50", name=op.f("ck_contact_fax_value")),
        sa.CheckConstraint("length(first_name) <= 100", name=op.f("ck_contact_first_name_value")),
        sa.CheckConstraint("length(full_name) <= 305", name=op.f("ck_contact_full_name_value")),
        sa.CheckConstraint("length(home_phone) <= 50", name=op.f("ck_contact_home_phone_value")),
        sa.CheckConstraint("length(import_key) <= 200", name=op.f("ck_contact_import_key_value")),
        sa.CheckConstraint("length(job_title) <= 100", name=op.f("ck_contact_job_title_value")),
        sa.CheckConstraint("length(last_name) <= 100", name=op.f("ck_contact_last_name_value")),
        sa.CheckConstraint("length(middle_name) <= 100", name=op.f("ck_contact_middle_name_value")),
        sa.CheckConstraint("length(mobile_phone) <= 50", name=op.f("ck_contact_mobile_phone_value")),
        sa.CheckConstraint("length(nickname) <= 100", name=op.f("ck_contact_nickname_value")),
        sa.CheckConstraint("length(photo_sha256) <= 64", name=op.f("ck_contact_photo_sha256_value")),
        sa.CheckConstraint("length(postal_code) <= 20", name=op.f("ck_contact_postal_code_value")),
        sa.CheckConstraint("length(salutation) <= 100", name=op.f("ck_contact_salutation_value")),
        sa.CheckConstraint(
            "length(state_or_province) <= 50", name=op.f("ck_contact_state_or_province_value")
        ),
        sa.CheckConstraint("length(suffix) <= 20", name=op.f("ck_contact_suffix_value")),
        sa.CheckConstraint("length(vcard_uid) <= 200", name=op.f("ck_contact_vcard_uid_value")),
        sa.CheckConstraint("length(website) <= 200", name=op.f("ck_contact_website_value")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contact_account_id")),
        sa.ForeignKeyConstraint(["owner_team_id"], ["team.id"], name=op.f("fk_contact_owner_team_id")),
        sa.ForeignKeyConstraint(["owner_user_id"], ["system_user.id"], name=op.f("fk_contact_owner_user_id")),
        sa.PrimaryKeyConstraint("rowid", name="pk_contact"),
        sa.UniqueConstraint("id", name="uq_contact_id"),
        sa.UniqueConstraint("import_key", name=op.f("uq_contact_import_key")),
    )
    op.create_table(
        "price_list_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("price_list_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("pricing_method", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("percentage", sa.BigInteger(), nullable=True),
        sa.Column("quantity_selling_option", sa.Integer(), nullable=False),
        sa.Column("discount_list_id", sa.Uuid(), nullable=True),
        sa.Column("rounding_policy", sa.Integer(), nullable=False),
        sa.Column("rounding_option", sa.Integer(), nullable=True),
        sa.Column("rounding_amount", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_price_list_item_amount_value"),
        ),
        sa.CheckConstraint(
            "pricing_method IN (1, 2, 3, 4, 5, 6)", name=op.f("ck_price_list_item_pricing_method_value")
        ),
        sa.CheckConstraint(
            "quantity_selling_option IN (1, 2, 3)",
            name=op.f("ck_price_list_item_quantity_selling_option_value"),
        ),
        sa.CheckConstraint(
            "rounding_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_price_list_item_rounding_amount_value"),
        ),
        sa.CheckConstraint(
            "rounding_option IN (1, 2)", name=op.f("ck_price_list_item_rounding_option_value")
        ),
        sa.CheckConstraint(
            "rounding_policy IN (1, 2, 3, 4)", name=op.f("ck_price_list_item_rounding_policy_value")
        ),
        sa.ForeignKeyConstraint(
            ["discount_list_id"], ["discount_list.id"], name=op.f("fk_price_list_item_discount_list_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_list.id"], name=op.f("fk_price_list_item_price_list_id")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_price_list_item_product_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_price_list_item_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_list_item")),
        sa.UniqueConstraint(
            "price_list_id",
            "product_id",
            "unit_id",
            name=op.f("uq_price_list_item_price_list_id_product_id_unit_id"),
        ),
    )
    op.create_table(
        "product_property",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("options", sa.String(2000), nullable=True),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(name) <= 100", name=op.f("ck_product_property_name_value")),
        sa.CheckConstraint("length(options) <= 2000", name=op.f("ck_product_property_options_value")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_product_property_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_property")),
        sa.UniqueConstraint("product_id", "name", name=op.f("uq_product_property_product_id_name")),
    )
    op.create_table(
        "product_relationship",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("related_product_id", sa.Uuid(), nullable=False),
        sa.Column("relationship_type", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "relationship_type IN (0, 1, 2, 3)", name=op.f("ck_product_relationship_relationship_type_value")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_product_relationship_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["related_product_id"], ["product.id"], name=op.f("fk_product_relationship_related_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_relationship")),
        sa.UniqueConstraint(
            "product_id",
            "related_product_id",
            "relationship_type",
            name=op.f("uq_product_relationship_product_id_related_product_id_relationship_type"),
        ),
    )
    op.create_table(
        "lead",
        sa.Column("address_line_1", sa.String(250), nullable=True),
        sa.Column("address_line_2", sa.String(250), nullable=True),
        sa.Column("address_line_3", sa.String(250), nullable=True),
        sa.Column("city", sa.String(80), nullable=True),
        sa.Column("state_or_province", sa.String(50), nullable=True),
        sa.Column("postal_code", sa.String(20), nullable=True),
        sa.Column("country", sa.String(80), nullable=True),
        sa.Column("owner_user_id", sa.Uuid(), nullable=True),
        sa.Column("owner_team_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("topic", sa.String(300), nullable=False),
        sa.Column("first_name", sa.String(100), nullable=True),
        sa.Column("last_name", sa.String(100), nullable=True),
        sa.Column("full_name", sa.String(305), nullable=True),
        sa.Column("company_name", sa.String(160), nullable=True),
        sa.Column("job_title", sa.String(100), nullable=True),
        sa.Column("business_phone", sa.String(50), nullable=True),
        sa.Column("mobile_phone", sa.String(50), nullable=True),
        sa.Column("email", sa.String(320), nullable=True),
        sa.Column("website", sa.String(200), nullable=True),
        sa.Column("industry", sa.Integer(), nullable=True),
        sa.Column("annual_revenue", sa.BigInteger(), nullable=True),
        sa.Column("number_of_employees", sa.Integer(), nullable=True),
        sa.Column("lead_source", sa.Integer(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("status_reason", sa.Integer(), nullable=False),
        sa.Column("budget_amount", sa.BigInteger(), nullable=True),
        sa.Column("budget_status", sa.Integer(), nullable=True),
        sa.Column("purchase_timeframe", sa.Integer(), nullable=True),
        sa.Column("purchase_process", sa.Integer(), nullable=True),
        sa.Column("decision_maker", sa.Boolean(), nullable=False),
        sa.Column("need", sa.Integer(), nullable=True),
        sa.Column("initial_communication", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("qualification_comments", sa.String(2000), nullable=True),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("parent_contact_id", sa.Uuid(), nullable=True),
        sa.Column("parent_account_id", sa.Uuid(), nullable=True),
        sa.Column("qualifying_opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("currency_id", sa.Uuid(), nullable=True),
        sa.Column("import_key", sa.String(200), nullable=True),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN owner_user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN owner_team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_lead_one_owner"),
        ),
        sa.CheckConstraint(
            "(status = 0 AND status_reason IN (1, 2)) OR (status = 1 AND status_reason = 3) OR (status = 2 AND status_reason IN (4, 5, 6, 7))",
            name=op.f("ck_lead_status_reason"),
        ),
        sa.CheckConstraint(
            "annual_revenue BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_lead_annual_revenue_value"),
        ),
        sa.CheckConstraint(
            "budget_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_lead_budget_amount_value"),
        ),
        sa.CheckConstraint("budget_status IN (0, 1, 2, 3)", name=op.f("ck_lead_budget_status_value")),
        sa.CheckConstraint(
            "industry IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 100000000, 100000001, 100000002, 100000003, 100000004, 100000005, 100000006, 100000007, 100000008)",
            name=op.f("ck_lead_industry_value"),
        ),
        sa.CheckConstraint(
            "initial_communication IN (0, 1)", name=op.f("ck_lead_initial_communication_value")
        ),
        sa.CheckConstraint(
            "lead_source IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)", name=op.f("ck_lead_lead_source_value")
        ),
        sa.CheckConstraint("length(address_line_1) <= 250", name=op.f("ck_lead_address_line_1_value")),
        sa.CheckConstraint("length(address_line_2) <= 250", name=op.f("ck_lead_address_line_2_value")),
        sa.CheckConstraint("length(address_line_3) <= 250", name=op.f("ck_lead_address_line_3_value")),
        sa.CheckConstraint("length(business_phone) <= 50", name=op.f("ck_lead_business_phone_value")),
        sa.CheckConstraint("length(city) <= 80", name=op.f("ck_lead_city_value")),
        sa.CheckConstraint("length(company_name) <= 160", name=op.f("ck_lead_company_name_value")),
        sa.CheckConstraint("length(country) <= 80", name=op.f("ck_lead_country_value")),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_lead_description_value")),
        sa.CheckConstraint("length(email) <= 320", name=op.f("ck_lead_email_value")),
        sa.CheckConstraint("length(first_name) <= 100", name=op.f("ck_lead_first_name_value")),
        sa.CheckConstraint("length(full_name) <= 305", name=op.f("ck_lead_full_name_value")),
        sa.CheckConstraint("length(import_key) <= 200", name=op.f("ck_lead_import_key_value")),
        sa.CheckConstraint("length(job_title) <= 100", name=op.f("ck_lead_job_title_value")),
        sa.CheckConstraint("length(last_name) <= 100", name=op.f("ck_lead_last_name_value")),
        sa.CheckConstraint("length(mobile_phone) <= 50", name=op.f("ck_lead_mobile_phone_value")),
        sa.CheckConstraint("length(postal_code) <= 20", name=op.f("ck_lead_postal_code_value")),
        sa.CheckConstraint(
            "length(qualification_comments) <= 2000", name=op.f("ck_lead_qualification_comments_value")
        ),
        sa.CheckConstraint("length(state_or_province) <= 50", name=op.f("ck_lead_state_or_province_value")),
        sa.CheckConstraint("length(topic) <= 300", name=op.f("ck_lead_topic_value")),
        sa.CheckConstraint("length(website) <= 200", name=op.f("ck_lead_website_value")),
        sa.CheckConstraint("need IN (0, 1, 2, 3)", name=op.f("ck_lead_need_value")),
        sa.CheckConstraint("purchase_process IN (0, 1, 2)", name=op.f("ck_lead_purchase_process_value")),
        sa.CheckConstraint(
            "purchase_timeframe IN (0, 1, 2, 3, 4)", name=op.f("ck_lead_purchase_timeframe_value")
        ),
        sa.CheckConstraint("rating IN (1, 2, 3)", name=op.f("ck_lead_rating_value")),
        sa.CheckConstraint("status IN (0, 1, 2)", name=op.f("ck_lead_status_value")),
        sa.CheckConstraint(
            "status_reason IN (1, 2, 3, 4, 5, 6, 7)", name=op.f("ck_lead_status_reason_value")
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_lead_campaign_id")),
        sa.ForeignKeyConstraint(["currency_id"], ["currency.id"], name=op.f("fk_lead_currency_id")),
        sa.ForeignKeyConstraint(["owner_team_id"], ["team.id"], name=op.f("fk_lead_owner_team_id")),
        sa.ForeignKeyConstraint(["owner_user_id"], ["system_user.id"], name=op.f("fk_lead_owner_user_id")),
        sa.ForeignKeyConstraint(
            ["parent_account_id"], ["account.id"], name=op.f("fk_lead_parent_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_contact_id"], ["contact.id"], name=op.f("fk_lead_parent_contact_id")
        ),
        sa.PrimaryKeyConstraint("rowid", name="pk_lead"),
        sa.UniqueConstraint("id", name="uq_lead_id"),
        sa.UniqueConstraint("import_key", name=op.f("uq_lead_import_key")),
    )
    op.create_table(
        "opportunity",
        sa.Column("detail_amount", sa.BigInteger(), nullable=True),
        sa.Column("line_item_discount_amount", sa.BigInteger(), nullable=True),
        sa.Column("discount_percentage", sa.BigInteger(), nullable=True),
        sa.Column("discount_amount", sa.BigInteger(), nullable=True),
        sa.Column("total_discount_amount", sa.BigInteger(), nullable=True),
        sa.Column("pre_freight_amount", sa.BigInteger(), nullable=True),
        sa.Column("freight_amount", sa.BigInteger(), nullable=True),
        sa.Column("total_tax", sa.BigInteger(), nullable=True),
        sa.Column("total_amount", sa.BigInteger(), nullable=True),
        sa.Column("owner_user_id", sa.Uuid(), nullable=True),
        sa.Column("owner_team_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("topic", sa.String(300), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("customer_name", sa.String(305), nullable=True),
        sa.Column("estimated_close_date", sa.Date(), nullable=True),
        sa.Column("estimated_revenue", sa.BigInteger(), nullable=True),
        sa.Column("revenue_method", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Uuid(), nullable=True),
        sa.Column("currency_id", sa.Uuid(), nullable=True),
        sa.Column("budget_amount", sa.BigInteger(), nullable=True),
        sa.Column("budget_status", sa.Integer(), nullable=True),
        sa.Column("purchase_timeframe", sa.Integer(), nullable=True),
        sa.Column("purchase_process", sa.Integer(), nullable=True),
        sa.Column("need", sa.Integer(), nullable=True),
        sa.Column("timeline", sa.Integer(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("probability", sa.Integer(), nullable=True),
        sa.Column("sales_stage", sa.Integer(), nullable=True),
        sa.Column("pipeline_phase", sa.String(200), nullable=True),
        sa.Column("forecast_category", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("current_situation", sa.String(2000), nullable=True),
        sa.Column("customer_need", sa.String(2000), nullable=True),
        sa.Column("proposed_solution", sa.String(2000), nullable=True),
        sa.Column("customer_pain_points", sa.String(2000), nullable=True),
        sa.Column("quote_comments", sa.String(2000), nullable=True),
        sa.Column("qualification_comments", sa.String(2000), nullable=True),
        sa.Column("initial_communication", sa.Integer(), nullable=True),
        sa.Column("decision_maker", sa.Boolean(), nullable=False),
        sa.Column("evaluate_fit", sa.Boolean(), nullable=False),
        sa.Column("confirm_interest", sa.Boolean(), nullable=False),
        sa.Column("pursuit_decision", sa.Boolean(), nullable=False),
        sa.Column("identify_customer_contacts", sa.Boolean(), nullable=False),
        sa.Column("identify_competitors", sa.Boolean(), nullable=False),
        sa.Column("identify_pursuit_team", sa.Boolean(), nullable=False),
        sa.Column("develop_proposal", sa.Boolean(), nullable=False),
        sa.Column("complete_internal_review", sa.Boolean(), nullable=False),
        sa.Column("present_proposal", sa.Boolean(), nullable=False),
        sa.Column("capture_proposal_feedback", sa.Boolean(), nullable=False),
        sa.Column("resolve_feedback", sa.Boolean(), nullable=False),
        sa.Column("complete_final_proposal", sa.Boolean(), nullable=False),
        sa.Column("present_final_proposal", sa.Boolean(), nullable=False),
        sa.Column("send_thank_you_note", sa.Boolean(), nullable=False),
        sa.Column("file_debrief", sa.Boolean(), nullable=False),
        sa.Column("final_decision_date", sa.Date(), nullable=True),
        sa.Column("schedule_proposal_meeting", sa.Date(), nullable=True),
        sa.Column("schedule_follow_up_prospect", sa.Date(), nullable=True),
        sa.Column("schedule_follow_up_qualify", sa.Date(), nullable=True),
        sa.Column("originating_lead_id", sa.Uuid(), nullable=True),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("pricing_error", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("status_reason", sa.Integer(), nullable=False),
        sa.Column("actual_close_date", sa.Date(), nullable=True),
        sa.Column("actual_revenue", sa.BigInteger(), nullable=True),
        sa.Column("import_key", sa.String(200), nullable=True),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN owner_user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN owner_team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_opportunity_one_owner"),
        ),
        sa.CheckConstraint(
            "(status = 0 AND actual_close_date IS NULL) OR (status <> 0 AND actual_close_date IS NOT NULL)",
            name=op.f("ck_opportunity_closed_has_date"),
        ),
        sa.CheckConstraint(
            "(status = 0 AND status_reason IN (1, 2)) OR (status = 1 AND status_reason = 3) OR (status = 2 AND status_reason IN (4, 5))",
            name=op.f("ck_opportunity_status_reason"),
        ),
        sa.CheckConstraint(
            "actual_revenue BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_actual_revenue_value"),
        ),
        sa.CheckConstraint(
            "budget_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_budget_amount_value"),
        ),
        sa.CheckConstraint("budget_status IN (0, 1, 2, 3)", name=op.f("ck_opportunity_budget_status_value")),
        sa.CheckConstraint(
            "detail_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_detail_amount_value"),
        ),
        sa.CheckConstraint(
            "discount_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_discount_amount_value"),
        ),
        sa.CheckConstraint(
            "discount_percentage BETWEEN 0 AND 1000000", name=op.f("ck_opportunity_discount_percentage")
        ),
        sa.CheckConstraint(
            "estimated_revenue BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_estimated_revenue_value"),
        ),
        sa.CheckConstraint(
            "forecast_category IN (100000001, 100000002, 100000003, 100000004, 100000005, 100000006)",
            name=op.f("ck_opportunity_forecast_category_value"),
        ),
        sa.CheckConstraint(
            "freight_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_freight_amount_value"),
        ),
        sa.CheckConstraint(
            "initial_communication IN (0, 1)", name=op.f("ck_opportunity_initial_communication_value")
        ),
        sa.CheckConstraint(
            "length(current_situation) <= 2000", name=op.f("ck_opportunity_current_situation_value")
        ),
        sa.CheckConstraint("length(customer_name) <= 305", name=op.f("ck_opportunity_customer_name_value")),
        sa.CheckConstraint("length(customer_need) <= 2000", name=op.f("ck_opportunity_customer_need_value")),
        sa.CheckConstraint(
            "length(customer_pain_points) <= 2000", name=op.f("ck_opportunity_customer_pain_points_value")
        ),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_opportunity_description_value")),
        sa.CheckConstraint("length(import_key) <= 200", name=op.f("ck_opportunity_import_key_value")),
        sa.CheckConstraint("length(pipeline_phase) <= 200", name=op.f("ck_opportunity_pipeline_phase_value")),
        sa.CheckConstraint(
            "length(proposed_solution) <= 2000", name=op.f("ck_opportunity_proposed_solution_value")
        ),
        sa.CheckConstraint(
            "length(qualification_comments) <= 2000", name=op.f("ck_opportunity_qualification_comments_value")
        ),
        sa.CheckConstraint(
            "length(quote_comments) <= 2000", name=op.f("ck_opportunity_quote_comments_value")
        ),
        sa.CheckConstraint("length(topic) <= 300", name=op.f("ck_opportunity_topic_value")),
        sa.CheckConstraint(
            "line_item_discount_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_line_item_discount_amount_value"),
        ),
        sa.CheckConstraint("need IN (0, 1, 2, 3)", name=op.f("ck_opportunity_need_value")),
        sa.CheckConstraint(
            "pre_freight_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_pre_freight_amount_value"),
        ),
        sa.CheckConstraint(
            "pricing_error IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37)",
            name=op.f("ck_opportunity_pricing_error_value"),
        ),
        sa.CheckConstraint("probability BETWEEN 0 AND 100", name=op.f("ck_opportunity_probability")),
        sa.CheckConstraint(
            "purchase_process IN (0, 1, 2)", name=op.f("ck_opportunity_purchase_process_value")
        ),
        sa.CheckConstraint(
            "purchase_timeframe IN (0, 1, 2, 3, 4)", name=op.f("ck_opportunity_purchase_timeframe_value")
        ),
        sa.CheckConstraint("rating IN (1, 2, 3)", name=op.f("ck_opportunity_rating_value")),
        sa.CheckConstraint("revenue_method IN (0, 1)", name=op.f("ck_opportunity_revenue_method_value")),
        sa.CheckConstraint("sales_stage IN (0, 1, 2, 3)", name=op.f("ck_opportunity_sales_stage_value")),
        sa.CheckConstraint("status IN (0, 1, 2)", name=op.f("ck_opportunity_status_value")),
        sa.CheckConstraint(
            "status_reason IN (1, 2, 3, 4, 5)", name=op.f("ck_opportunity_status_reason_value")
        ),
        sa.CheckConstraint("timeline IN (0, 1, 2, 3, 4)", name=op.f("ck_opportunity_timeline_value")),
        sa.CheckConstraint(
            "total_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_total_amount_value"),
        ),
        sa.CheckConstraint(
            "total_discount_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_total_discount_amount_value"),
        ),
        sa.CheckConstraint(
            "total_tax BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_total_tax_value"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_opportunity_account_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_opportunity_campaign_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_opportunity_contact_id")),
        sa.ForeignKeyConstraint(["currency_id"], ["currency.id"], name=op.f("fk_opportunity_currency_id")),
        sa.ForeignKeyConstraint(
            ["originating_lead_id"], ["lead.id"], name=op.f("fk_opportunity_originating_lead_id")
        ),
        sa.ForeignKeyConstraint(["owner_team_id"], ["team.id"], name=op.f("fk_opportunity_owner_team_id")),
        sa.ForeignKeyConstraint(
            ["owner_user_id"], ["system_user.id"], name=op.f("fk_opportunity_owner_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_list.id"], name=op.f("fk_opportunity_price_list_id")
        ),
        sa.PrimaryKeyConstraint("rowid", name="pk_opportunity"),
        sa.UniqueConstraint("id", name="uq_opportunity_id"),
        sa.UniqueConstraint("import_key", name=op.f("uq_opportunity_import_key")),
    )
    op.create_table(
        "connection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("party_account_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN party_account_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN user_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_connection_one_party"),
        ),
        sa.CheckConstraint(
            "(user_id IS NOT NULL) = (role > 100)", name=op.f("ck_connection_role_fits_party")
        ),
        sa.CheckConstraint("end_date >= start_date", name=op.f("ck_connection_ends_after_start")),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_connection_description_value")),
        sa.CheckConstraint(
            "role IN (1, 2, 3, 4, 5, 6, 7, 101, 102, 103, 104, 105, 106)",
            name=op.f("ck_connection_role_value"),
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_connection_contact_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_connection_opportunity_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_account_id"], ["account.id"], name=op.f("fk_connection_party_account_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["system_user.id"], name=op.f("fk_connection_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connection")),
        sa.UniqueConstraint(
            "opportunity_id", "contact_id", "role", name=op.f("uq_connection_opportunity_id_contact_id_role")
        ),
        sa.UniqueConstraint(
            "opportunity_id",
            "party_account_id",
            "role",
            name=op.f("uq_connection_opportunity_id_party_account_id_role"),
        ),
        sa.UniqueConstraint(
            "opportunity_id", "user_id", "role", name=op.f("uq_connection_opportunity_id_user_id_role")
        ),
    )
    op.create_table(
        "follow",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN opportunity_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN account_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN lead_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_follow_one_target"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_follow_account_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_follow_contact_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_follow_lead_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_follow_opportunity_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["system_user.id"], name=op.f("fk_follow_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint("user_id", "account_id", name=op.f("uq_follow_user_id_account_id")),
        sa.UniqueConstraint("user_id", "contact_id", name=op.f("uq_follow_user_id_contact_id")),
        sa.UniqueConstraint("user_id", "lead_id", name=op.f("uq_follow_user_id_lead_id")),
        sa.UniqueConstraint("user_id", "opportunity_id", name=op.f("uq_follow_user_id_opportunity_id")),
    )
    op.create_table(
        "linked_folder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("path", sa.String(4096), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("length(path) <= 4096", name=op.f("ck_linked_folder_path_value")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_linked_folder_account_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_linked_folder_opportunity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linked_folder")),
        sa.UniqueConstraint(
            "path",
            "opportunity_id",
            "account_id",
            name=op.f("uq_linked_folder_path_opportunity_id_account_id"),
        ),
    )
    op.create_table(
        "opportunity_competitor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("competitor_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competitor_id"], ["competitor.id"], name=op.f("fk_opportunity_competitor_competitor_id")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_opportunity_competitor_opportunity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity_competitor")),
        sa.UniqueConstraint(
            "opportunity_id",
            "competitor_id",
            name=op.f("uq_opportunity_competitor_opportunity_id_competitor_id"),
        ),
    )
    op.create_table(
        "opportunity_product",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column("write_in_product", sa.String(500), nullable=True),
        sa.Column("product_type", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("is_price_overridden", sa.Boolean(), nullable=False),
        sa.Column("price_per_unit", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("volume_discount", sa.BigInteger(), nullable=True),
        sa.Column("manual_discount", sa.BigInteger(), nullable=True),
        sa.Column("tax", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("extended_amount", sa.BigInteger(), nullable=True),
        sa.Column("requested_delivery_date", sa.Date(), nullable=True),
        sa.Column("properties", sa.String(2000), nullable=True),
        sa.Column("pricing_error", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(product_id IS NULL) <> (write_in_product IS NULL)",
            name=op.f("ck_opportunity_product_product_or_write_in"),
        ),
        sa.CheckConstraint(
            "amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_product_amount_value"),
        ),
        sa.CheckConstraint(
            "extended_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_product_extended_amount_value"),
        ),
        sa.CheckConstraint(
            "length(description) <= 2000", name=op.f("ck_opportunity_product_description_value")
        ),
        sa.CheckConstraint(
            "length(properties) <= 2000", name=op.f("ck_opportunity_product_properties_value")
        ),
        sa.CheckConstraint(
            "length(write_in_product) <= 500", name=op.f("ck_opportunity_product_write_in_product_value")
        ),
        sa.CheckConstraint(
            "manual_discount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_product_manual_discount_value"),
        ),
        sa.CheckConstraint(
            "price_per_unit BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_product_price_per_unit_value"),
        ),
        sa.CheckConstraint(
            "pricing_error IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37)",
            name=op.f("ck_opportunity_product_pricing_error_value"),
        ),
        sa.CheckConstraint(
            "product_type IN (1, 2, 3, 4, 5)", name=op.f("ck_opportunity_product_product_type_value")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_opportunity_product_quantity")),
        sa.CheckConstraint(
            "tax BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_product_tax_value"),
        ),
        sa.CheckConstraint(
            "volume_discount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_opportunity_product_volume_discount_value"),
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_opportunity_product_opportunity_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_opportunity_product_product_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_opportunity_product_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity_product")),
    )
    op.create_table(
        "process_instance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("process", sa.String(100), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("active_stage", sa.String(100), nullable=False),
        sa.Column("active_stage_started_on", sa.DateTime(), nullable=False),
        sa.Column("started_on", sa.DateTime(), nullable=False),
        sa.Column("completed_on", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(status = 1) = (completed_on IS NULL)", name=op.f("ck_process_instance_completed")
        ),
        sa.CheckConstraint(
            "lead_id IS NOT NULL OR opportunity_id IS NOT NULL", name=op.f("ck_process_instance_some_record")
        ),
        sa.CheckConstraint(
            "length(active_stage) <= 100", name=op.f("ck_process_instance_active_stage_value")
        ),
        sa.CheckConstraint("length(process) <= 100", name=op.f("ck_process_instance_process_value")),
        sa.CheckConstraint("status IN (1, 2, 3)", name=op.f("ck_process_instance_status_value")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_process_instance_lead_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_process_instance_opportunity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_instance")),
    )
    op.create_table(
        "quote",
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("price_list_id", sa.Uuid(), nullable=True),
        sa.Column("currency_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("requested_delivery_date", sa.Date(), nullable=True),
        sa.Column("payment_terms", sa.Integer(), nullable=True),
        sa.Column("shipping_method", sa.Integer(), nullable=True),
        sa.Column("freight_terms", sa.Integer(), nullable=True),
        sa.Column("bill_to_name", sa.String(200), nullable=True),
        sa.Column("bill_to_address", sa.String(1000), nullable=True),
        sa.Column("ship_to_name", sa.String(200), nullable=True),
        sa.Column("ship_to_address", sa.String(1000), nullable=True),
        sa.Column("pricing_error", sa.Integer(), nullable=False),
        sa.Column("detail_amount", sa.BigInteger(), nullable=True),
        sa.Column("line_item_discount_amount", sa.BigInteger(), nullable=True),
        sa.Column("discount_percentage", sa.BigInteger(), nullable=True),
        sa.Column("discount_amount", sa.BigInteger(), nullable=True),
        sa.Column("total_discount_amount", sa.BigInteger(), nullable=True),
        sa.Column("pre_freight_amount", sa.BigInteger(), nullable=True),
        sa.Column("freight_amount", sa.BigInteger(), nullable=True),
        sa.Column("total_tax", sa.BigInteger(), nullable=True),
        sa.Column("total_amount", sa.BigInteger(), nullable=True),
        sa.Column("owner_user_id", sa.Uuid(), nullable=True),
        sa.Column("owner_team_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("quote_number", sa.String(100), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("status_reason", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("due_by", sa.Date(), nullable=True),
        sa.Column("activated_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN owner_user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN owner_team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_quote_one_owner"),
        ),
        sa.CheckConstraint(
            "(status = 0 AND status_reason = 1) OR (status = 1 AND status_reason IN (2, 3)) OR (status = 2 AND status_reason = 4) OR (status = 3 AND status_reason IN (5, 6, 7))",
            name=op.f("ck_quote_status_reason"),
        ),
        sa.CheckConstraint(
            "detail_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_detail_amount_value"),
        ),
        sa.CheckConstraint(
            "discount_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_discount_amount_value"),
        ),
        sa.CheckConstraint("effective_to >= effective_from", name=op.f("ck_quote_validity")),
        sa.CheckConstraint(
            "freight_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_freight_amount_value"),
        ),
        sa.CheckConstraint("freight_terms IN (1, 2)", name=op.f("ck_quote_freight_terms_value")),
        sa.CheckConstraint("length(bill_to_address) <= 1000", name=op.f("ck_quote_bill_to_address_value")),
        sa.CheckConstraint("length(bill_to_name) <= 200", name=op.f("ck_quote_bill_to_name_value")),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_quote_description_value")),
        sa.CheckConstraint("length(name) <= 300", name=op.f("ck_quote_name_value")),
        sa.CheckConstraint("length(quote_number) <= 100", name=op.f("ck_quote_quote_number_value")),
        sa.CheckConstraint("length(ship_to_address) <= 1000", name=op.f("ck_quote_ship_to_address_value")),
        sa.CheckConstraint("length(ship_to_name) <= 200", name=op.f("ck_quote_ship_to_name_value")),
        sa.CheckConstraint(
            "line_item_discount_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_line_item_discount_amount_value"),
        ),
        sa.CheckConstraint("payment_terms IN (1, 2, 3, 4)", name=op.f("ck_quote_payment_terms_value")),
        sa.CheckConstraint(
            "pre_freight_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_pre_freight_amount_value"),
        ),
        sa.CheckConstraint(
            "pricing_error IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37)",
            name=op.f("ck_quote_pricing_error_value"),
        ),
        sa.CheckConstraint("revision >= 0", name=op.f("ck_quote_revision")),
        sa.CheckConstraint(
            "shipping_method IN (1, 2, 3, 4, 5, 6, 7)", name=op.f("ck_quote_shipping_method_value")
        ),
        sa.CheckConstraint("status IN (0, 1, 2, 3)", name=op.f("ck_quote_status_value")),
        sa.CheckConstraint(
            "status_reason IN (1, 2, 3, 4, 5, 6, 7)", name=op.f("ck_quote_status_reason_value")
        ),
        sa.CheckConstraint(
            "total_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_total_amount_value"),
        ),
        sa.CheckConstraint(
            "total_discount_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_total_discount_amount_value"),
        ),
        sa.CheckConstraint(
            "total_tax BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_total_tax_value"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_quote_account_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_quote_contact_id")),
        sa.ForeignKeyConstraint(["currency_id"], ["currency.id"], name=op.f("fk_quote_currency_id")),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name=op.f("fk_quote_opportunity_id")),
        sa.ForeignKeyConstraint(["owner_team_id"], ["team.id"], name=op.f("fk_quote_owner_team_id")),
        sa.ForeignKeyConstraint(["owner_user_id"], ["system_user.id"], name=op.f("fk_quote_owner_user_id")),
        sa.ForeignKeyConstraint(["price_list_id"], ["price_list.id"], name=op.f("fk_quote_price_list_id")),
        sa.PrimaryKeyConstraint("rowid", name="pk_quote"),
        sa.UniqueConstraint("id", name="uq_quote_id"),
        sa.UniqueConstraint("quote_number", "revision", name=op.f("uq_quote_quote_number_revision")),
    )
    op.create_table(
        "process_choice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("process_instance_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN lead_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN opportunity_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_process_choice_one_record"),
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_process_choice_lead_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_process_choice_opportunity_id")
        ),
        sa.ForeignKeyConstraint(
            ["process_instance_id"],
            ["process_instance.id"],
            name=op.f("fk_process_choice_process_instance_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["system_user.id"], name=op.f("fk_process_choice_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_choice")),
    )
    op.create_table(
        "process_stage_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("process_instance_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(100), nullable=False),
        sa.Column("entered_on", sa.DateTime(), nullable=False),
        sa.Column("left_on", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "left_on >= entered_on", name=op.f("ck_process_stage_visit_leaves_after_entering")
        ),
        sa.CheckConstraint("length(stage) <= 100", name=op.f("ck_process_stage_visit_stage_value")),
        sa.ForeignKeyConstraint(
            ["process_instance_id"],
            ["process_instance.id"],
            name=op.f("fk_process_stage_visit_process_instance_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_stage_visit")),
    )
    op.create_table(
        "quote_product",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column("write_in_product", sa.String(500), nullable=True),
        sa.Column("product_type", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("is_price_overridden", sa.Boolean(), nullable=False),
        sa.Column("price_per_unit", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("volume_discount", sa.BigInteger(), nullable=True),
        sa.Column("manual_discount", sa.BigInteger(), nullable=True),
        sa.Column("tax", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("extended_amount", sa.BigInteger(), nullable=True),
        sa.Column("requested_delivery_date", sa.Date(), nullable=True),
        sa.Column("properties", sa.String(2000), nullable=True),
        sa.Column("pricing_error", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("quote_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(product_id IS NULL) <> (write_in_product IS NULL)",
            name=op.f("ck_quote_product_product_or_write_in"),
        ),
        sa.CheckConstraint(
            "amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_product_amount_value"),
        ),
        sa.CheckConstraint(
            "extended_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_product_extended_amount_value"),
        ),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_quote_product_description_value")),
        sa.CheckConstraint("length(properties) <= 2000", name=op.f("ck_quote_product_properties_value")),
        sa.CheckConstraint(
            "length(write_in_product) <= 500", name=op.f("ck_quote_product_write_in_product_value")
        ),
        sa.CheckConstraint(
            "manual_discount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_product_manual_discount_value"),
        ),
        sa.CheckConstraint(
            "price_per_unit BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_product_price_per_unit_value"),
        ),
        sa.CheckConstraint(
            "pricing_error IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37)",
            name=op.f("ck_quote_product_pricing_error_value"),
        ),
        sa.CheckConstraint(
            "product_type IN (1, 2, 3, 4, 5)", name=op.f("ck_quote_product_product_type_value")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_quote_product_quantity")),
        sa.CheckConstraint(
            "tax BETWEEN -10000000000000000 AND 10000000000000000", name=op.f("ck_quote_product_tax_value")
        ),
        sa.CheckConstraint(
            "volume_discount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_quote_product_volume_discount_value"),
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_quote_product_product_id")),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quote_product_quote_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_quote_product_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_product")),
    )
    op.create_table(
        "sales_order",
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("price_list_id", sa.Uuid(), nullable=True),
        sa.Column("currency_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("requested_delivery_date", sa.Date(), nullable=True),
        sa.Column("payment_terms", sa.Integer(), nullable=True),
        sa.Column("shipping_method", sa.Integer(), nullable=True),
        sa.Column("freight_terms", sa.Integer(), nullable=True),
        sa.Column("bill_to_name", sa.String(200), nullable=True),
        sa.Column("bill_to_address", sa.String(1000), nullable=True),
        sa.Column("ship_to_name", sa.String(200), nullable=True),
        sa.Column("ship_to_address", sa.String(1000), nullable=True),
        sa.Column("pricing_error", sa.Integer(), nullable=False),
        sa.Column("detail_amount", sa.BigInteger(), nullable=True),
        sa.Column("line_item_discount_amount", sa.BigInteger(), nullable=True),
        sa.Column("discount_percentage", sa.BigInteger(), nullable=True),
        sa.Column("discount_amount", sa.BigInteger(), nullable=True),
        sa.Column("total_discount_amount", sa.BigInteger(), nullable=True),
        sa.Column("pre_freight_amount", sa.BigInteger(), nullable=True),
        sa.Column("freight_amount", sa.BigInteger(), nullable=True),
        sa.Column("total_tax", sa.BigInteger(), nullable=True),
        sa.Column("total_amount", sa.BigInteger(), nullable=True),
        sa.Column("owner_user_id", sa.Uuid(), nullable=True),
        sa.Column("owner_team_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("order_number", sa.String(100), nullable=False),
        sa.Column("quote_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("status_reason", sa.Integer(), nullable=False),
        sa.Column("is_price_locked", sa.Boolean(), nullable=False),
        sa.Column("date_won", sa.Date(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("fulfilled_on", sa.Date(), nullable=True),
        sa.Column("canceled_on", sa.Date(), nullable=True),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN owner_user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN owner_team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_sales_order_one_owner"),
        ),
        sa.CheckConstraint(
            "(status = 0 AND status_reason IN (1, 2)) OR (status = 1 AND status_reason = 3) OR (status = 2 AND status_reason = 4) OR (status = 3 AND status_reason IN (100001, 100002)) OR (status = 4 AND status_reason = 100003)",
            name=op.f("ck_sales_order_status_reason"),
        ),
        sa.CheckConstraint(
            "detail_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_sales_order_detail_amount_value"),
        ),
        sa.CheckConstraint(
            "discount_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_sales_order_discount_amount_value"),
        ),
        sa.CheckConstraint(
            "freight_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_sales_order_freight_amount_value"),
        ),
        sa.CheckConstraint("freight_terms IN (1, 2)", name=op.f("ck_sales_order_freight_terms_value")),
        sa.CheckConstraint(
            "length(bill_to_address) <= 1000", name=op.f("ck_sales_order_bill_to_address_value")
        ),
        sa.CheckConstraint("length(bill_to_name) <= 200", name=op.f("ck_sales_order_bill_to_name_value")),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_sales_order_description_value")),
        sa.CheckConstraint("length(name) <= 300", name=op.f("ck_sales_order_name_value")),
        sa.CheckConstraint("length(order_number) <= 100", name=op.f("ck_sales_order_order_number_value")),
        sa.CheckConstraint(
            "length(ship_to_address) <= 1000", name=op.f("ck_sales_order_ship_to_address_value")
        ),
        sa.CheckConstraint("length(ship_to_name) <= 200", name=op.f("ck_sales_order_ship_to_name_value")),
        sa.CheckConstraint(
            "line_item_discount_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_sales_order_line_item_discount_amount_value"),
        ),
        sa.CheckConstraint("payment_terms IN (1, 2, 3, 4)", name=op.f("ck_sales_order_payment_terms_value")),
        sa.CheckConstraint(
            "pre_freight_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_sales_order_pre_freight_amount_value"),
        ),
        sa.CheckConstraint(
            "pricing_error IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37)",
            name=op.f("ck_sales_order_pricing_error_value"),
        ),
        sa.CheckConstraint(
            "shipping_method IN (1, 2, 3, 4, 5, 6, 7)", name=op.f("ck_sales_order_shipping_method_value")
        ),
        sa.CheckConstraint("status IN (0, 1, 2, 3, 4)", name=op.f("ck_sales_order_status_value")),
        sa.CheckConstraint(
            "status_reason IN (1, 2, 3, 4, 100001, 100002, 100003)",
            name=op.f("ck_sales_order_status_reason_value"),
        ),
        sa.CheckConstraint(
            "total_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_sales_order_total_amount_value"),
        ),
        sa.CheckConstraint(
            "total_discount_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_sales_order_total_discount_amount_value"),
        ),
        sa.CheckConstraint(
            "total_tax BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_sales_order_total_tax_value"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sales_order_account_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_sales_order_contact_id")),
        sa.ForeignKeyConstraint(["currency_id"], ["currency.id"], name=op.f("fk_sales_order_currency_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_sales_order_opportunity_id")
        ),
        sa.ForeignKeyConstraint(["owner_team_id"], ["team.id"], name=op.f("fk_sales_order_owner_team_id")),
        sa.ForeignKeyConstraint(
            ["owner_user_id"], ["system_user.id"], name=op.f("fk_sales_order_owner_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_list.id"], name=op.f("fk_sales_order_price_list_id")
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_sales_order_quote_id")),
        sa.PrimaryKeyConstraint("rowid", name="pk_sales_order"),
        sa.UniqueConstraint("id", name="uq_sales_order_id"),
        sa.UniqueConstraint("order_number", name=op.f("uq_sales_order_order_number")),
    )
    op.create_table(
        "activity",
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("quote_id", sa.Uuid(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("competitor_id", sa.Uuid(), nullable=True),
        sa.Column("owner_user_id", sa.Uuid(), nullable=True),
        sa.Column("owner_team_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("activity_type", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("description", sa.String(100000), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("status_reason", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("scheduled_start", sa.DateTime(), nullable=True),
        sa.Column("scheduled_end", sa.DateTime(), nullable=True),
        sa.Column("actual_start", sa.DateTime(), nullable=True),
        sa.Column("actual_end", sa.DateTime(), nullable=True),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("is_all_day", sa.Boolean(), nullable=False),
        sa.Column("category", sa.String(250), nullable=True),
        sa.Column("subcategory", sa.String(250), nullable=True),
        sa.Column("percent_complete", sa.Integer(), nullable=True),
        sa.Column("direction", sa.Integer(), nullable=True),
        sa.Column("phone_number", sa.String(200), nullable=True),
        sa.Column("location", sa.String(200), nullable=True),
        sa.Column("recurrence_rule", sa.String(500), nullable=True),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("is_exception", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.String(320), nullable=True),
        sa.Column("sent_on", sa.DateTime(), nullable=True),
        sa.Column("delivery_attempts", sa.Integer(), nullable=False),
        sa.Column("delivery_error", sa.String(2000), nullable=True),
        sa.Column("actual_revenue", sa.BigInteger(), nullable=True),
        sa.Column("lost_to_competitor_id", sa.Uuid(), nullable=True),
        sa.Column("closing_status_reason", sa.Integer(), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("import_key", sa.String(200), nullable=True),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN opportunity_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN account_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN lead_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN quote_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN order_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN competitor_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name=op.f("ck_activity_one_regarding"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN owner_user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN owner_team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_activity_one_owner"),
        ),
        sa.CheckConstraint(
            "(activity_type = 4212 AND status_reason IN (2, 3, 4, 5, 6, 7)) OR (activity_type = 4210 AND status_reason IN (1, 2, 3, 4)) OR (activity_type = 4202 AND status_reason IN (1, 2, 3, 4, 5, 6, 7, 8)) OR (activity_type = 4201 AND status_reason IN (1, 2, 3, 4, 5, 6)) OR (activity_type = 4207 AND status_reason IN (1, 2, 3, 4, 5)) OR (activity_type = 4204 AND status_reason IN (1, 2, 3, 4, 5)) OR (activity_type = 4208 AND status_reason IN (1, 2, 3)) OR (activity_type = 4211 AND status_reason IN (1, 2, 3)) OR (activity_type = 4209 AND status_reason IN (1, 2, 3))",
            name=op.f("ck_activity_status_reason"),
        ),
        sa.CheckConstraint(
            "activity_type <> 4201 OR (scheduled_start IS NOT NULL AND scheduled_end IS NOT NULL)",
            name=op.f("ck_activity_appointment_has_times"),
        ),
        sa.CheckConstraint(
            "activity_type IN (4204, 4210, 4201, 4202, 4207, 4208, 4209, 4211, 4212)",
            name=op.f("ck_activity_activity_type_value"),
        ),
        sa.CheckConstraint(
            "actual_revenue BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_activity_actual_revenue_value"),
        ),
        sa.CheckConstraint("direction IN (0, 1)", name=op.f("ck_activity_direction_value")),
        sa.CheckConstraint("duration_minutes > 0", name=op.f("ck_activity_duration")),
        sa.CheckConstraint("length(category) <= 250", name=op.f("ck_activity_category_value")),
        sa.CheckConstraint("length(delivery_error) <= 2000", name=op.f("ck_activity_delivery_error_value")),
        sa.CheckConstraint("length(description) <= 100000", name=op.f("ck_activity_description_value")),
        sa.CheckConstraint("length(import_key) <= 200", name=op.f("ck_activity_import_key_value")),
        sa.CheckConstraint("length(location) <= 200", name=op.f("ck_activity_location_value")),
        sa.CheckConstraint("length(message_id) <= 320", name=op.f("ck_activity_message_id_value")),
        sa.CheckConstraint("length(phone_number) <= 200", name=op.f("ck_activity_phone_number_value")),
        sa.CheckConstraint("length(recurrence_rule) <= 500", name=op.f("ck_activity_recurrence_rule_value")),
        sa.CheckConstraint("length(subcategory) <= 250", name=op.f("ck_activity_subcategory_value")),
        sa.CheckConstraint("length(subject) <= 200", name=op.f("ck_activity_subject_value")),
        sa.CheckConstraint("percent_complete BETWEEN 0 AND 100", name=op.f("ck_activity_percent_complete")),
        sa.CheckConstraint("priority IN (0, 1, 2)", name=op.f("ck_activity_priority_value")),
        sa.CheckConstraint("scheduled_end >= scheduled_start", name=op.f("ck_activity_ends_after_start")),
        sa.CheckConstraint("status IN (0, 1, 2, 3)", name=op.f("ck_activity_status_value")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_activity_account_id")),
        sa.ForeignKeyConstraint(["competitor_id"], ["competitor.id"], name=op.f("fk_activity_competitor_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_activity_contact_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_activity_lead_id")),
        sa.ForeignKeyConstraint(
            ["lost_to_competitor_id"], ["competitor.id"], name=op.f("fk_activity_lost_to_competitor_id")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_activity_opportunity_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_activity_order_id")),
        sa.ForeignKeyConstraint(["owner_team_id"], ["team.id"], name=op.f("fk_activity_owner_team_id")),
        sa.ForeignKeyConstraint(
            ["owner_user_id"], ["system_user.id"], name=op.f("fk_activity_owner_user_id")
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_activity_quote_id")),
        sa.ForeignKeyConstraint(["series_id"], ["activity.id"], name=op.f("fk_activity_series_id")),
        sa.PrimaryKeyConstraint("rowid", name="pk_activity"),
        sa.UniqueConstraint("id", name="uq_activity_id"),
        sa.UniqueConstraint("import_key", name=op.f("uq_activity_import_key")),
    )
    op.create_table(
        "note",
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("quote_id", sa.Uuid(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("competitor_id", sa.Uuid(), nullable=True),
        sa.Column("owner_user_id", sa.Uuid(), nullable=True),
        sa.Column("owner_team_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(300), nullable=True),
        sa.Column("body", sa.String(100000), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN opportunity_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN account_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN lead_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN quote_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN order_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN competitor_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name=op.f("ck_note_one_regarding"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN owner_user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN owner_team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_note_one_owner"),
        ),
        sa.CheckConstraint("length(body) <= 100000", name=op.f("ck_note_body_value")),
        sa.CheckConstraint("length(title) <= 300", name=op.f("ck_note_title_value")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_note_account_id")),
        sa.ForeignKeyConstraint(["competitor_id"], ["competitor.id"], name=op.f("fk_note_competitor_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_note_contact_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_note_lead_id")),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name=op.f("fk_note_opportunity_id")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_note_order_id")),
        sa.ForeignKeyConstraint(["owner_team_id"], ["team.id"], name=op.f("fk_note_owner_team_id")),
        sa.ForeignKeyConstraint(["owner_user_id"], ["system_user.id"], name=op.f("fk_note_owner_user_id")),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_note_quote_id")),
        sa.PrimaryKeyConstraint("rowid", name="pk_note"),
        sa.UniqueConstraint("id", name="uq_note_id"),
    )
    op.create_table(
        "order_product",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column("write_in_product", sa.String(500), nullable=True),
        sa.Column("product_type", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.String(2000), nullable=True),
        sa.Column("is_price_overridden", sa.Boolean(), nullable=False),
        sa.Column("price_per_unit", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("volume_discount", sa.BigInteger(), nullable=True),
        sa.Column("manual_discount", sa.BigInteger(), nullable=True),
        sa.Column("tax", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("extended_amount", sa.BigInteger(), nullable=True),
        sa.Column("requested_delivery_date", sa.Date(), nullable=True),
        sa.Column("properties", sa.String(2000), nullable=True),
        sa.Column("pricing_error", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(product_id IS NULL) <> (write_in_product IS NULL)",
            name=op.f("ck_order_product_product_or_write_in"),
        ),
        sa.CheckConstraint(
            "amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_order_product_amount_value"),
        ),
        sa.CheckConstraint(
            "extended_amount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_order_product_extended_amount_value"),
        ),
        sa.CheckConstraint("length(description) <= 2000", name=op.f("ck_order_product_description_value")),
        sa.CheckConstraint("length(properties) <= 2000", name=op.f("ck_order_product_properties_value")),
        sa.CheckConstraint(
            "length(write_in_product) <= 500", name=op.f("ck_order_product_write_in_product_value")
        ),
        sa.CheckConstraint(
            "manual_discount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_order_product_manual_discount_value"),
        ),
        sa.CheckConstraint(
            "price_per_unit BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_order_product_price_per_unit_value"),
        ),
        sa.CheckConstraint(
            "pricing_error IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37)",
            name=op.f("ck_order_product_pricing_error_value"),
        ),
        sa.CheckConstraint(
            "product_type IN (1, 2, 3, 4, 5)", name=op.f("ck_order_product_product_type_value")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_product_quantity")),
        sa.CheckConstraint(
            "tax BETWEEN -10000000000000000 AND 10000000000000000", name=op.f("ck_order_product_tax_value")
        ),
        sa.CheckConstraint(
            "volume_discount BETWEEN -10000000000000000 AND 10000000000000000",
            name=op.f("ck_order_product_volume_discount_value"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_order_product_order_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_order_product_product_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_order_product_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_product")),
    )
    op.create_table(
        "post",
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("quote_id", sa.Uuid(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("competitor_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.String(2000), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(50), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("reply_to_id", sa.Uuid(), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN opportunity_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN account_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN lead_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN quote_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN order_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN competitor_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name=op.f("ck_post_one_regarding"),
        ),
        sa.CheckConstraint("length(body) <= 2000", name=op.f("ck_post_body_value")),
        sa.CheckConstraint("length(event) <= 50", name=op.f("ck_post_event_value")),
        sa.CheckConstraint("source IN (1, 2)", name=op.f("ck_post_source_value")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_post_account_id")),
        sa.ForeignKeyConstraint(["author_id"], ["system_user.id"], name=op.f("fk_post_author_id")),
        sa.ForeignKeyConstraint(["competitor_id"], ["competitor.id"], name=op.f("fk_post_competitor_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_post_contact_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_post_lead_id")),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name=op.f("fk_post_opportunity_id")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_post_order_id")),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_post_quote_id")),
        sa.ForeignKeyConstraint(["reply_to_id"], ["post.id"], name=op.f("fk_post_reply_to_id")),
        sa.PrimaryKeyConstraint("rowid", name="pk_post"),
        sa.UniqueConstraint("id", name="uq_post_id"),
    )
    op.create_table(
        "record_share",
        sa.Column("can_read", sa.Boolean(), nullable=False),
        sa.Column("can_write", sa.Boolean(), nullable=False),
        sa.Column("can_append", sa.Boolean(), nullable=False),
        sa.Column("can_assign", sa.Boolean(), nullable=False),
        sa.Column("can_share", sa.Boolean(), nullable=False),
        sa.Column("can_delete", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("quote_id", sa.Uuid(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("access_team_template_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN opportunity_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN account_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN lead_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN quote_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN order_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_record_share_one_record"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_record_share_one_principal"),
        ),
        sa.CheckConstraint("can_read OR NOT can_write", name=op.f("ck_record_share_write_needs_read")),
        sa.ForeignKeyConstraint(
            ["access_team_template_id"],
            ["access_team_template.id"],
            name=op.f("fk_record_share_access_team_template_id"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_record_share_account_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_record_share_contact_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_record_share_lead_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_record_share_opportunity_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_record_share_order_id")),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_record_share_quote_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_record_share_team_id")),
        sa.ForeignKeyConstraint(["user_id"], ["system_user.id"], name=op.f("fk_record_share_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_share")),
    )
    op.create_table(
        "activity_party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("participation", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.String(320), nullable=True),
        sa.Column("display_name", sa.String(305), nullable=True),
        sa.Column("refusal", sa.String(300), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN account_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN lead_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN user_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name=op.f("ck_activity_party_one_party"),
        ),
        sa.CheckConstraint(
            "address IS NOT NULL OR contact_id IS NOT NULL OR account_id IS NOT NULL OR lead_id IS NOT NULL OR user_id IS NOT NULL",
            name=op.f("ck_activity_party_somebody"),
        ),
        sa.CheckConstraint("length(address) <= 320", name=op.f("ck_activity_party_address_value")),
        sa.CheckConstraint("length(display_name) <= 305", name=op.f("ck_activity_party_display_name_value")),
        sa.CheckConstraint("length(refusal) <= 300", name=op.f("ck_activity_party_refusal_value")),
        sa.CheckConstraint(
            "participation IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)",
            name=op.f("ck_activity_party_participation_value"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_activity_party_account_id")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_activity_party_activity_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_activity_party_contact_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_activity_party_lead_id")),
        sa.ForeignKeyConstraint(["user_id"], ["system_user.id"], name=op.f("fk_activity_party_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_party")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("note_id", sa.Uuid(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("mime_type", sa.String(255), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN note_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN activity_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_attachment_one_parent"),
        ),
        sa.CheckConstraint("length(file_name) <= 255", name=op.f("ck_attachment_file_name_value")),
        sa.CheckConstraint("length(mime_type) <= 255", name=op.f("ck_attachment_mime_type_value")),
        sa.CheckConstraint("length(sha256) <= 64", name=op.f("ck_attachment_sha256_value")),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_attachment_size")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_attachment_activity_id")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_attachment_note_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_table(
        "post_like",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=False),
        sa.Column("modified_on", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("modified_by_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_like_post_id")),
        sa.ForeignKeyConstraint(["user_id"], ["system_user.id"], name=op.f("fk_post_like_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_like")),
        sa.UniqueConstraint("post_id", "user_id", name=op.f("uq_post_like_post_id_user_id")),
    )
    op.create_index(op.f("ix_journal_command_target_id"), "journal_command", ["target_id"], unique=False)
    op.create_index("ix_journal_command_user_id", "journal_command", ["user_id", "id"], unique=False)
    op.create_index(op.f("ix_system_user_manager_id"), "system_user", ["manager_id"], unique=False)
    op.create_index(op.f("ix_journal_entry_command_id"), "journal_entry", ["command_id"], unique=False)
    op.create_index(op.f("ix_journal_entry_parent_id"), "journal_entry", ["parent_id"], unique=False)
    op.create_index("ix_journal_entry_record", "journal_entry", ["record_id", "command_id"], unique=False)
    op.create_index(op.f("ix_team_manager_id"), "team", ["manager_id"], unique=False)
    op.create_index(op.f("ix_unit_base_unit_id"), "unit", ["base_unit_id"], unique=False)
    op.create_index(op.f("ix_account_account_number"), "account", ["account_number"], unique=False)
    op.create_index("ix_account_name", "account", ["name"], unique=False)
    op.create_index(op.f("ix_account_owner_team_id"), "account", ["owner_team_id"], unique=False)
    op.create_index(op.f("ix_account_owner_user_id"), "account", ["owner_user_id"], unique=False)
    op.create_index(op.f("ix_account_parent_account_id"), "account", ["parent_account_id"], unique=False)
    op.create_index(op.f("ix_account_primary_contact_id"), "account", ["primary_contact_id"], unique=False)
    op.create_index("ix_account_sort_name", "account", [sa.literal_column("lower(name)")], unique=False)
    op.create_index(op.f("ix_product_default_unit_id"), "product", ["default_unit_id"], unique=False)
    op.create_index("ix_product_name", "product", ["name"], unique=False)
    op.create_index(op.f("ix_product_parent_id"), "product", ["parent_id"], unique=False)
    op.create_index(op.f("ix_product_unit_group_id"), "product", ["unit_group_id"], unique=False)
    op.create_index(op.f("ix_team_membership_user_id"), "team_membership", ["user_id"], unique=False)
    op.create_index(op.f("ix_bundle_product_product_id"), "bundle_product", ["product_id"], unique=False)
    op.create_index(op.f("ix_contact_account_id"), "contact", ["account_id"], unique=False)
    op.create_index("ix_contact_email", "contact", ["email"], unique=False)
    op.create_index("ix_contact_full_name", "contact", ["full_name"], unique=False)
    op.create_index(op.f("ix_contact_owner_team_id"), "contact", ["owner_team_id"], unique=False)
    op.create_index(op.f("ix_contact_owner_user_id"), "contact", ["owner_user_id"], unique=False)
    op.create_index("ix_contact_sort_name", "contact", [sa.literal_column("lower(full_name)")], unique=False)
    op.create_index(op.f("ix_contact_vcard_uid"), "contact", ["vcard_uid"], unique=False)
    op.create_index(
        op.f("ix_price_list_item_discount_list_id"), "price_list_item", ["discount_list_id"], unique=False
    )
    op.create_index(op.f("ix_price_list_item_product_id"), "price_list_item", ["product_id"], unique=False)
    op.create_index(
        op.f("ix_product_relationship_related_product_id"),
        "product_relationship",
        ["related_product_id"],
        unique=False,
    )
    op.create_index(op.f("ix_lead_campaign_id"), "lead", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_lead_company_name"), "lead", ["company_name"], unique=False)
    op.create_index(op.f("ix_lead_email"), "lead", ["email"], unique=False)
    op.create_index(op.f("ix_lead_full_name"), "lead", ["full_name"], unique=False)
    op.create_index(op.f("ix_lead_owner_team_id"), "lead", ["owner_team_id"], unique=False)
    op.create_index(op.f("ix_lead_owner_user_id"), "lead", ["owner_user_id"], unique=False)
    op.create_index(op.f("ix_lead_parent_account_id"), "lead", ["parent_account_id"], unique=False)
    op.create_index(op.f("ix_lead_parent_contact_id"), "lead", ["parent_contact_id"], unique=False)
    op.create_index(
        op.f("ix_lead_qualifying_opportunity_id"), "lead", ["qualifying_opportunity_id"], unique=False
    )
    op.create_index("ix_lead_status_created_on", "lead", ["status", "created_on"], unique=False)
    op.create_index("ix_lead_topic", "lead", ["topic"], unique=False)
    op.create_index("ix_opportunity_account_id_status", "opportunity", ["account_id", "status"], unique=False)
    op.create_index(op.f("ix_opportunity_campaign_id"), "opportunity", ["campaign_id"], unique=False)
    op.create_index("ix_opportunity_contact_id_status", "opportunity", ["contact_id", "status"], unique=False)
    op.create_index(
        op.f("ix_opportunity_originating_lead_id"), "opportunity", ["originating_lead_id"], unique=False
    )
    op.create_index(op.f("ix_opportunity_owner_team_id"), "opportunity", ["owner_team_id"], unique=False)
    op.create_index(
        "ix_opportunity_owner_team_id_status",
        "opportunity",
        ["owner_team_id", "status", "estimated_close_date"],
        unique=False,
    )
    op.create_index(op.f("ix_opportunity_owner_user_id"), "opportunity", ["owner_user_id"], unique=False)
    op.create_index(
        "ix_opportunity_owner_user_id_status",
        "opportunity",
        ["owner_user_id", "status", "estimated_close_date"],
        unique=False,
    )
    op.create_index(op.f("ix_opportunity_price_list_id"), "opportunity", ["price_list_id"], unique=False)
    op.create_index(
        "ix_opportunity_status_actual_close_date",
        "opportunity",
        ["status", "actual_close_date"],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_status_actual_revenue",
        "opportunity",
        ["status", "actual_revenue", "estimated_close_date"],
        unique=False,
    )
    op.create_index("ix_opportunity_status_created_on", "opportunity", ["status", "created_on"], unique=False)
    op.create_index(
        "ix_opportunity_status_customer_name",
        "opportunity",
        ["status", sa.literal_column("lower(customer_name)")],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_status_estimated_close_date",
        "opportunity",
        ["status", "estimated_close_date", sa.literal_column("lower(topic)")],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_status_estimated_revenue",
        "opportunity",
        ["status", "estimated_revenue", "probability"],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_status_modified_on", "opportunity", ["status", "modified_on"], unique=False
    )
    op.create_index(
        "ix_opportunity_status_pipeline_phase",
        "opportunity",
        ["status", "pipeline_phase", "estimated_close_date"],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_status_probability",
        "opportunity",
        ["status", "probability", "estimated_close_date"],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_status_rating",
        "opportunity",
        ["status", "rating", "estimated_close_date"],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_status_status_reason",
        "opportunity",
        ["status", "status_reason", "estimated_close_date"],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_status_topic",
        "opportunity",
        ["status", sa.literal_column("lower(topic)")],
        unique=False,
    )
    op.create_index(op.f("ix_connection_contact_id"), "connection", ["contact_id"], unique=False)
    op.create_index(op.f("ix_connection_opportunity_id"), "connection", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_connection_party_account_id"), "connection", ["party_account_id"], unique=False)
    op.create_index(op.f("ix_connection_user_id"), "connection", ["user_id"], unique=False)
    op.create_index(op.f("ix_follow_account_id"), "follow", ["account_id"], unique=False)
    op.create_index(op.f("ix_follow_contact_id"), "follow", ["contact_id"], unique=False)
    op.create_index(op.f("ix_follow_lead_id"), "follow", ["lead_id"], unique=False)
    op.create_index(op.f("ix_follow_opportunity_id"), "follow", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_linked_folder_account_id"), "linked_folder", ["account_id"], unique=False)
    op.create_index(
        op.f("ix_linked_folder_opportunity_id"), "linked_folder", ["opportunity_id"], unique=False
    )
    op.create_index(
        "ix_opportunity_competitor_competitor_id",
        "opportunity_competitor",
        ["competitor_id", "opportunity_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opportunity_product_opportunity_id"), "opportunity_product", ["opportunity_id"], unique=False
    )
    op.create_index(
        op.f("ix_opportunity_product_product_id"), "opportunity_product", ["product_id"], unique=False
    )
    op.create_index(op.f("ix_process_instance_lead_id"), "process_instance", ["lead_id"], unique=False)
    op.create_index(
        op.f("ix_process_instance_opportunity_id"), "process_instance", ["opportunity_id"], unique=False
    )
    op.create_index(op.f("ix_quote_account_id"), "quote", ["account_id"], unique=False)
    op.create_index(op.f("ix_quote_contact_id"), "quote", ["contact_id"], unique=False)
    op.create_index(op.f("ix_quote_opportunity_id"), "quote", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_quote_owner_team_id"), "quote", ["owner_team_id"], unique=False)
    op.create_index(op.f("ix_quote_owner_user_id"), "quote", ["owner_user_id"], unique=False)
    op.create_index(op.f("ix_quote_price_list_id"), "quote", ["price_list_id"], unique=False)
    op.create_index("ix_quote_status_effective_to", "quote", ["status", "effective_to"], unique=False)
    op.create_index(op.f("ix_process_choice_lead_id"), "process_choice", ["lead_id"], unique=False)
    op.create_index(
        op.f("ix_process_choice_opportunity_id"), "process_choice", ["opportunity_id"], unique=False
    )
    op.create_index(
        op.f("ix_process_choice_process_instance_id"), "process_choice", ["process_instance_id"], unique=False
    )
    op.create_index("uq_process_choice_user_lead", "process_choice", ["user_id", "lead_id"], unique=True)
    op.create_index(
        "uq_process_choice_user_opportunity", "process_choice", ["user_id", "opportunity_id"], unique=True
    )
    op.create_index(
        "ix_process_stage_visit_instance_entered",
        "process_stage_visit",
        ["process_instance_id", "entered_on"],
        unique=False,
    )
    op.create_index(op.f("ix_quote_product_product_id"), "quote_product", ["product_id"], unique=False)
    op.create_index(op.f("ix_quote_product_quote_id"), "quote_product", ["quote_id"], unique=False)
    op.create_index(op.f("ix_sales_order_account_id"), "sales_order", ["account_id"], unique=False)
    op.create_index(op.f("ix_sales_order_contact_id"), "sales_order", ["contact_id"], unique=False)
    op.create_index(op.f("ix_sales_order_opportunity_id"), "sales_order", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_sales_order_owner_team_id"), "sales_order", ["owner_team_id"], unique=False)
    op.create_index(op.f("ix_sales_order_owner_user_id"), "sales_order", ["owner_user_id"], unique=False)
    op.create_index(op.f("ix_sales_order_price_list_id"), "sales_order", ["price_list_id"], unique=False)
    op.create_index(op.f("ix_sales_order_quote_id"), "sales_order", ["quote_id"], unique=False)
    op.create_index(op.f("ix_activity_account_id"), "activity", ["account_id"], unique=False)
    op.create_index(op.f("ix_activity_competitor_id"), "activity", ["competitor_id"], unique=False)
    op.create_index(op.f("ix_activity_contact_id"), "activity", ["contact_id"], unique=False)
    op.create_index(op.f("ix_activity_lead_id"), "activity", ["lead_id"], unique=False)
    op.create_index(
        op.f("ix_activity_lost_to_competitor_id"), "activity", ["lost_to_competitor_id"], unique=False
    )
    op.create_index(op.f("ix_activity_message_id"), "activity", ["message_id"], unique=False)
    op.create_index(op.f("ix_activity_opportunity_id"), "activity", ["opportunity_id"], unique=False)
    op.create_index(
        "ix_activity_opportunity_status_end",
        "activity",
        ["opportunity_id", "status", "scheduled_end"],
        unique=False,
    )
    op.create_index(op.f("ix_activity_order_id"), "activity", ["order_id"], unique=False)
    op.create_index(op.f("ix_activity_owner_team_id"), "activity", ["owner_team_id"], unique=False)
    op.create_index(op.f("ix_activity_owner_user_id"), "activity", ["owner_user_id"], unique=False)
    op.create_index(
        "ix_activity_owner_user_status_end",
        "activity",
        ["owner_user_id", "status", "scheduled_end"],
        unique=False,
    )
    op.create_index(op.f("ix_activity_quote_id"), "activity", ["quote_id"], unique=False)
    op.create_index(
        "ix_activity_scheduled_end_start", "activity", ["scheduled_end", "scheduled_start"], unique=False
    )
    op.create_index(op.f("ix_activity_series_id"), "activity", ["series_id"], unique=False)
    op.create_index(
        "ix_activity_series_rule",
        "activity",
        ["owner_user_id"],
        unique=False,
        sqlite_where=sa.text("recurrence_rule IS NOT NULL"),
    )
    op.create_index(op.f("ix_note_account_id"), "note", ["account_id"], unique=False)
    op.create_index(op.f("ix_note_competitor_id"), "note", ["competitor_id"], unique=False)
    op.create_index(op.f("ix_note_contact_id"), "note", ["contact_id"], unique=False)
    op.create_index(op.f("ix_note_lead_id"), "note", ["lead_id"], unique=False)
    op.create_index(op.f("ix_note_opportunity_id"), "note", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_note_order_id"), "note", ["order_id"], unique=False)
    op.create_index(op.f("ix_note_owner_team_id"), "note", ["owner_team_id"], unique=False)
    op.create_index(op.f("ix_note_owner_user_id"), "note", ["owner_user_id"], unique=False)
    op.create_index(op.f("ix_note_quote_id"), "note", ["quote_id"], unique=False)
    op.create_index(op.f("ix_order_product_order_id"), "order_product", ["order_id"], unique=False)
    op.create_index(op.f("ix_order_product_product_id"), "order_product", ["product_id"], unique=False)
    op.create_index(op.f("ix_post_account_id"), "post", ["account_id"], unique=False)
    op.create_index(op.f("ix_post_author_id"), "post", ["author_id"], unique=False)
    op.create_index(op.f("ix_post_competitor_id"), "post", ["competitor_id"], unique=False)
    op.create_index(op.f("ix_post_contact_id"), "post", ["contact_id"], unique=False)
    op.create_index(op.f("ix_post_lead_id"), "post", ["lead_id"], unique=False)
    op.create_index(op.f("ix_post_opportunity_id"), "post", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_post_order_id"), "post", ["order_id"], unique=False)
    op.create_index(op.f("ix_post_quote_id"), "post", ["quote_id"], unique=False)
    op.create_index(op.f("ix_post_reply_to_id"), "post", ["reply_to_id"], unique=False)
    op.create_index(
        op.f("ix_record_share_access_team_template_id"),
        "record_share",
        ["access_team_template_id"],
        unique=False,
    )
    op.create_index(op.f("ix_record_share_account_id"), "record_share", ["account_id"], unique=False)
    op.create_index(op.f("ix_record_share_contact_id"), "record_share", ["contact_id"], unique=False)
    op.create_index(op.f("ix_record_share_lead_id"), "record_share", ["lead_id"], unique=False)
    op.create_index(op.f("ix_record_share_opportunity_id"), "record_share", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_record_share_order_id"), "record_share", ["order_id"], unique=False)
    op.create_index(op.f("ix_record_share_quote_id"), "record_share", ["quote_id"], unique=False)
    op.create_index(op.f("ix_record_share_team_id"), "record_share", ["team_id"], unique=False)
    op.create_index(op.f("ix_record_share_user_id"), "record_share", ["user_id"], unique=False)
    op.create_index(op.f("ix_activity_party_account_id"), "activity_party", ["account_id"], unique=False)
    op.create_index(op.f("ix_activity_party_activity_id"), "activity_party", ["activity_id"], unique=False)
    op.create_index(op.f("ix_activity_party_contact_id"), "activity_party", ["contact_id"], unique=False)
    op.create_index(op.f("ix_activity_party_lead_id"), "activity_party", ["lead_id"], unique=False)
    op.create_index(op.f("ix_activity_party_user_id"), "activity_party", ["user_id"], unique=False)
    op.create_index(op.f("ix_attachment_activity_id"), "attachment", ["activity_id"], unique=False)
    op.create_index(op.f("ix_attachment_note_id"), "attachment", ["note_id"], unique=False)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)
    op.create_index(op.f("ix_post_like_user_id"), "post_like", ["user_id"], unique=False)
    for statement in SEARCH:
        op.execute(sa.text(statement))


SEARCH = (
    r"""CREATE TABLE search_entry (id INTEGER PRIMARY KEY, title TEXT NOT NULL, names TEXT, body TEXT)""",
    r"""CREATE VIRTUAL TABLE search_index USING fts5(title, names, body, content='search_entry', content_rowid='id', tokenize='trigram', columnsize=0)""",
    r"""CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
  INSERT INTO search_index(rowid, title, names, body) VALUES (NEW.id, NEW.title, NEW.names, NEW.body);
END""",
    r"""CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
  INSERT INTO search_index(search_index, rowid, title, names, body)
    VALUES ('delete', OLD.id, OLD.title, OLD.names, OLD.body);
END""",
    r"""CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
  INSERT INTO search_index(search_index, rowid, title, names, body)
    VALUES ('delete', OLD.id, OLD.title, OLD.names, OLD.body);
  INSERT INTO search_index(rowid, title, names, body) VALUES (NEW.id, NEW.title, NEW.names, NEW.body);
END""",
    r"""CREATE TRIGGER search_opportunity_added AFTER INSERT ON opportunity BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (281474976710656 + NEW.rowid, coalesce(NEW.topic, ''), nullif(trim(coalesce((SELECT name FROM account WHERE id = NEW.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = NEW.contact_id), ''), char(10)), ''), nullif(coalesce(NEW.description || char(10), '') || coalesce(NEW.current_situation || char(10), '') || coalesce(NEW.customer_need || char(10), '') || coalesce(NEW.proposed_solution || char(10), '') || coalesce(NEW.customer_pain_points || char(10), ''), ''));
END""",
    r"""CREATE TRIGGER search_opportunity_removed AFTER DELETE ON opportunity BEGIN
  DELETE FROM search_entry WHERE id = 281474976710656 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_opportunity_changed AFTER UPDATE OF topic, description, current_situation, customer_need, proposed_solution, customer_pain_points, account_id, contact_id ON opportunity
WHEN OLD.topic IS NOT NEW.topic OR OLD.description IS NOT NEW.description OR OLD.current_situation IS NOT NEW.current_situation OR OLD.customer_need IS NOT NEW.customer_need OR OLD.proposed_solution IS NOT NEW.proposed_solution OR OLD.customer_pain_points IS NOT NEW.customer_pain_points OR OLD.account_id IS NOT NEW.account_id OR OLD.contact_id IS NOT NEW.contact_id BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.topic, ''), nullif(trim(coalesce((SELECT name FROM account WHERE id = NEW.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = NEW.contact_id), ''), char(10)), ''), nullif(coalesce(NEW.description || char(10), '') || coalesce(NEW.current_situation || char(10), '') || coalesce(NEW.customer_need || char(10), '') || coalesce(NEW.proposed_solution || char(10), '') || coalesce(NEW.customer_pain_points || char(10), ''), ''))
    WHERE id = 281474976710656 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_account_added AFTER INSERT ON account BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (562949953421312 + NEW.rowid, coalesce(NEW.name, ''), NULL, nullif(coalesce(NEW.account_number || char(10), '') || coalesce(NEW.city || char(10), '') || coalesce(NEW.country || char(10), '') || coalesce(NEW.website || char(10), '') || coalesce(NEW.email || char(10), '') || coalesce(NEW.description || char(10), ''), ''));
END""",
    r"""CREATE TRIGGER search_account_removed AFTER DELETE ON account BEGIN
  DELETE FROM search_entry WHERE id = 562949953421312 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_account_changed AFTER UPDATE OF name, account_number, city, country, website, email, description ON account
WHEN OLD.name IS NOT NEW.name OR OLD.account_number IS NOT NEW.account_number OR OLD.city IS NOT NEW.city OR OLD.country IS NOT NEW.country OR OLD.website IS NOT NEW.website OR OLD.email IS NOT NEW.email OR OLD.description IS NOT NEW.description BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.name, ''), NULL, nullif(coalesce(NEW.account_number || char(10), '') || coalesce(NEW.city || char(10), '') || coalesce(NEW.country || char(10), '') || coalesce(NEW.website || char(10), '') || coalesce(NEW.email || char(10), '') || coalesce(NEW.description || char(10), ''), ''))
    WHERE id = 562949953421312 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_contact_added AFTER INSERT ON contact BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (844424930131968 + NEW.rowid, coalesce(NEW.full_name, ''), (SELECT name FROM account WHERE id = NEW.account_id), nullif(coalesce(NEW.job_title || char(10), '') || coalesce(NEW.email || char(10), '') || coalesce(NEW.description || char(10), ''), ''));
END""",
    r"""CREATE TRIGGER search_contact_removed AFTER DELETE ON contact BEGIN
  DELETE FROM search_entry WHERE id = 844424930131968 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_contact_changed AFTER UPDATE OF full_name, job_title, email, description, account_id ON contact
WHEN OLD.full_name IS NOT NEW.full_name OR OLD.job_title IS NOT NEW.job_title OR OLD.email IS NOT NEW.email OR OLD.description IS NOT NEW.description OR OLD.account_id IS NOT NEW.account_id BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.full_name, ''), (SELECT name FROM account WHERE id = NEW.account_id), nullif(coalesce(NEW.job_title || char(10), '') || coalesce(NEW.email || char(10), '') || coalesce(NEW.description || char(10), ''), ''))
    WHERE id = 844424930131968 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_lead_added AFTER INSERT ON lead BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (1125899906842624 + NEW.rowid, coalesce(NEW.topic, ''), NULL, nullif(coalesce(NEW.full_name || char(10), '') || coalesce(NEW.company_name || char(10), '') || coalesce(NEW.email || char(10), '') || coalesce(NEW.description || char(10), ''), ''));
END""",
    r"""CREATE TRIGGER search_lead_removed AFTER DELETE ON lead BEGIN
  DELETE FROM search_entry WHERE id = 1125899906842624 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_lead_changed AFTER UPDATE OF topic, full_name, company_name, email, description ON lead
WHEN OLD.topic IS NOT NEW.topic OR OLD.full_name IS NOT NEW.full_name OR OLD.company_name IS NOT NEW.company_name OR OLD.email IS NOT NEW.email OR OLD.description IS NOT NEW.description BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.topic, ''), NULL, nullif(coalesce(NEW.full_name || char(10), '') || coalesce(NEW.company_name || char(10), '') || coalesce(NEW.email || char(10), '') || coalesce(NEW.description || char(10), ''), ''))
    WHERE id = 1125899906842624 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_competitor_added AFTER INSERT ON competitor BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (1407374883553280 + NEW.rowid, coalesce(NEW.name, ''), NULL, nullif(coalesce(NEW.overview || char(10), '') || coalesce(NEW.strengths || char(10), '') || coalesce(NEW.weaknesses || char(10), ''), ''));
END""",
    r"""CREATE TRIGGER search_competitor_removed AFTER DELETE ON competitor BEGIN
  DELETE FROM search_entry WHERE id = 1407374883553280 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_competitor_changed AFTER UPDATE OF name, overview, strengths, weaknesses ON competitor
WHEN OLD.name IS NOT NEW.name OR OLD.overview IS NOT NEW.overview OR OLD.strengths IS NOT NEW.strengths OR OLD.weaknesses IS NOT NEW.weaknesses BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.name, ''), NULL, nullif(coalesce(NEW.overview || char(10), '') || coalesce(NEW.strengths || char(10), '') || coalesce(NEW.weaknesses || char(10), ''), ''))
    WHERE id = 1407374883553280 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_product_added AFTER INSERT ON product BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (1688849860263936 + NEW.rowid, coalesce(NEW.name, ''), NULL, nullif(coalesce(NEW.product_number || char(10), '') || coalesce(NEW.description || char(10), ''), ''));
END""",
    r"""CREATE TRIGGER search_product_removed AFTER DELETE ON product BEGIN
  DELETE FROM search_entry WHERE id = 1688849860263936 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_product_changed AFTER UPDATE OF name, product_number, description ON product
WHEN OLD.name IS NOT NEW.name OR OLD.product_number IS NOT NEW.product_number OR OLD.description IS NOT NEW.description BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.name, ''), NULL, nullif(coalesce(NEW.product_number || char(10), '') || coalesce(NEW.description || char(10), ''), ''))
    WHERE id = 1688849860263936 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_activity_added AFTER INSERT ON activity BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (1970324836974592 + NEW.rowid, coalesce(NEW.subject, ''), NULL, nullif(coalesce(NEW.description || char(10), '') || coalesce(NEW.location || char(10), '') || coalesce(NEW.phone_number || char(10), ''), ''));
END""",
    r"""CREATE TRIGGER search_activity_removed AFTER DELETE ON activity BEGIN
  DELETE FROM search_entry WHERE id = 1970324836974592 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_activity_changed AFTER UPDATE OF subject, description, location, phone_number ON activity
WHEN OLD.subject IS NOT NEW.subject OR OLD.description IS NOT NEW.description OR OLD.location IS NOT NEW.location OR OLD.phone_number IS NOT NEW.phone_number BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.subject, ''), NULL, nullif(coalesce(NEW.description || char(10), '') || coalesce(NEW.location || char(10), '') || coalesce(NEW.phone_number || char(10), ''), ''))
    WHERE id = 1970324836974592 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_note_added AFTER INSERT ON note BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (2251799813685248 + NEW.rowid, coalesce(NEW.title, ''), NULL, nullif(coalesce(NEW.body || char(10), ''), ''));
END""",
    r"""CREATE TRIGGER search_note_removed AFTER DELETE ON note BEGIN
  DELETE FROM search_entry WHERE id = 2251799813685248 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_note_changed AFTER UPDATE OF title, body ON note
WHEN OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.title, ''), NULL, nullif(coalesce(NEW.body || char(10), ''), ''))
    WHERE id = 2251799813685248 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_post_added AFTER INSERT ON post BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (2533274790395904 + NEW.rowid, coalesce(NEW.body, ''), NULL, NULL);
END""",
    r"""CREATE TRIGGER search_post_removed AFTER DELETE ON post BEGIN
  DELETE FROM search_entry WHERE id = 2533274790395904 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_post_changed AFTER UPDATE OF body ON post
WHEN OLD.body IS NOT NEW.body BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.body, ''), NULL, NULL)
    WHERE id = 2533274790395904 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_quote_added AFTER INSERT ON quote BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (2814749767106560 + NEW.rowid, coalesce(NEW.name, ''), nullif(trim(coalesce((SELECT name FROM account WHERE id = NEW.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = NEW.contact_id), ''), char(10)), ''), nullif(coalesce(NEW.quote_number || char(10), '') || coalesce(NEW.description || char(10), ''), ''));
END""",
    r"""CREATE TRIGGER search_quote_removed AFTER DELETE ON quote BEGIN
  DELETE FROM search_entry WHERE id = 2814749767106560 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_quote_changed AFTER UPDATE OF name, quote_number, description, account_id, contact_id ON quote
WHEN OLD.name IS NOT NEW.name OR OLD.quote_number IS NOT NEW.quote_number OR OLD.description IS NOT NEW.description OR OLD.account_id IS NOT NEW.account_id OR OLD.contact_id IS NOT NEW.contact_id BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.name, ''), nullif(trim(coalesce((SELECT name FROM account WHERE id = NEW.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = NEW.contact_id), ''), char(10)), ''), nullif(coalesce(NEW.quote_number || char(10), '') || coalesce(NEW.description || char(10), ''), ''))
    WHERE id = 2814749767106560 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_sales_order_added AFTER INSERT ON sales_order BEGIN
  INSERT INTO search_entry(id, title, names, body)
    VALUES (3096224743817216 + NEW.rowid, coalesce(NEW.name, ''), nullif(trim(coalesce((SELECT name FROM account WHERE id = NEW.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = NEW.contact_id), ''), char(10)), ''), nullif(coalesce(NEW.order_number || char(10), '') || coalesce(NEW.description || char(10), ''), ''));
END""",
    r"""CREATE TRIGGER search_sales_order_removed AFTER DELETE ON sales_order BEGIN
  DELETE FROM search_entry WHERE id = 3096224743817216 + OLD.rowid;
END""",
    r"""CREATE TRIGGER search_sales_order_changed AFTER UPDATE OF name, order_number, description, account_id, contact_id ON sales_order
WHEN OLD.name IS NOT NEW.name OR OLD.order_number IS NOT NEW.order_number OR OLD.description IS NOT NEW.description OR OLD.account_id IS NOT NEW.account_id OR OLD.contact_id IS NOT NEW.contact_id BEGIN
  UPDATE search_entry SET (title, names, body) = (SELECT coalesce(NEW.name, ''), nullif(trim(coalesce((SELECT name FROM account WHERE id = NEW.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = NEW.contact_id), ''), char(10)), ''), nullif(coalesce(NEW.order_number || char(10), '') || coalesce(NEW.description || char(10), ''), ''))
    WHERE id = 3096224743817216 + NEW.rowid;
END""",
    r"""CREATE TRIGGER search_account_named AFTER INSERT ON account BEGIN
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM opportunity AS record WHERE record.rowid = search_entry.id - 281474976710656)
    WHERE id IN (SELECT 281474976710656 + rowid FROM opportunity WHERE account_id = NEW.id);
  UPDATE search_entry
    SET names = (SELECT (SELECT name FROM account WHERE id = record.account_id) FROM contact AS record WHERE record.rowid = search_entry.id - 844424930131968)
    WHERE id IN (SELECT 844424930131968 + rowid FROM contact WHERE account_id = NEW.id);
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM quote AS record WHERE record.rowid = search_entry.id - 2814749767106560)
    WHERE id IN (SELECT 2814749767106560 + rowid FROM quote WHERE account_id = NEW.id);
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM sales_order AS record WHERE record.rowid = search_entry.id - 3096224743817216)
    WHERE id IN (SELECT 3096224743817216 + rowid FROM sales_order WHERE account_id = NEW.id);
END""",
    r"""CREATE TRIGGER search_account_renamed AFTER UPDATE OF name ON account
WHEN OLD.name IS NOT NEW.name BEGIN
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM opportunity AS record WHERE record.rowid = search_entry.id - 281474976710656)
    WHERE id IN (SELECT 281474976710656 + rowid FROM opportunity WHERE account_id = NEW.id);
  UPDATE search_entry
    SET names = (SELECT (SELECT name FROM account WHERE id = record.account_id) FROM contact AS record WHERE record.rowid = search_entry.id - 844424930131968)
    WHERE id IN (SELECT 844424930131968 + rowid FROM contact WHERE account_id = NEW.id);
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM quote AS record WHERE record.rowid = search_entry.id - 2814749767106560)
    WHERE id IN (SELECT 2814749767106560 + rowid FROM quote WHERE account_id = NEW.id);
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM sales_order AS record WHERE record.rowid = search_entry.id - 3096224743817216)
    WHERE id IN (SELECT 3096224743817216 + rowid FROM sales_order WHERE account_id = NEW.id);
END""",
    r"""CREATE TRIGGER search_contact_named AFTER INSERT ON contact BEGIN
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM opportunity AS record WHERE record.rowid = search_entry.id - 281474976710656)
    WHERE id IN (SELECT 281474976710656 + rowid FROM opportunity WHERE contact_id = NEW.id);
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM quote AS record WHERE record.rowid = search_entry.id - 2814749767106560)
    WHERE id IN (SELECT 2814749767106560 + rowid FROM quote WHERE contact_id = NEW.id);
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM sales_order AS record WHERE record.rowid = search_entry.id - 3096224743817216)
    WHERE id IN (SELECT 3096224743817216 + rowid FROM sales_order WHERE contact_id = NEW.id);
END""",
    r"""CREATE TRIGGER search_contact_renamed AFTER UPDATE OF full_name ON contact
WHEN OLD.full_name IS NOT NEW.full_name BEGIN
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM opportunity AS record WHERE record.rowid = search_entry.id - 281474976710656)
    WHERE id IN (SELECT 281474976710656 + rowid FROM opportunity WHERE contact_id = NEW.id);
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM quote AS record WHERE record.rowid = search_entry.id - 2814749767106560)
    WHERE id IN (SELECT 2814749767106560 + rowid FROM quote WHERE contact_id = NEW.id);
  UPDATE search_entry
    SET names = (SELECT nullif(trim(coalesce((SELECT name FROM account WHERE id = record.account_id), '') || char(10) || coalesce((SELECT full_name FROM contact WHERE id = record.contact_id), ''), char(10)), '') FROM sales_order AS record WHERE record.rowid = search_entry.id - 3096224743817216)
    WHERE id IN (SELECT 3096224743817216 + rowid FROM sales_order WHERE contact_id = NEW.id);
END""",
    r"""CREATE TRIGGER customer_name_opportunity_added AFTER INSERT ON opportunity
WHEN NEW.customer_name IS NOT coalesce((SELECT name FROM account WHERE id = NEW.account_id), (SELECT full_name FROM contact WHERE id = NEW.contact_id)) BEGIN
  UPDATE opportunity SET customer_name = coalesce((SELECT name FROM account WHERE id = NEW.account_id), (SELECT full_name FROM contact WHERE id = NEW.contact_id)) WHERE rowid = NEW.rowid;
END""",
    r"""CREATE TRIGGER customer_name_opportunity_changed
AFTER UPDATE OF account_id, contact_id, customer_name ON opportunity
WHEN NEW.customer_name IS NOT coalesce((SELECT name FROM account WHERE id = NEW.account_id), (SELECT full_name FROM contact WHERE id = NEW.contact_id)) BEGIN
  UPDATE opportunity SET customer_name = coalesce((SELECT name FROM account WHERE id = NEW.account_id), (SELECT full_name FROM contact WHERE id = NEW.contact_id)) WHERE rowid = NEW.rowid;
END""",
    r"""CREATE TRIGGER customer_name_account_named AFTER INSERT ON account BEGIN
  UPDATE opportunity SET customer_name = NEW.name WHERE account_id = NEW.id;
END""",
    r"""CREATE TRIGGER customer_name_contact_named AFTER INSERT ON contact BEGIN
  UPDATE opportunity SET customer_name = NEW.full_name
    WHERE contact_id = NEW.id AND account_id IS NULL;
END""",
    r"""CREATE TRIGGER customer_name_account_renamed AFTER UPDATE OF name ON account
WHEN OLD.name IS NOT NEW.name BEGIN
  UPDATE opportunity SET customer_name = NEW.name WHERE account_id = NEW.id;
END""",
    r"""CREATE TRIGGER customer_name_contact_renamed AFTER UPDATE OF full_name ON contact
WHEN OLD.full_name IS NOT NEW.full_name BEGIN
  UPDATE opportunity SET customer_name = NEW.full_name
    WHERE contact_id = NEW.id AND account_id IS NULL;
END""",
)
