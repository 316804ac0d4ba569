"""Build the documents of many specs: those that changed, in several processes, with one bad spec stopping no other.

Each spec goes through three steps: it is skipped if its record says that nothing changed; its documents are made by a
worker, or taken from the cache; they are written, and the record is renewed. Only digests stay in this process.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from golive.pipeline.document_files import document_to_dict, find_stale_documents, write_documents
from golive.pipeline.input_digests import InputDigests
from golive.pipeline.replacement import NewFile, plan_replacements
from golive.pipeline.spec_task import (
    BuildOptions,
    SpecBuilder,
    SpecDocument,
    SpecResult,
    SpecTask,
    describe_stopped_task,
    list_spec_jobs,
    load_spec,
    merge_results,
    run_spec_task,
)
from golive.pipeline.up_to_date import BuildRecord, record_build
from golive.project.subjects import Subject
from golive.support.files import recover_interrupted_write
from golive.support.problems import GoliveError, Problem
from golive.support.task_pool import Outcome, StepReporter, TaskLimits, run_tasks

if TYPE_CHECKING:
    from golive.pipeline.bucket import Bucket
    from golive.render.slides.merge.report import MergeReport, Preference

DocumentReporter = Callable[[int, bool], None]
"""Receives the number of a document among those of its spec, and whether it was made."""
Runner = Callable[[Iterable[SpecTask], StepReporter], Iterator[Outcome[SpecTask, SpecResult]]]
"""Runs tasks in other processes, and yields their outcomes as they come."""
_NO_POOL: Final = 4
"""Up to so many specs are built by this process if one is to do it: a second one would cost a second."""
_FEW: Final = 2
"""Up to so many specs for each worker, the documents of a spec are shared among the workers."""


class WriteSettings(Struct, frozen=True):
    """How the documents of a build are written.

    Attributes:
        output: the output folder; None for that of each workspace.
        discard_edits: whether files that a person edited or made are replaced.
        preference: whose text stays on a slide that both a person and the spec changed.
        writes: False to compare only.
        bucket: the bucket to write to in place of a folder; None for a folder.
        order: the options of the build as its records keep them.
    """

    output: Path | None
    discard_edits: bool
    preference: "Preference"
    writes: bool
    order: Mapping[str, Any]
    bucket: "Bucket | None" = None


class WriteReport(Struct):
    """What was written, and what stays.

    Attributes:
        rows: the documents as plain values, by the number of their spec.
        written: the files that were written.
        problems: what prevents documents.
        notes: sentences about the whole.
        kept: the files that stay as they are, each with a few words that say why.
        merged: the report of each deck that a person edited, by its path.
    """

    rows: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    written: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: dict[Path, str] = field(default_factory=dict)
    merged: "dict[Path, MergeReport]" = field(default_factory=dict)


class NumberedResult(Struct, frozen=True):
    """The result of a spec, with the number of the spec on the command line."""

    number: int
    subject: Subject
    result: SpecResult


class MakeSettings(Struct, frozen=True):
    """How documents are made.

    Attributes:
        options: what to make of each spec.
        cache: the folder of the cache that they are put into.
        reads_cache: whether documents are taken from it.
        worker_count: number of processes.
        pool: runs tasks in so many processes; None to start and end them as they are needed.
        runner: runs all tasks elsewhere.
        report_document: receives each document of few specs as it ends.
    """

    options: BuildOptions
    cache: Path
    reads_cache: bool = True
    worker_count: int = 1
    pool: Runner | None = None
    runner: Runner | None = None
    report_document: DocumentReporter = lambda _number, _is_made: None


def build_specs(
    subjects: Mapping[int, Subject], settings: MakeSettings, report_step: StepReporter = lambda _step: None
) -> Iterator[NumberedResult]:
    """Make the documents of specs, and yield the result of each as it comes.

    Args:
        subjects: the specs, by number.
        settings: how to make them.
        report_step: receives what is being made.
    """
    digests, count, runner = InputDigests(), settings.worker_count, settings.runner
    start = settings.options, settings.cache, settings.reads_cache
    tasks = {
        number: SpecTask(one.workspace.root, one.spec, _get_shared(digests, one), *start)
        for number, one in subjects.items()
    }
    if runner is None and count == 1 and len(tasks) <= _NO_POOL:
        for number, task in tasks.items():
            yield NumberedResult(number, subjects[number], run_spec_task(task, report_step))
        return
    if runner is None and count > 1 and len(tasks) <= _FEW * count:
        yield from _build_few(subjects, tasks, settings, report_step)
        return
    numbers = {id(task): number for number, task in tasks.items()}
    for outcome in (runner or _get_pool(settings, count))(tasks.values(), report_step):
        number = numbers[id(outcome.item)]
        yield NumberedResult(number, subjects[number], _get_result(outcome))


def _build_few(
    subjects: Mapping[int, Subject], tasks: Mapping[int, SpecTask], settings: MakeSettings, report_step: StepReporter
) -> Iterator[NumberedResult]:
    """Build few specs: each document is a task, so that the workers share the documents of one spec."""
    parts: dict[int, list[SpecResult]] = {}
    waiting: list[tuple[int, SpecTask]] = []
    for number, task in tasks.items():
        parts[number], left = _begin_spec(task)
        waiting += [(number, one) for one in left]
        for found in parts[number]:
            _report_documents(found, settings.report_document)
    numbers = {id(task): number for number, task in waiting}
    left_counts = {number: sum(1 for one, _ in waiting if one == number) for number in tasks}
    count = min(settings.worker_count, len(waiting))
    for number in tasks:
        if not left_counts[number]:
            yield NumberedResult(number, subjects[number], merge_results(parts[number]))
    items = [task for _, task in waiting]
    if count < _FEW:
        outcomes: Iterable[Outcome[SpecTask, SpecResult]] = (
            Outcome(one, run_spec_task(one, report_step)) for one in items
        )
    else:
        outcomes = _get_pool(settings, count)(items, report_step)
    for outcome in outcomes:
        number = numbers[id(outcome.item)]
        parts[number].append(made := _get_result(outcome))
        _report_documents(made, settings.report_document, outcome.item.only)
        left_counts[number] -= 1
        if not left_counts[number]:
            yield NumberedResult(number, subjects[number], merge_results(parts[number]))


def _get_pool(settings: MakeSettings, count: int) -> Runner:
    return settings.pool or (lambda items, report: run_tasks(run_spec_task, items, count, TaskLimits(), report))


def _report_documents(result: SpecResult, report: DocumentReporter, only: tuple[int, ...] = ()) -> None:
    """Report the documents of a result, and as failed those of `only` that it does not have."""
    made = {one.number for one in result.documents}
    for number in sorted(made.union(only)):
        report(number, number in made)


def _begin_spec(task: SpecTask) -> tuple[list[SpecResult], list[SpecTask]]:
    """Load a spec; return what is known of it at once, and the tasks that are left."""
    try:
        builder = SpecBuilder(task, load_spec(task))
    except GoliveError as error:
        return [SpecResult(problems=error.problems)], []
    if builder.problems:
        return [SpecResult(problems=builder.problems)], []
    found, left = [], []
    task = replace(task, texts=builder.texts)
    for number, job in enumerate(list_spec_jobs(builder.project, task.options)):
        if cached := builder.find(job):
            found.append(builder.describe(job, cached, number))
        else:
            left.append(replace(task, only=(number,)))
    return [builder.make_result(found, ())], left


def _get_shared(digests: InputDigests, subject: Subject) -> str:
    try:
        return digests.compute_shared(subject.workspace.root)
    except OSError:
        return ""  # a file that cannot be read: nothing is taken from the cache, and loading says what is wrong


def _get_result(outcome: Outcome[SpecTask, SpecResult]) -> SpecResult:
    if outcome.result is not None:
        return outcome.result
    return SpecResult(problems=(describe_stopped_task(outcome.item, outcome.stopped, outcome.step),))


def write_results(results: Sequence[NumberedResult], settings: WriteSettings) -> WriteReport:
    """Write the documents of specs, all or none, and record what was written of specs as they are.

    Args:
        results: specs without problems.
        settings: how to write.

    Raises:
        OutputError: a document cannot be written.
    """
    if settings.bucket:
        return _write_to_bucket(results, settings, settings.bucket)
    report = WriteReport(notes=list(dict.fromkeys(note for one in results for note in one.result.notes)))
    files = {one.number: _collect_files(one, settings.output) for one in results}
    documents = {path: new for own in files.values() for path, new in own.items()}
    if settings.writes and (note := recover_interrupted_write(documents)):
        report.notes.append(note)
    plan = plan_replacements(documents, discard_edits=settings.discard_edits, preference=settings.preference)
    report.problems += plan.problems if settings.writes else find_stale_documents(documents, plan)
    if settings.writes and not report.problems:
        if note := write_documents(plan, documents):
            report.notes.append(note)
        report.written += plan.files
        report.kept |= plan.kept_with_copies
    report.kept |= plan.kept
    report.merged |= plan.merged
    for one in results:
        report.rows[one.number] = [document_to_dict(path, new, plan) for path, new in files[one.number].items()]
    if not report.problems:
        _record(results, report, settings)
    return report


def _write_to_bucket(results: Sequence[NumberedResult], settings: WriteSettings, bucket: "Bucket") -> WriteReport:
    from golive.pipeline.bucket_results import (
        entry_to_dict,
        list_stale_entries,
        plan_bucket_files,
        write_bucket_files,
    )

    report = WriteReport()
    files: dict[str, NewFile] = {}
    numbers: dict[str, int] = {}
    for one in results:
        for path, new in _collect_files(one, Path()).items():
            place = path.relative_to(Path().absolute()).as_posix()
            files[place], numbers[place] = new, one.number
    entries = plan_bucket_files(bucket, files)
    if settings.writes:
        write_bucket_files(bucket, files, entries)
    else:
        report.problems += list_stale_entries(bucket, entries)
    report.rows = {one.number: [] for one in results}
    for place, entry in entries.items():
        report.rows[numbers[place]].append(entry_to_dict(bucket, entry, files[place]))
    if not report.problems:
        _record(results, report, settings)
    return report


def _record(results: Sequence[NumberedResult], report: WriteReport, settings: WriteSettings) -> None:
    """Record what was written, unless an input file changed since."""
    from golive.pipeline.build_notes import uses_other_engine, warnings_to_rows

    digests = InputDigests()
    for one in results:
        result, root = one.result, one.subject.workspace.root
        try:
            state = digests.compute_state(root, one.subject.spec, result.document_id, result.read)
        except OSError:
            continue
        made = {
            # What was replaced is no news for the next build, and may be deleted until then.
            "documents": [{k: v for k, v in row.items() if k != "replaced"} for row in report.rows[one.number]],
            "warnings": warnings_to_rows(result.warnings),
            "subject": result.subject_id,
            "switched_engine": uses_other_engine(result),
        }
        if state == result.state:
            record_build(
                settings.order, root, one.subject.spec, state, BuildRecord(result.document_id, result.read, made)
            )


def _collect_files(one: NumberedResult, output: Path | None) -> dict[Path, NewFile]:
    """Return every file of a spec, keyed by its absolute path."""
    target = (output if output is not None else one.subject.workspace.output_folder).absolute()
    files: dict[Path, NewFile] = {}
    for document in one.result.documents:
        made, about = document.made, _describe_document(one.result, document)
        files[target / made.place] = NewFile(made.content, made.kind, *about, made.engines)
        files |= {target / place: NewFile(content, made.extra, *about) for place, content in made.extras}
    return files


def _describe_document(result: SpecResult, document: SpecDocument) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    return result.subject_id, document.made.kind, document.released, document.parts
