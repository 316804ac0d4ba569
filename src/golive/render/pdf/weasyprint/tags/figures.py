"""Convert the bounding boxes of figures from WeasyPrint's units, measured from the top of the page."""

from golive.render.pdf.weasyprint.tags.tree import StructureTree

_POINTS_PER_PIXEL = 0.75


def place_figures(tree: StructureTree) -> None:
    """Set the bounding box of every figure in points, from the lower left corner of its page."""
    import pydyf

    for element in tree.iter_elements():
        if element.get("S") == "/Figure" and "BBox" in element["A"]:
            height = tree.resolve(element["Pg"])["MediaBox"][3]
            left, top, right, bottom = (_POINTS_PER_PIXEL * value for value in element["A"]["BBox"])
            element["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))
