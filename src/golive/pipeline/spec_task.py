"""Make the documents of one spec: the task of a worker.

A task names files and carries digests, and its result carries digests and problems: so neither a project nor, within
one machine, a document travels between processes. Documents that were made before come from the cache.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from golive.pipeline.build import BuiltDocument
from golive.pipeline.catalog import STATUS_KINDS
from golive.pipeline.document_cache import CachedDocument, DocumentCache
from golive.pipeline.input_digests import InputDigests, get_program_digest, is_shared_file
from golive.pipeline.jobs import BuildJob, list_jobs, run_jobs
from golive.pipeline.status_report import set_days
from golive.project.languages import check_process_translations
from golive.project.project import Project, load_guide, load_integration
from golive.project.subjects import GUIDE
from golive.project.theme import check_theme_file, get_roles_file
from golive.project.workspace import Workspace
from golive.releases.released_project import load_released_project
from golive.releases.status import find_release_status
from golive.releases.versioned_document import get_file_stem, read_document
from golive.schema.value_text import use_formats
from golive.support.cache_dir import CACHE_DIR_VARIABLE, get_cache_folder
from golive.support.problems import GoliveError, MissingEngineError, OutputError, Problem, make_problem
from golive.support.stored_content import StoredContent
from golive.support.task_pool import StepReporter
from golive.yaml_io.source import collect_read_files, use_unsaved_texts


class BuildOptions(Struct, frozen=True):
    """The options of a build that decide which documents are made, and how.

    Attributes:
        kinds: the kinds of documents.
        formats: names of formats; empty for the usual one of each document.
        languages: codes of the languages that were asked for; empty for those of the spec.
        is_internal: True for documents of the vendor's own team.
        preview: whether previews of decks are made too.
        theme: the PowerPoint template to use in place of the spec's; empty for the spec's.
        pdf_engine: the PDF engine to use in place of the vendor's choice; empty for that choice.
        days: the day of a status report, and that of the last one if it is given (ISO 8601).
        version: the released version to make again from what its release kept; empty for the spec as it is.
    """

    kinds: tuple[str, ...]
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    is_internal: bool = False
    preview: bool = False
    theme: str = ""
    pdf_engine: str = ""
    days: tuple[str, ...] = ()
    version: str = ""


class SpecTask(Struct, frozen=True):
    """The documents to make of one spec.

    Attributes:
        root: the workspace.
        spec: the file of the spec; None for the guide.
        shared: digest of what the specs of the workspace share, as the caller saw it.
        options: what to make of it.
        cache: the folder of the cache.
        reads_cache: whether documents are taken from the cache.
        only: numbers of the documents to make, among all of the spec; empty for all.
        texts: path and bytes of YAML files to read in place of those on the disk, so that tasks that share the
            documents of one spec make all of them from the same.
    """

    root: Path
    spec: Path | None
    shared: str
    options: BuildOptions
    cache: Path
    reads_cache: bool = True
    only: tuple[int, ...] = ()
    texts: tuple[tuple[str, bytes], ...] = ()


class SpecDocument(Struct, frozen=True):
    """A document of a spec with what has to be known to write it; fields as of `NewFile`."""

    made: CachedDocument
    released: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    number: int = 0


class SpecResult(Struct, frozen=True):
    """What a task came to.

    Attributes:
        document_id: id of the spec, or `guide`; empty if it could not be loaded.
        subject_id: the id that its documents carry.
        documents: the documents, in order; empty if there are problems.
        problems: what prevents them.
        warnings: the findings that prevent nothing.
        read: files that were read or looked for, beyond those that a state contains anyway.
        state: digest of everything that the documents were made from; empty if it changed meanwhile.
        asks_engine: whether the spec or the vendor names a PDF engine.
        cached: number of documents that came from the cache.
        notes: sentences on why the documents of a released version differ from those of its release.
        missing: what this machine lacks for documents that were left out; the others are made all the same.
    """

    document_id: str = ""
    subject_id: str = ""
    documents: tuple[SpecDocument, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    read: tuple[str, ...] = ()
    state: str = ""
    asks_engine: bool = False
    cached: int = 0
    notes: tuple[str, ...] = ()
    missing: tuple[Problem, ...] = ()


class LoadedSpec(Struct, frozen=True):
    """A project and the files that it was loaded from.

    Attributes:
        project: the project; compared with its last release if it is a released version itself.
        read: the files that were read or looked for, beyond those that a state contains anyway.
        texts: path and bytes of each YAML file as it was read.
        notes: as in `SpecResult`.
    """

    project: Project
    read: tuple[str, ...]
    texts: tuple[tuple[str, bytes], ...] = ()
    notes: tuple[str, ...] = ()


def run_spec_task(task: SpecTask, report_step: StepReporter) -> SpecResult:
    """Make the documents of a spec, or find all its problems.

    Args:
        task: what to make; documents are put into its cache.
        report_step: receives what is being made.
    """
    named = task.spec.stem if task.spec else GUIDE
    report_step(f"{named} spec")
    try:
        loaded = load_spec(task)
    except GoliveError as error:
        return SpecResult(problems=error.problems)
    builder = SpecBuilder(task, loaded)
    if builder.problems:
        return SpecResult(problems=builder.problems)
    project = builder.project
    documents: list[SpecDocument] = []
    problems: list[Problem] = []
    missing: list[Problem] = []
    with use_formats(project.organization.formats, project.organization.language):
        for number, job in enumerate(list_spec_jobs(project, task.options)):
            if task.only and number not in task.only:
                continue
            report_step(f"{named} {job.kind}")
            try:
                documents.append(builder.describe(job, builder.make(job), number))
            except MissingEngineError as error:
                missing += error.problems
            except GoliveError as error:
                problems += error.problems
    return builder.make_result(documents, problems, missing)


def load_spec(task: SpecTask) -> LoadedSpec:
    """Load the project of a task.

    Raises:
        GoliveError: all problems.
    """
    options = task.options
    theme = Path(options.theme) if options.theme else None
    workspace = Workspace(task.root)
    if options.version:
        loaded = _load_released(workspace, task.spec, options.version, theme)
    else:
        with use_unsaved_texts({Path(path): data.decode() for path, data in task.texts}):
            loaded = load_project(workspace, task.spec, theme)
    project = replace(loaded.project, is_internal=options.is_internal, pdf_engine=options.pdf_engine)
    if options.languages:
        project = replace(project, languages=options.languages, release_status=None)
    if problems := check_process_translations(project.process, project.workspace, options.languages):
        raise GoliveError(*problems)
    return replace(loaded, project=set_days(project, options.days))


def load_project(workspace: Workspace, spec: Path | None, theme: Path | None = None) -> LoadedSpec:
    """Load a spec, or the guide, and list the files that it was loaded from.

    Args:
        workspace: the workspace.
        spec: the file of the spec; None for the guide.
        theme: the PowerPoint template to use in place of the one that it names.

    Raises:
        GoliveError: all problems.
    """
    with collect_read_files() as read:
        project: Project = load_integration(workspace, spec) if spec else load_guide(workspace)
    if theme:
        project = replace(project, theme_file=theme)
    names = list(read)
    if project.theme_file:
        check_theme_file(project.theme_file)
        names += [str(path.absolute()) for path in (project.theme_file, get_roles_file(project.theme_file))]
    more = {name for name in names if not is_shared_file(Path(name), workspace.root)}
    return LoadedSpec(project, tuple(sorted(more)), tuple(read.items()))


def _load_released(workspace: Workspace, spec: Path | None, version: str, theme: Path | None) -> LoadedSpec:
    """Load a released version of a spec; the file of the spec may have any fault by now."""
    name = spec.stem if spec else GUIDE
    if spec and not workspace.releases_folder(name).is_dir():
        name = get_file_stem(read_document(spec).value)
    found = load_released_project(workspace, name, version, theme)
    return LoadedSpec(found.project, (), notes=found.notes)


def list_spec_jobs(project: Project, options: BuildOptions) -> tuple[BuildJob, ...]:
    """List the documents of a project that the options ask for."""
    formats = frozenset(options.formats)
    return list_jobs((project,), frozenset(options.kinds), preview=options.preview, formats=formats)


class SpecBuilder:
    """Makes the documents of a spec, or takes them from the cache, as long as their input is as it was when loaded.

    Args:
        task: the task.
        loaded: its project.
    """

    def __init__(self, task: SpecTask, loaded: LoadedSpec) -> None:
        self._task, self._loaded = task, loaded
        self._cache = DocumentCache(task.cache)
        self.project = loaded.project
        self.problems: tuple[Problem, ...] = ()
        self._state = self._compute_first_state()
        self.cached = 0
        try:
            # The releases are read after their digests: what changes meanwhile is found at the end.
            self.project = replace(self.project, release_status=find_release_status(self.project))
        except GoliveError as error:
            self.problems = error.problems

    @property
    def texts(self) -> tuple[tuple[str, bytes], ...]:
        """The YAML files that the project was loaded from: path and bytes."""
        return self._loaded.texts

    def find(self, job: BuildJob) -> CachedDocument | None:
        """Return a document from the cache."""
        key = self._compute_key(job)
        found = self._cache.find(key) if key and self._task.reads_cache else None
        self.cached += found is not None
        return found

    def make(self, job: BuildJob) -> CachedDocument:
        """Return a document; raise its problems."""
        if found := self.find(job):
            return found
        (end,) = run_jobs((job,))
        if end.made is None:
            raise (MissingEngineError if end.is_engine_missing else GoliveError)(*end.problems)
        return store_document(self._cache, self._compute_key(job) if self._is_unchanged() else "", end.made)

    def describe(self, job: BuildJob, made: CachedDocument, number: int) -> SpecDocument:
        """Return a document with what has to be known to write it."""
        status = job.project.release_status
        released = status.released if status and not status.draft else ""
        return SpecDocument(made, released, status.parts if status else (), number)

    def make_result(
        self, documents: Sequence[SpecDocument], problems: Sequence[Problem], missing: Sequence[Problem] = ()
    ) -> SpecResult:
        """Return the result of the spec; one that misses documents has no state, so that the next build makes them."""
        project = self.project
        return SpecResult(
            get_file_stem(project.document_subject),
            project.document_subject.id,
            () if problems else tuple(documents),
            tuple(problems),
            (*project.warnings, *self._list_theme_warnings(documents, problems)),
            self._loaded.read,
            self._state if self._is_unchanged() and not missing else "",
            bool(project.pdf_engine or project.organization.pdf_engine),
            self.cached,
            self._loaded.notes,
            tuple(dict.fromkeys(missing)),
        )

    def _list_theme_warnings(
        self, documents: Sequence[SpecDocument], problems: Sequence[Problem]
    ) -> tuple[Problem, ...]:
        """Return what is worth knowing about the theme of the decks, if there are decks."""
        theme = self.project.theme_file
        if theme is None or problems or not any(one.made.place.endswith(".pptx") for one in documents):
            return ()
        from golive.pipeline.theme_faults import list_theme_warnings

        return list_theme_warnings(theme)

    def _is_unchanged(self) -> bool:
        """Return whether all input is as it was when it was loaded."""
        return bool(self._state) and self._state == self._compute_state(InputDigests())

    def _compute_first_state(self) -> str:
        digests = InputDigests()
        if self._task.options.version:
            return ""  # what a release kept is no state of the spec: nothing is taken from the cache, or recorded
        state = self._compute_state(digests)
        with contextlib.suppress(OSError):
            texts = self._loaded.texts
            if all(digests.digest_file(path) == hashlib.sha256(data).hexdigest() for path, data in texts):
                return state
        return ""  # a file was saved just after it was read

    def _compute_state(self, digests: InputDigests) -> str:
        """Return the state of the spec's input now; empty if it is not what the caller saw, or cannot be read."""
        about, task = self._loaded.project.document_subject, self._task
        with contextlib.suppress(OSError):
            if digests.compute_shared(task.root) == task.shared:
                return digests.compute_state(task.root, task.spec, get_file_stem(about), self._loaded.read)
        return ""

    def _compute_key(self, job: BuildJob) -> str:
        if not self._state:
            return ""
        options = self._task.options
        parts = (job.kind, job.format, job.preview, options.is_internal, options.languages, options.pdf_engine)
        days = options.days if job.kind in STATUS_KINDS else ()
        known = (get_program_digest(), self._state, parts, options.theme, days)
        return hashlib.sha256(repr(known).encode()).hexdigest()


def store_document(cache: DocumentCache, key: str, made: BuiltDocument) -> CachedDocument:
    """Store a document in a cache.

    Raises:
        OutputError: the cache cannot be written to.
    """
    try:
        return cache.store(key, made)
    except OSError as error:
        raise _explain_full_cache(cache, error) from error


def store_contents(cache: DocumentCache, contents: Iterable[bytes]) -> dict[str, StoredContent]:
    """Store contents alone in a cache, and return them by digest; errors as for `store_document`."""
    try:
        return {stored.digest: stored for stored in map(cache.put, contents)}
    except OSError as error:
        raise _explain_full_cache(cache, error) from error


def _explain_full_cache(cache: DocumentCache, error: OSError) -> OutputError:
    reason = (error.strerror or "the system refused").lower()
    if cache.folder == get_cache_folder("documents"):
        what, other = "the cache", "build with --no-cache, or name another folder in the environment variable"
        variable = CACHE_DIR_VARIABLE
    else:
        what, other, variable = "the temporary folder", "or name another folder in the environment variable", "TMPDIR"
    hint = f"Free some space there, {other} {variable}. Nothing was written."
    return OutputError(make_problem(f"{what} cannot be written to: {reason}", hint, path=cache.folder))


def describe_stopped_task(task: SpecTask, reason: str, step: str) -> Problem:
    """Return the problem of a task that was stopped by a limit or the death of its worker."""
    path = task.spec or Workspace(task.root).guide_file
    kind = step.rpartition(" ")[2]
    known = {"": "its documents are not made: this ", "spec": "reading it "}
    what = known.get(kind, f"making the {kind} ")
    hint = "Build only this spec to see more, and find out what makes it so large."
    return make_problem(f"{what}{reason}", hint, path=path)


def merge_results(results: Sequence[SpecResult]) -> SpecResult:
    """Merge the results of tasks that each made some documents of one spec."""
    ordered = sorted(_list_documents(results), key=lambda one: one.number)
    problems = tuple(dict.fromkeys(problem for one in results for problem in one.problems))
    first = next((one for one in results if one.document_id), results[0])
    is_steady = len({one.state for one in results}) == 1
    return replace(
        first,
        documents=() if problems else tuple(ordered),
        warnings=tuple(dict.fromkeys(warning for one in results for warning in one.warnings)),
        problems=problems,
        state=first.state if is_steady else "",
        cached=sum(one.cached for one in results),
        missing=tuple(dict.fromkeys(problem for one in results for problem in one.missing)),
    )


def _list_documents(results: Sequence[SpecResult]) -> Iterator[SpecDocument]:
    for one in results:
        yield from one.documents
