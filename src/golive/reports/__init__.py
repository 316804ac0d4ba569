"""Format check results for people and machines: one module and one row in FORMATS per format."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from golive.reports.github import write_github
from golive.reports.json_text import write_json
from golive.reports.junit import write_junit
from golive.reports.markdown_summary import write_markdown
from golive.reports.report import CheckedFile, Report
from golive.reports.sarif import write_sarif
from golive.reports.text import write_text

__all__ = ["FORMATS", "CheckedFile", "Report"]

FORMATS: Final[Mapping[str, Callable[[Report], str]]] = MappingProxyType(
    {
        "text": write_text,
        "json": write_json,
        "github": write_github,
        "junit": write_junit,
        "sarif": write_sarif,
        "markdown": write_markdown,
    }
)
