"""Words in texts: found whatever their case and accents, and where they stand."""

import pytest

from salestui import folding
from salestui.lifecycle import text_search
from tests.hostile import HOSTILE


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Tomás asked", "tomas", ["Tomás"]),
        ("ÄRGER in Zürich", "arger zurich", ["ÄRGER", "Zürich"]),
        ("review, reviewed", "review", ["review", "review"]),
        ("security", "secure curity", ["curity"]),
        ("security", "secur curity", ["security"]),
        ("İstanbul ß", "istanbul ß", ["İstanbul", "ß"]),
        ("a [/] b", "[/]", ["[/]"]),
        ("nothing", "else", []),
    ],
)
def test_spans(text: str, typed: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in text_search.spans(text, text_search.words(typed))] == found


@pytest.mark.parametrize("text", HOSTILE)
def test_folding_keeps_places(text: str) -> None:
    assert len(folding.folded(text)) == len(text)


def test_excerpt_begins_a_little_before() -> None:
    text = "They want the quote split by site,\nBergen first, and the security review before."
    assert text_search.excerpt(text, ["security"]) == "…first, and the security review before."
    assert text_search.excerpt(text, ["they"]).startswith("They want")
    assert text_search.excerpt(text, ["else"]) == ""
