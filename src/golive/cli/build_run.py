"""Run `golive build`: skip what is up to date, make the rest, write it, and say what was done.

An up-to-date build ends before the slow imports, so this module has none at its top.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from golive.pipeline.input_digests import InputDigests
from golive.pipeline.up_to_date import BuildRecord, are_files_written, find_current_build
from golive.project.subjects import Subject, list_subjects

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


def run_build(request: BuildRequest) -> int:
    """Make the documents that are requested; return the exit code."""
    subjects, problems = list_subjects(request.specs, request.workspace, guide=request.with_guide)
    bucket = _open_bucket(request.order["output"])
    records = {} if request.force or request.intermediate else _find_records(request, subjects, bucket)
    stale = {number: one for number, one in enumerate(subjects) if number not in records}
    if not stale and not problems:
        return _report_current_build(request, records)
    from golive.cli.build_specs import build_stale_specs

    return build_stale_specs(request._replace(bucket=bucket), subjects, records, problems)


def _report_current_build(request: BuildRequest, records: Mapping[int, BuildRecord]) -> int:
    """Print what lies there already, and what it has to say."""
    from golive.cli.build_output import print_build_report, print_warnings

    made = [records[number].made for number in sorted(records)]
    rows = [row for one in made for row in one["documents"]]
    if not rows:
        raise click.UsageError(describe_nothing_to_build(request))
    if not (request.quiet or request.as_json):
        print_warnings(row for one in made for row in one["warnings"])
    print_build_report(rows, [], as_json=request.as_json, quiet=request.quiet)
    return 0


def _find_records(request: BuildRequest, subjects: list[Subject], bucket: "Bucket | None") -> dict[int, BuildRecord]:
    """Return the records of the specs that are up to date, by number."""
    digests, records = InputDigests(), {}
    are_written = bucket.are_written if bucket else are_files_written
    for number, one in enumerate(subjects):
        subject = one.workspace.root, one.spec
        if record := find_current_build(request.order, subject, digests, are_written):
            records[number] = record
    return records


def _open_bucket(output: str) -> "Bucket | None":
    if not output.startswith(BUCKET_SCHEME):
        return None
    from golive.pipeline.bucket import Bucket

    return Bucket(output)


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
