"""The tables of phrases have the same keys and the same values to put in, and both templates of a document one form."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from golive.pipeline.catalog import DOCUMENTS
from golive.schema.words import Phase, Track
from golive.translation import DOCUMENT_LANGUAGES, find_phrase, get_language, translate, translate_count, use_language
from golive.translation.english import ENGLISH
from golive.translation.spanish import SPANISH

ROOT = Path(__file__).parents[2]
TRANSLATIONS = [row for row in DOCUMENTS if row.translates]


def test_every_phrase_is_in_both_tables_with_the_same_values() -> None:
    def places(table: dict[str, str]) -> dict[str, list[str]]:
        return {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in table.items()}

    assert len(ENGLISH) > 40
    assert places(dict(ENGLISH)) == places(dict(SPANISH))
    assert all(text.strip() == text for text in (*ENGLISH.values(), *SPANISH.values()))


def test_every_phrase_is_used() -> None:
    code = "\n".join(
        path.read_text() for path in (ROOT / "src" / "golive").rglob("*.py") if path.parent.name != "translation"
    )
    words = {f"word.{word.value}" for word in (*Track, *Phase)}
    by_name = re.compile(r"word\.|zone\.|test\.|title\.|(gates|steps)\.")
    assert {
        key for key in ENGLISH if not by_name.match(key) and f'"{key}"' not in code and f"'{key}'" not in code
    } == set()
    assert {key for key in ENGLISH if key.startswith("word.")} == words


def test_a_phrase_follows_the_language_in_use_until_the_block_ends() -> None:
    assert translate("draft") == "Draft"
    with use_language("es-US"):
        assert (get_language(), translate("draft"), find_phrase("word.live")) == ("es", "Borrador", "En producción")
        assert translate_count("gates", 1, "1") == "1 punto de control"
        assert translate_count("gates", 2, "2") == "2 puntos de control"
        assert find_phrase("word.nothing") is None
        with use_language("fr-CA"):
            assert translate("draft") == "Draft"
    assert translate("version", version="{1}") == "Version {1}"
    with pytest.raises(KeyError):
        translate("no-such-phrase")


@pytest.mark.parametrize("row", TRANSLATIONS, ids=lambda row: row.kind)
def test_both_templates_of_a_document_have_the_same_parts_in_the_same_order(row: object) -> None:
    (translation,) = [one for one in TRANSLATIONS if one is row]
    base = next(one for one in DOCUMENTS if one.kind == translation.translates)
    folder = ROOT / "templates" / "runbook"

    assert translation.language in DOCUMENT_LANGUAGES
    assert len(list_parts(folder / base.template)) > 30
    assert list_parts(folder / translation.template) == list_parts(folder / base.template)


def list_parts(path: Path) -> list[str]:
    """The tags and the lines of Markdown of a template, without words and without the marks of other languages."""
    found = []
    for _, token, text in Environment(autoescape=False).lex(path.read_text()):
        if token == "data":
            found += re.findall(r"^(?:#+|:::.*|-|\|)|\{[^}]*\}", text, re.MULTILINE)
        elif token not in {"whitespace", "comment", "comment_begin", "comment_end"}:
            found.append(text)
    return re.sub(r"\x00\|\x00original(?=\x00)", "", "\x00".join(found)).split("\x00")
