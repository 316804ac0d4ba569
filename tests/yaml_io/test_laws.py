"""Laws: what must hold for any text and any file."""

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.yaml_io.samples import SHOWN, change_minimal, load_spec, read_sample

from golive.checks import run_checks
from golive.open_items.gate import find_gate_problems
from golive.open_items.items import collect_open_items
from golive.support.problems import SpecError
from golive.yaml_io.gaps import parse_tbd
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source

# What text may hold: everything but controls, surrogates and the invisible characters that are refused.
_INVISIBLE = "\u2028\u2029\ufeff\ufffe\uffff" + "".join(map(chr, range(0xFDD0, 0xFDF0)))
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters=_INVISIBLE)
LINE = st.text(LETTERS, min_size=1, max_size=80).filter(lambda line: line.strip() and parse_tbd(line) is None)
MINIMAL = read_sample().encode()
# Pieces that YAML or a parser may stumble over.
_SIGNS = [
    "\t",
    "[",
    "{",
    "'",
    '"',
    "\r",
    ",",
    "\n",
    "#",
    "%",
    "&a ",
    "*a",
    ": ",
    "- ",
    "<<: ",
    "!!x ",
    "|\n",
    "---\n",
    "? ",
    "  ",
]
_WORDS = ["null", "~", "\\ud800", "2027-02-30", "9" * 20, "\ufeff", "\0", "\x07", "\x1b", "\x85", "\u2028"]
PIECES = st.sampled_from([*_SIGNS, *_WORDS]).map(str.encode)


def quote(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\x7f")


@settings(max_examples=examples(40))
@given(LINE)
def test_text_survives_letter_for_letter_but_for_folded_blanks(line: str) -> None:
    made = load_spec(change_minimal(("location: Millbrook, Ohio", f"location: {quote(line)}")))

    assert made.value.biller.location == " ".join(part for part in line.strip().split(" ") if part)


@settings(max_examples=examples(40))
@given(LINE)
def test_code_survives_letter_for_letter(line: str) -> None:
    made = load_spec(change_minimal(("folder: /in\n    file_name", f"folder: {quote(line)}\n    file_name")))

    assert made.value.batch[0].folder == line


@settings(max_examples=examples(40))
@given(st.lists(LINE, min_size=1, max_size=5))
def test_a_sample_survives_letter_for_letter(lines: list[str]) -> None:
    sample = "\n".join(lines)
    block = f"    samples:\n      - caption: A file\n        text: {quote(sample)}\n    records:\n"
    made = load_spec(change_minimal(("    records:\n", block)))

    assert made.value.batch[0].samples[0].text == sample


@settings(max_examples=examples(40))
@given(LINE)
def test_prose_survives_but_for_blanks_around_it(line: str) -> None:
    made = load_spec(
        change_minimal(("penny_test: One payment of a cent, posted and reversed.", f"penny_test: {quote(line)}"))
    )

    assert made.value.operations.penny_test == line.strip()


@given(
    st.text(st.sampled_from("abc01:.-_ "), min_size=1)
    .map(str.strip)
    .filter(lambda line: line and line not in {"~", "null"})
)
def test_a_plain_scalar_is_the_text_it_looks_like(line: str) -> None:
    try:
        made = load_spec(change_minimal(("location: Millbrook, Ohio", f"location: {line}")))
    except SpecError:
        assert ":" in line or line.startswith("-")  # YAML reads a key or a list item there
    else:
        assert made.value.biller.location == " ".join(line.split())


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=examples(150), deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(MINIMAL)), st.integers(0, 12), PIECES | st.binary(max_size=6) | st.just(b"\xff")),
        min_size=1,
        max_size=4,
    )
)
def test_a_damaged_spec_is_read_or_refused_and_every_problem_stands_in_the_file(
    damage: list[tuple[int, int, bytes]],
) -> None:
    data = MINIMAL
    for start, length, piece in damage:
        data = data[:start] + piece + data[start + length :]
    try:
        made = load_spec(data)
        problems = run_checks(made)
    except SpecError as error:
        problems = error.problems

    lines = data.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert 0 <= problem.line <= len(lines)
        assert problem.message
        if problem.column:
            line = lines[problem.line - 1].removeprefix("\ufeff") if problem.line == 1 else lines[problem.line - 1]
            assert problem.column <= len(line) + 1
            shown = str(problem).splitlines()
            assert len({len(part.split("|")[0]) for part in shown[1:3]}) == 1
            assert "\x1b" not in str(problem)
            assert problem.width <= max(1, len(line) - problem.column + 1)


@settings(max_examples=examples(40))
@given(st.integers(0, len(MINIMAL.splitlines()) - 1))
def test_without_any_one_line_a_spec_is_read_or_refused_in_place(number: int) -> None:
    lines = MINIMAL.splitlines(keepends=True)
    data = b"".join(lines[:number] + lines[number + 1 :])
    try:
        problems = run_checks(load_spec(data))
    except SpecError as error:
        problems = error.problems

    assert all(1 <= problem.line < len(lines) for problem in problems)


# Values of every shape, for places where another one is expected.
SHAPES: tuple[Any, ...] = (
    None, True, 7, "", "TBD", "x", [], {}, [[]], [{}], [None], ["x", ["x"]], {"": []}, {"id": []}, [{"id": ["x"]}],
    {"TBD": "ask"}, [{"TBD": {"a": "b"}}], {"id": {"id": []}}, "9999-12-31", "0001-01-03",
)  # fmt: skip


def _iterate_places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in items:
        yield (*path, step)
        yield from _iterate_places(inner, (*path, step))


PLAIN = {
    **parse_yaml(Source(SHOWN, read_sample())).root.value,
    "open_items": [{"id": "114", "owner": "cara", "due": "2027-02-19"}],
    "silence": [{"check": "ends-after-start", "at": "timeline", "reason": "Known."}],
}
PLACES = tuple(_iterate_places(PLAIN))


@settings(max_examples=examples(150), deadline=None)
@example(("open_items", 0, "id"), ["x"], "TBD: ask")
@given(st.sampled_from(PLACES), st.sampled_from(SHAPES), st.sampled_from(["06:00 to 09:00", "TBD: ask"]))
def test_a_value_of_any_shape_at_any_place_is_refused_or_read(place: tuple[Any, ...], shape: Any, window: str) -> None:
    plain = deepcopy(PLAIN)
    plain["timeline"]["window"] = window  # where something says TBD, every value is searched
    above = plain
    for step in place[:-1]:
        above = above[step]
    above[place[-1]] = shape

    with suppress(SpecError):
        spec = load_spec(json.dumps(plain))
        collect_open_items(spec.value)
        find_gate_problems(spec.tree, spec.value.status)
        run_checks(spec)
