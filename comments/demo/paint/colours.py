"""Colours: mixing, and the palettes a picture may use."""

from dataclasses import dataclass

Colour = tuple[int, ...]


def parse(code: str) -> Colour:
    """Read six hex digits as (red, green, blue)."""
    return tuple(int(code[i : i + 2], 16) for i in (0, 2, 4))


def mix(a: Colour, b: Colour, t: float) -> Colour:
    """Return the colour a fraction t of the way from a to b."""
    return tuple(round(u + (v - u) * t) for u, v in zip(a[:3], b[:3], strict=True))


def clear(colour: Colour, opacity: float) -> Colour:
    """Return (red, green, blue, alpha) for an opacity in 0..1."""
    return (*colour[:3], round(255 * opacity))


@dataclass(frozen=True)
class Palette:
    """Ten colours: three of sky, a far-to-near ramp, lights, accents and ink."""

    top: Colour
    mid: Colour
    low: Colour
    far: Colour
    near: Colour
    light: Colour
    accent: Colour
    second: Colour
    leaf: Colour
    ink: Colour

    def depth(self, t: float) -> Colour:
        """Return the land colour at depth t, 0 far and 1 near."""
        return mix(self.far, self.near, t)

    @property
    def wood(self) -> Colour:
        """Return a timber brown leaning towards this palette."""
        return mix((178, 126, 88), self.near, 0.22)

    @property
    def white(self) -> Colour:
        """Return the palest paint of this palette."""
        return mix(self.light, (255, 253, 247), 0.6)

    @property
    def clothes(self) -> list[Colour]:
        """Return the colours people in this palette wear."""
        pale = mix(self.low, (255, 255, 255), 0.35)
        return [self.accent, self.second, self.leaf, pale, mix(self.near, self.top, 0.3)]


CODES = {
    "dawn": "86a9bb f0c7a9 fbe6c8 cdb0a6 34505f fff3d8 dd6f56 3f8a88 6d8f72 1f2f3d",
    "noon": "86bccb c3dfd9 f4efdc a9cac4 2f6564 fffaea e5793f dcae54 6aa07c 1d3a44",
    "amber": "e3bf92 f1d7af faecd2 dbb188 6e4034 fff6e0 c75432 3f7471 8a8a4c 37231f",
    "mint": "93c8bc cfe5d2 f7f2dc accdb9 2b5c4b fffbe8 e06a50 eeb44d 5f9b72 17332f",
    "lilac": "8b92c0 d5b7cd f9dccb baa8c6 433c69 fff1de ea8467 5ba0a5 749a8c 25214a",
    "haze": "a3bccd d3dcdf f4ebda b5c4cc 3c566c fffaee d6624a e0b058 7f9f8c 203140",
    "rose": "d79a94 f0c3ae fbe3cd d3a39b 5a3a4c fff2e0 c8495a 39788a 8b9a72 2f2033",
    "ember": "34466e b76c7d f5b37e 94637d 27233f ffe4ae f07a50 6faaa8 5f7a74 17152b",
    "plum": "403a6b a4688f f3b79a 84608f 261f43 ffe6c0 f28a62 64a9b0 657a83 17132e",
    "teal": "1f5665 69a09c f3d7a4 5f9290 103640 fff0c4 ee7f55 f2c063 4a8a78 0a2129",
    "indigo": "101c40 29426f 6b8aa8 3e5c87 0d1733 ffeab4 f3a55c 7cc0bd 3a6a72 090f23",
    "spruce": "0d2833 1f4c58 6b9c98 356671 0a1f27 fff0c6 f08c5e a7d3c3 2f6b5f 06151c",
    "violet": "1c173c 46356e a8749a 5b4a80 140f2c ffe8c2 f48f77 79b6c9 4a6680 0d0a20",
}
PALETTES = {name: Palette(*map(parse, codes.split())) for name, codes in CODES.items()}
DAY = ("dawn", "mint", "lilac", "amber", "noon", "rose", "haze")
FRESH = ("noon", "mint", "haze", "dawn", "amber")
WARM = ("amber", "rose", "dawn", "ember", "lilac")
WATER = ("dawn", "mint", "lilac", "noon", "haze", "teal", "plum", "ember")
DUSK = ("ember", "teal", "plum")
NIGHT = ("indigo", "spruce", "violet")
