"""Plants: trees, pines, palms, bushes, grass and things in pots."""

from math import cos, pi, sin

from .canvas import Canvas
from .colours import Colour, clear, mix
from .shapes import arc, blade, curve

LOBES = [
    (0, 0.76, 0.19),
    (-0.15, 0.64, 0.17),
    (0.16, 0.65, 0.16),
    (-0.09, 0.51, 0.17),
    (0.1, 0.5, 0.16),
    (0.01, 0.62, 0.2),
]


def tree(c: Canvas, x: float, y: float, h: float, colour: Colour) -> None:
    """Grow a round tree h units tall with its foot at (x, y)."""
    bark = mix(c.p.ink, c.p.wood, 0.35)
    c.cut("-.03 0 -.012 .6 .012 .6 .03 0", x, y, h, bark)
    c.cut("0 .3 .12 .5 .14 .48 .01 .26", x, y, h, bark)
    lobes = [(px + c.rand(-0.02, 0.02), py + c.rand(-0.03, 0.03), r * c.rand(0.9, 1.12)) for px, py, r in LOBES]
    for dx, dy, size, tint in ((0.015, -0.02, 1, c.p.ink), (0, 0, 0.97, colour), (-0.035, 0.05, 0.66, c.p.light)):
        for px, py, r in lobes:
            c.disc(x + (px + dx) * h, y - (py + dy) * h, r * size * h, mix(colour, tint, 0.13))


def pine(c: Canvas, x: float, y: float, h: float, colour: Colour, snow: Colour | None = None) -> None:
    """Grow a tiered pine h units tall with its foot at (x, y)."""
    c.rect(x - h * 0.02, y - h * 0.14, h * 0.04, h * 0.15, mix(c.p.ink, c.p.wood, 0.3))
    for i in range(5):
        foot, w = y - h * (0.1 + 0.155 * i), h * (0.23 - 0.036 * i)
        tip = (x, foot - h * 0.36 + i * h * 0.012)
        c.poly(
            [
                (x - w, foot),
                tip,
                (x + w, foot),
                (x + w * 0.4, foot - h * 0.025),
                (x, foot + h * 0.014),
                (x - w * 0.45, foot - h * 0.025),
            ],
            colour,
        )
        c.shade([tip, (x + w, foot), (x + w * 0.4, foot - h * 0.025), (x, foot + h * 0.014)], 0.13)
        if snow:
            c.poly([(x - w, foot), tip, (x + w * 0.2, foot - h * 0.1), (x - w * 0.2, foot - h * 0.06)], snow)


def spire(c: Canvas, x: float, y: float, h: float, colour: Colour) -> None:
    """Grow a plain distant conifer."""
    w = h * 0.16
    c.poly([(x, y - h), (x + w * 0.5, y - h * 0.5), (x + w, y), (x - w, y), (x - w * 0.5, y - h * 0.5)], colour)


def cypress(c: Canvas, x: float, y: float, h: float, colour: Colour) -> None:
    """Grow a slim cypress."""
    ring = [(0, 1), (0.09, 0.6), (0.11, 0.25), (0.05, 0), (-0.05, 0), (-0.11, 0.25), (-0.09, 0.6)]
    c.stamp(ring, x, y, h, colour)
    c.stamp([(px * 0.4 - 0.03, py * 0.85 + 0.05) for px, py in ring], x, y, h, mix(colour, c.p.light, 0.12))


def grove(c: Canvas, line, colour: Colour, n: int, size: tuple[float, float], kind=tree) -> None:
    """Grow n trees of one kind along a line of points, in clumps."""
    middle = c.rng.randrange(len(line))
    for i in range(n):
        if i % 4 == 0:
            middle = c.rng.randrange(len(line))
        x, y = line[min(len(line) - 1, max(0, middle + c.rng.randint(-4, 4)))]
        kind(c, x + c.rand(-8, 8), y + size[0] * 0.1, c.rand(*size), colour)


def palm(c: Canvas, x: float, y: float, h: float, colour: Colour) -> None:
    """Grow a leaning palm h units tall with its foot at (x, y)."""
    lean = h * c.rand(-0.14, 0.14)
    c.limb(
        [(x, y), (x + lean * 0.35, y - h * 0.55), (x + lean, y - h * 0.9)],
        h * 0.035,
        mix(c.p.wood, c.p.ink, 0.35),
    )
    for angle in (-28, 4, 38, 78, 112, 148, 180, 208):
        c.poly(frond(x + lean, y - h * 0.9, h * c.rand(0.34, 0.42), angle), mix(colour, c.p.ink, c.rand(0, 0.25)))


def frond(x: float, y: float, length: float, degrees: float):
    """Return a drooping palm leaf."""
    a = degrees * pi / 180
    mid = (x + length * 0.55 * cos(a), y - length * 0.55 * sin(a) - length * 0.1)
    tip = (x + length * cos(a), y - length * sin(a) + length * 0.3)
    return curve([(x, y), mid, tip, (mid[0], mid[1] + length * 0.15)])


def bush(c: Canvas, x: float, y: float, w: float, colour: Colour) -> None:
    """Grow a low round bush with its foot at (x, y)."""
    for dx, r, pale in ((-0.3, 0.2, 0), (0.28, 0.22, 0.05), (0, 0.3, 0.1), (-0.12, 0.16, 0.18)):
        r *= c.rand(0.9, 1.15)
        c.poly(arc(x + dx * w, y, r * w, r * w * 0.9, 0, 180), mix(colour, c.p.light, pale))


def grass(c: Canvas, n: int, y: float, size: tuple[float, float], colours: list[Colour], x0=-20, x1=1620) -> None:
    """Grow n tufts of grass along the foot y."""
    for _ in range(n):
        x = c.rand(x0, x1)
        c.poly(blade(x, y + c.rand(0, 12), c.rand(*size), c.rand(62, 118), size[1] * 0.05), c.pick(colours))


def flowers(c: Canvas, n: int, top: float, colours: list[Colour]) -> None:
    """Scatter n flowers below top, larger nearer the foot of the canvas."""
    for _ in range(n):
        near = c.rng.random() ** 0.8
        x, y, s = c.rand(0, 1600), top + near * (1000 - top), 1.5 + 5 * near
        c.line([(x, y), (x + s * 0.4, y + s * 5)], s * 0.35, clear(c.p.leaf, 0.8))
        c.oval(x, y, s, s * 0.85, c.pick(colours))


def leafy(c: Canvas, x: float, y: float, s: float, colour: Colour, n: int = 9) -> None:
    """Fan n leaves of length about s up from (x, y)."""
    for i in range(n):
        angle = 90 + (i - (n - 1) / 2) * 130 / n
        tint = mix(colour, c.p.light if i % 2 else c.p.ink, c.rand(0.02, 0.2))
        c.poly(blade(x, y, s * c.rand(0.75, 1.1), angle + c.rand(-6, 6), s * 0.1), tint)


def potted(c: Canvas, x: float, y: float, s: float, pot: Colour | None = None, colour: Colour | None = None) -> None:
    """Stand a plant about s tall in a pot with its foot at (x, y)."""
    pot = pot or c.p.accent
    leafy(c, x, y - s * 0.3, s * 0.7, colour or mix(c.p.leaf, c.p.near, 0.2))
    c.poly([(x - s * 0.2, y - s * 0.34), (x + s * 0.2, y - s * 0.34), (x + s * 0.14, y), (x - s * 0.14, y)], pot)
    c.shade([(x + s * 0.04, y - s * 0.34), (x + s * 0.2, y - s * 0.34), (x + s * 0.14, y), (x + s * 0.04, y)])
    c.rect(x - s * 0.22, y - s * 0.38, s * 0.44, s * 0.07, mix(pot, c.p.white, 0.12), s * 0.02)
