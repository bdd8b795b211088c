"""Towns and journeys: one function for each scene."""

from . import city, land, plants, sky, things, vehicles
from .canvas import HEIGHT, WIDTH, Canvas
from .colours import clear, mix
from .people import SKINS, Figure, outline, person, shadow
from .shapes import arc, ground, swell


def harbour(c: Canvas) -> None:
    """A working quay: houses, cranes, a lighthouse and boats."""
    x = c.rand(620, 980)
    sky.air(c, 560)
    sky.sun(c, x, 330, 62)
    sky.clouds(c, 5, 90, 400)
    land.hills(c, 450, 510, 3, 0.1, 0.34, 60)
    quay(c, 562)
    for px, s in ((1180, 290), (1390, 330)):
        city.crane(c, px, 562, s, mix(c.p.near, c.p.accent, 0.15))
    land.sea(c, 562)
    land.reflect(c, 562, 0.55)
    land.glitter(c, x, 566, 120)
    city.lighthouse(c, x + 90, 590, 190)
    c.stamp(
        [(-1, 0), (-0.7, 0.09), (0.1, 0.12), (0.8, 0.08), (1, 0), (0, -0.05)],
        x + 80,
        594,
        190,
        c.p.depth(0.85),
    )
    sky.birds(c, 7, x - 250, 230)
    vehicles.sailboat(c, x - 360, 700, 210)
    vehicles.trawler(c, x + 380, 745, 330, c.p.second)
    vehicles.trawler(c, x - 200, 880, 520, c.pick((c.p.accent, mix(c.p.near, c.p.top, 0.3))))
    land.ripples(c, 600, clear(c.p.white, 0.16), 70)


def quay(c: Canvas, y: float) -> None:
    """Line a quay with houses from the left edge."""
    x = -20.0
    while x < 640:
        w = c.rand(52, 84)
        city.house(c, x, y - 12, w, c.rand(60, 130), city.wall_colour(c), city.roof_colour(c))
        x += w + c.pick((0, 2, 12))
    c.rect(0, y - 14, WIDTH, 16, mix(c.p.near, c.p.far, 0.35))
    for px in range(760, 1080, 46):
        for level in range(c.rng.randint(1, 3)):
            c.rect(px, y - 38 - 25 * level, 44, 24, mix(c.pick((c.p.accent, c.p.second, c.p.leaf)), c.p.far, 0.3))


def skyline(c: Canvas) -> None:
    """Towers across the water with their lights on."""
    x = c.rand(500, 1100)
    sky.air(c, 700)
    sky.sun(c, x, c.rand(300, 380), c.rand(80, 110))
    sky.clouds(c, 5, 100, 420)
    lit = mix(c.p.light, c.p.second, 0.15)
    for t, low, high, chance in ((0.12, 150, 430, 0.12), (0.42, 120, 470, 0.35), (0.82, 90, 400, 0.42)):
        city.blocks(c, 722, low, high, c.p.depth(t), lit, (40 + 30 * t, 84 + 40 * t), chance)
        c.veil(520, 204, c.p.low, 0, 0.42 - 0.3 * t)
    plants.grove(c, [(px, 724) for px in range(0, 1600, 10)], mix(c.p.near, c.p.leaf, 0.3), 60, (22, 46))
    c.rect(0, 722, WIDTH, 12, mix(c.p.near, c.p.ink, 0.3))
    land.sea(c, 734)
    land.reflect(c, 734, 0.62, 0.6)
    land.glitter(c, x, 736, 130)
    land.ripples(c, 734, clear(c.p.ink, 0.12), 90)
    vehicles.sailboat(c, c.rand(250, 1350), 870, 170)


def train(c: Canvas) -> None:
    """A train crossing a viaduct above a misty valley."""
    sky.air(c, 620)
    sky.sun(c, c.rand(300, 1300), 220, 66)
    sky.clouds(c, 5, 80, 340)
    land.range_(c, 470, 170, c.p.depth(0.1))
    land.hills(c, 540, 650, 3, 0.2, 0.42, 60)
    stone = mix(mix(c.p.second, c.p.depth(0.5), 0.45), c.p.low, 0.2)
    city.viaduct(c, -90, 1690, 500, 900, 7, stone)
    vehicles.train(c, c.rand(980, 1240), 490, 74, 5, c.p.accent)
    c.rect(0, 482, WIDTH, 12, mix(stone, c.p.light, 0.25))
    c.veil(640, 260, c.p.low, 0, 0.6)
    for y, t, n in ((790, 0.5, 26), (860, 0.7, 18), (940, 0.92, 12)):
        line = land.hill(c, y, 50, mix(c.p.depth(t), c.p.leaf, 0.35), 1.3, 0.15)
        plants.grove(
            c,
            line,
            mix(c.p.depth(t), c.p.leaf, 0.15),
            n,
            (60 + 40 * t, 90 + 110 * t),
            c.pick((plants.tree, plants.pine)),
        )


def street(c: Canvas) -> None:
    """Town houses, shops and people going by."""
    sky.air(c, 800)
    sky.clouds(c, 4, 60, 240)
    x = c.rand(-60, -10)
    while x < WIDTH:
        w = c.rand(230, 300)
        city.facade(
            c,
            x,
            780,
            w,
            c.pick((530, 590, 640, 470)),
            mix(city.wall_colour(c), c.pick((c.p.accent, c.p.second, c.p.leaf, c.p.mid)), c.rand(0, 0.35)),
        )
        x += w
    c.veil(300, 480, c.p.low, 0.0, 0.16)
    c.band(0, 780, WIDTH, 90, mix(c.p.low, c.p.depth(0.4), 0.3), mix(c.p.low, c.p.depth(0.4), 0.42))
    c.rect(0, 868, WIDTH, 10, mix(c.p.low, c.p.depth(0.7), 0.5))
    c.band(0, 878, WIDTH, 122, mix(c.p.depth(0.75), c.p.far, 0.3), mix(c.p.depth(0.9), c.p.far, 0.2))
    passers(c, 838, 7)
    for px in (330, 1260):
        plants.tree(c, px + c.rand(-60, 60), 862, 400, mix(c.p.leaf, c.p.near, 0.15))
    city.lamp(c, c.rand(700, 900), 866, 360)
    vehicles.cyclist(c, c.rand(500, 1100), 962, 190, c.pick((c.p.accent, c.p.white)), c.pick(SKINS))


def passers(c: Canvas, y: float, n: int, h: float = 172) -> None:
    """Walk n people along a pavement at y."""
    for i in range(n):
        x = WIDTH * (i + c.rand(0.2, 0.8)) / n
        person(c, x, y + c.rand(-14, 16), h * c.rand(0.92, 1.05), c.pick((-1, 1)), None, c.rand(0.05, 0.1))


def market(c: Canvas) -> None:
    """Stalls of fruit under striped awnings."""
    sky.air(c, 760)
    sky.sun(c, c.rand(500, 1100), 170, 50)
    x = -40.0
    while x < WIDTH:
        w = c.rand(130, 190)
        back = mix(city.wall_colour(c), c.p.far, 0.35)
        city.house(c, x, 700, w, c.rand(240, 350), back, mix(city.roof_colour(c), c.p.far, 0.4))
        x += w
    c.veil(250, 450, c.p.low, 0.1, 0.5)
    c.band(0, 690, WIDTH, 310, mix(c.p.low, c.p.depth(0.4), 0.25), mix(c.p.low, c.p.depth(0.6), 0.5))
    passers(c, 720, 8, 150)
    for i, colour in enumerate((c.p.accent, c.p.leaf, c.p.second)):
        stall(c, 70 + 510 * i, 850, 440, colour)
    for i in range(3):
        city.bulbs(c, -40 + 560 * i, 520 + 560 * i, 190, 60)
    for px in (c.rand(330, 520), c.rand(980, 1140), c.rand(1250, 1400)):
        person(c, px, 955, 300, c.pick((-1, 1)), None, 0.06)


def stall(c: Canvas, x: float, y: float, w: float, colour) -> None:
    """Set a stall w wide with its counter's foot at y, its keeper behind."""
    c.rect(x + 6, y - 390, 12, 390, c.p.wood)
    c.rect(x + w - 18, y - 390, 12, 390, mix(c.p.wood, c.p.ink, 0.2))
    c.rect(x + 10, y - 350, w - 20, 200, clear(c.p.ink, 0.22))
    keeper = Figure(c, x + w * c.rand(0.35, 0.65), y + 10, 310)
    keeper.stand()
    for i in range(4):
        things.crate(
            c,
            x + 10 + i * (w - 20) / 4,
            y - 120,
            (w - 40) / 4,
            c.pick((c.p.accent, c.p.second, c.p.leaf, mix(c.p.accent, c.p.second, 0.5))),
        )
    c.rect(x - 4, y - 122, w + 8, 14, mix(c.p.wood, c.p.light, 0.2), 3)
    c.band(x + 4, y - 108, w - 8, 108, mix(c.p.wood, colour, 0.35), mix(c.p.wood, c.p.ink, 0.3))
    for i in range(1, 8):
        c.rect(x + w * i / 8, y - 108, 3, 108, clear(c.p.ink, 0.16))
    city.awning(c, x - 14, y - 440, w + 28, 96, colour, c.p.white)


def stadium(c: Canvas) -> None:
    """A floodlit ground seen from the top of a stand."""
    sky.air(c, 460)
    sky.stars(c, 60, 240)
    for px in (150, 1450):
        floodlight(c, px)
    bowl(c)
    pitch(c)
    for row in range(3):
        for i in range(18):
            tint = mix(c.p.ink, c.pick((c.p.near, c.p.accent, c.p.second)), 0.28)
            shadow(
                c,
                i * 96 + 48 * (row % 2) + c.rand(-12, 12),
                880 + 62 * row,
                96 + 12 * row,
                tint,
                c.rng.random() < 0.25,
            )


def floodlight(c: Canvas, x: float) -> None:
    """Stand a bank of floodlights behind the far side."""
    c.line([(x, 420), (x, 120)], 12, c.p.ink)
    c.rect(x - 74, 60, 148, 84, c.p.ink, 8)
    for i in range(12):
        c.disc(x - 54 + 36 * (i % 4), 80 + 22 * (i // 4), 9, c.p.white)
    c.glow(x, 102, 330, c.p.light, 0.8)


def bowl(c: Canvas) -> None:
    """Fill the far stands with a crowd under a roof."""
    c.fade(arc(800, 620, 1120, 360, 0, 360, 80), c.p.depth(0.75), c.p.depth(0.4))
    for i in range(13):
        rx, ry = 1060 - 24 * i, 322 - 12.5 * i
        tint = c.p.depth(0.5 + 0.02 * i)
        for x, y in arc(800, 618 + 2 * i, rx, ry, 4, 176, 128 - 4 * i):
            c.disc(
                x + c.rand(-4, 4),
                y + c.rand(-3, 3),
                5.4,
                mix(tint, c.pick((c.p.accent, c.p.white, c.p.second, c.p.low)), c.rand(0.2, 0.8)),
            )
    rim, inner = arc(800, 600, 1150, 372, 0, 180, 60), arc(800, 612, 1120, 324, 180, 0, 60)
    c.fade([*rim, *inner], mix(c.p.ink, c.p.near, 0.5), mix(c.p.near, c.p.far, 0.3))
    c.line(arc(800, 612, 1120, 324, 0, 180, 60), 5, c.p.light)


def pitch(c: Canvas) -> None:
    """Lay a striped pitch in perspective with its markings."""
    green = mix(c.p.leaf, (86, 150, 96), 0.45)
    c.oval(800, 770, 800, 230, mix(green, c.p.ink, 0.35))
    corners = ((300, 588), (1300, 588), (1640, 960), (-40, 960))
    c.fade(list(corners), mix(green, c.p.light, 0.25), green)
    for i in range(0, 10, 2):
        a, b, d, e = (300 + 100 * i, 400 + 100 * i, -40 + 168 * (i + 1), -40 + 168 * i)
        c.poly([(a, 588), (b, 588), (d, 960), (e, 960)], clear(c.p.light, 0.12))
    chalk = clear(c.p.white, 0.85)
    c.line([(312, 594), (1288, 594), (1580, 930), (20, 930), (312, 594)], 4, chalk)
    c.line([(800, 594), (800, 930)], 4, chalk)
    c.line(arc(800, 728, 150, 56, 0, 360, 60), 4, chalk)
    for side in (-1, 1):
        c.line(
            [
                (800 + side * 560, 650),
                (800 + side * 430, 650),
                (800 + side * 520, 820),
                (800 + side * 690, 820),
            ],
            4,
            chalk,
        )
    for i in range(12):
        x, y = c.rand(330, 1270), c.rand(640, 830)
        outline(c, x, y, 44 + (y - 640) * 0.1, (c.p.accent, c.p.white)[i % 2])


def bridge(c: Canvas) -> None:
    """A suspension bridge rising out of mist."""
    x = c.rand(620, 980)
    sky.air(c, 700)
    sky.sun(c, x, c.rand(280, 380), 92)
    sky.clouds(c, 5, 90, 380)
    land.range_(c, 590, 120, c.p.depth(0.12))
    land.hills(c, 640, 680, 2, 0.2, 0.34, 70)
    land.sea(c, 720)
    red = mix(c.p.accent, c.p.near, 0.18)
    for px in (400, 1200):
        pylon(c, px, red)
    city.cables(c, (400, 1200), 190, 600, red)
    c.rect(0, 598, WIDTH, 20, red)
    c.rect(0, 614, WIDTH, 10, mix(red, c.p.ink, 0.3))
    land.reflect(c, 722, 0.5)
    c.veil(600, 130, c.p.low, 0, 0.45)
    c.veil(730, 90, c.p.low, 0.45, 0)
    land.glitter(c, x, 724, 120)
    vehicles.sailboat(c, c.rand(560, 1040), 850, 200)
    sky.birds(c, 7, 800, 330)
    shore(c)


def pylon(c: Canvas, x: float, colour) -> None:
    """Stand one tower of a suspension bridge at x."""
    for side in (-1, 1):
        c.poly(
            [
                (x + side * 36 - 13, 740),
                (x + side * 26 - 9, 180),
                (x + side * 26 + 9, 180),
                (x + side * 36 + 13, 740),
            ],
            colour,
        )
    for y in (200, 300, 410, 520):
        c.rect(x - 30, y, 60, 24, mix(colour, c.p.ink, 0.12))
    c.shade([(x + 30, 740), (x + 27, 180), (x + 35, 180), (x + 49, 740)], 0.2)
    c.rect(x - 60, 716, 120, 30, mix(c.p.depth(0.6), c.p.far, 0.3), 6)


def shore(c: Canvas) -> None:
    """Frame the foot of the canvas with a grassy bank."""
    line = [(px, 900 + 90 * (1 - abs(px - 800) / 800) + 10 * (i % 3)) for i, (px, _) in enumerate(swell(c.rng, 0, 1))]
    c.fade(ground(line), mix(c.p.near, c.p.leaf, 0.25), c.p.ink)
    for px in (60, 150, 1470, 1560, 1390):
        plants.pine(c, px, 960, c.rand(170, 290), mix(c.p.near, c.p.ink, 0.3))


def airport(c: Canvas) -> None:
    """Travellers before a wide window and a waiting airliner."""
    sky.air(c, 640)
    sky.sun(c, c.rand(300, 1300), 300, 66)
    sky.clouds(c, 5, 120, 400)
    land.hills(c, 560, 600, 2, 0.15, 0.3, 30)
    c.band(0, 640, WIDTH, 170, mix(c.p.far, c.p.low, 0.3), c.p.depth(0.4))
    for px in range(-100, 1700, 180):
        c.rect(px, 716, 90, 6, clear(c.p.white, 0.6))
    c.oval(800, 716, 560, 12, clear(c.p.ink, 0.25))
    vehicles.aeroplane(c, 790, 610, 1150, c.p.accent)
    gear(c, 790, 610)
    frame = mix(c.p.ink, c.p.near, 0.45)
    for px in range(0, 1601, 320):
        c.rect(px - 7, 0, 14, 812, frame)
    c.rect(0, 150, WIDTH, 9, frame)
    c.band(0, 0, WIDTH, 62, mix(frame, c.p.ink, 0.3), frame)
    lounge(c, frame)


def gear(c: Canvas, x: float, y: float) -> None:
    """Put wheels under an airliner."""
    for dx in (-60, -10, 430):
        c.rect(x + dx - 3, y + 50, 7, 48, c.p.ink)
        c.disc(x + dx, y + 96, 15, c.p.ink)
        c.disc(x + dx, y + 96, 6, c.p.white)


def lounge(c: Canvas, frame) -> None:
    """Put a polished floor, seats and travellers before a window."""
    c.band(0, 806, WIDTH, 194, mix(c.p.low, c.p.depth(0.5), 0.4), mix(c.p.depth(0.6), c.p.low, 0.25))
    for px in range(0, 1601, 320):
        c.poly(
            [
                (px - 7, 812),
                (px + 7, 812),
                (px + 40 + (px - 800) * 0.3, 1000),
                (px - 20 + (px - 800) * 0.3, 1000),
            ],
            clear(c.p.ink, 0.1),
        )
    c.rect(0, 804, WIDTH, 10, frame)
    for i in range(6):
        c.rect(930 + 100 * i, 800, 88, 84, c.p.second, 12)
        c.rect(930 + 100 * i, 866, 88, 22, mix(c.p.second, c.p.ink, 0.25), 8)
    c.rect(920, 888, 600, 8, c.p.ink)
    for i, px in enumerate((170, 330, 560, 760)):
        x = px + c.rand(-40, 40)
        person(c, x, 950 + c.rand(-24, 24), c.rand(330, 370) if i != 1 else 230, c.pick((-1, 1)), None, 0.05)
        if i != 1:
            things.suitcase(c, x + 84, 960, 150, c.pick((c.p.accent, c.p.second, c.p.near)))


def concert(c: Canvas) -> None:
    """A band on stage, light beams and a crowd."""
    c.band(0, 0, WIDTH, HEIGHT, c.p.ink, mix(c.p.top, c.p.ink, 0.2), mix(c.p.mid, c.p.accent, 0.3))
    c.glow(800, 600, 760, mix(c.p.accent, c.p.light, 0.35), 0.75)
    for i in range(9):
        beam(c, 110 + 172 * i, c.pick((c.p.light, c.p.accent, c.p.second)))
    c.rect(0, 52, WIDTH, 16, c.p.ink)
    c.rect(0, 92, WIDTH, 6, c.p.ink)
    for i in range(40):
        c.line([(i * 42, 64), (i * 42 + 21, 94), (i * 42 + 42, 64)], 4, c.p.ink)
    band(c)
    for row, (y, h) in enumerate(((800, 92), (862, 116), (940, 150))):
        tint = mix(c.p.ink, c.p.top, 0.35 - 0.15 * row)
        for i in range(20 - 4 * row):
            x = WIDTH * (i + c.rand(0.2, 0.8)) / (20 - 4 * row)
            shadow(c, x, y + c.rand(-12, 12), h, tint, c.rng.random() < 0.5)


def beam(c: Canvas, x: float, colour) -> None:
    """Shine one lamp down from the rig at x."""
    lean, w = c.rand(-260, 260), c.rand(60, 130)
    for spread, opacity in ((1, 0.1), (0.5, 0.12)):
        c.poly(
            [(x - 8, 96), (x + 8, 96), (x + lean + w * spread, 800), (x + lean - w * spread, 800)],
            clear(colour, opacity),
        )
    c.rect(x - 18, 88, 36, 34, c.p.ink, 8)
    c.glow(x, 122, 70, colour, 0.8)
    c.oval(x, 122, 15, 6, c.p.white)


def band(c: Canvas) -> None:
    """Put a drummer, a singer and two guitarists on stage."""
    dark = mix(c.p.ink, c.p.top, 0.2)
    c.rect(0, 716, WIDTH, 300, mix(c.p.ink, c.p.accent, 0.12))
    c.rect(0, 712, WIDTH, 8, mix(c.p.light, c.p.accent, 0.4))
    for x in (190, 1410):
        for i in range(2):
            c.rect(x - 70, 560 - 150 * i, 140, 146, dark, 6)
            c.disc(x, 632 - 150 * i, 46, mix(dark, c.p.mid, 0.3))
            c.disc(x, 632 - 150 * i, 20, dark)
    shadow(c, 800, 610, 96, dark, True)
    things.drums(c, 800, 712, 260, c.p.accent)
    for x in (470, 1110):
        outline(c, x, 716, 250, dark, 0.1)
        things.guitar(c, x, 716 - 120, 150, c.pick((c.p.accent, c.p.second)))
    singer = Figure(c, 660, 718, 262, 1, dark)
    singer.skin = singer.hair = dark
    singer.stand(0.09, (-0.3, 1.02), (0.12, 0.84))
    c.line([(706, 718), (700, 500)], 5, dark)
    c.disc(699, 496, 9, dark)
