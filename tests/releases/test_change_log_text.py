"""Whatever a person says stands in the change log letter for letter, in a new file and in one of any form."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.examples import examples

from golive.releases.change_log_text import insert_entry
from golive.releases.version_edits import verify_log
from golive.schema import ChangeLog
from golive.schema.organization import LogEntry
from golive.yaml_io.load import Loaded, load_text

SHOWN = Path("log.yaml")
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff\ufffe")
WORDS = st.sampled_from(["null", "~", "no", "- a", "#b", "c: d", "{e}", "'f'", '"g"', "1.10", "2027-01-31", "&h", "%i"])
LINE = st.lists(st.one_of(WORDS, st.text(LETTERS, min_size=1, max_size=40)), min_size=1, max_size=12).map(" ".join)
FORMS = (
    None,
    "entries:\n  - {date: 2027-01-01, author: A, version: 1.0.0, description: B}\n",
    "entries: [{date: 2027-01-01, author: A, version: 1.0.0, description: B}]\napprovals: []\n",
    (
        "# C\nentries:\n- date: 2027-01-01\n  author: A\n  version: 1.0.0\n  description: |\n    B\n\n# D\n"
        "approvals:\n- name: E\n  organization: F\n  role: G\n  date: 2027-01-02 # H\n"
    ),
)


def load_log(text: str) -> Loaded[ChangeLog]:
    return load_text(text.encode(), ChangeLog, SHOWN)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=examples(60))
@given(LINE, LINE, st.one_of(st.none(), LINE), LINE)
def test_what_is_said_is_kept(form: str | None, author: str, description: str, added_by: str | None, path: str) -> None:
    said = {"date": "2027-02-01", "author": author, "added_by": added_by, "version": "1.1.0", "digest": "0" * 64}
    change = {"level": "minor", "path": path, "sentence": description, "internal": True}
    try:
        entry = LogEntry.model_validate({**said, "description": description, "changes": [change]})
    except ValidationError:
        return
    before = load_log(form) if form else None

    text = insert_entry(before, entry, "Any: # name")

    assert load_log(text).value.entries[0] == entry
    verify_log(SHOWN, text.encode(), entry, before)
