"""Scenes where people arrive: a bridge, an airport, a concert."""

from . import land, plants, sky, things, vehicles, works
from .canvas import HEIGHT, WIDTH, Canvas
from .colours import Colour, clear, mix
from .people import Figure, outline, person, shadow, viewer
from .shapes import ground, swell
from .towns import crowd


def bridge(c: Canvas) -> None:
    """A suspension bridge rising out of mist."""
    x = c.rand(620, 980)
    sky.air(c, 700)
    sky.sun(c, x, c.rand(280, 380), 92)
    sky.clouds(c, 5, 90, 380)
    land.range_(c, 590, 120, c.p.depth(0.12))
    land.hills(c, 640, 680, 2, 0.2, 0.34, 70)
    land.sea(c, 720)
    works.suspension(c, 400, 1200, 600, mix(c.p.accent, c.p.near, 0.18))
    land.reflect(c, 722, 0.5)
    c.veil(600, 130, c.p.low, 0, 0.45)
    c.veil(730, 90, c.p.low, 0.45, 0)
    land.glitter(c, x, 724, 120)
    vehicles.sailboat(c, c.rand(560, 1040), 850, 200)
    sky.birds(c, 7, 800, 330)
    _shore(c)


def _shore(c: Canvas) -> None:
    line = [(x, y + 70 * (1 - abs(x - 800) / 800)) for x, y in swell(c.rng, 930, 10, 2)]
    c.fade(ground(line), mix(c.p.near, c.p.leaf, 0.25), c.p.ink)
    for x in (60, 150, 240, 1390, 1470, 1560):
        plants.pine(c, x, 970, c.rand(150, 290), mix(c.p.near, c.p.ink, 0.3))


def airport(c: Canvas) -> None:
    """Travellers before a wide window and a waiting airliner."""
    sky.air(c, 640)
    sky.sun(c, c.rand(300, 1300), 300, 66)
    sky.clouds(c, 5, 180, 420)
    land.hills(c, 560, 600, 2, 0.15, 0.3, 30)
    c.band(0, 640, WIDTH, 170, mix(c.p.far, c.p.low, 0.3), c.p.depth(0.4))
    for x in range(-100, 1700, 180):
        c.rect(x, 760, 90, 6, clear(c.p.white, 0.6))
    c.oval(800, 722, 560, 12, clear(c.p.ink, 0.25))
    vehicles.aeroplane(c, 790, 610, 1150)
    _glazing(c, mix(c.p.ink, c.p.near, 0.45))
    _lounge(c)
    _travellers(c)


def _glazing(c: Canvas, frame: Colour) -> None:
    for x in range(0, 1601, 320):
        c.rect(x - 7, 0, 14, 812, frame)
    c.rect(0, 150, WIDTH, 9, frame)
    c.band(0, 0, WIDTH, 62, mix(frame, c.p.ink, 0.3), frame)
    c.band(0, 806, WIDTH, 194, mix(c.p.low, c.p.depth(0.5), 0.4), mix(c.p.depth(0.6), c.p.low, 0.25))
    for x in range(0, 1601, 320):
        foot = x + (x - 800) * 0.3
        c.poly([(x - 7, 812), (x + 7, 812), (foot + 40, HEIGHT), (foot - 20, HEIGHT)], clear(c.p.ink, 0.1))
    c.rect(0, 804, WIDTH, 10, frame)


def _lounge(c: Canvas) -> None:
    for i in range(6):
        c.rect(930 + 100 * i, 800, 88, 84, c.p.second, 12)
        c.rect(930 + 100 * i, 866, 88, 22, mix(c.p.second, c.p.ink, 0.25), 8)
    c.rect(920, 888, 600, 8, c.p.ink)


def _travellers(c: Canvas) -> None:
    for i, px in enumerate((150, 290, 540, 760)):
        x, small = px + c.rand(-30, 30), i == 1
        c.pick((person, viewer))(c, x, 950 + c.rand(-24, 24), 220 if small else c.rand(330, 370))
        if not small:
            things.suitcase(c, x + 88, 966, 150)


def concert(c: Canvas) -> None:
    """A band on stage, light beams and a crowd."""
    c.band(0, 0, WIDTH, HEIGHT, c.p.ink, mix(c.p.top, c.p.ink, 0.2), mix(c.p.mid, c.p.accent, 0.3))
    c.glow(800, 600, 820, mix(c.p.accent, c.p.light, 0.35), 0.9)
    for i in range(9):
        _beam(c, 110 + 172 * i, c.pick((c.p.light, c.p.accent, c.p.second)))
    for y, h in ((52, 16), (92, 6)):
        c.rect(0, y, WIDTH, h, c.p.ink)
    for i in range(40):
        c.line([(i * 42, 64), (i * 42 + 21, 94), (i * 42 + 42, 64)], 4, c.p.ink)
    _band(c, mix(c.p.ink, c.p.top, 0.2))
    crowd(c, 812, 4, 22, mix(mix(c.p.ink, c.p.accent, 0.3), c.p.mid, 0.25))


def _beam(c: Canvas, x: float, colour: Colour) -> None:
    lean, w = c.rand(-260, 260), c.rand(60, 130)
    for spread, opacity in ((w, 0.1), (w * 0.5, 0.12)):
        foot = x + lean
        c.poly([(x - 8, 96), (x + 8, 96), (foot + spread, 800), (foot - spread, 800)], clear(colour, opacity))
    c.rect(x - 18, 88, 36, 34, c.p.ink, 8)
    c.glow(x, 122, 70, colour, 0.8)
    c.oval(x, 122, 15, 6, c.p.white)


def _band(c: Canvas, dark: Colour) -> None:
    c.rect(0, 716, WIDTH, 300, mix(c.p.ink, c.p.accent, 0.14))
    c.rect(0, 712, WIDTH, 8, mix(c.p.light, c.p.accent, 0.4))
    for x in (190, 1410):
        things.speakers(c, x, 714, 140, dark)
    shadow(c, 800, 610, 96, dark, True)
    things.drums(c, 800, 712, 260)
    for x in (450, 1130):
        outline(c, x, 716, 250, dark)
        things.guitar(c, x, 596, 150)
    _singer(c, dark)


def _singer(c: Canvas, dark: Colour) -> None:
    who = Figure(c, 640, 718, 262, 1, dark)
    who.skin = who.hair = dark
    who.stand(0.09, (-0.3, 1.02), (0.12, 0.84))
    c.line([(686, 718), (680, 500)], 5, dark)
    c.disc(679, 496, 9, dark)
