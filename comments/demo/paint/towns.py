"""Scenes of towns and journeys."""

from . import city, houses, land, plants, sky, things, vehicles, works
from .canvas import WIDTH, Canvas
from .colours import Colour, clear, mix
from .people import SKINS, outline, person, shadow, viewer
from .shapes import arc


def harbour(c: Canvas) -> None:
    """A working quay: houses, cranes, a lighthouse and boats."""
    x = c.rand(620, 980)
    sky.air(c, 560)
    sky.sun(c, x, 330, 62)
    sky.clouds(c, 5, 90, 400)
    land.hills(c, 450, 510, 3, 0.1, 0.34, 60)
    _quay(c, 562)
    land.sea(c, 562)
    land.reflect(c, 562, 0.55)
    land.glitter(c, x, 566, 120)
    houses.lighthouse(c, x + 90, 590, 190)
    sky.birds(c, 7, x - 250, 230)
    _fleet(c, x)
    land.ripples(c, 600, clear(c.p.white, 0.16), 70)


def _quay(c: Canvas, y: float) -> None:
    x = -20.0
    while x < 640:
        w = c.rand(60, 90)
        houses.cottage(c, x, y - 12, w, c.rand(60, 120))
        x += w + c.pick((4, 10, 16))
    c.rect(0, y - 14, WIDTH, 16, mix(c.p.near, c.p.far, 0.35))
    works.containers(c, 760, 1080, y - 14)
    works.crane(c, 1180, y, 290)
    works.crane(c, 1390, y, 330)


def _fleet(c: Canvas, x: float) -> None:
    vehicles.sailboat(c, x - 360, 700, 210)
    vehicles.trawler(c, x + 380, 745, 330, c.p.second)
    vehicles.trawler(c, x - 200, 880, 520, c.pick((c.p.accent, mix(c.p.near, c.p.top, 0.3))))


def skyline(c: Canvas) -> None:
    """Towers across the water with their lights on."""
    x = c.rand(500, 1100)
    sky.air(c, 700)
    sky.sun(c, x, c.rand(300, 380), c.rand(80, 110))
    sky.clouds(c, 5, 100, 420)
    for t, low, high, chance in ((0.12, 150, 430, 0.12), (0.42, 120, 470, 0.35), (0.82, 90, 400, 0.42)):
        city.blocks(c, 722, low, high, c.p.depth(t), (40 + 30 * t, 84 + 40 * t), chance)
        c.veil(520, 204, c.p.low, 0, 0.42 - 0.3 * t)
    bank = [(px, 724) for px in range(0, 1600, 10)]
    plants.grove(c, bank, mix(c.p.near, c.p.leaf, 0.3), 60, (26, 50))
    c.rect(0, 722, WIDTH, 12, mix(c.p.near, c.p.ink, 0.3))
    land.sea(c, 734)
    land.reflect(c, 734, 0.62, 0.6)
    land.glitter(c, x, 736, 130)
    vehicles.sailboat(c, c.rand(250, 1350), 870, 170)


def train(c: Canvas) -> None:
    """A train crossing a viaduct above a misty valley."""
    sky.air(c, 620)
    sky.sun(c, c.rand(300, 1300), 220, 66)
    sky.clouds(c, 5, 80, 340)
    land.range_(c, 470, 170, c.p.depth(0.1))
    land.hills(c, 540, 650, 3, 0.2, 0.42, 60)
    stone = mix(mix(c.p.second, c.p.depth(0.5), 0.45), c.p.low, 0.2)
    works.viaduct(c, 500, 900, 7, stone)
    vehicles.train(c, c.rand(980, 1240), 490, 74, 5)
    c.rect(0, 488, WIDTH, 8, mix(stone, c.p.light, 0.3))
    c.veil(640, 260, c.p.low, 0, 0.45)
    for y, t, n in ((790, 0.5, 26), (860, 0.7, 18), (940, 0.92, 12)):
        line = land.hill(c, y, 50, mix(c.p.depth(t), c.p.leaf, 0.35), 1.3, 0.15)
        kind = c.pick((plants.tree, plants.pine))
        plants.grove(c, line, mix(c.p.depth(t), c.p.leaf, 0.15), n, (70 + 40 * t, 100 + 110 * t), kind)


def street(c: Canvas) -> None:
    """Town houses, shops and people going by."""
    sky.air(c, 800)
    sky.clouds(c, 4, 60, 240)
    _terrace(c, 780)
    c.veil(300, 480, c.p.low, 0.0, 0.16)
    _road(c)
    _passers(c, 838, 8, 172)
    for px in (270, 1330):
        plants.tree(c, px + c.rand(-60, 60), 862, 430, mix(c.p.leaf, c.p.near, 0.15))
    works.lamp(c, c.rand(640, 760), 866, 360)
    vehicles.cyclist(c, c.rand(800, 1100), 962, 190, c.pick(SKINS))


def _terrace(c: Canvas, y: float) -> None:
    x = c.rand(-60, -10)
    while x < WIDTH:
        w, tint = c.rand(230, 300), c.pick((c.p.accent, c.p.second, c.p.leaf, c.p.mid))
        city.facade(c, x, y, w, c.pick((530, 590, 640, 470)), mix(houses.wall_colour(c), tint, c.rand(0, 0.35)))
        x += w


def _road(c: Canvas) -> None:
    c.band(0, 780, WIDTH, 90, mix(c.p.low, c.p.depth(0.4), 0.3), mix(c.p.low, c.p.depth(0.4), 0.42))
    c.rect(0, 868, WIDTH, 10, mix(c.p.low, c.p.depth(0.7), 0.5))
    c.band(0, 878, WIDTH, 122, mix(c.p.depth(0.75), c.p.far, 0.3), mix(c.p.depth(0.9), c.p.far, 0.2))


def _passers(c: Canvas, y: float, n: int, h: float) -> None:
    for i in range(n):
        x = WIDTH * (i + c.rand(0.2, 0.8)) / n
        person(c, x, y + c.rand(-14, 16), h * c.rand(0.92, 1.05), c.pick((-1, 1)), None, c.rand(0.05, 0.1))


def market(c: Canvas) -> None:
    """Stalls of fruit under striped awnings."""
    sky.air(c, 760)
    sky.sun(c, c.rand(500, 1100), 150, 50)
    city.tenements(c, 700, 230, 340, 0.35)
    c.veil(250, 450, c.p.low, 0.1, 0.5)
    c.band(0, 690, WIDTH, 310, mix(c.p.low, c.p.depth(0.4), 0.25), mix(c.p.low, c.p.depth(0.6), 0.5))
    _passers(c, 720, 8, 150)
    for i, trim in enumerate((c.p.accent, c.p.leaf, c.p.second)):
        _stall(c, 70 + 510 * i, 850, 440, trim)
    for i in range(3):
        works.bulbs(c, -40 + 560 * i, 520 + 560 * i, 190, 60)
    for x in (c.rand(260, 420), c.rand(440, 560), c.rand(980, 1140), c.rand(1290, 1400)):
        c.pick((person, viewer))(c, x, 955 + c.rand(-20, 20), c.rand(270, 310))


def _stall(c: Canvas, x: float, y: float, w: float, trim: Colour) -> None:
    for post in (6, w - 18):
        c.rect(x + post, y - 390, 12, 390, mix(c.p.wood, c.p.ink, 0.1))
    c.rect(x + 10, y - 350, w - 20, 240, clear(c.p.ink, 0.16))
    person(c, x + w * c.rand(0.35, 0.65), y - 16, 310)
    for i in range(4):
        things.crate(c, x + 10 + i * (w - 20) / 4, y - 120, (w - 40) / 4)
    c.rect(x - 4, y - 122, w + 8, 14, mix(c.p.wood, c.p.light, 0.2), 3)
    c.band(x + 4, y - 108, w - 8, 108, mix(c.p.wood, trim, 0.35), mix(c.p.wood, c.p.ink, 0.3))
    for i in range(1, 8):
        c.rect(x + w * i / 8, y - 108, 3, 108, clear(c.p.ink, 0.16))
    city.awning(c, x - 14, y - 440, w + 28, 96, trim)


def stadium(c: Canvas) -> None:
    """A floodlit ground seen from the top of a stand."""
    sky.air(c, 460)
    sky.stars(c, 60, 240)
    for x in (150, 1450):
        works.floodlight(c, x, 420, 360)
    _bowl(c)
    _pitch(c)
    for i in range(12):
        x, y = c.rand(330, 1270), c.rand(640, 830)
        outline(c, x, y, 44 + (y - 640) * 0.1, (c.p.accent, c.p.white)[i % 2])
    crowd(c, 880, 3, 18, mix(c.p.ink, c.p.mid, 0.22))


def crowd(c: Canvas, y: float, rows: int, n: int, tint: Colour) -> None:
    for row in range(rows):
        shade = mix(tint, c.p.ink, row / rows)
        for i in range(n - 2 * row):
            x = WIDTH * (i + c.rand(0.2, 0.8)) / (n - 2 * row)
            shadow(c, x, y + 62 * row + c.rand(-10, 10), 92 + 22 * row, shade, c.rng.random() < 0.3)


def _bowl(c: Canvas) -> None:
    c.rect(0, 620, WIDTH, 400, c.p.depth(0.4))
    c.fade(arc(800, 620, 1120, 360, 0, 360, 80), c.p.depth(0.75), c.p.depth(0.4))
    for i in range(13):
        tier = arc(800, 618 + 2 * i, 1060 - 24 * i, 322 - 12.5 * i, 4, 176, 128 - 4 * i)
        for x, y in tier:
            fan = mix(c.p.depth(0.6), c.pick((c.p.accent, c.p.white, c.p.second, c.p.low)), c.rand(0.2, 0.8))
            c.disc(x + c.rand(-4, 4), y + c.rand(-3, 3), 5.4, fan)
    eave = arc(800, 612, 1120, 324, 180, 0, 60)
    c.fade([*arc(800, 600, 1150, 372, 0, 180, 60), *eave], mix(c.p.ink, c.p.near, 0.5), c.p.near)
    c.line(eave, 5, c.p.light)


def _pitch(c: Canvas) -> None:
    green = mix(c.p.leaf, (86, 150, 96), 0.6)
    c.oval(800, 770, 800, 230, mix(green, c.p.ink, 0.35))
    c.fade([(300, 588), (1300, 588), (1640, 960), (-40, 960)], mix(green, c.p.light, 0.25), green)
    for i in range(0, 10, 2):
        top, foot = 300 + 100 * i, -40 + 168 * i
        c.poly([(top, 588), (top + 100, 588), (foot + 168, 960), (foot, 960)], clear(c.p.light, 0.12))
    _markings(c, clear(c.p.white, 0.85))


def _markings(c: Canvas, chalk: Colour) -> None:
    c.line([(312, 594), (1288, 594), (1580, 930), (20, 930), (312, 594)], 4, chalk)
    c.line([(800, 594), (800, 930)], 4, chalk)
    c.line(arc(800, 728, 150, 56, 0, 360, 60), 4, chalk)
    for side in (-1, 1):
        area = ((535, 650), (430, 650), (520, 820), (685, 820))
        c.line([(800 + side * x, y) for x, y in area], 4, chalk)
