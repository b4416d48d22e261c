"""Where the filter of a list is typed."""

from salestui.widgets.text_input import TextInput


class FilterInput(TextInput):
    """One row over the head of the list; the list follows each letter."""

    DEFAULT_CSS = """
    FilterInput {
        margin: 1 0 0 2; width: 42; max-width: 60%; display: none;
        background: $panel; border-left: outer $panel;
    }
    """
