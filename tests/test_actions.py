"""The registry: one key, one meaning; and the pages made from it."""

from itertools import combinations
from pathlib import Path

import pytest

from salestui import actions, command_page, settings

DOCS = Path(__file__).parent.parent / "docs"


def test_ids_are_unique_and_name_a_known_scope_and_group() -> None:
    assert len(actions.BY_ID) == len(actions.ACTIONS)
    for action in actions.ACTIONS:
        assert action.scope in actions.AREAS, action.id
        assert action.group in actions.GROUPS, action.id


def test_every_scope_is_known_to_the_check_for_clashes() -> None:
    assert set().union(*actions.TOGETHER) == set(actions.AREAS)


@pytest.mark.parametrize("scope", actions.AREAS)
def test_a_key_means_one_thing_in_a_scope(scope: str) -> None:
    for one, other in combinations(actions.of(scope), 2):
        assert not set(one.keys) & set(other.keys), (one.id, other.id)


def shared_keys(scopes: frozenset[str]) -> set[str]:
    alive = [action for action in actions.ACTIONS if action.scope in scopes]
    return {key for one, other in combinations(alive, 2) for key in set(one.keys) & set(other.keys)}


def test_few_keys_change_hands_between_scopes() -> None:
    panes = [scopes for scopes in actions.TOGETHER if "editing" not in scopes]
    taken = set().union(*map(shared_keys, panes))
    assert taken == {
        "enter",  # open this row, edit this field
        "e",  # edit this record, this field, this role, this entry
        "d",  # delete this activity, remove this one
        "o",  # reopen this activity, activate this record
        "n",  # a new one of this record; in its timeline, a new note
        "@",  # reply to this mail; in a timeline, to this post too
        "tab",  # the next pane; complete a path, go to the roles
        "shift+tab",  # the pane before; go to the roles
        "/",  # search the timeline of this record; in its files, their names
        "F",  # filter the timeline of this record, from its other panes too
        "U",  # the list of commands; in it, go back to here
        "u",  # undo the last command; in their list, the one under the cursor
    }


def test_a_field_being_edited_takes_over_what_leaves_a_pane() -> None:
    fields = [scopes for scopes in actions.TOGETHER if "editing" in scopes]
    taken = set().union(*map(shared_keys, fields)) - {"enter", "e"}
    assert taken == {"ctrl+s", "tab", "shift+tab", "escape"}


def test_what_the_footer_shows_has_a_word_and_help_comes_last() -> None:
    ranked = [action for action in actions.ACTIONS if action.rank]
    assert all(action.footer for action in ranked)
    assert max(ranked, key=lambda action: action.rank).id == "app.help"


def test_no_key_is_swallowed_by_terminals() -> None:
    for action in actions.ACTIONS:
        assert not set(action.keys) & {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+[", "ctrl+enter", "ctrl+z"}


def test_of_takes_scopes_and_ids() -> None:
    assert [action.id for action in actions.of("app.help", "confirm")] == ["confirm.yes", "app.help"]
    with pytest.raises(KeyError):
        actions.of("nowhere")
    with pytest.raises(KeyError):
        actions.of("app.nothing")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("v", "v"),
        ("V", "V"),
        ("ctrl+s", "Ctrl+S"),
        ("shift+tab", "Shift+Tab"),
        ("pagedown", "PgDn"),
        ("escape", "Esc"),
        ("enter", "Enter"),
        ("f1", "F1"),
        ("space", "space"),
        ("?", "?"),
        ("+", "+"),
    ],
)
def test_keys_are_named_as_people_read_them(key: str, name: str) -> None:
    assert actions.key_name(key) == name


def test_palette_names_say_area_and_verb_once() -> None:
    assert actions.BY_ID["list.choose_view"].palette == "list: choose a view"
    assert actions.BY_ID["go.leads"].palette == "go to: leads"


def test_a_key_that_only_says_why_not_is_not_told_as_one_that_does() -> None:
    assert "| `d` | Delete (never: it is closed, not deleted) | `opportunities.delete` |" in actions.page()


@pytest.mark.parametrize(
    ("name", "made", "how"),
    [
        ("keys.md", actions.page, "python -m salestui.actions > docs/keys.md"),
        ("configuration.md", settings.page, "python -m salestui.settings > docs/configuration.md"),
        ("commands.md", command_page.page, "python -m salestui.command_page > docs/commands.md"),
    ],
)
def test_generated_pages_have_not_drifted(name: str, made: object, how: str) -> None:
    assert callable(made)
    assert (DOCS / name).read_text(encoding="utf-8") == made(), f"run: {how}"
