"""The wheel holds all that the program needs, away from the clone."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the contents of the wheel."""
    made = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = made.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(made / "site")
    return made / "site"


def _run(installed: Path, folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "salestui", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60
    )
    return done.stdout.decode() + done.stderr.decode()


def test_everything_that_is_not_python_is_in_it(installed: Path) -> None:
    package = ROOT / "salestui"
    wanted = {
        file.relative_to(ROOT)
        for file in package.rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"} and ".mypy_cache" not in file.parts
    }
    wanted |= {Path("salestui") / file.relative_to(ROOT) for file in (ROOT / "data").rglob("*.*")}
    assert Path("salestui/store/migrations/script.py.mako") in wanted
    assert not {str(file) for file in wanted if not (installed / file).is_file()}
    assert not list(installed.glob("tests"))


def test_it_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    """A new file (migrations), the demo company, the processes, and a map by its bare name."""
    assert "made the demo company in x.db" in _run(installed, tmp_path, "--db", "x.db", "demo")
    told = json.loads(_run(installed, tmp_path, "--db", "x.db", "info", "--format", "json"))
    assert told["records_opportunity"] == 80
    accounts = tmp_path / "accounts.csv"
    header = "account,sector,year_established,revenue,employees,office_location,subsidiary_of"
    accounts.write_text(f"{header}\nTidewater Mills,retail,1984,412.5,3120,Kenya,\n")
    ran = _run(
        installed, tmp_path, "--db", "y.db", "import", "accounts", "accounts.csv", "--map", "maven-accounts"
    )
    assert "accounts: 1 created" in ran
