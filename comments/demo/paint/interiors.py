"""Interiors and still lifes: one function for each scene."""

from . import animals, city, plants, rooms, sky, things
from .canvas import HEIGHT, WIDTH, Canvas
from .colours import clear, mix
from .people import Figure, bust, person
from .shapes import arc, curve


def lab(c: Canvas) -> None:
    """A scientist at a bench of glassware."""
    wall = rooms.wall_of(c, c.p.second, 0.28)
    rooms.room(c, wall, mix(c.p.wood, wall, 0.4), 800)
    view = (c.rand(90, 160), 130, 400, 400)
    rooms.window(c, view, 2, 2)
    shelves(c, 1040, 210, 480)
    rooms.pendant(c, 620, 190, 150, c.p.accent)
    rooms.pendant(c, 900, 190, 150, c.p.accent)
    rooms.sunbeam(c, view, 860, 320)
    scientist(c, c.rand(700, 800), 1120, 860)
    bench(c)


def shelves(c: Canvas, x: float, y: float, w: float) -> None:
    """Fix two shelves of jars and flasks to a wall."""
    for row in range(2):
        foot = y + 130 + 170 * row
        for i in range(6):
            px, fill = x + 20 + i * w / 6.2, c.pick((c.p.accent, c.p.second, c.p.leaf, c.p.near))
            if c.rng.random() < 0.5:
                things.jar(c, px, foot, c.rand(62, 96), fill)
            else:
                things.flask(c, px + 34, foot, c.rand(76, 108), fill)
        c.rect(x, foot, w, 14, c.p.wood, 3)
        c.veil(foot + 14, 22, c.p.ink, 0.16, 0, x, w)


def scientist(c: Canvas, x: float, y: float, h: float) -> None:
    """Stand a researcher in a white coat raising a flask."""
    who = Figure(c, x, y, h, 1, mix(c.p.white, c.p.top, 0.08))
    who.wear = who.wear[:0] + COATED
    c.poly(who.at([(0.265, 0.86), (0.24, 0.72), (0.3, 0.72)]), clear(c.p.white, 0))
    who.stand(0.045, (-0.13, 0.52), (0.235, 0.72))
    c.poly(who.at([(-0.042, 0.842), (0.042, 0.842), (0, 0.7)]), c.p.second)
    c.line(who.at([(0, 0.7), (0, 0.4)]), 4, clear(c.p.ink, 0.25))
    c.rect(x - 52, y - h * 0.928, 112, 22, clear(c.p.top, 0.75), 9)
    things.flask(c, x + h * 0.25, y - h * 0.7, 130, c.p.accent)


COATED = [
    (0.045, 0.845),
    (0.1, 0.8),
    (0.112, 0.65),
    (0.105, 0.5),
    (0.12, 0.3),
    (-0.12, 0.3),
    (-0.105, 0.5),
    (-0.112, 0.65),
    (-0.1, 0.8),
    (-0.045, 0.845),
]


def bench(c: Canvas) -> None:
    """Run a bench across the foot of the canvas with instruments on it."""
    rooms.counter(c, 760, mix(c.p.near, c.p.second, 0.25), mix(c.p.white, c.p.far, 0.25), 5)
    things.microscope(c, 330, 768, 300)
    things.tubes(c, 470, 770, 150, 5)
    things.globe_flask(c, 1030, 770, 200, c.p.second)
    things.flask(c, 1160, 770, 170, c.p.leaf)
    things.flask(c, 1290, 772, 120, c.p.accent)
    rooms_screen = (1360, 768, 220, 230)
    things.screen(c, *rooms_screen)
    plants.potted(c, 90, 768, 200, c.p.accent)


def classroom(c: Canvas) -> None:
    """A teacher at the board before rows of pupils."""
    wall = rooms.wall_of(c, c.p.second, 0.2)
    rooms.room(c, wall, c.p.wood, 700)
    rooms.boards(c, 700, clear(c.p.ink, 0.12))
    view = (70, 150, 270, 380)
    rooms.window(c, view, 2, 3)
    board(c, 440, 130, 800, 400)
    rooms.sunbeam(c, view, 760, 240)
    cupboard(c)
    x = c.rand(1120, 1220)
    person(c, x - 60, 720, 10)
    teacher = Figure(c, x, 760, 470, 1, c.p.accent)
    teacher.stand(0.05, (-0.33, 0.86), None)
    for row, (y, w) in enumerate(((815, 116), (985, 160))):
        pupils(c, y, w, 6 - row)


def pupils(c: Canvas, y: float, w: float, n: int) -> None:
    """Seat n pupils at desks, seen from behind."""
    for i in range(n):
        x = WIDTH * (i + 0.5) / n + c.rand(-16, 16)
        rooms.table(c, x - w * 0.95, y - w * 0.28, w * 1.9, w, mix(c.p.wood, c.p.light, 0.25))
        bust(c, x, y + w * 0.12, w)
        c.rect(x - w * 0.55, y + w * 0.3, w * 1.1, w, mix(c.p.second, c.p.ink, 0.3), w * 0.12)


def board(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Hang a chalkboard of plain geometry on a wall."""
    c.rect(x - 14, y - 14, w + 28, h + 28, c.p.wood, 5)
    slate = mix(c.p.near, c.p.leaf, 0.3)
    c.band(x, y, w, h, slate, mix(slate, c.p.ink, 0.2))
    chalk = clear(c.p.white, 0.75)
    c.line(arc(x + 170, y + 190, 100, 100, 0, 360, 60), 4, chalk)
    c.line([(x + 170, y + 190), (x + 170 + 87, y + 140)], 3, chalk)
    c.line([(x + 70, y + 190), (x + 270, y + 190)], 3, chalk)
    c.line([(x + 330, y + 290), (x + 470, y + 100), (x + 560, y + 290), (x + 330, y + 290)], 4, chalk)
    c.line([(x + 470, y + 100), (x + 470, y + 290)], 2, clear(c.p.accent, 0.9))
    c.line([(x + 610, y + 90), (x + 610, y + 300), (x + 770, y + 300)], 4, chalk)
    c.line(
        curve([(x + 612, y + 280), (x + 660, y + 250), (x + 690, y + 150), (x + 760, y + 110)], False),
        5,
        c.p.second,
    )
    c.rect(x, y + h + 8, w, 14, mix(c.p.wood, c.p.light, 0.2), 3)


def cupboard(c: Canvas) -> None:
    """Put a cupboard with a globe and books at the right of a room."""
    c.rect(1330, 500, 250, 220, c.p.wood, 6)
    for i in range(2):
        c.rect(1344 + 116 * i, 516, 106, 190, mix(c.p.wood, c.p.ink, 0.14), 4)
    rooms.books(c, 1450, 500, 120, 100, [c.p.accent, c.p.second, c.p.leaf])
    c.rect(1366, 488, 60, 12, c.p.ink, 5)
    c.line(arc(1396, 430, 66, 66, -110, 70), 5, c.p.ink)
    c.disc(1396, 430, 54, mix(c.p.second, c.p.light, 0.25))
    c.stamp(
        [(-0.6, 0.2), (-0.2, 0.8), (0.3, 0.5), (0.1, 0.1), (0.3, -0.4), (0, -0.8), (-0.3, -0.2)],
        1396,
        430,
        50,
        c.p.leaf,
    )


def library(c: Canvas) -> None:
    """Tall bookcases, an arched window and readers under lamps."""
    case = mix(c.p.wood, c.p.ink, 0.18)
    rooms.room(c, mix(case, c.p.low, 0.2), mix(c.p.wood, c.p.accent, 0.2), 790)
    x = c.pick((560, 600))
    nave(c, x, 420)
    for left in (-30, 245, 1040, 1325):
        rooms.bookcase(c, (left if left < 800 else left, 40, 262, 750), 7, case)
    for left in (-30, 245, 1040, 1325):
        c.poly(arc(left + 131, 46, 138, 44, 0, 180), mix(case, c.p.light, 0.14))
    ladder(c, 330)
    c.glow(800, 330, 700, c.p.light, 0.4)
    for px in (620, 980):
        rooms.pendant(c, px, 170, 110, c.p.second)
    readers(c)


def nave(c: Canvas, x: float, w: float) -> None:
    """Open a tall arched window between bookcases."""
    x = 800 - w / 2
    c.rect(505, 0, 590, 790, mix(c.p.low, c.p.wood, 0.22))
    rooms.arched(c, x - 18, 640, w + 36, 590, c.p.white)
    c.fade(
        [(x, 640), *reversed(arc(800, 70 + w / 2, w / 2, w / 2, 0, 180)), (x + w, 640)],
        c.p.top,
        c.p.mid,
        c.p.low,
    )
    c.disc(800 + c.rand(-90, 90), 290, 36, c.p.white)
    for i in range(9):
        px = x + w * (i + 0.5) / 9
        plants.cypress(c, px, 640, c.rand(90, 230), c.p.depth(c.rand(0.25, 0.5)))
    for i in (1, 2, 3):
        c.rect(x + w * i / 4 - 4, 76, 8, 564, c.p.white)
        c.rect(x, 190 + 110 * i, w, 8, c.p.white)
    c.rect(x - 34, 640, w + 68, 18, mix(c.p.white, c.p.ink, 0.12))
    c.poly([(x, 640), (x + w, 640), (x + w + 220, 1000), (x - 220, 1000)], clear(c.p.light, 0.13))


def ladder(c: Canvas, x: float) -> None:
    """Lean a ladder against a bookcase."""
    pale = mix(c.p.wood, c.p.light, 0.35)
    for side in (0, 64):
        c.line([(x + side, 240), (x + side - 40, 810)], 9, pale)
    for i in range(9):
        y = 280 + 58 * i
        c.line([(x - (y - 240) * 0.07, y), (x + 64 - (y - 240) * 0.07, y)], 7, pale)


def readers(c: Canvas) -> None:
    """Seat readers at a long table with lamps."""
    for px in (470, 760, 1120):
        who = Figure(c, px + c.rand(-30, 30), 1090, 560)
        who.stand(0.03, (-0.06, 0.5), (0.08, 0.5))
    rooms.table(c, 180, 820, 1240, 260, mix(c.p.wood, c.p.light, 0.1))
    c.rect(180, 820, 1240, 8, mix(c.p.wood, c.p.light, 0.4), 4)
    for px in (330, 620, 950, 1290):
        rooms.desk_lamp(c, px, 822, 130, mix(c.p.leaf, c.p.near, 0.25))
    for px in (470, 780, 1130):
        c.poly([(px - 70, 812), (px, 796), (px + 70, 812), (px + 70, 822), (px - 70, 822)], c.p.white)
        c.rect(px - 72, 818, 144, 6, c.pick((c.p.accent, c.p.second)))


def hospital(c: Canvas) -> None:
    """A nurse beside a patient's bed by a window."""
    wall = rooms.wall_of(c, c.p.leaf, 0.22)
    rooms.room(c, wall, mix(c.p.low, c.p.second, 0.3), 740)
    c.rect(0, 520, WIDTH, 12, mix(wall, c.p.white, 0.5))
    c.rect(0, 532, WIDTH, 192, mix(wall, c.p.second, 0.25))
    view = (c.rand(600, 680), 110, 420, 340)
    rooms.window(c, view, 2, 1)
    rooms.sunbeam(c, view, 780, 240)
    rooms.curtain(c, 1330, 40, 290, 720, mix(c.p.second, c.p.light, 0.4))
    c.rect(1290, 32, 330, 10, c.p.ink, 5)
    bed(c, 560, 830)
    drip(c, 480, 860)
    c.rect(300, 600, 150, 250, c.p.white, 10)
    c.rect(314, 640, 122, 6, mix(c.p.white, c.p.ink, 0.2))
    things.screen(c, 268, 600, 220, 240)
    nurse(c, c.rand(1200, 1240), 920)
    plants.potted(c, 130, 900, 380, c.p.accent)


def bed(c: Canvas, x: float, y: float) -> None:
    """Put a bed with a patient at (x, y)."""
    rail = mix(c.p.ink, c.p.far, 0.55)
    c.oval(x + 310, y + 92, 400, 20, clear(c.p.ink, 0.16))
    for px in (30, 590):
        c.rect(x + px, y, 14, 84, rail)
        c.disc(x + px + 7, y + 84, 15, c.p.ink)
    c.rect(x - 16, y - 190, 18, 230, rail, 8)
    c.rect(x + 624, y - 90, 18, 130, rail, 8)
    c.rect(x, y - 20, 630, 36, rail, 8)
    c.rect(x, y - 72, 630, 58, c.p.white, 18)
    patient(c, x, y)


def patient(c: Canvas, x: float, y: float) -> None:
    """Lay a patient under a blanket, propped on pillows."""
    who = Figure(c, x, y, 1)
    c.stamp(
        [(-0.5, -0.3), (-0.42, 0.36), (0.1, 0.42), (0.5, -0.1), (0.42, -0.42)],
        x + 96,
        y - 118,
        176,
        c.p.white,
    )
    c.stamp(
        [(-0.5, 0), (-0.3, 0.4), (0.2, 0.3), (0.7, -0.1), (0.6, -0.4), (-0.3, -0.4)],
        x + 190,
        y - 104,
        150,
        mix(c.p.top, c.p.white, 0.4),
    )
    c.oval(x + 112, y - 178, 38, 44, who.skin)
    c.stamp(
        [(-0.5, -0.5), (-0.72, 0.1), (-0.4, 0.72), (0.2, 0.74), (0.5, 0.4), (0, 0.3), (-0.2, -0.1)],
        x + 108,
        y - 180,
        62,
        who.hair,
    )
    blanket = [
        (190, 10),
        (200, -92),
        (270, -118),
        (380, -126),
        (450, -150),
        (520, -112),
        (636, -96),
        (640, 14),
    ]
    c.poly([(x + px, y + py) for px, py in curve(blanket, False)], c.p.second)
    c.poly(
        [(x + px, y + py) for px, py in curve([(188, -20), (196, -94), (262, -120), (292, -104), (262, -20)])],
        mix(c.p.white, c.p.second, 0.2),
    )
    c.limb([(x + 200, y - 112), (x + 268, y - 84), (x + 330, y - 124)], 26, mix(c.p.top, c.p.white, 0.3))
    c.disc(x + 338, y - 127, 14, who.skin)


def drip(c: Canvas, x: float, y: float) -> None:
    """Stand a drip at (x, y)."""
    steel = mix(c.p.ink, c.p.far, 0.5)
    c.rect(x - 4, y - 560, 8, 560, steel)
    c.line([(x - 40, y - 552), (x + 40, y - 552)], 6, steel)
    c.rect(x - 58, y - 540, 46, 84, clear(c.p.white, 0.8), 12)
    c.rect(x - 58, y - 506, 46, 50, clear(c.p.second, 0.6), 12)
    c.line(
        curve([(x - 35, y - 456), (x - 20, y - 330), (x + 60, y - 250), (x + 150, y - 200)], False),
        3,
        clear(c.p.white, 0.9),
    )
    c.line([(x - 50, y), (x + 50, y)], 8, steel)


def nurse(c: Canvas, x: float, y: float) -> None:
    """Stand a nurse holding notes."""
    who = Figure(c, x, y, 640, -1, mix(c.p.accent, c.p.light, 0.12))
    who.wear = SCRUBS
    who.stand(0.04, (-0.06, 0.6), (0.11, 0.62))
    c.poly(who.at([(-0.036, 0.845), (0.036, 0.845), (0, 0.77)]), who.skin)
    c.poly(who.at([(0.0, 0.55), (0.2, 0.58), (0.18, 0.74), (-0.02, 0.71)]), c.p.white)
    c.poly(who.at([(0.05, 0.73), (0.13, 0.745), (0.125, 0.765), (0.045, 0.75)]), c.p.ink)
    c.disc(*who.at([(0.17, 0.61)])[0], 15, who.skin)


SCRUBS = [
    (0.045, 0.845),
    (0.1, 0.8),
    (0.105, 0.65),
    (0.1, 0.42),
    (-0.1, 0.42),
    (-0.105, 0.65),
    (-0.1, 0.8),
    (-0.045, 0.845),
]


def kitchen(c: Canvas) -> None:
    """A cook at the counter under hanging lamps."""
    wall = rooms.wall_of(c, c.p.second, 0.25)
    rooms.room(c, wall, c.p.wood, 820)
    tiles(c, wall)
    view = (c.rand(560, 640), 130, 380, 330)
    rooms.window(c, view, 2, 2)
    c.rect(70, 176, 400, 10, c.p.ink, 5)
    for i in range(5):
        things.pan(c, 120 + 74 * i, 184, c.rand(120, 170), c.pick((c.p.accent, c.p.near, c.p.second, c.p.leaf)))
    pantry(c, 1110, 210, 430)
    cook(c, c.rand(960, 1040), 1130, 800)
    rooms.counter(c, 740, mix(c.p.leaf, c.p.near, 0.4), mix(c.p.wood, c.p.light, 0.25), 6)
    things.pot(c, 250, 742, 170, c.p.accent)
    things.pot(c, 470, 742, 120, mix(c.p.second, c.p.near, 0.2))
    chopping(c, 700, 742)
    plants.potted(c, 1240, 744, 190, c.p.white)
    things.mug(c, 1360, 742, 62, c.p.accent)
    for i in range(5):
        c.disc(
            1436 + 34 * i - 88 * (i > 2) + 10,
            722 - 26 * (i > 2),
            20,
            mix(c.p.accent, c.p.second, c.rand(0.2, 0.9)),
        )
    rooms.pendant(c, 560, 120, 130, c.p.accent)
    rooms.pendant(c, 1030, 120, 130, c.p.accent)


def tiles(c: Canvas, wall) -> None:
    """Tile the wall behind a counter."""
    c.rect(0, 560, WIDTH, 200, mix(wall, c.p.white, 0.5))
    for row in range(4):
        for i in range(28):
            tint = mix(mix(wall, c.p.white, 0.42), c.p.second, c.rand(0, 0.2))
            c.rect(i * 60 - 30 * (row % 2), 563 + 48 * row, 56, 44, tint, 3)


def pantry(c: Canvas, x: float, y: float, w: float) -> None:
    """Fix two shelves of jars and plates to a wall."""
    for row in range(2):
        foot = y + 120 + 150 * row
        for i in range(5):
            px = x + 26 + i * w / 5.3
            if row:
                things.jar(
                    c,
                    px,
                    foot,
                    c.rand(64, 92),
                    mix(c.pick((c.p.accent, c.p.second, c.p.leaf)), c.p.wood, 0.25),
                )
            else:
                c.oval(px + 30, foot - 42, 18, 42, mix(c.p.white, c.p.second, 0.1 * i))
                c.oval(px + 34, foot - 42, 12, 32, mix(c.p.white, c.p.ink, 0.12))
        c.rect(x, foot, w, 14, c.p.wood, 3)
        c.veil(foot + 14, 22, c.p.ink, 0.16, 0, x, w)


def cook(c: Canvas, x: float, y: float, h: float) -> None:
    """Stand a cook in an apron."""
    who = Figure(c, x, y, h, -1, mix(c.p.white, c.p.top, 0.1))
    who.wear = SCRUBS
    who.stand(0.04, (-0.09, 0.55), (0.22, 0.53))
    c.poly(
        who.at([(-0.05, 0.72), (0.05, 0.72), (0.085, 0.62), (0.09, 0.4), (-0.09, 0.4), (-0.085, 0.62)]),
        c.p.accent,
    )
    for side in (-1, 1):
        c.line(who.at([(side * 0.046, 0.72), (side * 0.04, 0.84)]), 8, c.p.accent)
    c.stamp(
        [(-0.06, 0.95), (-0.1, 1.03), (-0.06, 1.08), (0, 1.07), (0.06, 1.08), (0.1, 1.03), (0.065, 0.95)],
        x,
        y,
        h,
        c.p.white,
    )
    c.rect(x - h * 0.066, y - h * 0.985, h * 0.132, h * 0.036, mix(c.p.white, c.p.ink, 0.1), 5)


def chopping(c: Canvas, x: float, y: float) -> None:
    """Lay vegetables on a chopping board at (x, y)."""
    c.rect(x - 150, y - 14, 300, 16, mix(c.p.wood, c.p.ink, 0.2), 6)
    for i in range(3):
        c.stamp(
            [(-0.5, 0.08), (-0.4, 0.2), (0.5, 0.05), (0.5, -0.02), (-0.4, -0.05)],
            x - 60 + 20 * i,
            y - 20 - 14 * i,
            150,
            mix(c.p.accent, c.p.second, 0.3 + 0.2 * i),
        )
        plants.leafy(c, x - 132 + 20 * i, y - 28 - 14 * i, 44, c.p.leaf, 5)
    c.disc(x + 84, y - 40, 28, c.p.accent)
    plants.leafy(c, x + 84, y - 64, 18, c.p.leaf, 4)
    c.disc(x + 124, y - 32, 20, mix(c.p.accent, c.p.ink, 0.12))


def museum(c: Canvas) -> None:
    """Visitors among paintings and sculpture."""
    wall = mix(c.p.white, c.p.far, c.rand(0.2, 0.4))
    rooms.room(c, wall, mix(c.p.wood, c.p.light, 0.25), 720)
    rooms.boards(c, 720, clear(c.p.ink, 0.09))
    c.band(0, 0, WIDTH, 74, mix(wall, c.p.ink, 0.16), mix(wall, c.p.ink, 0.1))
    for i in range(4):
        x = 250 + 370 * i
        c.rect(x - 16, 66, 32, 20, c.p.ink, 4)
        c.poly([(x - 14, 86), (x + 14, 86), (x + 190, 640), (x - 190, 640)], clear(c.p.white, 0.2))
    frame = c.pick((c.p.wood, c.p.ink, mix(c.p.second, c.p.wood, 0.5)))
    rooms.picture(c, (90, 220, 250, 320), frame)
    rooms.picture(c, (460, 170, 520, 380), frame)
    rooms.picture(c, (1090, 240, 200, 260), frame)
    rooms.picture(c, (1370, 210, 190, 300), frame)
    things.plinth(c, 1190, 830, 440, c.p.accent)
    c.oval(1190, 830, 120, 10, clear(c.p.ink, 0.15))
    c.rect(520, 820, 380, 26, mix(c.p.wood, c.p.ink, 0.25), 6)
    for x in (548, 852):
        c.rect(x, 846, 20, 74, c.p.ink)
    for x, h in ((c.rand(610, 690), 400), (c.rand(790, 850), 380), (c.rand(170, 260), 430), (1410, 420)):
        person(c, x, 850 + h * 0.18, h, c.pick((-1, 1)))


def cat(c: Canvas) -> None:
    """A cat on a windowsill above the rooftops."""
    wall = mix(rooms.wall_of(c, c.p.accent, 0.25), c.p.near, 0.3)
    c.band(0, 0, WIDTH, HEIGHT, mix(wall, c.p.ink, 0.2), wall)
    sky_box(c, 270, 60, 1060, 690)
    frame = mix(c.p.white, c.p.low, 0.3)
    for x in (250, 788, 1326):
        c.rect(x, 40, 24, 730, frame)
    c.rect(250, 40, 1100, 22, frame)
    c.rect(250, 270, 1100, 14, frame)
    c.rect(170, 756, 1260, 40, mix(frame, c.p.wood, 0.12), 6)
    c.rect(170, 790, 1260, 14, mix(frame, c.p.ink, 0.3), 4)
    c.veil(804, 70, c.p.ink, 0.22, 0, 190, 1220)
    cloth = mix(c.p.accent, c.p.low, 0.2)
    rooms.curtain(c, 60, 0, 230, 960, cloth)
    rooms.curtain(c, 1310, 0, 230, 960, cloth)
    fur = c.pick((mix(c.p.ink, c.p.near, 0.2), mix(c.p.accent, c.p.wood, 0.5), mix(c.p.ink, c.p.far, 0.35)))
    animals.cat(c, c.rand(640, 900), 762, c.rand(400, 440), fur)
    plants.potted(c, 1130, 762, 250, c.p.second)
    for i in range(3):
        c.rect(380, 738 - 26 * i, 170 - 18 * i, 24, (c.p.near, c.p.second, c.p.accent)[i], 4)
    things.mug(c, 440, 684, 62, c.p.white)


def sky_box(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Show rooftops under an evening sky inside a window."""
    c.band(x, y, w, h, c.p.top, c.p.mid, c.p.low)
    sky.sun(c, x + w * c.rand(0.2, 0.8), y + 150, 52)
    sky.clouds(c, 4, y + 60, y + 330)
    for base, t, low, high in ((640, 0.15, 60, 190), (700, 0.35, 50, 170), (760, 0.6, 40, 150)):
        px = x - 10.0
        while px < x + w - 40:
            width = c.rand(70, 130)
            tint = mix(c.p.depth(t), c.p.accent, 0.1)
            city.house(c, px, base, width, c.rand(low, high), tint, mix(tint, c.p.ink, 0.22))
            px += width
        c.veil(base - 160, 160, c.p.low, 0, 0.25, x, w)
    c.rect(x - 40, 0, 20, 800, c.p.near)


def chart(c: Canvas) -> None:
    """Bars rising like towers under a climbing line."""
    paper = mix(c.p.low, c.p.white, 0.35)
    c.band(0, 0, WIDTH, HEIGHT, mix(c.p.mid, paper, 0.45), paper, c.p.low)
    sky.sun(c, c.rand(1080, 1300), 260, 110)
    for i in range(6):
        c.rect(120, 190 + 118 * i, 1360, 2.5, clear(c.p.near, 0.16))
    heights = climb(c, 9)
    for i, h in enumerate(heights):
        bar(c, 170 + 142 * i, 860, 96, h, i == c.rng.randrange(3, 8))
    c.rect(100, 860, 1400, 8, c.p.ink, 4)
    line = [(218 + 142 * i, 860 - h - 92) for i, h in enumerate(heights)]
    c.line(line, 9, c.p.accent)
    for x, y in line:
        c.disc(x, y, 17, c.p.accent)
        c.disc(x, y, 8, c.p.white)
    for i in (1, 4, 7):
        x = 218 + 142 * i
        person(c, x, 860 - heights[i] + 2, 78)
    for x in (60, 1540):
        plants.potted(c, x, 900, 190, c.p.second)
    c.veil(868, 132, c.p.near, 0.12, 0.04)


def climb(c: Canvas, n: int) -> list[float]:
    """Return n bar heights that rise unevenly."""
    return [110 + 430 * (i / (n - 1)) ** 1.25 + c.rand(-55, 55) for i in range(n)]


def bar(c: Canvas, x: float, y: float, w: float, h: float, bright: bool) -> None:
    """Raise one bar of a chart h tall on the foot (x, y)."""
    tint = c.p.second if bright else mix(c.p.depth(0.4), c.p.near, h / 700)
    c.fade([(x, y), (x, y - h), (x + w, y - h), (x + w, y)], mix(tint, c.p.light, 0.1), mix(tint, c.p.low, 0.25))
    c.shade([(x + w * 0.64, y), (x + w * 0.64, y - h), (x + w, y - h), (x + w, y)], 0.14)
    c.rect(x, y - h, w, 8, mix(tint, c.p.white, 0.4))


def phone(c: Canvas) -> None:
    """A tall phone with people and messages around it."""
    paper = mix(c.p.low, c.p.white, 0.2)
    c.band(0, 0, WIDTH, HEIGHT, mix(c.p.mid, paper, 0.3), paper, c.p.low)
    c.disc(800, 480, 430, clear(mix(c.p.mid, c.p.second, 0.4), 0.45))
    c.oval(800, 900, 900, 90, mix(c.p.depth(0.35), c.p.low, 0.45))
    c.oval(810, 904, 330, 26, clear(c.p.ink, 0.22))
    things.phone(c, 590, 70, 420, 830)
    for i, dot in enumerate((c.p.accent, c.p.second)):
        things.card(c, 624, 640 + 92 * i, 352, 76, dot)
    bubbles(c)
    for x in (330, 460):
        person(c, x + c.rand(-20, 20), 925, 310, 1)
    person(c, c.rand(1100, 1160), 930, 320, -1)
    person(c, c.rand(1240, 1300), 915, 290, -1)
    plants.potted(c, 170, 930, 240, c.p.accent)
    plants.potted(c, 1440, 925, 280, c.p.second)


def bubbles(c: Canvas) -> None:
    """Float messages on both sides of a phone."""
    tints = [c.p.accent, c.p.second, c.p.white, mix(c.p.leaf, c.p.white, 0.3)]
    c.rng.shuffle(tints)
    spots = (
        (230, 300, 230, 110, 1),
        (390, 150, 170, 86, 1),
        (1060, 170, 250, 116, -1),
        (1190, 360, 180, 90, -1),
    )
    for (x, y, w, h, tail), tint in zip(spots, tints, strict=True):
        things.bubble(c, x + c.rand(-20, 20), y + c.rand(-20, 20), w, h, tint, tail)
