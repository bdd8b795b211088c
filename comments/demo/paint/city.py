"""The city: towers, houses, shopfronts, bridges, lamps and cranes."""

from .canvas import Canvas
from .colours import Colour, clear, mix
from .shapes import Points, arc, arches, curve

WALLS = ("f3e6d2", "e9c9a8", "d9a58c", "c9d3cb", "e8d7b5", "b9c7cf")


def panes(c: Canvas, box: tuple[float, float, float, float], cols: int, rows: int, fill: Colour, chance=0.6) -> None:
    """Light a share of a grid of windows inside (x, y, w, h)."""
    x, y, w, h = box
    dx, dy = w / cols, h / rows
    for i in range(cols * rows):
        if c.rng.random() < chance:
            px, py = x + (i % cols + 0.24) * dx, y + (i // cols + 0.24) * dy
            c.rect(px, py, dx * 0.52, dy * 0.52, clear(fill, c.rand(0.5, 0.95)))


def tower(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour, lit: Colour, chance=0.5) -> None:
    """Build a tower block on the foot (x, y), with lit windows."""
    c.fade([(x, y), (x, y - h), (x + w, y - h), (x + w, y)], colour, mix(colour, c.p.low, 0.35))
    crown(c, x, y - h, w, colour)
    c.shade([(x + w * 0.66, y), (x + w * 0.66, y - h), (x + w, y - h), (x + w, y)], 0.14)
    panes(
        c,
        (x + w * 0.06, y - h + 10, w * 0.88, h * 0.9),
        max(2, round(w / 17)),
        max(3, round(h / 24)),
        lit,
        chance,
    )


def crown(c: Canvas, x: float, y: float, w: float, colour: Colour) -> None:
    """Top a tower with one of several roofs."""
    kind = c.rng.randrange(6)
    if kind == 0:
        c.poly([(x, y + 1), (x + w, y + 1), (x + w, y - w * 0.4)], colour)
    elif kind == 1:
        c.rect(x + w * 0.15, y - w * 0.22, w * 0.7, w * 0.24, colour)
        c.rect(x + w * 0.3, y - w * 0.42, w * 0.4, w * 0.24, colour)
    elif kind == 2:
        c.poly([(x, y + 1), (x + w / 2, y - w * 0.7), (x + w, y + 1)], colour)
        c.line([(x + w / 2, y - w * 0.6), (x + w / 2, y - w * 1.1)], 2.5, colour)
    elif kind == 3:
        c.poly([*arc(x + w / 2, y + 1, w / 2, w * 0.38, 0, 180)], colour)
    elif kind == 4:
        c.line([(x + w * 0.4, y), (x + w * 0.4, y - w * 0.8)], 2.5, colour)
        c.rect(x + w * 0.2, y - w * 0.12, w * 0.4, w * 0.14, colour)


def blocks(
    c: Canvas, y: float, low: float, high: float, colour: Colour, lit: Colour, width=(44, 110), chance=0.5
) -> None:
    """Build a row of towers across the canvas, tallest near the middle."""
    x = -30.0
    while x < 1620:
        w = c.rand(*width)
        middle = 1 - min(1, abs(x + w / 2 - 800) / 800)
        tower(c, x, y, w, low + (high - low) * c.rand(0.25, 1) * (0.35 + 0.65 * middle), colour, lit, chance)
        x += w + c.pick((0, 0, 4, 14))


def house(c: Canvas, x: float, y: float, w: float, h: float, wall: Colour, roof: Colour) -> None:
    """Build a cottage with a pitched roof on the foot (x, y); h is the height of its walls."""
    c.rect(x, y - h, w, h, wall)
    c.shade([(x + w * 0.62, y), (x + w * 0.62, y - h), (x + w, y - h), (x + w, y)], 0.13)
    c.rect(x + w * 0.72, y - h - w * 0.42, w * 0.1, w * 0.3, mix(roof, c.p.ink, 0.35))
    c.poly(
        [
            (x - w * 0.07, y - h),
            (x + w * 0.31, y - h - w * 0.44),
            (x + w * 0.69, y - h - w * 0.44),
            (x + w * 1.07, y - h),
        ],
        roof,
    )
    c.poly(
        [(x - w * 0.07, y - h), (x + w * 0.31, y - h - w * 0.44), (x + w * 0.69, y - h)],
        mix(roof, c.p.light, 0.12),
    )
    glass = mix(c.p.light, c.p.accent, 0.12) if c.rng.random() < 0.6 else mix(c.p.near, c.p.top, 0.3)
    for i in range(3):
        px = x + w * (0.12 + 0.29 * i)
        c.rect(
            px,
            y - h * (0.62 if i == 1 else 0.76),
            w * 0.16,
            h * (0.62 if i == 1 else 0.34),
            roof if i == 1 else glass,
        )


def wall_colour(c: Canvas) -> Colour:
    """Return a plaster colour tinted by the sky."""
    code = c.pick(WALLS)
    return mix(tuple(int(code[i : i + 2], 16) for i in (0, 2, 4)), c.p.low, 0.3)


def roof_colour(c: Canvas) -> Colour:
    """Return a roof colour near the accent."""
    return mix(mix(c.p.accent, (168, 84, 62), 0.45), c.p.near, c.rand(0.05, 0.35))


def church(c: Canvas, x: float, y: float, s: float, wall: Colour, roof: Colour) -> None:
    """Build a small church, its spire about s tall, on the foot (x, y)."""
    house(c, x + s * 0.2, y, s * 0.44, s * 0.3, wall, roof)
    c.rect(x, y - s * 0.6, s * 0.22, s * 0.6, mix(wall, c.p.white, 0.2))
    c.shade([(x + s * 0.13, y), (x + s * 0.13, y - s * 0.6), (x + s * 0.22, y - s * 0.6), (x + s * 0.22, y)], 0.13)
    c.poly([(x - s * 0.03, y - s * 0.6), (x + s * 0.11, y - s), (x + s * 0.25, y - s * 0.6)], roof)
    c.shade([(x + s * 0.11, y - s), (x + s * 0.25, y - s * 0.6), (x + s * 0.13, y - s * 0.6)], 0.18)
    c.rect(x + s * 0.08, y - s * 0.53, s * 0.06, s * 0.11, c.p.ink, s * 0.03)
    c.disc(x + s * 0.11, y - s * 0.36, s * 0.035, c.p.ink)


def facade(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour) -> None:
    """Build a town house with a shop on its ground floor on the foot (x, y)."""
    c.fade([(x, y), (x, y - h), (x + w, y - h), (x + w, y)], colour, mix(colour, c.p.low, 0.25))
    gable(c, x, y - h, w, colour)
    c.shade([(x + w - 12, y), (x + w - 12, y - h), (x + w, y - h), (x + w, y)], 0.16)
    rows = round((h - 190) / 112)
    for i in range(3 * rows):
        sash(c, x + w * (0.12 + 0.29 * (i % 3)), y - h + 36 + (h - 215) / rows * (i // 3), w * 0.18, 74, colour)
    c.rect(x, y - 188, w, 9, mix(colour, c.p.white, 0.45))
    shop(c, x, y, w, c.pick((c.p.accent, c.p.second, c.p.leaf)))


def sash(c: Canvas, x: float, y: float, w: float, h: float, wall: Colour) -> None:
    """Set a tall window with a sill into a wall."""
    lit = c.rng.random() < 0.3
    c.rect(x - 4, y - 4, w + 8, h + 8, mix(wall, c.p.white, 0.5), 3)
    c.band(
        x,
        y,
        w,
        h,
        *((c.p.light, mix(c.p.light, c.p.accent, 0.3)) if lit else (c.p.depth(0.7), c.p.depth(0.35))),
    )
    c.rect(x + w / 2 - 1.5, y, 3, h, mix(wall, c.p.white, 0.5))
    c.rect(x, y + h * 0.4, w, 3, mix(wall, c.p.white, 0.5))
    c.rect(x - 8, y + h + 4, w + 16, 7, mix(wall, c.p.ink, 0.22))


def gable(c: Canvas, x: float, y: float, w: float, colour: Colour) -> None:
    """Top a town house with a cornice, a mansard or a stepped gable."""
    kind, roof = c.rng.randrange(3), mix(c.p.depth(0.8), c.p.accent, c.rand(0, 0.3))
    if kind == 0:
        c.poly([(x, y), (x + w * 0.08, y - 70), (x + w * 0.92, y - 70), (x + w, y)], roof)
        for i in (0.26, 0.62):
            c.rect(x + w * i, y - 54, w * 0.12, 44, mix(c.p.light, c.p.low, 0.5), 5)
    elif kind == 1:
        for i in range(4):
            c.rect(x + w * 0.125 * i, y - 24 * (i + 1), w * (1 - 0.25 * i), 25, mix(colour, c.p.white, 0.08 * i))
    c.rect(x - 4, y - 6, w + 8, 12, mix(colour, c.p.white, 0.5))


def shop(c: Canvas, x: float, y: float, w: float, colour: Colour) -> None:
    """Fit a shopfront with an awning into the ground floor of a house."""
    c.rect(x + 14, y - 160, w - 28, 160, mix(colour, c.p.ink, 0.6), 3)
    c.band(x + 26, y - 128, w * 0.52, 104, mix(c.p.light, c.p.accent, 0.1), mix(c.p.light, c.p.accent, 0.45))
    c.band(
        x + w * 0.52 + 38,
        y - 128,
        w * 0.48 - 66,
        128,
        mix(c.p.light, c.p.accent, 0.25),
        mix(c.p.near, c.p.accent, 0.5),
    )
    awning(c, x + 8, y - 172, w - 16, 52, colour, c.p.white)


def awning(c: Canvas, x: float, y: float, w: float, h: float, a: Colour, b: Colour) -> None:
    """Hang a striped awning with a scalloped edge from (x, y)."""
    n = max(5, round(w / 30) | 1)
    dx, flare = w / n, w * 0.03
    wide = (w + 2 * flare) / n
    for i in range(n):
        left, foot = x - flare + i * wide, y + h * 0.72
        fill = b if i % 2 else a
        c.poly([(x + i * dx, y), (x + (i + 1) * dx, y), (left + wide, foot), (left, foot)], fill)
        c.poly(arc(left + wide / 2, foot, wide / 2, h * 0.28, 180, 360), mix(fill, c.p.ink, 0.1))


def lamp(c: Canvas, x: float, y: float, h: float, glow: float = 0.35) -> None:
    """Stand a street lamp h units tall on the foot (x, y)."""
    w = h * 0.022
    c.poly(
        [(x - w * 1.6, y), (x - w * 0.6, y - h * 0.86), (x + w * 0.6, y - h * 0.86), (x + w * 1.6, y)],
        c.p.ink,
    )
    c.glow(x, y - h * 0.92, h * 0.3, c.p.light, glow)
    c.poly(
        [
            (x - w * 2, y - h * 0.86),
            (x - w * 3, y - h * 0.96),
            (x + w * 3, y - h * 0.96),
            (x + w * 2, y - h * 0.86),
        ],
        c.p.light,
    )
    c.poly([(x - w * 3.6, y - h * 0.955), (x, y - h), (x + w * 3.6, y - h * 0.955)], c.p.ink)


def crane(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Stand a quayside gantry crane s units tall on the foot (x, y)."""
    for leg in (0, 0.3):
        c.line([(x + leg * s, y), (x + leg * s, y - s * 0.72)], s * 0.035, colour)
    c.line([(x, y - s * 0.3), (x + s * 0.3, y - s * 0.3)], s * 0.025, colour)
    c.line([(x, y - s * 0.3), (x + s * 0.3, y - s * 0.66)], s * 0.014, colour)
    c.line([(x - s * 0.62, y - s * 0.69), (x + s * 0.55, y - s * 0.69)], s * 0.045, colour)
    c.line([(x + s * 0.15, y - s * 0.69), (x + s * 0.15, y - s)], s * 0.028, colour)
    for end in (-0.58, -0.28, 0.5):
        c.line([(x + s * 0.15, y - s * 0.98), (x + s * end, y - s * 0.7)], s * 0.012, colour)
    c.line([(x - s * 0.4, y - s * 0.68), (x - s * 0.4, y - s * 0.4)], s * 0.008, colour)
    c.rect(x - s * 0.47, y - s * 0.42, s * 0.14, s * 0.07, c.p.accent)


def lighthouse(c: Canvas, x: float, y: float, h: float) -> None:
    """Stand a banded lighthouse h units tall on the foot (x, y)."""
    c.glow(x, y - h * 0.9, h * 0.6, c.p.light, 0.5)
    for i in range(5):
        a, b = 0.105 - 0.011 * i, 0.094 - 0.011 * i
        foot, head = y - h * 0.16 * i, y - h * 0.16 * (i + 1)
        fill = c.p.accent if i % 2 else c.p.white
        c.poly([(x - h * a, foot), (x + h * a, foot), (x + h * b, head), (x - h * b, head)], fill)
    c.shade(
        [(x + h * 0.03, y), (x + h * 0.105, y), (x + h * 0.05, y - h * 0.8), (x + h * 0.02, y - h * 0.8)],
        0.16,
    )
    c.rect(x - h * 0.075, y - h * 0.82, h * 0.15, h * 0.025, c.p.ink)
    c.rect(x - h * 0.04, y - h * 0.92, h * 0.08, h * 0.1, c.p.light)
    c.poly(arc(x, y - h * 0.92, h * 0.055, h * 0.06, 0, 180), c.p.ink)


def viaduct(c: Canvas, x0: float, x1: float, deck: float, base: float, n: int, colour: Colour) -> None:
    """Carry a line across a valley on n arches fading into mist."""
    c.fade(arches(x0, x1, deck, base, n), colour, mix(colour, c.p.low, 0.55))
    width = (x1 - x0) / n
    for i in range(n + 1):
        x = x0 + width * i
        c.shade(
            [
                (x + width * 0.03, deck + 30),
                (x + width * 0.11, deck + 30),
                (x + width * 0.11, base),
                (x + width * 0.03, base),
            ],
            0.13,
        )
    c.rect(x0, deck - 8, x1 - x0, 16, mix(colour, c.p.light, 0.2))


def cables(c: Canvas, towers: tuple[float, float], top: float, deck: float, colour: Colour) -> None:
    """Hang a suspension bridge's cables from two towers over a deck."""
    a, b = towers
    sag = deck - 26
    main = curve(
        [
            (a, top),
            (a + (b - a) * 0.25, sag - (sag - top) * 0.25),
            ((a + b) / 2, sag),
            (a + (b - a) * 0.75, sag - (sag - top) * 0.25),
            (b, top),
        ],
        False,
        10,
    )
    sides = [side_span(-60, deck, a, top), side_span(1660, deck, b, top)]
    for line in (main, *sides):
        c.line(line, 5, colour)
        for x, y in line[::2]:
            c.line([(x, y), (x, deck)], 1.6, clear(colour, 0.8))


def side_span(x0: float, y0: float, x1: float, y1: float) -> Points:
    """Return the cable from an anchorage up to a tower."""
    return curve([(x0, y0), (x0 + (x1 - x0) * 0.55, y0 + (y1 - y0) * 0.38), (x1, y1)], False, 12)


def bulbs(c: Canvas, x0: float, x1: float, y: float, sag: float, n: int = 12) -> None:
    """String n light bulbs between (x0, y) and (x1, y)."""
    line = [(x0 + (x1 - x0) * i / n, y + sag * (1 - (2 * i / n - 1) ** 2)) for i in range(n + 1)]
    c.line(line, 2, clear(c.p.ink, 0.7))
    for x, y1 in line[1:-1]:
        c.glow(x, y1 + 7, 26, c.p.light, 0.6)
        c.disc(x, y1 + 7, 5.5, c.p.white)
