"""Replace version and date in the text of a spec, and verify that nothing else changed."""

from datetime import date
from pathlib import Path

from golive.releases.versioned_document import VersionedDocument, find_data_folder
from golive.schema import ChangeLog
from golive.schema.organization import LogEntry
from golive.support.problems import GoliveError, SpecError, make_problem
from golive.yaml_io.load import Loaded, load_text


def replace_version_and_date(document: Loaded[VersionedDocument], version: str, day: date) -> str:
    """Return the text of a spec with a new version and date; only these two scalars are replaced.

    Raises:
        SpecError: one of them is in a file that the spec includes.
    """
    text = document.source.text
    for name in ("version", "date"):
        if document.source.find_file(document.tree.find_caret_offsets((name,))[0])[0] is not document.source:
            hint = f"Write `{name}` into {document.path.name} itself: a release changes only that file."
            raise SpecError(document.make_problem((name,), f"the {name} is in an included file", hint))
    places = [(document.make_span(("version",)), version), (document.make_span(("date",)), day.isoformat())]
    for span, new in sorted(places, key=lambda place: -place[0].start):
        text = text[: span.start] + new + text[span.end :]
    return text


def verify_document(document: Loaded[VersionedDocument], text: str, version: str, day: date) -> VersionedDocument:
    """Parse an edited spec and check that only version and date changed.

    Raises:
        SpecError: something else changed, for example because another value is an alias of this one.
    """
    wanted = document.value.model_copy(update={"version": version, "date": day})
    try:
        found = load_text(text.encode(), type(document.value), document.path, find_data_folder(document.path)).value
    except GoliveError:
        found = None
    if found != wanted:
        hint = f"Write them as `version: {version}` and `date: {day}`, without anchors and aliases."
        message = "version and date cannot be changed in place"
        raise SpecError(document.make_problem(("version",), message, hint))
    return wanted


def verify_log(path: Path, data: bytes, entry: LogEntry, before: Loaded[ChangeLog] | None) -> None:
    """Parse a change log with its new entry and check that no other entry was lost or changed.

    Raises:
        SpecError: one was, because the YAML style of the file cannot be extended.
    """
    hint = "Write its entries as a list of `- date: ...` lines, and release again."
    try:
        found = load_text(data, ChangeLog, path).value
    except GoliveError:
        raise SpecError(make_problem("cannot be extended in its current form", hint, path=path)) from None
    old = before.value.entries if before else ()
    given = tuple(one for one in before.value.approvals if one.date) if before else ()
    kept = tuple(
        one.model_copy(update={"approvals": (*one.approvals, *given)})
        if before and at == before.value.newest_at
        else one
        for at, one in enumerate(old)
    )
    nobody = {"date": None, "digest": None}
    pending = tuple(one.model_copy(update=nobody) for one in before.value.approvals) if before else ()
    if found.entries != (entry, *kept) or found.approvals != pending:
        raise SpecError(make_problem("cannot be extended in its current form", hint, path=path))
