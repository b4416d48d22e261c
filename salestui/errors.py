"""The one family of errors that a face shows to a person."""


class SalesError(Exception):
    """Something a person can mend. The message says what is wrong and what to do."""
