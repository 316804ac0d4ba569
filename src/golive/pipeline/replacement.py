"""Decide what a build may write: nothing that a person edited or made is lost, and nothing released is replaced."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from golive.provenance.ownership import Ownership, find_ownership
from golive.support.problems import OutputError, Problem, make_problem

_MAX_NAMED_CHANGES: Final = 6


class NewFile(Struct, frozen=True):
    """A file that a build made, before it is written.

    Attributes:
        content: its bytes.
        role: the kind of document, or `preview` or `attachment`.
        document_id: id of the spec or the guide.
        kind: the kind of the document that it belongs to.
        released: the version that it shows as it was released; empty for a draft.
        parts: key and digest of each part that it was made from.
        engines: versions of the layout engines.
    """

    content: bytes
    role: str
    document_id: str
    kind: str
    released: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    engines: tuple[tuple[str, str], ...] = ()


class WritePlan(Struct, frozen=True):
    """What a build writes.

    Attributes:
        files: the new content of each file that changes.
        expected: the content of those that exist, as they were judged.
        kept: the files that stay as they were released, each with one sentence that says why.
        problems: the files that may not be replaced; then nothing is written.
    """

    files: Mapping[Path, bytes]
    expected: Mapping[Path, bytes]
    kept: Mapping[Path, str]
    problems: tuple[Problem, ...] = ()


def plan_replacements(documents: Mapping[Path, NewFile], *, discard_edits: bool = False) -> WritePlan:
    """Judge every file that a build would replace.

    Args:
        documents: what was built, by absolute path.
        discard_edits: True to replace files that a person edited or made; what was released stays all the same.

    Raises:
        OutputError: a file cannot be read.
    """
    files: dict[Path, bytes] = {}
    expected: dict[Path, bytes] = {}
    kept: dict[Path, str] = {}
    problems: list[Problem] = []
    for path, new in documents.items():
        there = _read_if_exists(path)
        if there == new.content:
            continue
        if there is not None:
            expected[path] = there
            found = find_ownership(path, new.document_id, new.kind)
            if found.state == "untouched" and (reason := _explain_released(new, found)):
                kept[path] = reason
                continue
            if found.state in {"edited", "foreign"} and not discard_edits:
                try:
                    files[path] = resolve_edited_file(path, new, found)
                except OutputError as error:
                    problems += error.problems
                continue
        files[path] = new.content
    return WritePlan(files, expected, kept, tuple(problems))


def resolve_edited_file(path: Path, new: NewFile, found: Ownership) -> bytes:
    """Return the content to write over a file that a person edited or made, so that nothing of theirs is lost.

    No kind of file can be merged yet, so every one is refused.

    Args:
        path: the file.
        new: what golive made for it.
        found: whose it is, `edited` or `foreign`, and what was changed.

    Raises:
        OutputError: it cannot be merged; with what was changed and the choices.
    """
    del new
    named = [*found.reasons[:_MAX_NAMED_CHANGES]]
    if len(found.reasons) > _MAX_NAMED_CHANGES:
        named.append(f"{len(found.reasons) - _MAX_NAMED_CHANGES} more changes.")
    choice = (
        "Move it away, or say --output DIR to write elsewhere, or --discard-edits to replace it. Nothing was written."
    )
    if found.state == "edited":
        message = "was edited since golive made it, and is not replaced"
    else:
        message = "was not made by golive for this document, and is not replaced"
    raise OutputError(make_problem(message, "\n  ".join([*named, choice]), path=path))


def find_removable(paths: list[Path], documents: Mapping[Path, NewFile]) -> list[Path]:
    """Return those files of an earlier build that golive made and nobody changed.

    Args:
        paths: files in the folders of the documents.
        documents: what was built, which says whose files these must be.
    """
    made = {(new.document_id, new.kind) for new in documents.values()}
    return [path for path in paths if any(find_ownership(path, *one).state == "untouched" for one in sorted(made))]


def _explain_released(new: NewFile, found: Ownership) -> str:
    """Return why an untouched file stays: it shows the same release; empty if it may be replaced."""
    old = found.statement
    if not new.released or old is None or old.version != new.released:
        return ""
    before, now = dict(old.parts), dict(new.parts)
    differing = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    if differing - {"changelog"}:
        return ""  # it was made before the release, from other content
    why = "its change log has new approvals or entries" if differing else "this golive sets it differently"
    return f"stays as it was released, though {why}; move it away to build it again"


def _read_if_exists(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        return None  # refused when it is written
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise OutputError(
            make_problem(f"cannot be read: {reason}", "Change its permissions. Nothing was written.", path=path)
        ) from None
