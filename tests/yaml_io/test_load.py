"""YAML → model: what is wrong is said in plain words, all at once, where it stands."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType
from tests.yaml_io.samples import (
    FOLDER,
    MODELS,
    SHOWN,
    change_minimal,
    get_refusal,
    load_spec,
    load_through_gate,
    read_sample,
)

from golive.schema import Integration, Process
from golive.support.problems import SpecError
from golive.yaml_io.load import load, load_text

# One change each; the golden holds what a person reads.
MISTAKES = {
    "wrong type: words for a number": ("accounts: 12000", "accounts: many"),
    "wrong type: a fraction for a number": ("accounts: 12000", "accounts: 12.5"),
    "wrong type: text for a list": ("included: [Bills by file, Balances by call]", "included: Bills by file"),
    "wrong type: a list for text": ("name: Millbrook Water billing", "name: [Millbrook]"),
    "wrong type: keys for text": ("name: Millbrook Water billing", "name: {a: b}"),
    "wrong type: text for keys": ("tls:\n      minimum: 1.2", "tls: 1.2"),
    "wrong type: a list item without a value": ("  - Payers see their bill the morning after it is printed.", "  - "),
    "unknown key: close to one": ("cut_off: 18:00", "cutoff: 18:00"),
    "unknown key: like none": ("cut_off: 18:00", "zzz: 18:00"),
    "unknown key: without a value": ("cut_off: 18:00", "zzz:"),
    "unknown key: a comma in braces": ("purpose: Bill files wait here.", "purpose: Bill files, up to 9,600 a day."),
    "missing key": ("        purpose: Asks for the balance of one account.\n", ""),
    "missing key: the phase needs it": ("      frequency: business-daily\n", ""),
    "missing key: the phase needs it, and it is empty": ("frequency: business-daily", "frequency:"),
    "to be decided, and the phase needs it": ("frequency: business-daily", "frequency: TBD"),
    "to be decided, as a whole": ("  capture: redirect\n    questionnaire", "  capture: 'TBD: ask'\n    questionnaire"),
    "to be decided from the first call on": ("name: Millbrook Water billing", "name: TBD"),
    "to be decided in a list": ("carries: [bills]", "carries: [TBD]"),
    "missing key: of the file": (
        "summary: Bills reach the platform as a nightly file; balances are looked up **live**.\n",
        "",
    ),
    "missing key: a word of a list": (
        "    direction: biller-to-vendor\n    connection: files",
        "    connection: files",
    ),
    "missing key: there, but empty": ("purpose: Asks for the balance of one account.", "purpose:"),
    "missing key: the one that decides": ("    method: batch\n", ""),
    "unknown word": ("status: design", "status: desgin"),
    "unknown word: like none": ("capture: redirect", "capture: postcard"),
    "unknown word: of the key that decides": ("method: batch", "method: btach"),
    "unknown word: a number": ("minimum: 1.2", "minimum: 1.0"),
    "a date that does not exist": ("date: 2027-01-12", "date: 2027-02-30"),
    "a date the other way round": ("date: 2027-01-12", "date: 01/12/2027"),
    "a number for a date": ("date: 2027-01-12", "date: 20270112"),
    "a time without its zero": ("at: 07:30", "at: 7:30"),
    "a time after midnight": ("at: 07:30", "at: 24:00"),
    "neither yes nor no": ("public_entity: true", "public_entity: maybe"),
    "a number that is too large": ("days: 10", "days: 1000"),
    "a number that is too small": ("timeout_s: 5", "timeout_s: 0"),
    "a number with too many digits": ("accounts: 12000", "accounts: " + "9" * 5000),
    "text that is too long": ("name: Millbrook Water billing", "name: " + "Millbrook " * 12),
    "text that is empty": ("name: Millbrook Water billing", "name: '  '"),
    "an empty list": ("[Bills by file, Balances by call]", "[]"),
    "an id with a capital": ("id: millbrook-water", "id: Millbrook Water"),
    "a version of one number": ("version: 1.0.0", "version: 1"),
    "a mail address without a host": ("ada.moreno@example.com", "ada.moreno"),
    "a phone number of words": ("555-0142", "call me"),
    "a control character by its code": ("name: Millbrook Water billing", r'name: "Millbrook\e[31m"'),
    "half of a surrogate pair": ("name: Millbrook Water billing", r'name: "Millbrook \ud800"'),
    "two lines for one": ("folder: /in\n    file_name", 'folder: "/in\\n/out"\n    file_name'),
    "a value with a terminal's codes": ("status: design", r'status: "\e[2Jdesign"'),
}


def test_every_mistake_reads_as_the_golden_says(golden: Callable[[str, str], None]) -> None:
    golden(
        "messages/mistakes.txt",
        "\n".join(f"# {name}\n{get_refusal(change_minimal(change))}\n" for name, change in MISTAKES.items()),
    )


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_a_place_a_caret_and_a_hint_and_no_word_of_a_library(name: str) -> None:
    new = change_minimal(MISTAKES[name])
    with pytest.raises(SpecError) as caught:
        load_through_gate(new)

    for problem in caught.value.problems:
        line = new.splitlines()[problem.line - 1]
        assert problem.path == SHOWN
        assert 1 <= problem.column <= len(line) + 1
        assert problem.hint
        assert problem.width >= 1
        assert "\x1b" not in str(problem)
    for raw in ("Input should", "Field required", "Extra inputs", "pydantic", "validation error", "value_error"):
        assert raw not in str(caught.value)


def test_all_mistakes_are_said_at_once_in_the_order_of_the_file() -> None:
    several = [
        change
        for name, change in MISTAKES.items()
        if name in {"unknown word", "missing key", "a number that is too large"}
    ]
    several.append(("biller:\n  name: Millbrook Water District", "biller:\n  nmae: Millbrook Water District"))

    with pytest.raises(SpecError) as caught:
        load_spec(change_minimal(*several))

    lines = [problem.line for problem in caught.value.problems]
    assert lines == sorted(lines)
    assert [problem.message for problem in caught.value.problems] == [
        "`status` is `desgin`, which is not an allowed word",
        "`biller` has no `name`",
        "`biller.nmae` is not a known key here",
        "`interfaces[1].operations[0]` has no `purpose`",
        "`operations.hypercare.days` is `1000`, and must be at most 120",
    ]


def test_problems_stand_in_the_order_of_the_file_and_not_of_the_models() -> None:
    new = change_minimal(("id: millbrook-water\n", ""), ("status: design", "status: desgin")) + "id: Not An Id\n"
    with pytest.raises(SpecError) as caught:
        load_spec(new)

    assert [problem.message.split("`")[1] for problem in caught.value.problems] == ["status", "id"]


def test_a_problem_inside_of_a_list_is_not_said_of_the_list_too() -> None:
    with pytest.raises(SpecError) as caught:
        load_spec(change_minimal(("at: 07:30", "at: 7:30")))

    assert len(caught.value.problems) == 1


def test_a_missing_key_points_at_the_key_above_it() -> None:
    message = get_refusal(change_minimal(("      frequency: business-daily\n", "")))

    assert message.splitlines()[1].endswith("|     schedule:")
    assert message.splitlines()[2].endswith("|     ^^^^^^^^")


def test_very_many_problems_are_counted_and_not_all_shown() -> None:
    keys = "".join(f"  unknown_{i}: 1\n" for i in range(5000))
    with pytest.raises(SpecError) as caught:
        load_spec(change_minimal(("scope:\n", f"scope:\n{keys}")))

    assert len(caught.value.problems) == 101
    assert caught.value.problems[-1].message == "4,900 more problems are not shown"


@pytest.mark.parametrize("name", MODELS)
def test_the_smallest_files_are_valid(name: str) -> None:
    path = FOLDER / f"{name}.yaml"
    made = load(path, MODELS[name])

    assert made.path == path
    assert made.source.text == path.read_text(encoding="utf-8")


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = load_spec(read_sample())
    windows = load_spec(b"\xef\xbb\xbf" + read_sample().replace("\n", "\r\n").encode())

    assert windows.value == plain.value
    path = ("interfaces", 0, "schedule", "cut_off")
    assert (windows.make_span(path).line, windows.make_span(path).column) == (
        plain.make_span(path).line,
        plain.make_span(path).column,
    )
    where = windows.make_span(path)
    assert windows.source.text[where.start : where.end] == "18:00"


def test_scalars_mean_what_they_say() -> None:
    spec = load_spec(
        change_minimal(("version: 1.0.0", "version: 1.10"), ("location: Millbrook, Ohio", "location: NO"))
    ).value

    assert spec.version == "1.10"
    assert spec.biller.location == "NO"
    assert spec.operations.daily_checks[0].at.isoformat() == "07:30:00"
    assert spec.biller.billing_system.account_number.example == "00123456"
    assert spec.biller.public_entity is True


@pytest.mark.parametrize(
    ("written", "value"), [("yes", True), ("no", False), ("on", True), ("off", False), ("True", True)]
)
def test_yes_and_no_may_be_written_as_people_do(written: str, *, value: bool) -> None:
    assert (
        load_spec(change_minimal(("public_entity: true", f"public_entity: {written}"))).value.biller.public_entity
        is value
    )


def test_a_key_without_a_value_counts_as_left_out() -> None:
    spec = load_spec(change_minimal(("  support_hours:", "  monitors:\n  cost_center: ~\n  support_hours:"))).value

    assert spec.operations.monitors == ()
    assert spec.operations.cost_center is None


def test_words_are_their_values() -> None:
    status = load_spec(read_sample()).value.status

    assert (str(status), f"{status}", status.label, status == "design") == ("design", "design", "Design", True)


def test_an_alias_may_stand_for_a_group_of_keys() -> None:
    process = load(FOLDER / "process.yaml", Process).value

    assert process.sit == process.uat


def test_a_problem_in_a_value_with_an_alias_points_at_the_value() -> None:
    broken = read_sample("process").replace("  exit: Every case run\n", "")
    with pytest.raises(SpecError) as caught:
        load_text(broken.encode(), Process, SHOWN)

    assert [(p.line, p.message) for p in caught.value.problems] == [
        (5, "`sit` has no `exit`"),
        (18, "`uat` has no `exit`"),
    ]


def test_the_file_is_named_as_asked() -> None:
    with pytest.raises(SpecError) as caught:
        load(FOLDER / "guide.yaml", Integration, Path("data/x.yaml"))

    assert {problem.path for problem in caught.value.problems} == {Path("data/x.yaml")}


def test_a_problem_can_be_made_for_any_place() -> None:
    made = load_spec(read_sample())

    problem = made.make_problem(("interfaces", 0, "schedule", "cut_off"), "is late", "Move it.")
    assert (problem.excerpt.strip(), problem.width) == ("cut_off: 18:00", 5)
    assert made.make_problem(("interfaces", 0, "schedule", "days"), "is missing").excerpt.strip() == "schedule:"
    assert made.make_problem(("interfaces", 1), "is odd").excerpt.strip() == "- id: balances"
    assert made.make_problem((), "is odd").line == 2


def test_loading_a_spec_imports_nothing_that_only_other_paths_need() -> None:
    code = (
        "import sys, pathlib; from golive.yaml_io.load import load; from golive.schema import Integration;"
        f"load(pathlib.Path({str(FOLDER / 'minimal.yaml')!r}), Integration);"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded_modules = set(done.stdout.split())
    assert {"golive.yaml_io.load", "golive.yaml_io.parser"} <= loaded_modules
    heavy = {"pptx", "weasyprint", "jinja2", "markdown_it", "rich", "email", "importlib.metadata", "difflib"}
    assert not loaded_modules & {
        *heavy,
        "golive.yaml_io.value_messages",
        "golive.yaml_io.syntax_messages",
        "pydantic.plugin._loader",
    }


def test_pydantic_finds_its_own_module_again_after_the_models_are_built() -> None:
    load_spec(read_sample())
    from pydantic.plugin import _loader

    assert _loader.__file__


def test_no_error_of_the_validator_is_unknown_by_mistake() -> None:
    """The kinds that models of this project can raise; the rest has a safe wording."""
    from golive.yaml_io.value_messages import _EXPLAINERS

    ours = {
        "iso",
        "character",
        "empty",
        "code_line",
        "separator_word",
        "locale",
        "missing_value",
        "needed",
        "needed_value",
        "still_open",
        "tbd",
    }
    known = set(get_args(ErrorType))
    assert set(_EXPLAINERS) - ours <= known
    assert {"missing", "extra_forbidden", "enum", "literal_error", "string_type", "tuple_type"} <= set(_EXPLAINERS)
