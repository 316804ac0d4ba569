"""Look up a phrase in the language of the document that is being made."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, NamedTuple

from golive.translation.english import ENGLISH
from golive.translation.spanish import SPANISH


class DocumentLanguage(NamedTuple):
    """A language in which documents can be made.

    Attributes:
        code: its ISO 639 code, as in a spec.
        name: its English name.
        locale: the BCP 47 tag whose dates and numbers its documents have, if the vendor sets none of that language.
    """

    code: str
    name: str
    locale: str


DOCUMENT_LANGUAGES: Final[Mapping[str, DocumentLanguage]] = {
    "en": DocumentLanguage("en", "English", "en-US"),
    "es": DocumentLanguage("es", "Spanish", "es-US"),
}
"""The languages by code."""
_TABLES: Final[Mapping[str, Mapping[str, str]]] = {"en": ENGLISH, "es": SPANISH}
_CURRENT: ContextVar[str] = ContextVar("language", default="en")


@contextmanager
def use_language(tag: str) -> Iterator[None]:
    """Translate phrases into a language, until the block ends.

    Args:
        tag: its BCP 47 tag, such as `es-US`; a language without a table gives English phrases.
    """
    code = tag.partition("-")[0]
    token = _CURRENT.set(code if code in _TABLES else "en")
    try:
        yield
    finally:
        _CURRENT.reset(token)


def get_language() -> str:
    """Return the code of the language in use."""
    return _CURRENT.get()


def translate(key: str, **values: object) -> str:
    """Return a phrase in the language in use, with values put in its braces.

    Raises:
        KeyError: no table has this key.
    """
    return _TABLES[_CURRENT.get()][key].format(**values)


def translate_count(key: str, number: int, text: str) -> str:
    """Return a number of things: "1 gate", "2 gates"; `text` is the number as documents write it."""
    return translate(f"{key}.{'one' if number == 1 else 'other'}", number=text)


def find_phrase(key: str) -> str | None:
    """Return a phrase in the language in use; None if no table has this key."""
    return _TABLES[_CURRENT.get()].get(key)
