"""Scenes of open country."""

from . import animals, houses, land, plants, sky, vehicles
from .canvas import HEIGHT, WIDTH, Canvas
from .colours import Colour, clear, mix
from .people import outline, person
from .shapes import ground, swell


def woods(c: Canvas, t: float = 0.4) -> Colour:
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
        plants.grove(c, land.hill(c, y, 34, colour, 1.2, 0.2), woods(c), n, (40, 84))
    x = c.rand(350, 1200)
    _farm(c, x, 668)
    land.hill(c, 720, 16, woods(c, 0.22), 1, 0.1)
    land.furrows(c, x - 200, 716, clear(c.p.light, 0.17))
    plants.grass(c, 320, 1010, (26, 70), [mix(c.p.leaf, c.p.ink, 0.3), woods(c, 0.6), gold])


def _farm(c: Canvas, x: float, y: float) -> None:
    houses.house(c, x, y, 150, 70, c.p.white, houses.roof_colour(c))
    for dx, h in ((-70, 150), (-30, 110), (190, 170), (240, 120)):
        plants.tree(c, x + dx, y + 4, h, woods(c, 0.5))


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
    pale, cool, pines = mix(c.p.white, c.p.top, 0.12), mix(c.p.white, c.p.depth(0.4), 0.42), pine_green(c)
    for i, (y, n) in enumerate(((600, 34), (680, 18))):
        line = land.hill(c, y, 30, mix(cool, pale, 0.3 + 0.3 * i), 1.2, 0.1)
        plants.grove(c, line, mix(pines, c.p.low, 0.3 - 0.2 * i), n, (70 + 40 * i, 150 + 70 * i), plants.snowy)
    c.fade(ground(swell(c.rng, 780, 26, 1)), pale, cool)
    houses.cabin(c, c.rand(420, 820), 812, 240)
    for x, h in ((120, 420), (250, 300), (1300, 360), (1440, 500), (1180, 230)):
        plants.snowy(c, x + c.rand(-30, 30), 830 + h * 0.14, h, pines)
    sky.snowfall(c, 190)


def pine_green(c: Canvas) -> Colour:
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
        plants.bush(c, x + side * 230, 830, 120, woods(c))
        plants.tree(c, x + side * c.rand(440, 560), 950, c.rand(440, 540), blossom)
    outline(c, x + 20, 930, 92, c.p.ink)


def _colonnade(c: Canvas, x: float) -> None:
    land.hill(c, 720, 24, mix(c.p.leaf, c.p.depth(0.5), 0.35), 1, 0.15)
    for dx, h in ((-470, 240), (-410, 310), (420, 290), (480, 220), (560, 170)):
        plants.cypress(c, x + dx, 745, h, woods(c, 0.6))
    houses.colonnade(c, x, 740)
    land.hill(c, 830, 26, woods(c, 0.3), 1.1, 0.12)
    for side in (-1, 1):
        plants.tree(c, x + side * 560, 930, 380, woods(c, 0.45))
    person(c, x + c.rand(-120, 120), 900, 110)
    plants.flowers(c, 150, 850, [c.p.accent, c.p.white, c.p.second])
