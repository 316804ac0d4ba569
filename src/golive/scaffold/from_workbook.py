"""Begin an integration with the filled-in questionnaire of a new biller; nothing is written."""

from datetime import date
from pathlib import Path, PurePosixPath
from typing import cast

from msgspec import Struct

from golive.exchange.workbook.blank import build_blank_book, read_first_facts
from golive.exchange.workbook.book import Book
from golive.exchange.workbook.receive import Receipt, SpecFile, receive_workbook
from golive.exchange.workbook.returned import Returned, make_cell_problem
from golive.project.workspace import Workspace
from golive.scaffold.spec import INTERFACES_BY_METHOD, Method, NewSpecOptions, render_new_spec
from golive.scaffold.time_zones import TIME_ZONE_LABELS
from golive.schema.words import BillerKind
from golive.support.files import require_absent
from golive.support.problems import OriginError, SpecError, make_problem
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source


class NewSpecRequest(Struct, frozen=True):
    """What a questionnaire does not say about a new integration.

    Attributes:
        id: its id.
        owner: who is responsible for it on the vendor's side.
        day: the date of its first version.
    """

    id: str
    owner: str
    day: date


def build_blank(method: str, vendor: str) -> Book:
    """Return the questionnaire for a new biller whose data moves by a method of `golive.scaffold.spec.Method`.

    Raises:
        OriginError: there is no such method; a workbook that says so was tampered with.
    """
    if method not in INTERFACES_BY_METHOD:
        raise OriginError(make_problem("its hidden record is damaged", "Fill in a new file."))
    skeleton = NewSpecOptions(
        id="new-biller",
        method=cast("Method", method),
        biller="New biller",
        kind=BillerKind.UTILITY,
        location="City, State",
        billing_system="Billing system",
        owner="Owner",
        day=date(2026, 1, 1),
        time_zone="America/New_York",
    )
    text = _render(skeleton)
    return build_blank_book(parse_yaml(Source(Path("spec.yaml"), text)).root.value, vendor, method)


def find_biller_name(returned: Returned, book: Book) -> str:
    """Return the name of the biller that a filled-in questionnaire gives.

    Raises:
        OriginError: a first fact is missing.
    """
    return read_first_facts(returned, book).answers["biller.name"]


def begin_spec(
    returned: Returned, workspace: Workspace, book: Book, request: NewSpecRequest
) -> tuple[SpecFile, Receipt]:
    """Return the new spec, unsaved, and what the workbook brings to it.

    Args:
        returned: the filled-in workbook.
        workspace: the workspace.
        book: the workbook as it is sent.
        request: what it does not say.

    Raises:
        GoliveError: a first fact is missing, or is not valid; or there is such an integration already.
    """
    path = workspace.integration_file(request.id)
    require_absent((path, workspace.changelog_file(request.id), workspace.releases_folder(request.id)))
    facts = read_first_facts(returned, book)
    answers = facts.answers
    known: dict[str, tuple[str, ...]] = {
        "biller.kind": tuple(kind.value for kind in BillerKind),
        "biller.time_zone": tuple(TIME_ZONE_LABELS),
    }
    problems = [
        make_cell_problem(
            returned.path, facts.places[key].place, f"`{answers[key]}` is not known", f"One of: {', '.join(words)}."
        )
        for key, words in known.items()
        if answers[key] not in words
    ]
    if problems:
        raise OriginError(*problems)
    options = NewSpecOptions(
        id=request.id,
        method=cast("Method", returned.record.method),
        biller=answers["biller.name"],
        kind=BillerKind(answers["biller.kind"]),
        location=answers["biller.location"],
        billing_system=answers["biller.billing_system.name"],
        owner=request.owner,
        day=request.day,
        time_zone=answers["biller.time_zone"],
    )
    spec = SpecFile(workspace, path, {path: _render(options)})
    return spec, receive_workbook(returned, spec, lambda _conflict: "theirs")


def get_new_text(spec: SpecFile, receipt: Receipt) -> str:
    """Return the text of a new spec with the answers of its workbook."""
    return receipt.result.overlay.get(spec.path, spec.unsaved[spec.path])


def _render(options: NewSpecOptions) -> str:
    try:
        return render_new_spec(options, PurePosixPath(f"data/integrations/{options.id}.yaml"))
    except SpecError as error:  # an answer is not valid in a spec; there is no file to point to yet
        raise SpecError(*(make_problem(one.message, one.hint) for one in error.problems)) from None
