"""Check the presentation part: slides, masters, layouts, notes master and slide size."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from golive.audit.rules import make_finding
from golive.ooxml.namespaces import P
from golive.ooxml.raw_package import RawPackage
from golive.ooxml.repairs import NAMED_RATIOS
from golive.ooxml.xml_elements import Element, parse_integer
from golive.support.problems import Problem

_SLACK: Final = 0.02
_FIRST_SLIDE_ID: Final = 256
_FIRST_MASTER_ID: Final = 2_147_483_648


def check_presentation(package: RawPackage) -> Iterator[Problem]:
    """Check everything that the presentation part says about other parts."""
    main = package.main
    root = package.trees.get(main)
    if root is None:
        yield make_finding("presentation-missing", "_rels/.rels")
        return
    yield from _size(main, root)
    if package.targets(main, "notesMaster") and root.find(f"{P}notesMasterIdLst") is None:
        yield make_finding("notes-master-unlisted", main)
    for part in package.targets(main, "printerSettings"):
        yield make_finding("printer-settings", part)
    yield from _slides(package, main, root)
    yield from _masters(package, main, root)
    yield from _belongings(package)


def _size(main: str, root: Element) -> Iterator[Problem]:
    size = root.find(f"{P}sldSz")
    named = NAMED_RATIOS.get(size.get("type", "")) if size is not None else None
    if size is None or named is None:
        return
    width, height = parse_integer(size.get("cx"), 0) or 0, parse_integer(size.get("cy"), 0) or 1
    if abs(width / height - named) > _SLACK:
        yield make_finding(
            "size-name", main, f"The slide size is called {size.get('type')} and is {width} \u00d7 {height}."
        )


def _slides(package: RawPackage, main: str, root: Element) -> Iterator[Problem]:
    entries = list(root.iter(f"{P}sldId"))
    for number, times in Counter(entry.get("id", "") for entry in entries).items():
        if times > 1:
            yield make_finding("slide-id-twice", main, f"{times} slides have the id {number}.")
        if not _FIRST_SLIDE_ID <= (parse_integer(number, 0) or 0) < _FIRST_MASTER_ID:
            yield make_finding("slide-id-range", main, f"A slide has the id {number or 'of nothing'}.")
    listed = [package.related_part(main, entry) for entry in entries]
    for part, times in Counter(filter(None, listed)).items():
        if times > 1:
            yield make_finding("slide-listed-twice", part)
    for part in package.targets(main, "slide"):
        if part not in listed:
            yield make_finding("slide-unlisted", part)


def _masters(package: RawPackage, main: str, root: Element) -> Iterator[Problem]:
    numbers = [entry.get("id", "") for entry in root.iter(f"{P}sldMasterId")]
    for master in package.targets(main, "slideMaster"):
        tree = package.trees.get(master)
        if tree is None:
            continue
        entries = list(tree.iter(f"{P}sldLayoutId"))
        numbers += [entry.get("id", "") for entry in entries]
        listed = [package.related_part(master, entry) for entry in entries]
        for layout in package.targets(master, "slideLayout"):
            if layout not in listed:
                yield make_finding("layout-unlisted", layout)
    for kind in ("slideMaster", "notesMaster", "handoutMaster"):
        for master in package.targets(main, kind):
            if master in package.trees and not package.targets(master, "theme"):
                yield make_finding("master-no-theme", master)
    for number, times in Counter(numbers).items():
        if number and times > 1:
            yield make_finding("master-id-twice", main, f"{times} masters and layouts have the id {number}.")
        if number and (parse_integer(number, 0) or 0) < _FIRST_MASTER_ID:
            yield make_finding("master-id-range", main, f"A master or layout has the id {number}.")


def _belongings(package: RawPackage) -> Iterator[Problem]:
    """Check that each slide has one layout, each layout one master, and each notes page one slide and notes master."""
    owners = {"sld": ("slideLayout", "slide-layout"), "sldLayout": ("slideMaster", "layout-master")}
    owners["notes"] = ("slide", "notes-slide")
    for name in sorted(package.reached & package.trees.keys()):
        tag = str(package.trees[name].tag)
        kind, code = owners.get(tag.removeprefix(P), ("", "")) if tag.startswith(P) else ("", "")
        count = len(package.targets(name, kind)) if kind else 1
        if count > 1 or (count == 0 and code != "notes-slide"):  # Google Slides relates notes from the slide only
            yield make_finding(code, name, f"The part has {count} relationships of the kind {kind}; it needs one.")
        elif code == "notes-slide" and not package.target(name, "notesMaster"):
            yield make_finding(code, name, "The notes page has no notes master.")
