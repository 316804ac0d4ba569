"""Trace each line of a document's Markdown to its template's file and line.

Before a template is compiled, an invisible mark is put behind every line that writes something: the digest of its file,
and the line. After it has run, the marks are taken out and remembered. They are made of noncharacters of Unicode, which
no spec and no template may hold.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

_OPEN, _BETWEEN, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_MARK: Final = re.compile(f"{_OPEN}([0-9a-f]+){_BETWEEN}([0-9]+){_CLOSE}")
_TAG: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_CLOSING_TAGS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_NON_PRINTING_TAG: Final = re.compile(r"\{%.*?%\}|\{#.*?#\}")
_RESERVED_CHARACTERS: Final = re.compile("[\ufdd0-\ufdef]")
# The files of the templates that this process has read, by digest. Compiled templates are kept for later processes, and
# their marks with them, so the marks must mean the same file in each.
_FILES: dict[str, str] = {}
_DIGEST_LENGTH: Final = 12
# A mark must not follow these endings, since they remove the line break after them.
_WHITESPACE_EATING_ENDS: Final = ("%}", "#}", "-}}")


class Origin(Struct, frozen=True):
    """A line of a template."""

    path: Path
    line: int


def register_template_file(file: str) -> str:
    """Return the digest that stands for a template's file in marks; every template that is used must be registered."""
    digest = hashlib.sha256(file.encode()).hexdigest()[:_DIGEST_LENGTH]
    _FILES[digest] = file
    return digest


def add_origin_marks(source: str, file: str) -> str:
    """Return a template with a mark at the end of every line that writes something; line numbers stay the same.

    Args:
        source: the template's text.
        file: its path.
    """
    digest = register_template_file(file)
    source = _RESERVED_CHARACTERS.sub("", source)
    out = []
    inside = ""
    for line, text in enumerate(source.split("\n"), 1):
        before, inside = inside, _find_open_tag(text, inside)
        writes = not before and not inside and _NON_PRINTING_TAG.sub("", text).strip()
        plain = writes and not text.rstrip().endswith(_WHITESPACE_EATING_ENDS) and "raw %}" not in text
        body = text.removesuffix("\r")
        out.append(f"{body}{_OPEN}{digest}{_BETWEEN}{line}{_CLOSE}{text[len(body) :]}" if plain else text)
    return "\n".join(out)


def _find_open_tag(text: str, inside: str) -> str:
    """Return the closing delimiter of the tag or comment still open at the end of a line, or an empty string."""
    for tag in _TAG.findall(text):
        inside = ("" if tag == inside else inside) if inside else _CLOSING_TAGS.get(tag, "")
    return inside


def strip_origin_marks(text: str) -> Iterator[tuple[str, Origin | None]]:
    """Remove the marks from rendered lines, and return the lines with the origin in the first mark of each."""
    for line in text.split("\n"):
        found = _MARK.search(line)
        file = _FILES.get(found[1]) if found else None
        origin = Origin(Path(file), int(found[2])) if found and file else None
        yield (_MARK.sub("", line) if found else line), origin


def fill_missing_origins(origins: Iterable[Origin | None]) -> tuple[Origin, ...]:
    """Return an origin for every line.

    A line without a mark gets the origin of the next mark, as at the end of a table.
    """
    found: list[Origin] = []
    waiting = 0
    for origin in origins:
        waiting += 1
        if origin:
            found += [origin] * waiting
            waiting = 0
    return (*found, *(found[-1:] * waiting))
