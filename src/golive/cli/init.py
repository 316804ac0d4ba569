"""`golive init`."""

from pathlib import Path

import click

KEPT = {"README.md": "", ".gitignore": "; add `output/` to it"}
"""Files that a folder may have already, and what to do then."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def init(*, folder: Path) -> None:
    """Make DIR a workspace: the vendor's data, the typical process, the guide, and schemas for editors.

    Nothing that is there already is overwritten. Put your own names into data/organization.yaml afterwards, and start
    an integration with `golive new`.
    """
    from golive.cli.output import near
    from golive.project.workspace import MARK
    from golive.scaffold.workspace import new_workspace
    from golive.support.files import refuse_existing, write_all
    from golive.support.problems import OutputError, problem

    if (folder / MARK).exists():
        hint = "Start an integration in it with `golive new`. Nothing was written."
        raise OutputError(problem(f"{folder} is a workspace already", hint))
    files = {folder / place: content for place, content in new_workspace().items()}
    kept = [folder / name for name in KEPT if (folder / name).exists()]
    new = {path: content for path, content in files.items() if path not in kept}
    refuse_existing(new)
    write_all(new)
    for path in sorted(files):
        click.echo(f"kept {near(path)}{KEPT[path.name]}" if path in kept else f"wrote {near(path)}")
