"""Name the program that refuses a presentation, or offers to repair it, for each rule about packages that is an error.

What no known program refuses is a warning at most. "SDK" is Microsoft's Open XML SDK and the packaging library below
it, on which Office servers and add-ins are built; python-pptx stands for the libraries that other tools are built on.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ALL: Final = "every program"
_POWERPOINT: Final = "PowerPoint"
_SDK: Final = "SDK"

REFUSED_BY: Final[Mapping[str, str]] = MappingProxyType({
    "zip-broken": _ALL,
    "zip-name-twice": "PowerPoint, SDK",
    "zip-name-case": _SDK,
    "zip-method": "PowerPoint, SDK",
    "zip-path": _SDK,
    "part-damaged": _ALL,
    "xml-malformed": _ALL,
    "xml-dtd": "PowerPoint, SDK",
    "types-missing": _ALL,
    "type-twice": "PowerPoint, SDK",
    "type-phantom": _POWERPOINT,
    "type-missing": "PowerPoint, SDK, python-pptx",
    "type-generic": "PowerPoint, SDK",
    "type-wrong": "PowerPoint, SDK",
    "type-root": "PowerPoint, SDK",
    "type-main": "PowerPoint, python-pptx",
    "relation-id-twice": "PowerPoint, SDK",
    "relation-no-target": "SDK, python-pptx",
    "relation-target-missing": "PowerPoint, python-pptx",
    "relation-dangling": "PowerPoint, python-pptx",
    "presentation-missing": _ALL,
    "slide-id-twice": _POWERPOINT,
    "slide-id-range": _POWERPOINT,
    "slide-listed-twice": _POWERPOINT,
    "master-no-theme": _POWERPOINT,
    "master-id-twice": _POWERPOINT,
    "master-id-range": _POWERPOINT,
    "slide-layout": "PowerPoint, python-pptx",
    "layout-master": "PowerPoint, python-pptx",
    "shape-id-twice": "SDK; old versions of PowerPoint",
    "shape-id-bad": _POWERPOINT,
    "table-grid": _POWERPOINT,
    "table-span": _POWERPOINT,
    "cell-no-text": _POWERPOINT,
    "text-no-paragraph": _POWERPOINT,
    "size-negative": _POWERPOINT,
    "color-malformed": _POWERPOINT,
    "number-malformed": "PowerPoint, python-pptx",
    "boolean-malformed": _POWERPOINT,
    "chart-workbook": "PowerPoint, when the data are edited",
    "chart-cache": _POWERPOINT,
    "chart-axis": _POWERPOINT,
    "schema": "PowerPoint, SDK",
    "layout-unlisted": _POWERPOINT,
    "slide-unlisted": _POWERPOINT,
    "notes-slide": _POWERPOINT,
})  # fmt: skip
