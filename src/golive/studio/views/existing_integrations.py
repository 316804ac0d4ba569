"""Find the integrations that a biller has already, so that none is begun twice by mistake."""

import re

from msgspec import Struct

from golive.project.workspace import Workspace
from golive.studio.sessions.targets import INTEGRATION, Target
from golive.support.problems import GoliveError
from golive.yaml_io.load import read_tree

_WORD = re.compile(r"[^\W_]+")


class ExistingIntegration(Struct, frozen=True):
    """An integration that is there: its id, its name, the name of its biller, and the address of its pages."""

    id: str
    name: str
    biller: str
    url: str


def find_integrations_of(workspace: Workspace, biller: str) -> tuple[ExistingIntegration, ...]:
    """Return the integrations of a biller; case, punctuation and spaces of its name do not count.

    Only files that hold the longest word of the name are parsed, so this is fast for thousands of integrations.
    """
    wanted = make_biller_key(biller)
    longest = max(_WORD.findall(biller.casefold()), key=len, default="")
    found = []
    for path in workspace.list_integration_files() if longest else ():
        try:
            if longest not in path.read_text(encoding="utf-8", errors="replace").casefold():
                continue
            values = read_tree(path, inside=workspace.data_folder).root.value
        except (GoliveError, OSError):
            continue  # its own page says what is wrong with it
        about = values.get("biller") if isinstance(values, dict) else None
        name = str(about.get("name", "")) if isinstance(about, dict) else ""
        if make_biller_key(name) == wanted:
            url = Target(INTEGRATION, path.stem, path).url
            found.append(ExistingIntegration(path.stem, str(values.get("name") or path.stem), name, url))
    return tuple(found)


def make_biller_key(name: str) -> str:
    """Return the letters and digits of the name of a biller, which are the same however it is written."""
    return "".join(_WORD.findall(name.casefold()))
