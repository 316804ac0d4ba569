"""Format a report as JUnit XML: a suite per file, a case per problem; a file without problems is one passing case.

Warnings are passing cases with the message as output. Source: the schema of the Jenkins xUnit plug-in.
"""

from xml.etree import ElementTree as ET

from golive.ooxml.xml_text import replace_invalid_characters
from golive.reports.report import Report, get_problem_code, get_problem_path
from golive.support.problems import Problem

# Characters not allowed in XML 1.0.
_NO_FILE_SUITE = "golive"


def write_junit(report: Report) -> str:
    """Format the XML document."""
    suites: dict[str, list[Problem]] = {one.path.as_posix(): [] for one in report.checked if one.path}
    for problem in report.problems:
        suites.setdefault(get_problem_path(problem) or _NO_FILE_SUITE, []).append(problem)
    root = ET.Element("testsuites", name="golive check")
    for name, problems in suites.items():
        _add_suite(root, name, problems)
    _set_counts(root, list(root.iter("testcase")))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}'


def _add_suite(root: ET.Element, name: str, problems: list[Problem]) -> None:
    suite = ET.SubElement(root, "testsuite", name=replace_invalid_characters(name))
    for problem in problems:
        at = f" at {problem.line}:{problem.column}" if problem.line else ""
        case = ET.SubElement(
            suite,
            "testcase",
            classname=replace_invalid_characters(name),
            name=f"{get_problem_code(problem)}{at}",
            time="0",
        )
        if problem.severity == "error":
            failure = ET.SubElement(
                case, "failure", message=replace_invalid_characters(problem.message), type=get_problem_code(problem)
            )
            failure.text = replace_invalid_characters(str(problem))
        else:
            ET.SubElement(case, "system-out").text = replace_invalid_characters(str(problem))
    if not problems:
        ET.SubElement(suite, "testcase", classname=replace_invalid_characters(name), name="no problems", time="0")
    _set_counts(suite, list(suite))


def _set_counts(element: ET.Element, cases: list[ET.Element]) -> None:
    failures = sum(case.find("failure") is not None for case in cases)
    element.set("tests", str(len(cases)))
    element.set("failures", str(failures))
    element.set("errors", "0")
