"""Houses and the like: cottages, churches, cabins, tents, temples and lighthouses."""

from . import plants
from .canvas import Canvas
from .colours import Colour, clear, mix, parse
from .shapes import curve
from .sketch import sketch

PLASTERS = [parse(code) for code in ("f3e6d2", "e9c9a8", "d9a58c", "c9d3cb", "e8d7b5", "b9c7cf")]
TILE = parse("a8543e")
WALLS = """
    wall rect 0 0 1 1
    ink@.13 cut .62 0 .62 1 1 1 1 0
    glass rect .12 .42 .16 .34
    roof+ink.2 rect .41 0 .16 .6
    glass rect .7 .42 .16 .34
"""
ROOF = """
    roof+ink.35 rect .72 .12 .1 .3
    roof cut -.07 0 .31 .44 .69 .44 1.07 0
    roof+light.12 cut -.07 0 .31 .44 .69 0
"""
STEEPLE = """
    wall+white.2 rect 0 0 .22 .6
    ink@.13 rect .13 0 .09 .6
    roof cut -.03 .6 .11 1 .25 .6
    ink@.18 cut .11 1 .25 .6 .13 .6
    ink rect .08 .42 .06 .11 .03
    ink disc .11 .36 .035
"""
CABIN = """
    wood+ink.5 rect .74 .66 .1 .32
    white rect .73 .97 .12 .035 .01
    white cut -.09 .42 .31 .9 .69 .9 1.09 .42 1.05 .4 -.05 .4
    far+white.6 cut .5 .9 .69 .9 1.09 .42 1.05 .4 .66 .4
    light glow .2 .26 .5 .6
    light glow .78 .26 .5 .6
    light rect .12 .18 .17 .18 .01
    light rect .7 .18 .17 .18 .01
    ink@.4 rect .2 .18 .01 .18
    ink@.4 rect .78 .18 .01 .18
    white blob -.1 -.02 .1 .05 .3 .01 .5 -.03
    white blob .6 -.03 .85 .05 1.15 .02 1.1 -.04
"""
TENT = """
    light glow 0 .35 2.4 .6
    accent>light+accent.35 cut -.9 0 0 1 .8 0
    accent+ink.3>accent+ink.1 cut 0 1 .8 0 1.13 .12
    light+accent.25>white cut -.26 0 0 .78 .24 0
    ink line .03 0 .99 0 1.08
"""
LIGHTHOUSE = """
    light glow 0 .9 .6 .5
    white cut -.105 0 -.094 .16 .094 .16 .105 0
    accent cut -.094 .16 -.083 .32 .083 .32 .094 .16
    white cut -.083 .32 -.072 .48 .072 .48 .083 .32
    accent cut -.072 .48 -.061 .64 .061 .64 .072 .48
    white cut -.061 .64 -.05 .8 .05 .8 .061 .64
    ink@.16 cut .03 0 .02 .8 .05 .8 .105 0
    ink rect -.075 .795 .15 .025
    light rect -.04 .82 .08 .1
    ink dome 0 .92 .055 .06 0 180
"""
STOREY = """
    white+low.5 rect -.34 0 .68 .22
    ink rect -.045 0 .09 .16
    red rect -.38 0 .76 .03
    red rect -.34 0 .03 .22
    red rect -.21 0 .03 .22
    red rect -.08 0 .03 .22
    red rect .05 0 .03 .22
    red rect .18 0 .03 .22
    red rect .31 0 .03 .22
"""
EAVE = """
    ink+near.55 blob -.66 .27 -.45 .235 0 .22 .45 .235 .66 .27 .4 .33 .3 .375 0 .385 -.3 .375 -.4 .33
    red bend .016 -.66 .265 -.45 .228 0 .213 .45 .228 .66 .265
"""
COLUMN = """
    stone cut .04 0 .12 1 .88 1 .96 0
    stone+ink.13 rect .3 0 .08 1
    stone+ink.13 rect .52 0 .08 1
    ink@.14 cut .68 0 .68 1 .88 1 .96 0
    stone+white.3 rect -.06 .95 1.12 .055
    stone+white.3 rect -.06 0 1.12 .04
"""
PEDIMENT = """
    stone rect -.95 0 1.9 .11
    stone+ink.22 rect -.95 0 1.9 .025
    stone+white.25 cut -1 .1 0 .44 1 .1
    stone+ink.16 cut -.72 .14 0 .38 .72 .14
"""


def wall_colour(c: Canvas) -> Colour:
    """Return a plaster colour tinted by the sky."""
    return mix(c.pick(PLASTERS), c.p.low, 0.3)


def roof_colour(c: Canvas) -> Colour:
    """Return a tile colour near the accent."""
    return mix(mix(c.p.accent, TILE, 0.45), c.p.near, c.rand(0.05, 0.35))


def house(c: Canvas, x: float, y: float, w: float, h: float, wall: Colour, roof: Colour) -> None:
    """Build a cottage on the foot (x, y), w wide, with walls h high under a pitched roof."""
    glass = mix(c.p.light, c.p.accent, 0.12) if c.rng.random() < 0.6 else mix(c.p.near, c.p.top, 0.3)
    sketch(c, WALLS, x, y, (w, h), wall=wall, roof=roof, glass=glass)
    sketch(c, ROOF, x, y - h, w, roof=roof)


def cottage(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Build a house in colours of its own."""
    house(c, x, y, w, h, wall_colour(c), roof_colour(c))


def church(c: Canvas, x: float, y: float, s: float) -> None:
    """Build a small church, its spire s tall, on the foot (x, y)."""
    wall, roof = wall_colour(c), roof_colour(c)
    house(c, x + s * 0.2, y, s * 0.44, s * 0.3, wall, roof)
    sketch(c, STEEPLE, x, y, s, wall=wall, roof=roof)


def cabin(c: Canvas, x: float, y: float, w: float) -> None:
    """Build a timber cabin w wide under snow, with smoke above."""
    for i in range(9):
        c.disc(
            x + w * (0.79 + 0.03 * i) + 6 * (-1) ** i,
            y - w * (1.04 + 0.09 * i),
            7 + 3 * i,
            clear(c.p.white, 0.3),
        )
    house(c, x, y, w, w * 0.42, c.p.wood, mix(c.p.wood, c.p.ink, 0.5))
    sketch(c, CABIN, x, y, w)


def tent(c: Canvas, x: float, y: float, s: float) -> None:
    """Pitch a glowing tent s tall at (x, y)."""
    sketch(c, TENT, x, y, s)


def lighthouse(c: Canvas, x: float, y: float, h: float) -> None:
    """Stand a banded lighthouse h tall on a rock at (x, y)."""
    rock = [
        (x + h * u, y + h * 0.03 - h * v)
        for u, v in ((-1, 0), (-0.5, 0.06), (0.1, 0.09), (0.7, 0.05), (1, 0), (0, -0.03))
    ]
    c.poly(curve(rock), c.p.depth(0.85))
    sketch(c, LIGHTHOUSE, x, y, h)


def pagoda(c: Canvas, x: float, y: float) -> None:
    """Raise a five-storey pagoda on the foot (x, y)."""
    red = mix(c.p.accent, c.p.near, 0.25)
    for i in range(5):
        for part in (STOREY, EAVE):
            sketch(c, part, x, y - 104 * i, (300 - 38 * i, 300), red=red)
    c.line([(x, y - 518), (x, y - 640)], 7, c.p.ink)
    for i in range(4):
        c.oval(x, y - 548 - 20 * i, 15 - 2.5 * i, 4, c.p.second)


def stairs(c: Canvas, x: float, y: float, n: int = 9) -> None:
    """Lay n broad steps coming towards us from (x, y)."""
    for i in range(n):
        w, top = 150 + 34 * i, y + 25 * i
        c.rect(x - w / 2, top, w, 25, mix(c.p.low, c.p.depth(0.6), 0.12 + 0.05 * (i % 2)))
        c.rect(x - w / 2, top + 17, w, 8, mix(c.p.low, c.p.depth(0.9), 0.4))


def colonnade(c: Canvas, x: float, y: float) -> None:
    """Raise a temple front of seven columns on the foot (x, y)."""
    stone = mix(mix(c.p.white, c.p.second, 0.18), c.p.low, 0.3)
    c.rect(x - 290, y - 300, 580, 330, mix(c.p.depth(0.7), c.p.accent, 0.15))
    for i in range(7):
        sketch(c, COLUMN, x - 290 + 88.5 * i, y, (50, 300), stone=stone)
    for i in range(3):
        c.rect(x - 310 - 14 * i, y - 2 + 17 * i, 620 + 28 * i, 18, mix(stone, c.p.ink, 0.07 * i))
    sketch(c, PEDIMENT, x, y - 296, 322, stone=stone)


def hamlet(c: Canvas, y: float, reach: float, h: float, gap: tuple[float, float] = (0, 0)) -> None:
    """Build a row of cottages and trees across a rounded hill, leaving a gap."""
    x = 800 - reach + c.rand(-20, 20)
    while x < 800 + reach:
        w = h * c.rand(1.35, 1.8)
        if gap[0] < x + w and x < gap[1]:
            x = gap[1]
        _plot(c, x, y + abs(x - 800) * 0.075, w, h)
        x += w * c.rand(1.08, 1.3)


def _plot(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    if c.rng.random() < 0.74:
        cottage(c, x, y, w, h * c.rand(0.85, 1.1))
    else:
        kind = c.pick((plants.tree, plants.cypress))
        kind(c, x + w * 0.5, y + 6, h * c.rand(1.7, 2.4), mix(c.p.leaf, c.p.near, c.rand(0.3, 0.6)))
