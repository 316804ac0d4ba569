"""Make and write the documents of the specs that are not up to date, and say what was done."""

import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click
from msgspec import Struct, field
from msgspec.structs import replace

from golive.cli.build_output import (
    describe_engine_switch,
    print_build_report,
    print_merges,
    print_notes,
    print_warnings,
)
from golive.cli.build_request import INTERNAL, BuildRequest, describe_nothing_to_build
from golive.cli.output import show_progress
from golive.cli.workspace_formats import apply_workspace_formats
from golive.pipeline.build_notes import uses_other_engine, warnings_to_rows
from golive.pipeline.document_cache import open_document_cache
from golive.pipeline.formats import INTERMEDIATE
from golive.pipeline.portfolio import MakeSettings, NumberedResult, Runner, WriteSettings, build_specs, write_results
from golive.pipeline.spec_task import BuildOptions, run_spec_task
from golive.pipeline.up_to_date import BuildRecord, prune_records
from golive.project.subjects import Subject, make_duplicate_id_problem
from golive.render.slides.merge.report import MergeReport
from golive.support.problems import GoliveError, Problem
from golive.support.task_pool import open_task_pool

_MANY = 8  # specs that are worth a second process only to load them
_BUCKET_SPECS = 25
_HELD_BACK = "Nothing was written."
_HELD_BACK_SPEC = "No document of this spec was written."


class _Totals(Struct):
    """What a build came to: documents, warnings and problems by the number of their spec, and what else to say.

    `missing` says what this machine lacks for documents that were left out.
    """

    rows: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    warnings: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    problems: dict[int, list[Problem]] = field(default_factory=dict)
    others: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: dict[Path, str] = field(default_factory=dict)
    merged: dict[Path, MergeReport] = field(default_factory=dict)
    switched: bool = False
    missing: list[Problem] = field(default_factory=list)

    def list_problems(self) -> list[Problem]:
        """Return all problems, in the order of the specs."""
        return [*(one for number in sorted(self.problems) for one in self.problems[number]), *self.others]


def build_stale_specs(
    request: BuildRequest, subjects: list[Subject], records: Mapping[int, BuildRecord], problems: list[Problem]
) -> int:
    """Make the documents of all specs without a record, write them, and print the report.

    Args:
        request: what the command line asks for.
        subjects: all specs.
        records: the records of those that are up to date, by number.
        problems: what was found before.

    Returns:
        The exit code.
    """
    totals = _Totals(others=problems)
    for number, record in records.items():
        totals.rows[number], totals.warnings[number] = record.made["documents"], record.made["warnings"]
    stale = {number: one for number, one in enumerate(subjects) if number not in records}
    clashes = _Clashes(subjects, records)
    if subjects:
        apply_workspace_formats(subjects[0].workspace)
    count = request.jobs or os.cpu_count() or 1
    with (
        open_document_cache(is_kept=request.uses_cache) as cache,
        open_task_pool(run_spec_task, count) as pool,
        _open_runner(request.scheduler) as runner,
    ):
        making = MakeSettings(BuildOptions(()), cache.folder, worker_count=count, pool=pool, runner=runner)
        work = _Work(request, totals, making)
        if request.keep_going:
            work.make_each(stale, clashes)
        else:
            work.make_all(stale, clashes)
        if request.intermediate and not request.check:
            work.write_intermediate(request.intermediate, stale)
    prune_records()
    return _report(request, totals)


@contextmanager
def _open_runner(scheduler: str) -> Iterator[Runner | None]:
    """Yield what runs tasks in place of this machine's processes, if anything does."""
    if not scheduler:
        yield None
        return
    from golive.pipeline.cluster import open_cluster

    with open_cluster(scheduler) as runner:
        yield runner


class _Clashes:
    """Finds specs with the id of another one: their documents would overwrite each other."""

    def __init__(self, subjects: list[Subject], records: Mapping[int, BuildRecord]) -> None:
        self._first: dict[tuple[Path, str], tuple[int, Path]] = {}
        self.problems = [
            problem
            for number, record in sorted(records.items())
            if (problem := self.find(number, subjects[number], record.document_id))
        ]

    def find(self, number: int, subject: Subject, document_id: str) -> Problem | None:
        """Return the problem of a spec if an earlier one has its id."""
        first, other = self._first.setdefault((subject.workspace.root, document_id), (number, subject.file))
        if first == number or subject.spec is None:
            return None
        return make_duplicate_id_problem(document_id, subject.spec, other)


class _Work:
    """Makes and writes documents, and adds up what comes of it."""

    def __init__(self, request: BuildRequest, totals: _Totals, making: MakeSettings) -> None:
        self._request, self._totals, self._making = request, totals, making
        self._options = _convert_options(request.order)
        self._settings = WriteSettings(
            Path(request.order["output"]) if request.order["output"] and not request.bucket else None,
            request.order["discard_edits"],
            request.order["prefer"],
            not request.check,
            request.order,
            request.bucket,
        )

    def make_each(self, stale: Mapping[int, Subject], clashes: _Clashes) -> None:
        """Make and write the documents of each spec on its own; one with problems stops no other."""
        self._totals.others += clashes.problems
        with closing(self._make(stale, self._options)) as results:
            for one in results:
                problems = self._find_problems(one, clashes)
                if not problems:
                    problems = self._write([one])
                held = [
                    problem._replace(hint=problem.hint.replace(_HELD_BACK, _HELD_BACK_SPEC)) for problem in problems
                ]
                if held:
                    self._totals.problems[one.number] = held

    def make_all(self, stale: Mapping[int, Subject], clashes: _Clashes) -> None:
        """Make and write the documents of all specs, or none if there is any problem."""
        self._totals.others += clashes.problems
        stops_early = self._request.keep_going is False
        if not stops_early and (len(stale) > 1 or self._totals.others):
            # What cannot be written is not made: all specs are loaded first.
            self._collect(stale, replace(self._options, kinds=()), clashes)
        if self._totals.list_problems():
            return
        results = self._collect(stale, self._options, clashes)
        if not self._totals.list_problems():
            problems = self._write(sorted(results, key=lambda one: one.number))
            self._totals.others += problems

    def _collect(self, stale: Mapping[int, Subject], options: BuildOptions, clashes: _Clashes) -> list[NumberedResult]:
        """Return the results of specs, and add up their problems; stop at the first one if that is asked for."""
        found = []
        with closing(self._make(stale, options)) as results:
            for one in results:
                found.append(one)
                if problems := self._find_problems(one, clashes):
                    self._totals.problems[one.number] = problems
                    if self._request.keep_going is False:
                        break
        return found

    def _make(self, stale: Mapping[int, Subject], options: BuildOptions) -> Generator[NumberedResult]:
        request = self._request
        making = replace(self._making, options=options, reads_cache=not request.force)
        if not options.kinds and len(stale) < _MANY:
            # Loading a few specs takes less time than starting a process.
            making = replace(making, worker_count=1, pool=None, runner=None)
        silent = request.quiet or request.as_json
        with show_progress(len(stale), quiet=silent, what="Building" if options.kinds else "Checking") as progress:
            for one in build_specs(stale, making, progress.show_step):
                progress.advance()
                yield one

    def _find_problems(self, one: NumberedResult, clashes: _Clashes) -> list[Problem]:
        result = one.result
        if result.problems:
            return list(result.problems)
        clash = clashes.find(one.number, one.subject, result.document_id)
        return [clash] if clash else []

    def _write(self, results: list[NumberedResult]) -> list[Problem]:
        """Write the documents of specs without problems, all or none; return what prevents it."""
        totals = self._totals
        try:
            report = write_results(results, self._settings)
        except GoliveError as error:
            return list(error.problems)
        totals.notes += (note for note in report.notes if note not in totals.notes)
        totals.kept |= report.kept
        totals.merged |= report.merged
        totals.rows |= report.rows
        for one in results:
            totals.warnings[one.number] = warnings_to_rows(one.result.warnings)
            totals.switched |= uses_other_engine(one.result)
            totals.missing += (problem for problem in one.result.missing if problem not in totals.missing)
        return report.problems

    def write_intermediate(self, folder: Path, subjects: Mapping[int, Subject]) -> None:
        """Write the intermediate files of each document; add the problems of those that could not be built."""
        options = replace(self._options, formats=tuple(sorted(INTERMEDIATE)), preview=False)
        good = {number: one for number, one in subjects.items() if number not in self._totals.problems}
        settings = replace(
            self._settings, output=folder, bucket=None, order={**self._settings.order, "intermediate": True}
        )
        for one in build_specs(good, MakeSettings(options, self._making.cache)):
            problems = list(one.result.problems)
            if one.result.documents:
                report = write_results([one], settings)
                problems += report.problems
            self._totals.others += (problem for problem in problems if problem not in self._totals.list_problems())


def _convert_options(order: Mapping[str, Any]) -> BuildOptions:
    return BuildOptions(
        tuple(order["kinds"]),
        tuple(order["formats"]),
        tuple(order["languages"]),
        order["audience"] == INTERNAL,
        order["preview"],
        order["theme"],
        order["engine"],
        tuple(order["days"]),
        order.get("version", ""),
    )


def _report(request: BuildRequest, totals: _Totals) -> int:
    """Print what was made, what stays, and all problems; return the exit code."""
    problems = [*totals.list_problems(), *totals.missing]
    rows = [row for number in sorted(totals.rows) for row in totals.rows[number]]
    if not rows and not problems:
        raise click.UsageError(describe_nothing_to_build(request))
    silent = request.quiet or request.as_json
    notes = (*totals.notes, *describe_engine_switch(switched=totals.switched))
    print_notes(notes, totals.kept, quiet=request.quiet)
    print_merges(totals.merged, quiet=silent)
    if not silent and (request.keep_going or not problems):
        print_warnings(row for number in sorted(totals.warnings) for row in totals.warnings[number])
    print_build_report(rows, problems, as_json=request.as_json, quiet=request.quiet, lists_all=bool(request.keep_going))
    return 1 if problems else 0
