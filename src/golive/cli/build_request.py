"""Keep what a `golive build` asks for, and explain a request that matches nothing.

An up-to-date build ends before the slow imports, so this module has none at its top.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from golive.pipeline.bucket import Bucket

BUCKET_SCHEME = "s3://"
"""The start of an output that is a bucket and not a folder."""
INTERNAL = "internal"
"""The audience of documents for the vendor's own team."""


class BuildRequest(NamedTuple):
    """What the command line asks for.

    Attributes:
        specs: the specs that are named; empty for all.
        workspace: the workspace that is named, if any.
        order: the options that decide what is made and where, as plain values, as records of builds keep them.
        with_guide: True to build the guide besides the named specs.
        jobs: number of processes; None for one per core.
        keep_going: True to write the documents of all specs without problems, False to stop at the first problem, None
            to find all problems and write nothing if there are any.
        uses_cache: whether documents are taken from the cache, and added to it.
        force: True to make everything again.
        intermediate: folder for the intermediate stages of each document; None for none.
        check: True to write nothing.
        as_json: True to report as JSON.
        quiet: True to print only problems.
        scheduler: address of a Dask scheduler whose workers make the documents; empty for this machine.
        bucket: the bucket to write to, once it is open.
    """

    specs: tuple[str, ...]
    workspace: Path | None
    order: Mapping[str, Any]
    with_guide: bool
    jobs: int | None
    keep_going: bool | None
    uses_cache: bool
    force: bool
    intermediate: Path | None
    check: bool
    as_json: bool
    quiet: bool
    scheduler: str = ""
    bucket: "Bucket | None" = None


def describe_nothing_to_build(request: BuildRequest) -> str:
    """Explain why nothing matches the requested kinds and formats, and list what can be built."""
    from golive.pipeline.build import OUTPUTS
    from golive.pipeline.catalog import DOCUMENTS
    from golive.pipeline.formats import list_formats

    kinds, formats = request.order["kinds"], request.order["formats"]
    wanted, of = ", ".join(kinds), ", ".join(request.specs) or "this workspace"
    if not formats:
        start = "" if request.specs or kinds == ["guide"] else " Start an integration with `golive new ID`."
        return f"There is nothing to make: {wanted} of {of}.{start}"
    usual = {row.kind for row in DOCUMENTS if not (row.translates or row.made_with)}
    made: dict[str, list[str]] = {}
    for own in (row for row in OUTPUTS if row.kind in usual):
        for row in list_formats(own):
            made.setdefault(row.format, []).append(row.kind)
    there = "; ".join(f"{name}: {', '.join(of_it)}" for name, of_it in made.items())
    return f"There is nothing to make: {', '.join(formats)} for {wanted} of {of}. There is {there}."
