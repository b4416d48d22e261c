"""What can't be done with an entry of a timeline, and why. Light."""

from uuid import UUID

from salestui.lifecycle.shapes import Entry


def why_not(verb: str, entry: Entry, user_id: UUID) -> str | None:
    """Why a user can't edit, delete, reply to or like an entry; None for what can be tried."""
    match verb, entry.source:
        case "reply", "activity" if entry.group == "mail":
            return None
        case (("reply" | "like"), ("activity" | "note")):
            return f"that is for posts, and this is {_article(entry.kind)}"
        case "edit", "post":
            return "a post can't be changed; delete it and post again"
        case "delete", "post":
            return why_not_delete_post(user_id, entry.author_id)
        case "delete", "activity" if entry.group == "close":
            return "it tells how the record was closed"
    return None


def why_not_delete_post(user_id: UUID, author_id: UUID | None) -> str | None:
    """Why a user can't delete the post of this author (None: the program wrote it)."""
    if author_id is None:
        return "the program wrote it"
    return None if author_id == user_id else "only who wrote it can delete it"


def _article(kind: str) -> str:
    word = kind.lower()
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
