"""Tell what a brand's slide theme makes impossible from what the content does, and name the theme."""

import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from golive.support.problems import LayoutError, Problem, ThemeError, make_problem

_MAX_TEXTS = 5
_MAX_FAULTS = 5


def publish_on_theme(publish: Callable[[], bytes], publish_on_own: Callable[[], bytes], theme: Path) -> bytes:
    """Build a deck on a brand's theme, and check that its texts can be read.

    Args:
        publish: builds the deck.
        publish_on_own: builds the same deck on golive's own theme.
        theme: the brand's theme, for messages.

    Raises:
        LayoutError: the content does not fit golive's own theme either.
        ThemeError: only the brand's theme prevents the deck, or leaves a text that cannot be read.
    """
    try:
        content = publish()
    except LayoutError as error:
        _refuse_theme(error, publish_on_own, theme)
        raise
    check_texts(content, theme)
    return content


def _refuse_theme(error: LayoutError, publish_on_own: Callable[[], bytes], theme: Path) -> None:
    """Raise the error of a theme on which something does not fit that fits golive's own."""
    try:
        publish_on_own()
    except LayoutError:
        return
    hint = "Give the layout more room, name another one with `golive theme map`, or shorten the text."
    problems = (
        make_problem(f"the slide theme leaves too little room: {one.message}", hint, path=theme)
        for one in error.problems
    )
    raise ThemeError(*dict.fromkeys(problems)) from None


def check_texts(content: bytes, theme: Path) -> None:
    """Raise the error of a theme on which texts cannot be read.

    Args:
        content: bytes of the deck.
        theme: the theme, for messages.

    Raises:
        ThemeError: the contrast of a text with what is behind it is too low.
    """
    from golive.audit.office.unreadable_texts import find_unreadable_texts

    found = find_unreadable_texts(content)
    if found:
        named = "; ".join(f"{one.label}, {one.message}" for one in found[:_MAX_TEXTS]).rstrip(".")
        more = f"; and {len(found) - _MAX_TEXTS} more" if len(found) > _MAX_TEXTS else ""
        message = f"texts cannot be read on the slide theme: {named}{more}"
        hint = (
            "Change the color of that text in the template or what is behind it, or name another layout with "
            "`golive theme map`."
        )
        raise ThemeError(make_problem(message, hint, path=theme))


def list_theme_warnings(theme: Path) -> tuple[Problem, ...]:
    """Return what `golive theme inspect` finds worth knowing in a usable theme, as warnings."""
    from golive.project.theme import read_theme_with_roles

    read = read_theme_with_roles(theme)
    return tuple(
        make_problem(f"the slide theme: {text}", path=theme)._replace(severity="warning")
        for text in (*read.warnings, *describe_schema_faults(read.source))
    )


@lru_cache(maxsize=8)
def describe_schema_faults(source: bytes) -> tuple[str, ...]:
    """Describe what breaks the Office Open XML schema in the parts that decks take from a template.

    Args:
        source: bytes of a template that can be used.
    """
    from golive.audit.office.schema_validation import check_schema
    from golive.ooxml.package import serialize_package
    from golive.ooxml.template import load_template
    from golive.ooxml.zip_writer import write_package

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.pptx"
        path.write_bytes(write_package(serialize_package(load_template(source).package), compress=False))
        found = [f"{one.label}: {one.message}".rstrip(".") for one in check_schema(path, ())]
    if len(found) > _MAX_FAULTS:
        found[_MAX_FAULTS:] = [f"{len(found) - _MAX_FAULTS} more such faults"]
    return tuple(f"decks on it break the schema, and PowerPoint may offer to repair them: {fault}" for fault in found)
