"""People, as plain flat figures."""

from .canvas import Canvas
from .colours import Colour, clear, mix, parse
from .shapes import Points, between, curve, place, trace, twin
from .sketch import sketch

SKINS = [parse(code) for code in ("f0c8a6", "e2ab82", "c98a60", "9c6544", "74462f", "5a3725")]
HAIRS = [parse(code) for code in ("2a2026", "3b2a26", "5a3a2a", "8c5a35", "b98a5a", "c9c2ba", "1d1a22")]
COAT = twin(".045 .845 .1 .8 .112 .65 .105 .5 .12 .34 0 .33")
SHIRT = twin(".045 .845 .1 .8 .105 .65 .095 .46 0 .45")
DRESS = twin(".045 .845 .09 .8 .085 .62 .11 .42 .16 .24 0 .22")
LAPEL = trace(".03 .84 .1 .8 .112 .65 .1 .46 .05 .46 .05 .7")
CAP = trace("-.062 .9 -.068 .95 -.035 1 .03 1 .066 .955 .06 .93 .02 .955 -.03 .94")
BOB = trace("-.07 .86 -.074 .95 -.035 1.002 .03 1.002 .068 .95 .064 .86 .03 .84 -.04 .84")
NAPE = twin("0 1 .036 .996 .06 .96 .06 .9 .036 .868 0 .862")
SHOE = trace("-.03 0 .055 0 .05 .02 .01 .04 -.03 .04")
BUST = """
    skin rect -.1 .46 .2 .24 .08
    coat twin 0 .52 .1 .52 .36 .46 .48 .3 .52 -.3
    ink@.12 blob .1 .51 .36 .46 .48 .3 .52 -.3 .3 -.2 .2 .2
"""
SHADOW = """
    coat twin 0 .38 .1 .38 .34 .28 .42 0 .42 -.5
    coat rect -.08 .31 .16 .25
    coat oval 0 .62 .16 .2
"""
OUTLINE = """
    coat line .055 -.04 .48 -.07 .01
    coat line .055 .04 .48 .07 .01
    coat limb .042 -.085 .78 -.12 .62 -.1 .47
    coat limb .042 .085 .78 .12 .62 .1 .47
    coat rect -.022 .82 .044 .06
    coat oval 0 .925 .052 .065
"""


class Figure:
    """Someone h units tall standing with their feet at (x, y), facing right unless flip is -1."""

    def __init__(self, c: Canvas, x: float, y: float, h: float, flip: int = 1, coat: Colour | None = None):
        """Choose skin, hair and clothes."""
        self.c, self.x, self.y, self.h, self.flip = c, x, y, h, flip
        self.skin, self.hair, self.long = c.pick(SKINS), c.pick(HAIRS), c.rng.random() < 0.45
        self.coat, self.wear = coat or c.pick(c.p.clothes), c.pick((COAT, SHIRT, DRESS))
        self.ink, self.away = c.p.ink, False

    def at(self, points: Points) -> Points:
        """Convert the figure's own points, feet at (0, 0) and head at (0, 1), to canvas units."""
        return place(points, self.x, self.y, self.h, self.flip)

    def patch(self, shape: Points, fill: Colour) -> None:
        """Fill a smooth shape given in the figure's own points."""
        self.c.blob(self.at(shape), fill)

    def limb(self, points: Points, width: float, fill: Colour) -> None:
        """Draw a limb given in the figure's own points."""
        self.c.limb(self.at(points), width * self.h, fill)

    def leg(self, side: int, stride: float) -> None:
        """Draw one leg and its shoe."""
        skirt = self.wear is DRESS
        tint = mix(self.skin if skirt else mix(self.ink, self.coat, 0.14), self.ink, 0.22 * (side < 0))
        hip, foot = side * 0.042, side * stride
        w, v = (0.022, 0.013) if skirt else (0.042, 0.025)
        self.c.poly(self.at([(hip - w, 0.47), (hip + w, 0.47), (foot + v, 0.02), (foot - v, 0.02)]), tint)
        self.patch([(px + foot, py) for px, py in SHOE], mix(self.ink, self.coat, 0.05))

    def arm(self, side: int, hand: tuple[float, float] | None = None) -> None:
        """Draw one arm, hanging or stretched to a hand."""
        hand = hand or (side * 0.1, 0.475)
        elbow = (hand[0] * 0.6 + side * 0.055, (hand[1] + 0.78) / 2)
        points = [(side * 0.085, 0.785), elbow, hand]
        self.c.disc(*self.at([hand])[0], self.h * 0.023, self.skin)
        sleeve = [points[0], elbow, between(elbow, hand, 0.84)]
        self.limb(sleeve, 0.047, mix(self.coat, self.ink, 0.12 if side > 0 else 0.24))

    def head(self) -> None:
        """Draw the head, its face left plain."""
        c, x, y, h = self.c, self.x, self.y, self.h
        if self.long:
            self.patch(BOB, self.hair)
        c.rect(x - h * 0.022, y - h * 0.88, h * 0.044, h * 0.065, mix(self.skin, self.ink, 0.18), h * 0.02)
        c.oval(x + h * 0.006 * self.flip, y - h * 0.918, h * 0.05, h * 0.062, self.skin)
        self.patch(NAPE if self.away else CAP, self.hair)

    def stand(self, stride: float = 0.045, left=None, right=None) -> None:
        """Draw the whole figure; left and right are hands in its own points."""
        self.c.oval(self.x, self.y, self.h * 0.17, self.h * 0.018, clear(self.ink, 0.2))
        self.leg(-1, stride)
        self.leg(1, stride)
        self.arm(-1, left)
        self.patch(self.wear, self.coat)
        self.c.shade(curve(self.at(LAPEL)), 0.1)
        self.arm(1, right)
        self.head()


def person(c: Canvas, x: float, y: float, h: float, flip: int = 1, coat: Colour | None = None, stride=0.045) -> None:
    """Stand or walk a figure h units tall with its feet at (x, y)."""
    Figure(c, x, y, h, flip, coat).stand(stride)


def viewer(c: Canvas, x: float, y: float, h: float, coat: Colour | None = None) -> None:
    """Stand a figure h units tall looking away from us, feet at (x, y)."""
    who = Figure(c, x, y, h, c.pick((-1, 1)), coat)
    who.away = True
    who.stand(0.05)


def bust(c: Canvas, x: float, y: float, w: float) -> None:
    """Show someone from behind, shoulders w wide, cut off below y."""
    sketch(c, BUST, x, y, w, coat=c.pick(c.p.clothes), skin=c.pick(SKINS))
    hair = c.pick(HAIRS[:5])
    c.oval(x, y - w * 0.82, w * 0.19, w * 0.235, hair)
    if c.rng.random() < 0.45:
        c.rect(x - w * 0.19, y - w * 0.85, w * 0.38, w * c.rand(0.3, 0.55), hair, w * 0.14)


def shadow(c: Canvas, x: float, y: float, h: float, colour: Colour, arms: bool = False) -> None:
    """Show someone from behind in one colour, cut off below y."""
    sketch(c, SHADOW, x, y, h, coat=colour)
    for side in (-1, 1) if arms else ():
        elbow, hand = (side * c.rand(0.4, 0.55), 0.5), (side * c.rand(0.2, 0.5), c.rand(0.85, 1.15))
        c.limb(place([(side * 0.34, 0.18), elbow, hand], x, y, h), h * 0.1, colour)


def outline(c: Canvas, x: float, y: float, h: float, colour: Colour) -> None:
    """Stand a whole figure of one colour with its feet at (x, y)."""
    c.stamp(c.pick((COAT, SHIRT, DRESS)), x, y, h, colour)
    sketch(c, OUTLINE, x, y, h, coat=colour)
