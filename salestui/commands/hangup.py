"""Ends the program when its terminal is gone. Standard library only."""

import os
import select
import signal
import sys
import threading


def end_with_the_terminal() -> None:
    """Have a thread wait for the terminal to hang up, and end this process then.

    The kernel does that by SIGHUP, but only where the terminal controls the process (not under `setsid`, nor
    for a window that was started otherwise); without it a program without a terminal would run on. What was
    confirmed is in the file, so nothing is lost.
    """
    if hasattr(select, "poll"):
        watcher = threading.Thread(target=_wait, args=(sys.stdin.fileno(),), name="hang-up", daemon=True)
        watcher.start()


def _wait(descriptor: int) -> None:
    poll = select.poll()
    poll.register(descriptor, 0)  # nothing but errors and the hang-up, which are always told
    if any(event & select.POLLHUP for _, event in poll.poll()):
        os.kill(os.getpid(), signal.SIGHUP)
