"""Realistic mistakes: each is reported at its line, in our words; and nothing is reported of what is right."""

from pathlib import Path

import pytest
from tests.checks.mutations import MUTATIONS, Mutation
from tests.yaml_io.samples import FOLDER, load_spec

from golive.checks import run_checks
from golive.checks.catalog import CHAPTERS, CHECKS
from golive.open_items.gate import find_gate_problems
from golive.schema import Integration
from golive.support.problems import Problem, SpecError
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[2]
SPECS = (FOLDER / "complete.yaml", FOLDER / "minimal.yaml", *sorted((ROOT / "data" / "integrations").glob("*.yaml")))
# Words of the libraries that read YAML and validate, which mean nothing to whoever wrote the file.
RAW = (
    "pydantic", "Input should", "input_value", "type=", "<block", "<document", "<stream", "yaml.",
    "while scanning", "while parsing",
    "did not find", "expected key", "validation error", "Value error", "Traceback", "Event", "NoneType",
)  # fmt: skip


def list_problems(text: str) -> tuple[Problem, ...]:
    try:
        spec = load_spec(text)
        return (*run_checks(spec), *find_gate_problems(spec.tree, spec.value.status))
    except SpecError as error:
        return error.problems


@pytest.mark.parametrize("mutation", MUTATIONS, ids=[mutation.name for mutation in MUTATIONS])
def test_a_mistake_is_reported_at_its_line_in_our_words(mutation: Mutation) -> None:
    problems = list_problems(mutation.apply())

    said = "\n".join(map(str, problems))
    there = [one for one in problems if one.line == mutation.find_line()]
    assert there, f"line {mutation.find_line()} is not named:\n{said}"
    assert any(mutation.says in f"{one.message}\n{one.hint}" for one in there), (
        f"{mutation.says!r} is not said:\n{said}"
    )
    assert not [word for one in problems for word in RAW if word in one.message + one.hint], said
    assert all(one.message and one.hint for one in problems), said


def test_there_are_two_hundred_mistakes_and_each_is_another() -> None:
    assert len(MUTATIONS) >= 200
    assert len({mutation.apply() for mutation in MUTATIONS}) == len(MUTATIONS)
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)


@pytest.mark.parametrize("path", SPECS, ids=[path.stem for path in SPECS])
def test_a_valid_sample_is_not_complained_of(path: Path) -> None:
    assert run_checks(load(path, Integration)) == ()


def test_every_check_is_broken_by_some_mistake() -> None:
    found = {one.check for mutation in MUTATIONS for one in list_problems(mutation.apply())}
    chapters = dict(CHAPTERS)
    of_other_files = {row.id for name in ("Change log", "The vendor") for row in chapters[name]}

    assert set(CHECKS) - found - of_other_files == set()
