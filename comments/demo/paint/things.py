"""Things: kitchenware, fruit, luggage, furniture, phones and instruments."""

from .canvas import Canvas
from .colours import Colour, clear, mix
from .shapes import curve, ground, swell
from .sketch import sketch

GOLD = (240, 178, 74)
POT = """
    shell+ink.4 rect -.62 .37 1.24 .09 .04
    shell rect -.5 0 1 .55 .08
    ink@.14 rect .2 0 .3 .55 .08
    shell+white.2 rect -.53 .52 1.06 .1 .05
    ink disc 0 .66 .07
"""
PAN = """
    shell+ink.3 rect -.05 -.5 .1 .5 .04
    shell disc 0 -.7 .3
    shell+ink.2 disc 0 -.7 .24
"""
JAR = """
    white@.75 rect 0 0 .66 1 .1
    fill rect .05 .05 .56 .65 .07
    wood rect .04 .94 .58 .14 .04
"""
PLATE = """
    glaze disc .4 .4 .4
    glaze+ink.14 disc .4 .4 .3
    glaze+white.3 disc .4 .4 .27
"""
MUG = """
    glaze ring .1 .42 .5 .24 .24 -90 90
    glaze rect -.42 0 .84 1 .14
    ink@.13 rect .12 0 .3 1 .14
"""
CRATE = """
    wood rect 0 0 1 .3 .01
    wood+ink.35 rect 0 .14 1 .03
    wood+ink.18 rect 0 0 .08 .32 .01
    wood+ink.18 rect .92 0 .08 .32 .01
"""
CARROTS = """
    wood+ink.2 rect -.5 -.02 1 .06 .02
    peel blob -.44 .05 -.4 .11 .06 .06 .06 .03 -.4 .01
    peel+ink.1 blob -.36 .09 -.32 .15 .14 .1 .14 .07 -.32 .05
    accent disc .28 .12 .095
    accent+ink.12 disc .41 .09 .07
    white@.35 disc .25 .15 .02
    leaf blob .28 .2 .34 .25 .28 .22 .22 .25
"""
SUITCASE = """
    ink line .03 -.13 .6 -.13 1 .13 1 .13 .6
    ink disc -.18 .03 .04
    ink disc .18 .03 .04
    hide rect -.25 .04 .5 .64 .07
    hide+ink.2 rect -.1 .04 .05 .64
    hide+ink.2 rect .05 .04 .05 .64
"""
GLOBE = """
    ink rect -.3 -.08 .6 .1 .04
    ink ring .04 0 .56 .52 .52 -110 70
    second+light.25 disc 0 .56 .43
    leaf blob -.24 .64 -.08 .88 .12 .76 .04 .6 .12 .4 0 .24 -.12 .48
    leaf blob .18 .6 .3 .72 .38 .6 .3 .46
"""
PHONE = """
    ink+near.45 rect .035 -.03 1 2 .13
    ink rect 0 0 1 2 .13
    top rect .04 1.7 .92 .26 .095
    far+near.9 rect .04 .04 .92 .26 .095
    top>mid>low rect .04 .16 .92 1.68
    white disc .6 1.42 .11
"""
GUITAR = """
    ink line .05 0 0 .62 .24
    shell blob -.3 -.1 -.24 .06 -.06 .1 .08 .14 .12 -.02 0 -.12 -.14 -.24 -.28 -.22
"""
DRUMS = """
    ink line .015 -.5 0 -.42 .72
    ink line .015 .5 0 .42 .72
    shell+ink.4 rect -.49 .14 .26 .22 .02
    shell+ink.4 rect .23 .14 .26 .22 .02
    shell+ink.35 disc 0 .28 .28
    shell disc 0 .28 .24
    light+second.4 oval -.42 .73 .17 .025
    light+second.4 oval .42 .73 .17 .025
"""
SPEAKER = """
    dark rect -.5 0 1 1.02 .04
    dark+mid.3 disc 0 .5 .33
    dark disc 0 .5 .14
"""


def pot(c: Canvas, x: float, y: float, w: float, shell: Colour) -> None:
    """Stand a cooking pot w wide at (x, y), steaming."""
    for i in (-1, 0, 1):
        steam = [(x + i * w * 0.2 + w * 0.06 * (-1) ** j, y - w * (0.75 + 0.2 * j)) for j in range(5)]
        c.line(curve(steam, False), w * 0.045, mix(c.p.low, c.p.white, 0.5))
    sketch(c, POT, x, y, w, shell=shell)


def pan(c: Canvas, x: float, y: float, s: float) -> None:
    """Hang a pan s tall from a hook at (x, y)."""
    sketch(c, PAN, x, y, s, shell=c.pick((c.p.accent, c.p.near, c.p.second, c.p.leaf)))


def jar(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a filled jar s tall at (x, y)."""
    fill = c.pick((c.p.accent, c.p.second, c.p.leaf, mix(c.p.accent, GOLD, 0.6)))
    sketch(c, JAR, x, y, s, fill=mix(fill, c.p.wood, 0.2))


def plate(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a plate on edge at (x, y)."""
    sketch(c, PLATE, x, y, s, glaze=mix(c.p.white, c.p.second, c.rand(0, 0.4)))


def mug(c: Canvas, x: float, y: float, s: float, glaze: Colour) -> None:
    """Stand a mug s tall at (x, y)."""
    sketch(c, MUG, x, y, s, glaze=glaze)


def fruits(c: Canvas) -> list[Colour]:
    """Return the colours of fruit."""
    return [c.p.accent, mix(c.p.accent, GOLD, 0.5), mix(c.p.second, GOLD, 0.6), mix(c.p.leaf, GOLD, 0.3)]


def fruit(c: Canvas, x: float, y: float, r: float, skin: Colour) -> None:
    """Lay one round fruit at (x, y)."""
    tint = mix(skin, c.pick((c.p.light, c.p.ink)), c.rand(0, 0.16))
    c.disc(x, y, r, tint)
    c.disc(x - r * 0.3, y - r * 0.3, r * 0.3, mix(tint, c.p.white, 0.3))


def crate(c: Canvas, x: float, y: float, w: float) -> None:
    """Stand a crate of fruit w wide at (x, y)."""
    skin = c.pick(fruits(c))
    for i in range(17):
        row = i // 6
        cx = x + w * 0.1 + (i % 6 + 0.5 * (row % 2)) * w * 0.155
        fruit(c, cx, y - w * (0.3 + 0.09 * row), w * 0.085, skin)
    sketch(c, CRATE, x, y, w)


def bowl(c: Canvas, x: float, y: float, w: float) -> None:
    """Stand a bowl of fruit w wide at (x, y)."""
    for dx, dy in ((-0.22, 0.42), (0.05, 0.46), (0.26, 0.42), (-0.08, 0.6), (0.14, 0.6)):
        fruit(c, x + dx * w, y - dy * w, w * 0.14, c.pick(fruits(c)))
    c.stamp([(-0.5, 0.4), (0.5, 0.4), (0.32, 0.08), (0, 0), (-0.32, 0.08)], x, y, w, c.p.white)


def vegetables(c: Canvas, x: float, y: float, w: float) -> None:
    """Lay a board of vegetables w wide at (x, y)."""
    sketch(c, CARROTS, x, y, w, peel=mix(c.p.accent, GOLD, 0.65))


def suitcase(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a wheeled suitcase s tall at (x, y)."""
    sketch(c, SUITCASE, x, y, s, hide=c.pick((c.p.accent, c.p.second, c.p.near)))


def globe(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a globe s tall at (x, y)."""
    sketch(c, GLOBE, x, y, s)


def bubble(c: Canvas, x: float, y: float, w: float, fill: Colour, tail: int = 1) -> None:
    """Float a speech bubble at (x, y) with plain strokes inside."""
    h, foot = w * 0.46, x + w * (0.22 if tail < 0 else 0.78)
    c.rect(x + 6, y + 9, w, h, clear(c.p.ink, 0.08), h * 0.3)
    c.rect(x, y, w, h, fill, h * 0.3)
    c.poly([(foot - 16, y + h - 2), (foot + 16, y + h - 2), (foot + tail * 20, y + h + 26)], fill)
    for i in range(2):
        stroke = w * (0.7 - 0.25 * i), h * 0.12
        c.rect(x + w * 0.14, y + h * (0.28 + 0.26 * i), *stroke, mix(fill, c.p.ink, 0.22), h * 0.06)


def phone(c: Canvas, x: float, y: float, w: float) -> None:
    """Stand a phone w wide with a landscape on its screen, its foot's left end at (x, y)."""
    sketch(c, PHONE, x, y, w)
    for i, t in enumerate((0.15, 0.4, 0.65, 0.9)):
        line = swell(c.rng, y - w * (1.22 - 0.16 * i), 26, 3, x + w * 0.04, x + w * 0.96)
        c.fade(ground(line, y - w * 0.16), c.p.depth(t), mix(c.p.depth(t), c.p.low, 0.25))
    c.rect(x + w * 0.04, y - w * 0.17, w * 0.92, w * 0.06, mix(c.p.depth(0.9), c.p.low, 0.25))
    c.rect(x + w * 0.04, y - w * 0.3, w * 0.92, w * 0.26, mix(c.p.depth(0.9), c.p.low, 0.25), w * 0.095)
    c.rect(x + w * 0.36, y - w * 1.92, w * 0.28, w * 0.055, c.p.ink, w * 0.027)


def card(c: Canvas, x: float, y: float, w: float, h: float, dot: Colour) -> None:
    """Lay a notice on a screen: a dot and two plain strokes."""
    c.rect(x, y, w, h, clear(c.p.white, 0.92), h * 0.22)
    c.disc(x + h * 0.5, y + h * 0.5, h * 0.24, dot)
    for i in range(2):
        wide = (w - h * 1.4) * (1 - 0.35 * i)
        c.rect(x + h, y + h * (0.3 + 0.26 * i), wide, h * 0.13, mix(c.p.white, c.p.ink, 0.3), 4)


def guitar(c: Canvas, x: float, y: float, s: float) -> None:
    """Sling a guitar s long across a player at (x, y)."""
    sketch(c, GUITAR, x, y, s, shell=c.pick((c.p.accent, c.p.second)))


def drums(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a drum kit s wide at (x, y)."""
    sketch(c, DRUMS, x, y, s, shell=c.p.accent)


def speakers(c: Canvas, x: float, y: float, s: float, dark: Colour) -> None:
    """Stack two loudspeakers s wide at (x, y)."""
    for i in range(2):
        sketch(c, SPEAKER, x, y - s * 1.07 * i, s, dark=dark)
