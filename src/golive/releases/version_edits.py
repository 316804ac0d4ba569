"""Version and date, written into a spec so that every other byte stays; and the proof that nothing else changed."""

from datetime import date
from pathlib import Path

from golive.releases.versioned_document import Document, data_of
from golive.schema import ChangeLog
from golive.schema.organization import LogEntry
from golive.support.problems import GoliveError, SpecError, problem
from golive.yaml_io.load import Loaded, load_text


def spliced(document: Loaded[Document], version: str, day: date) -> str:
    """The text of a spec with another version and date: those two scalars alone are replaced.

    Raises:
        SpecError: one of them stands in a file that the spec includes.
    """
    text = document.source.text
    for name in ("version", "date"):
        if document.source.at(document.tree.offsets((name,))[0])[0] is not document.source:
            hint = f"Write `{name}` into {document.path.name} itself: a release changes that file alone."
            raise SpecError(document.problem((name,), f"the {name} stands in an included file", hint))
    places = [(document.span(("version",)), version), (document.span(("date",)), day.isoformat())]
    for span, new in sorted(places, key=lambda place: -place[0].start):
        text = text[: span.start] + new + text[span.end :]
    return text


def read_back(document: Loaded[Document], text: str, version: str, day: date) -> Document:
    """Read a spliced spec, to be sure that it says what it should.

    Raises:
        SpecError: the splice changed something else, as where another value refers to this one.
    """
    wanted = document.value.model_copy(update={"version": version, "date": day})
    try:
        found = load_text(text.encode(), type(document.value), document.path, data_of(document.path)).value
    except GoliveError:
        found = None
    if found != wanted:
        hint = f"Write them as `version: {version}` and `date: {day}`, without anchors and aliases."
        message = "version and date cannot be changed where they stand"
        raise SpecError(document.problem(("version",), message, hint))
    return wanted


def read_back_log(path: Path, data: bytes, entry: LogEntry, before: Loaded[ChangeLog] | None) -> None:
    """Read a change log with its new entry, to be sure that no other entry was lost or changed.

    Raises:
        SpecError: it was, because the file is written in a way that cannot be added to.
    """
    hint = "Write its entries as a list of `- date: ...` lines, and release again."
    try:
        found = load_text(data, ChangeLog, path).value
    except GoliveError:
        raise SpecError(problem("cannot be added to as it stands", hint, path=path)) from None
    old = before.value.entries if before else ()
    given = tuple(one for one in before.value.approvals if one.date) if before else ()
    kept = tuple(
        one.model_copy(update={"approvals": (*one.approvals, *given)}) if at == 0 else one for at, one in enumerate(old)
    )
    nobody = {"date": None, "digest": None}
    pending = tuple(one.model_copy(update=nobody) for one in before.value.approvals) if before else ()
    if found.entries != (entry, *kept) or found.approvals != pending:
        raise SpecError(problem("cannot be added to as it stands", hint, path=path))
