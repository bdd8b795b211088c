"""Paintings and sculpture for a gallery's walls and floor."""

from .canvas import Canvas
from .colours import Colour, clear, mix
from .rooms import Box, vista
from .shapes import arc, blade
from .sketch import sketch

PLINTH = """
    ink@.15 oval 0 0 .28 .025
    white rect -.2 0 .4 .4
    ink@.12 rect .06 0 .14 .4
    white rect -.23 .38 .46 .05
"""
BRONZES = (
    """
    clay blob -.08 .42 -.13 .6 -.04 .75 -.1 .9 .02 1 .13 .9 .08 .74 .14 .58 .07 .42
    clay+ink.5 blob -.02 .56 0 .66 .05 .62 .04 .54
    clay+white.2 blob -.1 .58 -.03 .74 -.07 .9 -.02 .95 .01 .8 -.02 .66
    """,
    """
    clay rect -.03 .42 .06 .12
    clay disc 0 .7 .19
    clay+white.18 disc -.03 .73 .13
    clay+ink.45 disc .03 .68 .085
    """,
    """
    clay rect -.11 .42 .22 .14
    clay+white.15 rect -.07 .56 .18 .16
    clay+ink.15 rect -.12 .72 .2 .13
    clay+white.25 disc .01 .92 .075
    """,
)


def picture(c: Canvas, box: Box, frame: Colour, paint) -> None:
    """Hang a frame at (x, y, w, h) and fill it with one of the PAINTINGS."""
    x, y, w, h = box
    c.rect(x - 4, y - 2, w + 24, h + 24, clear(c.p.ink, 0.14))
    c.rect(x - 12, y - 12, w + 24, h + 24, frame)
    c.rect(x, y, w, h, c.p.white)
    paint(c, (x + 14, y + 14, w - 28, h - 28))


def discs(c: Canvas, box: Box) -> None:
    """Paint split discs on a plain ground."""
    x, y, w, h = box
    c.band(x, y, w, h, mix(c.p.second, c.p.light, 0.55), mix(c.p.second, c.p.light, 0.3))
    r = min(w, h) * 0.32
    c.poly(arc(x + w * 0.5, y + h * 0.47, r, r, 0, 180), c.p.accent)
    c.poly(arc(x + w * 0.5, y + h * 0.52, r, r, 180, 360), c.p.near)
    c.disc(x + w * 0.5 + r * 0.6, y + h * 0.5 - r * 1.1, r * 0.24, c.p.white)


def fields(c: Canvas, box: Box) -> None:
    """Paint stacked fields of colour."""
    x, y, w, h = box
    c.band(x, y, w, h, mix(c.p.low, c.p.accent, 0.25), c.p.low)
    for i, fill in enumerate(c.rng.sample([c.p.accent, c.p.second, c.p.near, c.p.leaf], 3)):
        c.band(x + w * 0.1, y + h * (0.07 + 0.3 * i), w * 0.8, h * 0.26, fill, mix(fill, c.p.ink, 0.12))


def arcs(c: Canvas, box: Box) -> None:
    """Paint nested arcs rising from the foot."""
    x, y, w, h = box
    c.rect(x, y, w, h, mix(c.p.near, c.p.top, 0.2))
    for i, fill in enumerate((c.p.accent, c.p.low, c.p.second, c.p.white, c.p.accent)):
        r = 1 - 0.19 * i
        c.poly(arc(x + w / 2, y + h, w * 0.46 * r, h * 0.8 * r, 0, 180, 40), fill)


def bouquet(c: Canvas, box: Box) -> None:
    """Paint a vase of leaves and flowers."""
    x, y, w, h = box
    c.band(x, y, w, h, mix(c.p.low, c.p.leaf, 0.2), mix(c.p.low, c.p.leaf, 0.4))
    foot = (x + w / 2, y + h * 0.62)
    for angle in (40, 62, 84, 106, 128, 146):
        c.poly(blade(*foot, h * c.rand(0.34, 0.46), angle, h * 0.04), mix(c.p.leaf, c.p.near, c.rand(0.2, 0.6)))
    for dx in (-0.2, -0.07, 0.07, 0.2):
        c.disc(
            foot[0] + dx * w,
            y + h * c.rand(0.22, 0.4),
            h * 0.055,
            c.pick((c.p.accent, c.p.second, c.p.white)),
        )
    c.cut("-.16 .32 .16 .32 .2 .1 .1 0 -.1 0 -.2 .1", foot[0], y + h * 0.92, h, c.p.accent)


PAINTINGS = (discs, fields, arcs, bouquet, vista)


def sculpture(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand an abstract bronze on a plinth, s tall in all, at (x, y)."""
    sketch(c, PLINTH, x, y, s)
    sketch(c, c.pick(BRONZES), x, y, s, clay=c.pick((c.p.accent, mix(c.p.near, c.p.second, 0.3))))
