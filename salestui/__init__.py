"""salestui: the whole sales pipeline from the keyboard, in one local file."""

__version__ = "0.1.0"
