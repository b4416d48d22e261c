"""A brief as Markdown, to be pasted or kept: what people wrote stands in it as they wrote it.

A note is Markdown, and is quoted as such; the signs of all other texts are no Markdown.
"""

import re

from salestui import brief_words, clock
from salestui.brief_words import Section, Told
from salestui.formats import DateFormat
from salestui.lifecycle.brief import Brief
from salestui.safe_text import clean

_MARKS = re.compile(r"([\\`*_\[\]<>~#|&])")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def markdown(brief: Brief, style: DateFormat = "day-month") -> str:
    """The whole brief."""
    at = f"{clock.local(brief.at):%Y-%m-%d %H:%M}"
    lines = [f"# {escaped(brief.topic)}", "", escaped(f"{brief_words.head(brief)} · brief of {at}")]
    for section in brief_words.sections(brief, style):
        lines += ["", *_section(section)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text on one line, its signs no Markdown."""
    line = _MARKS.sub(r"\\\1", " ".join(clean(text).split()))
    return _AT_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", line)


def _section(section: Section) -> list[str]:
    count = f" ({section.count:,})" if section.count is not None else ""
    lines = [f"## {escaped(section.title.capitalize())}{count}", ""]
    if not section.lines:
        return [*lines, section.empty]
    return lines + [line for told in section.lines for line in _line(told)]


def _line(told: Told) -> list[str]:
    text, body = (told.text, told.body) if told.body or not told.is_note else ("", told.text)
    label = f"{escaped(told.label)}: " if told.label and text else escaped(told.label)
    text = f"**{escaped(text)}**" if text else ""
    joined = ", ".join(part for part in (f"{label}{text}", escaped(told.more)) if part)
    late = "(!) " if told.is_late else ""
    # Markdown of its own, which can't reach out of the quotation.
    quoted = [f"  > {clean(line)}" if line.strip() else "  >" for line in body.splitlines()]
    return [f"- {late}{joined}", *(["", *quoted, ""] if quoted else [])]
