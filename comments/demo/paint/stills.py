"""Scenes that stand still: a museum, a window, two things on a wall."""

from . import animals, art, houses, plants, rooms, sky, things
from .canvas import HEIGHT, WIDTH, Canvas
from .colours import Colour, clear, mix
from .people import person, viewer
from .shapes import ground, swell


def museum(c: Canvas) -> None:
    """Visitors among paintings and sculpture."""
    wall = mix(c.p.white, c.p.far, c.rand(0.2, 0.4))
    rooms.room(c, wall, mix(c.p.wood, c.p.light, 0.25), 720)
    rooms.boards(c, 720, clear(c.p.ink, 0.09))
    c.band(0, 0, WIDTH, 74, mix(wall, c.p.ink, 0.16), mix(wall, c.p.ink, 0.1))
    for x in (215, 720, 1200, 1470):
        c.rect(x - 16, 66, 32, 20, c.p.ink, 4)
        c.poly([(x - 14, 86), (x + 14, 86), (x + 190, 640), (x - 190, 640)], clear(c.p.white, 0.2))
    _hang(c)
    art.sculpture(c, 1165, 850, 440)
    rooms.bench(c, 520, 880, 380, 90)
    for x, h in ((c.rand(600, 680), 400), (c.rand(780, 850), 380), (c.rand(170, 260), 430)):
        viewer(c, x, 860 + h * 0.18, h)
    person(c, c.rand(1370, 1440), 930, 420, -1)


def _hang(c: Canvas) -> None:
    frame = c.pick((c.p.wood, c.p.ink, mix(c.p.second, c.p.wood, 0.5)))
    boxes = ((460, 160, 520, 390), (90, 220, 250, 320), (1110, 220, 180, 230), (1370, 210, 190, 290))
    paintings = c.rng.sample(art.PAINTINGS, 4)
    for box, paint in zip(boxes, paintings, strict=True):
        art.picture(c, box, frame, paint)


def cat(c: Canvas) -> None:
    """A cat on a windowsill above the rooftops."""
    wall = mix(rooms.wall_tint(c, c.p.accent, 0.25), c.p.near, 0.3)
    c.band(0, 0, WIDTH, HEIGHT, mix(wall, c.p.ink, 0.2), wall)
    _rooftops(c, 270, 60, 1060, 700)
    _casement(c, mix(c.p.white, c.p.low, 0.3))
    cloth = mix(c.p.accent, c.p.low, 0.2)
    for x in (60, 1310):
        rooms.curtain(c, x, 0, 230, 1010, cloth)
    furs = (mix(c.p.ink, c.p.near, 0.2), mix(c.p.accent, c.p.wood, 0.5), mix(c.p.ink, c.p.far, 0.35))
    animals.cat(c, c.rand(700, 880), 762, c.rand(400, 440), c.pick(furs))
    plants.potted(c, 1150, 762, 250, c.p.second)
    for i, cover in enumerate((c.p.near, c.p.second, c.p.accent)):
        c.rect(360 + 9 * i, 738 - 26 * i, 160 - 18 * i, 24, cover, 4)
    things.mug(c, 430, 684, 62, c.p.white)


def _rooftops(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.band(x, y, w, h, c.p.top, c.p.mid, c.p.low)
    sky.sun(c, x + w * c.rand(0.2, 0.8), y + 150, 52)
    sky.clouds(c, 3, y + 60, y + 330, x + 150, x + w - 150)
    for base, t, tall in ((640, 0.15, 150), (700, 0.35, 130), (760, 0.6, 110)):
        left, tint = x - 10.0, mix(c.p.depth(t), c.p.accent, 0.1)
        while left < x + w:
            wide = c.rand(80, 140)
            houses.house(c, left, base, wide, tall * c.rand(0.4, 1), tint, mix(tint, c.p.ink, 0.22))
            left += wide
        c.veil(base - 160, 160, c.p.low, 0, 0.25, x, w)


def _casement(c: Canvas, frame: Colour) -> None:
    for x in (250, 788, 1326):
        c.rect(x, 40, 24, 730, frame)
    for y, h in ((40, 22), (270, 14)):
        c.rect(250, y, 1100, h, frame)
    c.rect(170, 756, 1260, 40, mix(frame, c.p.wood, 0.12), 6)
    c.rect(170, 790, 1260, 14, mix(frame, c.p.ink, 0.3), 4)
    c.veil(804, 70, c.p.ink, 0.22, 0, 190, 1220)


def chart(c: Canvas) -> None:
    """Bars rising like towers under a climbing line."""
    c.turnable = False
    _backdrop(c)
    heights = [110 + 400 * (i / 8) ** 1.25 + c.rand(-50, 50) for i in range(9)]
    bright = c.rng.randrange(3, 8)
    for i, h in enumerate(heights):
        tint = c.p.second if i == bright else mix(c.p.depth(0.45), c.p.near, h / 640)
        _bar(c, 170 + 142 * i, 860, 96, h, tint)
        if i in (1, 4, 7):
            person(c, 218 + 142 * i, 862 - h, 78)
    c.rect(100, 860, 1400, 8, c.p.ink, 4)
    _trend(c, [(218 + 142 * i, 860 - h - 124) for i, h in enumerate(heights)])
    for x in (60, 1540):
        plants.potted(c, x, 906, 190, c.p.second)


def _backdrop(c: Canvas) -> None:
    sky.air(c, 860)
    c.veil(0, 860, mix(c.p.low, c.p.white, 0.3), 0.55, 0.75)
    sky.sun(c, c.rand(240, 700), 260, 100)
    for y, t in ((640, 0.05), (720, 0.16)):
        c.fade(ground(swell(c.rng, y, 44), 862), mix(c.p.depth(t), c.p.low, 0.45), c.p.low)
    for i in range(6):
        c.rect(120, 190 + 118 * i, 1360, 2.5, clear(c.p.near, 0.16))
    c.band(0, 862, WIDTH, 140, mix(c.p.low, c.p.depth(0.4), 0.3), mix(c.p.low, c.p.depth(0.4), 0.45))


def _bar(c: Canvas, x: float, y: float, w: float, h: float, tint: Colour) -> None:
    c.band(x, y - h, w, h, mix(tint, c.p.light, 0.1), mix(tint, c.p.low, 0.25))
    c.rect(x + w * 0.64, y - h, w * 0.36, h, clear(c.p.ink, 0.14))
    c.rect(x, y - h, w, 8, mix(tint, c.p.white, 0.4))


def _trend(c: Canvas, line: list[tuple[float, float]]) -> None:
    c.line(line, 9, c.p.accent)
    for x, y in line:
        c.disc(x, y, 17, c.p.accent)
        c.disc(x, y, 8, c.p.white)


def phone(c: Canvas) -> None:
    """A tall phone with people and messages around it."""
    paper = mix(c.p.low, c.p.white, 0.2)
    c.band(0, 0, WIDTH, HEIGHT, mix(c.p.mid, paper, 0.3), paper, c.p.low)
    c.disc(800, 480, 430, clear(mix(c.p.mid, c.p.second, 0.4), 0.45))
    c.oval(800, 900, 900, 90, mix(c.p.depth(0.35), c.p.low, 0.45))
    c.oval(810, 904, 330, 26, clear(c.p.ink, 0.22))
    things.phone(c, 590, 905, 420)
    for i, dot in enumerate((c.p.accent, c.p.second)):
        things.card(c, 624, 640 + 92 * i, 352, 76, dot)
    _bubbles(c)
    for x, h, flip in ((330, 310, 1), (460, 310, 1), (1130, 320, -1), (1270, 290, -1)):
        person(c, x + c.rand(-25, 25), 925, h, flip)
    plants.potted(c, 170, 930, 240)
    plants.potted(c, 1440, 925, 280, c.p.second)


def _bubbles(c: Canvas) -> None:
    tints = [c.p.accent, c.p.second, c.p.white, mix(c.p.leaf, c.p.white, 0.3)]
    c.rng.shuffle(tints)
    spots = ((230, 300, 230, 1), (390, 150, 170, 1), (1060, 170, 250, -1), (1190, 360, 180, -1))
    for (x, y, w, tail), tint in zip(spots, tints, strict=True):
        things.bubble(c, x + c.rand(-20, 20), y + c.rand(-20, 20), w, tint, tail)
