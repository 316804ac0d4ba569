"""How many runbooks and explainers of generated specs break a law of layout or a rule of PDF/UA-1 and PDF/A-3a.

Read back from the PDFs: text outside of its page or margins, words one upon the other, headings in the last three lines
of a page, pages under 25 % full, rows of tables in pieces, page numbers in the contents, references, explainers of two
pages; then `golive audit` (with page-validation) and the reference check where it stands beside the checkout
(../shared/checks). Each must be 0. A spec with characters that no font has is set in Latin letters instead; one that is
longer than a document may be is refused, and another one is taken in its place.

    python benchmarks/paper_laws.py [COUNT [SEED [PROCESSES [ENGINE]]]]

ENGINE is weasyprint (the default), typst, or both: then the two must also say the same, in the same order and tags.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.generated.profile import Profile, profile
from tests.generated.specs import project_of
from tests.render.pdf.laws import faults, split_rows
from tests.render.pdf.printed import Printed, printed
from tests.render.pdf.readback import read
from tests.render.pdf.tagged_text import Tagged
from tests.render.pdf.test_engines import said

from golive.audit.bounded_jobs import audit_files
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
    """What came of one spec."""

    seed: int
    pages: int
    seconds: float
    latin: bool
    too_long: bool
    faults: list[str]
    refused: bool = False


def main(arguments: list[str]) -> int:
    """Print the counts, and the first faults of each kind with the seed that gives them again."""
    defaults = (str(COUNT), "0", str(os.cpu_count()), "weasyprint")
    *numbers, engine = (*arguments, *defaults[len(arguments) :])
    count, first, jobs = map(int, numbers)
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    results: list[Result] = []
    refused = 0
    with ProcessPoolExecutor(jobs) as pool:
        for result in tried(pool, range(first, sys.maxsize), jobs, engine):
            if result.refused:
                refused += 1
                continue
            results.append(result)
            print(f"seed {result.seed}: {result.pages} pages in {result.seconds:.0f} s", file=sys.stderr, flush=True)
            for fault in result.faults:
                kind = next((kind for kind, pattern in KINDS.items() if re.search(pattern, fault)), "exceptions")
                found[kind].append(f"seed {result.seed}: {fault}")
                print(found[kind][-1], file=sys.stderr, flush=True)
            if len(results) == count:
                break
        pool.shutdown(cancel_futures=True)
    slowest = max(results, key=lambda one: one.seconds)
    print(f"{count} specs, {sum(one.pages for one in results):,} pages of runbooks")
    print(f"set in Latin letters instead of their own: {sum(one.latin for one in results)}")
    print(f"specs refused, since a document of them is longer than golive makes any: {refused}")
    print(f"explainers refused, since they do not fit on a page: {sum(one.too_long for one in results)}")
    print(f"slowest: seed {slowest.seed}, {slowest.pages} pages in {slowest.seconds:.0f} s")
    for kind, faulty in found.items():
        print(f"{kind:38} {len(faulty):5}  (must be 0)")
        print("".join(f"    {fault}\n" for fault in faulty[:5]), end="")
    return 1 if any(found.values()) else 0


def tried(pool: ProcessPoolExecutor, seeds: Iterable[int], jobs: int, engine: str) -> Iterator[Result]:
    """Yield what comes of each seed, in order; no more of them are begun than there are processes."""
    waiting: deque[Future[Result]] = deque()
    for seed in seeds:
        waiting.append(pool.submit(try_out, seed, engine))
        if len(waiting) > jobs:
            yield waiting.popleft().result()


def try_out(seed: int, engine: str) -> Result:
    """Set one spec's runbook and explainer, and say what is wrong with them."""
    start, one = time.perf_counter(), profile(seed)
    latin = too_long = False
    found: list[str] = []
    try:
        try:
            runbook = set_papers(one, "runbook", engine)
        except ContentError:
            latin, one = True, replace(one, script="latin")
            runbook = set_papers(one, "runbook", engine)
        found += judge_all(runbook)
        too_long = _explained(one, engine, found)
    except GoliveError as error:
        refused = _LONG.search(str(error)) is not None
        faults = found if refused else [*found, f"cannot be made: {str(error)[:300]}"]
        return Result(seed, 0, 0.0, latin, too_long, faults, refused)
    except Exception as error:  # noqa: BLE001 - each is counted as what it is: a bug
        return Result(seed, 0, 0.0, latin, too_long, [*found, f"exception: {error!r}"])
    pages = len(read(runbook[-1].content).pages)
    return Result(seed, pages, time.perf_counter() - start, latin, too_long, found)


def set_papers(one: Profile, kind: str, engine: str) -> list[Printed]:
    """The paper by each engine."""
    project = project_of(one)
    names = ENGINES if engine == "both" else (engine,)
    return [printed(structs.replace(project, pdf_engine=name), kind) for name in names]


def judge_all(papers: list[Printed]) -> Iterator[str]:
    """Everything that is wrong with papers of one document, and where they differ."""
    for paper in papers:
        yield from judged(paper)
    if len(papers) > 1:
        for what, one, other in zip(Tagged._fields, *(said(paper.content) for paper in papers), strict=True):
            different = next((pair for pair in zip_longest(one, other) if pair[0] != pair[1]), None)
            if different:
                yield f"engines: {what}: {str(different[0])[:200]} and {str(different[1])[:200]}"


def _explained(one: Profile, engine: str, found: list[str]) -> bool:
    """Judge the explainer; whether it was refused for its length."""
    try:
        found += judge_all(set_papers(one, "explainer", engine))
    except LayoutError:
        return True
    return False


def judged(paper: Printed) -> Iterator[str]:
    """Everything that is wrong with a paper."""
    back = read(paper.content)
    yield from faults(back, paper.form, paper.size)
    yield from split_rows(back, paper.html)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(paper.content)
        for _, findings in audit_files([path]):
            yield from (f"audit: {f.severity} {f.check} {f.message}" for f in findings if f.severity != "note")
        if CHECK.is_file():
            run = subprocess.run([sys.executable, CHECK, "--json", path], capture_output=True, text=True, check=False)
            for finding in json.loads(run.stdout)["findings"]:
                yield f"check: {finding['sev']} {finding['rule']} {finding['msg']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
