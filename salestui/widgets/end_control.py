"""The control of an end: a time alone is meant on the day of the start."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from salestui.models.fields import Field
from salestui.widgets.desk import Desk
from salestui.widgets.form_control import FormControl


class EndControl(FormControl):
    """Asks `start` for the moment that stands in the field of the start, each time that it is read."""

    def __init__(
        self,
        desk: Desk,
        field: Field,
        label: str,
        value: object,
        *,
        start: Callable[[], datetime | None],
        **given: Any,
    ) -> None:
        super().__init__(desk, field, label, value, **given)
        self._start = start

    def start(self) -> datetime | None:
        """What stands in the other field."""
        return self._start()
