"""Shapes: lists of (x, y) points, before any colour is chosen."""

from math import cos, pi, sin
from random import Random

Point = tuple[float, float]
Points = list[Point]


def trace(numbers: str) -> Points:
    """Read "x y x y ..." as points; ValueError unless the numbers pair up."""
    values = [float(word) for word in numbers.split()]
    return list(zip(values[::2], values[1::2], strict=True))


def twin(numbers: str) -> Points:
    """Read the right half of a shape and add its mirror image on the left."""
    half = trace(numbers)
    return [*half, *[(-x, y) for x, y in reversed(half)]]


def spline(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    """Return the Catmull-Rom point a fraction t of the way from b to c."""
    u, v = t * t, t * t * t
    weights = (-v + 2 * u - t, 3 * v - 5 * u + 2, -3 * v + 4 * u + t, v - u)
    pairs = list(zip(weights, (a, b, c, d), strict=True))
    return sum(w * p[0] for w, p in pairs) / 2, sum(w * p[1] for w, p in pairs) / 2


def curve(points: Points, closed: bool = True, steps: int = 6) -> Points:
    """Return a smooth line through the points, closed into a ring by default."""
    n = len(points)
    if closed:
        ring = [points[-1], *points, points[0], points[1]]
    else:
        ring = [points[0], *points, points[-1]]
    spans = range(n if closed else n - 1)
    return [spline(*ring[i : i + 4], s / steps) for i in spans for s in range(steps + (i == n - 2))]


def place(points: Points, x: float, y: float, s: float, flip: int = 1) -> Points:
    """Move unit points (y upwards) to (x, y) at scale s, mirrored when flip is -1."""
    return [(x + px * s * flip, y - py * s) for px, py in points]


def span(start: float, stop: float, step: float) -> list[float]:
    """Return evenly spaced numbers covering start..stop, about step apart."""
    n = max(2, round((stop - start) / step))
    return [start + (stop - start) * i / n for i in range(n + 1)]


def swell(rng: Random, y: float, height: float, waves: float = 1.5, x0=-20, x1=1620) -> Points:
    """Return a rolling line about y, left to right."""
    parts = [(rng.uniform(0.8, 1.2) * waves * m, rng.uniform(0, 6.3), height / m) for m in (1, 2.3, 4.7)]
    return [(x, y - sum(h * sin(x * f / 255 + p) for f, p, h in parts)) for x in span(x0, x1, 16)]


def crag(rng: Random, y: float, height: float, rounds: int = 7) -> Points:
    """Return a jagged line about y, left to right."""
    line = [y + rng.uniform(-0.5, 0.5) * height for _ in range(4)]
    for i in range(rounds - 1):
        jolt = height * 0.52**i
        middles = [(a + b) / 2 + rng.uniform(-jolt, jolt) / 2 for a, b in zip(line, line[1:], strict=False)]
        line = [v for pair in zip(line, [*middles, 0], strict=True) for v in pair][:-1]
    return [(-20 + 1640 * i / (len(line) - 1), v) for i, v in enumerate(line)]


def ground(line: Points, y: float = 1020) -> Points:
    """Close a left-to-right line down to y."""
    return [*line, (line[-1][0], y), (line[0][0], y)]


def arc(x: float, y: float, rx: float, ry: float, start: float, stop: float, n: int = 24) -> Points:
    """Return points of an ellipse between two angles in degrees, 0 to the right and 90 up."""
    angles = [(start + (stop - start) * i / n) * pi / 180 for i in range(n + 1)]
    return [(x + rx * cos(a), y - ry * sin(a)) for a in angles]


def blade(x: float, y: float, length: float, degrees: float, width: float) -> Points:
    """Return a leaf from (x, y) pointing at an angle, 90 up."""
    a = degrees * pi / 180
    tip = (x + length * cos(a), y - length * sin(a))
    mid = (x + length * 0.5 * cos(a), y - length * 0.5 * sin(a))
    side = (width * sin(a), width * cos(a))
    return curve([(x, y), (mid[0] + side[0], mid[1] + side[1]), tip, (mid[0] - side[0], mid[1] - side[1])])


def arches(x0: float, x1: float, deck: float, base: float, n: int, drop: float = 40) -> Points:
    """Return a viaduct of n round arches between x0 and x1, from deck down to base."""
    width = (x1 - x0) / n
    r, outline = width * 0.39, [(x0, deck), (x1, deck), (x1, base)]
    for i in reversed(range(n)):
        x = x0 + width * (i + 0.5)
        outline += [(x + r, base), *arc(x, deck + drop + r, r, r, 0, 180), (x - r, base)]
    return [*outline, (x0, base)]


def between(a: Point, b: Point, t: float) -> Point:
    """Return the point a fraction t of the way from a to b."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
