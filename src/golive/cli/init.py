"""`golive init`."""

from pathlib import Path

import click

KEPT = {"README.md": "", ".gitignore": "; add `output/` to it"}
"""Files that are kept if they exist already, each with a hint to print."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def init(*, folder: Path) -> None:
    """Make DIR a workspace: the vendor's data, the typical process, the guide, and schemas for editors.

    Existing files are not overwritten. Put your own names into data/organization.yaml afterwards, and start an
    integration with `golive new`.
    """
    from golive.cli.output import shorten_path, write_files
    from golive.project.workspace import MARKER_FILE
    from golive.scaffold.workspace import build_new_workspace
    from golive.support.files import require_absent
    from golive.support.problems import OutputError, make_problem

    if (folder / MARKER_FILE).exists():
        hint = "Start an integration in it with `golive new`. Nothing was written."
        raise OutputError(make_problem(f"{folder} is a workspace already", hint))
    files = {folder / place: content for place, content in build_new_workspace().items()}
    kept = [folder / name for name in KEPT if (folder / name).exists()]
    new = {path: content for path, content in files.items() if path not in kept}
    require_absent(new)
    write_files(new, "the setup of the workspace")
    for path in sorted(files):
        click.echo(f"kept {shorten_path(path)}{KEPT[path.name]}" if path in kept else f"wrote {shorten_path(path)}")
