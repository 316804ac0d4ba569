"""What machines read of a check: each format is well-formed, whatever the problems hold, and loses none."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from golive.reports import FORMATS, CheckedFile, Report
from golive.support.json_text import dump_json
from golive.support.problems import Problem

CHECKED = CheckedFile("river", "1.0.0", "abc", Path("data/integrations/river.yaml"))
ERROR = Problem(
    Path("data/a, b:c.yaml"), 7, 3, "100 % wrong", "Mend it,\nplease: now.", "  x: y", 4, check="uat-follows-sit"
)
WARNING = Problem(
    CHECKED.path,
    9,
    1,
    "odd",
    "Look.",
    check="keys-outlive-go-live",
    severity="warning",
    where=("connections", 0, "keys"),
    label="Connections › Files › Keys",
)
NOWHERE = Problem(None, 0, 0, "two specs have one id")
WHOLE_FILE = Problem(Path("/elsewhere/ü.yaml"), 0, 0, "is empty", "Fill it.")
REPORT = Report((CHECKED,), (ERROR, WARNING, NOWHERE, WHOLE_FILE))
NOTHING = Report((CHECKED,), ())

problems = st.builds(
    Problem,
    st.none() | st.text("ab/ü:,%\n", min_size=1, max_size=9).map(Path),
    st.integers(0, 99),
    st.integers(0, 99),
    st.text(min_size=1, max_size=30),
    st.text(max_size=30),
    st.text("ab <&\x00\x07", max_size=9),
    st.integers(1, 9),
    excerpt_column=st.integers(1, 99),
    offending_text=st.text(max_size=9),
    check=st.sampled_from(("", "uat-follows-sit", "no-secrets")),
    severity=st.sampled_from(("error", "warning", "note")),
    where=st.lists(st.text(max_size=3) | st.integers(0, 9), max_size=3).map(tuple),
    label=st.text(max_size=9),
)
reports = st.builds(Report, st.just((CHECKED,)), st.lists(problems, max_size=5).map(tuple))


def test_json_holds_every_problem_with_its_check() -> None:
    said = json.loads(FORMATS["json"](REPORT))

    assert said["checked"] == [{"id": "river", "version": "1.0.0", "digest": "abc"}]
    assert [one["check"] for one in said["problems"]] == ["uat-follows-sit", "keys-outlive-go-live", "", ""]
    assert [one["severity"] for one in said["problems"]] == ["error", "warning", "error", "error"]
    assert said["problems"][1]["where"] == ["connections", 0, "keys"]
    assert said["problems"][1]["label"] == "Connections › Files › Keys"
    assert said["problems"][2]["where"] == []


def test_json_holds_no_character_that_a_terminal_obeys() -> None:
    value = {"a\x9b31m": ["\x7f", "\u202egnp", "caf\xe9 \U0001f600"]}
    text = dump_json(value)

    assert json.loads(text) == value
    assert "caf\xe9 \U0001f600" in text
    assert all(one.isprintable() for one in text.replace("\n", ""))


def test_annotations_of_github_are_escaped() -> None:
    assert FORMATS["github"](REPORT).splitlines() == [
        (
            "::error file=data/a%2C b%3Ac.yaml,line=7,endLine=7,col=3,endColumn=7,title=golive uat-follows-sit"
            "::100 %25 wrong%0AMend it,%0Aplease: now."
        ),
        (
            "::warning file=data/integrations/river.yaml,line=9,endLine=9,col=1,endColumn=2,"
            "title=golive keys-outlive-go-live::odd%0ALook."
        ),
        "::error title=golive spec::two specs have one id",
        "::error file=/elsewhere/ü.yaml,title=golive spec::is empty%0AFill it.",
    ]
    assert FORMATS["github"](NOTHING) == ""


@given(reports)
def test_an_annotation_is_one_line_that_the_runner_can_take_apart(report: Report) -> None:
    lines = FORMATS["github"](report).split("\n") if report.problems else []

    assert len(lines) == len(report.problems)
    for line, problem in zip(lines, report.problems, strict=True):
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line, re.DOTALL)
        assert command
        properties = dict(part.split("=", 1) for part in command[2].split(","))
        assert unescape_annotation(properties.get("file", "")) == (problem.path.as_posix() if problem.path else "")
        assert unescape_annotation(command[3]) == (
            f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
        )


def unescape_annotation(text: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_junit_counts_a_failure_for_each_error_and_a_pass_for_the_rest() -> None:
    root = ET.fromstring(FORMATS["junit"](REPORT))

    assert root.attrib == {"name": "golive check", "tests": "4", "failures": "3", "errors": "0"}
    assert [suite.get("name") for suite in root] == [
        "data/integrations/river.yaml", "data/a, b:c.yaml", "golive", "/elsewhere/ü.yaml",
    ]  # fmt: skip
    assert [one.get("type") for one in root.iter("failure")] == ["uat-follows-sit", "spec", "spec"]
    assert [case.get("name") for case in root[0]] == ["keys-outlive-go-live at 9:1"]


def test_junit_of_a_file_without_problems_is_a_test_that_passes() -> None:
    root = ET.fromstring(FORMATS["junit"](NOTHING))

    assert (root.get("tests"), root.get("failures")) == ("1", "0")
    assert [case.get("name") for case in root.iter("testcase")] == ["no problems"]


@given(reports)
def test_junit_is_xml_as_ci_servers_know_it_whatever_the_problems_hold(report: Report) -> None:
    root = ET.fromstring(FORMATS["junit"](report))

    errors = sum(one.severity == "error" for one in report.problems)
    assert int(root.attrib["failures"]) == len(list(root.iter("failure"))) == errors
    assert {element.tag for element in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "system-out",
    }  # fmt: skip
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite)
        assert all({"name", "classname", "time"} <= set(case.attrib) for case in suite)


def describe_closed_object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


# What SARIF 2.1.0 asks for, of the objects that are used here; the names of properties are those of the standard.
TEXT = {"type": "string"}
MESSAGE = describe_closed_object({"text": TEXT}, ["text"])
RULE = describe_closed_object(
    {
        "id": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": describe_closed_object({"level": {"enum": ["none", "note", "warning", "error"]}}, []),
    },
    ["id"],
)
COUNTED = {"type": "integer", "minimum": 1}
REGION = describe_closed_object({"startLine": COUNTED, "startColumn": COUNTED, "endColumn": COUNTED}, ["startLine"])
URI = {"type": "string", "pattern": "^[A-Za-z0-9._~:/?#@!$&'()*+;=%-]+$"}
PLACE = describe_closed_object(
    {
        "physicalLocation": describe_closed_object(
            {"artifactLocation": describe_closed_object({"uri": URI}, ["uri"]), "region": REGION}, []
        )
    },
    [],
)
RESULT = describe_closed_object(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": MESSAGE,
        "locations": {"type": "array", "items": PLACE},
    },
    ["message"],
)
DRIVER = describe_closed_object(
    {"name": TEXT, "semanticVersion": TEXT, "rules": {"type": "array", "items": RULE}}, ["name"]
)
RUN = describe_closed_object(
    {
        "tool": describe_closed_object({"driver": DRIVER}, ["driver"]),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    },
    ["tool"],
)
LOG = describe_closed_object(
    {"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}}, ["version", "runs"]
)


@given(reports)
def test_sarif_is_what_the_standard_asks_for_whatever_the_problems_hold(report: Report) -> None:
    said = json.loads(FORMATS["sarif"](report))

    Draft202012Validator(LOG).validate(said)
    (run,) = said["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [one["ruleId"] for one in run["results"]]
    assert len(run["results"]) == len(report.problems)


def test_sarif_names_rules_and_places() -> None:
    (run,) = json.loads(FORMATS["sarif"](REPORT))["runs"]

    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "uat-follows-sit",
        "keys-outlive-go-live",
        "spec",
    ]
    addresses = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for one in run["results"]
        for place in one.get("locations", ())
    ]
    assert addresses == ["data/a%2C%20b%3Ac.yaml", "data/integrations/river.yaml", "file:///elsewhere/%C3%BC.yaml"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 7, "startColumn": 3, "endColumn": 7,
    }  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_equal_reports_give_equal_text(name: str) -> None:
    assert FORMATS[name](REPORT) == FORMATS[name](Report(REPORT.checked, tuple(REPORT.problems)))


def test_a_job_summary_has_a_line_for_each_file_and_a_row_for_each_problem() -> None:
    lines = FORMATS["markdown"](REPORT).splitlines()

    assert lines[2] == "- **river** 1.0.0: 1 problem"
    assert lines[6].startswith("| data/a, b:c.yaml:7:3 | **Error**: 100 % wrong | Mend it, please: now. |")
    assert len(lines) == 6 + len(REPORT.problems)
    assert FORMATS["markdown"](NOTHING).splitlines()[2:] == ["- **river** 1.0.0: no problems"]


@given(reports)
def test_a_job_summary_stays_one_table_whatever_the_problems_hold(report: Report) -> None:
    made = MarkdownIt("commonmark", {"html": True}).enable("table").parse(FORMATS["markdown"](report))

    rows = [token for token in made if token.type == "tr_open"]
    assert len(rows) == (1 + len(report.problems) if report.problems else 0)
    inline = [child.type for token in made if token.type == "inline" for child in token.children or ()]
    assert not {"html_inline", "link_open", "image", "code_inline"} & set(inline)
