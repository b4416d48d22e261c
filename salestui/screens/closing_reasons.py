"""With which status reason activities are closed."""

from collections.abc import Iterable, Sequence

from salestui.lifecycle.activity_closing import closing_reasons
from salestui.lifecycle.activity_kinds import KINDS
from salestui.lifecycle.refs import RecordRef
from salestui.models.activities import Activity
from salestui.models.choices import ActivityType, Choice
from salestui.widgets.chooser import Chooser
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, cut
from salestui.widgets.pane import Entry, Item

_DONE, _CANCELED = "done", "canceled"


class ClosingReasons(Chooser):
    """Answers with what `reason_of` reads. Activities of several types are closed as done or as canceled."""

    DEFAULT_CSS = """
    ClosingReasons #panel { width: 60; height: 16; }
    """

    def __init__(self, refs: Sequence[RecordRef], kinds: Iterable[ActivityType]) -> None:
        super().__init__()
        self._what = refs[0].name if len(refs) == 1 else f"{len(refs)} activities"
        known = set(kinds)
        if len(known) == 1:
            reasons = closing_reasons(known.pop())
            self._offered = [(str(int(reason)), reason.label) for reason in reasons]
        else:
            self._offered = [(_DONE, "Completed"), (_CANCELED, "Canceled")]

    def heading(self) -> Heading:
        """What is closed."""
        return Heading("close", [(cut(self._what, 40), "secondary")])

    def rows(self, typed: str) -> list[Entry]:
        """The reasons that begin with what was typed."""
        wanted = typed.strip().casefold()
        return [
            Item(key, [Line([(label, "text")])])
            for key, label in self._offered
            if label.casefold().startswith(wanted)
        ]


def reason_of(activity: Activity, answer: str) -> Choice:
    """The status reason that the dialog's answer means for an activity."""
    facts = KINDS[activity.activity_type]
    if answer in (_DONE, _CANCELED):
        return facts.done[0] if answer == _DONE else facts.canceled
    return next(one for one in closing_reasons(activity.activity_type) if int(one) == int(answer))
