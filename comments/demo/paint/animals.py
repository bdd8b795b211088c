"""Animals: a cat, a camel and a deer."""

from .canvas import Canvas
from .colours import Colour
from .sketch import sketch

CAT = """
    fur limb .075 .12 .07 .34 .06 .46 -.08 .46 -.26 .38 -.38
    fur twin 0 .95 .1 .94 .19 .88 .2 .76 .13 .66 .2 .52 .29 .32 .3 .12 .2 0
    fur cut -.19 .84 -.185 1.1 -.05 .93
    fur cut .19 .84 .185 1.1 .05 .93
    fur+light.2 blob -.294 .12 -.284 .32 -.195 .52 -.215 .47 -.268 .3 -.275 .13
    fur+ink.4 bend .016 -.07 .5 0 .47 .07 .5
    fur+ink.4 bend .016 -.07 .4 0 .37 .07 .4
    fur+ink.4 bend .016 -.07 .3 0 .27 .07 .3
"""
CAMEL = """
    fur blob -.4 .52 -.4 .66 -.24 .72 -.06 .94 .1 .74 .28 .68 .4 .54 .2 .44 -.2 .44
    fur limb .085 .34 .58 .52 .56 .58 .76 .6 .94
    fur blob .55 .96 .62 1 .78 .94 .76 .89 .6 .89
    fur line .06 -.34 .56 -.37 .28 -.4 0
    fur line .06 -.24 .56 -.22 .28 -.2 0
    fur line .06 .24 .56 .22 .28 .2 0
    fur line .06 .33 .56 .36 .28 .38 0
    cloth blob -.16 .7 -.05 1 .08 .7 0 .55
"""
DEER = """
    fur blob -.3 .44 -.32 .56 -.1 .58 .14 .58 .24 .74 .26 .84 .42 .78 .4 .75 .32 .72 .26 .46 .1 .4 -.15 .41
    fur line .03 -.26 .48 -.29 0
    fur line .03 -.2 .48 -.18 0
    fur line .03 .16 .48 .15 0
    fur line .03 .22 .48 .24 0
    fur line .018 .27 .82 .2 .95 .24 1.06
    fur line .018 .22 .93 .13 1
    fur line .018 .29 .83 .34 .95 .31 1.05
"""


def cat(c: Canvas, x: float, y: float, s: float, fur: Colour) -> None:
    """Sit a cat s tall, seen from behind, with its feet at (x, y)."""
    sketch(c, CAT, x, y, s, fur=fur)


def camel(c: Canvas, x: float, y: float, s: float, fur: Colour, cloth: Colour) -> None:
    """Walk a saddled camel s tall to the right with its feet at (x, y)."""
    sketch(c, CAMEL, x, y, s, fur=fur, cloth=cloth)


def deer(c: Canvas, x: float, y: float, s: float, fur: Colour) -> None:
    """Stand a deer s tall with its feet at (x, y)."""
    sketch(c, DEER, x, y, s, c.pick((-1, 1)), fur=fur)
