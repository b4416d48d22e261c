"""The control that gives somebody another role, over the row of that person."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from salestui.lifecycle.roles import DECIDING_ORDER
from salestui.models.choices import SALES_TEAM_ROLES, ConnectionRole
from salestui.models.fields import Field
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk
from salestui.widgets.field_values import Typed
from salestui.widgets.painting import cells, cut
from salestui.widgets.row_control import RowControl

_STAKEHOLDER = Field(
    "role", "Role", "choice", choice=ConnectionRole, required=True, offered=tuple(DECIDING_ORDER)
)
_MEMBER = Field("role", "Role", "choice", choice=ConnectionRole, required=True, offered=SALES_TEAM_ROLES)


class RoleControl(RowControl):
    """Name and role on the ground of the cursor, the roles below, over what stands there."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("editing")]
    DEFAULT_CSS = """
    RoleControl {
        overlay: screen; constrain: none inside;
        Proposals { max-height: 7; }
    }
    """

    words: Mapping[str, str] = {
        "editing.save": "save",
        "editing.next": "save, next one",
        "editing.cancel": "leave it",
        "app.next_pane": "",
    }

    def __init__(self, desk: Desk, name: str, role: ConnectionRole, width: int) -> None:
        self._name_width = min(cells([(name, "")]) + 2, width // 2)
        field = _STAKEHOLDER if role in DECIDING_ORDER else _MEMBER
        super().__init__(
            desk,
            field,
            role,
            role.label,
            label=cut(name, self._name_width - 2),
            sign="",
            width=width,
        )
        self.is_below = False
        self.styles.width = width

    def on_mount(self) -> None:
        """The input stands behind the name, the roles below it."""
        for part in (self.input, self.hint, self.proposals):
            part.styles.margin = (0, 0, 0, self._name_width)

    @property
    def chosen(self) -> ConnectionRole:
        """The role that is typed or chosen. Raises InputError."""
        typed: Typed = self.read()
        assert isinstance(typed.value, ConnectionRole)
        return typed.value
