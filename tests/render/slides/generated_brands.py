"""Make templates with sizes, backgrounds, bars, logos, accents and title styles in any combination, by a seed."""

import io
import random
from typing import Any, Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches
from tests.render.slides.brands import (
    Change,
    fill_titles,
    make_brand,
    make_picture,
    resize,
    set_colors,
    set_gradient_background,
    set_photo_background,
    swap_dark_and_light,
    tighten_titles,
)

SIZES: Final = ((13.333, 7.5), (13.333, 7.5), (10, 7.5), (10, 5.625), (11, 6.1), (26.667, 15))
GROUNDS: Final = (
    None,
    None,
    swap_dark_and_light,
    set_gradient_background,
    set_photo_background,
    set_colors(lt1="EC3750", dk1="1F2D3D"),
)
INKS: Final = ("FFFFFF", "000000", "1F3864", "C00000", "FFC000")
STRONG: Final = ("1F3864", "660874", "539D50", "F4973F", "0F221D", "B3B3B3")


def generate_brand(seed: int) -> bytes:
    """Make a template with a size, a background, art and title styles that the seed chooses."""
    chance = random.Random(seed)
    size = chance.choice(SIZES)
    changes = [resize(*size)]
    ground = chance.choice(GROUNDS)
    changes += [ground] if ground else []
    if chance.random() < 0.4:
        changes.append(fill_titles(chance.choice(STRONG), chance.choice(INKS)))
    if chance.random() < 0.3:
        changes.append(tighten_titles)
    if chance.random() < 0.3:
        accents = {f"accent{n}": f"{chance.randrange(1 << 24):06X}" for n in range(1, 7)}
        changes.append(set_colors(**accents))
    for _ in range(chance.choice((0, 1, 1, 2))):
        changes.append(draw_bar(chance, size))
    for _ in range(chance.choice((0, 1, 1, 2))):
        changes.append(draw_logo(chance, size))
    return make_brand(*changes)


def draw_bar(chance: random.Random, size: tuple[float, float]) -> Change:
    """Return a change that draws a bar along a side of every slide."""
    width, height = size
    thick = chance.uniform(0.05, 0.15) * height
    box = chance.choice(((0, 0, width, thick), (0, height - thick, width, thick), (0, 0, thick, height)))
    left, top, across, down = (Inches(value) for value in box)
    fill = chance.choice(STRONG)

    def change(template: Any) -> None:
        template.slide_master._element.cSld.spTree.insert(
            2,
            parse_xml(
                f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{chance.randrange(1000, 9999)}" name="Bar"/>'
                f'<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{across}" '
                f'cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr '
                f'val="{fill}"/></a:solidFill></p:spPr></p:sp>'
            ),
        )

    return change


def draw_logo(chance: random.Random, size: tuple[float, float]) -> Change:
    """Return a change that draws a logo into a corner of every slide, larger or smaller."""
    width, height = (Inches(value) for value in size)
    across, down = Emu(int(chance.uniform(0.05, 0.2) * width)), Emu(int(chance.uniform(0.05, 0.18) * height))
    gap = int(chance.uniform(0.005, 0.04) * width)
    left, top = chance.choice((gap, width - across - gap)), chance.choice((gap, height - down - gap))

    def change(template: Any) -> None:
        _, link = template.slide_master.part.get_or_add_image_part(io.BytesIO(make_picture()))
        template.slide_master._element.cSld.spTree.append(
            parse_xml(
                f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="{chance.randrange(1000, 9999)}" name="Logo" '
                f'descr="Logo"/><p:cNvPicPr/><p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{link}"/>'
                f'<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
                f'<a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
                "</p:pic>"
            ),
        )

    return change
