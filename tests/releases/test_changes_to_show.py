"""What a document brings that its readers have not seen, from the releases and the change log of a real workspace."""

import pytest
from tests.releases.workspaces import Desktop

from golive.project.project import load_guide, load_integration
from golive.project.workspace import open_workspace
from golive.releases.changes_to_show import find_changes_to_show
from golive.support.problems import SpecError
from golive.templating.version_changes import VersionChanges

DAY = ("--date", "2027-02-01")


def news(desktop: Desktop) -> VersionChanges | None:
    return find_changes_to_show(load_integration(open_workspace(desktop.root), desktop.spec))


def said(found: VersionChanges | None) -> tuple[str, bool, list[str]]:
    assert found
    return found.since, found.unreleased, [change.sentence for change in found.changes]


def test_without_a_release_there_is_no_news(desktop: Desktop) -> None:
    assert news(desktop) is None
    desktop.release()
    assert news(desktop) is None


def test_an_entry_of_another_version_is_no_news(desktop: Desktop) -> None:
    entry = "  - {{date: 2027-01-1{}, author: Ada, version: {}, description: It., changes: [{}]}}\n"
    changed = "{level: minor, path: summary, sentence: It changed}"
    desktop.log.write_text(f"entries:\n{entry.format(2, '1.0.0', changed)}{entry.format(1, '0.9.0', '')}")
    assert said(news(desktop)) == ("0.9.0", False, ["It changed"])
    desktop.edit("version: 1.0.0", "version: 1.1.0")
    assert news(desktop) is None


def test_what_is_not_released_is_compared_with_the_release(desktop: Desktop) -> None:
    desktop.release()
    desktop.edit("drop_by: 23:30", "drop_by: 22:30")
    desktop.edit("  support_hours:", "  cost_center: Kestrel\n  support_hours:")
    assert said(news(desktop)) == ("1.0.0", True, ["Bill file: drop-by moved from 11:30 PM to 10:30 PM ET"])


def test_a_release_brings_what_its_entry_tells(desktop: Desktop) -> None:
    desktop.release()
    desktop.edit("drop_by: 23:30", "drop_by: 22:30")
    desktop.edit("  support_hours:", "  cost_center: Kestrel\n  support_hours:")
    desktop.release(*DAY)
    assert said(news(desktop)) == ("1.0.0", False, ["Bill file: drop-by moved from 11:30 PM to 10:30 PM ET"])

    desktop.edit("go_live: 2027-05-03", "go_live: 2027-05-10")
    since, unreleased, sentences = said(news(desktop))
    assert (since, unreleased, len(sentences)) == ("2.0.0", True, 1)


def test_what_only_the_vendor_may_know_is_no_news(desktop: Desktop) -> None:
    desktop.release()
    desktop.edit("  support_hours:", "  cost_center: Kestrel\n  support_hours:")
    assert said(news(desktop)) == ("1.0.0", True, [])
    desktop.release(*DAY)
    assert news(desktop) is None


def test_form_and_order_of_the_spec_are_no_news(desktop: Desktop) -> None:
    desktop.release()
    desktop.spec.write_text(f"# Read again.\n{desktop.spec.read_text(encoding='utf-8')}", encoding="utf-8")
    assert news(desktop) is None


def test_a_snapshot_of_an_earlier_golive_is_read_as_a_whole(desktop: Desktop) -> None:
    """Its digest is another one where the models have grown; what it says is what counts."""
    import json

    from golive.releases.canonical_form import compute_digest

    desktop.release()
    path = next((desktop.root / "data" / "releases").glob("*/*.json"))
    whole = json.loads(path.read_text(encoding="utf-8"))
    del whole["parts"], whole["shared"]
    whole["content"]["summary"] = "Earlier."
    whole["digest"] = compute_digest(whole["content"])
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert said(news(desktop)) == ("1.0.0", True, ["Summary reworded"])


@pytest.mark.parametrize("text", ["", "{", "[]", '{"digest": 1}', '{"digest": "0", "content": {}}'])
def test_a_snapshot_that_cannot_be_read_is_told_with_its_file(text: str, desktop: Desktop) -> None:
    desktop.release()
    path = next((desktop.root / "data" / "releases").glob("*/*.json"))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        news(desktop)
    assert caught.value.problems[0].path == path


def test_the_guide_has_news_too(desktop: Desktop) -> None:
    from tests.commands import golive

    guide = desktop.root / "data" / "guide.yaml"
    assert golive("release", "guide", *DAY, "--author", "Kinga", cwd=desktop.root).returncode == 0
    desktop.edit("summary:", "summary: Anew. #", guide)
    assert find_changes_to_show(load_guide(open_workspace(desktop.root)))
