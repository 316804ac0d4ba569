"""What the documents of a project are made from, part by part: a digest of each, equal for equal meaning.

Of the templates only those count that a document of the project includes; what a workspace lacks is golive's own.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from golive.project.project import Project
from golive.project.theme import roles_file
from golive.releases.canonical_form import SHORT, digest_of, short_digest
from golive.releases.document_parts import Parts
from golive.support.problems import TemplateError, problem

TEMPLATES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "integration": {"slides": ("overview.md.j2", "slide.md.j2"), "runbook": ("runbook.md.j2", "sit-vs-uat.md.j2")},
    "guide": {"runbook": ("guide.md.j2",)},
}
"""The templates of each kind of project, by folder; those that they include come with them."""
_THEME: Final = "theme.pptx"
_INCLUDED: Final = re.compile(rb"{%[-+]?\s*(?:include|import|from|extends)\s+([^%]*?)%}")
_NAMED: Final = re.compile(rb"^[\"']([\w./-]+)[\"'](?:\s|$)")
_MOST_FILES: Final = 2_000


def parts_of(project: Project) -> Parts:
    """The digests of all parts.

    Raises:
        TemplateError: a template or the theme cannot be read.
    """
    kind = "integration" if project.spec else "guide"
    try:
        templates, theme = _templates(project, kind), _theme(project)
    except OSError as error:
        path = Path(error.filename) if error.filename else None
        reason = (error.strerror or "unknown reason").lower()
        raise TemplateError(problem(f"cannot be read: {reason}", "Change its permissions.", path=path)) from None
    return Parts(
        short_digest(project.about), short_digest(project.organization), short_digest(project.process), templates, theme
    )


def log_digest(project: Project) -> str:
    """Digest of the change log; empty where there is none."""
    return short_digest(project.changelog) if project.changelog else ""


def _templates(project: Project, kind: str) -> str:
    digests = {}
    for folder, names in TEMPLATES[kind].items():
        files = _found(project.workspace.templates(folder))
        wanted = _closure({name: path for name, path in files.items() if name.endswith(".j2")}, names)
        for name, path in files.items():
            if name in wanted or not name.endswith((".j2", _THEME)):
                digests[f"{folder}/{name}"] = _text_digest(path)
    return digest_of(digests)[:SHORT]


def _theme(project: Project) -> str:
    """Of the named theme with its choice of layouts, or of golive's own for slides; empty where there are no slides."""
    if project.theme:
        files = [path for path in (project.theme, roles_file(project.theme)) if path.is_file()]
    elif project.spec:
        files = [path for name, path in _found(project.workspace.templates("slides")).items() if name == _THEME]
    else:
        return ""
    return digest_of([_file_digest(path, *_stamp(path)) for path in files])[:SHORT]


def _found(folders: tuple[Path, ...]) -> dict[str, Path]:
    """Every file below the folders by its name; the first folder that has it wins."""
    files: dict[str, Path] = {}
    for folder in reversed(folders):
        for path in sorted(folder.rglob("*"))[:_MOST_FILES] if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith("."):
                files[path.relative_to(folder).as_posix()] = path
    return files


def _closure(files: dict[str, Path], names: tuple[str, ...]) -> frozenset[str]:
    """The templates that some lead to; all of them where an include cannot be told before it is made."""
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in seen or name not in files:
            continue
        seen.add(name)
        for said in _INCLUDED.findall(files[name].read_bytes()):
            plain = _NAMED.match(said)
            if not plain:
                return frozenset(files)
            waiting.append(plain[1].decode())
    return frozenset(seen)


def _text_digest(path: Path) -> str:
    """Of a file that is text, whatever its lines end with."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


@cache
def _file_digest(path: Path, _size: int, _time: int) -> str:
    """Of a file that may be large; read again when its size or time is another."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
