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
    "kind": ("What kind of organisation is it?", click.Choice(KINDS), "utility"),
    "location": ("Its city and state", click.STRING, None),
    "billing_system": ("Its billing system", click.STRING, None),
    "owner": ("Who answers for it on our side?", click.STRING, None),
}
"""What must be known: the question on a terminal, the kind of answer, and what is likely."""


@click.command()
@click.argument("spec_id", metavar="ID")
@click.option("--method", type=click.Choice(METHODS), help="How data moves; hybrid is both.")
@click.option("--biller", metavar="NAME", help="The biller's name.")
@click.option("--kind", type=click.Choice(KINDS), help="What kind of organisation the biller is.")
@click.option("--location", metavar="TEXT", help="The biller's city and state.")
@click.option("--billing-system", metavar="NAME", help="The name of its billing system.")
@click.option("--owner", metavar="NAME", help="Who answers for the spec on our side.")
@click.option("--name", metavar="NAME", help="What the integration is called; made from the biller's when left out.")
@click.option("--time-zone", default="America/New_York", show_default=True, metavar="ZONE", help="The biller's zone.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the first version; today if left out.")
@click.option("--workspace", type=click.Path(path_type=Path), metavar="DIR", help="The workspace; else found upward.")
def new(*, spec_id: str, day: datetime | None, workspace: Path | None, name: str | None, **said: Any) -> None:  # noqa: ANN401 - one option each
    """Start an integration: write its spec, with the comments to go on from.

    What is not said in options is asked for on a terminal. The spec passes `golive check` as it is: its phase is
    discovery, and what is not known yet says TBD.
    """
    from golive.cli.output import near
    from golive.project.workspace import at, find
    from golive.scaffold.spec import ZONES, Outset, new_spec
    from golive.schema.words import BillerKind
    from golive.support.files import refuse_existing, write_all
    from golive.support.problems import SpecError, problem

    time_zone = said.pop("time_zone")
    if time_zone not in ZONES:
        raise click.UsageError(f"There is no time zone `{time_zone}` here. There are: {', '.join(ZONES)}.")
    _check_id(spec_id)
    found = at(workspace) if workspace else find(Path.cwd())
    path = found.integration(spec_id)
    refuse_existing((path, found.changelog(spec_id), found.releases(spec_id)))
    known = _asked(said)
    known["kind"] = BillerKind(known["kind"])
    begun = day.date() if day else date.today()  # noqa: DTZ011 - the day where the person is
    outset = Outset(id=spec_id, day=begun, time_zone=time_zone, name=name or "", **known)
    try:
        text = new_spec(outset, PurePosixPath(path.relative_to(found.root).as_posix()))
    except SpecError as error:  # what was said cannot stand in a spec; there is no file to point into
        raise SpecError(*(problem(one.message, one.hint) for one in error.problems)) from None
    refuse_existing((path,))
    write_all({path: text.encode()})
    click.echo(f"wrote {near(path)}")


def _check_id(spec_id: str) -> None:
    import re

    from golive.schema.values import IDENTIFIER

    if not re.fullmatch(IDENTIFIER, spec_id) or len(spec_id) > 60 or spec_id == "guide":  # noqa: PLR2004 - as in a spec
        message = f"`{spec_id}` cannot be an id. Use small letters, digits and single hyphens, such as `river-water`."
        raise click.UsageError(message)


def _asked(said: dict[str, Any]) -> dict[str, Any]:
    """What was said, and answers to what was not.

    Raises:
        click.UsageError: something was not said, and nobody can be asked.
    """
    missing = [key for key in QUESTIONS if not (said[key] or "").strip()]
    if missing and not sys.stdin.isatty():
        options = ", ".join(f"--{key.replace('_', '-')}" for key in missing)
        raise click.UsageError(f"Say {options} too; on a terminal they are asked for.")
    answers = dict(said)
    for key in missing:
        question, kind, likely = QUESTIONS[key]
        answers[key] = click.prompt(question, type=kind, default=likely)
    return answers
