"""What a build has to say beside its documents: warnings as plain values, and PDFs set by another engine."""

from collections.abc import Iterable
from typing import Any, Final

from golive.pipeline.spec_task import SpecResult
from golive.project.theme import THEME_SUFFIXES
from golive.support.problems import Problem

READINESS_CHECK: Final = "the-phase-has-what-it-needs"
"""The check whose warning a build shows: the documents have open items that the present phase needs."""


def warnings_to_rows(warnings: Iterable[Problem]) -> list[dict[str, Any]]:
    """Convert the warnings that a build shows to plain values, so that an up-to-date build prints them too."""
    shown = (one for one in warnings if one.check == READINESS_CHECK or _is_about_theme(one))
    return [{**one._asdict(), "path": one.path and str(one.path), "where": list(one.where)} for one in shown]


def _is_about_theme(warning: Problem) -> bool:
    return warning.path is not None and warning.path.suffix.lower() in THEME_SUFFIXES


def uses_other_engine(result: SpecResult) -> bool:
    """Return whether Typst set PDFs although nobody asked for it, because WeasyPrint cannot run."""
    return not result.asks_engine and any("Typst" in dict(one.made.engines) for one in result.documents)
