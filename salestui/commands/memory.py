"""Keeps memory small on Linux: what threads free is used again, or given back."""

import sys

# From glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_BLOCK = 64 * 1024
"""Larger blocks, such as the order of a long list, go back to the system as soon as they are free."""


def share_one_heap() -> None:
    """Have all threads allocate from one heap; to be called before there are any.

    Each thread that reads a list would keep what it freed to itself, some 10 MB by and by. Other C libraries
    than glibc don't know the call, and don't need it.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
        mallopt(_M_MMAP_THRESHOLD, _BLOCK)
        mallopt(_M_TRIM_THRESHOLD, _BLOCK)
