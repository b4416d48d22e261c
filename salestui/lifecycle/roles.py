"""Who comes first among the people and rivals of an opportunity. Light to import."""

from salestui.models.choices import ConnectionRole

DECIDING_ORDER: dict[ConnectionRole, int] = {
    role: place
    for place, role in enumerate(
        (
            ConnectionRole.DECISION_MAKER,
            ConnectionRole.ECONOMIC_BUYER,
            ConnectionRole.CHAMPION,
            ConnectionRole.TECHNICAL_BUYER,
            ConnectionRole.INFLUENCER,
            ConnectionRole.END_USER,
            ConnectionRole.STAKEHOLDER,
        )
    )
}
"""Stakeholders come in the order of their weight."""
