"""The records that every file needs: its user, the organisation, currencies, a unit, a price list."""

from decimal import Decimal

from sqlmodel import Session, select

from salestui.lifecycle.edits import titled
from salestui.models.choices import SecurityRole
from salestui.models.organization import NumberSequence, Organization
from salestui.models.products import Currency, PriceList, Unit, UnitGroup
from salestui.models.sharing import AccessTeamTemplate
from salestui.models.users import User
from salestui.store.database import Store

CURRENCIES = (
    ("USD", "US dollar", "$", 2),
    ("EUR", "Euro", "€", 2),
    ("GBP", "Pound sterling", "£", 2),
    ("CHF", "Swiss franc", "CHF", 2),
    ("JPY", "Yen", "¥", 0),
)
"""ISO code, name, sign and decimals; the first is the base currency of a new file."""


SALES_TEAM = "Opportunity sales team"
"""The template that gives the members of an opportunity's sales team their rights."""


def first_start(store: Store, user_name: str) -> None:
    """Make what is missing, as one command that belongs to nobody, so that no undo takes it away."""
    with store.command(titled("First start of", user_name)) as session:
        user = session.exec(select(User).where(User.user_name == user_name)).first()
        if user is None:
            is_first = session.exec(select(User.id).limit(1)).first() is None
            role = SecurityRole.SYSTEM_ADMINISTRATOR if is_first else SecurityRole.SALESPERSON
            user = User(user_name=user_name, full_name=_full_name(user_name), security_role=role)
            session.add(user)
        if session.exec(select(Organization)).first() is None:
            base_records(session)


def base_records(session: Session, organization: str = "My organization") -> Organization:
    """The organisation, its currencies, the default unit, price list and numbers; for a file without them."""
    base = CURRENCIES[0][0]
    currencies = {
        code: Currency(iso_code=code, name=name, symbol=sign, currency_precision=places, is_base=code == base)
        for code, name, sign, places in CURRENCIES
    }
    made = Organization(name=organization, base_currency_id=currencies[base].id)
    group = UnitGroup(name="Default unit")
    session.add_all([*currencies.values(), made, group])
    session.add(Unit(unit_group_id=group.id, name="Primary unit", quantity=Decimal(1)))
    session.add(PriceList(name="Standard", currency_id=currencies[base].id))
    session.add(NumberSequence(name="quote", prefix="QUO-"))
    session.add(NumberSequence(name="order", prefix="ORD-"))
    session.add(
        AccessTeamTemplate(name=SALES_TEAM, record_type="opportunity", can_write=True, can_append=True)
    )
    return made


def _full_name(user_name: str) -> str:
    """The name that the operating system knows for the user, else the user name."""
    try:
        import pwd

        full = pwd.getpwnam(user_name).pw_gecos.split(",")[0].strip()
    except (ImportError, KeyError):
        full = ""
    return full[:200] or user_name
