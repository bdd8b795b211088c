"""Public works: lamps, cranes, viaducts, bridges and floodlights."""

from .canvas import Canvas
from .colours import Colour, clear, mix
from .shapes import Points, arches, curve
from .sketch import sketch

LAMP = """
    ink cut -.035 0 -.013 .86 .013 .86 .035 0
    ink rect -.05 0 .1 .03
    light glow 0 .91 .3 .4
    light cut -.044 .86 -.066 .96 .066 .96 .044 .86
    ink cut -.08 .955 0 1 .08 .955
"""
CRANE = """
    steel line .035 0 0 0 .72
    steel line .035 .3 0 .3 .72
    steel line .025 0 .3 .3 .3
    steel line .014 0 .3 .3 .66
    steel line .045 -.62 .69 .55 .69
    steel line .028 .15 .69 .15 1
    steel line .012 .15 .98 -.58 .7
    steel line .012 .15 .98 -.28 .7
    steel line .012 .15 .98 .5 .7
    steel line .008 -.4 .68 -.4 .4
    accent rect -.47 .35 .14 .07
"""
PYLON = """
    red cut -.49 0 -.35 5.6 -.17 5.6 -.23 0
    red cut .23 0 .17 5.6 .35 5.6 .49 0
    red+ink.12 rect -.3 5.16 .6 .24
    red+ink.12 rect -.3 4.16 .6 .24
    red+ink.12 rect -.3 3.06 .6 .24
    red+ink.12 rect -.3 1.96 .6 .24
    ink@.2 cut .36 0 .27 5.6 .35 5.6 .49 0
    far+near.45 rect -.6 -.06 1.2 .3 .06
"""
FLOODLIGHT = """
    light glow 0 .87 .95 .7
    ink line .04 0 0 0 .85
    ink rect -.22 .74 .44 .25 .02
    white rect -.19 .92 .38 .04 .02
    white rect -.19 .845 .38 .04 .02
    white rect -.19 .77 .38 .04 .02
"""


def lamp(c: Canvas, x: float, y: float, h: float) -> None:
    """Stand a street lamp h tall on the foot (x, y)."""
    sketch(c, LAMP, x, y, h)


def crane(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a quayside gantry crane s tall on the foot (x, y)."""
    sketch(c, CRANE, x, y, s, steel=mix(c.p.near, c.p.accent, 0.15))


def floodlight(c: Canvas, x: float, y: float, h: float) -> None:
    """Stand a bank of floodlights h tall on the foot (x, y)."""
    sketch(c, FLOODLIGHT, x, y, h)


def containers(c: Canvas, x0: int, x1: int, y: float) -> None:
    """Stack freight containers along a quay."""
    for x in range(x0, x1, 46):
        for level in range(c.rng.randint(1, 3)):
            tint = mix(c.pick((c.p.accent, c.p.second, c.p.leaf)), c.p.far, 0.3)
            c.rect(x, y - 24 - 25 * level, 44, 24, tint)


def viaduct(c: Canvas, deck: float, base: float, n: int, stone: Colour) -> None:
    """Carry a line across the canvas on n arches fading into mist."""
    x0, width = -90, 1780 / n
    c.fade(arches(x0, x0 + 1780, deck, base, n), stone, mix(stone, c.p.low, 0.35))
    for i in range(n + 1):
        c.rect(x0 + width * (i + 0.03), deck + 30, width * 0.08, base - deck - 30, clear(c.p.ink, 0.13))
    c.rect(x0, deck - 8, 1780, 16, mix(stone, c.p.light, 0.2))


def suspension(c: Canvas, a: float, b: float, deck: float, red: Colour) -> None:
    """Hang a bridge from towers at a and b."""
    for x in (a, b):
        sketch(c, PYLON, x, 740, 100, red=red)
    for line in _cables(a, b, 190, deck):
        c.line(line, 5, red)
        for x, y in line[::2]:
            c.line([(x, y), (x, deck)], 1.6, clear(red, 0.8))
    c.rect(0, deck - 2, 1600, 20, red)
    c.rect(0, deck + 14, 1600, 10, mix(red, c.p.ink, 0.3))


def _cables(a: float, b: float, top: float, deck: float) -> list[Points]:
    sag = deck - 26
    quarter, low = (b - a) / 4, sag - (sag - top) * 0.25
    dips = [(a, top), (a + quarter, low), (a + 2 * quarter, sag), (b - quarter, low), (b, top)]
    return [curve(dips, False, 10), _stay(-60, deck, a, top), _stay(1660, deck, b, top)]


def _stay(x0: float, y0: float, x1: float, y1: float) -> Points:
    return curve([(x0, y0), (x0 + (x1 - x0) * 0.55, y0 + (y1 - y0) * 0.38), (x1, y1)], False, 12)


def bulbs(c: Canvas, x0: float, x1: float, y: float, sag: float, n: int = 12) -> None:
    """String n light bulbs between (x0, y) and (x1, y)."""
    line = [(x0 + (x1 - x0) * i / n, y + sag * (1 - (2 * i / n - 1) ** 2)) for i in range(n + 1)]
    c.line(line, 2, clear(c.p.ink, 0.7))
    for x, y1 in line[1:-1]:
        c.glow(x, y1 + 7, 26, c.p.light, 0.6)
        c.disc(x, y1 + 7, 5.5, c.p.white)
