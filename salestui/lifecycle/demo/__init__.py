"""The demo company: a fictional business that uses every feature, alive on any date."""

TITLE = "Demo company"
"""The command that made it, the first one in the journal of its file."""
