"""The canvas every picture is painted on."""

from functools import lru_cache
from itertools import product
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from .colours import Colour, Palette, clear, mix
from .shapes import Points, curve, place, trace

WIDTH, HEIGHT, SUPER = 1600, 1000, 2
Size = tuple[int, int]


def ramp(stops: list[Colour], size: Size) -> Image.Image:
    """Return an RGB image of the size shading through the stops from top to bottom."""
    n, last = 128, len(stops) - 1
    strip = Image.new("RGB", (1, n))
    for i in range(n):
        t = i / (n - 1) * last
        j = min(int(t), last - 1)
        strip.putpixel((0, i), mix(stops[j], stops[j + 1], t - j))
    return strip.resize((1, size[1]), Image.Resampling.BILINEAR).resize(size, Image.Resampling.NEAREST)


def slope(a: float, b: float, size: Size) -> Image.Image:
    """Return an L mask of the size running from opacity a at the top to b at the bottom."""
    strip = Image.linear_gradient("L").resize((1, size[1]))
    return strip.point([round(255 * (a + (b - a) * i / 255)) for i in range(256)]).resize(size)


@lru_cache(maxsize=64)
def halo(strength: float) -> Image.Image:
    """Return a square L mask fading from strength at its middle to nothing at its rim."""
    falls = [max(0, 1 - i / 179) ** 2 for i in range(256)]
    return Image.radial_gradient("L").point([round(255 * strength * v) for v in falls])


@lru_cache(maxsize=4)
def grain(size: Size) -> Image.Image:
    """Return an RGB paper texture of the size, mid grey on average, for soft light."""
    side = 384
    dust = Image.frombytes("L", (side, side), Random(7).randbytes(side * side))
    pulp = dust.resize((side // 3, side // 3)).resize((side, side), Image.Resampling.BICUBIC)
    tile = Image.blend(dust.filter(ImageFilter.GaussianBlur(0.6)), pulp, 0.35)
    tile = tile.point([round(128 + (i - 128) * 0.32) for i in range(256)])
    sheet = Image.new("L", size)
    for x, y in product(range(0, size[0], side), range(0, size[1], side)):
        sheet.paste(tile, (x, y))
    return sheet.convert("RGB")


class Canvas:
    """A surface addressed in 1600 x 1000 units, centred and cropped to the pixel size.

    p is the palette, rng the only source of chance, turnable whether the picture may be mirrored,
    and sun the (x, y, radius) of the last sun painted.
    """

    def __init__(self, size: Size, palette: Palette, rng: Random):
        """Prepare a blank surface of size (width, height) pixels."""
        self.size, self.p, self.rng = size, palette, rng
        self.turnable, self.sun = True, (0.0, 0.0, 0.0)
        self.k = SUPER * max(size[0] / WIDTH, size[1] / HEIGHT)
        self.image = Image.new("RGB", (size[0] * SUPER, size[1] * SUPER))
        self.dx = (self.image.width - WIDTH * self.k) / 2
        self.dy = (self.image.height - HEIGHT * self.k) / 2
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def rand(self, a: float, b: float) -> float:
        """Return a number drawn between a and b."""
        return self.rng.uniform(a, b)

    def pick(self, options):
        """Return one of the options."""
        return self.rng.choice(options)

    def at(self, points: Points) -> Points:
        """Convert points in units to pixels."""
        return [(x * self.k + self.dx, y * self.k + self.dy) for x, y in points]

    def poly(self, points: Points, fill: Colour) -> None:
        """Fill a polygon."""
        self.pen.polygon(self.at(points), fill)

    def blob(self, points: Points, fill: Colour) -> None:
        """Fill a smooth ring through the points."""
        self.poly(curve(points), fill)

    def stamp(self, shape: Points, x: float, y: float, s: float, fill: Colour, flip: int = 1) -> None:
        """Fill a smooth unit shape moved to (x, y) at scale s."""
        self.blob(place(shape, x, y, s, flip), fill)

    def cut(self, numbers: str, x: float, y: float, s: float, fill: Colour, flip: int = 1) -> None:
        """Fill a straight-edged unit shape, written "x y x y ...", moved to (x, y) at scale s."""
        self.poly(place(trace(numbers), x, y, s, flip), fill)

    def rect(self, x: float, y: float, w: float, h: float, fill: Colour, r: float = 0) -> None:
        """Fill a rectangle with corners of radius r."""
        (a, b), (c, d) = self.at([(x, y), (x + w, y + h)])
        self.pen.rounded_rectangle((a, b, max(a, c - 1), max(b, d - 1)), r * self.k, fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """Fill an ellipse about (x, y)."""
        self.pen.ellipse(self.at([(x - rx, y - ry), (x + rx, y + ry)]), fill)

    def disc(self, x: float, y: float, r: float, fill: Colour) -> None:
        """Fill a circle about (x, y)."""
        self.oval(x, y, r, r, fill)

    def line(self, points: Points, width: float, fill: Colour) -> None:
        """Draw a line with square ends."""
        self.pen.line(self.at(points), fill, max(1, round(width * self.k)), "curve")

    def limb(self, points: Points, width: float, fill: Colour) -> None:
        """Draw a smooth opaque line with round ends."""
        self.line(curve(points, False) if len(points) > 2 else points, width, fill)
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, fill)

    def box(self, points: Points) -> tuple[int, int, int, int]:
        """Return the pixel bounds of the points, kept inside the image."""
        xs, ys = zip(*self.at(points), strict=True)
        left, top = max(0, int(min(xs))), max(0, int(min(ys)))
        right, bottom = min(self.image.width, int(max(xs)) + 1), min(self.image.height, int(max(ys)) + 1)
        return left, top, max(left + 1, right), max(top + 1, bottom)

    def fade(self, points: Points, *stops: Colour) -> None:
        """Fill a polygon shading through the stops from top to bottom."""
        left, top, right, bottom = self.box(points)
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in self.at(points)], 255)
        self.image.paste(ramp(list(stops), mask.size), (left, top), mask)

    def band(self, x: float, y: float, w: float, h: float, *stops: Colour) -> None:
        """Fill a rectangle shading through the stops from top to bottom."""
        left, top, right, bottom = self.box([(x, y), (x + w, y + h)])
        self.image.paste(ramp(list(stops), (right - left, bottom - top)), (left, top))

    def veil(self, y: float, h: float, fill: Colour, a: float, b: float, x=0, w=WIDTH) -> None:
        """Lay mist over a rectangle, from opacity a at its top to b at its bottom."""
        left, top, right, bottom = self.box([(x, y), (x + w, y + h)])
        self.image.paste(fill, (left, top, right, bottom), slope(a, b, (right - left, bottom - top)))

    def glow(self, x: float, y: float, r: float, fill: Colour, strength: float = 0.6) -> None:
        """Add a soft round light about (x, y)."""
        ((px, py),) = self.at([(x, y)])
        side = max(2, round(2 * r * self.k))
        corner = round(px) - side // 2, round(py) - side // 2
        self.image.paste(fill, corner, halo(strength).resize((side, side)))

    def shade(self, points: Points, opacity: float = 0.14) -> None:
        """Darken a polygon."""
        self.poly(points, clear(self.p.ink, opacity))

    def finish(self) -> Image.Image:
        """Return the picture at its own size, with paper grain and now and then mirrored."""
        small = self.image.reduce(SUPER)
        if self.turnable and self.rng.random() < 0.5:
            small = ImageOps.mirror(small)
        return ImageChops.soft_light(small, grain(self.size))
