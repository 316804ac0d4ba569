"""Say in words where a value stands; and find the path of a value from its place in the text."""

from collections.abc import Iterator

import pytest
from tests.checks.mutations import MUTATIONS
from tests.yaml_io.samples import FOLDER, load_spec

from golive.checks import run_checks
from golive.schema import Integration
from golive.support.problems import PathStep, Problem, SpecError
from golive.yaml_io.nodes import Node
from golive.yaml_io.path_labels import format_path_label

COMPLETE = load_spec((FOLDER / "complete.yaml").read_text(encoding="utf-8"))


def format_label(*path: PathStep) -> str:
    return format_path_label(Integration, COMPLETE.tree.root.value, path)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((), ""),
        (("volumes", "payments_per_month"), "Volumes › Payments per month"),
        (("timeline", "activities", 0, "after"), "Timeline › Activities › Coding › After"),
        (("interfaces", 0, "schedule", "cut_off"), "Interfaces › Bill file › Schedule › Cut-off"),
        (("timeline", "activities", 99, "after"), "Timeline › Activities › 100 › After"),
        (("interfaces", 0, "no-such-key", 1), "Interfaces › Bill file › no-such-key › 2"),
        (("wrong\x1bkey",), "wrong\\u001bkey"),
    ],
)
def test_a_path_is_named_in_the_words_of_the_documents(path: tuple[PathStep, ...], words: str) -> None:
    assert format_label(*path) == words


def iterate_paths(node: Node, path: tuple[PathStep, ...] = ()) -> Iterator[tuple[tuple[PathStep, ...], Node]]:
    children = node.children
    steps = enumerate(children) if isinstance(children, tuple) else ((k, e.node) for k, e in children.items())
    for step, child in steps:
        yield from iterate_paths(child, (*path, step))
    if not children and node.value:
        yield path, node


def test_the_path_of_every_value_is_found_from_its_place_in_the_text() -> None:
    places = list(iterate_paths(COMPLETE.tree.root))

    assert len(places) > 400
    for path, node in places:
        span = COMPLETE.source.make_span(node.start, node.end)
        assert COMPLETE.source.find_offset(span.line, span.column) == node.start
        assert COMPLETE.tree.find_path(node.start) == path
        assert format_label(*path).count(" › ") == len(path) - 1


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_an_offset_is_found_from_line_and_column_with_every_line_end(line_end: str) -> None:
    source = load_spec("\ufeff" + COMPLETE.source.text.replace("\n", line_end)).source
    for start in range(1, len(source.text), 37):
        if source.text[start - 1 : start + 1] != "\r\n":
            span = source.make_span(start, start)
            assert source.find_offset(span.line, span.column) == start


def list_problems(text: str) -> tuple[Problem, ...]:
    try:
        return run_checks(load_spec(text))
    except SpecError as error:
        return error.problems


def test_a_problem_of_a_value_knows_the_value_and_its_label() -> None:
    """The path of a problem leads to its line; only faults of the YAML itself have no path."""
    placed = syntax = 0
    for mutation in MUTATIONS:
        text = mutation.apply()
        for problem in list_problems(text):
            assert bool(problem.where) == bool(problem.label)
            placed += bool(problem.where)
            syntax += not problem.where
    assert placed > 5 * syntax > 0
