"""Mark text in another language than its document, for screen readers: `[Dana Whitfield]{lang=en-US}`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from golive.templating.escape import LINE_BREAK, Markdown
from golive.templating.value_marks import strip_value_marks

_CURRENT: ContextVar[str] = ContextVar("original_language", default="")


@contextmanager
def use_original_language(tag: str) -> Iterator[None]:
    """Mark texts of specs as texts in a language, until the block ends.

    Args:
        tag: the BCP 47 tag of the language in which specs are written; empty if the document has the same.
    """
    token = _CURRENT.set(tag)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def mark_original(text: Markdown) -> Markdown:
    """Mark the Markdown of a value that an author wrote; unchanged if the document has the author's language."""
    tag = _CURRENT.get()
    if not tag or not strip_value_marks(text).strip(f" {LINE_BREAK}"):
        return text
    return Markdown(f"[{text}]{{lang={tag}}}")
