"""Checks on the accessibility rule for public bodies: who is bound by it, and from which date.

Source: 28 CFR part 35 subpart H (ADA Title II, web content and mobile apps; WCAG 2.1 AA), to be met by
public entities of 50,000 people or more from April 26, 2027; by smaller ones and special districts from April 26, 2028.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.people import Biller
from golive.schema.words import BillerKind, Phase
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path

_LARGE_POPULATION = 50_000
_LARGE_DEADLINE, _OTHER_DEADLINE = date(2027, 4, 26), date(2028, 4, 26)
_ACCESSIBILITY_WORDS = ("accessib", "wcag", "screen reader", "ada title")
_DEADLINE_PATTERN = r"\b26 Apr(?:il|\.)? (20\d\d)\b|\bApr(?:il|\.)? 26,? (20\d\d)\b|\b(20\d\d)-04-26\b"


def _find_deadline(biller: Biller) -> date:
    large = biller.kind is not BillerKind.SPECIAL_DISTRICT and (biller.population or 0) >= _LARGE_POPULATION
    return _LARGE_DEADLINE if large else _OTHER_DEADLINE


def public_kinds_are_public(spec: Integration) -> Iterator[Problem]:
    """A city, county, school or special district is a public entity."""
    if spec.biller.kind.is_public and spec.biller.public_entity is False:
        here = ("biller", "public_entity")
        yield report_at(here, f"`{format_path(here)}` is no, and the biller is a {spec.biller.kind.label.lower()}")


def public_bodies_give_population(spec: Integration) -> Iterator[Problem]:
    """A public entity gives its population, unless it is a special district."""
    biller = spec.biller
    if biller.public_entity and biller.population is None and biller.kind is not BillerKind.SPECIAL_DISTRICT:
        yield report_at(("biller", "population"), "`biller` has no `population`, and it is a public entity")


def accessibility_date_fits(spec: Integration) -> Iterator[Problem]:
    """If the spec gives the date of the accessibility rule, it is the one for the biller's kind and size."""
    right = _find_deadline(spec.biller)
    for here, text in _iterate_texts(spec):
        if "26" not in text or not spec.biller.public_entity or not _mentions_accessibility(text):
            continue
        for found in re.finditer(_DEADLINE_PATTERN, text):
            if int(found[1] or found[2] or found[3]) != right.year:
                yield report_at(
                    here, f"`{format_path(here)}` says {found[0]}, and the rule applies to this biller from {right}"
                )


def accessibility_is_planned(spec: Integration) -> Iterator[Problem]:
    """The spec of a public entity says who makes bills and payment pages accessible, or how that is tested."""
    if not spec.biller.public_entity or any(_mentions_accessibility(text) for _, text in _iterate_texts(spec)):
        return
    cases = (*spec.testing.sit.cases, *spec.testing.uat.cases)
    if not any(_mentions_accessibility(f"{case.title} {case.steps} {case.expected}") for case in cases):
        here = ("biller", "public_entity")
        yield report_at(
            here,
            "the spec does not mention accessibility, and the rule applies to this biller from "
            f"{_find_deadline(spec.biller)}",
        )


def _mentions_accessibility(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _ACCESSIBILITY_WORDS)


def _iterate_texts(spec: Integration) -> Iterator[tuple[tuple[PathStep, ...], str]]:
    """Yield the texts of a spec that may mention accessibility, with their paths."""
    yield from ((("goals", i), text) for i, text in enumerate(spec.goals))
    for part in ("included", "assumptions"):
        yield from ((("scope", part, i), text) for i, text in enumerate(getattr(spec.scope, part)))
    yield from ((("security", "controls", i, "control"), row.control) for i, row in enumerate(spec.security.controls))
    yield from ((("security", "controls", i, "detail"), row.detail) for i, row in enumerate(spec.security.controls))
    yield from ((("risks", i, "risk"), row.risk) for i, row in enumerate(spec.risks))
    yield from ((("decisions", i, "question"), row.question) for i, row in enumerate(spec.decisions))


ACCESSIBILITY_CHECKS: Final = (
    Check(
        public_kinds_are_public,
        "A public body is bound by ADA Title II; the documents would omit its compliance date.",
        "Write `public_entity: yes`, or correct `kind`.",
        "warning",
    ),
    Check(
        public_bodies_give_population,
        "The population decides whether the rule applies from April 26, 2027 (50,000 or more) or 2028.",
        "Add `population:`, from the last census.",
        "warning",
        since=Phase.DESIGN,
    ),
    Check(
        accessibility_date_fits,
        "The biller plans for the wrong year. The rule applies from April 26, 2027 (50,000 people or more), or 2028.",
        "Correct the date, or `kind` and `population` of the biller.",
    ),
    Check(
        accessibility_is_planned,
        "Public bodies must offer accessible bills and payment pages (ADA Title II, WCAG 2.1 AA).",
        "Add a control, a goal or a test case for it.",
        "warning",
        since=Phase.BUILD,
    ),
)
