"""Skies: air, sun, moon, stars, clouds, birds and balloons."""

from .canvas import HEIGHT, WIDTH, Canvas
from .colours import Colour, clear, mix
from .shapes import arc, blade, curve, place, trace

BALLOON = trace("0 1 .3 .95 .48 .72 .44 .42 .2 .12 .09 0")
WINGS = trace("-1 .35 -.5 .42 0 0 .5 .42 1 .35 .5 .26 0 -.14 -.5 .26")


def air(c: Canvas, horizon: float) -> None:
    """Fill the canvas with sky, palest at the horizon."""
    c.band(0, 0, WIDTH, horizon, c.p.top, mix(c.p.top, c.p.mid, 0.6), c.p.mid, c.p.low)
    c.band(0, horizon, WIDTH, HEIGHT - horizon, c.p.low, mix(c.p.low, c.p.far, 0.4))


def sun(c: Canvas, x: float, y: float, r: float) -> None:
    """Hang a sun, or a moon, with rings of light around it."""
    c.glow(x, y, r * 7, c.p.light, 0.75)
    for scale, opacity in ((2.3, 0.1), (1.6, 0.16)):
        c.disc(x, y, r * scale, clear(c.p.light, opacity))
    c.disc(x, y, r, c.p.white)


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


def cloud(c: Canvas, x: float, y: float, w: float, fill: Colour | None = None) -> None:
    """Float one long flat cloud about (x, y)."""
    fill = fill or clear(c.p.white, 0.55)
    for i in range(c.rng.randint(2, 4)):
        width = w * c.rand(0.45, 0.9) * 0.8**i
        h = w * 0.055
        left = x - width / 2 + c.rand(-0.2, 0.2) * w
        c.rect(left, y - i * h * 0.98, width, h, fill, h / 2)


def clouds(c: Canvas, n: int, top: float, bottom: float) -> None:
    """Float n clouds between two heights, smaller lower down."""
    for i in range(n):
        y = c.rand(top, bottom)
        low = (y - top) / (bottom - top)
        cloud(c, (i + c.rng.random()) * WIDTH / n, y, c.rand(240, 420) * (1 - 0.55 * low), cloudy(c, low))


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
    c.shade(curve(place([(0.1, 0.99), *BALLOON[1:], (0.2, 0.4)], x, y - s * 0.16, s)), 0.12)
    basket(c, x, y, s)


def basket(c: Canvas, x: float, y: float, s: float) -> None:
    """Hang a basket below a balloon of height s."""
    for side in (-1, 1):
        c.line([(x + side * s * 0.085, y - s * 0.17), (x + side * s * 0.05, y)], s * 0.008, c.p.ink)
    c.rect(x - s * 0.06, y - s * 0.01, s * 0.12, s * 0.085, c.p.wood, s * 0.015)
    c.rect(x - s * 0.068, y - s * 0.015, s * 0.136, s * 0.02, mix(c.p.wood, c.p.ink, 0.4), s * 0.01)


def rays(c: Canvas, x: float, y: float, n: int, length: float, opacity: float = 0.08) -> None:
    """Send n broad rays of light down from (x, y)."""
    for i in range(n):
        angle = 200 + 140 * (i + c.rand(0.2, 0.8)) / n
        c.poly(blade(x, y, length, angle, length * 0.06), clear(c.p.light, opacity))


def snowfall(c: Canvas, n: int) -> None:
    """Scatter n falling flakes."""
    for _ in range(n):
        c.disc(
            c.rand(0, WIDTH),
            c.rand(0, HEIGHT),
            c.pick((1.6, 2.2, 3, 4.5)),
            clear(c.p.white, c.rand(0.4, 0.9)),
        )
