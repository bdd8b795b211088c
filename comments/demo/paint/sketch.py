"""Drawings written as text, painted at any place, scale and angle.

Each line reads "paint shape numbers". A paint is a palette name or one given by the caller,
mixed by "+name.amount" and made clear by "@opacity"; "a>b" shades from top to bottom.
Numbers are in the drawing's own units, y upwards, with its foot at 0 0.
"""

from functools import lru_cache
from math import cos, radians, sin

from .canvas import Canvas
from .colours import Colour, clear, mix
from .shapes import Points, arc, curve

Numbers = list[float]


def sketch(c: Canvas, drawing: str, x: float, y: float, s, flip: int = 1, turn: float = 0, **paints) -> None:
    """Paint a drawing at (x, y), scaled by s or (sx, sy) and turned by degrees.

    ValueError or AttributeError when a line of the drawing is malformed.
    """
    pencil = Pencil(c, (x, y), s if isinstance(s, tuple) else (s, s), flip, turn, paints)
    for paint, shape, numbers in _rows(drawing):
        getattr(pencil, shape)(paint, numbers)


@lru_cache(maxsize=256)
def _rows(drawing: str) -> list[tuple[str, str, Numbers]]:
    rows = [line.split() for line in drawing.strip().splitlines()]
    return [(paint, shape, [float(n) for n in numbers]) for paint, shape, *numbers in rows]


class Pencil:
    """Paints single shapes for sketch; every method takes a paint and its numbers."""

    def __init__(self, c: Canvas, foot: tuple[float, float], scale, flip: int, turn: float, paints: dict):
        """Hold a place, a scale and the caller's own paints."""
        self.c, self.foot, self.scale, self.paints = c, foot, (scale[0] * flip, scale[1]), paints
        self.size, self.cos, self.sin = scale[0], cos(radians(turn)), sin(radians(turn))

    def named(self, name: str) -> Colour:
        """Return the colour called name."""
        return self.paints[name] if name in self.paints else getattr(self.c.p, name)

    def tint(self, paint: str) -> Colour:
        """Return the colour a paint describes."""
        paint, _, opacity = paint.partition("@")
        first, *rest = paint.split("+")
        colour = self.named(first)
        for name, _, amount in (part.partition(".") for part in rest):
            colour = mix(colour, self.named(name), float(f".{amount}"))
        return clear(colour, float(opacity)) if opacity else colour

    def spots(self, numbers: Numbers) -> Points:
        """Convert x y x y ... to points on the canvas."""
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return [self.spot(u * self.scale[0], v * self.scale[1]) for u, v in pairs]

    def spot(self, u: float, v: float) -> tuple[float, float]:
        """Turn a scaled offset and add it to the foot."""
        return self.foot[0] + u * self.cos - v * self.sin, self.foot[1] - u * self.sin - v * self.cos

    def fill(self, points: Points, paint: str) -> None:
        """Fill a ring of points on the canvas."""
        stops = [self.tint(part) for part in paint.split(">")]
        if len(stops) > 1:
            self.c.fade(points, *stops)
        else:
            self.c.poly(points, stops[0])

    def cut(self, paint: str, numbers: Numbers) -> None:
        """Fill a straight-edged shape: x y ..."""
        self.fill(self.spots(numbers), paint)

    def blob(self, paint: str, numbers: Numbers) -> None:
        """Fill a smooth shape: x y ..."""
        self.fill(curve(self.spots(numbers)), paint)

    def twin(self, paint: str, numbers: Numbers) -> None:
        """Fill a smooth symmetrical shape from its right half: x y ..."""
        half = list(zip(numbers[::2], numbers[1::2], strict=True))
        self.blob(paint, numbers + [n for u, v in reversed(half) for n in (-u, v)])

    def line(self, paint: str, numbers: Numbers) -> None:
        """Draw a line: width x y ..."""
        self.c.line(self.spots(numbers[1:]), numbers[0] * self.size, self.tint(paint))

    def bend(self, paint: str, numbers: Numbers) -> None:
        """Draw a smooth line: width x y ..."""
        self.c.line(curve(self.spots(numbers[1:]), False), numbers[0] * self.size, self.tint(paint))

    def limb(self, paint: str, numbers: Numbers) -> None:
        """Draw a smooth line with round ends: width x y ..."""
        self.c.limb(self.spots(numbers[1:]), numbers[0] * self.size, self.tint(paint))

    def disc(self, paint: str, numbers: Numbers) -> None:
        """Fill a circle: x y radius."""
        self.c.disc(*self.spots(numbers[:2])[0], numbers[2] * self.size, self.tint(paint))

    def oval(self, paint: str, numbers: Numbers) -> None:
        """Fill an upright ellipse: x y rx ry."""
        rx, ry = numbers[2] * self.size, numbers[3] * self.scale[1]
        self.c.oval(*self.spots(numbers[:2])[0], rx, ry, self.tint(paint))

    def dome(self, paint: str, numbers: Numbers) -> None:
        """Fill a segment of an ellipse: x y rx ry start stop."""
        self.fill(self._arc(numbers), paint)

    def ring(self, paint: str, numbers: Numbers) -> None:
        """Draw part of an ellipse: width x y rx ry start stop."""
        self.c.line(self._arc(numbers[1:]), numbers[0] * self.size, self.tint(paint))

    def _arc(self, numbers: Numbers) -> Points:
        u, v, rx, ry, start, stop = numbers
        return self.spots([n for spot in arc(u, -v, rx, ry, start, stop, 40) for n in (spot[0], -spot[1])])

    def rect(self, paint: str, numbers: Numbers) -> None:
        """Fill a rectangle: x y width height and, if round, the radius of its corners."""
        u, v, w, h = numbers[:4]
        (x0, y0), (x1, y1) = self.spots([u, v + h, u + w, v])
        if ">" in paint:
            self.fill([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], paint)
        else:
            r = numbers[4] * self.size if len(numbers) > 4 else 0
            self.c.rect(min(x0, x1), y0, abs(x1 - x0), y1 - y0, self.tint(paint), r)

    def glow(self, paint: str, numbers: Numbers) -> None:
        """Add a soft light: x y radius strength."""
        self.c.glow(*self.spots(numbers[:2])[0], numbers[2] * self.size, self.tint(paint), numbers[3])
