"""A digest of content: equal for equal meaning, whatever the YAML looked like."""

import hashlib

from golive.spec.model.field import Model

SHORT = 12


def digest(*models: Model | None) -> str:
    """SHA-256 over what the models say, in hexadecimal (64 characters).

    Order of keys, comments, quoting and white space of the files do not count; a value does.
    """
    total = hashlib.sha256()
    for model in models:
        text = model.model_dump_json() if model is not None else "-"
        total.update(text.encode())
        total.update(b"\n")
    return total.hexdigest()
