"""Vehicles: boats, trains, aeroplanes, bicycles and a satellite."""

from .canvas import Canvas
from .colours import Colour, mix
from .sketch import sketch

SAILBOAT = """
    ink@.25 oval 0 -.02 .34 .02
    ink line .012 0 .05 0 1
    sail blob .015 .97 .14 .6 .34 .15 .015 .15
    sail+accent.75 cut -.02 .9 -.1 .5 -.26 .17 -.02 .15
    ink@.09 cut .015 .97 .1 .6 .13 .15 .015 .15
    ink+near.4 cut -.31 .084 .322 .112 .26 .014 .186 -.021 -.223 -.021 -.285 .021
    white line .016 -.31 .085 .32 .11
"""
TRAWLER = """
    ink@.28 oval 0 -.02 .48 .025
    ink line .013 -.12 .1 -.12 .62
    ink line .013 .3 .1 .3 .42
    ink line .005 -.12 .58 .3 .2 .48 .16
    ink line .005 -.12 .6 -.46 .14
    white rect -.3 .09 .26 .24 .015
    ink@.1 rect -.12 .09 .08 .24
    trim rect -.33 .315 .32 .045 .01
    far+near.8 rect -.28 .21 .055 .07 .008
    far+near.8 rect -.205 .21 .055 .07 .008
    far+near.8 rect -.13 .21 .055 .07 .008
    hull cut -.5 .12 .52 .16 .42 .02 .3 -.03 -.36 -.03 -.46 .03
    white cut -.5 .12 .52 .16 .5 .125 -.5 .085
    ink@.25 cut -.44 .02 .43 .03 .3 -.03 -.36 -.03
"""
ROWER = """
    wood line .033 -.64 .35 .56 -.11
    white blob -.11 .08 -.1 .39 0 .47 .1 .39 .11 .08
    skin oval 0 .56 .1 .12
    second oval 0 .63 .2 .045
    second rect -.09 .63 .18 .1 .045
"""
ROWBOAT = """
    ink@.25 oval 0 -.03 .45 .04
    hull blob -.5 .16 0 .08 .5 .16 .36 -.02 0 -.05 -.36 -.02
    hull+ink.5 blob -.47 .155 0 .09 .47 .155 0 .12
"""
CARRIAGE = """
    white rect 0 0 3.45 1 .12
    white+ink.2 rect 0 .9 3.45 .1 .05
    livery rect 0 .1 3.45 .2
    ink+near.3 rect 0 -.02 3.45 .12
    glass rect .25 .44 .45 .34 .06
    glass rect .88 .44 .45 .34 .06
    glass rect 1.52 .44 .45 .34 .06
    glass rect 2.16 .44 .45 .34 .06
    glass rect 2.8 .44 .45 .34 .06
"""
ENGINE = """
    white blob 0 .99 .4 1 .8 .99 1.5 .8 1.95 .35 1.99 .1 1.9 0 .8 0 .02 0
    white rect 0 .01 .8 .985
    livery cut 0 .3 1.96 .3 1.99 .1 0 .1
    ink+near.3 cut 0 .1 1.99 .1 1.9 -.02 0 -.02
    glass blob .95 .78 1.3 .76 1.62 .5 1 .48
    glass rect .2 .44 .45 .34 .06
"""
AEROPLANE = """
    white+ink.25 blob -.4 .06 -.5 .115 -.54 .115 -.48 .055
    livery cut -.34 .055 -.45 .23 -.51 .23 -.475 .06
    white blob .5 0 .47 .032 .4 .055 0 .06 -.3 .06 -.5 .085 -.49 .045 -.3 -.035 -.1 -.055 .38 -.055 .47 -.032
    white+ink.16 blob -.48 .045 -.3 -.035 -.1 -.055 .38 -.055 .47 -.032 .3 -.03 -.1 -.025
    ink cut .42 .045 .455 .036 .468 .022 .425 .022
    white+ink.32 cut .1 -.015 -.2 -.115 -.25 -.115 -.06 -.02
    livery rect -.04 -.087 .11 .042 .02
    ink rect -.053 -.1 .006 .05
    ink rect .37 -.1 .006 .05
    ink disc -.05 -.09 .014
    ink disc .373 -.09 .014
"""
BICYCLE = """
    ink ring .022 -.3 .26 .26 .26 0 360
    ink ring .022 .3 .26 .26 .26 0 360
    ink line .028 -.3 .26 -.12 .6 .2 .6 -.02 .26 -.3 .26
    ink line .028 -.14 .66 -.02 .26
    ink line .028 .3 .26 .18 .74 .28 .76
    ink rect -.24 .655 .18 .045 .02
"""
CYCLIST = """
    ink+top.25 limb .085 -.12 .72 .1 .52 .02 .16 .09 .14
    ink+top.35 limb .085 -.12 .72 .16 .62 .02 .36 .09 .34
    coat blob -.2 .7 -.16 .98 -.02 1.14 .1 1.1 .06 .92 0 .7
    coat+ink.15 limb .075 .04 1.04 .1 .86 .28 .79
    skin disc .1 1.27 .095
    hat blob 0 1.28 .02 1.38 .12 1.4 .2 1.34 .19 1.3 .06 1.31
"""
SATELLITE = """
    white+ink.4 cut -.6 -.008 .6 -.008 .6 .008 -.6 .008
    white cut -.1 -.13 .1 -.13 .1 .11 -.1 .11
    white+ink.28 cut .03 -.13 .1 -.13 .1 .11 .03 .11
    accent cut -.1 -.02 .1 -.02 .1 .04 -.1 .04
    ink@.2 cut .03 -.02 .1 -.02 .1 .04 .03 .04
    white+ink.4 cut -.03 -.13 .03 -.13 .03 -.2 -.03 -.2
    white+ink.3 line .01 0 -.2 0 -.36
    white blob -.14 -.29 0 -.24 .14 -.29 .09 -.21 0 -.185 -.09 -.21
    white+ink.3 blob -.14 -.29 0 -.275 .14 -.29 0 -.255
    accent disc 0 -.36 .014
    white line .008 .03 .11 .06 .26
    accent disc .06 .26 .014
"""


def sailboat(c: Canvas, x: float, y: float, s: float) -> None:
    """Float a sailing boat s tall on the water at (x, y)."""
    sketch(c, SAILBOAT, x, y, s, sail=c.p.white)


def trawler(c: Canvas, x: float, y: float, s: float, hull: Colour) -> None:
    """Float a fishing boat s long on the water at (x, y)."""
    sketch(c, TRAWLER, x, y, s, hull=hull, trim=c.p.second if hull == c.p.accent else c.p.accent)


def rowboat(c: Canvas, x: float, y: float, s: float) -> None:
    """Row an open boat s long on the water at (x, y)."""
    sketch(c, ROWBOAT, x, y, s, hull=c.p.accent)
    sketch(c, ROWER, x, y, s, skin=mix(c.p.wood, c.p.light, 0.3))


def train(c: Canvas, x: float, y: float, h: float, n: int) -> None:
    """Run a train of n carriages h tall to the right, its engine at (x, y)."""
    glass = mix(c.p.depth(0.85), c.p.light, 0.1)
    for i in range(n):
        sketch(c, CARRIAGE, x - h * 3.5 * (i + 1), y, h, livery=c.p.accent, glass=glass)
    sketch(c, ENGINE, x, y, h, livery=c.p.accent, glass=glass)


def aeroplane(c: Canvas, x: float, y: float, s: float) -> None:
    """Park an airliner s long, nose to the right, its middle at (x, y)."""
    sketch(c, AEROPLANE, x, y, s, livery=c.p.accent)
    for i in range(22):
        c.rect(x - s * (0.27 - 0.028 * i), y - s * 0.035, s * 0.011, s * 0.016, c.p.depth(0.85), s * 0.005)


def cyclist(c: Canvas, x: float, y: float, s: float, skin: Colour) -> None:
    """Ride a bicycle s long to the right."""
    coat, hat = c.rng.sample([c.p.accent, c.p.white, c.p.second], 2)
    sketch(c, BICYCLE, x, y, s)
    sketch(c, CYCLIST, x, y, s, coat=coat, hat=hat, skin=skin)


def satellite(c: Canvas, x: float, y: float, s: float, tilt: float) -> None:
    """Float a satellite s across, its solar wings turned by tilt degrees."""
    sketch(c, "\n".join(_cells()), x, y, s, turn=tilt)
    sketch(c, SATELLITE, x, y, s, turn=tilt)


def _cells() -> list[str]:
    lefts = [side + 0.055 * i for side in (-0.5, 0.17) for i in range(6)]
    rows = ((-0.1, -0.004, 0.4), (0.004, 0.1, 0.25))
    return [
        f"second+top{t + 0.07 * (i % 3):.2f} cut {u} {a} {u + 0.05} {a} {u + 0.05} {b} {u} {b}".replace("top0", "top")
        for a, b, t in rows
        for i, u in enumerate(lefts)
    ]
