"""Activities for the tests of what is done with them: short ways to plan and to log one."""

from typing import Any

from salestui.lifecycle import activity_making, activity_parties
from salestui.lifecycle.activity_making import ActivityInput
from salestui.models import choices as c
from salestui.models.activities import Activity
from tests.lifecycle.making import Maker

CALL, TASK, MEETING, MAIL, LETTER = (
    c.ActivityType.PHONE_CALL,
    c.ActivityType.TASK,
    c.ActivityType.APPOINTMENT,
    c.ActivityType.EMAIL,
    c.ActivityType.LETTER,
)


def plan(
    make: Maker, kind: c.ActivityType = CALL, subject: str = "The security review", **given: Any
) -> Activity:
    told = ActivityInput(activity_type=kind, subject=subject, **given)
    return activity_making.plan(make.session, make.user_id, told)


def log(
    make: Maker, kind: c.ActivityType = CALL, subject: str = "The security review", **given: Any
) -> Activity:
    told = ActivityInput(activity_type=kind, subject=subject, **given)
    return activity_making.log(make.session, make.user_id, told)


def who(make: Maker, activity: Activity) -> list[tuple[str, str]]:
    found = activity_parties.of(make.session, activity.id)
    return [(one.participation.label, one.name) for one in found]
