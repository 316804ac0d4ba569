"""Regular expressions that a person wrote in a spec. They match in linear time: no pattern can hang a check."""

from collections.abc import Callable
from functools import lru_cache


@lru_cache(maxsize=512)
def matcher(expression: str) -> Callable[[str], bool] | None:
    """A function that says whether a whole text matches; None when the expression is none.

    Python's `re` can take for ever over a hostile expression such as `(a+)+b`; the engine of pydantic cannot.
    """
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        SchemaValidator(core_schema.str_schema(pattern=expression))  # by itself, so that no bracket closes one of ours
        whole = SchemaValidator(core_schema.str_schema(pattern=rf"\A(?:{expression})\z"))
    except SchemaError:
        return None
    return whole.isinstance_python
