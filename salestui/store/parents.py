"""Which records are parts of others. Standard library only."""

_REGARDING = (
    "opportunity_id",
    "quote_id",
    "order_id",
    "lead_id",
    "account_id",
    "contact_id",
    "competitor_id",
)
PARENTS: dict[str, tuple[str, ...]] = {
    "activity": _REGARDING,
    "activity_party": ("activity_id",),
    "attachment": ("note_id", "activity_id"),
    "bundle_product": ("bundle_id",),
    "connection": ("opportunity_id",),
    "discount_tier": ("discount_list_id",),
    "follow": ("opportunity_id", "lead_id", "account_id", "contact_id"),
    "linked_folder": ("opportunity_id", "account_id"),
    "note": _REGARDING,
    "opportunity_competitor": ("opportunity_id",),
    "opportunity_product": ("opportunity_id",),
    "order_product": ("order_id",),
    "post": _REGARDING,
    "post_like": ("post_id",),
    "price_list_item": ("price_list_id",),
    "process_instance": ("opportunity_id", "lead_id"),
    "process_stage_visit": ("process_instance_id",),
    "product_property": ("product_id",),
    "quote": ("opportunity_id",),
    "quote_product": ("quote_id",),
    "record_share": ("opportunity_id", "quote_id", "order_id", "lead_id", "account_id", "contact_id"),
    "sales_order": ("opportunity_id",),
    "team_membership": ("team_id",),
    "unit": ("unit_group_id",),
}
"""The columns that say what a record is a part of, the first filled one counts."""
