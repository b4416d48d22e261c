"""What was done for the open opportunities: stages, activities, notes, people, competitors and lines."""

from collections.abc import Iterator
from datetime import date, timedelta

from salestui.models import choices as c
from tests.bench.company import Company, Row
from tests.bench.names import FIRST, REMARK, THING

STAGES = ("qualify", "develop", "propose", "close")
KINDS = (
    (c.ActivityType.PHONE_CALL, c.PhoneCallStatusReason.OPEN, c.PhoneCallStatusReason.MADE),
    (c.ActivityType.TASK, c.TaskStatusReason.NOT_STARTED, c.TaskStatusReason.COMPLETED),
)
"""Activities, and their reasons while they are to be done and when they are."""


class Work:
    """The rows of its tables; all about the open opportunities of a company that has made its own."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.chance = company.chance
        self.instances: list[tuple[str, date, list[str]]] = []
        """Running processes: id, when the opportunity was made, when each stage was entered."""
        self.competitors: list[str] = []

    def tables(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Tables with their rows."""
        yield "process_instance", self._instances()
        yield "process_stage_visit", self._visits()
        yield "activity", self._activities()
        yield "note", self._notes()
        yield "connection", self._stakeholders()
        yield "competitor", self._competitors()
        yield "opportunity_competitor", self._competing()
        yield "opportunity_product", self._lines()

    def _some(self, share: float, most: int) -> Iterator[tuple[str, date, int]]:
        """A share of the opportunities, with the day they were made and a number up to `most`, mostly low."""
        for opportunity, _, made in self.company.open:
            if self.chance.random() < share:
                yield opportunity, made, 1 + int(most * self.chance.random() ** 2)

    def _day(self, made: date) -> date:
        """A day since then, before today; late rather than early."""
        return self.company.ago(max(int((self.company.today - made).days * self.chance.random() ** 2), 1))

    def _instances(self) -> Iterator[Row]:
        for opportunity, phase, made in self.company.open:
            row = self.company.base(made)
            start = str(row["created_on"])
            entered = [start, *sorted(max(start, self.company.at(self._day(made))) for _ in range(phase))]
            self.instances.append((str(row["id"]), made, entered))
            yield {
                **row,
                "process": "opportunity_sales_process",
                "opportunity_id": opportunity,
                "status": int(c.ProcessStatus.ACTIVE),
                "active_stage": STAGES[phase],
                "active_stage_started_on": entered[-1],
                "started_on": entered[0],
            }

    def _visits(self) -> Iterator[Row]:
        for instance, made, entered in self.instances:
            for stage, came, left in zip(STAGES, entered, [*entered[1:], None], strict=False):
                row = {**self.company.base(made), "process_instance_id": instance, "stage": stage}
                yield {**row, "entered_on": came, "left_on": left}

    def _activities(self) -> Iterator[Row]:
        for opportunity, made, count in self._some(0.4, 8):
            for number in range(count):
                # The last one is still to be done.
                is_done = number < count - 1
                ahead = self.company.today + timedelta(days=self.chance.randrange(-5, 60))
                day = self._day(made) if is_done else ahead
                kind, to_do, done = self.chance.choice(KINDS)
                yield {
                    **self.company.base(min(day, self.company.today)),
                    **self.company.owner(),
                    "activity_type": int(kind),
                    "subject": f"{kind.label}: {self.chance.choice(THING).lower()}",
                    "status": int(c.ActivityStatus.COMPLETED if is_done else c.ActivityStatus.OPEN),
                    "status_reason": int(done if is_done else to_do),
                    "priority": int(c.Priority.NORMAL),
                    "direction": int(c.Direction.OUTGOING) if kind is c.ActivityType.PHONE_CALL else None,
                    "scheduled_end": self.company.at(day),
                    "actual_end": self.company.at(day) if is_done else None,
                    "opportunity_id": opportunity,
                }

    def _notes(self) -> Iterator[Row]:
        for opportunity, made, count in self._some(0.2, 4):
            for _ in range(count):
                body = " ".join(self.chance.choices(REMARK, k=self.chance.randrange(1, 5)))
                row = {**self.company.base(self._day(made)), **self.company.owner()}
                yield {**row, "title": self.chance.choice(THING), "body": body, "opportunity_id": opportunity}

    def _stakeholders(self) -> Iterator[Row]:
        for opportunity, made, count in self._some(0.3, 4):
            contacts = self.chance.sample(self.company.contacts, count)
            for role, (contact, _, _) in zip(c.STAKEHOLDER_ROLES, contacts, strict=False):
                row = self.company.base(made)
                yield {**row, "opportunity_id": opportunity, "contact_id": contact, "role": int(role)}

    def _competitors(self) -> Iterator[Row]:
        for name in FIRST[:12]:
            row = self.company.base(self.company.ago(2000))
            self.competitors.append(str(row["id"]))
            yield {**row, "name": f"{name} Rivals"}

    def _competing(self) -> Iterator[Row]:
        for opportunity, made, count in self._some(0.15, 3):
            for competitor in self.chance.sample(self.competitors, count):
                row = self.company.base(made)
                yield {**row, "opportunity_id": opportunity, "competitor_id": competitor}

    def _lines(self) -> Iterator[Row]:
        for opportunity, made, count in self._some(0.15, 5):
            for number in range(count):
                price, quantity = self.chance.randrange(10, 2000), self.chance.randrange(1, 40)
                amount = price * quantity * 10_000
                yield {
                    **self.company.base(made),
                    "opportunity_id": opportunity,
                    "sequence": number + 1,
                    "write_in_product": self.chance.choice(THING),
                    "product_type": int(c.ProductType.PRODUCT),
                    "is_price_overridden": 1,
                    "price_per_unit": price * 10_000,
                    "quantity": quantity * 100_000,
                    "amount": amount,
                    "extended_amount": amount,
                }
