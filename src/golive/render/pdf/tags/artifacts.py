"""Running heads and feet, repeated table headers and leader dots are decoration: no reader should speak them."""

from typing import Any

from golive.render.pdf.tags.tree import Tree


def mark_artifacts(tree: Tree, pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Turn marked content that the structure tree does not reach into artifacts."""
    import pydyf

    reached = {element.number for element in tree.elements()}
    for page, reference in enumerate(pdf.page_references):
        tokens = tree.at(tree.at(reference)["Contents"]).stream  # type: ignore[attr-defined]
        owners = tree.parents[page]
        for place, token in enumerate(tokens):
            if (
                token != b"BDC"
                or not isinstance(tokens[place - 1], pydyf.Dictionary)
                or "MCID" not in tokens[place - 1]
            ):
                continue
            content = tokens[place - 1]["MCID"]
            if tree.at(owners[content]).number not in reached:
                tokens[place - 2] = "/Artifact"
                tokens[place - 1] = pydyf.Dictionary({"Type": "/Pagination"})
                owners[content] = "null"
