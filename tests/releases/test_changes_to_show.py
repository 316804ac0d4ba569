"""The changes that a document shows, found from the releases and the change log of a real workspace."""

import pytest
from tests.releases.workspaces import ReleaseWorkspace

from golive.project.project import load_guide, load_integration
from golive.project.workspace import open_workspace
from golive.releases.changes_to_show import find_changes_to_show
from golive.support.problems import SpecError
from golive.templating.version_changes import VersionChanges

DAY = ("--date", "2027-02-01")


def find_news(workspace: ReleaseWorkspace) -> VersionChanges | None:
    return find_changes_to_show(load_integration(open_workspace(workspace.root), workspace.spec))


def summarize_changes(found: VersionChanges | None) -> tuple[str, bool, list[str]]:
    assert found
    return found.since, found.unreleased, [change.sentence for change in found.changes]


def test_without_a_release_there_is_no_news(workspace: ReleaseWorkspace) -> None:
    assert find_news(workspace) is None
    workspace.release()
    assert find_news(workspace) is None


def test_an_entry_of_another_version_is_no_news(workspace: ReleaseWorkspace) -> None:
    entry = "  - {{date: 2027-01-1{}, author: Ada, version: {}, description: It., changes: [{}]}}\n"
    changed = "{level: minor, path: summary, sentence: It changed}"
    workspace.log.write_text(f"entries:\n{entry.format(2, '1.0.0', changed)}{entry.format(1, '0.9.0', '')}")
    assert summarize_changes(find_news(workspace)) == ("0.9.0", False, ["It changed"])
    workspace.edit("version: 1.0.0", "version: 1.1.0")
    assert find_news(workspace) is None


def test_what_is_not_released_is_compared_with_the_release(workspace: ReleaseWorkspace) -> None:
    workspace.release()
    workspace.edit("drop_by: 23:30", "drop_by: 22:30")
    workspace.edit("  support_hours:", "  cost_center: Kestrel\n  support_hours:")
    assert summarize_changes(find_news(workspace)) == (
        "1.0.0",
        True,
        ["Bill file: drop-by moved from 11:30 PM to 10:30 PM ET"],
    )


def test_a_release_brings_what_its_entry_tells(workspace: ReleaseWorkspace) -> None:
    workspace.release()
    workspace.edit("drop_by: 23:30", "drop_by: 22:30")
    workspace.edit("  support_hours:", "  cost_center: Kestrel\n  support_hours:")
    workspace.release(*DAY)
    assert summarize_changes(find_news(workspace)) == (
        "1.0.0",
        False,
        ["Bill file: drop-by moved from 11:30 PM to 10:30 PM ET"],
    )

    workspace.edit("go_live: 2027-05-03", "go_live: 2027-05-10")
    since, unreleased, sentences = summarize_changes(find_news(workspace))
    assert (since, unreleased, len(sentences)) == ("2.0.0", True, 1)


def test_what_only_the_vendor_may_know_is_no_news(workspace: ReleaseWorkspace) -> None:
    workspace.release()
    workspace.edit("  support_hours:", "  cost_center: Kestrel\n  support_hours:")
    assert summarize_changes(find_news(workspace)) == ("1.0.0", True, [])
    workspace.release(*DAY)
    assert find_news(workspace) is None


def test_form_and_order_of_the_spec_are_no_news(workspace: ReleaseWorkspace) -> None:
    workspace.release()
    workspace.spec.write_text(f"# Read again.\n{workspace.spec.read_text(encoding='utf-8')}", encoding="utf-8")
    assert find_news(workspace) is None


def test_a_snapshot_of_an_earlier_golive_is_read_as_a_whole(workspace: ReleaseWorkspace) -> None:
    """Its digest is another one where the models have grown; what it says is what counts."""
    import json

    from golive.releases.canonical_form import compute_digest

    workspace.release()
    path = next((workspace.root / "data" / "releases").glob("*/*.json"))
    whole = json.loads(path.read_text(encoding="utf-8"))
    del whole["parts"], whole["shared"]
    whole["content"]["summary"] = "Earlier."
    whole["digest"] = compute_digest(whole["content"])
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert summarize_changes(find_news(workspace)) == ("1.0.0", True, ["Summary reworded"])


@pytest.mark.parametrize("text", ["", "{", "[]", '{"digest": 1}', '{"digest": "0", "content": {}}'])
def test_a_snapshot_that_cannot_be_read_is_told_with_its_file(text: str, workspace: ReleaseWorkspace) -> None:
    workspace.release()
    path = next((workspace.root / "data" / "releases").glob("*/*.json"))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        find_news(workspace)
    assert caught.value.problems[0].path == path


def test_the_guide_has_news_too(workspace: ReleaseWorkspace) -> None:
    from tests.commands import run_golive

    guide = workspace.root / "data" / "guide.yaml"
    assert run_golive("release", "guide", *DAY, "--author", "Kinga", cwd=workspace.root).returncode == 0
    workspace.edit("summary:", "summary: Anew. #", guide)
    assert find_changes_to_show(load_guide(open_workspace(workspace.root)))
