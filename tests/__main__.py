"""`python -m tests`: every check, the quickest to fail first. Stops at the first failure."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECKS = (
    ("lint", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    ("imports", ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"]),
    ("tests", ["-m", "pytest", "-n", "auto", "--dist", "worksteal"]),
)


def main() -> int:
    """Run them; returns the exit code of the one that failed, else 0."""
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        started = time.monotonic()
        extra = sys.argv[1:] if name == "tests" else []
        done = subprocess.run([sys.executable, *command, *extra], cwd=ROOT)
        if done.returncode:
            print(f"== {name} failed", flush=True)
            return done.returncode
        print(f"== {name} passed in {time.monotonic() - started:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
