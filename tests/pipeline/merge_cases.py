"""Cases for the laws of merges: a person's edits of a deck, edits of its spec, and the merge of both."""

import random
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from tests.pipeline.spec_edits import list_spec_edits
from tests.render.slides.deck_edits import Check, edit_deck
from tests.render.slides.merge_laws import find_losses, find_stale_facts

from golive.editing import Edit, apply_edits
from golive.pipeline.jobs import list_jobs, run_jobs
from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import open_workspace
from golive.releases.status import find_release_status
from golive.render.slides.merge.merge import MergedDeck, merge_decks
from golive.support.problems import GoliveError
from golive.yaml_io.source import use_unsaved_texts

ROOT = Path(__file__).parents[2]
_MOST_TRIES = 60


class Case(Struct, frozen=True):
    """The input of a merge: the edited deck, checks of its edits, and the deck of the edited spec."""

    theirs: bytes
    checks: list[Check]
    ours: bytes
    spec_edits: int


def make_case(seed: int, sample: str, theme: Path | None = None) -> Case:
    """Make random edits of a deck and of its spec; edits that the spec does not allow are left out."""
    rng = random.Random(seed)
    spec = ROOT / "data" / "integrations" / f"{sample}.yaml"
    theirs, checks = edit_deck(build_deck(sample, theme), rng, rng.randint(1, 6))
    wanted = rng.randint(0, 5)
    overlay: dict[Path, str] = {}
    ours, applied = build_deck(sample, theme), 0
    edits = list_spec_edits(spec.read_text(encoding="utf-8"), rng)
    for _ in range(_MOST_TRIES):
        if applied == wanted:
            break
        try:
            with use_unsaved_texts(overlay):
                changed = dict(apply_edits(spec, [next(edits)], inside=ROOT / "data").overlay)
            with use_unsaved_texts({**overlay, **changed}):
                ours = _build(_load(sample, theme))
        except GoliveError:
            continue
        overlay |= changed
        applied += 1
    return Case(theirs, checks, ours, applied)


def find_faults(case: Case, merged: MergedDeck) -> list[str]:
    """Return every breach of a law by a merge: lost edits, stale facts, doubts, changes by a second merge."""
    is_kept = merged.content == case.theirs  # nothing was brought in; LibreOffice lost the names that checks look for
    faults = find_losses(merged, [] if is_kept else case.checks) + find_stale_facts(
        merged.content, case.ours, merged.report
    )
    faults += [f"in doubt: {one}" for one in merged.report.doubts]
    again = merge_decks(merged.content, case.ours)
    if again.content != merged.content:
        faults.append("a second merge changes the deck")
    if {one.message for one in again.report.edits} != {one.message for one in merged.report.edits}:
        faults.append("a second merge names other edits")
    return faults


@lru_cache(maxsize=12)
def build_deck(sample: str, theme: Path | None = None) -> bytes:
    """Return the deck of an unchanged sample; built once."""
    return build_anew(sample, theme)


def build_anew(sample: str, theme: Path | None = None) -> bytes:
    """Return the deck of an unchanged sample, built again each time."""
    return _build(_load(sample, theme))


@lru_cache(maxsize=4)
def build_with(sample: str, *edits: Edit) -> bytes:
    """Return the deck of a sample after edits of its spec."""
    spec = ROOT / "data" / "integrations" / f"{sample}.yaml"
    with use_unsaved_texts(apply_edits(spec, edits, inside=ROOT / "data").overlay):
        return _build(_load(sample, None))


def _load(sample: str, theme: Path | None) -> IntegrationProject:
    project = load_integration(open_workspace(ROOT), ROOT / "data" / "integrations" / f"{sample}.yaml")
    if theme is not None:
        project = replace(project, theme_file=theme)
    return replace(project, release_status=find_release_status(project))


def _build(project: IntegrationProject) -> bytes:
    (done,) = run_jobs(list_jobs((project,), frozenset({"deck"})))
    if done.made is None:
        raise GoliveError(*done.problems)
    return done.made.content
