"""Make and write the documents of one spec as it is, or of a released version of it, all or none."""

from golive.pipeline.build_notes import uses_other_engine
from golive.pipeline.document_cache import open_document_cache
from golive.pipeline.portfolio import (
    DocumentReporter,
    MakeSettings,
    WriteReport,
    WriteSettings,
    build_specs,
    write_results,
)
from golive.pipeline.spec_task import BuildOptions
from golive.project.subjects import Subject
from golive.support.problems import GoliveError

_WORKERS = 2


def make_spec_documents(
    subject: Subject, options: BuildOptions, settings: WriteSettings, report_document: DocumentReporter
) -> WriteReport:
    """Make the documents of a spec in worker processes, and write them.

    Args:
        subject: the spec.
        options: what to make of it.
        settings: how to write.
        report_document: receives each document as it ends.

    Returns:
        What was written; a note says if PDFs were left out, since no engine for them can run.

    Raises:
        GoliveError: a document cannot be made or written; then none is.
    """
    with open_document_cache() as cache:
        making = MakeSettings(options, cache.folder, worker_count=_WORKERS, report_document=report_document)
        results = list(build_specs({0: subject}, making))
        if problems := [problem for one in results for problem in one.result.problems]:
            raise GoliveError(*problems)
        missing = [problem for one in results for problem in one.result.missing]
        if missing and not any(one.result.documents for one in results):
            raise GoliveError(*missing)
        report = write_results(results, settings)
        report.notes += (f"The PDFs were not made: {problem.message}." for problem in missing)
    if any(uses_other_engine(one.result) for one in results):
        report.notes.append("WeasyPrint cannot run on this computer, so golive used Typst for the PDFs.")
    return report
