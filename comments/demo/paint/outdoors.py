"""Open country: one function for each scene."""

from . import animals, city, land, plants, sky, vehicles
from .canvas import HEIGHT, WIDTH, Canvas
from .colours import clear, mix
from .people import outline, person
from .shapes import arc, curve, ground, swell


def mountain(c: Canvas) -> None:
    """Snowy peaks above a lake or meadow with pines."""
    sky.air(c, 700)
    sky.sun(c, c.rand(300, 1300), c.rand(170, 260), 52)
    sky.clouds(c, 4, 120, 330)
    land.range_(c, 500, 170, c.p.depth(0.12))
    for x, w, h, t in ((300, 820, 380, 0.28), (1330, 900, 420, 0.34), (c.rand(700, 900), 1050, 540, 0.48)):
        land.peak(c, x + c.rand(-60, 60), 740, w, h * c.rand(0.92, 1.06), c.p.depth(t))
    c.veil(560, 190, c.p.low, 0, 0.7)
    c.rect(0, 740, WIDTH, HEIGHT, mix(c.p.depth(0.3), c.p.low, 0.6))
    for y, t in ((745, 0.5), (815, 0.72), (900, 0.95)):
        colour = mix(c.p.depth(t), c.p.leaf, 0.3)
        line = land.hill(c, y, 34, colour, 1.3, 0.25)
        plants.grove(c, line, mix(colour, c.p.ink, 0.25), 26, (40 + t * 40, 70 + t * 110), plants.pine)


def sea(c: Canvas) -> None:
    """A sailing boat under a low sun."""
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
        wave(c, 800 + 58 * i, 0.55 + 0.13 * i)


def wave(c: Canvas, y: float, t: float) -> None:
    """Roll one long wave across the canvas with a pale crest."""
    line = swell(c.rng, y, 20, 3)
    c.poly(ground([(px, py - 4) for px, py in line]), mix(c.p.depth(t), c.p.white, 0.4))
    c.fade(ground(line), mix(c.p.depth(t), c.p.top, 0.3), c.p.depth(t))


def field(c: Canvas) -> None:
    """Rolling farmland with a farmhouse and ploughed rows."""
    sky.air(c, 520)
    sky.sun(c, c.rand(300, 1300), 250, 60)
    sky.clouds(c, 6, 90, 380)
    land.hills(c, 440, 520, 3, 0.12, 0.34)
    gold, green = mix(c.p.second, c.p.light, 0.4), mix(c.p.leaf, c.p.low, 0.25)
    for y, colour, n in ((540, mix(green, gold, 0.55), 8), (590, green, 10), (640, gold, 5)):
        line = land.hill(c, y, 34, colour, 1.2, 0.2)
        plants.grove(c, line, mix(c.p.leaf, c.p.near, 0.45), n, (34, 74))
    x = c.rand(350, 1200)
    city.house(c, x, 668, 150, 70, c.p.white, city.roof_colour(c))
    for i, h in ((-70, 130), (-30, 90), (190, 150), (240, 100)):
        plants.tree(c, x + i, 672, h, mix(c.p.leaf, c.p.near, 0.5))
    front = land.hill(c, 720, 16, mix(c.p.leaf, c.p.near, 0.22), 1, 0.1)
    land.furrows(c, front, (x - 200, 716), clear(c.p.light, 0.17))
    plants.grass(c, 260, 1010, (26, 70), [mix(c.p.leaf, c.p.ink, 0.3), mix(c.p.leaf, c.p.near, 0.6), gold])


def desert(c: Canvas) -> None:
    """Dunes, a caravan and a large sun."""
    sky.air(c, 600)
    sky.sun(c, c.rand(500, 1100), c.rand(250, 330), c.rand(80, 110))
    sand = mix(mix(c.p.second, c.p.accent, 0.42), c.p.low, 0.4)
    land.range_(c, 520, 60, mix(c.p.far, c.p.low, 0.2), 0.5)
    land.dune(c, c.rand(1100, 1350), 520, mix(sand, c.p.low, 0.45), 90)
    land.dune(c, c.rand(250, 500), 580, mix(sand, c.p.low, 0.22), 120)
    land.dune(c, c.rand(900, 1150), 670, sand, 150)
    caravan(c, c.rand(180, 340), 806)
    land.dune(c, c.rand(420, 620), 800, mix(sand, c.p.accent, 0.32), 150)


def caravan(c: Canvas, x: float, y: float) -> None:
    """Lead three camels up a slope from (x, y)."""
    for i in range(3):
        cx, cy = x + i * 150, y - i * 37
        animals.camel(c, cx, cy, 96, mix(c.p.ink, c.p.near, 0.3))
        c.stamp(
            [(-0.16, 0.7), (-0.05, 1.0), (0.08, 0.7), (0, 0.55)],
            cx,
            cy,
            96,
            (c.p.accent, c.p.white, c.p.second)[i],
        )
    person(c, x + 440, y - 108, 92, 1, c.p.white, 0.08)


def snow(c: Canvas) -> None:
    """A lit cabin among pines in falling snow."""
    sky.air(c, 620)
    sky.stars(c, 40, 300)
    sky.sun(c, c.rand(900, 1300), 190, 46)
    land.range_(c, 470, 190, mix(c.p.far, c.p.white, 0.15), 0.5)
    pale, cool = mix(c.p.white, c.p.top, 0.12), mix(c.p.white, c.p.depth(0.4), 0.42)
    pines = mix(c.p.near, c.p.leaf, 0.3)
    for i, (y, n) in enumerate(((600, 34), (680, 18))):
        line = land.hill(c, y, 30, mix(cool, pale, 0.3 + 0.3 * i), 1.2, 0.1)
        plants.grove(c, line, mix(pines, c.p.low, 0.3 - 0.2 * i), n, (70 + 40 * i, 150 + 70 * i), snowy)
    x = c.rand(420, 700)
    cabin(c, x, 790)
    drift = swell(c.rng, 800, 26, 1)
    c.fade(ground(drift), pale, cool)
    for px, h in ((120, 420), (250, 300), (1300, 360), (1440, 500), (1180, 230)):
        plants.pine(c, px + c.rand(-30, 30), 830 + h * 0.14, h, pines, mix(c.p.white, c.p.top, 0.08))
    sky.snowfall(c, 190)


def snowy(c: Canvas, x: float, y: float, h: float, colour) -> None:
    """Grow a pine under snow."""
    plants.pine(c, x, y, h, colour, mix(c.p.white, c.p.top, 0.15))


def cabin(c: Canvas, x: float, y: float) -> None:
    """Build a timber cabin with snow on its roof and smoke above."""
    puff = [(x + 186 + 16 * (-1) ** i + 9 * i, y - 228 - 40 * i) for i in range(6)]
    c.line(curve(puff, False), 20, clear(c.p.white, 0.4))
    city.house(c, x, y, 240, 110, c.p.wood, mix(c.p.wood, c.p.ink, 0.5))
    cap = [
        (x - 22, y - 106),
        (x + 74, y - 222),
        (x + 168, y - 222),
        (x + 262, y - 106),
        (x + 236, y - 106),
        (x + 160, y - 192),
    ]
    c.poly([*cap, (x + 80, y - 192), (x + 8, y - 106)], c.p.white)
    for i in (0, 2):
        c.glow(x + 48 + 70 * i, y - 66, 110, c.p.light, 0.5)
        c.rect(x + 30 + 70 * i, y - 86, 38, 40, c.p.light, 3)


def forest(c: Canvas) -> None:
    """Tall trunks in mist with a path and a deer."""
    mist = mix(c.p.low, c.p.leaf, 0.18)
    c.band(0, 0, WIDTH, HEIGHT, mix(c.p.leaf, c.p.low, 0.35), mist, c.p.low, mist)
    x = c.rand(600, 1000)
    c.glow(x, 330, 620, c.p.light, 0.85)
    for i in range(4):
        trunks(c, 640 + 62 * i, (16, 15, 9, 6)[i], 14 + 13 * i**1.5, mix(mist, c.p.near, 0.2 + 0.22 * i))
        if i == 2:
            animals.deer(c, x + c.pick((-240, 200)), 812, 150, mix(c.p.accent, c.p.near, 0.45), c.pick((-1, 1)))
    stop = mix(c.p.near, c.p.leaf, 0.25)
    land.stream(
        c,
        [(x, 690, 20), (x + 70, 760, 60), (x - 60, 860, 160), (x + 120, 1020, 380)],
        mix(c.p.low, c.p.second, 0.2),
        mix(c.p.wood, c.p.low, 0.35),
    )
    sky.rays(c, x + 120, -120, 7, 1050, 0.1)
    plants.grass(c, 280, 1000, (40, 130), [stop, mix(stop, c.p.ink, 0.4), mix(stop, c.p.leaf, 0.5)])


def trunks(c: Canvas, y: float, n: int, w: float, colour) -> None:
    """Stand n trunks about w wide on a strip of undergrowth at y."""
    for i in range(n):
        x, half = WIDTH * (i + c.rand(0.1, 0.9)) / n, w * c.rand(0.35, 0.65)
        if w > 60 and 480 < x < 1120:
            continue
        c.fade(
            [(x - half, -10), (x + half, -10), (x + half * 1.2, y + 20), (x - half * 1.2, y + 20)],
            colour,
            mix(colour, c.p.low, 0.14),
        )
        for _ in range(2):
            by, side = c.rand(60, y * 0.6), c.pick((-1, 1))
            c.poly([(x, by), (x + side * w * 3, by - w * 1.5), (x, by + w * 0.4)], colour)
    line = swell(c.rng, y, 16, 3)
    c.fade(ground(line, y + 260), mix(colour, c.p.leaf, 0.3), mix(colour, c.p.low, 0.25))
    plants.grass(c, 60, y + 14, (20, 30 + w), [mix(colour, c.p.leaf, 0.35), mix(colour, c.p.leaf, 0.15)])


def temple(c: Canvas) -> None:
    """A pagoda on a misty hill, or a colonnade among cypresses."""
    x = c.rand(600, 1000)
    sky.air(c, 720)
    sky.sun(c, x + c.pick((-260, 260)), 300, 110)
    sky.clouds(c, 4, 110, 400)
    land.range_(c, 520, 150, c.p.depth(0.12))
    land.hills(c, 600, 680, 2, 0.25, 0.4, 60)
    c.pick((pagoda, colonnade))(c, x)


def pagoda(c: Canvas, x: float) -> None:
    """Raise a five-storey pagoda among trees, with steps below."""
    for px in range(-60, 1700, 90):
        plants.tree(c, px + c.rand(-20, 20), 790, c.rand(130, 240), mix(c.p.leaf, c.p.depth(0.6), 0.45))
    for i in range(5):
        storey(c, x, 780 - 104 * i, 300 - 38 * i)
    c.line([(x, 262), (x, 140)], 7, c.p.ink)
    for i in range(4):
        c.oval(x, 232 - 20 * i, 15 - 2.5 * i, 4, c.p.second)
    land.hill(c, 800, 14, mix(c.p.near, c.p.leaf, 0.35), 1, 0.2)
    for i in range(9):
        w = 150 + 34 * i
        c.rect(x - w / 2, 790 + 25 * i, w, 25, mix(c.p.low, c.p.depth(0.6), 0.12 + 0.05 * (i % 2)))
        c.rect(x - w / 2, 807 + 25 * i, w, 8, mix(c.p.low, c.p.depth(0.9), 0.4))
    for side in (-1, 1):
        city.lamp(c, x + side * 200, 880, 170)
        plants.tree(c, x + side * c.rand(480, 620), 960, c.rand(420, 520), mix(c.p.accent, c.p.low, 0.35))
    outline(c, x + 20, 930, 92, c.p.ink)


def storey(c: Canvas, x: float, y: float, w: float) -> None:
    """Build one storey of a pagoda w wide with its floor at y."""
    red = mix(c.p.accent, c.p.near, 0.25)
    c.rect(x - w * 0.34, y - 64, w * 0.68, 64, mix(c.p.white, c.p.low, 0.5))
    for i in range(5):
        c.rect(x - w * 0.34 + i * w * 0.68 / 4 - 5, y - 64, 10, 64, red)
    c.rect(x - w * 0.06, y - 48, w * 0.12, 48, c.p.ink)
    c.rect(x - w * 0.38, y - 8, w * 0.76, 9, red)
    eave = [
        (x - w * 0.66, y - 74),
        (x - w * 0.45, y - 66),
        (x, y - 62),
        (x + w * 0.45, y - 66),
        (x + w * 0.66, y - 74),
    ]
    top = [(x + w * 0.36, y - 92), (x + w * 0.3, y - 108), (x - w * 0.3, y - 108), (x - w * 0.36, y - 92)]
    c.poly([*curve(eave, False), *top], mix(c.p.ink, c.p.near, 0.55))
    c.line(curve([(px, py + 2) for px, py in eave], False), 5, red)


def colonnade(c: Canvas, x: float) -> None:
    """Raise a ruined colonnade on a hill among cypresses."""
    stone = mix(mix(c.p.white, c.p.second, 0.18), c.p.low, 0.3)
    land.hill(c, 720, 24, mix(c.p.leaf, c.p.depth(0.5), 0.35), 1, 0.15)
    for px, h in ((-470, 240), (-410, 310), (420, 290), (480, 220), (560, 170)):
        plants.cypress(c, x + px, 745, h, mix(c.p.leaf, c.p.near, 0.6))
    c.rect(x - 290, 440, 580, 330, mix(c.p.depth(0.7), c.p.accent, 0.15))
    for i in range(7):
        column(c, x - 290 + 88.5 * i, 740, 300, stone)
    for i in range(3):
        c.rect(x - 310 - 14 * i, 738 + 17 * i, 620 + 28 * i, 18, mix(stone, c.p.ink, 0.07 * i))
    c.rect(x - 306, 408, 612, 36, stone)
    c.rect(x - 306, 436, 612, 8, mix(stone, c.p.ink, 0.22))
    c.poly([(x - 322, 410), (x, 300), (x + 322, 410)], mix(stone, c.p.white, 0.25))
    c.poly([(x - 230, 399), (x, 322), (x + 230, 399)], mix(stone, c.p.ink, 0.16))
    land.hill(c, 830, 26, mix(c.p.leaf, c.p.near, 0.3), 1.1, 0.12)
    for side in (-1, 1):
        plants.tree(c, x + side * 560, 930, 330, mix(c.p.leaf, c.p.near, 0.45))
    person(c, x + c.rand(-120, 120), 900, 110)
    plants.flowers(c, 150, 850, [c.p.accent, c.p.white, c.p.second])


def column(c: Canvas, x: float, y: float, h: float, stone) -> None:
    """Stand a fluted column h tall on the foot (x, y)."""
    c.poly([(x + 2, y), (x + 6, y - h), (x + 43, y - h), (x + 47, y)], stone)
    for i in range(3):
        c.rect(x + 14 + 11 * i, y - h, 4, h, mix(stone, c.p.ink, 0.13))
    c.shade([(x + 33, y), (x + 33, y - h), (x + 43, y - h), (x + 47, y)], 0.14)
    c.rect(x - 3, y - h - 2, 55, 16, mix(stone, c.p.white, 0.3))


def river(c: Canvas) -> None:
    """A river winding down from the hills, with a boat."""
    x = c.rand(650, 950)
    sky.air(c, 420)
    sky.sun(c, x + c.rand(-120, 120), 230, 64)
    sky.clouds(c, 4, 80, 300)
    land.range_(c, 360, 120, c.p.depth(0.12))
    land.hills(c, 400, 430, 2, 0.22, 0.34)
    green = mix(c.p.leaf, c.p.low, 0.22)
    land.hill(c, 450, 8, green, 1, 0)
    c.band(0, 470, WIDTH, 530, green, mix(c.p.leaf, c.p.near, 0.3))
    for y, n in ((470, 40), (500, 12)):
        plants.grove(c, [(px, y) for px in range(0, 1600, 16)], mix(c.p.leaf, c.p.near, 0.35), n, (30, 64))
    bends = [
        (x, 462, 12),
        (x + 190, 505, 44),
        (x - 210, 580, 110),
        (x + 170, 700, 210),
        (x - 160, 850, 360),
        (x - 40, 1060, 620),
    ]
    land.stream(
        c,
        [(bx, by - 5, bw + 18 + by * 0.02) for bx, by, bw in bends],
        mix(c.p.low, c.p.second, 0.25),
        mix(c.p.leaf, c.p.low, 0.3),
    )
    land.stream(c, bends, c.p.low, mix(c.p.mid, c.p.top, 0.4), mix(c.p.top, c.p.depth(0.8), 0.5))
    banks(c, x)
    vehicles.rowboat(c, x - 80, 800, 150, c.p.accent)
    outline_rower(c, x - 80, 800)


def outline_rower(c: Canvas, x: float, y: float) -> None:
    """Seat someone in a boat at (x, y)."""
    c.line([(x - 96, y - 52), (x + 84, y + 16)], 5, c.p.wood)
    c.stamp([(-0.2, 0), (-0.18, 0.55), (0, 0.68), (0.18, 0.55), (0.2, 0)], x, y - 12, 86, c.p.white)
    c.oval(x, y - 84, 15, 18, mix(c.p.wood, c.p.light, 0.3))
    c.oval(x, y - 95, 30, 7, c.p.second)
    c.rect(x - 14, y - 110, 28, 16, c.p.second, 7)


def banks(c: Canvas, x: float) -> None:
    """Plant trees and reeds along both banks of a river."""
    spots = [
        (x - 420, 590, 100),
        (x + 330, 560, 90),
        (x + 420, 600, 120),
        (x - 330, 560, 80),
        (x + 470, 740, 190),
        (x - 520, 760, 220),
    ]
    for px, y, h in spots:
        plants.tree(c, px + c.rand(-20, 20), y, h * c.rand(0.9, 1.15), mix(c.p.leaf, c.p.near, c.rand(0.25, 0.6)))
    for px, y in ((x - 560, 800), (x + 400, 780), (x + 540, 860)):
        plants.bush(c, px, y, 110, mix(c.p.leaf, c.p.near, 0.5))
    tints = [mix(c.p.leaf, c.p.ink, 0.35), mix(c.p.leaf, c.p.near, 0.6), mix(c.p.leaf, c.p.light, 0.2)]
    plants.grass(c, 130, 1012, (60, 150), tints, -20, x - 440)
    plants.grass(c, 130, 1012, (60, 150), tints, x + 330, 1620)


def night(c: Canvas) -> None:
    """Stars above hills, a lit tent and its watcher."""
    sky.air(c, 760)
    c.glow(c.rand(500, 1100), 700, 620, c.p.low, 0.6)
    milky(c)
    sky.stars(c, 420, 720)
    sky.crescent(c, c.rand(280, 1320), 190, 62)
    land.range_(c, 600, 150, c.p.depth(0.2), 0.35)
    for y, t in ((700, 0.5), (770, 0.75)):
        line = land.hill(c, y, 44, c.p.depth(t), 1.2, 0.1)
        plants.grove(c, line, mix(c.p.depth(t), c.p.ink, 0.3), 40, (40 + 30 * t, 90 + 70 * t), plants.spire)
    land.hill(c, 862, 18, mix(c.p.near, c.p.ink, 0.3), 1, 0)
    x = c.rand(560, 1000)
    tent(c, x, 890)
    outline(c, x + 230, 896, 118, mix(c.p.ink, c.p.near, 0.2))
    for px, h in ((110, 330), (230, 250), (1400, 380), (1510, 290)):
        plants.pine(c, px, 930, h, mix(c.p.ink, c.p.near, 0.35))
    plants.grass(c, 240, 1010, (20, 70), [c.p.ink, mix(c.p.ink, c.p.near, 0.5)])


def milky(c: Canvas) -> None:
    """Lay a pale band of starlight across the sky."""
    lean = c.rand(0.25, 0.45)
    for i in range(26):
        x = i * 68 - 40
        y = 620 - x * lean + c.rand(-50, 50)
        c.glow(x, y, c.rand(120, 210), mix(c.p.low, c.p.mid, 0.3), c.rand(0.12, 0.26))
        for _ in range(14):
            c.disc(x + c.rng.gauss(0, 50), y + c.rng.gauss(0, 52), c.pick((0.9, 1.2, 1.6)), clear(c.p.light, 0.7))


def tent(c: Canvas, x: float, y: float) -> None:
    """Pitch a glowing tent at (x, y)."""
    c.glow(x, y - 50, 340, c.p.light, 0.5)
    c.fade([(x - 130, y), (x - 10, y - 150), (x + 110, y)], c.p.accent, mix(c.p.light, c.p.accent, 0.35))
    c.fade(
        [(x - 10, y - 150), (x + 110, y), (x + 160, y - 18)],
        mix(c.p.accent, c.p.ink, 0.3),
        mix(c.p.accent, c.p.ink, 0.1),
    )
    c.fade([(x - 48, y), (x - 10, y - 118), (x + 26, y)], mix(c.p.light, c.p.accent, 0.25), c.p.white)
    c.line([(x - 10, y - 150), (x - 10, y - 162)], 4, c.p.ink)


def village(c: Canvas) -> None:
    """Roofs climbing a hillside to a church."""
    sky.air(c, 560)
    sky.sun(c, c.rand(250, 1350), 200, 56)
    sky.clouds(c, 5, 80, 340)
    land.range_(c, 440, 150, c.p.depth(0.12))
    land.hills(c, 500, 560, 2, 0.22, 0.36, 50)
    green = mix(c.p.leaf, c.p.near, 0.2)
    mound = arc(800, 1000, 1150, 470, 165, 15, 60)
    c.fade(ground(mound), mix(green, c.p.low, 0.3), mix(c.p.leaf, c.p.near, 0.45))
    for i in range(5):
        terrace(c, 575 + 66 * i, 190 + 128 * i, 48 + 9 * i, i)
    plants.grass(c, 220, 1014, (24, 76), [mix(green, c.p.ink, 0.25), green, mix(green, c.p.light, 0.25)])
    plants.flowers(c, 120, 920, [c.p.accent, c.p.white, c.p.second])


def terrace(c: Canvas, y: float, reach: float, h: float, row: int) -> None:
    """Build one row of cottages and trees across a hillside."""
    x = 800 - reach + c.rand(-20, 20)
    while x < 800 + reach:
        foot, w = y + abs(x - 800) * 0.075, h * c.rand(1.35, 1.8)
        if row == 1 and abs(x + w / 2 - 800) < 100:
            city.church(c, 760, y, 300, city.wall_colour(c), city.roof_colour(c))
            x = 960
            continue
        if c.rng.random() < 0.74:
            city.house(c, x, foot, w, h * c.rand(0.85, 1.1), city.wall_colour(c), city.roof_colour(c))
        else:
            kind = c.pick((plants.tree, plants.cypress))
            kind(c, x + w * 0.5, foot + 6, h * c.rand(1.7, 2.4), mix(c.p.leaf, c.p.near, c.rand(0.3, 0.6)))
        x += w * c.rand(1.08, 1.3)


def balloon(c: Canvas) -> None:
    """Hot-air balloons over a misty valley."""
    sky.air(c, 700)
    sky.sun(c, c.rand(350, 1250), c.rand(420, 500), 74)
    sky.clouds(c, 5, 90, 420)
    land.range_(c, 600, 150, c.p.depth(0.1))
    for x, y, s in ((1400, 470, 90), (180, 430, 110), (1130, 560, 60), (560, 520, 70)):
        sky.balloon(c, x + c.rand(-60, 60), y + c.rand(-30, 30), s)
    land.hills(c, 680, 780, 3, 0.22, 0.5, 60)
    x = c.rand(620, 900)
    sky.balloon(c, x, 590, 400)
    sky.balloon(c, x + c.pick((-420, 420)), 420, 210)
    line = land.hill(c, 860, 40, c.p.depth(0.72), 1.2, 0.2)
    plants.grove(c, line, mix(c.p.near, c.p.leaf, 0.25), 30, (40, 90))
    land.hill(c, 940, 26, c.p.depth(0.95), 1.4, 0.05)
    sky.birds(c, 7, 800 + c.rand(-500, 500), 200)


def satellite(c: Canvas) -> None:
    """A satellite above the curve of the Earth."""
    c.band(0, 0, WIDTH, HEIGHT, mix(c.p.top, c.p.ink, 0.55), c.p.top, c.p.mid)
    sky.stars(c, 380, 900)
    sky.crescent(c, c.rand(200, 420), 180, 44)
    earth(c, 900, 1720, 1050)
    for r in (1190, 1310):
        c.line(arc(900, 1720, r, r, 30, 150, 90), 2, clear(c.p.light, 0.35))
    x, y = c.rand(700, 1000), c.rand(330, 410)
    c.glow(x, y, 460, c.p.mid, 0.5)
    vehicles.satellite(c, x, y, 660, c.rand(-24, -10))
    for i in range(5):
        c.line(arc(x + 40, y + 190, 60 + 40 * i, 60 + 40 * i, 245, 300, 16), 4, clear(c.p.light, 0.6 - 0.1 * i))


def earth(c: Canvas, x: float, y: float, r: float) -> None:
    """Show the top of a planet of radius r about (x, y) under a bright atmosphere."""
    for i in range(9):
        c.disc(x, y, r + 90 - 10 * i, clear(mix(c.p.mid, c.p.light, 0.35), 0.05 + 0.012 * i))
    c.fade(
        arc(x, y, r, r, 0, 180, 120),
        mix(c.p.second, c.p.light, 0.25),
        mix(c.p.second, c.p.top, 0.55),
        c.p.top,
    )
    for _ in range(7):
        px, py, w = c.rand(150, 1500), c.rand(820, 1000), c.rand(90, 230)
        land_mass = [
            (px + w * u * c.rand(0.8, 1.2), py + w * v * c.rand(0.16, 0.3))
            for u, v in ((-1, 0), (-0.4, -1), (0.3, -0.8), (1, -0.2), (0.5, 0.9), (-0.3, 0.7))
        ]
        c.blob(land_mass, mix(c.p.leaf, c.p.low, 0.3))
    for _ in range(16):
        px = c.rand(60, 1540)
        rim = y - max(0, r * r - (px - x) ** 2) ** 0.5
        c.oval(px, rim + c.rand(30, 220), c.rand(50, 170), c.rand(5, 12), clear(c.p.white, 0.42))
