"""Build a document from untrusted templates in a separate process with limited time and memory.

Templates and style sheets of a workspace may come from a stranger. The template sandbox blocks access to files and
code, and pages load nothing from outside, but a template can still run forever or exhaust the memory. In that case the
process is stopped, and an error names the document. The process returns data, never code: so it is no worker of
`support.workers`, whose results are pickled.
"""

import filecmp
import json
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

from golive.pipeline.build import (
    OUTPUTS,
    BuiltDocument,
    Output,
    get_output_path,
    render_document,
    render_markdown,
)
from golive.pipeline.formats import list_formats
from golive.project.project import Project
from golive.project.workspace import get_bundled_root
from golive.support.cache_dir import CACHE_DIR_VARIABLE
from golive.support.problems import (
    ContentError,
    GoliveError,
    LayoutError,
    MissingEngineError,
    OutputError,
    Problem,
    SpecError,
    TemplateError,
    ThemeError,
    make_problem,
)
from golive.support.workers import Limits, set_limits

WORDS_SECONDS: Final = 10
WORDS_BYTES: Final = 900_000_000
# Additional time for rendering, and its memory, per thousand characters of Markdown: a runbook of 125,000 characters
# takes 9 s and 450 MB, of which 250 MB are there before its first page.
_SECONDS_PER_1000: Final = 0.25
_BYTES_PER_1000: Final = 4_000_000
_WALL_CLOCK_FACTOR: Final = 3  # wall-clock limit as a multiple of the CPU limit, for busy machines
_MAX_MARKDOWN_CHARACTERS: Final = 2_000_000
_LARGEST_FILE: Final = 50_000_000
_ERRORS: Final = {
    error.__name__: error
    for error in (
        SpecError,
        TemplateError,
        ContentError,
        LayoutError,
        ThemeError,
        OutputError,
        MissingEngineError,
        GoliveError,
    )
}
_WORKER_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    # Before the slow imports: it ends when the process ends that waits for its answer.
    "from golive.support.workers import end_with_process; end_with_process(int(sys.argv[2])); "
    "from golive.pipeline.sandbox import run_sandbox_worker; run_sandbox_worker()"
)


class Answer(msgspec.Struct, frozen=True):
    """The answer of the sandbox process: the document, or the problems."""

    made: BuiltDocument | None = None
    error: str = ""
    problems: tuple[Problem, ...] = ()


def has_foreign_templates(project: Project, output: Output) -> bool:
    """Return True if the workspace's template folder has any file that differs from golive's own."""
    folder, ours = (root / "templates" / output.folder for root in (project.workspace.root, get_bundled_root()))
    if folder == ours or not folder.is_dir():
        return False
    return any(
        not _has_same_content(path, ours / path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
    )


def _has_same_content(path: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(path, other, shallow=False)


def build_in_sandbox(project: Project, output: Output, *, preview: bool = False) -> BuiltDocument:
    """Build a document as `golive.pipeline.build.build_document` does, in a process with limited time and memory.

    Raises:
        TemplateError: the process exceeded its limits or crashed.
        GoliveError: lists all problems that were found.
    """
    order = pickle.dumps((project, output.kind, output.format, preview))
    command = [sys.executable, "-P", "-c", _WORKER_PROGRAM, json.dumps(sys.path), str(os.getpid())]
    # Cached templates are executed as code, so the sandbox process gets no cache.
    around = {**os.environ, CACHE_DIR_VARIABLE: ""}
    most = WORDS_SECONDS + _SECONDS_PER_1000 * _MAX_MARKDOWN_CHARACTERS / 1000
    try:
        done = subprocess.run(  # noqa: S603 - runs our own interpreter
            command, input=order, capture_output=True, check=False, timeout=_WALL_CLOCK_FACTOR * most, env=around
        )
    except subprocess.TimeoutExpired:
        raise _create_stopped_error(project, output, "takes too long") from None
    if done.returncode:
        raise _create_stopped_error(project, output, _explain_exit(done.returncode, done.stderr))
    answer = msgspec.msgpack.decode(done.stdout, type=Answer, dec_hook=lambda kind, value: kind(value))
    if answer.made is None:
        raise _ERRORS.get(answer.error, GoliveError)(*answer.problems)
    return _check_output_path(project, output, answer.made)


def run_sandbox_worker() -> None:
    """Run in the sandbox process: build the document requested on stdin and write the answer to stdout."""
    set_limits(Limits(WORDS_SECONDS, WORDS_BYTES, _LARGEST_FILE))
    project, kind, form, preview = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the parent process
    own = next(row for row in OUTPUTS if row.kind == kind)
    output = next(row for row in list_formats(own) if row.format == form)
    try:
        words = render_markdown(project, output)
        thousands = min(len(words.text), _MAX_MARKDOWN_CHARACTERS) / 1000
        seconds = WORDS_SECONDS + _SECONDS_PER_1000 * thousands
        size = max(WORDS_BYTES, int(_BYTES_PER_1000 * thousands))
        set_limits(Limits(seconds, size, _LARGEST_FILE))
        answer = Answer(render_document(project, output, words, preview=preview))
    except GoliveError as error:
        answer = Answer(None, type(error).__name__, error.problems)
    except MemoryError:
        sys.exit(_EXIT_OUT_OF_MEMORY)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer, enc_hook=str))


_EXIT_OUT_OF_MEMORY: Final = 3


def _explain_exit(code: int, said: bytes) -> str:
    """Explain why the sandbox process ended without an answer."""
    if sys.platform != "win32" and code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "takes too long"
    if code == _EXIT_OUT_OF_MEMORY or b"MemoryError" in said or b"failed to allocate" in said or code < 0:
        return "takes too much memory"
    return "cannot be made"


def _create_stopped_error(project: Project, output: Output, what: str) -> TemplateError:
    path = project.workspace.root / "templates" / output.folder
    hint = "Check its templates and style sheets, especially for nested loops, or remove them to use golive's."
    return TemplateError(make_problem(f"the {output.kind} of `{project.document_subject.id}` {what}", hint, path=path))


def _check_output_path(project: Project, output: Output, made: BuiltDocument) -> BuiltDocument:
    """Return the document if its paths are as expected; the sandbox process may have been compromised."""
    place = get_output_path(project, output.place)
    names = [path for path, _ in made.extras]
    inside = all(path.is_relative_to(place.parent) and ".." not in path.parts for path in names)
    if made.place != place or made.kind != output.kind or not inside:
        raise _create_stopped_error(project, output, "cannot be made")
    return made
