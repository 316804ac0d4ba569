"""Read the events of a YAML text, which say what stands where; the fast reader of libyaml is used if there is one."""

from collections.abc import Iterator
from typing import Any, Final

import yaml
from yaml.events import Event

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def iterate_events(text: str) -> Iterator[Event]:
    """Yield the events of a YAML text.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    loader = _LOADER(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()
