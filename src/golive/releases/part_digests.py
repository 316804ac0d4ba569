"""Compute a digest of each part that the documents of a project are made from, equal for equal meaning.

Only templates included by a document of the project count. Templates that a workspace does not have, or only as equal
copies, are golive's own and have a digest of their own: a release stays what it is when golive changes them.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from golive.project.languages import DEFAULT_LANGUAGE, load_process_translation
from golive.project.project import IntegrationProject, Project
from golive.project.theme import get_roles_file
from golive.releases.canonical_form import SHORT_DIGEST_LENGTH, compute_digest, compute_short_digest
from golive.releases.document_parts import DocumentParts
from golive.support.bundled import get_bundled_root
from golive.support.problems import TemplateError, make_problem

TEMPLATES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "integration": {"slides": ("overview.md.j2", "slide.md.j2"), "runbook": ("runbook.md.j2", "sit-vs-uat.md.j2")},
    "guide": {"runbook": ("guide.md.j2",)},
}
"""The root templates of each kind of project, by folder; templates they include are added."""
TRANSLATED_TEMPLATES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {"es": {"runbook": ("sit-vs-uat.es.md.j2",)}}
"""The root templates of documents in another language, which count only where they are made."""
_THEME_FILE: Final = "theme.pptx"
_INCLUDE_TAG: Final = re.compile(rb"{%[-+]?\s*(?:include|import|from|extends)\s+([^%]*?)%}")
_QUOTED_NAME: Final = re.compile(rb"^[\"']([\w./-]+)[\"'](?:\s|$)")
_MAX_FILES: Final = 2_000


def compute_part_digests(project: Project) -> DocumentParts:
    """Compute the digests of all parts.

    Raises:
        TemplateError: a template or the theme cannot be read.
    """
    try:
        templates, theme = _digest_templates(project), _digest_theme(project)
        builtin = _digest_builtin(project)
    except OSError as error:
        path = Path(error.filename) if error.filename else None
        reason = (error.strerror or "unknown reason").lower()
        raise TemplateError(make_problem(f"cannot be read: {reason}", "Change its permissions.", path=path)) from None
    return DocumentParts(
        compute_short_digest(project.document_subject),
        compute_short_digest(project.organization),
        _digest_process(project),
        templates,
        theme,
        builtin,
    )


def compute_log_digest(project: Project) -> str:
    """Compute the digest of the change log; empty if there is none."""
    return compute_short_digest(project.changelog) if project.changelog else ""


def _list_translations(project: Project) -> tuple[str, ...]:
    """Return the codes of the languages other than English in which the project's documents are made."""
    if not isinstance(project, IntegrationProject):
        return ()
    return tuple(sorted(set(project.list_explainer_languages()) - {DEFAULT_LANGUAGE}))


def _digest_process(project: Project) -> str:
    own = compute_short_digest(project.process)
    others = [
        compute_short_digest(load_process_translation(project.workspace, code)) for code in _list_translations(project)
    ]
    return compute_digest([own, *others])[:SHORT_DIGEST_LENGTH] if others else own


def read_template_texts(project: Project) -> tuple[str, ...]:
    """Return the texts of all templates that the documents of a project are made from."""
    return tuple(
        path.read_text(encoding="utf-8", errors="replace")
        for _, name, path in _iterate_template_files(project)
        if name.endswith(".j2")
    )


def _digest_templates(project: Project) -> str:
    return _digest_files(one for one in _iterate_template_files(project) if not _is_builtin(*one))


def _digest_builtin(project: Project) -> str:
    """Digest golive's own templates, style sheets and theme, as far as the documents of a project use them."""
    return _digest_files(one for one in _iterate_template_files(project) if _is_builtin(*one))


def _digest_files(files: Iterable[tuple[str, str, Path]]) -> str:
    digests = {
        f"{folder}/{name}": _digest_file(path) if name.endswith(_THEME_FILE) else _digest_text_file(path)
        for folder, name, path in files
    }
    return compute_digest(digests)[:SHORT_DIGEST_LENGTH]


def _is_builtin(folder: str, name: str, path: Path) -> bool:
    """Return whether a file is golive's own, or an equal copy of it."""
    own = get_bundled_root() / "templates" / folder / name
    if path == own or not own.is_file():
        return path == own
    digest = _digest_text_file if not name.endswith(_THEME_FILE) else _digest_file
    return digest(path) == digest(own)


def _iterate_template_files(project: Project) -> Iterator[tuple[str, str, Path]]:
    """Yield folder, name and path of every template and style sheet of a project's documents."""
    translated = [TRANSLATED_TEMPLATES[code] for code in _list_translations(project)]
    for folder, usual in TEMPLATES[project.kind].items():
        names = (*usual, *(name for one in translated for name in one.get(folder, ())))
        files = _list_files(project.workspace.list_template_folders(folder))
        wanted = _collect_includes({name: path for name, path in files.items() if name.endswith(".j2")}, names)
        for name, path in files.items():
            is_builtin_theme = name == _THEME_FILE and not project.theme_file and _is_builtin("slides", name, path)
            if name in wanted or is_builtin_theme or not name.endswith((".j2", _THEME_FILE)):
                yield folder, name, path


def _digest_theme(project: Project) -> str:
    """Digest the project's theme and its layout choices; empty if it uses golive's own theme, or has no slides."""
    if project.theme_file:
        files = [path for path in (project.theme_file, get_roles_file(project.theme_file)) if path.is_file()]
    elif isinstance(project, IntegrationProject):
        files = [
            path
            for name, path in _list_files(project.workspace.list_template_folders("slides")).items()
            if name == _THEME_FILE and not _is_builtin("slides", name, path)
        ]
    else:
        return ""
    if not files:
        return ""
    return compute_digest([_digest_file(path) for path in files])[:SHORT_DIGEST_LENGTH]


def _list_files(folders: tuple[Path, ...]) -> dict[str, Path]:
    """List the files below the folders by relative path; the first folder that has a file wins."""
    files: dict[str, Path] = {}
    for folder in reversed(folders):
        for path in sorted(folder.rglob("*"))[:_MAX_FILES] if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith("."):
                files[path.relative_to(folder).as_posix()] = path
    return files


def _collect_includes(files: dict[str, Path], names: tuple[str, ...]) -> frozenset[str]:
    """Return the templates reachable by includes; all templates if the name in an include is computed."""
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in seen or name not in files:
            continue
        seen.add(name)
        for argument in _INCLUDE_TAG.findall(files[name].read_bytes()):
            plain = _QUOTED_NAME.match(argument)
            if not plain:
                return frozenset(files)
            waiting.append(plain[1].decode())
    return frozenset(seen)


def _digest_text_file(path: Path) -> str:
    """Digest a text file, regardless of its line endings."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _digest_file(path: Path) -> str:
    status = path.stat()
    return _digest_binary_file(path, status.st_size, status.st_mtime_ns)


@cache
def _digest_binary_file(path: Path, _size: int, _time: int) -> str:
    """Digest a possibly large file; the cache is keyed by its size and modification time."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
