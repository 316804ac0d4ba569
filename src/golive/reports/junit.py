"""JUnit XML: a test suite for each file, a test case for each problem; a file without problems is a case that passes.

Warnings are cases that pass, with what they say as their output. Source: the schema of the Jenkins xUnit plug-in.
"""

import re
from xml.etree import ElementTree as ET

from golive.reports.report import Report, code_of, place_of
from golive.support.problems import Problem

# What XML 1.0 cannot hold.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOWHERE = "golive"


def write_junit(report: Report) -> str:
    """The whole XML document."""
    suites: dict[str, list[Problem]] = {one.path.as_posix(): [] for one in report.checked if one.path}
    for problem in report.problems:
        suites.setdefault(place_of(problem) or _NOWHERE, []).append(problem)
    root = ET.Element("testsuites", name="golive check")
    for name, problems in suites.items():
        _suite(root, name, problems)
    _count(root, list(root.iter("testcase")))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}'


def _suite(root: ET.Element, name: str, problems: list[Problem]) -> None:
    suite = ET.SubElement(root, "testsuite", name=_fit(name))
    for problem in problems:
        at = f" at {problem.line}:{problem.column}" if problem.line else ""
        case = ET.SubElement(suite, "testcase", classname=_fit(name), name=f"{code_of(problem)}{at}", time="0")
        if problem.severity == "error":
            failure = ET.SubElement(case, "failure", message=_fit(problem.message), type=code_of(problem))
            failure.text = _fit(str(problem))
        else:
            ET.SubElement(case, "system-out").text = _fit(str(problem))
    if not problems:
        ET.SubElement(suite, "testcase", classname=_fit(name), name="no problems", time="0")
    _count(suite, list(suite))


def _count(element: ET.Element, cases: list[ET.Element]) -> None:
    failures = sum(case.find("failure") is not None for case in cases)
    element.set("tests", str(len(cases)))
    element.set("failures", str(failures))
    element.set("errors", "0")


def _fit(text: str) -> str:
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
