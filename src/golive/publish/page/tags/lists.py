"""Lists: an item is a label and a body, and nothing stands beside them."""

from golive.publish.page.tags.tree import Element, Tree


def wrap_list_bodies(tree: Tree) -> None:
    """Put whatever stands loose in an item into the item's body."""
    for item in list(tree.elements()):
        if item.get("S") == "/LI" and any(kid["S"] not in {"/Lbl", "/LBody"} for kid in tree.kids(item)):
            _wrap(tree, item)


def _wrap(tree: Tree, item: Element) -> None:
    kids = tree.kids(item)
    body = next((kid for kid in kids if kid["S"] == "/LBody"), None) or tree.add("/LBody", item)
    if body.reference not in item["K"]:
        item["K"].append(body.reference)
    for kid in kids:
        if kid["S"] not in {"/Lbl", "/LBody"}:
            tree.move(kid, body)
