"""Decide what a build may write: nothing that a person edited or made is lost, and nothing released is replaced."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from golive.pipeline.merge_gate import Gate, judge_merged_deck
from golive.provenance.deck import is_sealed_deck
from golive.provenance.document_file import MAX_BYTES
from golive.provenance.ownership import Ownership, find_ownership
from golive.provenance.replaced_files import name_replaced_file
from golive.releases.document_parts import BUILTIN, CHANGE_LOG
from golive.support.journal import digest_bytes
from golive.support.problems import OutputError, Problem, make_problem
from golive.support.regular_files import SPECIAL_FILE_HINT, SpecialFileError, open_regular_file
from golive.support.stored_content import StoredContent, digest_content, read_content

if TYPE_CHECKING:
    from golive.render.slides.merge.report import MergeReport, Preference

EDITED_FILE_CHOICE: Final = (
    "Move it away, use --output DIR to write elsewhere, or use --discard-edits to replace it. Nothing was written."
)
"""What to do about a file that is not replaced, for people at a terminal."""
_MAX_NAMED_CHANGES: Final = 6
_OTHER_SUFFIXES: Final = (".pptm", ".ppsx", ".potx", ".ppt", ".odp")


class NewFile(Struct, frozen=True):
    """A file that a build made, before it is written.

    Attributes:
        content: its bytes, or where they are kept.
        role: the kind of document, or `preview` or `attachment`.
        document_id: id of the spec or the guide.
        kind: the kind of the document that it belongs to.
        released: the version that it shows as it was released; empty for a draft.
        parts: key and digest of each part that it was made from.
        engines: versions of the layout engines.
    """

    content: bytes | StoredContent
    role: str
    document_id: str
    kind: str
    released: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    engines: tuple[tuple[str, str], ...] = ()


class WritePlan(Struct, frozen=True):
    """The files that a build writes, and those that it leaves.

    Attributes:
        files: the new content of each file that changes.
        expected: the SHA-256 of those that exist, as they were judged.
        kept: the files that stay as they are, each with a few words that say why.
        problems: the files that may not be replaced; then nothing is written.
        merged: the report of each deck that a person edited, by its path.
        copies: the files of people that are replaced, as they were, by where they are kept.
        copied: where the file of a person is kept, by the path of what replaces it.
    """

    files: Mapping[Path, bytes | StoredContent]
    expected: Mapping[Path, str]
    kept: Mapping[Path, str]
    problems: tuple[Problem, ...] = ()
    merged: "Mapping[Path, MergeReport]" = MappingProxyType({})
    copies: Mapping[Path, bytes] = MappingProxyType({})
    copied: Mapping[Path, Path] = MappingProxyType({})

    @property
    def kept_with_copies(self) -> dict[Path, str]:
        """Return the files that stay, and the copies that are made when the plan is carried out."""
        return {**self.kept, **dict.fromkeys(self.copies, "contains your file as it was before this build")}


class ResolvedFile(Struct, frozen=True):
    """The content to write for a file that a person edited.

    Attributes:
        path: where to write it: in its place, or beside it if the merge is unsure.
        content: the merged bytes.
        report: what was merged.
    """

    path: Path
    content: bytes
    report: "MergeReport"


def plan_replacements(
    documents: Mapping[Path, NewFile],
    *,
    discard_edits: bool = False,
    preference: "Preference" = "spec",
    gate: Gate = judge_merged_deck,
) -> WritePlan:
    """Judge every file that a build would replace; merge the decks that a person edited.

    Args:
        documents: what was built, by absolute path.
        discard_edits: True to replace files that a person edited or made; what was released stays all the same.
        preference: whose text stays on a slide that both the person and the spec changed.
        gate: judges each merged deck before it may be written.

    Raises:
        OutputError: a file cannot be read.
    """
    files: dict[Path, bytes | StoredContent] = {}
    expected: dict[Path, str] = {}
    kept: dict[Path, str] = {}
    problems: list[Problem] = []
    merged: dict[Path, MergeReport] = {}
    replaced: dict[Path, bytes] = {}
    for path, new in documents.items():
        kept |= _find_unmergeable_copies(path)
        there = _read_if_exists(path)
        if there is None:
            kept |= _find_edited_versions(path, new)
        if there is not None and digest_bytes(there) == digest_content(new.content):
            continue
        if there is not None:
            expected[path] = digest_bytes(there)
            found = find_ownership(path, new.document_id, new.kind)
            old = found.statement
            if (
                found.state == "untouched"
                and old
                and (reason := explain_released(new, old.version, old.parts, old.engine))
            ):
                kept[path] = reason
                continue
            is_of_a_person = found.state in {"edited", "foreign"}
            if is_of_a_person and not discard_edits:
                try:
                    resolved = resolve_edited_file(path, there, new, found, preference, gate)
                    kept |= _add_merged_file(path, there, resolved, files, expected)
                    merged[path] = resolved.report
                    if path in files and not is_sealed_deck(path):
                        replaced[path] = there
                except OutputError as error:
                    problems += error.problems
                continue
            if is_of_a_person:
                replaced[path] = there
        files[path] = new.content
    copied = {path: name_replaced_file(path, digest_bytes(content)) for path, content in replaced.items()}
    missing = {copied[path]: content for path, content in replaced.items() if not copied[path].exists()}
    return WritePlan(files, expected, kept, tuple(problems), merged, missing, copied)


def _add_merged_file(
    path: Path,
    there: bytes,
    resolved: ResolvedFile,
    files: dict[Path, bytes | StoredContent],
    expected: dict[Path, str],
) -> dict[Path, str]:
    """Add a merged deck to what is written; return why the edited one stays, if it does.

    Raises:
        OutputError: the merge is unsure, and the file beside it was edited too.
    """
    if resolved.path == path:
        if resolved.content != there:
            files[path] = resolved.content
            return {}
        return {path: "contains your edits, and the spec has no new changes"}
    written_before = _read_if_exists(resolved.path)
    if written_before is not None and written_before != resolved.content:
        expected[resolved.path] = digest_bytes(written_before)
        if not is_sealed_deck(resolved.path):
            raise OutputError(
                make_problem(
                    "an earlier merge is here, and was edited since",
                    "Rename it or move it away, and build again. Nothing was written.",
                    path=resolved.path,
                )
            )
    if written_before != resolved.content:
        files[resolved.path] = resolved.content
    reasons = " ".join(resolved.report.doubts[:_MAX_NAMED_CHANGES])
    return {path: f"stays as you edited it; the merge is beside it, in {resolved.path.name}, to look at: {reasons}"}


def resolve_edited_file(  # noqa: PLR0913, PLR0917 - one call
    path: Path, there: bytes, new: NewFile, found: Ownership, preference: "Preference", gate: Gate
) -> ResolvedFile:
    """Return what to write for a file that a person edited or made, so that nothing of theirs is lost.

    Decks are merged; every other file is refused.

    Args:
        path: the file.
        there: its bytes.
        new: what golive made for it.
        found: whose it is, `edited` or `foreign`, and what was changed.
        preference: whose text stays on a slide that both changed.
        gate: judges the merged deck.

    Raises:
        OutputError: it cannot be merged; with what was changed and the choices.
    """
    reason = ""
    if found.state == "edited" and path.suffix == ".pptx":
        if lock := find_lock_file(path):
            raise OutputError(
                make_problem(
                    "is open in another program",
                    f"Close it there, and build again; if it is not open, remove {lock.name}. Nothing was written.",
                    path=path,
                )
            )
        from golive.render.slides.merge.merge import MergeRefusedError

        try:
            return _merge_deck(path, there, read_content(new.content), preference, gate)
        except MergeRefusedError as error:
            reason = str(error)
    named = [f"It cannot be merged: {reason}."] if reason else []
    named += _shorten_list(found.reasons, "changes")
    if found.state == "edited":
        message = "was edited since golive made it, and is not replaced"
    elif not found.is_readable:
        message = "cannot be read, so golive cannot tell where it came from, and is not replaced"
    else:
        message = "was not made by golive for this document, and is not replaced"
    raise OutputError(make_problem(message, "\n  ".join([*named, EDITED_FILE_CHOICE]), path=path))


def _merge_deck(path: Path, there: bytes, ours: bytes, preference: "Preference", gate: Gate) -> ResolvedFile:
    """Merge an edited deck, and let the gates judge the result.

    Raises:
        MergeRefusedError: it cannot be merged.
        OutputError: the merged deck would not be valid.
    """
    from golive.render.slides.merge.merge import merge_decks

    merged = merge_decks(there, ours, preference)
    report = merged.report
    if merged.content == there:
        return ResolvedFile(path, there, report)
    faults = gate(there, merged.content)
    if faults.invalid:
        choice = (
            "Please report this as a bug of golive. Until then, say --output DIR to write a new deck elsewhere, or "
            "--discard-edits to replace this one. Nothing was written."
        )
        hint = "\n  ".join([*_shorten_list(faults.invalid, "faults"), choice])
        raise OutputError(make_problem("was edited, and the merge of it would not be valid", hint, path=path))
    own = _shorten_list(faults.own, f"faults of accessibility: golive audit {path.name}")
    report = replace(report, doubts=(*report.doubts, *faults.inaccessible), faults=(*report.faults, *own))
    place = path.with_name(f"{path.stem}-merged{path.suffix}") if report.doubts else path
    return ResolvedFile(place, merged.content, report)


def _shorten_list(sentences: tuple[str, ...], what: str) -> list[str]:
    """Return the first sentences of many, and how many there are besides."""
    more = len(sentences) - _MAX_NAMED_CHANGES
    return [*sentences[:_MAX_NAMED_CHANGES], *([f"{more} more {what}."] if more > 0 else [])]


def _find_unmergeable_copies(deck: Path) -> dict[Path, str]:
    """Return the files of a deck's name in formats that golive cannot merge, each with a few words that say so."""
    others = (deck.with_suffix(suffix) for suffix in _OTHER_SUFFIXES if deck.suffix == ".pptx")
    words = f"stays as it is: golive merges .pptx only. If it holds edits, save it as {deck.name} and build again"
    return {path: words for path in others if path.is_file()}


def _find_edited_versions(deck: Path, new: NewFile) -> dict[Path, str]:
    """Return the decks of other versions of a document that a person edited, each with a few words that say so."""
    if deck.suffix != ".pptx" or not deck.parent.is_dir():
        return {}
    others = [path for path in sorted(deck.parent.glob("*.pptx")) if path != deck and not path.name.startswith("~$")]
    words = f"stays as it is, and its edits are not in {deck.name}. To carry them over, copy it to that name"
    return {
        path: f"{words} and build again"
        for path in others
        if find_ownership(path, new.document_id, new.kind).state == "edited"
    }


def find_lock_file(path: Path) -> Path | None:
    """Return the file that PowerPoint or LibreOffice puts beside a presentation while it is open; None if none is."""
    names = (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    return next((one for one in map(path.with_name, names) if one.exists()), None)


def find_removable(paths: list[Path], documents: Mapping[Path, NewFile]) -> list[Path]:
    """Return those files of an earlier build that golive made and nobody changed.

    Args:
        paths: files in the folders of the documents.
        documents: what was built, which says whose files these must be.
    """
    made = {(new.document_id, new.kind) for new in documents.values()}
    return [path for path in paths if any(find_ownership(path, *one).state == "untouched" for one in sorted(made))]


def explain_released(new: NewFile, version: str, parts: Iterable[tuple[str, str]], engine: str = "") -> str:
    """Return why an untouched file stays: it shows the same release; empty if it may be replaced.

    Args:
        new: what would replace it.
        version: the version that it shows.
        parts: key and digest of each part that it was made from.
        engine: name and version of the software that set its pages; empty if it is not known.
    """
    if not new.released or version != new.released:
        return ""
    before, now = dict(parts), dict(new.parts)
    differing = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    if differing - {CHANGE_LOG, BUILTIN}:
        return ""  # it was made before the release, from other content
    if BUILTIN in differing:
        why = "golive's own templates have changed since"
    elif differing:
        why = "its change log has new approvals or entries"
    elif engine and (engine_now := _name_page_engine(new, engine)):
        why = f"{engine} set it then, and {engine_now} would now"
    else:
        why = "this golive sets it differently"
    return f"stays as it was released, though {why}; move it away to rebuild it"


def _name_page_engine(new: NewFile, engine: str) -> str:
    """Return name and version of the software that set the pages of a new file; empty if it is the same one."""
    versions = dict(new.engines)
    before = engine.rpartition(" ")[0]
    name = before if before in versions else next(iter(versions), "")
    now = f"{name} {versions.get(name, '')}".strip()
    return "" if now == engine else now


def _read_if_exists(path: Path) -> bytes | None:
    try:
        with open_regular_file(path) as stream:
            content = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except SpecialFileError as error:
        hint = f"{SPECIAL_FILE_HINT} Nothing was written."
        raise OutputError(make_problem(f"is {error.kind}, not a file", hint, path=path)) from None
    except IsADirectoryError:
        return None  # refused when it is written
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise OutputError(
            make_problem(f"cannot be read: {reason}", "Change its permissions. Nothing was written.", path=path)
        ) from None
    if len(content) > MAX_BYTES:
        message = f"has more than {MAX_BYTES / 1e6:,.0f} MB; golive does not make such files"
        raise OutputError(make_problem(message, "Move it to another folder. Nothing was written.", path=path))
    return content
