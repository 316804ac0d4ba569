"""Make ids and words for people from the names of other programs."""

import re
from typing import Final

_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_WORD_STARTS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MAX_ID: Final = 60


def make_id(name: str) -> str:
    """Return an id for a name, such as `post-payment` for `postPayment`."""
    words = _WORD_STARTS.sub("-", name.replace("'", ""))
    return _NOT_IN_IDS.sub("-", words.lower()).strip("-")[:_MAX_ID].strip("-") or "item"


def make_words(name: str) -> str:
    """Return a name as words, such as `Post payment` for `postPayment` and `Bill record` for `BILL-RECORD`."""
    text = re.sub(r"[-_\s./]+", " ", _WORD_STARTS.sub(" ", name)).strip().lower()
    return (text[:1].upper() + text[1:]) or "DataItem"
