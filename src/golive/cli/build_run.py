"""Run `golive build`: skip what is up to date, make the rest, write it, and say what was done.

An up-to-date build ends before the slow imports, so this module has none at its top.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from golive.cli.build_request import BUCKET_SCHEME, BuildRequest, describe_nothing_to_build
from golive.pipeline.input_digests import InputDigests
from golive.pipeline.up_to_date import BuildRecord, are_files_written, find_current_build
from golive.project.subjects import Subject, list_subjects

if TYPE_CHECKING:
    from golive.pipeline.bucket import Bucket


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
