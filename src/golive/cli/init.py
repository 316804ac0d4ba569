"""`golive init`."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

QUESTIONS = {
    "name": "Your company's name",
    "platform": "What is your product called?",
    "website": "Your public site, as https://www.example.com",
    "email": "The e-mail address of your support desk",
    "phone": "Its phone number",
    "hours": "When does it answer?",
}
"""What the vendor's file needs: the question on a terminal, by option."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", metavar="NAME", help="Your company's name: the vendor in all documents.")
@click.option("--platform", metavar="NAME", help="What your product is called.")
@click.option("--website", metavar="URL", help="Your public site.")
@click.option("--email", metavar="ADDRESS", help="The e-mail address of your support desk.")
@click.option("--phone", metavar="NUMBER", help="The phone number of your support desk.")
@click.option("--hours", metavar="TEXT", help="When your support desk answers.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the guide; today by default.")
def init(*, folder: Path, day: datetime | None, **said: str | None) -> None:
    """Turn DIR into a workspace: the vendor's data, the typical process, the guide, and schemas for editors.

    Existing files are not overwritten. In a terminal, golive asks who you are; unknown values become placeholders in
    data/organization.yaml, and no documents are built until you replace them. Start an integration with `golive new`.
    """
    from golive.cli.output import shorten_path, write_files
    from golive.project.workspace import MARKER_FILE, require_no_workspace
    from golive.scaffold.workspace import KEPT_FILES, VendorIdentity, plan_new_files
    from golive.support.problems import SpecError, make_problem

    require_no_workspace(folder)
    vendor = VendorIdentity(**_prompt_for_missing_answers(said))
    begun = day.date() if day else date.today()  # noqa: DTZ011 - the day where the person is
    try:
        new = plan_new_files(folder, vendor, begun)
    except SpecError as error:  # an answer is not valid; there is no file to point to yet
        raise SpecError(*(make_problem(one.message, one.hint) for one in error.problems)) from None
    kept = {folder / name for name in KEPT_FILES} - new.keys()
    write_files(new, "the setup of the workspace")
    for path in sorted({*new, *kept}):
        hint = "; add `output/` to it" if path.name == ".gitignore" else ""
        click.echo(f"kept {shorten_path(path)}{hint}" if path in kept else f"wrote {shorten_path(path)}")
    if missing := [name for name in QUESTIONS if not getattr(vendor, name)]:
        where = shorten_path(folder / MARKER_FILE)
        click.echo(f"Write your own {', '.join(missing)} into {where} before you build documents.")


def _prompt_for_missing_answers(said: dict[str, str | None]) -> dict[str, str]:
    """Return the given options; on a terminal, prompt for those that are missing, where Enter leaves one open."""
    answers = {name: (text or "").strip() for name, text in said.items()}
    if sys.stdin.isatty():
        for name, question in QUESTIONS.items():
            answers[name] = answers[name] or click.prompt(question, default="", show_default=False).strip()
    return answers
