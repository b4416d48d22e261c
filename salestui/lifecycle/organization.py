"""What lists need to know of the organisation whose file this is. Light: the first list needs it."""

from dataclasses import dataclass

from salestui.lifecycle import raw


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """The sign of the base currency, and the month in which the fiscal year starts (1 to 12)."""

    sign: str = ""
    fiscal_start: int = 1


def facts(connection: raw.Connection) -> OrganizationFacts:
    """The facts, as a file without an organisation has them too."""
    found = raw.rows(
        connection,
        "SELECT coalesce(c.symbol, ''), o.fiscal_year_start_month FROM organization AS o"
        " LEFT JOIN currency AS c ON c.id = o.base_currency_id LIMIT 1",
    )
    return OrganizationFacts(*found[0]) if found else OrganizationFacts()
