"""How many runbooks and explainers of generated specs break a law of layout or a rule of PDF/UA-1 and PDF/A-3a.

Read back from the PDFs: text outside of its page or margins, words one upon the other, headings in the last three lines
of a page, pages under 25 % full, rows of tables in pieces, page numbers in the contents, references, explainers of two
pages; then `golive audit` (with page-validation) and the reference check where it stands beside the checkout
(../shared/checks). Each must be 0. A spec with characters that no font has is set in Latin letters instead; one that is
longer than a document may be is refused, and another one is taken in its place.

    python benchmarks/paper_laws.py [COUNT [SEED [PROCESSES [ENGINE]]]] [--results FILE]

ENGINE is weasyprint (the default), typst, or both: then the two must also say the same, in the same order and tags.
FILE keeps the result of each spec; a run that was stopped goes on from there. Remove it when golive has changed.
"""

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import structs

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.generated.profile import SpecProfile, choose_profile
from tests.generated.specs import generate_project
from tests.render.pdf.laws import find_layout_faults, find_split_rows
from tests.render.pdf.printed_documents import PrintedDocument, print_document
from tests.render.pdf.readback import read_layout
from tests.render.pdf.tagged_text import TaggedContent
from tests.render.pdf.test_engines import read_joined_tags

from golive.audit.files import audit_file
from golive.render.pdf.engines import ENGINES
from golive.support.problems import ContentError, GoliveError, LayoutError

ROOT = Path(__file__).resolve().parents[1]
COUNT = 100
CHECK = ROOT.parent / "shared" / "checks" / "check_pdfua.py"
KINDS = {
    "text outside of its page or margins": r"is outside of|is below|reaches into",
    "words one upon the other": r"lie one upon",
    "headings in the last 3 lines": r"a heading in the last",
    "captions parted from their tables": r"is parted",
    "pages under 25 % full": r"% full",
    "rows of tables in pieces": r"are split",
    "items of lists alone on a page": r"an item alone",
    "wrong pages in the contents": r"the entry",
    "wrong or dead references": r"the link|the reference",
    "explainers of more than a page": r"an explainer of",
    "differences between the engines": r"engines: ",
    "findings of golive audit": r"audit: ",
    "findings of the reference check": r"check: ",
    "papers that cannot be made": r"cannot be made",
    "exceptions": r"exception",
}
_LONG = re.compile(r"the template makes a text of more than|the document has [\d,]+ (?:letters|table cells)")


class Result(NamedTuple):
    """The result of one spec."""

    seed: int
    pages: int
    seconds: float
    latin: bool
    too_long: bool
    faults: list[str]
    refused: bool = False


def main() -> int:
    """Print the counts, and the first faults of each kind with the seed that gives them again."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("count", type=int, nargs="?", default=COUNT)
    options.add_argument("seed", type=int, nargs="?", default=0)
    options.add_argument("processes", type=int, nargs="?", default=os.cpu_count())
    options.add_argument("engine", nargs="?", default="weasyprint", choices=("weasyprint", "typst", "both"))
    options.add_argument("--results", type=Path)
    given = options.parse_args()
    results: list[Result] = []
    for result in judge_specs(given.seed, given.processes, given.engine, given.results):
        results += [result]
        counted = [one for one in results if not one.refused]
        if not result.refused:
            said = (
                f"{len(counted)} of {given.count}, seed {result.seed}: {result.pages} pages in {result.seconds:.0f} s"
            )
            print(said, *result.faults, sep="\n    ", file=sys.stderr, flush=True)
        if len(counted) == given.count:
            break
    return print_counts(results)


def print_counts(results: list[Result]) -> int:
    """Print how many faults of each kind there are; return whether there are any, as an exit code."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    counted = [one for one in results if not one.refused]
    for result in counted:
        for fault in result.faults:
            kind = next((kind for kind, pattern in KINDS.items() if re.search(pattern, fault)), "exceptions")
            found[kind].append(f"seed {result.seed}: {fault}")
    slowest = max(counted, key=lambda one: one.seconds)
    print(f"{len(counted)} specs, {sum(one.pages for one in counted):,} pages of runbooks")
    print(f"set in Latin letters instead of their own: {sum(one.latin for one in counted)}")
    print(f"specs refused, since a document of them is longer than golive makes any: {len(results) - len(counted)}")
    print(f"explainers refused, since they do not fit on a page: {sum(one.too_long for one in counted)}")
    print(f"slowest: seed {slowest.seed}, {slowest.pages} pages in {slowest.seconds:.0f} s of processors")
    for kind, faulty in found.items():
        print(f"{kind:38} {len(faulty):5}  (must be 0)")
        print("".join(f"    {fault}\n" for fault in faulty[:5]), end="")
    return 1 if any(found.values()) else 0


def judge_specs(first: int, jobs: int, engine: str, file: Path | None) -> Iterator[Result]:
    """Yield the result of each seed, in order: the one of an earlier run from a file, or else a new one."""
    earlier = read_results(file, engine)
    waiting: deque[Future[Result] | Result] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        try:
            for seed in count(first):
                waiting.append(earlier[seed] if seed in earlier else pool.submit(judge_spec, seed, engine))
                if len(waiting) > jobs:  # no more are begun than there are processes
                    yield keep_result(waiting.popleft(), engine, file)
        finally:
            pool.shutdown(cancel_futures=True)


def read_results(file: Path | None, engine: str) -> dict[int, Result]:
    """Return the results of an earlier run with an engine, by seed."""
    if file is None or not file.exists():
        return {}
    lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return {line["seed"]: Result(**line["result"]) for line in lines if line["engine"] == engine}


def keep_result(done: Future[Result] | Result, engine: str, file: Path | None) -> Result:
    """Wait for a result, and add it to a file if it is new."""
    if isinstance(done, Result):
        return done
    result = done.result()
    if file is not None:
        line = {"engine": engine, "seed": result.seed, "result": result._asdict()}
        with file.open("a", encoding="utf-8") as results:
            results.write(f"{json.dumps(line)}\n")
    return result


def judge_spec(seed: int, engine: str) -> Result:
    """Make the runbook and the explainer of a spec, and list everything that is wrong with them."""
    start, one = time.process_time(), choose_profile(seed)
    latin = too_long = False
    found: list[str] = []
    try:
        try:
            runbook = make_documents(one, "runbook", engine)
        except ContentError:
            latin, one = True, replace(one, script="latin")
            runbook = make_documents(one, "runbook", engine)
        found += compare_documents(runbook)
        too_long = _judge_explainer(one, engine, found)
    except GoliveError as error:
        refused = _LONG.search(str(error)) is not None
        faults = found if refused else [*found, f"cannot be made: {str(error)[:300]}"]
        return Result(seed, 0, 0.0, latin, too_long, faults, refused)
    except Exception as error:  # noqa: BLE001 - each is counted as what it is: a bug
        return Result(seed, 0, 0.0, latin, too_long, [*found, f"exception: {error!r}"])
    pages = len(read_layout(runbook[-1].content).pages)
    return Result(seed, pages, time.process_time() - start, latin, too_long, found)


def make_documents(one: SpecProfile, kind: str, engine: str) -> list[PrintedDocument]:
    """Make a document with each engine."""
    project = generate_project(one)
    names = ENGINES if engine == "both" else (engine,)
    return [print_document(structs.replace(project, pdf_engine=name), kind) for name in names]


def compare_documents(papers: list[PrintedDocument]) -> Iterator[str]:
    """Yield everything that is wrong with the PDFs of one document, and where they differ."""
    for paper in papers:
        yield from judge_document(paper)
    if len(papers) > 1:
        for what, one, other in zip(
            TaggedContent._fields, *(read_joined_tags(paper.content) for paper in papers), strict=True
        ):
            different = next((pair for pair in zip_longest(one, other) if pair[0] != pair[1]), None)
            if different:
                yield f"engines: {what}: {str(different[0])[:200]} and {str(different[1])[:200]}"


def _judge_explainer(one: SpecProfile, engine: str, found: list[str]) -> bool:
    """Judge the explainer; return whether it was refused for its length."""
    try:
        found += compare_documents(make_documents(one, "explainer", engine))
    except LayoutError:
        return True
    return False


def judge_document(paper: PrintedDocument) -> Iterator[str]:
    """Yield everything that is wrong with a PDF."""
    back = read_layout(paper.content)
    yield from find_layout_faults(back, paper.form, paper.size)
    yield from find_split_rows(back, paper.html)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(paper.content)
        yield from (f"audit: {f.severity} {f.check} {f.message}" for f in audit_file(path) if f.severity != "note")
        if CHECK.is_file():
            for finding in load_reference_check()(path)[0]:
                yield f"check: {finding['sev']} {finding['rule']} {finding['msg']}"


@cache
def load_reference_check() -> Callable[[Path], tuple[list[dict[str, Any]], dict[str, Any]]]:
    """Load the function of the reference check, which returns findings and counts."""
    spec = spec_from_file_location("check_pdfua", CHECK)
    if spec is None or spec.loader is None:
        raise ImportError(CHECK)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    check: Callable[[Path], tuple[list[dict[str, Any]], dict[str, Any]]] = module.check
    return check


if __name__ == "__main__":
    sys.exit(main())
