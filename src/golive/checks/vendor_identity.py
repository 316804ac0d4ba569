"""Check that the vendor's file names the vendor: the placeholders of a new workspace were replaced."""

from collections.abc import Iterator, Mapping
from typing import Final

from golive.checks.check import Check
from golive.schema import Organization
from golive.schema.field import Model
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path

PLACEHOLDERS: Final[Mapping[tuple[PathStep, ...], str]] = {
    ("name",): "Your Company",
    ("short_name",): "Your Company",
    ("platform",): "Your Platform",
    ("website",): "https://www.your-company.example",
    ("support", "email"): "support@your-company.example",
    ("support", "phone"): "000-000-0000",
    ("support", "hours"): "Your hours",
}
"""What the vendor's file of a new workspace holds until somebody writes it, by path."""


def vendor_is_named(organization: Model) -> Iterator[Problem]:
    """The vendor's file holds the vendor's own name, product and support desk."""
    if not isinstance(organization, Organization):
        return
    for path, placeholder in PLACEHOLDERS.items():
        value: object = organization
        for name in path:
            value = getattr(value, str(name))
        if value == placeholder:
            yield report_at(path, f"`{format_path(path)}` is still {placeholder!r}, the placeholder of a new workspace")


VENDOR_CHECKS: Final = (
    Check(
        vendor_is_named,
        "Every document names the vendor, and tells people where help comes from.",
        "Write your own into data/organization.yaml.",
        must_hold=True,
    ),
)
