"""`golive build`."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from golive.cli.build_request import BUCKET_SCHEME, BuildRequest
from golive.cli.build_run import run_build
from golive.cli.date_option import DayType, date_option
from golive.cli.number_option import NumberType
from golive.cli.spec_options import spec_arguments
from golive.pipeline.catalog import DECKS, DOCUMENTS, FORMATS, PDF_ENGINES, STATUS_KINDS
from golive.translation import DOCUMENT_LANGUAGES

if TYPE_CHECKING:
    from golive.render.slides.merge.report import Preference

KINDS = tuple(row.kind for row in DOCUMENTS if not (row.translates or row.made_with))
ON_REQUEST = frozenset(row.kind for row in DOCUMENTS if not row.is_default)
"""The kinds of documents that are built only if `--only` names them."""
AUDIENCES = ("biller", "internal")
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[/\\]|s3:", re.IGNORECASE)
"""The start of an address, with or without its slashes; one letter before the colon is a drive of Windows."""


class _NameListType(click.ParamType[frozenset[str]]):
    """Click type for a comma-separated list of known names."""

    def __init__(self, name: str, what: str, known: tuple[str, ...]) -> None:
        self.name, self._what, self._known = name, what, known

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        for name in names:
            if name not in self._known:
                from difflib import get_close_matches

                near = get_close_matches(name, self._known, n=1, cutoff=0.4)
                hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(self._known)}."
                self.fail(f"there is no {self._what} `{name}`. {hint}", param, ctx)
        if not names:
            self.fail(f"name at least one of {', '.join(self._known)}", param, ctx)
        return frozenset(names)


def _merge_name_sets(
    _context: click.Context, _option: click.Parameter, said: tuple[frozenset[str], ...]
) -> frozenset[str] | None:
    """Merge the names of an option that was given several times; return None if it was not given."""
    return frozenset().union(*said) if said else None


def _list_translated(language: str) -> list[str]:
    """Return the kinds of documents that exist in a language."""
    return [row.base_kind for row in DOCUMENTS if row.language == language]


def _select_kinds(only: frozenset[str] | None, languages: frozenset[str] | None) -> frozenset[str]:
    """Return the kinds of documents to make; by default all that exist in one of the languages.

    Raises:
        click.UsageError: a document was named that does not exist in a language.
    """
    usual = frozenset(KINDS) - ON_REQUEST
    if not languages:
        chosen = only or usual
        return chosen | {row.kind for row in DOCUMENTS if row.made_with in chosen}
    known = {code: _list_translated(code) for code in sorted(languages)}
    for code, kinds in known.items():
        if unknown := sorted((only or frozenset()) - set(kinds)):
            name = DOCUMENT_LANGUAGES[code].name
            raise click.UsageError(
                f"There is no {' and no '.join(unknown)} in {name}: a document is never half translated. "
                f"In {name} there is: {', '.join(kinds)}."
            )
    return only or usual & {kind for kinds in known.values() for kind in kinds}


def _list_days(kinds: frozenset[str], today: date, since: date | None) -> list[str]:
    """Return the day of a status report, and that of the last one; nothing for documents that know no day.

    Raises:
        click.UsageError: a report cannot begin on that day, or there is no report.
    """
    if not kinds & STATUS_KINDS:
        if since:
            raise click.UsageError("--since is for the weekly status: add --only status.")
        return []
    if since and since >= today:
        raise click.UsageError(f"--since {since} is not before the day of the status, {today}.")
    return [str(today), *([str(since)] if since else [])]


def _normalize_output(output: str | None) -> str:
    """Return the absolute path of a folder, or the address of a bucket as it is; empty if none was named.

    Raises:
        click.UsageError: it is an address of another kind, which would become a folder of that name.
    """
    if not output or output.startswith(BUCKET_SCHEME):
        return output or ""
    if _ADDRESS.match(output) and not Path(output).exists():
        raise click.UsageError(
            f"--output is `{output}`, which is neither a folder nor a bucket. Name a folder, or {BUCKET_SCHEME}BUCKET."
        )
    return str(Path(output).absolute())


@click.command()
@spec_arguments
@click.option(
    "--only",
    type=_NameListType("kinds", "document", KINDS),
    multiple=True,
    callback=_merge_name_sets,
    metavar="KINDS",
    help=f"Make only these documents, separated by commas: {', '.join(KINDS)}. The slide, the "
    "decks for one meeting and the weekly status are made only when named.",
)
@click.option(
    "--deck",
    "decks",
    type=_NameListType("decks", "deck", tuple(DECKS)),
    multiple=True,
    callback=_merge_name_sets,
    metavar="DECKS",
    help=f"Make only these decks, separated by commas: {', '.join(DECKS)}. Which slides each has is set by `deck` in "
    "the spec or in data/organization.yaml.",
)
@click.option(
    "--format",
    "formats",
    type=_NameListType("formats", "format", FORMATS),
    multiple=True,
    callback=_merge_name_sets,
    metavar="FORMATS",
    help=f"Make files of these formats, separated by commas: {', '.join(FORMATS)}; pptx and pdf by default.",
)
@click.option(
    "--language",
    "languages",
    type=_NameListType("languages", "language", tuple(DOCUMENT_LANGUAGES)),
    multiple=True,
    callback=_merge_name_sets,
    metavar="LANGUAGES",
    help=f"Make documents in these languages: {', '.join(DOCUMENT_LANGUAGES)}; those of `explainer` "
    f"in the spec or in data/organization.yaml by default. Available in Spanish: {', '.join(_list_translated('es'))}.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default=AUDIENCES[0],
    show_default=True,
    help="Who the documents are for; internal ones show internal notes, are marked, and go to a separate folder.",
)
@click.option("--preview", is_flag=True, help="Also make pictures and a web page of the slides, beside each deck.")
@click.option(
    "--output",
    metavar="DIR",
    help="The output folder; the workspace's output/ by default. Or s3://BUCKET/PREFIX, with golive[s3].",
)
@click.option(
    "--theme",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="PowerPoint template to use instead of the one set in the specs.",
)
@click.option(
    "--engine",
    type=click.Choice(PDF_ENGINES),
    default=None,
    help="PDF engine to use instead of `pdf_engine` in data/organization.yaml. By default WeasyPrint, or Typst if "
    "WeasyPrint cannot run.",
)
@click.option(
    "--jobs",
    type=NumberType(1, 64),
    default=None,
    metavar="N",
    help="Number of processes; one per core by default.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Make the documents on the workers of a Dask scheduler, such as tcp://HOST:8786; needs golive[cluster].",
)
@click.option(
    "--keep-going/--fail-fast",
    "keep_going",
    default=None,
    help="If some specs have problems: write the documents of all others, or stop at the first problem. By default "
    "all problems are found, and nothing is written.",
)
@click.option("--no-cache", is_flag=True, help="Neither read documents from the cache nor add any.")
@click.option(
    "--keep-intermediate",
    "intermediate",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write the Markdown, the parsed document and the HTML of each document into DIR, for debugging.",
)
@click.option(
    "--version",
    metavar="VERSION",
    help="Rebuild the documents of a released version of SPEC from its stored content.",
)
@date_option
@click.option(
    "--since",
    type=DayType(),
    metavar="DAY",
    help="The day of the last weekly status; by default that of the newest release before, or a week before.",
)
@click.option("--discard-edits", is_flag=True, help="Replace documents even if somebody edited them.")
@click.option(
    "--prefer",
    type=click.Choice(("spec", "mine")),
    default="spec",
    show_default=True,
    help="Whose text stays on a slide that both you and the spec changed; the other one becomes a comment.",
)
@click.option("--force", is_flag=True, help="Rebuild everything, even if nothing has changed since the last build.")
@click.option("--watch", is_flag=True, help="Rebuild whenever a file in the workspace changes, until you press Ctrl-C.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a document is missing or out of date.")
@click.option("--json", "as_json", is_flag=True, help="Print the documents and the problems as JSON.")
@click.option("--quiet", is_flag=True, help="Print only problems.")
def build(  # noqa: PLR0913 - click passes each option as a parameter
    *,
    specs: tuple[str, ...],
    workspace: Path | None,
    only: frozenset[str] | None,
    decks: frozenset[str] | None,
    formats: frozenset[str] | None,
    languages: frozenset[str] | None,
    audience: str,
    preview: bool,
    output: str | None,
    theme: Path | None,
    engine: str | None,
    jobs: int | None,
    scheduler: str | None,
    keep_going: bool | None,
    no_cache: bool,
    intermediate: Path | None,
    version: str | None,
    today: date,
    since: date | None,
    discard_edits: bool,
    prefer: "Preference",
    force: bool,
    watch: bool,
    check: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Build the documents of each SPEC; without SPEC, of every integration in the workspace, and the guide.

    Nothing is written unless everything requested can be built. Documents are rebuilt only if something has changed:
    the specs, the templates, the theme, the documents themselves, or golive.

    Drafts have their own file names, and released documents are never replaced. If somebody edited a deck in
    PowerPoint, golive keeps the edits and merges the changes from the spec. It does not replace other edited
    documents.
    """
    if decks:
        only = (only or frozenset()) | {DECKS[name] for name in decks}
    kinds = _select_kinds(only, languages)
    order: dict[str, Any] = {
        "kinds": sorted(kinds),
        "formats": sorted(formats or ()),
        "languages": sorted(languages or ()),
        "audience": audience,
        "preview": preview,
        "output": _normalize_output(output),
        "theme": str(theme.absolute()) if theme else "",
        "engine": engine or "",
        "days": _list_days(kinds, today, since),
        "prefer": prefer,
        "discard_edits": discard_edits,
    }
    request = BuildRequest(
        specs=specs,
        workspace=workspace,
        order=order,
        with_guide=only is not None and "guide" in only,
        jobs=jobs,
        keep_going=keep_going,
        uses_cache=not no_cache,
        force=force,
        intermediate=intermediate,
        check=check,
        as_json=as_json,
        quiet=quiet,
        scheduler=scheduler or "",
    )
    if scheduler:
        from golive.pipeline.cluster import check_scheduler_address

        check_scheduler_address(scheduler)
    if version and watch:
        raise click.UsageError("A released version does not change: leave out --watch or --version.")
    if version:
        from golive.cli.build_released import build_released_version

        return build_released_version(request, version)
    if watch:
        from golive.cli.watch import watch_workspace

        return watch_workspace(
            specs, workspace, lambda: run_build(request), files=(theme,), outputs=(output, intermediate)
        )
    return run_build(request)
