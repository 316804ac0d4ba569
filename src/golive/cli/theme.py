"""`golive theme`: inspect a slide theme, and map its layouts to slide roles."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

if TYPE_CHECKING:
    from golive.render.slides.theme.inspection import Inspection

ROLES = ("title", "content", "title-only", "section")


@click.group()
def theme() -> None:
    """Inspect a PowerPoint template, and choose its layouts."""


@theme.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--preview",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write a trial deck with every kind of slide, and pictures of its slides.",
)
def inspect(*, file: Path, as_json: bool, folder: Path | None) -> int:
    """Show how FILE, a PowerPoint template, would be used: layouts, fonts, colors, and what is left out.

    A trial deck is built and checked. Exits 1 with the reason if the template cannot be used.
    """
    from msgspec.structs import replace

    from golive.cli.output import convert_problems, show_json, write_files
    from golive.pipeline.theme_faults import describe_schema_faults
    from golive.pipeline.trial_deck import build_trial_deck, render_trial_preview
    from golive.project.theme import read_theme_with_roles
    from golive.render.slides.theme.inspection import inspect_theme
    from golive.support.problems import GoliveError

    try:
        read = read_theme_with_roles(file)
        found = inspect_theme(read)
        found = replace(found, warnings=(*found.warnings, *describe_schema_faults(read.source)))
        trial = build_trial_deck(read, file)
    except GoliveError as error:
        if not as_json:
            raise
        show_json({"usable": False, "problems": convert_problems(error.problems)})
        return 1
    written: list[Path] = []
    if folder is not None:
        stem = f"{file.stem}-trial"
        shown = {folder / name.replace("{stem}", stem): content for name, content in render_trial_preview(read)}
        write_files({folder / f"{stem}.pptx": trial.content, **shown}, "the writing of the trial deck")
        written = [folder / f"{stem}.pptx", folder / f"{stem}.html"]
    if as_json:
        about = {"slides": trial.slide_count, "layouts": list(trial.layouts), "files": list(map(str, written))}
        show_json({"usable": True, **_inspection_to_dict(found), "trial": about, "problems": []})
        return 0
    for line in _format_inspection(found):
        click.echo(line)
    click.echo(f"\nTrial deck  {trial.slide_count} slides on {len(trial.layouts)} layouts, every text can be read")
    for path in written:
        click.echo(path)
    return 0


@theme.command("map")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--role",
    "chosen",
    multiple=True,
    metavar='ROLE="LAYOUT"',
    help=f"Choose the layout of a role; roles are {', '.join(ROLES)}.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="The file to write; printed by default."
)
def map_roles(*, file: Path, chosen: tuple[str, ...], output: Path | None) -> int:
    """Write the layout of FILE for each role, as YAML to edit.

    Save it next to the theme to use it: for brand.pptx, as brand.roles.yaml. Of a template that cannot be used as it
    is, the reason and all layouts are written.
    """
    from golive.cli.output import write_files
    from golive.project.theme import read_theme_bytes, read_theme_with_roles
    from golive.render.slides.theme.inspection import format_layout_list, format_role_map, list_layouts
    from golive.support.problems import ThemeError

    roles = _parse_role_choices(chosen)
    try:
        text = format_role_map(read_theme_with_roles(file, roles), file.name)
    except ThemeError as error:
        try:
            layouts = list_layouts(read_theme_bytes(file))
        except ThemeError:
            raise error from None
        text = format_layout_list(layouts, file.name, tuple(problem.message for problem in error.problems))
    if output is None:
        click.echo(text, nl=False)
    else:
        write_files({output: text.encode()}, "the writing of the role map")
        click.echo(output)
    return 0


def _parse_role_choices(given: tuple[str, ...]) -> Any:  # noqa: ANN401 - checked to be pairs of a role and a name
    from difflib import get_close_matches

    found = {}
    for text in given:
        role, sign, name = (part.strip() for part in text.partition("="))
        if not sign or not name:
            raise click.UsageError(f'`--role {text}` names no layout. Write it as content="Layout name".')
        if role not in ROLES:
            near = get_close_matches(role, ROLES, n=1, cutoff=0.4)
            hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(ROLES)}."
            raise click.UsageError(f"There is no role `{role}`. {hint}")
        found[role] = name
    return found


def _inspection_to_dict(found: "Inspection") -> dict[str, Any]:
    from msgspec import to_builtins

    return cast("dict[str, Any]", to_builtins(found))


def _format_inspection(found: "Inspection") -> list[str]:
    rows = [f"Slides      {found.width:.2f} x {found.height:.2f} in", "", "Layouts"]
    rows += [f"  {one.role:<12}{one.layout!r}, found by {one.how}" for one in found.roles]
    rows += ["", "Fonts"]
    rows += [
        f"  {one.use:<12}{one.family}{'' if one.exact else f' (measured as {one.measured_as})'}" for one in found.fonts
    ]
    rows += ["", "Colors"]
    rows += [f"  {one.meaning:<12}#{one.rgb}  {one.source:<28}{one.contrast:>5.1f}:1 on paper" for one in found.colors]
    if found.removed:
        rows += ["", "Left behind", *(f"  {what}" for what in found.removed)]
    if found.warnings:
        rows += ["", "Worth knowing", *(f"  {what}" for what in found.warnings)]
    return rows
