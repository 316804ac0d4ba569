"""The structure of a tagged PDF, mended before it is written: what WeasyPrint leaves open for PDF/UA-1 and PDF/A-3a."""

from collections.abc import Mapping
from typing import Any

from golive.render.pdf.tags.artifacts import mark_artifacts
from golive.render.pdf.tags.contents import tag_contents
from golive.render.pdf.tags.facts import tag_facts
from golive.render.pdf.tags.figures import place_figures
from golive.render.pdf.tags.links import name_links
from golive.render.pdf.tags.lists import number_lists, wrap_list_bodies
from golive.render.pdf.tags.metadata import declare
from golive.render.pdf.tags.streams import end_streams_plainly
from golive.render.pdf.tags.tables import join_tables, set_scopes
from golive.render.pdf.tags.tree import Tree

__all__ = ["finish"]


def finish(document: Any, pdf: Any, origin: Mapping[str, str]) -> None:  # noqa: ANN401 - the engine has no types
    """WeasyPrint's finisher: mend the structure tree of a PDF that is laid out and not yet written.

    Args:
        document: WeasyPrint's document, with its boxes.
        pdf: pydyf's PDF, with its objects.
        origin: what it says of where it comes from, by name; may be empty.
    """
    tree = Tree(pdf)
    pages = list(document.pages)
    number_lists(tree, pages, pdf.page_references)
    join_tables(tree, pages)
    tag_facts(tree, pages)
    set_scopes(tree)
    place_figures(tree)
    name_links(pages)
    tag_contents(tree, pages)
    wrap_list_bodies(tree)
    tree.prune()
    mark_artifacts(tree, pdf)  # last: what the tree does not reach any more is decoration
    declare(pdf, origin)
    end_streams_plainly(pdf)
