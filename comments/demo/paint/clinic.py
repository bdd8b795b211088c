"""Things of the laboratory and the ward: glassware, screens, beds and drips."""

from .canvas import Canvas
from .colours import Colour, mix
from .people import HAIRS, SKINS
from .sketch import sketch

FLASK = """
    white@.5 cut -.1 1 .1 1 .1 .62 .4 .06 .36 0 -.36 0 -.4 .06 -.1 .62
    fill@.9 cut -.235 .36 .235 .36 .385 .08 .34 .03 -.34 .03 -.385 .08
    fill+white.35 oval 0 .36 .235 .035
    white@.8 rect -.13 .97 .26 .06 .03
    white@.7 line .025 -.07 .9 -.07 .62 -.26 .24
"""
GLOBE_FLASK = """
    white@.5 rect -.07 .5 .14 .5 .02
    white@.5 disc 0 .34 .3
    fill@.9 dome 0 .34 .27 .27 175 365
    fill+white.35 oval 0 .35 .268 .035
    white@.7 ring .03 0 .34 .23 .23 120 175
    white@.8 rect -.09 .97 .18 .05 .025
    ink+near.4 rect -.2 0 .4 .06 .02
"""
MICROSCOPE = """
    ink+near.3 rect -.3 0 .62 .09 .04
    ink+white.22 limb .11 .14 .08 .3 .3 .26 .6 .06 .74
    ink+near.3 rect -.26 .28 .46 .06 .02
    white cut -.12 .42 0 .38 .2 .92 .06 .97
    ink@.12 cut -.05 .4 0 .38 .2 .92 .13 .945
    accent cut -.1 .4 -.02 .37 .01 .45 -.07 .48
    ink+near.3 cut .04 .98 .22 .91 .25 1 .08 1.07
    accent disc .27 .36 .075
"""
RACK = """
    wood rect -.12 .64 1.47 .08 .02
    wood rect -.12 .08 1.47 .08 .02
    wood+ink.25 rect -.12 0 .07 .74
    wood+ink.25 rect 1.28 0 .07 .74
"""
SCREEN = """
    ink+near.3 rect .42 0 .16 .3
    ink+near.3 rect .25 0 .5 .04 .02
    ink+near.3 rect 0 .22 1 .78 .045
    far+near.95>far+near.7 rect .05 .28 .9 .66
    light line .016 .1 .66 .26 .66 .31 .7 .36 .66 .46 .6 .52 .86 .58 .56 .62 .66 .8 .66 .85 .7 .9 .66
    accent line .016 .08 .4 .3 .4 .36 .46 .42 .38 .48 .4 .62 .4 .68 .46 .74 .38 .8 .4 .92 .4
"""
BED = """
    ink@.16 oval .49 -.146 .63 .032
    rail rect .05 -.135 .022 .135
    rail rect .937 -.135 .022 .135
    ink disc .06 -.133 .024
    ink disc .948 -.133 .024
    rail rect -.026 -.063 .03 .365 .013
    rail rect .99 -.063 .03 .206 .013
    rail rect 0 -.025 1 .057 .013
    white rect 0 .022 1 .092 .03
    white blob .012 .1 .03 .3 .18 .3 .29 .17 .27 .11
    gown blob .17 .13 .19 .27 .28 .25 .44 .17 .46 .11 .2 .1
    skin oval .178 .283 .06 .07
    hair blob .128 .235 .108 .29 .12 .352 .175 .372 .232 .35 .215 .325 .168 .318 .146 .28
    quilt blob .28 0 .3 .13 .36 .17 .5 .185 .62 .2 .71 .24 .8 .19 1 .15 1.02 .02 .98 -.03 .64 -.02 .32 -.03
    quilt+white.3 blob .27 .02 .29 .14 .36 .175 .4 .165 .35 .07 .34 -.02 .29 -.02
    gown+ink.1 limb .04 .27 .2 .36 .15 .46 .2
    skin disc .475 .206 .022
"""
DRIP = """
    steel rect -.007 0 .014 1
    steel rect -.075 .98 .15 .01
    steel rect -.09 0 .18 .014
    white@.8 rect .02 .81 .085 .15 .02
    second@.6 rect .02 .81 .085 .09 .02
    white bend .006 .063 .81 .07 .6 .2 .45 .34 .38
"""
CABINET = """
    ink@.14 oval .5 0 .6 .03
    white rect 0 0 1 1 .07
    white+ink.16 rect .08 .82 .84 .03
    white+ink.16 rect .08 .5 .84 .03
    white+ink.3 rect .4 .88 .2 .04
    white+ink.3 rect .4 .68 .2 .04
"""


def flask(c: Canvas, x: float, y: float, s: float, fill: Colour) -> None:
    """Stand a conical flask s tall at (x, y)."""
    sketch(c, FLASK, x, y, s, fill=fill)


def globe_flask(c: Canvas, x: float, y: float, s: float, fill: Colour) -> None:
    """Stand a round flask s tall on a ring at (x, y)."""
    sketch(c, GLOBE_FLASK, x, y, s, fill=fill)


def tubes(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a rack of five test tubes s tall at (x, y)."""
    for i in range(5):
        left, level, fill = x + s * 0.27 * i, c.rand(0.35, 0.65), c.pick((c.p.accent, c.p.second, c.p.leaf))
        c.rect(left, y - s, s * 0.15, s * 0.96, (*c.p.white, 128), s * 0.075)
        c.rect(left + s * 0.015, y - s * level, s * 0.12, s * (level - 0.06), fill, s * 0.06)
    sketch(c, RACK, x, y, s)


def microscope(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a microscope s tall at (x, y)."""
    sketch(c, MICROSCOPE, x, y, s)


def screen(c: Canvas, x: float, y: float, w: float) -> None:
    """Light a monitor w wide showing a pulse, its foot's left end at (x, y)."""
    sketch(c, SCREEN, x, y, w)


def bed(c: Canvas, x: float, y: float, w: float) -> None:
    """Put a bed w long with a patient in it at (x, y)."""
    paints = {"rail": mix(c.p.ink, c.p.far, 0.55), "gown": mix(c.p.white, c.p.top, 0.45), "quilt": c.p.second}
    sketch(c, BED, x, y, w, skin=c.pick(SKINS), hair=c.pick(HAIRS), **paints)


def drip(c: Canvas, x: float, y: float, h: float) -> None:
    """Stand a drip h tall at (x, y)."""
    sketch(c, DRIP, x, y, h, steel=mix(c.p.ink, c.p.far, 0.5))


def cabinet(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Stand a white cabinet at (x, y)."""
    sketch(c, CABINET, x, y, (w, h))
