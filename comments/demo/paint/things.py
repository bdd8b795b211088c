"""Things: glassware, pots, fruit, charts, phones and instruments."""

from .canvas import Canvas
from .colours import Colour, clear, mix
from .shapes import arc, curve, ground, place, swell, trace

FLASK = trace("-.1 1 .1 1 .1 .62 .4 .06 .36 0 -.36 0 -.4 .06 -.1 .62")
LIQUID = trace("-.235 .36 .235 .36 .385 .08 .34 .03 -.34 .03 -.385 .08")


def glass(c: Canvas) -> Colour:
    """Return the colour of clear glass."""
    return clear(c.p.white, 0.5)


def flask(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Stand a conical flask s tall at (x, y)."""
    c.poly(place(FLASK, x, y, s), glass(c))
    c.poly(place(LIQUID, x, y, s), clear(colour, 0.88))
    c.oval(x, y - s * 0.36, s * 0.235, s * 0.035, mix(colour, c.p.white, 0.35))
    c.rect(x - s * 0.13, y - s * 1.03, s * 0.26, s * 0.06, clear(c.p.white, 0.8), s * 0.03)
    c.line(place([(-0.07, 0.9), (-0.07, 0.62), (-0.26, 0.24)], x, y, s), s * 0.025, clear(c.p.white, 0.7))


def globe_flask(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Stand a round flask s tall on a ring at (x, y)."""
    c.rect(x - s * 0.07, y - s, s * 0.14, s * 0.5, glass(c), s * 0.02)
    c.disc(x, y - s * 0.34, s * 0.3, glass(c))
    c.poly(arc(x, y - s * 0.34, s * 0.27, s * 0.27, 175, 365), clear(colour, 0.9))
    c.oval(x, y - s * 0.35, s * 0.268, s * 0.035, mix(colour, c.p.white, 0.35))
    c.line(arc(x, y - s * 0.34, s * 0.23, s * 0.23, 120, 175), s * 0.03, clear(c.p.white, 0.7))
    c.rect(x - s * 0.2, y - s * 0.06, s * 0.4, s * 0.06, mix(c.p.ink, c.p.near, 0.4), s * 0.02)


def tubes(c: Canvas, x: float, y: float, s: float, n: int = 5) -> None:
    """Stand a rack of n test tubes s tall at (x, y)."""
    for i in range(n):
        left, fill = x + s * 0.27 * i, c.pick((c.p.accent, c.p.second, c.p.leaf))
        c.rect(left, y - s, s * 0.15, s * 0.96, glass(c), s * 0.075)
        level = c.rand(0.35, 0.65)
        c.rect(left + s * 0.015, y - s * level, s * 0.12, s * (level - 0.06), clear(fill, 0.9), s * 0.06)
    for shelf in (0.72, 0.16):
        c.rect(x - s * 0.12, y - s * shelf, s * (0.27 * n + 0.12), s * 0.08, c.p.wood, s * 0.02)
    for post in (x - s * 0.12, x + s * (0.27 * n - 0.06)):
        c.rect(post, y - s * 0.74, s * 0.07, s * 0.74, mix(c.p.wood, c.p.ink, 0.25))


def microscope(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a microscope s tall at (x, y)."""
    dark = mix(c.p.ink, c.p.near, 0.3)
    c.rect(x - s * 0.3, y - s * 0.09, s * 0.62, s * 0.09, dark, s * 0.04)
    c.limb(place(trace(".14 .08 .3 .3 .26 .6 .06 .74"), x, y, s), s * 0.11, mix(dark, c.p.white, 0.14))
    c.rect(x - s * 0.26, y - s * 0.34, s * 0.46, s * 0.06, dark, s * 0.02)
    c.poly(place(trace("-.12 .42 .0 .38 .2 .92 .06 .97"), x, y, s), c.p.white)
    c.poly(place(trace("-.1 .4 -.02 .37 .01 .45 -.07 .48"), x, y, s), c.p.accent)
    c.poly(place(trace(".04 .98 .22 .91 .25 1 .08 1.07"), x, y, s), dark)
    c.disc(x + s * 0.27, y - s * 0.36, s * 0.075, c.p.accent)


def pot(c: Canvas, x: float, y: float, w: float, colour: Colour) -> None:
    """Stand a cooking pot w wide at (x, y), steaming."""
    for i in (-1, 0, 1):
        steam = [(x + i * w * 0.2 + w * 0.06 * (-1) ** j, y - w * (0.75 + 0.2 * j)) for j in range(5)]
        c.line(curve(steam, False), w * 0.05, clear(c.p.white, 0.35))
    c.rect(x - w * 0.62, y - w * 0.46, w * 1.24, w * 0.09, mix(colour, c.p.ink, 0.4), w * 0.04)
    c.rect(x - w * 0.5, y - w * 0.55, w, w * 0.55, colour, w * 0.08)
    c.rect(x + w * 0.2, y - w * 0.55, w * 0.3, w * 0.55, mix(colour, c.p.ink, 0.15), w * 0.08)
    c.rect(x - w * 0.53, y - w * 0.62, w * 1.06, w * 0.1, mix(colour, c.p.white, 0.2), w * 0.05)
    c.disc(x, y - w * 0.66, w * 0.07, c.p.ink)


def pan(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Hang a pan s tall from a hook at (x, y)."""
    c.rect(x - s * 0.05, y, s * 0.1, s * 0.5, mix(colour, c.p.ink, 0.3), s * 0.04)
    c.disc(x, y + s * 0.7, s * 0.3, colour)
    c.disc(x, y + s * 0.7, s * 0.24, mix(colour, c.p.ink, 0.2))


def jar(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Stand a filled jar s tall at (x, y)."""
    c.rect(x, y - s, s * 0.66, s, clear(c.p.white, 0.75), s * 0.1)
    c.rect(x + s * 0.05, y - s * 0.7, s * 0.56, s * 0.65, colour, s * 0.07)
    c.rect(x + s * 0.04, y - s * 1.08, s * 0.58, s * 0.14, c.p.wood, s * 0.04)


def crate(c: Canvas, x: float, y: float, w: float, fruit: Colour) -> None:
    """Stand a crate of fruit w wide at (x, y)."""
    r = w * 0.085
    for i in range(17):
        row = i // 6
        cx, cy = x + w * 0.1 + (i % 6 + 0.5 * (row % 2)) * w * 0.155, y - w * (0.3 + 0.09 * row)
        tint = mix(fruit, c.pick((c.p.light, c.p.ink)), c.rand(0, 0.2))
        c.disc(cx, cy, r, tint)
        c.disc(cx - r * 0.3, cy - r * 0.3, r * 0.3, mix(tint, c.p.white, 0.3))
    c.rect(x, y - w * 0.3, w, w * 0.3, c.p.wood, 3)
    c.rect(x, y - w * 0.17, w, w * 0.03, mix(c.p.wood, c.p.ink, 0.35))
    for post in (x, x + w * 0.92):
        c.rect(post, y - w * 0.32, w * 0.08, w * 0.32, mix(c.p.wood, c.p.ink, 0.18), 2)


def mug(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Stand a mug s tall at (x, y)."""
    c.line(arc(x + s * 0.42, y - s * 0.5, s * 0.24, s * 0.24, -90, 90), s * 0.1, colour)
    c.rect(x - s * 0.42, y - s, s * 0.84, s, colour, s * 0.14)
    c.rect(x + s * 0.12, y - s, s * 0.3, s, mix(colour, c.p.ink, 0.13), s * 0.14)


def suitcase(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Stand a wheeled suitcase s tall at (x, y)."""
    for side in (-0.13, 0.13):
        c.line([(x + side * s, y - s * 0.6), (x + side * s, y - s)], s * 0.03, c.p.ink)
        c.disc(x + side * s * 1.4, y - s * 0.03, s * 0.04, c.p.ink)
    c.line([(x - s * 0.13, y - s), (x + s * 0.13, y - s)], s * 0.045, c.p.ink)
    c.rect(x - s * 0.25, y - s * 0.68, s * 0.5, s * 0.64, colour, s * 0.07)
    for side in (-0.1, 0.05):
        c.rect(x + side * s, y - s * 0.68, s * 0.05, s * 0.64, mix(colour, c.p.ink, 0.2))


def screen(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Light a monitor showing a pulse, standing on the foot (x, y)."""
    c.rect(x + w * 0.42, y - h * 0.3, w * 0.16, h * 0.3, mix(c.p.ink, c.p.near, 0.3))
    c.rect(x + w * 0.25, y - 8, w * 0.5, 8, mix(c.p.ink, c.p.near, 0.3), 4)
    c.rect(x, y - h, w, h * 0.78, mix(c.p.ink, c.p.near, 0.3), 10)
    c.band(x + 10, y - h + 10, w - 20, h * 0.78 - 20, c.p.depth(0.95), c.p.depth(0.7))
    beat = trace("0 0 .22 0 .28 .14 .34 0 .42 0 .47 -.2 .54 .75 .6 -.35 .66 0 .76 0 .82 .12 .88 0 1 0")
    for i, fill in enumerate((c.p.light, c.p.accent)):
        y0, scale = y - h * (0.66 - 0.28 * i), h * (0.22 - 0.1 * i)
        c.line([(x + 18 + px * (w - 36), y0 - py * scale) for px, py in beat], 4, fill)


def bubble(c: Canvas, x: float, y: float, w: float, h: float, fill: Colour, tail: int = 1) -> None:
    """Float a speech bubble at (x, y) with plain strokes inside."""
    c.rect(x + 6, y + 9, w, h, clear(c.p.ink, 0.08), h * 0.3)
    c.rect(x, y, w, h, fill, h * 0.3)
    foot = x + w * (0.22 if tail < 0 else 0.78)
    c.poly([(foot - 16, y + h - 2), (foot + 16, y + h - 2), (foot + tail * 20, y + h + 26)], fill)
    for i in range(2):
        c.rect(
            x + w * 0.14,
            y + h * (0.28 + 0.26 * i),
            w * (0.7 - 0.25 * i),
            h * 0.12,
            mix(fill, c.p.ink, 0.22),
            h * 0.06,
        )


def phone(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Stand a phone with a landscape on its screen, its top left corner at (x, y)."""
    c.rect(x + 14, y + 12, w, h, mix(c.p.ink, c.p.near, 0.45), 54)
    c.rect(x, y, w, h, c.p.ink, 54)
    a, b, sw, sh = x + 16, y + 16, w - 32, h - 32
    c.band(a, b + 40, sw, sh - 80, c.p.top, c.p.mid, c.p.low)
    c.rect(a, b, sw, 90, c.p.top, 40)
    c.disc(a + sw * 0.62, b + sh * 0.3, 46, c.p.white)
    for i, t in enumerate((0.15, 0.4, 0.65, 0.9)):
        line = swell(c.rng, b + sh * (0.42 + 0.08 * i), 26, 3, a, a + sw)
        c.fade(ground(line, b + sh - 40), c.p.depth(t), mix(c.p.depth(t), c.p.low, 0.25))
    c.rect(a, b + sh - 90, sw, 90, mix(c.p.depth(0.9), c.p.low, 0.25), 40)
    c.rect(x + w * 0.36, y + 26, w * 0.28, 24, c.p.ink, 12)


def card(c: Canvas, x: float, y: float, w: float, h: float, dot: Colour) -> None:
    """Lay a notice on a screen: a dot and two plain strokes."""
    c.rect(x, y, w, h, clear(c.p.white, 0.92), h * 0.22)
    c.disc(x + h * 0.5, y + h * 0.5, h * 0.24, dot)
    for i in range(2):
        c.rect(
            x + h,
            y + h * (0.3 + 0.26 * i),
            (w - h * 1.4) * (1 - 0.35 * i),
            h * 0.13,
            mix(c.p.white, c.p.ink, 0.3),
            4,
        )


def plinth(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Stand an abstract sculpture s tall on a plinth at (x, y)."""
    c.rect(x - s * 0.2, y - s * 0.4, s * 0.4, s * 0.4, c.p.white)
    c.shade([(x + s * 0.06, y - s * 0.4), (x + s * 0.2, y - s * 0.4), (x + s * 0.2, y), (x + s * 0.06, y)], 0.12)
    c.rect(x - s * 0.23, y - s * 0.43, s * 0.46, s * 0.05, c.p.white)
    c.stamp(trace("-.08 .42 -.13 .6 -.04 .75 -.1 .9 .02 1 .13 .9 .08 .74 .14 .58 .07 .42"), x, y, s, colour)
    c.stamp(trace("-.02 .56 0 .66 .05 .62 .04 .54"), x, y, s, mix(colour, c.p.ink, 0.5))
    c.stamp(trace("-.1 .58 -.03 .74 -.07 .9 -.02 .95 .01 .8 -.02 .66"), x, y, s, mix(colour, c.p.white, 0.2))


def guitar(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Sling a guitar s long across a player at (x, y)."""
    c.line(place([(0, 0), (0.62, 0.24)], x, y, s), s * 0.05, c.p.ink)
    c.stamp(trace("-.3 -.1 -.24 .06 -.06 .1 .08 .14 .12 -.02 0 -.12 -.14 -.24 -.28 -.22"), x, y, s, colour)


def drums(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Stand a drum kit s wide at (x, y)."""
    c.disc(x, y - s * 0.28, s * 0.28, mix(colour, c.p.ink, 0.35))
    c.disc(x, y - s * 0.28, s * 0.24, colour)
    for side in (-1, 1):
        c.rect(x + side * s * 0.36 - s * 0.13, y - s * 0.36, s * 0.26, s * 0.22, mix(colour, c.p.ink, 0.4), 6)
        c.line([(x + side * s * 0.5, y), (x + side * s * 0.42, y - s * 0.72)], s * 0.015, c.p.ink)
        c.oval(x + side * s * 0.42, y - s * 0.73, s * 0.17, s * 0.025, mix(c.p.light, c.p.second, 0.4))
