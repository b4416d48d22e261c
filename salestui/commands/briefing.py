"""The brief of an opportunity on the command line."""

from typing import Literal

from salestui.brief_markdown import markdown
from salestui.commands.printing import write_object, write_text
from salestui.lifecycle import finding
from salestui.lifecycle.brief import Brief, brief
from salestui.lifecycle.plain import plain
from salestui.lifecycle.record import card_as_json
from salestui.settings import Settings
from salestui.store.database import Store


def read(store: Store, opportunity: str) -> Brief:
    """The brief of the opportunity of this id or topic, or the only near one. Raises NotFound, Ambiguous."""
    with store.session() as session:
        return brief(session, finding.find_opportunity(session, opportunity, near=True).id)


def write(told: Brief, output: Literal["markdown", "json"], settings: Settings) -> None:
    """Write it as Markdown, or as one object of JSON."""
    if output == "markdown":
        write_text(markdown(told, settings.date_format))
        return
    fields = plain(told)
    assert isinstance(fields, dict)
    write_object({**fields, "risks": [card_as_json(card) for card in told.risks]})
