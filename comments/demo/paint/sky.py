"""Skies: air, sun, moon, stars, clouds, birds and balloons."""

from .canvas import HEIGHT, WIDTH, Canvas
from .colours import Colour, clear, mix
from .shapes import arc, curve, place, trace

BALLOON = trace("0 1 .3 .95 .48 .72 .44 .42 .2 .12 .09 0")
SHADE = trace(".13 .95 .28 .91 .45 .7 .41 .42 .19 .13 .22 .42 .27 .7")
WINGS = trace("-1 .35 -.5 .42 0 0 .5 .42 1 .35 .5 .26 0 -.14 -.5 .26")


def air(c: Canvas, horizon: float) -> None:
    """Fill the canvas with sky, palest at the horizon."""
    c.band(0, 0, WIDTH, horizon, c.p.top, mix(c.p.top, c.p.mid, 0.6), c.p.mid, c.p.low)
    c.band(0, horizon, WIDTH, HEIGHT - horizon, c.p.low, mix(c.p.low, c.p.far, 0.4))


def sun(c: Canvas, x: float, y: float, r: float) -> None:
    """Hang a sun, or a moon, mostly with rings of light around it."""
    c.sun = (x, y, r)
    c.glow(x, y, r * 7, c.p.light, 0.75)
    for scale in c.pick(((2.3, 1.6), (2.3, 1.6), (1.35,), ())):
        c.disc(x, y, r * scale, clear(c.p.light, 0.14))
    c.disc(x, y, r, c.p.white)


def galaxy(c: Canvas) -> None:
    """Lay a pale band of starlight across the sky."""
    lean, pale = c.rand(0.25, 0.45), mix(c.p.low, c.p.mid, 0.3)
    for x in range(-40, 1700, 68):
        y = 620 - x * lean + c.rand(-50, 50)
        c.glow(x, y, c.rand(120, 210), pale, round(c.rand(0.12, 0.26), 2))
        for _ in range(14):
            dot = x + c.rng.gauss(0, 50), y + c.rng.gauss(0, 52)
            c.disc(*dot, c.pick((0.9, 1.2, 1.6)), clear(c.p.light, 0.7))


def crescent(c: Canvas, x: float, y: float, r: float) -> None:
    """Hang a crescent moon."""
    c.glow(x, y, r * 6, c.p.light, 0.4)
    inner = arc(x + r * 0.42, y, r * 0.82, r * 0.82, 282.7, 77.3, 48)
    c.poly([*arc(x, y, r, r, 53.1, 306.9, 64), *inner], c.p.white)


def stars(c: Canvas, n: int, bottom: float) -> None:
    """Scatter n stars above bottom, fainter lower down."""
    for _ in range(n):
        y = bottom * c.rng.random() ** 1.3
        size = c.pick((0.9, 1.1, 1.4, 1.6, 2.6))
        c.disc(c.rand(0, WIDTH), y, size, clear(c.p.light, c.rand(0.35, 0.95) * (1 - 0.8 * y / bottom)))


def slabs(c: Canvas, x: float, y: float, w: float, fill: Colour) -> None:
    """Stack one cloud of long rounded slabs."""
    for i in range(c.rng.randint(2, 3)):
        width, h = w * c.rand(0.7, 0.95) * 0.66**i, w * 0.055
        c.rect(x - width / 2 + c.rand(-0.15, 0.15) * w, y - i * h, width, h, fill, h / 2)


def puffs(c: Canvas, x: float, y: float, w: float, fill: Colour) -> None:
    """Heap one cloud of round puffs on a flat foot."""
    solid = mix(c.p.mid, fill, 0.3 + fill[3] / 255)
    for px, r in ((-0.28, 0.1), (-0.1, 0.17), (0.1, 0.13), (0.27, 0.09)):
        c.poly(arc(x + px * w, y, r * w * c.rand(0.9, 1.2), r * w * c.rand(0.8, 1), 0, 180), solid)
    c.rect(x - w * 0.48, y - w * 0.03, w * 0.96, w * 0.035, solid, w * 0.0175)


def streaks(c: Canvas, x: float, y: float, w: float, fill: Colour) -> None:
    """Draw one cloud as thin streaks."""
    for i in range(4):
        c.oval(x + c.rand(-0.3, 0.3) * w, y + i * w * 0.035, w * c.rand(0.25, 0.6), w * 0.012, fill)


def clouds(c: Canvas, n: int, top: float, bottom: float, x0: float = 0, x1: float = WIDTH) -> None:
    """Float up to n clouds of one kind in a strip of sky, smaller lower down and clear of the sun."""
    kind = c.pick((slabs, puffs, streaks))
    for i in range(n):
        low = c.rng.random()
        x, y = x0 + (i + c.rng.random()) * (x1 - x0) / n, top + (bottom - top) * low
        w = c.rand(240, 400) * (1 - 0.5 * low)
        if abs(x - c.sun[0]) > w * 0.6 + c.sun[2] or abs(y - c.sun[1]) > w * 0.2 + c.sun[2]:
            kind(c, x, y, w, cloudy(c, low))


def cloudy(c: Canvas, low: float) -> Colour:
    """Return a cloud colour, warmer and fainter lower down."""
    return clear(mix(c.p.white, c.p.low, 0.3 + 0.5 * low), 0.5 - 0.2 * low)


def birds(c: Canvas, n: int, x: float, y: float, s: float = 14) -> None:
    """Send a loose flock of n birds past (x, y)."""
    for _ in range(n):
        bx, by, size = x + c.rng.gauss(0, s * 5), y + c.rng.gauss(0, s * 2.4), s * c.rand(0.6, 1.1)
        c.poly(place(WINGS, bx, by, size), clear(c.p.ink, 0.75))


def balloon(c: Canvas, x: float, y: float, s: float) -> None:
    """Float a striped balloon of height s above its basket at (x, y)."""
    pair = c.pick([(c.p.accent, c.p.white), (c.p.second, c.p.white), (c.p.accent, c.p.second)])
    for i, width in enumerate((1, 0.78, 0.5, 0.2)):
        half = [(px * width, py) for px, py in BALLOON]
        ring = [*half, *[(-px, py) for px, py in reversed(half[1:])]]
        c.stamp(ring, x, y - s * 0.16, s, pair[i % 2])
    c.shade(curve(place(SHADE, x, y - s * 0.16, s)), 0.07)
    basket(c, x, y, s)


def basket(c: Canvas, x: float, y: float, s: float) -> None:
    """Hang a basket below a balloon of height s."""
    for side in (-1, 1):
        c.line([(x + side * s * 0.085, y - s * 0.17), (x + side * s * 0.05, y)], s * 0.008, c.p.ink)
    c.rect(x - s * 0.06, y - s * 0.01, s * 0.12, s * 0.085, c.p.wood, s * 0.015)
    c.rect(x - s * 0.068, y - s * 0.015, s * 0.136, s * 0.02, mix(c.p.wood, c.p.ink, 0.4), s * 0.01)


def rays(c: Canvas, x: float, y: float, n: int, spread: float, opacity: float = 0.08) -> None:
    """Send n shafts of light from (x, y) past the foot of the canvas."""
    for i in range(n):
        left, w = x + spread * ((i + c.rand(0.1, 0.6)) / n - 0.5), spread * c.rand(0.02, 0.06)
        c.poly([(x, y), (left + w, HEIGHT + 20), (left - w, HEIGHT + 20)], clear(c.p.light, opacity))


def snowfall(c: Canvas, n: int) -> None:
    """Scatter n falling flakes."""
    for _ in range(n):
        c.disc(
            c.rand(0, WIDTH),
            c.rand(0, HEIGHT),
            c.pick((1.6, 2.2, 3, 4.5)),
            clear(c.p.white, c.rand(0.4, 0.9)),
        )
