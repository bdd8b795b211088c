"""Rooms: walls, floors, windows, shelves, tables, lamps and pictures."""

from .canvas import HEIGHT, WIDTH, Canvas
from .colours import Colour, clear, mix
from .shapes import arc, ground, swell
from .sketch import sketch

Box = tuple[float, float, float, float]
PENDANT = """
    light glow 0 -.2 2 .5
    shade dome 0 0 .5 .5 0 180
    ink@.16 cut .1 0 .17 .47 .3 .4 .42 .27 .48 .12 .5 0
    light oval 0 0 .5 .07
"""
DESK_LAMP = """
    light glow 0 .55 1.5 .55
    brass rect -.2 0 .4 .06 .03
    brass rect -.025 0 .05 .75
    shade cut -.46 .68 -.34 1 .34 1 .46 .68
    ink@.14 cut .12 .68 .1 1 .34 1 .46 .68
    light rect -.46 .65 .92 .05
"""
TABLE = """
    wood+ink.3 rect .04 0 .025 .95
    wood+ink.3 rect .935 0 .025 .95
    wood+ink.2 rect .01 .7 .98 .3
    wood+light.2 rect 0 .86 1 .14
"""
BENCH = """
    ink@.16 oval .5 0 .55 .06
    ink rect .08 0 .05 .8
    ink rect .87 0 .05 .8
    wood+ink.15 rect 0 .76 1 .24 .02
    wood+light.2 rect 0 .92 1 .08 .02
"""


def room(c: Canvas, wall: Colour, floor: Colour, y: float) -> None:
    """Fill the canvas with a lit wall above y and a floor below it."""
    c.band(0, 0, WIDTH, y, mix(wall, c.p.ink, 0.08), wall, mix(wall, c.p.light, 0.25))
    c.band(0, y, WIDTH, HEIGHT - y, mix(floor, c.p.ink, 0.12), floor)
    c.rect(0, y - 16, WIDTH, 16, mix(wall, c.p.white, 0.4))
    c.veil(y, 40, c.p.ink, 0.18, 0)


def wall_tint(c: Canvas, tint: Colour, t: float = 0.3) -> Colour:
    """Return a quiet wall colour a fraction t of the way to a tint."""
    return mix(mix(c.p.low, c.p.far, 0.25), tint, t)


def boards(c: Canvas, y: float, colour: Colour, n: int = 16) -> None:
    """Rule floorboards spreading from y to the foot of the canvas."""
    for i in range(-n, n + 1):
        c.line([(800 + i * 92, y), (800 + i * 230, HEIGHT + 20)], 2, colour)


def vista(c: Canvas, box: Box) -> None:
    """Show sky and hills inside a box."""
    x, y, w, h = box
    c.band(x, y, w, h, c.p.top, c.p.mid, c.p.low)
    c.disc(x + w * c.rand(0.25, 0.75), y + h * c.rand(0.3, 0.5), min(w, h) * 0.09, c.p.white)
    for i, t in enumerate((0.2, 0.45, 0.7)):
        line = swell(c.rng, y + h * (0.66 + 0.12 * i), h * 0.05, 3, x, x + w)
        c.fade(ground(line, y + h), c.p.depth(t), mix(c.p.depth(t), c.p.low, 0.3))


def window(c: Canvas, box: Box, cols: int = 2, rows: int = 2) -> None:
    """Set a window on a view into a wall at (x, y, w, h)."""
    x, y, w, h = box
    c.rect(x - 16, y - 16, w + 32, h + 32, c.p.white, 4)
    vista(c, box)
    for i in range(1, cols):
        c.rect(x + w * i / cols - 4, y, 8, h, c.p.white)
    for i in range(1, rows):
        c.rect(x, y + h * i / rows - 4, w, 8, c.p.white)
    c.rect(x - 30, y + h + 14, w + 60, 16, mix(c.p.white, c.p.ink, 0.12), 3)


def sunbeam(c: Canvas, box: Box, floor: float, lean: float = 260) -> None:
    """Let light from a window fall across the room to the floor."""
    x, y, w, h = box
    for top in (y, y + h):
        c.poly([(x, top), (x + w, top), (x + w + lean, floor), (x + lean, floor)], clear(c.p.light, 0.1))
    pool = [(x + lean, floor), (x + w + lean, floor), (x + w + lean * 1.4, 960), (x + lean * 1.4, 960)]
    c.poly(pool, clear(c.p.light, 0.24))


def arched(c: Canvas, box: Box, *stops: Colour) -> None:
    """Fill a round-headed opening in a box, shading through the stops."""
    x, y, w, h = box
    head = reversed(arc(x + w / 2, y + w / 2, w / 2, w / 2, 0, 180, 40))
    c.fade([(x, y + h), *head, (x + w, y + h)], *stops)


def books(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Stand a row of books from x to x + w on a shelf at y, at most h tall."""
    end, colours = x + w, [c.p.accent, c.p.second, c.p.leaf, c.p.white, c.p.near, c.p.wood]
    while x < end - 8:
        thick, tall = min(c.rand(9, 24), end - x), h * c.rand(0.68, 0.98)
        fill = mix(c.pick(colours), c.p.ink, c.rand(0, 0.35))
        c.rect(x, y - tall, thick - 1.5, tall, fill, 1.5)
        c.rect(x, y - tall * 0.82, thick - 1.5, tall * 0.05, mix(fill, c.p.light, 0.45))
        x += thick if c.rng.random() < 0.94 else thick + 26


def bookcase(c: Canvas, box: Box, rows: int, colour: Colour) -> None:
    """Fill a bookcase of so many shelves at (x, y, w, h)."""
    x, y, w, h = box
    c.rect(x, y, w, h, colour)
    tall = (h - 14) / rows
    for i in range(rows):
        top = y + 14 + tall * i
        c.band(x + 12, top, w - 24, tall - 12, mix(colour, c.p.ink, 0.62), mix(colour, c.p.ink, 0.4))
        books(c, x + 14, top + tall - 12, w - 28, tall - 26)
        c.veil(top, tall * 0.4, c.p.ink, 0.4, 0, x + 12, w - 24)


def shelf(c: Canvas, x: float, y: float, w: float) -> None:
    """Fix a plank to a wall."""
    c.rect(x, y, w, 14, c.p.wood, 3)
    c.veil(y + 14, 22, c.p.ink, 0.16, 0, x, w)


def table(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Stand a table with its top at y and its feet h lower."""
    sketch(c, TABLE, x, y + h, (w, h))


def bench(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Stand a bench h high with its feet at y."""
    sketch(c, BENCH, x, y, (w, h))


def counter(c: Canvas, y: float, colour: Colour, top: Colour, n: int = 6) -> None:
    """Run a counter with n doors across the foot of the canvas, its top at y."""
    c.band(0, y, WIDTH, HEIGHT - y, colour, mix(colour, c.p.ink, 0.18))
    for i in range(n):
        x, w = WIDTH * (i + 0.025) / n, WIDTH * 0.95 / n
        c.rect(x, y + 62, w, HEIGHT - y, mix(colour, c.p.ink, 0.12), 6)
        c.rect(x + 5, y + 67, w - 10, HEIGHT - y, mix(colour, c.p.white, 0.07), 5)
        c.rect(x + w * 0.38, y + 90, w * 0.24, 8, mix(c.p.second, c.p.light, 0.3), 4)
    c.rect(0, y, WIDTH, 34, top)
    c.rect(0, y, WIDTH, 7, mix(top, c.p.white, 0.4))
    c.veil(y + 34, 26, c.p.ink, 0.22, 0)


def pendant(c: Canvas, x: float, y: float, w: float, shade: Colour) -> None:
    """Hang a lamp w wide from the ceiling, its rim at y."""
    c.line([(x, 0), (x, y - w * 0.4)], 3, c.p.ink)
    sketch(c, PENDANT, x, y, w, shade=shade)


def desk_lamp(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a library lamp s tall on a table at (x, y)."""
    green = mix(c.p.leaf, c.p.near, 0.25)
    sketch(c, DESK_LAMP, x, y, s, shade=green, brass=mix(c.p.second, c.p.wood, 0.6))


def curtain(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour, n: int = 6) -> None:
    """Hang a pleated curtain at (x, y)."""
    for i in range(n):
        left, dx = x + w * i / n, w / n
        c.band(left, y, dx, h, mix(colour, c.p.white, 0.1), colour)
        c.band(left + dx * 0.62, y, dx * 0.38, h, mix(colour, c.p.ink, 0.07), mix(colour, c.p.ink, 0.14))
