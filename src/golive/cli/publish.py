"""`golive publish`."""

from pathlib import Path
from typing import Final

import click

from golive.cli.spec_options import complete_ids
from golive.pipeline.catalog import DOCUMENTS

_KINDS: Final = tuple(
    row.kind for row in DOCUMENTS if row.subject == "integration" and not row.has_slides and not row.made_with
)


@click.group()
def publish() -> None:
    """Publish documents to a wiki."""


@publish.command()
@click.argument("spec", metavar="SPEC", shell_complete=complete_ids)
@click.option("--page", "page_id", metavar="ID", help="The page to update: the number in its address.")
@click.option("--parent", "parent_id", metavar="ID", help="Make a new page below this one.")
@click.option(
    "--only", "kind", type=click.Choice(_KINDS), default=_KINDS[0], show_default=True, help="The document to publish."
)
@click.option("--site", metavar="URL", help="Address of the wiki up to /wiki; CONFLUENCE_SITE by default.")
@click.option("--dry-run", is_flag=True, help="Read the page, show what would change, and write nothing.")
@click.option("--discard-edits", is_flag=True, help="Replace the page even if a person edited it.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from SPEC or the current folder.",
)
def confluence(  # noqa: PLR0913 - click passes each option as a parameter
    *,
    spec: str,
    page_id: str | None,
    parent_id: str | None,
    kind: str,
    site: str | None,
    dry_run: bool,
    discard_edits: bool,
    workspace: Path | None,
) -> int | None:
    """Publish a document of SPEC as a page of Confluence, with its figures as attachments.

    The token comes from the environment variable CONFLUENCE_TOKEN alone; with CONFLUENCE_EMAIL it is an API token of
    Confluence Cloud, without it a bearer token. A page that a person saved since golive did is not overwritten.
    """
    from golive.cli.spec_arguments import load_integration_project
    from golive.exchange.publishing.confluence_client import ConfluenceClient, read_access
    from golive.exchange.publishing.confluence_page import build_page_content, plan_creation, plan_update
    from golive.exchange.publishing.confluence_page import publish as write_page

    if bool(page_id) == bool(parent_id):
        raise click.UsageError("Use --page to update a page, or --parent to create one below another.")
    for number in filter(None, (page_id, parent_id)):
        if not (number.isascii() and number.isdecimal()):
            raise click.UsageError(f"`{number}` is not a page number: use the digits from its address.")
    project = load_integration_project(spec, workspace, "The guide cannot be published")
    client = ConfluenceClient(read_access(site))
    content = build_page_content(project, kind)
    if page_id:
        plan = plan_update(client, page_id, content, discard_edits=discard_edits)
    else:
        plan = plan_creation(client, parent_id or "", content)
    what = f"page {page_id}" if page_id else f"a new page below {parent_id}"
    click.echo(_describe(what, plan.title, plan.version, len(plan.uploads), is_current=plan.is_current))
    if dry_run:
        click.echo("Nothing was written: --dry-run.")
    elif plan.uploads or not plan.is_current:
        number = write_page(client, plan, content)
        click.echo(f"published page {number}")
    return None


def _describe(what: str, title: str, version: int, uploads: int, *, is_current: bool) -> str:
    from golive.yaml_io.message_text import escape_unprintable

    name = f"{what}, “{escape_unprintable(title)}”"
    files = f"{uploads} attachment{'' if uploads == 1 else 's'} to upload"
    if is_current:
        return f"{name}: up to date" if not uploads else f"{name}: up to date, {files}"
    change = f"version {version} to {version + 1}" if version else "new"
    return f"{name}: {change}, {files}"
