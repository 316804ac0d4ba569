"""Say the name of a class in words."""

import re
from typing import Final

_CAMEL_CASE_BOUNDARY: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def name_type_in_words(kind: type) -> str:
    """Return the name of a class as words in small letters: "code block" for `CodeBlock`."""
    return _CAMEL_CASE_BOUNDARY.sub(" ", kind.__name__).lower()
