"""The SPEC and `--workspace` parameters that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def spec_arguments(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the SPEC argument and the `--workspace` option to a command."""
    command = click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The workspace; by default found upward from SPEC or the current folder.",
    )(command)
    return click.argument("specs", nargs=-1, metavar="[SPEC]...")(command)
