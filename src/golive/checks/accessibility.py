"""Accessibility of a public body's bills: whether it is bound, and from when on.

Source: 28 CFR part 35 subpart H (ADA Title II, web content and mobile apps; WCAG 2.1 AA), to be met by
public entities of 50,000 people or more from 26 April 2027, by smaller ones and special districts from 26 April 2028.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from golive.checks.check import Check
from golive.checks.finding import Finding
from golive.schema import Integration
from golive.schema.people import Biller
from golive.schema.words import BillerKind, Phase
from golive.support.problems import Step
from golive.yaml_io.naming import name_of

_PUBLIC = {BillerKind.CITY, BillerKind.COUNTY, BillerKind.SCHOOL, BillerKind.SPECIAL_DISTRICT}
_LARGE = 50_000
_LARGE_FROM, _OTHERS_FROM = date(2027, 4, 26), date(2028, 4, 26)
_WORDS = ("accessib", "wcag", "screen reader", "ada title")
_DAY = r"\b26 Apr(?:il|\.)? (20\d\d)\b|\bApr(?:il|\.)? 26,? (20\d\d)\b|\b(20\d\d)-04-26\b"


def _bound_from(biller: Biller) -> date:
    large = biller.kind is not BillerKind.SPECIAL_DISTRICT and (biller.population or 0) >= _LARGE
    return _LARGE_FROM if large else _OTHERS_FROM


def public_kinds_are_public(spec: Integration) -> Iterator[Finding]:
    """A city, county, school or special district is a public entity."""
    if spec.biller.kind in _PUBLIC and not spec.biller.public_entity:
        here = ("biller", "public_entity")
        yield Finding(here, f"`{name_of(here)}` is no, and the biller is a {spec.biller.kind.label.lower()}")


def public_bodies_give_population(spec: Integration) -> Iterator[Finding]:
    """A public entity says how many people it serves, unless it is a special district."""
    biller = spec.biller
    if biller.public_entity and biller.population is None and biller.kind is not BillerKind.SPECIAL_DISTRICT:
        yield Finding(("biller", "population"), "`biller` has no `population`, and it is a public entity")


def accessibility_date_fits(spec: Integration) -> Iterator[Finding]:
    """Where the spec names the date of the accessibility rule, it is the one for the biller's kind and size."""
    right = _bound_from(spec.biller)
    for here, text in _texts(spec):
        if "26" not in text or not spec.biller.public_entity or not _speaks_of_it(text):
            continue
        for found in re.finditer(_DAY, text):
            if int(found[1] or found[2] or found[3]) != right.year:
                yield Finding(here, f"`{name_of(here)}` says {found[0]}, and the rule binds this biller from {right}")


def accessibility_is_planned(spec: Integration) -> Iterator[Finding]:
    """The spec of a public entity says who makes bills and payment pages accessible, or how that is tested."""
    if not spec.biller.public_entity or any(_speaks_of_it(text) for _, text in _texts(spec)):
        return
    cases = (*spec.testing.sit.cases, *spec.testing.uat.cases)
    if not any(_speaks_of_it(f"{case.title} {case.steps} {case.expected}") for case in cases):
        here = ("biller", "public_entity")
        yield Finding(
            here,
            f"the spec does not speak of accessibility, and the rule binds this biller from {_bound_from(spec.biller)}",
        )


def _speaks_of_it(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _WORDS)


def _texts(spec: Integration) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Where a spec speaks of what must be reached."""
    yield from ((("goals", i), text) for i, text in enumerate(spec.goals))
    for part in ("included", "assumptions"):
        yield from ((("scope", part, i), text) for i, text in enumerate(getattr(spec.scope, part)))
    yield from ((("security", "controls", i, "control"), row.control) for i, row in enumerate(spec.security.controls))
    yield from ((("security", "controls", i, "detail"), row.detail) for i, row in enumerate(spec.security.controls))
    yield from ((("risks", i, "risk"), row.risk) for i, row in enumerate(spec.risks))
    yield from ((("decisions", i, "question"), row.question) for i, row in enumerate(spec.decisions))


ACCESS: Final = (
    Check(
        public_kinds_are_public,
        "A public body is bound by ADA Title II; the documents would leave its date out.",
        "Write `public_entity: yes`, or mend `kind`.",
        "warning",
    ),
    Check(
        public_bodies_give_population,
        "The number of people decides whether the rule binds from 26 April 2027 (50,000 or more) or 2028.",
        "Add `population:`, from the last census.",
        "warning",
        since=Phase.DESIGN,
    ),
    Check(
        accessibility_date_fits,
        "The biller plans for the wrong year. The rule binds from 26 April 2027 on (50,000 people or more), or 2028.",
        "Mend the date, or `kind` and `population` of the biller.",
    ),
    Check(
        accessibility_is_planned,
        "Public bodies must offer accessible bills and payment pages (ADA Title II, WCAG 2.1 AA).",
        "Add a control, a goal or a test case for it.",
        "warning",
        since=Phase.BUILD,
    ),
)
