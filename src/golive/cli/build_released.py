"""`golive build --version`: make the documents of a released version again, from what the release kept."""

import click

from golive.cli.build_request import BUCKET_SCHEME, BuildRequest
from golive.cli.build_specs import build_stale_specs
from golive.cli.version_arguments import resolve_document_argument
from golive.project.subjects import Subject
from golive.project.workspace import Workspace


def build_released_version(request: BuildRequest, version: str) -> int:
    """Make the documents of a released version; return the exit code."""
    if request.order["output"].startswith(BUCKET_SCHEME):
        raise click.UsageError("--version writes to a folder. Name one, and copy the documents to the bucket.")
    if request.scheduler:
        raise click.UsageError("--version builds on this machine: leave out --scheduler.")
    if len(request.specs) != 1:
        raise click.UsageError("Name one SPEC with --version, or `guide`: each has versions of its own.")
    asked = resolve_document_argument(request.specs[0], request.workspace)
    workspace = Workspace(asked.workspace.root.absolute())
    spec = None if asked.path.absolute() == workspace.guide_file else asked.path
    order = {**request.order, "version": version}
    return build_stale_specs(request._replace(order=order), [Subject(workspace, spec)], {}, [])
