"""What closed screens leave behind."""

from textual._styles_cache import StylesCache
from textual.color import Color

from salestui.widgets.closing import forget_drawn


def test_textual_has_the_cache_that_is_emptied() -> None:
    """When this fails, look whether Textual still keeps the lines of closed widgets at all."""
    StylesCache().get_inner_outer(Color(0, 0, 0), Color(1, 1, 1))
    assert StylesCache.get_inner_outer.cache_info().currsize
    forget_drawn()
    assert not StylesCache.get_inner_outer.cache_info().currsize
