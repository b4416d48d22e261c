"""Loading CSV files into a table: all or nothing, as one command that one undo takes back."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from salestui.exchange.cells import Column, columns_of, read_cells
from salestui.exchange.csv_reading import CsvFile
from salestui.exchange.dependants import refuse_dependants
from salestui.exchange.errors import MapRefused, shown
from salestui.exchange.filing import Filing, Plan, Work, check_unique
from salestui.exchange.filings import (
    ActivityFiling,
    CompetitorFiling,
    LeadFiling,
    ProductFiling,
    UserFiling,
)
from salestui.exchange.import_report import MOST_LISTED, BadRow, ImportReport
from salestui.exchange.importable import MODELS, Importable, name_of
from salestui.exchange.lookups import Lookups, Made
from salestui.exchange.map_file import find_map
from salestui.exchange.mapping import ImportMap, map_of_header, read_map
from salestui.exchange.matching import match_rows
from salestui.exchange.newcomers import Newcomers
from salestui.exchange.opportunity_filing import OpportunityFiling
from salestui.exchange.rejects import check_rejects, write_rejects
from salestui.exchange.source_rows import STEP, Source, SourceRow, open_files, read_rows
from salestui.lifecycle.users import SignedIn
from salestui.models.base import Record
from salestui.progress import Told
from salestui.store.database import Store
from salestui.store.journal import bulk_insert
from salestui.store.rows import chunks

_FILINGS: dict[str, type[Filing]] = {
    "opportunity": OpportunityFiling,
    "product": ProductFiling,
    "competitor": CompetitorFiling,
    "activity": ActivityFiling,
    "lead": LeadFiling,
    "system_user": UserFiling,
}


class _TakeBack(Exception):
    """Ends the command without a commit."""


def import_files(
    store: Store,
    table: Importable,
    files: Sequence[Path],
    map_name: str | None = None,
    *,
    user: SignedIn,
    dry_run: bool = False,
    accept_near: bool = False,
    skip_bad: Path | None = None,
    progress: Told | None = None,
) -> ImportReport:
    """Load files into a table; the report tells what became of the rows.

    `map_name` is a map's file or the bare name of a shipped one; without it the header must name fields.
    With `skip_bad` the good rows are loaded and the others written there. `accept_near` takes every near miss
    as proposed. Nothing is written when the report `is_refused`, on a dry run, or when this raises:
    FileRefused and MapRefused for files and maps that can't be used, StoreError for the file of records.
    """
    if not files:
        raise MapRefused("Name at least one file to load")
    opened, load = _opened(files, table, map_name)
    if skip_bad is not None:
        check_rejects(skip_bad, files)
    source = read_rows(opened, progress)
    report = _begun(load, source)
    report.is_dry_run = dry_run
    columns = columns_of(load, source)
    said, report.near_misses = read_cells(columns, accept_near)
    report.said += said
    run: _Run | None = None
    try:
        with store.command(_title(table, source), user.id) as session:
            run = _Run(session, load, source, columns, user.id, progress)
            run.do(accept_near, skip_bad, report)
    except _TakeBack:
        pass
    except BaseException:
        if run is not None and run.rejects is not None:
            # Nothing was loaded, so nothing was left out.
            run.rejects.unlink(missing_ok=True)
        raise
    return report


def _title(table: Importable, source: Source) -> str:
    names = ", ".join(shown(file.path.name) for file in source.files)
    return f"Import {len(source.rows):,} {name_of(table.table, len(source.rows))} from {names}"


def _opened(
    files: Sequence[Path], table: Importable, map_name: str | None
) -> tuple[tuple[CsvFile, ...], ImportMap]:
    """The files, and the map that fits them: the named one, or what their header names."""
    load = read_map(find_map(map_name), table) if map_name is not None else None
    opened = open_files(files, load.encoding if load else None, load.delimiter if load else None)
    load = load or map_of_header(opened[0], table)
    load.check(opened[0])
    return opened, load


def _begun(load: ImportMap, source: Source) -> ImportReport:
    """The report as far as the files alone tell."""
    return ImportReport(
        table=load.table.name,
        files=[str(file.path) for file in source.files],
        map=load.origin,
        said=[f"{file.path}: read as {file.said}" for file in source.files],
        rows=len(source.rows),
        ignored=[name for name in source.columns if name and name not in load.columns],
    )


class _Run:
    """One import inside its command."""

    def __init__(
        self,
        session: Session,
        load: ImportMap,
        source: Source,
        columns: Sequence[Column],
        user_id: UUID,
        progress: Told | None,
    ) -> None:
        self.session = session
        self.load = load
        self.source = source
        self.columns = columns
        self.newcomers = Newcomers(session, user_id)
        self.progress = progress
        self.made: list[Made] = []
        self.plans: list[Plan] = []
        self.rejects: Path | None = None
        """The file of the rows that were left out, once it is written."""

    def do(self, accept_near: bool, skip_bad: Path | None, report: ImportReport) -> None:
        """Load what is good. Raises _TakeBack when that is not to be kept."""
        self.plan(accept_near, report)
        good = self.good(report, skip_bad)
        if report.is_refused:
            raise _TakeBack
        self.write(good, report)
        if report.is_dry_run:
            raise _TakeBack
        bad = [row for row in self.source.rows if row.problems]
        if skip_bad is not None and bad:
            write_rejects(skip_bad, self.source, bad)
            self.rejects = skip_bad
        if self.progress:
            self.progress("saving", 0, 0)

    def plan(self, accept_near: bool, report: ImportReport) -> None:
        """Find out what each row will do, and what is wrong with it."""
        whole = [row for row in self.source.rows if not row.problems]
        for column in self.columns:
            if column.rule.field.kind != "lookup":
                for row in whole:
                    column.give(row)
        match_rows(self.session, self.load, self.source, whole)
        self._look_up(accept_near, report, whole)
        work = Work(self.session, self.load, self.source, self.columns, self.newcomers, self.made)
        filing = _FILINGS.get(self.load.table.table, Filing)(work)
        fine = [row for row in whole if not row.problems]
        filing.prepare(fine)
        records = self._records(fine)
        for count, row in enumerate(fine):
            self._tell("checking", count, len(fine))
            plan = filing.new(row) if row.is_new else filing.change(row, records[row.id])
            self.plans.append(plan)
        check_unique(filing, [plan for plan in self.plans if not plan.row.problems])
        refuse_dependants(self.session, self.load, self.columns, self.source.rows)
        if self.progress:
            self.progress("checking", len(fine), len(fine))

    def good(self, report: ImportReport, skip_bad: Path | None) -> list[Plan]:
        """The plans of the good rows; the others go to the report."""
        bad = [row for row in self.source.rows if row.problems]
        report.waiting_rows = sum(row.waits for row in bad)
        report.bad_rows = len(bad) - report.waiting_rows
        telling = [row for row in bad if not row.waits][:MOST_LISTED]
        report.bad = [
            BadRow(str(row.file.path), row.line, *problem[:3]) for row in telling for problem in row.problems
        ]
        if skip_bad is not None:
            report.rejects = str(skip_bad) if bad else None
        return [plan for plan in self.plans if not plan.row.problems]

    def write(self, plans: Sequence[Plan], report: ImportReport) -> None:
        """Do what the plans say."""
        inserts: dict[type[Record], list[dict[str, Any]]] = {}
        for made in self._needed(plans):
            inserts.setdefault(MODELS[made.table], []).append(
                self.newcomers.made(made.table, made.values) | {"id": made.id}
            )
            report.made_names.append((made.table, str(next(iter(made.values.values())))))
        for plan in plans:
            for model, values in plan.inserts:
                inserts.setdefault(model, []).append(values)
        for plan in plans:
            for record, values in plan.sets:
                for name, value in values.items():
                    setattr(record, name, value)
                self.session.add(record)
        self._insert(inserts)
        self.session.flush()
        for plan in plans:
            for action in plan.actions:
                action()
        self.session.flush()
        report.created = sum(plan.row.is_new for plan in plans)
        report.updated = sum(not plan.row.is_new and plan.does_something for plan in plans)
        report.unchanged = len(plans) - report.created - report.updated
        own = self.load.table.model
        counts = Counter({str(model.__tablename__): len(rows) for model, rows in inserts.items()})
        counts[str(own.__tablename__)] -= report.created
        report.made = +counts

    def _insert(self, inserts: dict[type[Record], list[dict[str, Any]]]) -> None:
        total = sum(len(rows) for rows in inserts.values())
        done = 0
        for model, rows in inserts.items():
            for portion in chunks(rows, STEP):
                bulk_insert(self.session, model, portion)
                done += len(portion)
                if self.progress:
                    self.progress("writing", done, total)

    def _look_up(self, accept_near: bool, report: ImportReport, whole: Sequence[SourceRow]) -> None:
        lookups = Lookups(self.session, self.load, self.source, accept_near)
        for column in self.columns:
            if column.rule.field.kind == "lookup":
                lookups.resolve(column, whole)
                for row in whole:
                    column.give(row)
        self.made = lookups.made
        report.near_misses += lookups.near

    def _records(self, rows: Sequence[SourceRow]) -> dict[UUID | None, Record]:
        model: Any = self.load.table.model
        ids = [row.id for row in rows if not row.is_new]
        found: dict[UUID | None, Record] = {}
        for portion in chunks(ids):
            for record in self.session.exec(select(model).where(col(model.id).in_(portion))):
                found[record.id] = record
        return found

    def _needed(self, plans: Sequence[Plan]) -> list[Made]:
        """The records that lookups make and a good row refers to."""
        used = {value for plan in plans for value in plan.row.values.values() if isinstance(value, UUID)}
        return [made for made in self.made if made.id in used]

    def _tell(self, phase: str, count: int, total: int) -> None:
        if self.progress and count % STEP == 0:
            self.progress(phase, count, total)
