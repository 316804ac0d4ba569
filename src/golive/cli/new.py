"""`golive new`."""

import sys
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import click

METHODS = ("batch", "real-time", "hybrid")
KINDS = ("utility", "city", "county", "insurer", "school", "special-district", "other")
QUESTIONS = {
    "method": ("How does data move?", click.Choice(METHODS), "batch"),
    "biller": ("The biller's name", click.STRING, None),
    "kind": ("What kind of organization is it?", click.Choice(KINDS), "utility"),
    "location": ("Its city and state", click.STRING, None),
    "billing_system": ("Its billing system", click.STRING, None),
    "owner": ("Who is responsible for it on our side?", click.STRING, None),
}
"""The required values: the question on a terminal, the type of the answer, and the default."""


@click.command()
@click.argument("spec_id", required=False, metavar="ID")
@click.option("--method", type=click.Choice(METHODS), help="How data moves; hybrid is both.")
@click.option("--biller", metavar="NAME", help="The biller's name.")
@click.option("--kind", type=click.Choice(KINDS), help="What kind of organization the biller is.")
@click.option("--location", metavar="TEXT", help="The biller's city and state.")
@click.option("--billing-system", metavar="NAME", help="The name of its billing system.")
@click.option("--owner", metavar="NAME", help="Who is responsible for the spec on our side.")
@click.option("--name", metavar="NAME", help="Name of the integration; by default made from the biller's name.")
@click.option(
    "--time-zone", metavar="ZONE", help="The biller's time zone; by default that of its state, if it has one."
)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the first version; today by default.")
@click.option(
    "--workspace", type=click.Path(path_type=Path), metavar="DIR", help="The workspace; by default found upward."
)
def new(*, spec_id: str | None, day: datetime | None, workspace: Path | None, name: str | None, **said: Any) -> None:  # noqa: ANN401 - one option each
    """Start an integration: write its spec, with comments on what to fill in.

    ID is its short name, such as river-water; its files have that name. On a terminal, golive asks for options that
    are missing. The spec passes `golive check` as it is: its phase is
    discovery, and values that are not known yet are TBD.
    """
    from golive.cli.output import shorten_path, write_files
    from golive.project.workspace import find_workspace, open_workspace
    from golive.scaffold.spec import NewSpecOptions, render_new_spec
    from golive.scaffold.time_zones import TIME_ZONE_LABELS
    from golive.schema.words import BillerKind
    from golive.support.files import require_absent
    from golive.support.problems import SpecError, make_problem

    zone = said["time_zone"]
    if zone and zone not in TIME_ZONE_LABELS:
        raise click.UsageError(f"`{zone}` is not a supported time zone. Supported: {', '.join(TIME_ZONE_LABELS)}.")
    if spec_id is None:
        raise click.UsageError("Give the integration a short name, such as `golive new river-water`.")
    check_id(spec_id)
    found = open_workspace(workspace) if workspace else find_workspace(Path.cwd())
    path = found.integration_file(spec_id)
    require_absent((path, found.changelog_file(spec_id), found.releases_folder(spec_id)))
    known = _prompt_for_missing_answers(said)
    known["kind"] = BillerKind(known["kind"])
    begun = day.date() if day else date.today()  # noqa: DTZ011 - the day where the person is
    outset = NewSpecOptions(id=spec_id, day=begun, name=name or "", **known)
    try:
        text = render_new_spec(outset, PurePosixPath(path.relative_to(found.root).as_posix()))
    except SpecError as error:  # an answer is not valid in a spec; there is no file to point to yet
        raise SpecError(*(make_problem(one.message, one.hint) for one in error.problems)) from None
    require_absent((path,))
    write_files({path: text.encode()}, "the writing of the spec", {})
    click.echo(f"wrote {shorten_path(path)}")


def check_id(spec_id: str) -> None:
    """Raise click.UsageError if a text cannot be the id of an integration."""
    import re

    from golive.schema.values import IDENTIFIER_PATTERN

    if not re.fullmatch(IDENTIFIER_PATTERN, spec_id) or len(spec_id) > 60 or spec_id == "guide":  # noqa: PLR2004 - as in a spec
        message = f"`{spec_id}` cannot be an id. Use small letters, digits and single hyphens, such as `river-water`."
        raise click.UsageError(message)


def _prompt_for_missing_answers(said: dict[str, Any]) -> dict[str, Any]:
    """Return the given options, and prompt for those that are missing.

    Raises:
        click.UsageError: an option is missing and there is no terminal to prompt on.
    """
    from golive.scaffold.time_zones import TIME_ZONE_LABELS, find_time_zone

    missing = [key for key in QUESTIONS if not (said[key] or "").strip()]
    answers = dict(said)
    if not sys.stdin.isatty():
        answers["time_zone"] = said["time_zone"] or find_time_zone(said["location"] or "")
        missing += ["time_zone"] if "location" not in missing and not answers["time_zone"] else []
        if missing:
            options = ", ".join(f"--{key.replace('_', '-')}" for key in missing)
            zones = f" Time zones: {', '.join(TIME_ZONE_LABELS)}." if "time_zone" in missing else ""
            raise click.UsageError(f"Add {options}; on a terminal, golive asks for them.{zones}")
    for key in missing:
        question, kind, likely = QUESTIONS[key]
        answers[key] = click.prompt(question, type=kind, default=likely)
    if not answers["time_zone"]:
        answers["time_zone"] = find_time_zone(answers["location"]) or click.prompt(
            "Its time zone", type=click.Choice(tuple(TIME_ZONE_LABELS))
        )
    return answers
