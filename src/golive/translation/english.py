"""The English phrases of the documents that exist in more than one language."""

from collections.abc import Mapping
from typing import Final

# fmt: off
ENGLISH: Final[Mapping[str, str]] = {
    # the document and its margins
    "title.explainer": "SIT and UAT explained",
    "version": "Version {version}",
    "version-in-text": "version {version}",
    "draft": "Draft",
    "internal": "Internal",
    "fact.version": "Version",
    "fact.date": "Date",
    "fact.status": "Status",
    "fact.vendor": "Vendor",
    "fact.biller": "Biller",
    "fact.billing-system": "Billing system",
    "fact.owner": "Owner",
    "table": "Table",
    "table.number": "Table {number}.",
    "figure.number": "Figure {number}.",
    "continued": "continued",
    # the two tests side by side
    "test.run_by": "Who tests",
    "test.signed_by": "Who signs off",
    "test.data": "Test data",
    "test.environment": "Environment",
    "test.evidence": "Evidence",
    "test.entry": "Entry criteria",
    "test.exit": "Exit criteria",
    "test.question": "Question it answers",
    "test.basis": "Typical basis for test cases",
    "test.typical_defect": "Typical defect",
    "test.lead": "Led by",
    "test.defects": "Defects",
    "test.order": "When",
    "test.cases": "Cases",
    "typical-value": "Typically: {value}",
    "typical-value-after-gap": "typically: {value}",
    "typical-order": "Typically {value}",
    "to-be-decided": "To be decided, item {item}",
    "to-be-decided-unnumbered": "To be decided",
    # the figures
    "figure.phases": "Phases of {name}",
    "figure.phases.alt": "The phases, in order. {phases}",
    "figure.gate.alt": "Gate: {name}, {date}.",
    "figure.process": "The typical integration process",
    "gates.one": "{number} gate",
    "gates.other": "{number} gates",
    "steps.one": "{number} step",
    "steps.other": "{number} steps",
    # the phases, as words of a spec
    "word.discovery": "Discovery",
    "word.design": "Design",
    "word.build": "Build",
    "word.sit": "SIT",
    "word.uat": "UAT",
    "word.go-live": "Go-live",
    "word.live": "Live",
    # the time zones of the United States, after a time of day
    "zone.ET": "ET",
    "zone.CT": "CT",
    "zone.MT": "MT",
    "zone.PT": "PT",
    "zone.AKT": "AKT",
    "zone.HT": "HT",
    "zone.AT": "AT",
}
"""The phrases by key; what stands in braces is put in."""
