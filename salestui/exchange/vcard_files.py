"""Which files are vCards. Light, for it is asked of every file that is loaded."""

from pathlib import Path

from salestui.exchange.encodings import readable

_ENDINGS = frozenset({".vcf", ".vcard"})


def is_card_file(path: Path) -> bool:
    """Whether a file is named like a vCard or begins like one. Raises FileRefused."""
    if path.suffix.casefold() in _ENDINGS:
        return True
    with readable(path):
        if not path.is_file():
            # Whoever reads it says what is wrong.
            return False
        with path.open("rb") as file:
            start = file.read(64)
    return b"BEGIN:VCARD" in start.replace(b"\0", b"").upper()
