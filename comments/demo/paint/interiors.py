"""Scenes indoors, and two still lifes."""

from . import clinic, plants, rooms, things
from .canvas import WIDTH, Canvas
from .colours import Colour, clear, mix
from .people import Figure, bust
from .shapes import twin
from .sketch import sketch

GOWN = twin(".045 .845 .1 .8 .112 .65 .105 .5 .12 .3")
TUNIC = twin(".045 .845 .1 .8 .105 .65 .1 .42")
APRON = """
    accent cut -.05 .72 .05 .72 .085 .62 .09 .4 -.09 .4 -.085 .62
    accent line .01 -.046 .72 -.04 .84
    accent line .01 .046 .72 .04 .84
    white blob -.06 .95 -.085 1.02 -.06 1.06 0 1.07 .06 1.06 .085 1.02 .065 .95
    white+ink.1 rect -.066 .949 .132 .036 .006
"""
LABCOAT = """
    second cut -.042 .842 .042 .842 0 .7
    ink@.25 line .005 0 .7 0 .4
    top@.75 rect -.06 .902 .13 .026 .01
"""
NOTES = """
    skin cut -.036 .845 .036 .845 0 .77
    white cut 0 .55 .2 .58 .18 .74 -.02 .71
    ink cut .05 .73 .13 .745 .125 .765 .045 .75
    ink@.25 line .006 .03 .68 .15 .7
    ink@.25 line .006 .035 .645 .155 .665
    skin disc .17 .61 .023
"""
CHALK = """
    chalk ring .005 .215 .52 .127 .127 0 360
    chalk line .004 .215 .52 .325 .585
    chalk line .004 .088 .52 .342 .52
    chalk line .005 .42 .4 .595 .64 .71 .4 .42 .4
    accent line .004 .595 .64 .595 .4
    chalk line .005 .77 .66 .77 .38 .965 .38
    second bend .007 .775 .41 .83 .445 .87 .57 .95 .62
"""


def lab(c: Canvas) -> None:
    """A scientist at a bench of glassware."""
    wall, view = rooms.wall_tint(c, c.p.second, 0.28), (c.rand(90, 160), 130, 400, 400)
    rooms.room(c, wall, mix(c.p.wood, wall, 0.4), 800)
    rooms.window(c, view)
    for row in range(2):
        _glassware(c, 1040, 340 + 170 * row, 480)
    for x in (620, 900):
        rooms.pendant(c, x, 190, 150, c.p.accent)
    rooms.sunbeam(c, view, 860, 320)
    _scientist(c, c.rand(700, 800), 1120, 860)
    rooms.counter(c, 760, mix(c.p.near, c.p.second, 0.25), mix(c.p.white, c.p.far, 0.25), 5)
    _bench(c)


def _glassware(c: Canvas, x: float, y: float, w: float) -> None:
    for i in range(6):
        left = x + 20 + i * w / 6.2
        if c.rng.random() < 0.5:
            things.jar(c, left, y, c.rand(62, 96))
        else:
            clinic.flask(c, left + 34, y, c.rand(76, 108), c.pick((c.p.accent, c.p.second, c.p.leaf)))
    rooms.shelf(c, x, y, w)


def _scientist(c: Canvas, x: float, y: float, h: float) -> None:
    who = Figure(c, x, y, h, 1, mix(c.p.white, c.p.top, 0.08))
    who.wear = GOWN
    who.stand(0.045, (-0.13, 0.52), (0.235, 0.72))
    sketch(c, LABCOAT, x, y, h)
    clinic.flask(c, x + h * 0.25, y - h * 0.7, 130, c.p.accent)


def _bench(c: Canvas) -> None:
    clinic.microscope(c, 330, 768, 300)
    clinic.tubes(c, 470, 770, 150)
    clinic.globe_flask(c, 1030, 770, 200, c.p.second)
    clinic.flask(c, 1160, 770, 170, c.p.leaf)
    clinic.flask(c, 1290, 772, 120, c.p.accent)
    clinic.screen(c, 1360, 768, 220)
    plants.potted(c, 90, 768, 200)


def classroom(c: Canvas) -> None:
    """A teacher at the board before rows of pupils."""
    view = (60, 150, 250, 360)
    rooms.room(c, rooms.wall_tint(c, c.p.second, 0.2), c.p.wood, 700)
    rooms.boards(c, 700, clear(c.p.ink, 0.12))
    rooms.window(c, view, 2, 3)
    _board(c, 390, 130, 800, 400)
    rooms.sunbeam(c, view, 760, 240)
    _cupboard(c, 1380, 720)
    Figure(c, c.rand(1230, 1270), 770, 470, 1, c.p.accent).stand(0.05, (-0.33, 0.86))
    for row, (y, w) in enumerate(((815, 116), (985, 160))):
        _pupils(c, y, w, 6 - row)


def _pupils(c: Canvas, y: float, w: float, n: int) -> None:
    for i in range(n):
        x = WIDTH * (i + 0.5) / n + c.rand(-16, 16)
        rooms.table(c, x - w * 0.95, y - w * 0.28, w * 1.9, w)
        bust(c, x, y + w * 0.12, w)
        c.rect(x - w * 0.55, y + w * 0.3, w * 1.1, w, mix(c.p.second, c.p.ink, 0.3), w * 0.12)


def _board(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    slate = mix(c.p.near, c.p.leaf, 0.3)
    c.rect(x - 14, y - 14, w + 28, h + 28, c.p.wood, 5)
    c.band(x, y, w, h, slate, mix(slate, c.p.ink, 0.2))
    sketch(c, CHALK, x, y + h + 210, w, chalk=mix(slate, c.p.white, 0.75))
    c.rect(x, y + h + 8, w, 14, mix(c.p.wood, c.p.light, 0.2), 3)


def _cupboard(c: Canvas, x: float, y: float) -> None:
    c.rect(x, y - 220, 260, 220, c.p.wood, 6)
    for i in range(2):
        c.rect(x + 14 + 118 * i, y - 204, 112, 190, mix(c.p.wood, c.p.ink, 0.14), 4)
    rooms.books(c, x + 130, y - 220, 120, 100)
    things.globe(c, x + 66, y - 228, 126)


def library(c: Canvas) -> None:
    """Tall bookcases, an arched window and readers under lamps."""
    case = mix(c.p.wood, c.p.ink, 0.18)
    rooms.room(c, mix(c.p.low, c.p.wood, 0.22), mix(c.p.wood, c.p.accent, 0.2), 790)
    _nave(c, (600, 60, 400, 580))
    for x in (-30, 245, 1093, 1368):
        rooms.bookcase(c, (x, -30, 262, 820), 8, case)
    _ladder(c, 330, mix(c.p.wood, c.p.light, 0.35))
    c.glow(800, 330, 700, c.p.light, 0.35)
    for x in (376, 1224):
        rooms.pendant(c, x, 170, 120, c.p.second)
    _readers(c)


def _nave(c: Canvas, box: rooms.Box) -> None:
    x, y, w, h = box
    rooms.arched(c, (x - 18, y - 18, w + 36, h + 18), c.p.white, c.p.white)
    rooms.arched(c, box, c.p.top, c.p.mid, c.p.low)
    c.disc(x + w * c.rand(0.3, 0.7), y + 230, 34, c.p.white)
    for i in range(9):
        plants.cypress(c, x + w * (i + 0.5) / 9, y + h, c.rand(90, 230), c.p.depth(c.rand(0.25, 0.5)))
    for i in (1, 2, 3):
        c.rect(x + w * i / 4 - 4, y + 4 + 22 * (i % 2), 8, h - 4 - 22 * (i % 2), c.p.white)
        c.rect(x, y + 130 + 110 * i, w, 8, c.p.white)
    c.rect(x - 34, y + h, w + 68, 18, mix(c.p.white, c.p.ink, 0.12))
    c.poly([(x, y + h), (x + w, y + h), (x + w + 220, 1000), (x - 220, 1000)], clear(c.p.light, 0.13))


def _ladder(c: Canvas, x: float, pale: Colour) -> None:
    for side in (0, 64):
        c.line([(x + side, 240), (x + side - 40, 810)], 9, pale)
    for i in range(9):
        y, lean = 280 + 58 * i, (40 + 58 * i) * 0.07
        c.line([(x - lean, y), (x + 64 - lean, y)], 7, pale)


def _readers(c: Canvas) -> None:
    for x in (470, 780, 1130):
        Figure(c, x + c.rand(-20, 20), 1090, 560).stand(0.03, (-0.06, 0.5), (0.08, 0.5))
    c.band(210, 846, 1180, 160, mix(c.p.wood, c.p.ink, 0.42), mix(c.p.wood, c.p.ink, 0.55))
    c.rect(180, 820, 1240, 30, mix(c.p.wood, c.p.light, 0.12), 5)
    c.rect(180, 820, 1240, 8, mix(c.p.wood, c.p.light, 0.4), 4)
    for x in (320, 622, 955, 1290):
        rooms.desk_lamp(c, x, 822, 130)
    for x in (470, 780, 1130):
        c.cut("-.7 .1 0 .26 .7 .1 .7 0 -.7 0", x, 822, 100, c.p.white)
        c.rect(x - 72, 818, 144, 6, c.pick((c.p.accent, c.p.second)))


def hospital(c: Canvas) -> None:
    """A nurse beside a patient's bed by a window."""
    wall, view = rooms.wall_tint(c, c.p.leaf, 0.22), (c.rand(600, 680), 110, 420, 340)
    rooms.room(c, wall, mix(c.p.low, c.p.second, 0.3), 740)
    c.rect(0, 520, WIDTH, 12, mix(wall, c.p.white, 0.5))
    c.rect(0, 532, WIDTH, 192, mix(wall, c.p.second, 0.25))
    rooms.window(c, view, 2, 1)
    rooms.sunbeam(c, view, 780, 240)
    rooms.curtain(c, 1370, 40, 290, 720, mix(c.p.second, c.p.light, 0.4))
    c.rect(1330, 32, 330, 10, c.p.ink, 5)
    clinic.cabinet(c, 300, 850, 150, 250)
    clinic.screen(c, 265, 602, 220)
    clinic.drip(c, 508, 856, 560)
    clinic.bed(c, 560, 830, 630)
    _nurse(c, c.rand(1225, 1265), 925)
    plants.potted(c, 150, 900, 310)


def _nurse(c: Canvas, x: float, y: float) -> None:
    who = Figure(c, x, y, 640, -1, mix(c.p.accent, c.p.light, 0.12))
    who.wear = TUNIC
    who.stand(0.04, (-0.06, 0.6), (0.11, 0.62))
    sketch(c, NOTES, x, y, 640, -1, skin=who.skin)


def kitchen(c: Canvas) -> None:
    """A cook at the counter under hanging lamps."""
    wall = rooms.wall_tint(c, c.p.second, 0.25)
    rooms.room(c, wall, c.p.wood, 820)
    _tiles(c, wall)
    rooms.window(c, (c.rand(560, 640), 130, 380, 330))
    c.rect(70, 176, 400, 10, c.p.ink, 5)
    for i in range(5):
        things.pan(c, 120 + 74 * i, 184, c.rand(110, 160))
    _pantry(c, 1110, 330, 430)
    _cook(c, c.rand(960, 1040), 1130, 800)
    rooms.counter(c, 740, mix(c.p.leaf, c.p.near, 0.4), mix(c.p.wood, c.p.light, 0.25), 6)
    _supper(c)
    for x in (560, 1030):
        rooms.pendant(c, x, 120, 130, c.p.accent)


def _tiles(c: Canvas, wall: Colour) -> None:
    c.rect(0, 560, WIDTH, 200, mix(wall, c.p.white, 0.5))
    for i in range(112):
        row, tint = i // 28, mix(mix(wall, c.p.white, 0.42), c.p.second, c.rand(0, 0.2))
        c.rect(i % 28 * 60 - 30 * (row % 2), 563 + 48 * row, 56, 44, tint, 3)


def _pantry(c: Canvas, x: float, y: float, w: float) -> None:
    for i in range(5):
        things.plate(c, x + 16 + i * w / 5.1, y, 74)
        things.jar(c, x + 26 + i * w / 5.3, y + 150, c.rand(64, 92))
    for row in range(2):
        rooms.shelf(c, x, y + 150 * row, w)


def _cook(c: Canvas, x: float, y: float, h: float) -> None:
    who = Figure(c, x, y, h, -1, mix(c.p.white, c.p.top, 0.1))
    who.wear = TUNIC
    who.stand(0.04, (-0.09, 0.55), (0.22, 0.53))
    sketch(c, APRON, x, y, h)


def _supper(c: Canvas) -> None:
    things.pot(c, 250, 742, 170, c.p.accent)
    things.pot(c, 470, 742, 120, mix(c.p.second, c.p.near, 0.2))
    things.vegetables(c, 710, 742, 300)
    plants.potted(c, 1210, 744, 190, c.p.white)
    things.mug(c, 1330, 742, 62, c.p.accent)
    things.bowl(c, 1470, 744, 150)
