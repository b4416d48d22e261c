"""Where the data that ships with the program lies: processes, demo company, example mappings."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(*parts: str) -> Path:
    """A folder of shipped data: `data/` inside an installed package, beside it in a clone."""
    installed = _PACKAGE / "data"
    return (installed if installed.is_dir() else _PACKAGE.parent / "data").joinpath(*parts)
