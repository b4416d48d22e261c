"""Outside the store no query is written in the dialect of SQLite."""

import re
from pathlib import Path

import salestui

ROOT = Path(salestui.__file__).parent
DIALECT = re.compile(r"\biif\(|\browid\b|\bIS (?:NOT )?\(SELECT\b|\bGLOB\b|\bifnull\(|\bINSERT OR\b")


def test_no_query_outside_the_store_needs_sqlite() -> None:
    found = {
        str(path.relative_to(ROOT)): DIALECT.findall(path.read_text(encoding="utf-8"))
        for path in ROOT.rglob("*.py")
        if not path.is_relative_to(ROOT / "store")
    }
    assert {path: words for path, words in found.items() if words} == {}
