"""The demo company's accounts, contacts, competitors, campaigns and leads."""

from decimal import Decimal
from unicodedata import combining, normalize

from salestui.lifecycle.demo import content
from salestui.lifecycle.demo.company import Company
from salestui.models.choices import Industry, LeadSource, LeadStatus, LeadStatusReason, Rating
from salestui.models.competitors import Competitor
from salestui.models.customers import Account, Contact
from salestui.models.leads import Campaign, Lead

_ACCOUNT_OWNERS = ("me", "lena", "tomas", "yuki")
_PARENTS = {"lantern": "whistle", "bramble": "kettle"}
_CAMPAIGN = "Autumn trade show"


def add(company: Company) -> None:
    """Accounts with their contacts, the competitors, the leads."""
    _accounts(company)
    _competitors(company)
    _leads(company)


def _accounts(company: Company) -> None:
    for index, row in enumerate(content.rows("accounts")):
        owner = company.owner(_ACCOUNT_OWNERS[index % len(_ACCOUNT_OWNERS)])
        company.accounts[row["key"]] = Account(
            name=row["name"],
            account_number=f"C-{1001 + index}",
            industry=Industry.from_label(row["industry"]),
            city=row["city"],
            country=row["country"],
            number_of_employees=int(row["employees"]),
            year_established=int(row["year"]),
            annual_revenue=Decimal(row["revenue"]),
            website=row["website"],
            phone=row["phone"],
            currency_id=company.currency_id,
            created_on=content.ago(420 - index),
            **owner,
        )
    for child, parent in _PARENTS.items():
        company.accounts[child].parent_account_id = company.accounts[parent].id
    company.session.add_all(company.accounts.values())
    for row in content.rows("contacts"):
        account = company.accounts[row["account"]]
        contact = Contact(
            first_name=row["first_name"],
            last_name=row["last_name"],
            full_name=f"{row['first_name']} {row['last_name']}",
            job_title=row["job_title"],
            city=row["city"],
            country=account.country,
            account_id=account.id,
            email=f"{_ascii(row['first_name'])}.{_ascii(row['last_name'])}@{account.website}",
            business_phone=account.phone,
            owner_user_id=account.owner_user_id,
            created_on=content.ago(400),
        )
        company.contacts.setdefault(row["account"], []).append(contact)
        company.session.add(contact)
    for key, contacts in company.contacts.items():
        company.accounts[key].primary_contact_id = contacts[0].id


def _ascii(name: str) -> str:
    """A name as it stands in mail addresses: "Naaldekens" stays, "Süßmilch" becomes "sussmilch"."""
    plain = "".join(sign for sign in normalize("NFKD", name.replace("ß", "ss")) if not combining(sign))
    letters = "".join(sign for sign in plain.casefold() if sign.isascii() and sign.isalnum())
    return letters or f"x{ord(name[0]):x}"


def _competitors(company: Company) -> None:
    for row in content.rows("competitors"):
        company.competitors[row["key"]] = Competitor(
            name=row["name"],
            website=row["website"] or None,
            key_product=row["key_product"],
            strengths=row["strengths"],
            weaknesses=row["weaknesses"],
            opportunities=row["opportunities"],
            threats=row["threats"],
        )
    company.session.add_all(company.competitors.values())


def _leads(company: Company) -> None:
    campaign = Campaign(name=_CAMPAIGN, code="ATS")
    company.session.add(campaign)
    for index, row in enumerate(content.rows("leads")):
        dice = content.dice("lead", row["topic"])
        domain = _ascii(row["company"])
        source = LeadSource.from_label(row["source"])
        lead = Lead(
            topic=row["topic"],
            first_name=row["first_name"],
            last_name=row["last_name"],
            full_name=f"{row['first_name']} {row['last_name']}",
            company_name=row["company"],
            job_title=row["job_title"] or None,
            lead_source=source,
            rating=Rating.from_label(row["rating"]),
            status=LeadStatus[row["status"].upper()],
            status_reason=LeadStatusReason[row["reason"].upper().replace(" ", "_")],
            email=f"{_ascii(row['first_name'])}@{domain}.example",
            business_phone=f"+47 55 010 {100 + index}",
            website=f"{domain}.example",
            budget_amount=Decimal(dice.randrange(5, 90) * 1000),
            campaign_id=campaign.id if source is LeadSource.TRADE_SHOW else None,
            created_on=content.ago(int(row["age"])),
            **company.owner("me" if index % 3 else ("lena", "tomas", "north")[index % 2]),
        )
        company.session.add(lead)
        if row["became"]:
            company.leads[row["became"]] = lead
