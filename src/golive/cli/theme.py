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
def inspect(*, file: Path, as_json: bool) -> int:
    """Show how FILE, a PowerPoint template, would be used: layouts, fonts, colors, and what is left out.

    Exits 1 with the reason if it cannot be used.
    """
    from golive.cli.output import convert_problems, show_json
    from golive.project.theme import read_theme_with_roles
    from golive.render.slides.theme.inspection import inspect_theme
    from golive.support.problems import GoliveError

    try:
        found = inspect_theme(read_theme_with_roles(file))
    except GoliveError as error:
        if not as_json:
            raise
        show_json({"usable": False, "problems": convert_problems(error.problems)})
        return 1
    if as_json:
        show_json({"usable": True, **_inspection_to_dict(found), "problems": []})
    else:
        for line in _format_inspection(found):
            click.echo(line)
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

    Save it next to the theme to use it: for brand.pptx, as brand.roles.yaml.
    """
    from golive.cli.output import write_files
    from golive.project.theme import read_theme_with_roles
    from golive.render.slides.theme.inspection import format_role_map

    text = format_role_map(read_theme_with_roles(file, _parse_role_choices(chosen)), file.name)
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
