"""What becomes of a picture: upright, on white, in the screen's colours, in every size, without metadata."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, PngImagePlugin

from news.media.imaging.child import answer
from news.media.imaging.limits import OUTPUT_PIXELS, PURPOSES
from news.media.imaging.render import WIDTHS, shrink, widths_for
from tests.news.media.coloured import display_p3, gamma_grey
from tests.news.media.pictured import SECRET, XMP, bytes_of, colour_at, file_of, is_near, made

FORMS = ["JPEG", "PNG", "WEBP", "GIF"]


@pytest.mark.parametrize("form", FORMS)
def test_the_four_forms_are_taken(form):
    picture = made(file_of(Image.new("RGB", (60, 40), "red"), form))[-1]
    assert (picture.size, picture.mode) == ((60, 40), "RGB")
    assert picture.getpixel((5, 5))[0] > 240


def carrying(form):
    """A picture that carries a place in its EXIF, its XMP and its comment."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    options = {
        "JPEG": {"exif": exif, "comment": SECRET, "xmp": XMP},
        "PNG": {"exif": exif, "pnginfo": info},
        "WEBP": {"exif": exif.tobytes(), "xmp": XMP},
        "GIF": {"comment": SECRET},
    }
    profile = {} if form == "GIF" else {"icc_profile": display_p3()}
    return bytes_of(Image.new("RGB", (600, 400), "red"), form, **options[form], **profile)


@pytest.mark.parametrize("purpose", sorted(PURPOSES))
@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_a_picture_carried_along_is_kept(form, purpose):
    source = carrying(form)
    assert SECRET in source
    for picture in made(source, purpose):
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(picture.info)
    assert all(SECRET not in part for part in answer(BytesIO(source), PURPOSES[purpose]))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (60, 40), (5, 5)), (3, (60, 40), (55, 35)), (6, (40, 60), (35, 5)), (8, (40, 60), (5, 55))],
)
def test_a_picture_taken_sideways_stands_upright(form, orientation, size, red_at):
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = made(file_of(picture, form, exif=exif))[-1]
    assert upright.size == size and is_near(upright.getpixel(red_at), (255, 0, 0), 12)


def test_a_sideways_photograph_is_as_wide_as_it_stands():
    exif = Image.Exif()
    exif[0x0112] = 6
    wide = made(file_of(Image.new("RGB", (4000, 3000), "teal"), "JPEG", exif=exif))
    assert [picture.size for picture in wide[1::2]] == [(480, 640), (960, 1280), (1600, 2133)]


TRANSPARENT = {
    "RGBA": ("RGBA", (200, 0, 0, 0), {}),
    "LA": ("LA", (0, 0), {}),
    "grey and a colour key": ("L", 30, {"transparency": 30}),
    "colour and a colour key": ("RGB", (10, 20, 30), {"transparency": (10, 20, 30)}),
    "black and white and a key": ("1", 0, {"transparency": 0}),
    "palette, one entry": ("P", 0, {"transparency": 0}),
    "palette, shades": ("P", 0, {"transparency": bytes([0, 128, 255])}),
    "16 bits and a key": ("I;16", 300, {"transparency": 300}),
}


@pytest.mark.parametrize("purpose", sorted(PURPOSES))
@pytest.mark.parametrize("what", TRANSPARENT)
def test_what_is_transparent_shows_white_paper(what, purpose):
    mode, colour, options = TRANSPARENT[what]
    assert is_near(colour_at(file_of(Image.new(mode, (40, 40), colour), "PNG", **options), purpose=purpose), (255,) * 3)


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_so_do_the_transparent_parts_of_other_forms(form):
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0)) if form == "WEBP" else Image.new("P", (40, 40), 0)
    assert is_near(colour_at(file_of(picture, form, **({"transparency": 0} if form == "GIF" else {}))), (255,) * 3)


@pytest.mark.parametrize(
    ("mode", "colour", "shown"),
    [
        ("RGB", (200, 0, 0), (200, 0, 0)),
        ("RGBA", (200, 0, 0, 255), (200, 0, 0)),
        ("RGBA", (0, 0, 0, 128), (127,) * 3),
        ("LA", (100, 255), (100,) * 3),
        ("LA", (0, 128), (127,) * 3),
        ("L", 100, (100,) * 3),
        ("1", 1, (255,) * 3),
        ("I;16", 25_700, (100,) * 3),
        ("P", 0, (0, 0, 0)),
    ],
)
def test_every_mode_of_a_png_keeps_its_colour(mode, colour, shown):
    assert is_near(colour_at(file_of(Image.new(mode, (40, 40), colour), "PNG")), shown)


def test_a_key_of_16_bits_hides_only_its_own_shade():
    picture = Image.new("I;16", (40, 40), 25_700)
    assert is_near(colour_at(file_of(picture, "PNG", transparency=300)), (100,) * 3)


def test_a_printers_picture_is_shown_in_screen_colours():
    pixel = colour_at(file_of(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG"))
    assert pixel[0] > 200 > 60 > pixel[2]


@pytest.mark.parametrize("purpose", sorted(PURPOSES))
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_colour_profile_is_applied_before_it_is_dropped(form, mode, purpose):
    if (form, mode) == ("JPEG", "RGBA"):
        return
    picture = Image.new(mode, (64, 64), (220, 40, 40, 255)[: len(mode)])
    red, green, blue = colour_at(file_of(picture, form, icc_profile=display_p3()), purpose=purpose)
    assert red > 236 and green < 8 and blue < 28  # the same red in sRGB, clipped


def test_a_profile_of_grey_is_applied_too_and_a_broken_or_foreign_one_does_no_harm():
    grey = Image.new("LA", (40, 40), (128, 255))
    assert is_near(colour_at(file_of(grey, "PNG", icc_profile=gamma_grey(1.0))), (188,) * 3)
    for profile in (b"no profile", gamma_grey(1.0), display_p3()[:200]):
        picture = file_of(Image.new("RGB", (40, 40), (220, 40, 40)), "PNG", icc_profile=profile)
        assert is_near(colour_at(picture), (220, 40, 40))


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_taken(form):
    frames = [Image.new("RGB", (40, 40), (shade, 0, 0)) for shade in range(250, 0, -10)]
    film = file_of(frames[0], form, save_all=True, append_images=frames[1:])
    assert is_near(colour_at(film), (250, 0, 0), 6)


def test_a_phones_picture_of_several_pictures_is_its_first():
    film = bytes_of(
        Image.new("RGB", (400, 300), "red"), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 300), "blue")]
    )
    assert is_near(colour_at(film), (254, 0, 0))


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 12_000))
def test_widths_are_distinct_steps_and_never_larger_than_the_original(width):
    widths = widths_for(width)
    assert widths == sorted(set(widths))
    assert max(widths) == min(width, WIDTHS[-1])


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((2000, 1000), [(480, 240), (960, 480), (1600, 800)]),
        ((300, 200), [(300, 200)]),
        ((4000, 100), [(480, 12), (960, 24), (1600, 40)]),
        ((5, 200), [(5, 200)]),
    ],
)
def test_a_picture_is_made_smaller_and_never_larger(size, sizes):
    assert [picture.size for picture in made(file_of(Image.new("RGB", size), "PNG"))[1::2]] == sizes


def test_a_long_picture_is_bounded_in_pixels_and_keeps_its_shape():
    width, height = made(file_of(Image.new("RGB", (900, 9000), "teal"), "PNG"))[-1].size
    assert width * height <= OUTPUT_PIXELS * 1.01 and abs(width / height - 900 / 9000) < 0.001


@pytest.mark.parametrize("size", [(1600, 1068), (480, 320), (7, 5), (3001, 2003)])
def test_strips_leave_no_seam(size):
    picture = Image.effect_noise((3001, 2003), 80).convert("RGB")
    strips, whole = shrink(picture, (0, 0, 3001, 2003), size, None), picture.resize(size, Image.Resampling.LANCZOS)
    assert max(most for _, most in ImageChops.difference(strips, whole).getextrema()) <= 1


def test_the_middle_of_a_picture_is_cut_out_as_a_square():
    wide = Image.new("RGB", (300, 100), "red")
    wide.paste("blue", (100, 0, 200, 100))
    square = made(file_of(wide, "PNG"), "portrait")[0].convert("RGB")
    assert square.size == (100, 100) and is_near(square.getpixel((2, 50)), (0, 0, 255), 20)
