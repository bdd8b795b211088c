"""The city: towers, town houses, shopfronts and stalls."""

from .canvas import Canvas
from .colours import Colour, clear, mix
from .houses import roof_colour, wall_colour
from .shapes import arc
from .sketch import sketch

Box = tuple[float, float, float, float]
CROWNS = (
    "wall cut 0 0 1 0 1 .4",
    "wall rect .15 0 .7 .22\nwall rect .3 .2 .4 .22",
    "wall cut 0 0 .5 .7 1 0\nwall line .04 .5 .6 .5 1.1",
    "wall dome .5 0 .5 .38 0 180",
    "wall line .04 .4 0 .4 .8\nwall rect .2 0 .4 .12",
    "wall rect .1 0 .3 .1",
)
GABLES = (
    "roof cut 0 0 .08 .3 .92 .3 1 0\nglass rect .26 .04 .12 .18 .02\nglass rect .62 .04 .12 .18 .02",
    """
    wall rect 0 0 1 .1
    wall+white.1 rect .125 .1 .75 .1
    wall+white.2 rect .25 .2 .5 .1
    wall+white.3 rect .375 .3 .25 .1
    """,
    "wall rect .1 0 .2 .06",
)
SASH = """
    wall+white.5 rect -.06 -.03 1.12 1.06
    upper>lower rect 0 0 1 1
    wall+white.5 rect .46 0 .08 1
    wall+white.5 rect 0 .58 1 .04
    wall+ink.22 rect -.12 -.12 1.24 .1
"""
SHOP = """
    trim+ink.6 rect .05 0 .9 .86
    light+accent.1>light+accent.45 rect .1 .13 .5 .56
    light+accent.25>near+accent.5 rect .67 0 .22 .69
"""


def panes(c: Canvas, box: Box, cols: int, rows: int, fill: Colour, chance=0.6) -> None:
    """Light a share of a grid of windows inside (x, y, w, h)."""
    x, y, dx, dy = box[0], box[1], box[2] / cols, box[3] / rows
    for i in range(cols * rows):
        if c.rng.random() < chance:
            left, top = x + (i % cols + 0.24) * dx, y + (i // cols + 0.24) * dy
            c.rect(left, top, dx * 0.52, dy * 0.52, clear(fill, c.rand(0.5, 0.95)))


def tower(c: Canvas, x: float, y: float, w: float, h: float, wall: Colour, lit: Colour, chance=0.5) -> None:
    """Build a tower block on the foot (x, y), with lit windows."""
    c.band(x, y - h, w, h, wall, mix(wall, c.p.low, 0.35))
    sketch(c, c.pick(CROWNS), x, y - h + 1, w, wall=wall)
    c.rect(x + w * 0.66, y - h, w * 0.34, h, clear(c.p.ink, 0.14))
    cols, rows = max(2, round(w / 17)), max(3, round(h / 24))
    panes(c, (x + w * 0.06, y - h + 10, w * 0.88, h * 0.9), cols, rows, lit, chance)


def blocks(c: Canvas, y: float, low: float, high: float, wall: Colour, width=(44, 110), chance=0.5) -> None:
    """Build a row of towers across the canvas, tallest near the middle."""
    lit, x = mix(c.p.light, c.p.second, 0.15), -30.0
    while x < 1620:
        w = c.rand(*width)
        middle = 1 - min(1, abs(x + w / 2 - 800) / 800)
        h = low + (high - low) * c.rand(0.25, 1) * (0.35 + 0.65 * middle)
        tower(c, x, y, w, h, wall, lit, chance)
        x += w + c.pick((0, 0, 4, 14))


def tenements(c: Canvas, y: float, low: float, high: float, far: float) -> None:
    """Build a row of plain gabled houses across the canvas, a fraction far into the distance."""
    x = -40.0
    while x < 1600:
        w, h = c.rand(110, 180), c.rand(low, high)
        wall, roof = mix(wall_colour(c), c.p.far, far), mix(roof_colour(c), c.p.far, far)
        c.band(x, y - h, w, h, wall, mix(wall, c.p.low, 0.3))
        c.cut(c.pick(("-.04 0 .5 .45 1.04 0", "-.04 0 .12 .3 .88 .3 1.04 0")), x, y - h, w, roof)
        panes(
            c,
            (x + w * 0.08, y - h + 8, w * 0.84, h - 20),
            3,
            max(2, round(h / 70)),
            mix(wall, c.p.near, 0.45),
            0.95,
        )
        x += w


def facade(c: Canvas, x: float, y: float, w: float, h: float, wall: Colour) -> None:
    """Build a town house with a shop on its ground floor on the foot (x, y)."""
    c.band(x, y - h, w, h, wall, mix(wall, c.p.low, 0.25))
    _gable(c, x, y - h, w, wall)
    c.rect(x + w - 12, y - h, 12, h, clear(c.p.ink, 0.16))
    rows = round((h - 190) / 112)
    for i in range(3 * rows):
        _sash(c, x + w * (0.12 + 0.29 * (i % 3)), y - h + 110 + (h - 215) / rows * (i // 3), w * 0.18, wall)
    c.rect(x, y - 188, w, 9, mix(wall, c.p.white, 0.45))
    trim = c.pick((c.p.accent, c.p.second, c.p.leaf))
    sketch(c, SHOP, x, y, (w, 186), trim=trim)
    awning(c, x + 8, y - 172, w - 16, 52, trim)


def _sash(c: Canvas, x: float, y: float, w: float, wall: Colour) -> None:
    dark = c.p.depth(0.7), c.p.depth(0.35)
    upper, lower = (c.p.light, mix(c.p.light, c.p.accent, 0.3)) if c.rng.random() < 0.3 else dark
    sketch(c, SASH, x, y, (w, 74), wall=wall, upper=upper, lower=lower)


def _gable(c: Canvas, x: float, y: float, w: float, wall: Colour) -> None:
    roof = mix(c.p.depth(0.8), c.p.accent, c.rand(0, 0.3))
    sketch(c, c.pick(GABLES), x, y, w, wall=wall, roof=roof, glass=mix(c.p.light, c.p.low, 0.5))
    c.rect(x - 4, y - 6, w + 8, 12, mix(wall, c.p.white, 0.5))


def awning(c: Canvas, x: float, y: float, w: float, h: float, trim: Colour) -> None:
    """Hang a striped awning with a scalloped edge from (x, y)."""
    n = max(5, round(w / 30) | 1)
    wide, left, foot = w * 1.06 / n, x - w * 0.03, y + h * 0.72
    for i in range(n):
        fill, a, b = (c.p.white if i % 2 else trim), left + i * wide, x + i * w / n
        c.poly([(b, y), (b + w / n, y), (a + wide, foot), (a, foot)], fill)
        c.poly(arc(a + wide / 2, foot, wide / 2, h * 0.28, 180, 360), mix(fill, c.p.ink, 0.1))
