"""Begin an integration with a filled-in blank workbook."""

from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from golive.exchange.workbook.book import Book
    from golive.exchange.workbook.receive import Receipt, SpecFile
    from golive.exchange.workbook.returned import Returned
    from golive.project.workspace import Workspace

_SKELETON = "new-biller"


def build_blank(method: str, vendor: str) -> "Book":
    """Return the questionnaire for a new biller whose data moves by a method."""
    from golive.exchange.workbook.blank import build_blank_book
    from golive.yaml_io.parser import parse_yaml
    from golive.yaml_io.source import Source

    options = {"biller": "New biller", "kind": "utility", "location": "City, State", "system": "Billing system"}
    text = _render(_SKELETON, method, options, "Owner", date(2026, 1, 1))
    return build_blank_book(parse_yaml(Source(Path("spec.yaml"), text)).root.value, vendor, method)


def begin_spec(
    returned: "Returned", workspace: "Workspace", book: "Book", begun: tuple[str, str, date]
) -> "tuple[SpecFile, Receipt]":
    """Return the new spec, unsaved, and what the workbook brings to it.

    Args:
        returned: the filled-in workbook.
        workspace: the workspace.
        book: the workbook as it is sent.
        begun: the id of the new integration, who is responsible for it, and its date.

    Raises:
        GoliveError: a first fact is missing, or is not valid; or there is such an integration already.
    """
    from golive.exchange.workbook.blank import read_first_facts
    from golive.exchange.workbook.receive import SpecFile, receive_workbook
    from golive.exchange.workbook.returned import make_cell_problem
    from golive.scaffold.time_zones import TIME_ZONE_LABELS
    from golive.schema.words import BillerKind
    from golive.support.files import require_absent
    from golive.support.problems import OriginError

    new_id, owner, day = begun
    path = workspace.integration_file(new_id)
    require_absent((path, workspace.changelog_file(new_id), workspace.releases_folder(new_id)))
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
    options = {
        "biller": answers["biller.name"],
        "kind": answers["biller.kind"],
        "location": answers["biller.location"],
        "system": answers["biller.billing_system.name"],
        "zone": answers["biller.time_zone"],
    }
    text = _render(new_id, returned.record.method, options, owner, day)
    spec = SpecFile(workspace, path, {path: text})
    return spec, receive_workbook(returned, spec, lambda _conflict: "theirs")


def _render(spec_id: str, method: Any, said: dict[str, str], owner: str, day: date) -> str:  # noqa: ANN401 - a Literal
    from golive.scaffold.spec import NewSpecOptions, render_new_spec
    from golive.schema.words import BillerKind
    from golive.support.problems import SpecError, make_problem

    outset = NewSpecOptions(
        id=spec_id,
        method=method,
        biller=said["biller"],
        kind=BillerKind(said["kind"]),
        location=said["location"],
        billing_system=said["system"],
        owner=owner,
        day=day,
        time_zone=said.get("zone", "America/New_York"),
    )
    try:
        return render_new_spec(outset, PurePosixPath(f"data/integrations/{spec_id}.yaml"))
    except SpecError as error:  # an answer is not valid in a spec; there is no file to point to yet
        raise SpecError(*(make_problem(one.message, one.hint) for one in error.problems)) from None


def require_new_options(new_id: str | None, owner: str | None) -> tuple[str, str]:
    """Return the options that a blank workbook needs.

    Raises:
        click.UsageError: one is missing.
    """
    if not new_id or not owner:
        raise click.UsageError("This workbook is of a new biller: add --new ID and --owner NAME.")
    from golive.cli.new import check_id

    check_id(new_id)
    return new_id, owner
