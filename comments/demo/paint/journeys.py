"""Scenes to travel through: a river, a night camp, the air, the sky above it."""

from . import houses, land, plants, sky, vehicles
from .canvas import HEIGHT, WIDTH, Canvas
from .colours import clear, mix
from .nature import woods
from .people import outline
from .shapes import Points, ground


def river(c: Canvas) -> None:
    """A river winding down from the hills, with a boat."""
    x = c.rand(650, 950)
    sky.air(c, 420)
    sky.sun(c, x + c.rand(-120, 120), 210, 60)
    sky.clouds(c, 4, 80, 300)
    land.range_(c, 360, 120, c.p.depth(0.12))
    land.hills(c, 400, 430, 2, 0.22, 0.34)
    _plain(c)
    bends = _bends(x)
    land.stream(c, [(u, v - 5, w + 18 + v * 0.02) for u, v, w in bends], mix(c.p.low, c.p.second, 0.25), woods(c, 0))
    land.stream(c, bends, c.p.low, mix(c.p.mid, c.p.top, 0.4), mix(c.p.top, c.p.depth(0.8), 0.5))
    _banks(c, x)
    vehicles.rowboat(c, x - 80, 800, 150)


def _bends(x: float) -> list[tuple[float, float, float]]:
    offsets = (
        (0, 462, 12),
        (190, 505, 44),
        (-210, 580, 110),
        (170, 700, 210),
        (-160, 850, 360),
        (-40, 1060, 620),
    )
    return [(x + dx, y, w) for dx, y, w in offsets]


def _plain(c: Canvas) -> None:
    green = mix(c.p.leaf, c.p.low, 0.22)
    land.hill(c, 450, 8, green, 1, 0)
    c.band(0, 470, WIDTH, 530, green, woods(c, 0.3))
    for y, n in ((470, 44), (500, 14)):
        plants.grove(c, [(px, y) for px in range(0, 1600, 16)], woods(c, 0.35), n, (34, 70))


def _banks(c: Canvas, x: float) -> None:
    spots = (
        (-420, 590, 120),
        (330, 560, 110),
        (430, 600, 140),
        (-330, 560, 90),
        (480, 740, 230),
        (-520, 760, 260),
    )
    for dx, y, h in spots:
        plants.tree(c, x + dx + c.rand(-20, 20), y, h * c.rand(0.9, 1.15), woods(c, c.rand(0.25, 0.6)))
    for dx, y in ((-560, 800), (400, 780), (540, 860)):
        plants.bush(c, x + dx, y, 110, woods(c, 0.5))
    tints = [mix(c.p.leaf, c.p.ink, 0.35), woods(c, 0.6), mix(c.p.leaf, c.p.light, 0.2)]
    plants.grass(c, 130, 1012, (60, 150), tints, -20, x - 440)
    plants.grass(c, 130, 1012, (60, 150), tints, x + 330, 1620)


def night(c: Canvas) -> None:
    """Stars above hills, a lit tent and its watcher."""
    sky.air(c, 760)
    c.glow(c.rand(500, 1100), 700, 620, c.p.low, 0.6)
    sky.galaxy(c)
    sky.stars(c, 420, 720)
    sky.crescent(c, c.rand(280, 1320), 190, 56)
    land.range_(c, 600, 150, c.p.depth(0.2), 0.35)
    for y, t in ((700, 0.5), (770, 0.75)):
        line = land.hill(c, y, 44, c.p.depth(t), 1.2, 0.1)
        plants.grove(c, line, mix(c.p.depth(t), c.p.ink, 0.3), 40, (40 + 30 * t, 90 + 70 * t), plants.spire)
    _camp(c, c.rand(560, 1000))


def _camp(c: Canvas, x: float) -> None:
    land.hill(c, 862, 18, mix(c.p.near, c.p.ink, 0.3), 1, 0)
    houses.tent(c, x, 890, 150)
    outline(c, x + 230, 896, 118, mix(c.p.ink, c.p.near, 0.2))
    for px, h in ((110, 330), (230, 250), (1400, 380), (1510, 290)):
        plants.pine(c, px, 930, h, mix(c.p.ink, c.p.near, 0.35))
    plants.grass(c, 240, 1010, (20, 70), [c.p.ink, mix(c.p.ink, c.p.near, 0.5)])


def balloon(c: Canvas) -> None:
    """Hot-air balloons over a misty valley."""
    sky.air(c, 700)
    sky.sun(c, c.rand(350, 1250), c.rand(420, 500), 74)
    sky.clouds(c, 5, 90, 420)
    sky.birds(c, 7, 800 + c.rand(-500, 500), 200)
    land.range_(c, 600, 150, c.p.depth(0.1))
    land.hills(c, 680, 780, 3, 0.22, 0.5, 60)
    x, side = c.rand(700, 900), c.pick((-1, 1))
    for dx, y, s in ((0, 590, 400), (430, 440, 210), (-380, 520, 110), (-560, 380, 66), (620, 560, 70)):
        sky.balloon(c, x + side * dx + c.rand(-20, 20), y + c.rand(-20, 20), s)
    line = land.hill(c, 860, 40, c.p.depth(0.72), 1.2, 0.2)
    plants.grove(c, line, mix(c.p.near, c.p.leaf, 0.25), 30, (50, 100))
    land.hill(c, 940, 26, c.p.depth(0.95), 1.4, 0.05)


def satellite(c: Canvas) -> None:
    """A satellite above the curve of the Earth."""
    c.band(0, 0, WIDTH, HEIGHT, mix(c.p.top, c.p.ink, 0.55), c.p.top, c.p.mid)
    sky.stars(c, 380, 900)
    sky.crescent(c, c.rand(200, 420), 180, 44)
    _earth(c, 900, 1720, 1050)
    x, y = c.rand(700, 1000), c.rand(330, 400)
    c.glow(x, y, 460, c.p.mid, 0.5)
    vehicles.satellite(c, x, y, 660, c.rand(8, 22))


def _earth(c: Canvas, x: float, y: float, r: float) -> None:
    for i in range(9):
        c.disc(x, y, r + 90 - 10 * i, clear(mix(c.p.mid, c.p.light, 0.35), 0.05 + 0.012 * i))
    pale, deep = mix(c.p.second, c.p.light, 0.25), mix(c.p.second, c.p.top, 0.55)
    c.fade(sky.arc(x, y, r, r, 0, 180, 120), pale, deep, c.p.top)
    for _ in range(9):
        _continent(c, x + c.rand(-620, 620), c.rand(10, 190), c.rand(70, 180), (x, y, r))
    for _ in range(16):
        px, w = x + c.rand(-640, 640), c.rand(40, 120)
        c.oval(px, _rim(px, w, (x, y, r)) + c.rand(16, 220), w, c.rand(4, 10), clear(c.p.white, 0.45))
    for wide in (1190, 1310):
        c.line(sky.arc(x, y, wide, wide, 30, 150, 90), 2, clear(c.p.light, 0.35))


def _rim(px: float, w: float, planet: tuple[float, float, float]) -> float:
    x, y, r = planet
    reach = abs(px - x) + w * 1.2
    return y - max(0, r * r - reach * reach) ** 0.5


def _continent(c: Canvas, px: float, depth: float, w: float, planet: tuple[float, float, float]) -> None:
    y = _rim(px, w, planet) + w * 0.25 + depth
    corners = ((-1, 0), (-0.4, -1), (0.3, -0.8), (1, -0.2), (0.5, 0.9), (-0.3, 0.7))
    coast: Points = [(px + w * u * c.rand(0.7, 1), y + w * v * c.rand(0.12, 0.22)) for u, v in corners]
    c.blob(coast, mix(mix(c.p.leaf, (120, 176, 120), 0.4), c.p.low, 0.3))


def village(c: Canvas) -> None:
    """Roofs climbing a hillside to a church."""
    sky.air(c, 560)
    sky.sun(c, c.rand(250, 1350), 200, 56)
    sky.clouds(c, 5, 80, 340)
    land.range_(c, 440, 150, c.p.depth(0.12))
    land.hills(c, 500, 560, 2, 0.22, 0.36, 50)
    green = woods(c, 0.2)
    c.fade(ground(sky.arc(800, 1000, 1150, 470, 165, 15, 60)), mix(green, c.p.low, 0.3), woods(c, 0.45))
    for i in range(5):
        if i == 2:
            houses.church(c, 740, 645, 300)
        houses.hamlet(c, 575 + 66 * i, 190 + 128 * i, 48 + 9 * i, (720, 960) if i == 1 else (0, 0))
    plants.grass(c, 220, 1014, (24, 76), [mix(green, c.p.ink, 0.25), green, mix(green, c.p.light, 0.25)])
    plants.flowers(c, 120, 920, [c.p.accent, c.p.white, c.p.second])
