"""Edits that a person made in a deck, offered as edits of the forms."""

import json
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from golive.editing import SetValue
from golive.pipeline.take_back import plan_take_back
from golive.project.project import IntegrationProject, load_integration
from golive.provenance.document_file import read_statement
from golive.releases.status import find_release_status
from golive.studio.sessions.background_job import ReportStep
from golive.studio.sessions.conflicts import find_value
from golive.studio.sessions.session import EditSession
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.plain_words import reword
from golive.support.problems import EditError, PathStep, make_problem
from golive.yaml_io.path_labels import format_path_label


class OfferView(Struct, frozen=True):
    """A text of a deck that can be taken into the forms.

    Attributes:
        slide: the slide, in words.
        label: the field, in words.
        before: its answer.
        after: the answer that makes golive write the edited text.
        value: path and answer as JSON, as the page sends it back.
    """

    slide: str
    label: str
    before: str
    after: str
    value: str


class TakeBackView(Struct, frozen=True):
    """What can be taken from a deck into the file as it was, and one sentence for each edit that cannot."""

    version: str
    offers: tuple[OfferView, ...]
    others: tuple[str, ...]


class _Chosen(Struct, frozen=True):
    """A chosen offer."""

    path: tuple[str | int, ...]
    after: str


def find_edits(session: EditSession, deck: Path, report_step: ReportStep) -> TakeBackView:
    """Find the edits of a deck that can be taken into the forms; it builds decks, so it takes a while.

    Args:
        session: the file that the deck was made from.
        deck: the deck.
        report_step: called before each edit.

    Raises:
        GoliveError: the deck or the file cannot be read, or there is something to fix first.
    """
    snapshot = session.read()
    project = snapshot.project
    if not isinstance(project, IntegrationProject) or session.overlay:
        raise EditError(make_problem("there is something to fix or to save first", "The overview lists it."))

    def load() -> IntegrationProject:
        loaded = load_integration(session.workspace, session.target.path)
        return replace(loaded, release_status=find_release_status(loaded))

    statement = read_statement(deck)
    if statement.id != project.document_subject.id:
        raise EditError(make_problem("this deck was made from another integration", "Look for it there."))
    project = replace(project, release_status=find_release_status(project))
    found = plan_take_back(project, statement.kind, deck.read_bytes(), load, report_step)
    return TakeBackView(
        snapshot.version,
        tuple(
            OfferView(
                f"Slide {one.edit.number}, “{one.edit.title}”",
                format_path_label(session.target.model, snapshot.values, one.path),
                one.before,
                one.after,
                json.dumps({"path": one.path, "after": one.after}),
            )
            for one in found.offers
        ),
        tuple(f"{edit.message.rstrip('.')}: {_explain(snapshot, reason)}." for edit, reason in found.others),
    )


def _explain(snapshot: FileSnapshot, reason: str) -> str:
    return reword(snapshot, reason.replace("one text of the spec", "one answer in the forms"), ())


def decode_chosen_edits(snapshot: FileSnapshot, chosen: list[str]) -> list[SetValue]:
    """Return the edits that a page chose.

    Args:
        snapshot: the file as it is now.
        chosen: the values of the chosen offers.

    Raises:
        EditError: they are not what the page sends, or about texts that are not there any more.
    """
    edits = []
    for text in chosen:
        try:
            one = msgspec.json.decode(text, type=_Chosen)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            raise EditError(make_problem("this request cannot be read", "Reload the page.")) from None
        path: tuple[PathStep, ...] = one.path
        if not path or not isinstance(find_value(snapshot.values, path), str):
            raise EditError(make_problem("an edited text is not there any more", "Look for the edits again."))
        edits.append(SetValue(path, one.after))
    return edits
