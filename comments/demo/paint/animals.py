"""Animals: a cat, a camel and a deer."""

from .canvas import Canvas
from .colours import Colour, mix
from .shapes import curve, place, trace, twin

CAT = twin("0 .95 .1 .94 .19 .88 .2 .76 .13 .66 .2 .52 .29 .32 .3 .12 .2 0")
TAIL = trace(".2 .06 .42 .05 .5 -.16 .42 -.36 .5 -.44")
RIM = trace("-.29 .12 -.28 .32 -.19 .52 -.21 .5 -.26 .3 -.26 .12")
HUMP = trace("-.4 .52 -.4 .66 -.24 .72 -.06 .94 .1 .74 .28 .68 .4 .54 .2 .44 -.2 .44")
SNOUT = trace(".55 .96 .62 1 .78 .94 .76 .89 .6 .89")
DEER = trace("-.3 .44 -.32 .56 -.1 .58 .14 .58 .24 .74 .26 .84 .42 .78 .4 .75 .32 .72 .26 .46 .1 .4 -.15 .41")
HORNS = [trace(".27 .82 .2 .95 .24 1.06"), trace(".22 .93 .13 1"), trace(".29 .83 .34 .95 .31 1.05")]


def cat(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Sit a cat, seen from behind, with its feet at (x, y)."""
    c.limb(place(TAIL, x, y, s), s * 0.075, colour)
    c.stamp(CAT, x, y, s, colour)
    for side in (-1, 1):
        c.poly(place([(side * 0.19, 0.84), (side * 0.185, 1.1), (side * 0.05, 0.93)], x, y, s), colour)
    c.stamp(RIM, x, y, s, mix(colour, c.p.light, 0.22))
    for i in range(3):
        stripe = [(-0.07, 0.5 - i * 0.1), (0, 0.47 - i * 0.1), (0.07, 0.5 - i * 0.1)]
        c.line(curve(place(stripe, x, y, s), False), s * 0.016, mix(colour, c.p.ink, 0.45))


def camel(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Walk a camel s units tall to the right with its feet at (x, y)."""
    c.stamp(HUMP, x, y, s, colour)
    c.limb(place([(0.34, 0.58), (0.52, 0.56), (0.58, 0.76), (0.6, 0.94)], x, y, s), s * 0.085, colour)
    c.stamp(SNOUT, x, y, s, colour)
    for hip, foot in ((-0.34, -0.4), (-0.24, -0.2), (0.24, 0.2), (0.33, 0.38)):
        c.line(place([(hip, 0.56), ((hip + foot) / 2, 0.28), (foot, 0)], x, y, s), s * 0.06, colour)


def deer(c: Canvas, x: float, y: float, s: float, colour: Colour, flip: int = 1) -> None:
    """Stand a deer s units tall with its feet at (x, y)."""
    c.stamp(DEER, x, y, s, colour, flip)
    for hip, foot in ((-0.26, -0.29), (-0.2, -0.18), (0.16, 0.15), (0.22, 0.24)):
        c.line(place([(hip, 0.48), (foot, 0)], x, y, s, flip), s * 0.03, colour)
    for horn in HORNS:
        c.line(place(horn, x, y, s, flip), s * 0.018, colour)
