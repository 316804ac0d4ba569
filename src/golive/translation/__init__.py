"""Translate the words that golive itself prints: one table of phrases per language.

English is the language of every document. A document that exists in another language too has a template and, where its
words come from code, phrases in that language's table; both tables have the same keys.
"""

from golive.translation.language import (
    DOCUMENT_LANGUAGES,
    DocumentLanguage,
    find_phrase,
    get_language,
    translate,
    translate_count,
    use_language,
)

__all__ = [
    "DOCUMENT_LANGUAGES",
    "DocumentLanguage",
    "find_phrase",
    "get_language",
    "translate",
    "translate_count",
    "use_language",
]
