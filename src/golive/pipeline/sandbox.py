"""Making a document from templates that are not ours: in a process of its own, with little time and memory.

A workspace may come from a stranger, and its templates and style sheets with it. The sandbox keeps a template from
everything but its words, and the page reads nothing from outside; what they could still do is take for ever, or eat
the memory. That process is stopped then, and ours says which document it was. What it hands back is data, never code.
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
from msgspec.structs import replace

from golive.pipeline.build import OUTPUTS, Made, Output, make, publish, written
from golive.pipeline.formats import formats_of
from golive.project.project import Project
from golive.project.workspace import bundled
from golive.support.cache_dir import VARIABLE
from golive.support.problems import (
    ContentError,
    GoliveError,
    LayoutError,
    OutputError,
    Problem,
    SpecError,
    TemplateError,
    ThemeError,
    problem,
)

WORDS_SECONDS: Final = 10
WORDS_BYTES: Final = 1_000_000_000
# What a page may take beyond that, for each thousand characters of its Markdown.
_SECONDS_PER_1000: Final = 0.6
_BYTES_PER_1000: Final = 10_000_000
_WALL: Final = 3  # a busy machine gives a process a part of its time
_MOST_WORDS: Final = 2_000_000
_LARGEST_FILE: Final = 50_000_000
_ERRORS: Final = {
    error.__name__: error
    for error in (SpecError, TemplateError, ContentError, LayoutError, ThemeError, OutputError, GoliveError)
}
_SERVE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from golive.pipeline.sandbox import serve; serve()"


class Answer(msgspec.Struct, frozen=True):
    """What the other process says: the document, or what is wrong."""

    made: Made | None = None
    error: str = ""
    problems: tuple[Problem, ...] = ()


def is_foreign(project: Project, output: Output) -> bool:
    """Whether a document's template, or anything beside it, is the workspace's own and no copy of golive's."""
    folder, ours = (root / "templates" / output.folder for root in (project.workspace.root, bundled()))
    if folder == ours or not folder.is_dir():
        return False
    return any(not _same(path, ours / path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _same(path: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(path, other, shallow=False)


def make_here(project: Project, output: Output, *, preview: bool = False) -> Made:
    """As `golive.pipeline.build.make`, with the versions of what sets the pages."""
    return _with_engines(make(project, output, preview=preview))


def _with_engines(made: Made) -> Made:
    if made.place.suffix != ".pdf":
        return made
    from golive.render.pdf.engine import versions

    return replace(made, engines=tuple(versions().items()))


def make_apart(project: Project, output: Output, *, preview: bool = False) -> Made:
    """As `golive.pipeline.build.make`, in a process that is stopped when it takes too much.

    Raises:
        TemplateError: it took too much, or broke down.
        GoliveError: with everything that is wrong.
    """
    order = pickle.dumps((project, output.kind, output.format, preview))
    command = [sys.executable, "-P", "-c", _SERVE, json.dumps(sys.path)]
    # What lies in the cache is run as code: that process has none.
    around = {**os.environ, VARIABLE: ""}
    most = WORDS_SECONDS + _SECONDS_PER_1000 * _MOST_WORDS / 1000
    try:
        done = subprocess.run(command, input=order, capture_output=True, check=False, timeout=_WALL * most, env=around)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise _stopped(project, output, "takes too long") from None
    if done.returncode:
        raise _stopped(project, output, _reason(done.returncode, done.stderr))
    answer = msgspec.msgpack.decode(done.stdout, type=Answer, dec_hook=lambda kind, value: kind(value))
    if answer.made is None:
        raise _ERRORS.get(answer.error, GoliveError)(*answer.problems)
    return _checked(project, output, answer.made)


def serve() -> None:
    """What the other process does: make the document that is asked for on standard input."""
    _limit(WORDS_SECONDS, WORDS_BYTES)
    project, kind, form, preview = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent has written it
    own = next(row for row in OUTPUTS if row.kind == kind)
    output = next(row for row in formats_of(own) if row.format == form)
    try:
        words = written(project, output)
        thousands = min(len(words.text), _MOST_WORDS) / 1000
        _limit(WORDS_SECONDS + _SECONDS_PER_1000 * thousands, WORDS_BYTES + int(_BYTES_PER_1000 * thousands))
        answer = Answer(_with_engines(publish(project, output, words, preview=preview)))
    except GoliveError as error:
        answer = Answer(None, type(error).__name__, error.problems)
    except MemoryError:
        sys.exit(_NO_MEMORY)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer, enc_hook=str))


_NO_MEMORY: Final = 3


def _limit(seconds: float, size: int) -> None:
    """Let this process have so many seconds of the processor from now on, and so many bytes, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    end = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    for what, wanted in (
        (resource.RLIMIT_CPU, end),
        (resource.RLIMIT_AS, size),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(what)
        resource.setrlimit(what, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _reason(code: int, said: bytes) -> str:
    """Why the other process has ended without an answer."""
    if sys.platform != "win32" and code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "takes too long"
    if code == _NO_MEMORY or b"MemoryError" in said or b"failed to allocate" in said or code < 0:
        return "takes too much memory"
    return "cannot be made"


def _stopped(project: Project, output: Output, what: str) -> TemplateError:
    path = project.workspace.root / "templates" / output.folder
    hint = "Look at its templates and style sheets, for loops in loops above all; or take them away, and use golive's."
    return TemplateError(problem(f"the {output.kind} of `{project.about.id}` {what}", hint, path=path))


def _checked(project: Project, output: Output, made: Made) -> Made:
    """What the other process has made, if it lies where it should: that process may have been taken over."""
    place = Path(output.place.format(id=project.about.id, version=project.about.version))
    names = [path for path, _ in made.extras]
    inside = all(path.is_relative_to(place.parent) and ".." not in path.parts for path in names)
    if made.place != place or made.kind != output.kind or not inside:
        raise _stopped(project, output, "cannot be made")
    return made
