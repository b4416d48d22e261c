"""Who an activity may be with."""

from sqlmodel import Session

from salestui.lifecycle.activity_people import candidates
from salestui.models import choices as c
from salestui.models.connections import Connection
from salestui.models.users import User
from tests.lifecycle.making import Maker


def test_who_an_activity_about_a_record_may_be_with(make: Maker, session: Session) -> None:
    account = make.account()
    ana, theo = make.contact(account_id=account.id), make.contact("Theo Li", account_id=account.id)
    outside = make.contact("Jonas Weber")
    deal = make.deal(account=account.id, contact=theo.id)
    make.add(Connection(opportunity_id=deal.id, contact_id=outside.id))
    lena = make.add(User(user_name="lena", full_name="Lena Fischer"))
    role = c.ConnectionRole.INDUSTRY_EXPERT
    make.add(Connection(opportunity_id=deal.id, user_id=lena.id, role=role))
    names = [person.name for person in candidates(session, "opportunity", deal.id)]
    assert names == ["Jonas Weber", "Theo Li", "Ana Silva", "Northwind Foods", "Lena Fischer"]
    quote = make.quote(deal)
    assert [person.name for person in candidates(session, "quote", quote.id)] == names
    assert [person.id for person in candidates(session, "contact", ana.id)] == [ana.id, theo.id, account.id]
    assert candidates(session, "competitor", make.rival("Fabrikam").id) == ()
