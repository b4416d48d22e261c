"""Text from people made safe to show in a terminal. Standard library only."""

# Invisible characters that make terminals disagree about widths, or reorder what stands beside them.
_INVISIBLE = dict.fromkeys(
    [
        *(0xAD, 0x61C, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0000, 0xE0080),
    ]
)
_CONTROL = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)], "�")
_SPACES = dict.fromkeys([0x09, 0x0A, 0x0D, 0x2028, 0x2029], " ")
_ONE_LINE = {**_CONTROL, **_SPACES}
_CLEAN = {**_INVISIBLE, **_ONE_LINE}


def one_line(text: str) -> str:
    """The text without control characters and line breaks, else as it is."""
    return text.translate(_ONE_LINE)


def clean(text: str) -> str:
    """The text of a person on one line: nothing in it can move the cursor, hide or reorder cells."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_CLEAN)
