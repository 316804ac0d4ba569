"""`golive layout`: make sample files from record layouts, and check real files against the layouts."""

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli.number_option import NumberType
from golive.cli.spec_options import complete_ids
from golive.support.problems import OutputError, SpecError, make_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from golive.data_files.layout import FileLayout
    from golive.data_files.reading_results import Fault

_DEFAULT_MAX_PROBLEMS = 100
_workspace_option = click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from SPEC or the current folder.",
)


@click.group()
def layout() -> None:
    """Make sample files from record layouts, and check real files against them."""


@layout.command()
@click.argument("spec", metavar="SPEC", shell_complete=complete_ids)
@click.argument("interface", metavar="INTERFACE")
@click.option("--records", type=NumberType(0, 10**9), default=10, show_default=True, help="Number of detail records.")
@click.option("--every-kind", is_flag=True, help="Include every kind of record at least once, optional ones too.")
@click.option("--seed", type=NumberType(0), default=1, show_default=True, help="Seed of the invented values.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a new file instead of stdout."
)
@_workspace_option
def sample(  # noqa: PLR0913 - click passes each option as a parameter
    *,
    spec: str,
    interface: str,
    records: int,
    every_kind: bool,
    seed: int,
    output: Path | None,
    workspace: Path | None,
) -> int:
    """Make a sample file of an INTERFACE: invented values in its layout, with correct control totals.

    Equal options give equal bytes. An existing file is never overwritten.
    """
    from golive.data_files.sample import write_sample as make

    pieces = make(_load_layout(spec, interface, workspace), records, seed, every_kind=every_kind)
    if output is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return 0
    from golive.cli.output import shorten_path
    from golive.support.files import write_new_file

    size = write_new_file(output, pieces)
    click.echo(f"{shorten_path(output)}: {size:,} bytes")
    return 0


@layout.command()
@click.argument("spec", metavar="SPEC", shell_complete=complete_ids)
@click.argument("interface", metavar="INTERFACE")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--max-problems", type=NumberType(1, 100_000), default=_DEFAULT_MAX_PROBLEMS, show_default=True, metavar="N",
    help="Stop after this many problems.",
)  # fmt: skip
@_workspace_option
def verify(  # noqa: PLR0913 - click passes each option as a parameter
    *, spec: str, interface: str, file: Path, as_json: bool, max_problems: int, workspace: Path | None
) -> int:
    """Check a FILE against the layout of an INTERFACE.

    Every problem is reported with line, column, field, what was found and what was expected. Fields, the order of
    records, counts, totals, hashes, blocks, line endings and the character set are checked. A file of any size is
    read once, with little memory. Exits 1 when something is wrong.
    """
    from golive.cli.output import escape_controls, shorten_path, show_problems
    from golive.data_files.fault_message import fault_to_problem
    from golive.data_files.verify import verify_file as look

    chosen = _load_layout(spec, interface, workspace)
    found = list(islice(_find_faults(file, chosen, look), max_problems + 1))
    shown, more = found[:max_problems], len(found) > max_problems
    if as_json:
        _print_faults_as_json(file, chosen, shown, more=more)
    else:
        name = escape_controls(str(shorten_path(file)))
        show_problems(fault_to_problem(fault, shorten_path(file)) for fault in shown)
        count = f"more than {max_problems}" if more else str(len(shown))
        if shown:
            click.echo(f"{name}: {count} problem{'s' * (count != '1')} in {chosen.name}", err=True)
        else:
            click.echo(f"{name}: matches the layout of {chosen.name}")
    return 1 if found else 0


def _load_layout(spec: str, interface: str, workspace: Path | None) -> "FileLayout":
    """Load the record layout of a file interface of a spec."""
    from golive.cli.spec_arguments import load_projects
    from golive.data_files.layout import build_file_layout
    from golive.project.project import IntegrationProject
    from golive.yaml_io.message_text import shorten_for_message, suggest_words

    projects, problems = load_projects((spec,), workspace, guide=False)
    project = projects[0] if projects else None
    if problems or not isinstance(project, IntegrationProject):
        raise SpecError(
            *problems or (make_problem(f"`{shorten_for_message(spec)}` has no interfaces", "Name an integration."),)
        )
    files = {one.id: one for one in project.spec.batch}
    if interface not in files:
        message = f"`{project.spec.id}` has no file interface `{shorten_for_message(interface)}`"
        raise SpecError(make_problem(message, suggest_words(interface, tuple(files), "Its files")))
    return build_file_layout(files[interface])


def _find_faults(file: Path, chosen: "FileLayout", look: Any) -> "Iterator[Fault]":  # noqa: ANN401 - a function that is imported late
    """Yield the faults of a file; raise OutputError if it cannot be read."""
    try:
        with file.open("rb") as stream:
            yield from look(stream, chosen)
    except IsADirectoryError:
        raise OutputError(make_problem("is a folder, not a file", "Name a file in it.", path=file)) from None
    except FileNotFoundError:
        raise OutputError(make_problem("there is no such file", "Check the spelling of its name.", path=file)) from None
    except OSError as error:
        said = f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        hint = "Ask for permission to read it, or copy it to a folder of your own."
        raise OutputError(make_problem(said, hint, path=file)) from None


def _print_faults_as_json(file: Path, chosen: "FileLayout", shown: "list[Fault]", *, more: bool) -> None:
    from golive.cli.output import show_json
    from golive.data_files.fault_message import fault_message

    rows = [
        {
            "line": fault.line,
            "column": fault.column,
            "record": fault.record or None,
            "field": fault.field or None,
            "found": fault.found,
            "expected": fault.expected,
            "message": fault_message(fault),
            "hint": fault.hint,
        }
        for fault in shown
    ]
    show_json({"file": str(file), "interface": chosen.name, "ok": not shown, "complete": not more, "problems": rows})
