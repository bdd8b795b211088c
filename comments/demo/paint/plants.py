"""Plants: trees, pines, cypresses, bushes, grass and things in pots."""

from .canvas import Canvas
from .colours import Colour, clear, mix
from .shapes import arc, blade
from .sketch import sketch

LOBES = "0 .76 .19 -.15 .64 .17 .16 .65 .16 -.09 .51 .17 .1 .5 .16 .01 .62 .2"
TIER = """
    leaf cut -1 0 0 .345 1 0 .4 .025 0 -.014 -.45 .025
    ink@.13 cut 0 .345 1 0 .4 .025 0 -.014
"""
SNOW = "snow cut -1 0 0 .345 .2 .1 -.2 .06"
CYPRESS = """
    leaf twin 0 1 .09 .6 .11 .25 .05 0
    leaf+light.12 blob -.03 .9 .01 .55 0 .2 -.06 .2 -.07 .5
"""
POT = """
    pot cut -.2 .34 .2 .34 .14 0 -.14 0
    ink@.14 cut .04 .34 .2 .34 .14 0 .04 0
    pot+white.12 rect -.22 .31 .44 .07 .02
"""


def tree(c: Canvas, x: float, y: float, h: float, colour: Colour) -> None:
    """Grow a round tree h units tall with its foot at (x, y)."""
    bark = mix(c.p.ink, c.p.wood, 0.35)
    c.cut("-.03 0 -.012 .6 .012 .6 .03 0", x, y, h, bark)
    c.cut("0 .3 .12 .5 .14 .48 .01 .26", x, y, h, bark)
    numbers = [float(word) + c.rand(-0.025, 0.025) for word in LOBES.split()]
    lobes = list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))
    for dx, dy, size, tint in (
        (0.015, -0.02, 1, c.p.ink),
        (0, 0, 0.97, colour),
        (-0.035, 0.05, 0.66, c.p.light),
    ):
        for px, py, r in lobes:
            c.disc(x + (px + dx) * h, y - (py + dy) * h, r * size * h, mix(colour, tint, 0.13))


def pine(c: Canvas, x: float, y: float, h: float, colour: Colour, snow: Colour | None = None) -> None:
    """Grow a tiered pine h units tall with its foot at (x, y), under snow if a colour is given."""
    c.rect(x - h * 0.02, y - h * 0.14, h * 0.04, h * 0.15, mix(c.p.ink, c.p.wood, 0.3))
    for i in range(5):
        foot, size = y - h * (0.1 + 0.155 * i), (h * (0.23 - 0.036 * i), h * (1 - 0.034 * i))
        sketch(c, TIER, x, foot, size, leaf=colour)
        if snow:
            sketch(c, SNOW, x, foot, size, snow=snow)


def snowy(c: Canvas, x: float, y: float, h: float, colour: Colour) -> None:
    """Grow a pine under snow."""
    pine(c, x, y, h, colour, mix(c.p.white, c.p.top, 0.12))


def spire(c: Canvas, x: float, y: float, h: float, colour: Colour) -> None:
    """Grow a plain distant conifer."""
    c.cut("0 1 .08 .5 .06 .5 .16 0 -.16 0 -.06 .5 -.08 .5", x, y, h, colour)


def cypress(c: Canvas, x: float, y: float, h: float, colour: Colour) -> None:
    """Grow a slim cypress."""
    sketch(c, CYPRESS, x, y, h, leaf=colour)


def grove(c: Canvas, line, colour: Colour, n: int, size: tuple[float, float], kind=tree) -> None:
    """Grow n trees of one kind along a line of points, in clumps."""
    middle = c.rng.randrange(len(line))
    for i in range(n):
        if i % 4 == 0:
            middle = c.rng.randrange(len(line))
        x, y = line[min(len(line) - 1, max(0, middle + c.rng.randint(-4, 4)))]
        kind(c, x + c.rand(-8, 8), y + size[0] * 0.1, c.rand(*size), colour)


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


def potted(c: Canvas, x: float, y: float, s: float, pot: Colour | None = None) -> None:
    """Stand a plant about s tall in a pot with its foot at (x, y)."""
    leafy(c, x, y - s * 0.3, s * 0.7, mix(c.p.leaf, c.p.near, 0.2))
    sketch(c, POT, x, y, s, pot=pot or c.p.accent)
