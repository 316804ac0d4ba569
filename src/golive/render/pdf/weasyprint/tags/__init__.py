"""Fix the structure tree of a tagged PDF before writing, where WeasyPrint falls short of PDF/UA-1 and PDF/A-3a."""

from collections.abc import Mapping
from typing import Any

from golive.render.pdf.weasyprint.tags.artifacts import mark_artifacts
from golive.render.pdf.weasyprint.tags.contents import tag_contents
from golive.render.pdf.weasyprint.tags.facts import tag_facts
from golive.render.pdf.weasyprint.tags.figures import place_figures
from golive.render.pdf.weasyprint.tags.languages import mark_languages
from golive.render.pdf.weasyprint.tags.links import name_links
from golive.render.pdf.weasyprint.tags.lists import nest_lists, number_lists, wrap_list_bodies
from golive.render.pdf.weasyprint.tags.metadata import add_metadata
from golive.render.pdf.weasyprint.tags.streams import avoid_trailing_carriage_returns
from golive.render.pdf.weasyprint.tags.tables import join_tables, set_scopes
from golive.render.pdf.weasyprint.tags.tree import StructureTree

__all__ = ["finish_structure"]


def finish_structure(document: Any, pdf: Any, origin: Mapping[str, str]) -> None:  # noqa: ANN401 - the engine has no types
    """Fix the structure tree of a PDF; WeasyPrint calls this as its finisher after layout.

    Args:
        document: WeasyPrint's document, with its boxes.
        pdf: pydyf's PDF, with its objects.
        origin: provenance values by name; may be empty.
    """
    tree = StructureTree(pdf)
    pages = list(document.pages)
    mark_languages(tree, pages)
    number_lists(tree, pages, pdf.page_references)
    join_tables(tree, pages)
    tag_facts(tree, pages)
    set_scopes(tree)
    place_figures(tree)
    name_links(pages)
    tag_contents(tree, pages)
    wrap_list_bodies(tree)
    nest_lists(tree, pdf.page_references)
    tree.remove_empty_groups()
    mark_artifacts(tree, pdf)  # last: content that the tree no longer reaches is decoration
    add_metadata(pdf, origin)
    avoid_trailing_carriage_returns(pdf)
