"""Mark running headers and footers, repeated table headers and leader dots as artifacts for screen readers."""

from typing import Any

from golive.render.pdf.weasyprint.tags.tree import StructureTree


def mark_artifacts(tree: StructureTree, pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Turn marked content that the structure tree does not reach into artifacts."""
    import pydyf

    reached = {element.number for element in tree.iter_elements()}
    for page, reference in enumerate(pdf.page_references):
        tokens = tree.resolve(tree.resolve(reference)["Contents"]).stream  # type: ignore[attr-defined]
        owners = tree.parents[page]
        for place, token in enumerate(tokens):
            if (
                token != b"BDC"
                or not isinstance(tokens[place - 1], pydyf.Dictionary)
                or "MCID" not in tokens[place - 1]
            ):
                continue
            content = tokens[place - 1]["MCID"]
            if tree.resolve(owners[content]).number not in reached:
                tokens[place - 2] = "/Artifact"
                tokens[place - 1] = pydyf.Dictionary({"Type": "/Pagination"})
                owners[content] = "null"
