"""What counts as a part of a document: exactly what the documents of a project are made from."""

from golive.pipeline.build import OUTPUTS
from golive.releases.part_digests import TEMPLATES, TRANSLATED_TEMPLATES


def test_the_templates_that_count_are_those_of_the_outputs() -> None:
    counted = {(kind, folder, name) for kind, of in TEMPLATES.items() for folder, names in of.items() for name in names}
    assert counted == {(row.of, row.folder, row.template) for row in OUTPUTS if row.language == "en"}


def test_the_templates_of_other_languages_count_where_they_are_made() -> None:
    counted = {
        (language, folder, name)
        for language, of in TRANSLATED_TEMPLATES.items()
        for folder, names in of.items()
        for name in names
    }
    assert counted == {(row.language, row.folder, row.template) for row in OUTPUTS if row.language != "en"}
