"""Who one is on the command line, and what that lets one read and give away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def rows(ran: Any) -> set[str]:
    return {line.split(",")[1] for line in ran.out.splitlines()[1:]}


def test_a_list_has_what_its_user_may_read(run: Run, demo_file: Path) -> None:
    every, some = (
        rows(run("list", "all", "--format", "csv", "--db", demo_file, "--user", name))
        for name in ("mina", "lena")
    )
    assert some < every


def test_what_may_not_be_read_is_not_found(run: Run, demo_file: Path) -> None:
    every, some = (
        rows(run("list", "all", "--format", "csv", "--db", demo_file, "--user", name))
        for name in ("mina", "omar")
    )
    hidden = sorted(topic for topic in every - some if '"' not in topic)[0]
    assert run("show", hidden, "--db", demo_file, "--user", "mina").code == 0
    for command in ("show", "brief"):
        ran = run(command, hidden, "--db", demo_file, "--user", "omar")
        assert ran.code == 1
        assert ran.out == ""
        assert "No opportunity has the id or topic" in ran.err


def test_assign(run: Run, demo_file: Path) -> None:
    options = ("--db", demo_file, "--user", "mina")
    ran = run("assign", "Parcel lockers pilot", "--to", "sales south", *options)
    assert (ran.code, ran.err) == (0, "Parcel lockers pilot now belongs to Sales South\n")
    ran = run("assign", "Parcel lockers pilot", "--to", "mina", *options)
    assert ran.code == 1
    assert "Only the members of Sales South, which owns" in ran.err
    ran = run("assign", "Parcel lockers pilot", "--to", "Tomas Ibara", "--db", demo_file, "--user", "tomas")
    assert ran.code == 1
    assert "the nearest is “Tomás Ibarra”" in ran.err
    ran = run("assign", "Parcel lockers pilot", "--to", "mina", "--db", demo_file, "--user", "tomas")
    assert (ran.code, ran.err) == (0, "Parcel lockers pilot now belongs to Mina Okafor\n")


def test_a_mistyped_name_makes_nobody(run: Run, demo_file: Path) -> None:
    before = run("info", "--db", demo_file).out
    ran = run("list", "--db", demo_file, "--user", "Tomas Ibara")
    assert (ran.code, ran.out) == (1, "")
    assert "Did you mean Tomás Ibarra (tomas)?" in ran.err
    assert run("info", "--db", demo_file).out == before
    ran = run("--new-user", "--user", "Ada", "list", "all", "--format", "csv", "--db", demo_file)
    assert (ran.code, ran.err) == (0, "")
    assert run("list", "--db", demo_file, "--user", "ada").code == 0
