"""Vehicles: boats, trains, aeroplanes, bicycles and a satellite."""

from math import cos, pi, sin

from .canvas import Canvas
from .colours import Colour, clear, mix
from .shapes import arc, curve, place, trace

HULL = trace("-.5 .12 .52 .16 .42 .02 .3 -.03 -.36 -.03 -.46 .03")
BODY = trace(".5 .0 .47 .032 .4 .055 0 .06 -.3 .06 -.5 .085 -.49 .045 -.3 -.035 -.1 -.055 .38 -.055 .47 -.032")
FIN = trace("-.34 .055 -.45 .23 -.51 .23 -.475 .06")
WING = trace(".1 -.015 -.2 -.115 -.25 -.115 -.06 -.02")
NOSE = trace("0 0 0 1 .8 1 1.5 .8 1.95 .35 2 0")


def sailboat(c: Canvas, x: float, y: float, s: float, sail: Colour | None = None) -> None:
    """Float a sailing boat about s tall on the water at (x, y)."""
    sail = sail or c.p.white
    c.oval(x, y + s * 0.02, s * 0.34, s * 0.02, clear(c.p.ink, 0.25))
    c.line([(x, y - s * 0.05), (x, y - s)], s * 0.012, c.p.ink)
    c.poly(curve(place([(0.015, 0.97), (0.14, 0.6), (0.34, 0.15), (0.015, 0.15)], x, y, s), steps=4), sail)
    c.poly(place([(-0.02, 0.9), (-0.1, 0.5), (-0.26, 0.17), (-0.02, 0.15)], x, y, s), mix(sail, c.p.accent, 0.75))
    c.shade(place([(0.015, 0.97), (0.1, 0.6), (0.13, 0.15), (0.015, 0.15)], x, y, s), 0.09)
    c.poly(place([(px * 0.62, py * 0.7) for px, py in HULL], x, y, s), mix(c.p.ink, c.p.near, 0.4))
    c.line(place([(-0.31, 0.085), (0.32, 0.11)], x, y, s), s * 0.016, c.p.white)


def trawler(c: Canvas, x: float, y: float, s: float, hull: Colour) -> None:
    """Float a fishing boat s long on the water at (x, y)."""
    c.oval(x, y + s * 0.02, s * 0.48, s * 0.025, clear(c.p.ink, 0.28))
    for mast, top in ((-0.12, 0.62), (0.3, 0.42)):
        c.line(place([(mast, 0.1), (mast, top)], x, y, s), s * 0.013, c.p.ink)
    c.line(place([(-0.12, 0.58), (0.3, 0.2), (0.48, 0.16)], x, y, s), s * 0.005, c.p.ink)
    c.line(place([(-0.12, 0.6), (-0.46, 0.14)], x, y, s), s * 0.005, c.p.ink)
    c.rect(x - s * 0.3, y - s * 0.33, s * 0.26, s * 0.24, c.p.white, s * 0.015)
    c.rect(
        x - s * 0.33,
        y - s * 0.36,
        s * 0.32,
        s * 0.045,
        c.p.accent if hull != c.p.accent else c.p.second,
        s * 0.01,
    )
    for i in range(3):
        c.rect(x - s * (0.28 - 0.075 * i), y - s * 0.28, s * 0.055, s * 0.07, c.p.depth(0.8), s * 0.008)
    c.poly(place(HULL, x, y, s), hull)
    c.poly(place([(-0.5, 0.12), (0.52, 0.16), (0.5, 0.125), (-0.5, 0.085)], x, y, s), c.p.white)
    c.shade(place([(-0.44, 0.02), (0.43, 0.03), (0.3, -0.03), (-0.36, -0.03)], x, y, s), 0.25)


def rowboat(c: Canvas, x: float, y: float, s: float, hull: Colour) -> None:
    """Float a small open boat s long on the water at (x, y)."""
    c.oval(x, y + s * 0.03, s * 0.45, s * 0.04, clear(c.p.ink, 0.25))
    c.stamp([(-0.5, 0.16), (0, 0.08), (0.5, 0.16), (0.36, -0.02), (0, -0.05), (-0.36, -0.02)], x, y, s, hull)
    c.stamp([(-0.47, 0.155), (0, 0.09), (0.47, 0.155), (0, 0.12)], x, y, s, mix(hull, c.p.ink, 0.5))


def carriage(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour) -> None:
    """Set one carriage on a track, its foot at (x, y)."""
    c.rect(x, y - h, w - h * 0.05, h, c.p.white, h * 0.12)
    c.rect(x, y - h * 0.3, w - h * 0.05, h * 0.2, colour)
    c.rect(x, y - h * 0.1, w - h * 0.05, h * 0.12, mix(c.p.ink, c.p.near, 0.3))
    for i in range(5):
        c.rect(
            x + w * (0.07 + 0.182 * i),
            y - h * 0.78,
            w * 0.13,
            h * 0.34,
            mix(c.p.depth(0.85), c.p.light, 0.1),
            h * 0.06,
        )
    c.rect(x, y - h, w - h * 0.05, h * 0.1, mix(c.p.white, c.p.ink, 0.2), h * 0.05)


def train(c: Canvas, x: float, y: float, h: float, n: int, colour: Colour) -> None:
    """Run a train of n carriages to the right, ending in its engine at (x, y)."""
    w = h * 3.5
    for i in range(n):
        carriage(c, x - w * (i + 1), y, w, h, colour)
    c.poly(curve(place(NOSE, x, y, h)), c.p.white)
    c.rect(x, y - h, h * 0.8, h * 0.98, c.p.white)
    c.poly(place([(0, 0.3), (1.95, 0.3), (1.99, 0.1), (0, 0.1)], x, y, h), colour)
    c.poly(place([(0, 0.1), (2, 0.1), (1.9, -0.02), (0, -0.02)], x, y, h), mix(c.p.ink, c.p.near, 0.3))
    c.poly(curve(place([(0.95, 0.78), (1.3, 0.76), (1.62, 0.5), (1.0, 0.48)], x, y, h)), c.p.depth(0.95))
    c.rect(x + h * 0.2, y - h * 0.78, h * 0.45, h * 0.34, c.p.depth(0.85), h * 0.06)


def aeroplane(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Show an airliner s long from the side, nose to the right, its middle at (x, y)."""
    c.stamp(trace("-.4 .06 -.5 .115 -.54 .115 -.48 .055"), x, y, s, mix(c.p.white, c.p.ink, 0.25))
    c.poly(place(FIN, x, y, s), colour)
    c.stamp(BODY, x, y, s, c.p.white)
    c.poly(
        curve(place(trace("-.48 .045 -.3 -.035 -.1 -.055 .38 -.055 .47 -.032 .3 -.03 -.1 -.025"), x, y, s)),
        mix(c.p.white, c.p.ink, 0.16),
    )
    for i in range(22):
        c.rect(x - s * (0.27 - 0.028 * i), y - s * 0.035, s * 0.011, s * 0.016, c.p.depth(0.85), s * 0.005)
    c.poly(place(trace(".42 .045 .455 .036 .468 .022 .425 .022"), x, y, s), c.p.ink)
    c.poly(place(WING, x, y, s), mix(c.p.white, c.p.ink, 0.32))
    c.rect(x - s * 0.04, y + s * 0.045, s * 0.11, s * 0.042, colour, s * 0.02)


def bicycle(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Stand a bicycle s long with its wheels on the ground at (x, y)."""
    r = s * 0.26
    for side in (-1, 1):
        wheel = arc(x + side * s * 0.3, y - r, r, r, 0, 360, 40)
        c.line(wheel, s * 0.022, c.p.ink)
        c.disc(x + side * s * 0.3, y - r, s * 0.025, c.p.ink)
    for frame in (
        "-.3 .26 -.12 .6 .2 .6 -.02 .26 -.3 .26",
        "-.14 .66 -.02 .26",
        "-.12 .56 .2 .58",
        ".3 .26 .18 .74 .28 .76",
    ):
        c.line(place(trace(frame), x, y, s), s * 0.028, colour)
    c.rect(x - s * 0.24, y - s * 0.7, s * 0.18, s * 0.045, c.p.ink, s * 0.02)


def cyclist(c: Canvas, x: float, y: float, s: float, colour: Colour, skin: Colour) -> None:
    """Ride a bicycle s long to the right."""
    bicycle(c, x, y, s, c.p.ink)
    trousers = mix(c.p.ink, c.p.top, 0.25)
    for foot in ("-.12 .72 .1 .52 .02 .16 .09 .14", "-.12 .72 .16 .62 .02 .36 .09 .34"):
        c.limb(place(trace(foot), x, y, s), s * 0.085, trousers)
    c.stamp(trace("-.2 .7 -.16 .98 -.02 1.14 .1 1.1 .06 .92 0 .7"), x, y, s, colour)
    c.limb(place(trace(".04 1.04 .1 .86 .28 .79"), x, y, s), s * 0.075, mix(colour, c.p.ink, 0.15))
    c.disc(x + s * 0.1, y - s * 1.27, s * 0.095, skin)
    c.stamp(
        trace("0 1.28 .02 1.38 .12 1.4 .2 1.34 .19 1.3 .06 1.31"),
        x,
        y,
        s,
        c.p.accent if colour != c.p.accent else c.p.second,
    )


def satellite(c: Canvas, x: float, y: float, s: float, tilt: float) -> None:
    """Float a satellite s across with two wings of solar cells, turned by tilt degrees."""
    a = tilt * pi / 180

    def turn(points):
        return [(x + (px * cos(a) - py * sin(a)) * s, y + (px * sin(a) + py * cos(a)) * s) for px, py in points]

    def slab(x0, y0, x1, y1, fill):
        c.poly(turn([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]), fill)

    slab(-0.6, -0.008, 0.6, 0.008, mix(c.p.white, c.p.ink, 0.4))
    for i in range(12):
        left = (0.17 if i < 6 else -0.5) + 0.055 * (i % 6)
        slab(left, -0.1, left + 0.05, -0.004, mix(c.p.second, c.p.top, 0.25 + 0.06 * (i % 3)))
        slab(left, 0.004, left + 0.05, 0.1, mix(c.p.second, c.p.top, 0.45 + 0.06 * (i % 2)))
    slab(-0.1, -0.11, 0.1, 0.13, c.p.white)
    slab(0.03, -0.11, 0.1, 0.13, mix(c.p.white, c.p.ink, 0.28))
    slab(-0.1, -0.04, 0.1, 0.02, c.p.accent)
    c.poly(
        turn([(0, 0.13), (-0.03, 0.13), (-0.03, 0.2), (0.03, 0.2), (0.03, 0.13)]),
        mix(c.p.white, c.p.ink, 0.4),
    )
    c.poly(
        turn(curve([(-0.13, 0.19), (0, 0.235), (0.13, 0.19), (0.09, 0.28), (0, 0.31), (-0.09, 0.28)])),
        c.p.white,
    )
    c.line(turn([(0.03, -0.11), (0.06, -0.26)]), s * 0.008, c.p.white)
    c.disc(*turn([(0.06, -0.26)])[0], s * 0.014, c.p.accent)
