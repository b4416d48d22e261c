"""Process files, the default process, and the stage bar."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session, select

from salestui import clock
from salestui.lifecycle import process, processes
from salestui.lifecycle.process import ProcessError, Visited
from salestui.lifecycle.processes import ProcessFileError
from salestui.models import choices as c
from salestui.models.leads import Lead
from salestui.models.processes import ProcessInstance, StageVisit
from tests.lifecycle.making import TODAY, Maker, ago

OWN = """
name = "Renewals"
record_types = ["opportunity"]
order = 0
[[stages]]
key = "check"
name = "Check"
steps = [{ label = "Need", field = "need", required = true }, { label = "Plan", field = "description" }]
[[stages]]
key = "sign"
name = "Sign"
category = "Close"
"""


@pytest.fixture
def own(isolated: Path) -> Path:
    """The user's own process file."""
    folder = isolated / "processes"
    folder.mkdir()
    file = folder / "renewals.toml"
    file.write_text(OWN)
    return file


def test_shipped_processes() -> None:
    known = processes.load()
    assert [stage.name for stage in known["opportunity_sales_process"].stages] == [
        "Qualify",
        "Develop",
        "Propose",
        "Close",
    ]
    assert known["lead_to_opportunity_sales_process"].stages[0].record_type == "lead"


def test_defaults_by_where_they_begin() -> None:
    known = processes.load().values()
    defaults = [processes.default_for(kind, known) for kind in ("lead", "opportunity")]
    assert [one.key for one in defaults if one] == [
        "lead_to_opportunity_sales_process",
        "opportunity_sales_process",
    ]


def test_own_process_comes_first_by_its_order(own: Path, session: Session, make: Maker) -> None:
    deal = make.deal()
    bar = process.stage_bar(session, deal)
    assert bar is not None
    assert (bar.process, [phase.name for phase in bar.phases]) == ("Renewals", ["Check", "Sign"])
    assert (deal.pipeline_phase, deal.sales_stage) == ("1-Check", None)
    own.write_text(OWN.replace("Renewals", "Contracts"))
    changed = process.stage_bar(session, deal)
    assert changed is not None
    assert changed.process == "Contracts"


def test_own_process_replaces_the_shipped_one_of_its_name(own: Path) -> None:
    own.rename(own.with_name("opportunity_sales_process.toml"))
    assert processes.load()["opportunity_sales_process"].name == "Renewals"


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        (
            'field = "need"',
            'field = "neeed"',
            'step 1: "neeed" is no field .* nearest is "need"',
        ),
        ('field = "need"', 'field = "status"', '"status" is no field'),
        ('name = "Check"', 'title = "Check"', '"title" is not understood'),
        ('name = "Check"', 'name = ""', "stage 1: name must be a text"),
        ('key = "sign"', 'key = "check"', 'two stages have the key "check"'),
        ('["opportunity"]', '["account"]', "record_types must be"),
        ("order = 0", 'order = "a"', "order must be a whole number"),
        ("required = true", "required = 1", "required must be true or false"),
        ("order = 0", "order =", "not TOML"),
        ("[[stages]]", "[stages.a]", "not TOML|stages must be"),
    ],
)
def test_bad_file(own: Path, wrong: str, right: str, said: str) -> None:
    own.write_text(OWN.replace(wrong, right))
    with pytest.raises(ProcessFileError, match=said) as raised:
        processes.load()
    assert str(raised.value).startswith(str(own))


def test_file_that_is_no_text(own: Path) -> None:
    own.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProcessFileError, match="UTF-8"):
        processes.load()


def test_bar_tells_days_and_steps(session: Session, make: Maker) -> None:
    deal = make.deal()
    _forget_process(session, deal.id)
    visited = [
        Visited("qualify", ago(days=38)),
        Visited("develop", ago(days=26)),
        Visited("qualify", ago(days=16)),
        Visited("develop", ago(days=13)),
        Visited("propose", ago(days=6, hours=20)),
    ]
    process.place_in_stage(session, deal, visited)
    deal.identify_pursuit_team = deal.develop_proposal = True
    bar = process.stage_bar(session, deal)
    assert bar is not None
    assert [(phase.name, phase.state, phase.days) for phase in bar.phases] == [
        ("Qualify", "done", 15),
        ("Develop", "done", 16),
        ("Propose", "active", 6),
        ("Close", "ahead", None),
    ]
    propose = bar.phases[2]
    assert (propose.steps_done, propose.steps_total, propose.next_step) == (2, 4, "Complete internal review")
    assert (deal.pipeline_phase, deal.sales_stage) == ("3-Propose", c.SalesStage.PROPOSE)


def test_a_choice_with_code_zero_is_a_step_done(session: Session, make: Maker) -> None:
    deal = make.deal(purchase_timeframe=c.PurchaseTimeframe.IMMEDIATE)
    bar = process.stage_bar(session, deal)
    assert bar is not None
    done = {step.field: step.is_done for step in bar.phases[0].steps}
    assert done["purchase_timeframe"]
    assert not done["purchase_process"]
    assert not done["decision_maker"]


def test_days_stop_when_the_deal_is_closed(session: Session, make: Maker) -> None:
    deal = make.closed("Old", closed_on=TODAY - timedelta(days=10))
    _forget_process(session, deal.id)
    process.place_in_stage(session, deal, [Visited("close", ago(days=15))])
    bar = process.stage_bar(session, deal)
    assert bar is not None
    assert bar.phases[3].days == 5


def test_finished_process_is_done_throughout(session: Session, make: Maker) -> None:
    deal = make.deal()
    _forget_process(session, deal.id)
    process.place_in_stage(
        session,
        deal,
        [Visited("propose", ago(days=9)), Visited("close", ago(days=4))],
        finished_on=ago(days=1),
    )
    bar = process.stage_bar(session, deal)
    assert bar is not None
    assert bar.status is c.ProcessStatus.FINISHED
    assert {phase.state for phase in bar.phases} == {"done"}
    assert bar.phases[3].days == 3


def test_stage_of_the_lead_reads_the_lead(session: Session, make: Maker) -> None:
    lead = make.add(
        Lead(topic="Trade show", owner_user_id=make.user_id, budget_amount=Decimal(0), decision_maker=True)
    )
    deal = make.deal()
    deal.originating_lead_id = lead.id
    _forget_process(session, deal.id)
    visited = [Visited("qualify", ago(days=9)), Visited("develop", clock.now())]
    process.place_in_stage(session, deal, visited, "lead_to_opportunity_sales_process")
    bar = process.stage_bar(session, deal)
    assert bar is not None
    assert (bar.phases[0].steps_done, bar.phases[0].steps_total) == (2, 7)


def test_process_whose_file_is_gone_still_shows(own: Path, session: Session, make: Maker) -> None:
    deal = make.deal()
    own.unlink()
    bar = process.stage_bar(session, deal)
    assert bar is not None
    assert (bar.process, [phase.name for phase in bar.phases]) == ("Renewals", ["Check"])
    assert bar.phases[0].state == "active"


def test_unknown_process_and_stage(session: Session, make: Maker) -> None:
    deal = make.deal()
    with pytest.raises(ProcessError, match=r"no process nothing\. Known ones: lead_to"):
        process.place_in_stage(session, deal, [Visited("close", clock.now())], "nothing")
    with pytest.raises(ProcessError, match=r"has no stage win\. It has: qualify, develop"):
        process.place_in_stage(session, deal, [Visited("win", clock.now())])


def _forget_process(session: Session, deal_id: object) -> None:
    """Take away the process that `create` started."""
    running = session.exec(select(ProcessInstance).where(ProcessInstance.opportunity_id == deal_id)).one()
    for visit in session.exec(select(StageVisit).where(StageVisit.process_instance_id == running.id)):
        session.delete(visit)
    session.flush()
    session.delete(running)
    session.flush()
