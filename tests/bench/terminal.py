"""A program in a real pty, with its output drawn on a screen in memory. POSIX only."""

import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pyte

COLUMNS, LINES = 120, 40
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
_QUESTION, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""Whether frames may be sent as wholes; a terminal of today says yes."""
_SILENT = re.compile(rb"\x1b\[[<=>][0-9;]*[ -/]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""What draws nothing, and what pyte would draw as text."""
_CUT_OFF = re.compile(rb"\x1b(?:\[[0-9;<=>?]*[ -/]*|\][^\x07\x1b]*)?$")
_REST = 0.003
"""Seconds without output after which what has come is drawn, so that drawing does not hold up the reading."""

Shows = Callable[[Sequence[str]], object]
"""Tells of the lines of the screen whether what is waited for is there."""


class TimedOut(Exception):
    """The screen never showed what was waited for. The message has the screen."""


class Terminal:
    """A process and its screen; times are those of `time.perf_counter`. Leaving the block kills it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        # The thread that stamps must not wait for the one that draws.
        sys.setswitchinterval(0.0002)
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._chunks: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._undrawn: deque[tuple[float, bytes]] = deque()
        self._tail = b""
        self._in_frame = False
        self._drawn_at = 0.0
        self._file, inner = os.openpty()
        os.set_inheritable(inner, True)
        self._resize(inner)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
        os.close(inner)
        threading.Thread(target=self._read, daemon=True).start()

    @staticmethod
    def _resize(file: int) -> None:
        import fcntl
        import struct
        import termios

        fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._file)

    @property
    def lines(self) -> list[str]:
        """The screen as it was last drawn."""
        return list(self._screen.display)

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def _read(self) -> None:
        """Stamp what comes, in a thread."""
        with suppress(OSError):
            while data := os.read(self._file, 65536):
                self._chunks.put((time.perf_counter(), data))
                if _QUESTION in data:
                    os.write(self._file, _ANSWER)

    def _take(self, seconds: float) -> bool:
        """Take in what comes in a row; False if nothing came."""
        came = False
        wait = seconds
        with suppress(queue.Empty):
            while True:
                stamp, data = self._chunks.get(timeout=max(wait, 0))
                came, wait = True, _REST
                data = self._tail + data
                cut = _CUT_OFF.search(data)
                data, self._tail = (data[: cut.start()], cut.group()) if cut else (data, b"")
                for piece in re.split(rb"(?<=\x1b\[\?2026l)", data):
                    if piece:
                        self._undrawn.append((stamp, piece))
        return came

    def _draw(self) -> bool:
        """Draw up to the end of the next frame; False if nothing is left to draw."""
        while self._undrawn:
            self._drawn_at, piece = self._undrawn.popleft()
            begins, ends = piece.rfind(FRAME_BEGINS), piece.rfind(FRAME_ENDS)
            if begins != ends:
                self._in_frame = begins > ends
            self._stream.feed(_SILENT.sub(b"", piece))
            if not self._in_frame:
                return True
        return False

    def until(self, shows: Shows, seconds: float = 20) -> float:
        """Wait until a whole frame shows it; returns when its last byte came."""
        deadline = time.perf_counter() + seconds
        while True:
            while self._draw():
                if shows(self._screen.display):
                    return self._drawn_at
            left = deadline - time.perf_counter()
            if left <= 0 or (not self._take(left) and self._process.poll() is not None):
                raise TimedOut("\n".join(self.lines))

    def press(self, keys: str, shows: Shows, seconds: float = 20) -> float:
        """Send keys and wait until the screen shows their effect; returns the seconds between."""
        self.rest(0)
        sent = time.perf_counter()
        os.write(self._file, keys.encode())
        return self.until(shows, seconds) - sent

    def rest(self, seconds: float) -> None:
        """Draw what comes for so long."""
        until = time.perf_counter() + seconds
        while True:
            came = self._take(until - time.perf_counter())
            while self._draw():
                pass
            if not came and time.perf_counter() >= until:
                return

    def memory(self) -> tuple[int, int] | None:
        """Resident memory in bytes, now and at its highest; Linux only."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return None
        kib = dict(re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB$", status, re.MULTILINE))
        return int(kib["VmRSS"]) * 1024, int(kib["VmHWM"]) * 1024

    def quit(self, key: str) -> None:
        """Press the key that ends the program, and wait until it has ended."""
        os.write(self._file, key.encode())
        self._process.wait(10)
