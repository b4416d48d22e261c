"""`salestui brief`: what to know before a call, as Markdown or JSON."""

from datetime import timedelta
from pathlib import Path

import pytest

from salestui import clock
from salestui.brief_markdown import escaped, markdown
from salestui.lifecycle.brief import brief
from salestui.lifecycle.users import signed_in
from salestui.models.choices import SecurityRole
from salestui.models.connections import Connection
from salestui.models.users import User
from salestui.store.database import Store
from tests.commands.conftest import Run
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker

FLAGSHIP = "Warehouse automation, phase 2"
SECTIONS = [
    "Where it stands",
    "At risk",
    "Next",
    "Open promises (6)",
    "Stakeholders (4)",
    "Last notes (3)",
    "Competitors (2)",
    "Changed in the last 14 days (8)",
]


def test_markdown_has_every_section(run: Run, demo_file: Path) -> None:
    ran = run("brief", FLAGSHIP, "--db", demo_file, "--user", "mina")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"# {FLAGSHIP}"
    assert [line[3:] for line in lines if line.startswith("## ")] == SECTIONS
    assert "- Est. revenue: **$171,392**, 60% probable, weighted $102,835" in lines
    assert "- Step: **Complete internal review**" in lines
    assert any(line.startswith("- Decision maker: **Ana Silveira**, Head of logistics") for line in lines)
    said = lines.index("  > They want the quote split by site.")
    assert lines[said - 2].endswith(", Mina Okafor")


def test_json_is_one_object(run: Run, demo_file: Path) -> None:
    told = run("brief", FLAGSHIP, "--db", demo_file, "--format", "json").json
    assert (told["topic"], told["estimated_revenue"]) == (FLAGSHIP, "171392.00")
    assert told["people"][0]["last"]["kind"] == "Mail"
    assert told["promises"][0]["state"] == "overdue"
    assert told["risks"][0]["summary"].startswith("QUO-1000, ")
    changed = {field["label"] for change in told["changes"] for field in change["fields"]}
    assert changed == {"Probability", "Est. close date", "Proposed solution"}
    assert "file: minutes.txt" in [change["part"] for change in told["changes"]]


def test_none_is_meant(run: Run, demo_file: Path) -> None:
    ran = run("brief", "Nothing of the kind", "--db", demo_file)
    assert (ran.code, ran.out) == (1, "")
    assert "No opportunity has the id or topic" in ran.err


def test_the_only_near_one_is_meant(run: Run, demo_file: Path) -> None:
    ran = run("brief", "parcel lock", "--db", demo_file)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# Parcel lockers pilot\n")
    ran = run("show", "parcel lock", "--db", demo_file)
    assert (ran.code, ran.out) == (1, "")


def test_what_is_not_shared_is_not_there(run: Run, demo_file: Path) -> None:
    with Store.open(demo_file) as store, store.command("Role") as session:
        session.add(User(user_name="new", full_name="New One", security_role=SecurityRole.SALES_TEAM_MEMBER))
    ran = run("brief", FLAGSHIP, "--db", demo_file, "--user", "new")
    assert (ran.code, ran.out) == (1, "")
    assert "No opportunity has the id or topic" in ran.err


def test_a_form_that_is_none(run: Run, demo_file: Path) -> None:
    ran = run("brief", FLAGSHIP, "--db", demo_file, "--format", "csv")
    assert ran.code == 2
    assert "markdown" in ran.err


@pytest.mark.parametrize(
    "text", [*HOSTILE, "1. one", "- item", "# head", "a | b", "<b>x</b>", "&amp;", "```"]
)
def test_what_people_wrote_stands_as_they_wrote_it(text: str) -> None:
    from markdown_it import MarkdownIt

    from salestui.safe_text import clean

    tokens = MarkdownIt().enable("table").parse(escaped(text))
    kinds = {token.type for token in tokens} - {"paragraph_open", "paragraph_close", "inline"}
    assert kinds == set()
    inline = [child for token in tokens for child in token.children or ()]
    assert all(child.type in ("text", "text_special") for child in inline), inline
    assert "".join(child.content for child in inline) == " ".join(clean(text).split())


def test_notes_keep_their_markdown_and_stay_in_their_place(store: Store) -> None:
    from markdown_it import MarkdownIt

    with store.command("Made") as session:
        make = Maker(session, signed_in(store, "mina").id)
        deal = make.deal("Deal")
        make.note(deal, "They are **ready**", created_on=clock.now() - timedelta(hours=1))
        make.note(deal, "```\n# unclosed\n</div>\n\n<!-- hidden", title="Why", created_on=clock.now())
        text = markdown(brief(session, deal.id))
    assert "  > They are **ready**" in text.splitlines()
    tokens = MarkdownIt().parse(text)
    heads = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert heads[-2:] == ["Competitors (0)", "Changed in the last 14 days (0)"]
    assert any(child.type == "strong_open" for token in tokens for child in token.children or ())


def test_a_brief_of_hostile_texts_is_whole(store: Store) -> None:
    with store.command("Made") as session:
        make = Maker(session, signed_in(store, "mina").id)
        deal = make.deal("# Topic [x](y)\\")
        make.note(deal, "# No head\n- no item\n```\nno code")
        make.call(deal, "*Call* <b>")
        contact = make.contact("`Ana`")
        session.add(Connection(opportunity_id=deal.id, contact_id=contact.id))
        session.flush()
        text = markdown(brief(session, deal.id))
    lines = text.splitlines()
    assert lines[0] == "# \\# Topic \\[x\\](y)\\\\"
    assert "  > # No head" in lines
    assert "  > - no item" in lines
    assert "- Stakeholder: **\\`Ana\\`**, no contact yet" in lines
