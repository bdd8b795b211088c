"""Scenes of open country."""

from . import animals, houses, land, plants, sky, vehicles
from .canvas import HEIGHT, WIDTH, Canvas
from .colours import Colour, clear, mix
from .people import outline, person
from .shapes import Points, ground, swell


def _woods(c: Canvas, t: float = 0.4) -> Colour:
    return mix(c.p.leaf, c.p.near, t)


def mountain(c: Canvas) -> None:
    """Snowy peaks above pine woods, sometimes with a lake."""
    sky.air(c, 700)
    sky.sun(c, c.rand(300, 1300), c.rand(170, 260), 52)
    sky.clouds(c, 4, 120, 330)
    land.range_(c, 500, 170, c.p.depth(0.12))
    for x, w, h, t in ((300, 820, 380, 0.28), (1330, 900, 420, 0.34), (c.rand(700, 900), 1050, 540, 0.48)):
        land.peak(c, x + c.rand(-60, 60), 740, w, h * c.rand(0.92, 1.06), c.p.depth(t))
    c.veil(560, 190, c.p.low, 0, 0.7)
    c.pick((_lake, _meadows))(c)


def _lake(c: Canvas) -> None:
    shore = mix(c.p.depth(0.55), c.p.leaf, 0.3)
    line = [(x, y + 10) for x, y in swell(c.rng, 722, 8, 2)]
    plants.grove(c, line, shore, 90, (36, 84), plants.spire)
    c.fade(ground(line), shore, shore)
    land.sea(c, 740, mix(c.p.low, c.p.mid, 0.5))
    land.reflect(c, 740, 0.72, 0.9)
    land.ripples(c, 740, clear(c.p.white, 0.2), 60)
    _slope(c, 930, 0.95, 34)


def _meadows(c: Canvas) -> None:
    c.rect(0, 740, WIDTH, HEIGHT, mix(c.p.depth(0.3), c.p.low, 0.6))
    for y, t in ((745, 0.5), (815, 0.72), (900, 0.95)):
        _slope(c, y, t, 26)


def _slope(c: Canvas, y: float, t: float, n: int) -> None:
    colour = mix(c.p.depth(t), c.p.leaf, 0.3)
    line = land.hill(c, y, 34, colour, 1.3, 0.25)
    plants.grove(c, line, mix(colour, c.p.ink, 0.25), n, (40 + t * 40, 70 + t * 110), plants.pine)


def sea(c: Canvas) -> None:
    """Sailing boats under a low sun."""
    x = c.rand(480, 1120)
    sky.air(c, 520)
    sky.sun(c, x, c.rand(300, 420), c.rand(72, 96))
    sky.clouds(c, 5, 110, 430)
    land.range_(c, 500, 70, c.p.depth(0.15), 0.3)
    land.sea(c, 520)
    land.glitter(c, x, 520, 150)
    land.ripples(c, 520, clear(c.p.depth(0.8), 0.16), 160)
    sky.birds(c, 6, x + 330, 220)
    vehicles.sailboat(c, x + c.pick((-330, 300)), 600, 130)
    vehicles.sailboat(c, x + c.rand(-120, 160), 730, c.rand(330, 390))
    for i in range(4):
        land.wave(c, 800 + 58 * i, 0.55 + 0.13 * i)


def field(c: Canvas) -> None:
    """Rolling farmland with a farmhouse and ploughed rows."""
    sky.air(c, 520)
    sky.sun(c, c.rand(300, 1300), 250, 60)
    sky.clouds(c, 6, 90, 380)
    land.hills(c, 440, 520, 3, 0.12, 0.34)
    gold, green = mix(c.p.second, c.p.light, 0.4), mix(c.p.leaf, c.p.low, 0.25)
    for y, colour, n in ((540, mix(green, gold, 0.55), 8), (590, green, 10), (640, gold, 5)):
        plants.grove(c, land.hill(c, y, 34, colour, 1.2, 0.2), _woods(c), n, (40, 84))
    x = c.rand(350, 1200)
    _farm(c, x, 668)
    land.hill(c, 720, 16, _woods(c, 0.22), 1, 0.1)
    land.furrows(c, x - 200, 716, clear(c.p.light, 0.17))
    plants.grass(c, 320, 1010, (26, 70), [mix(c.p.leaf, c.p.ink, 0.3), _woods(c, 0.6), gold])


def _farm(c: Canvas, x: float, y: float) -> None:
    houses.house(c, x, y, 150, 70, c.p.white, houses.roof_colour(c))
    for dx, h in ((-70, 150), (-30, 110), (190, 170), (240, 120)):
        plants.tree(c, x + dx, y + 4, h, _woods(c, 0.5))


def desert(c: Canvas) -> None:
    """Dunes, a caravan and a large sun."""
    sky.air(c, 600)
    sky.sun(c, c.rand(500, 1100), c.rand(250, 330), c.rand(80, 110))
    land.range_(c, 520, 60, mix(c.p.far, c.p.low, 0.2), 0.5)
    sand = mix(mix((226, 178, 118), c.p.accent, 0.12), c.p.low, 0.3)
    land.dune(c, c.rand(1100, 1350), 520, mix(sand, c.p.low, 0.45), 90)
    land.dune(c, c.rand(250, 500), 580, mix(sand, c.p.low, 0.22), 120)
    land.dune(c, c.rand(900, 1150), 670, sand, 150)
    _caravan(c, c.rand(180, 340), 806)
    land.dune(c, c.rand(420, 620), 800, mix(sand, c.p.accent, 0.32), 150)


def _caravan(c: Canvas, x: float, y: float) -> None:
    for i, cloth in enumerate((c.p.accent, c.p.white, c.p.second)):
        animals.camel(c, x + i * 150, y - i * 37, 96, mix(c.p.ink, c.p.near, 0.3), cloth)
    person(c, x + 440, y - 108, 92, 1, mix(c.p.accent, c.p.ink, 0.2), 0.08)


def snow(c: Canvas) -> None:
    """A lit cabin among pines in falling snow."""
    sky.air(c, 620)
    sky.stars(c, 40, 300)
    sky.sun(c, c.rand(900, 1300), 190, 46)
    land.range_(c, 470, 190, mix(c.p.far, c.p.white, 0.15), 0.5)
    pale, cool, pines = mix(c.p.white, c.p.top, 0.12), mix(c.p.white, c.p.depth(0.4), 0.42), _pines(c)
    for i, (y, n) in enumerate(((600, 34), (680, 18))):
        line = land.hill(c, y, 30, mix(cool, pale, 0.3 + 0.3 * i), 1.2, 0.1)
        plants.grove(
            c, line, mix(pines, c.p.low, 0.3 - 0.2 * i), n, (70 + 40 * i, 150 + 70 * i), plants.snowy
        )
    c.fade(ground(swell(c.rng, 780, 26, 1)), pale, cool)
    houses.cabin(c, c.rand(420, 820), 812, 240)
    for x, h in ((120, 420), (250, 300), (1300, 360), (1440, 500), (1180, 230)):
        plants.snowy(c, x + c.rand(-30, 30), 830 + h * 0.14, h, pines)
    sky.snowfall(c, 190)


def _pines(c: Canvas) -> Colour:
    return mix(c.p.near, c.p.leaf, 0.3)


def forest(c: Canvas) -> None:
    """Tall trunks in mist with a path and a deer."""
    mist, x = mix(c.p.low, c.p.leaf, 0.18), c.rand(600, 1000)
    c.band(0, 0, WIDTH, HEIGHT, mix(c.p.leaf, c.p.low, 0.35), mist, c.p.low, mist)
    c.glow(x, 330, 620, c.p.light, 0.85)
    for i in range(4):
        _trunks(c, 640 + 62 * i, (16, 15, 9, 6)[i], 14 + 13 * i**1.5, mix(mist, c.p.near, 0.2 + 0.22 * i))
    bends = [(x, 800, 24), (x + 50, 840, 60), (x - 60, 900, 150), (x + 120, 1020, 380)]
    land.stream(c, bends, mix(c.p.low, c.p.second, 0.2), mix(c.p.wood, c.p.low, 0.35))
    animals.deer(c, x + c.pick((-170, 180)), 862, 150, mix(c.p.accent, c.p.near, 0.35))
    sky.rays(c, x + c.pick((-300, 300)), -120, 7, 1500, 0.1)
    moss = mix(c.p.near, c.p.leaf, 0.25)
    plants.grass(c, 280, 1000, (40, 130), [moss, mix(moss, c.p.ink, 0.4), mix(moss, c.p.leaf, 0.5)])


def _trunks(c: Canvas, y: float, n: int, w: float, colour: Colour) -> None:
    for i in range(n):
        x = WIDTH * (i + c.rand(0.1, 0.9)) / n
        if w < 60 or not 480 < x < 1120:
            _trunk(c, x, y, w, colour)
    c.fade(ground(swell(c.rng, y, 16, 3), y + 260), mix(colour, c.p.leaf, 0.3), mix(colour, c.p.low, 0.25))
    plants.grass(c, 60, y + 14, (20, 30 + w), [mix(colour, c.p.leaf, 0.35), mix(colour, c.p.leaf, 0.15)])


def _trunk(c: Canvas, x: float, y: float, w: float, colour: Colour) -> None:
    a, b = w * c.rand(0.35, 0.6), w * c.rand(0.6, 0.7)
    c.fade([(x - a, -10), (x + a, -10), (x + b, y + 20), (x - b, y + 20)], colour, mix(colour, c.p.low, 0.14))
    for _ in range(2):
        fork, side = c.rand(60, y * 0.6), c.pick((-1, 1))
        c.poly([(x, fork), (x + side * w * 3, fork - w * 1.5), (x, fork + w * 0.4)], colour)


def temple(c: Canvas) -> None:
    """A pagoda among blossom, or a colonnade among cypresses."""
    x = c.rand(600, 1000)
    sky.air(c, 720)
    sky.sun(c, x + c.pick((-280, 280)), 270, 96)
    sky.clouds(c, 4, 110, 400)
    land.range_(c, 520, 150, c.p.depth(0.12))
    land.hills(c, 600, 680, 2, 0.25, 0.4, 60)
    c.pick((_pagoda, _colonnade))(c, x)


def _pagoda(c: Canvas, x: float) -> None:
    for px in range(-60, 1700, 90):
        plants.tree(c, px + c.rand(-20, 20), 790, c.rand(150, 260), mix(c.p.leaf, c.p.depth(0.6), 0.45))
    houses.pagoda(c, x, 780)
    land.hill(c, 800, 14, mix(c.p.near, c.p.leaf, 0.35), 1, 0.2)
    houses.stairs(c, x, 782)
    blossom = mix(c.p.accent, c.p.low, 0.35)
    for side in (-1, 1):
        plants.bush(c, x + side * 230, 830, 120, _woods(c))
        plants.tree(c, x + side * c.rand(440, 560), 950, c.rand(440, 540), blossom)
    outline(c, x + 20, 930, 92, c.p.ink)


def _colonnade(c: Canvas, x: float) -> None:
    land.hill(c, 720, 24, mix(c.p.leaf, c.p.depth(0.5), 0.35), 1, 0.15)
    for dx, h in ((-470, 240), (-410, 310), (420, 290), (480, 220), (560, 170)):
        plants.cypress(c, x + dx, 745, h, _woods(c, 0.6))
    houses.colonnade(c, x, 740)
    land.hill(c, 830, 26, _woods(c, 0.3), 1.1, 0.12)
    for side in (-1, 1):
        plants.tree(c, x + side * 560, 930, 380, _woods(c, 0.45))
    person(c, x + c.rand(-120, 120), 900, 110)
    plants.flowers(c, 150, 850, [c.p.accent, c.p.white, c.p.second])


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
    land.stream(
        c, [(u, v - 5, w + 18 + v * 0.02) for u, v, w in bends], mix(c.p.low, c.p.second, 0.25), _woods(c, 0)
    )
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
    c.band(0, 470, WIDTH, 530, green, _woods(c, 0.3))
    for y, n in ((470, 44), (500, 14)):
        plants.grove(c, [(px, y) for px in range(0, 1600, 16)], _woods(c, 0.35), n, (34, 70))


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
        plants.tree(c, x + dx + c.rand(-20, 20), y, h * c.rand(0.9, 1.15), _woods(c, c.rand(0.25, 0.6)))
    for dx, y in ((-560, 800), (400, 780), (540, 860)):
        plants.bush(c, x + dx, y, 110, _woods(c, 0.5))
    tints = [mix(c.p.leaf, c.p.ink, 0.35), _woods(c, 0.6), mix(c.p.leaf, c.p.light, 0.2)]
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
    green = _woods(c, 0.2)
    c.fade(ground(sky.arc(800, 1000, 1150, 470, 165, 15, 60)), mix(green, c.p.low, 0.3), _woods(c, 0.45))
    for i in range(5):
        if i == 2:
            houses.church(c, 740, 645, 300)
        houses.hamlet(c, 575 + 66 * i, 190 + 128 * i, 48 + 9 * i, (720, 960) if i == 1 else (0, 0))
    plants.grass(c, 220, 1014, (24, 76), [mix(green, c.p.ink, 0.25), green, mix(green, c.p.light, 0.25)])
    plants.flowers(c, 120, 920, [c.p.accent, c.p.white, c.p.second])
