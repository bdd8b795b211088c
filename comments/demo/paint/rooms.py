"""Rooms: walls, floors, windows, shelves, tables, lamps and pictures."""

from .canvas import HEIGHT, WIDTH, Canvas
from .colours import Colour, clear, mix
from .shapes import Points, arc, ground, swell

Box = tuple[float, float, float, float]


def room(c: Canvas, wall: Colour, floor: Colour, y: float) -> None:
    """Fill the canvas with a lit wall above y and a floor below it."""
    c.band(0, 0, WIDTH, y, mix(wall, c.p.ink, 0.08), wall, mix(wall, c.p.light, 0.25))
    c.band(0, y, WIDTH, HEIGHT - y, mix(floor, c.p.ink, 0.12), floor)
    c.rect(0, y - 16, WIDTH, 16, mix(wall, c.p.white, 0.4))
    c.veil(y, 40, c.p.ink, 0.18, 0)


def wall_of(c: Canvas, tint: Colour | None = None, t: float = 0.3) -> Colour:
    """Return a quiet wall colour leaning towards a tint."""
    return mix(mix(c.p.low, c.p.far, 0.25), tint or c.p.second, t)


def boards(c: Canvas, y: float, colour: Colour, n: int = 16) -> None:
    """Rule floorboards converging above y."""
    for i in range(-n, n + 1):
        c.line([(800 + i * 92, y), (800 + i * 230, HEIGHT + 20)], 2, colour)


def vista(c: Canvas, box: Box) -> None:
    """Show sky and hills inside a box."""
    x, y, w, h = box
    c.band(x, y, w, h, c.p.top, c.p.mid, c.p.low)
    r = min(w, h) * 0.09
    c.disc(x + w * c.rand(0.25, 0.75), y + h * c.rand(0.3, 0.5), r, c.p.white)
    for i, t in enumerate((0.2, 0.45, 0.7)):
        line = swell(c.rng, y + h * (0.66 + 0.12 * i), h * 0.05, 3, x, x + w)
        c.fade(ground(line, y + h), c.p.depth(t), mix(c.p.depth(t), c.p.low, 0.3))


def window(c: Canvas, box: Box, cols: int = 2, rows: int = 2, frame: Colour | None = None) -> None:
    """Set a window on a view into a wall at (x, y, w, h)."""
    x, y, w, h = box
    frame = frame or c.p.white
    c.rect(x - 16, y - 16, w + 32, h + 32, frame, 4)
    vista(c, box)
    for i in range(1, cols):
        c.rect(x + w * i / cols - 4, y, 8, h, frame)
    for i in range(1, rows):
        c.rect(x, y + h * i / rows - 4, w, 8, frame)
    c.rect(x - 30, y + h + 14, w + 60, 16, mix(frame, c.p.ink, 0.12), 3)
    c.rect(x - 16, y - 16, w + 32, 10, mix(frame, c.p.ink, 0.1), 4)


def sunbeam(c: Canvas, box: Box, floor: float, lean: float = 260) -> None:
    """Let light from a window fall across the room to the floor."""
    x, y, w, h = box
    c.poly([(x, y), (x + w, y), (x + w + lean, floor), (x + lean, floor)], clear(c.p.light, 0.1))
    c.poly([(x, y + h), (x + w, y + h), (x + w + lean, floor), (x + lean, floor)], clear(c.p.light, 0.1))
    c.poly(
        [(x + lean, floor), (x + w + lean, floor), (x + w + lean * 1.4, 960), (x + lean * 1.4, 960)],
        clear(c.p.light, 0.24),
    )


def arched(c: Canvas, x: float, y: float, w: float, h: float, fill: Colour) -> None:
    """Fill a round-headed opening standing on the foot (x, y)."""
    c.poly([(x, y), *reversed(arc(x + w / 2, y - h + w / 2, w / 2, w / 2, 0, 180)), (x + w, y)], fill)


def books(c: Canvas, x: float, y: float, w: float, h: float, colours: list[Colour]) -> None:
    """Stand a row of books on a shelf from x to x + w, at most h tall."""
    end = x + w
    while x < end - 8:
        thick = min(c.rand(9, 24), end - x)
        tall = h * c.rand(0.68, 0.98)
        fill = mix(c.pick(colours), c.p.ink, c.rand(0, 0.35))
        c.rect(x, y - tall, thick - 1.5, tall, fill, 1.5)
        c.rect(x, y - tall * 0.82, thick - 1.5, tall * 0.05, mix(fill, c.p.light, 0.45))
        x += thick if c.rng.random() < 0.94 else thick + 26


def bookcase(c: Canvas, box: Box, rows: int, colour: Colour) -> None:
    """Fill a bookcase of so many shelves at (x, y, w, h)."""
    x, y, w, h = box
    spines = [c.p.accent, c.p.second, c.p.leaf, c.p.white, c.p.near, c.p.wood]
    c.rect(x, y, w, h, colour)
    for i in range(rows):
        top, tall = y + 14 + (h - 14) * i / rows, (h - 14) / rows
        c.band(x + 12, top, w - 24, tall - 12, mix(colour, c.p.ink, 0.62), mix(colour, c.p.ink, 0.4))
        books(c, x + 14, top + tall - 12, w - 28, tall - 26, spines)
        c.veil(top, tall * 0.4, c.p.ink, 0.4, 0, x + 12, w - 24)


def table(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour) -> None:
    """Stand a table with its top at y and feet h lower."""
    for leg in (x + w * 0.05, x + w * 0.95 - 18):
        c.rect(leg, y, 18, h, mix(colour, c.p.ink, 0.35))
    c.rect(x, y, w, 22, colour, 5)
    c.rect(x + 10, y + 22, w - 20, 16, mix(colour, c.p.ink, 0.25))


def counter(c: Canvas, y: float, colour: Colour, top: Colour, n: int = 6) -> None:
    """Run a counter with n doors across the foot of the canvas, its top at y."""
    c.band(0, y, WIDTH, HEIGHT - y, colour, mix(colour, c.p.ink, 0.18))
    for i in range(n):
        x = WIDTH * (i + 0.04) / n
        c.rect(x, y + 62, WIDTH * 0.92 / n, HEIGHT - y, mix(colour, c.p.ink, 0.1), 6)
        c.rect(x + 5, y + 67, WIDTH * 0.92 / n - 10, HEIGHT - y, mix(colour, c.p.white, 0.06), 5)
        c.rect(x + WIDTH * 0.36 / n, y + 92, WIDTH * 0.2 / n, 8, mix(top, c.p.ink, 0.3), 4)
    c.rect(0, y, WIDTH, 34, top)
    c.rect(0, y, WIDTH, 7, mix(top, c.p.white, 0.4))
    c.veil(y + 34, 26, c.p.ink, 0.22, 0)


def pendant(c: Canvas, x: float, y: float, w: float, colour: Colour) -> None:
    """Hang a lamp w wide from the ceiling, its rim at y."""
    c.line([(x, 0), (x, y - w * 0.4)], 3, c.p.ink)
    c.glow(x, y + w * 0.2, w * 2, c.p.light, 0.5)
    c.poly([*arc(x, y, w / 2, w * 0.5, 0, 180)], colour)
    c.poly([*arc(x, y, w / 2, w * 0.5, 0, 70), (x + w * 0.1, y)], mix(colour, c.p.ink, 0.16))
    c.oval(x, y, w / 2, w * 0.07, c.p.light)


def desk_lamp(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    """Stand a library lamp s tall on a table at (x, y)."""
    brass = mix(c.p.second, c.p.wood, 0.6)
    c.glow(x, y - s * 0.55, s * 1.5, c.p.light, 0.55)
    c.rect(x - s * 0.2, y - s * 0.06, s * 0.4, s * 0.06, brass, s * 0.03)
    c.line([(x, y), (x, y - s * 0.75)], s * 0.05, brass)
    c.poly(
        [
            (x - s * 0.46, y - s * 0.68),
            (x - s * 0.34, y - s),
            (x + s * 0.34, y - s),
            (x + s * 0.46, y - s * 0.68),
        ],
        colour,
    )
    c.rect(x - s * 0.46, y - s * 0.7, s * 0.92, s * 0.05, c.p.light)


def picture(c: Canvas, box: Box, frame: Colour) -> None:
    """Hang a framed abstract painting at (x, y, w, h)."""
    x, y, w, h = box
    c.shade(quad(x - 8, y - 2, w + 28, h + 24), 0.14)
    c.rect(x - 12, y - 12, w + 24, h + 24, frame)
    c.rect(x, y, w, h, c.p.white)
    c.pick((art_hills, art_discs, art_blocks))(c, (x + 12, y + 12, w - 24, h - 24))


def quad(x: float, y: float, w: float, h: float) -> Points:
    """Return the corners of a rectangle."""
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


def art_hills(c: Canvas, box: Box) -> None:
    """Paint a little landscape in a box."""
    vista(c, box)


def art_discs(c: Canvas, box: Box) -> None:
    """Paint half discs on colour in a box."""
    x, y, w, h = box
    c.band(x, y, w, h, mix(c.p.second, c.p.light, 0.55), mix(c.p.second, c.p.light, 0.3))
    r = min(w, h) * 0.3
    c.poly(arc(x + w * 0.5, y + h * 0.44, r, r, 0, 180), c.p.accent)
    c.poly(arc(x + w * 0.5, y + h * 0.5, r, r, 180, 360), c.p.near)
    c.disc(x + w * 0.5 + r * 0.5, y + h * 0.2, r * 0.3, c.p.white)


def art_blocks(c: Canvas, box: Box) -> None:
    """Paint stacked blocks of colour in a box."""
    x, y, w, h = box
    c.band(x, y, w, h, mix(c.p.low, c.p.accent, 0.25), c.p.low)
    for i, fill in enumerate(c.rng.sample([c.p.accent, c.p.second, c.p.near, c.p.leaf], 3)):
        c.band(x + w * 0.1, y + h * (0.08 + 0.3 * i), w * 0.8, h * 0.25, fill, mix(fill, c.p.ink, 0.12))


def curtain(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour, n: int = 6) -> None:
    """Hang a pleated curtain at (x, y)."""
    for i in range(n):
        left, dx = x + w * i / n, w / n
        c.band(left, y, dx, h, mix(colour, c.p.white, 0.14), colour)
        c.band(left + dx * 0.62, y, dx * 0.38, h, mix(colour, c.p.ink, 0.1), mix(colour, c.p.ink, 0.18))
