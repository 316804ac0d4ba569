"""Text on paper leads back to the value that it was made of."""

from pathlib import Path

import pytest

from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import decode_source
from golive.yaml_io.text_search import locate_text

TREE = parse_yaml(
    decode_source(
        b"name: Bill file\npurpose: Carries the day's **bills** to the platform.\n"
        b"long: |\n  One line.\n\n  And another.\nshort: a\n",
        Path("x.yaml"),
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bill file", "Bill file"),
        ("Bill file: bills", "Bill file"),
        ("Carries the day's bills to the platform", "Carries the day's **bills** to the platform."),
        ("And another.", "And another."),
        ("another", "another"),
        ("bill file", "Bill file"),
        ("Every call has a time limit", None),
        ("Something else that is made of many words, and says a Bill file too", None),
        ("", None),
    ],
)
def test_a_text_is_found_where_it_was_written(text: str, found: str | None) -> None:
    place = locate_text(TREE, text)

    assert (TREE.source.text[slice(*place)] if place else None) == found
