"""Land and water: ridges, peaks, dunes, fields, seas and reflections."""

from PIL import Image

from .canvas import HEIGHT, WIDTH, Canvas, slope
from .colours import Colour, clear, mix
from .shapes import Points, between, crag, curve, ground, swell


def haze(c: Canvas, colour: Colour, t: float) -> Colour:
    """Return a colour a fraction t of the way into the mist."""
    return mix(colour, c.p.low, t)


def hill(c: Canvas, y: float, height: float, colour: Colour, waves: float = 1.5, mist: float = 0.45) -> Points:
    """Lay a rolling hill across the canvas and return its line."""
    line = swell(c.rng, y, height, waves)
    c.fade(ground(line, min(1020, y + 330)), colour, haze(c, colour, mist))
    if y + 330 < 1020:
        c.rect(0, y + 329, WIDTH, 1020 - y - 329, haze(c, colour, mist))
    return line


def hills(c: Canvas, top: float, bottom: float, n: int, start=0.1, stop=0.8, height: float = 40) -> None:
    """Lay n hills from far to near."""
    for i in range(n):
        t = i / max(1, n - 1)
        hill(c, top + (bottom - top) * t, height * (1 - 0.3 * t), c.p.depth(start + (stop - start) * t))


def range_(c: Canvas, y: float, height: float, colour: Colour, mist: float = 0.6) -> None:
    """Raise a jagged mountain range fading into mist at its foot."""
    c.fade(ground(crag(c.rng, y, height), y + height * 1.6), colour, haze(c, colour, mist))
    c.rect(0, y + height * 1.6 - 1, WIDTH, HEIGHT, haze(c, colour, mist))


def peak(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour) -> None:
    """Raise one snow-capped peak with its foot centred at (x, y)."""
    tip, left, right = (x, y - h), (x - w / 2, y), (x + w / 2, y)
    west = flank(c, tip, left, h * 0.045)
    east = flank(c, tip, right, h * 0.045)
    spine = flank(c, tip, (x + w * c.rand(-0.04, 0.08), y), h * 0.06)
    c.fade([*west, *reversed(east)], mix(colour, c.p.white, 0.12), haze(c, colour, 0.55))
    c.fade([*spine, *reversed(east)], mix(colour, c.p.ink, 0.22), haze(c, colour, 0.5))
    snow(c, west, spine, mix(c.p.white, c.p.low, 0.15))
    snow(c, east, spine, mix(mix(c.p.white, colour, 0.42), c.p.top, 0.2))


def flank(c: Canvas, a, b, jolt: float, n: int = 12) -> Points:
    """Return a rough line from a to b."""
    inner = [between(a, b, i / n) for i in range(1, n)]
    return [a, *[(px + c.rand(-jolt, jolt), py + c.rand(-jolt, jolt) * 0.6) for px, py in inner], b]


def snow(c: Canvas, edge: Points, spine: Points, fill: Colour) -> None:
    """Lay snow between an edge and the spine of a peak, ragged below."""
    drop = abs(spine[-1][1] - spine[0][1])
    teeth = [between(edge[4], spine[5], i / 6) for i in range(7)]
    falls = [drop * (c.rand(0.05, 0.12) if i % 2 else -c.rand(0, 0.04)) for i in range(7)]
    ragged = [(x, y + fall) for (x, y), fall in zip(teeth, falls, strict=True)]
    c.poly([*edge[:4], *ragged, *reversed(spine[:5])], fill)


def dune(c: Canvas, x: float, y: float, colour: Colour, fall: float = 150) -> None:
    """Raise a dune with its crest at (x, y), lit on one side."""
    left = curve([(-60, y + fall), (x * 0.45, y + fall * 0.62), (x, y)], False, 12)
    right = curve([(x, y), (x + (1660 - x) * 0.4, y + fall * 0.5), (1680, y + fall * 0.8)], False, 12)
    c.fade(ground([*left, *right], 1100), mix(colour, c.p.light, 0.35), mix(colour, c.p.light, 0.05))
    bends = ((0, 0), (-36, 0.4), (70, 0.9), (20, 1.6), (190, 2.6))
    spine = curve([(x + dx, y + fall * t) for dx, t in bends], False, 10)
    c.fade([*spine, (1700, spine[-1][1]), *reversed(right)], mix(colour, c.p.near, 0.34), colour)


def sea(c: Canvas, y: float, top: Colour | None = None, bottom: Colour | None = None) -> None:
    """Fill everything below y with water."""
    top = top or mix(c.p.mid, c.p.depth(0.25), 0.5)
    c.band(0, y, WIDTH, HEIGHT - y, top, bottom or mix(c.p.depth(0.75), c.p.top, 0.25))


def wave(c: Canvas, y: float, t: float) -> None:
    """Roll one long wave across the canvas with a pale crest."""
    line = swell(c.rng, y, 20, 3)
    c.poly(ground([(px, py - 4) for px, py in line]), mix(c.p.depth(t), c.p.white, 0.4))
    c.fade(ground(line), mix(c.p.depth(t), c.p.top, 0.3), c.p.depth(t))


def ripples(c: Canvas, y: float, fill: Colour, n: int, x: float = 800, spread: float = 900) -> None:
    """Scatter n flat ripples below y, larger nearer the foot of the canvas."""
    for _ in range(n):
        near = c.rng.random() ** 1.5
        reach = spread * (0.35 + 0.65 * near) if spread < 800 else spread
        w = (14 + 90 * near) * c.rand(0.5, 1.3)
        c.oval(x + c.rand(-reach, reach), y + 5 + near * (HEIGHT - y), w, 1.3 + 4 * near, fill)


def glitter(c: Canvas, x: float, y: float, spread: float = 110) -> None:
    """Lay a path of light on the water below (x, y)."""
    c.glow(x, y + 30, spread * 3, c.p.light, 0.35)
    ripples(c, y, clear(c.p.light, 0.5), 90, x, spread)


def reflect(c: Canvas, y: float, strength: float = 0.5, squash: float = 0.8) -> None:
    """Mirror what stands above y in the water below it, broken by small waves."""
    line = round(y * c.k + c.dy)
    w, h = c.image.width, round(min(line, (c.image.height - line) / squash))
    if min(line, h) < 2:
        return
    flipped = c.image.crop((0, line - h, w, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    flipped = flipped.resize((w, max(1, round(h * squash))))
    sway(c, flipped)
    c.image.paste(flipped, (0, line), slope(strength, strength * 0.15, flipped.size))


def sway(c: Canvas, image: Image.Image, n: int = 64) -> None:
    """Shift strips of an image sideways, further towards its foot."""
    w, h = image.size
    for i in range(n):
        top, bottom = h * i // n, h * (i + 1) // n
        shift = round(c.rng.gauss(0, (1 + i * 0.11) * c.k))
        image.paste(image.crop((0, top, w, bottom)), (shift, top))


def furrows(c: Canvas, x0: float, y0: float, colour: Colour, n: int = 15) -> None:
    """Plough rows from the foot of the canvas towards (x0, y0)."""
    for i in range(-n, n):
        a, b = 800 + i * 230, 800 + i * 230 + 100
        c.poly([(x0 + i * 5, y0), (x0 + i * 5 + 2.6, y0), (b, 1030), (a, 1030)], colour)


def stream(c: Canvas, bends: list[tuple[float, float, float]], *stops: Colour) -> None:
    """Fill a winding river given as (x, y, width) from far to near."""
    left = curve([(x - w / 2, y) for x, y, w in bends], False, 12)
    right = curve([(x + w / 2, y) for x, y, w in bends], False, 12)
    c.fade([*left, *reversed(right)], *stops)
