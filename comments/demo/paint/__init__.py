"""Calm flat illustrations, painted from a scene's name and a number."""

from random import Random

from PIL import Image

from . import arrivals, interiors, journeys, nature, stills, towns
from .canvas import Canvas
from .colours import DAY, DUSK, FRESH, NIGHT, PALETTES, WARM, WATER, Palette

__all__ = ["SCENES", "paint"]

SCENES = {
    "harbour": (towns.harbour, WATER + ("rose",)),
    "skyline": (towns.skyline, WARM + DUSK + NIGHT),
    "mountain": (nature.mountain, DAY + DUSK),
    "sea": (nature.sea, WATER),
    "field": (nature.field, FRESH),
    "stadium": (towns.stadium, DUSK + NIGHT),
    "lab": (interiors.lab, DAY),
    "train": (towns.train, DAY + DUSK),
    "street": (towns.street, DAY),
    "market": (towns.market, WARM + FRESH),
    "classroom": (interiors.classroom, DAY),
    "library": (interiors.library, WARM + DUSK + FRESH),
    "hospital": (interiors.hospital, FRESH + ("lilac",)),
    "kitchen": (interiors.kitchen, DAY),
    "concert": (arrivals.concert, NIGHT + DUSK),
    "desert": (nature.desert, WARM),
    "snow": (nature.snow, ("haze", "indigo", "lilac", "plum", "violet", "teal")),
    "forest": (nature.forest, FRESH + ("teal",)),
    "temple": (nature.temple, DAY),
    "chart": (stills.chart, DAY),
    "phone": (stills.phone, DAY),
    "satellite": (journeys.satellite, NIGHT + DUSK),
    "airport": (arrivals.airport, WARM + DUSK + FRESH),
    "river": (journeys.river, ("noon", "mint", "haze", "dawn", "lilac")),
    "night": (journeys.night, NIGHT),
    "village": (journeys.village, DAY),
    "bridge": (arrivals.bridge, WATER + ("rose",)),
    "balloon": (journeys.balloon, DAY + DUSK),
    "museum": (stills.museum, DAY),
    "cat": (stills.cat, WARM + DUSK + NIGHT),
}


def paint(scene: str, seed: int, size: tuple[int, int] = (1600, 1000)) -> Image.Image:
    """Paint a scene as an RGB image of size (width, height), always alike for one scene and seed.

    Raises ValueError for a scene not in SCENES or a size without area.
    """
    if scene not in SCENES:
        raise ValueError(f"there is no scene called {scene!r}; choose one of {', '.join(sorted(SCENES))}")
    if min(size) < 1:
        raise ValueError(f"a picture needs a width and a height of at least 1 pixel, not {size}")
    draw, moods = SCENES[scene]
    canvas = Canvas(size, palette(scene, seed, moods), Random(f"{scene} {seed}"))
    draw(canvas)
    return canvas.finish()


def palette(scene: str, seed: int, moods: tuple[str, ...]) -> Palette:
    """Return the palette for a seed; neighbouring seeds differ."""
    start = Random(scene).randrange(len(moods))
    return PALETTES[moods[(start + seed) % len(moods)]]
