"""Match regular expressions from a spec in linear time, so that no pattern can hang a check."""

from collections.abc import Callable
from functools import lru_cache


@lru_cache(maxsize=512)
def compile_full_match(expression: str) -> Callable[[str], bool] | None:
    """Compile an expression to a function that tests a whole text; None if the expression is invalid.

    Python's `re` can take exponential time for an expression such as `(a+)+b`; the regex engine of pydantic cannot.
    """
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        # Checked alone first: an unbalanced bracket must not close the group below.
        SchemaValidator(core_schema.str_schema(pattern=expression))
        whole = SchemaValidator(core_schema.str_schema(pattern=rf"\A(?:{expression})\z"))
    except SchemaError:
        return None
    return whole.isinstance_python
