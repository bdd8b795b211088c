"""Pictures: measured before they are decoded, made anew in every width, stripped of all that they carried along."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from news.forms import PhotoForm
from news.models import Photo
from news.pictures import MAX_BYTES, MAX_PIXELS, WIDTHS, NotAPicture, encoded, fitting, opened, widths_for
from tests.conftest import make_article

SECRET = b"SECRET-39.9042N"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"


def file_of(picture, form, **options):
    out = BytesIO()
    picture.save(out, form, **options)
    return ContentFile(out.getvalue())


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width, height, more=b""):
    """A PNG that promises a size and holds no picture at all: whoever decodes it fails."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return ContentFile(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more + chunk(b"IDAT", b"") + chunk(b"IEND", b""))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_four_forms_are_taken(form):
    picture = opened(file_of(Image.new("RGB", (60, 40), "red"), form))
    assert (picture.size, picture.mode) == ((60, 40), "RGB")
    assert picture.getpixel((5, 5))[0] > 240


@pytest.mark.parametrize("form", ["BMP", "TIFF", "PPM", "ICO", "PDF", "TGA"])
def test_no_other_form_is_taken(form):
    with pytest.raises(NotAPicture, match="不是能识别的图片"):
        opened(file_of(Image.new("RGB", (60, 40)), form))


NO_PICTURES = [
    b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\0" * 400,
    b"<html><script>", b"RIFF\xff\xff\xff\xffWEBPVP8 ", b"%!PS-Adobe-3.0",
]  # fmt: skip


@pytest.mark.parametrize("data", NO_PICTURES, ids=range(len(NO_PICTURES)))
def test_what_is_no_picture_is_refused_in_a_sentence(data):
    with pytest.raises(NotAPicture, match="不是能识别的图片"):
        opened(ContentFile(data))


GOOD = {form: file_of(Image.effect_noise((24, 24), 60), form).read() for form in ("JPEG", "PNG", "WEBP", "GIF")}


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 2000), st.binary(max_size=6))
def test_a_damaged_file_is_a_picture_or_is_refused_and_nothing_else(form, at, noise):
    data = GOOD[form]
    at = at % len(data)
    try:
        picture = opened(ContentFile(data[:at] + noise + data[at + 2 * len(noise) :] if noise else data[:at]))
    except NotAPicture:
        return
    assert picture.mode == "RGB"
    assert picture.width * picture.height <= MAX_PIXELS


@pytest.mark.parametrize(
    "size",
    [(MAX_PIXELS // 5000 + 1, 5000), (10_000, 10_000), (30_000, 30_000), (1, MAX_PIXELS + 1), (2**31 - 1, 2**31 - 1)],
)
def test_a_bomb_is_refused_by_its_header_for_its_pixels(size):
    with pytest.raises(NotAPicture, match="像素太多"):
        opened(png_header(*size))


def test_a_text_that_unpacks_to_gigabytes_is_refused():
    packed = zlib.compress(b"\0" * 80_000_000, 9)
    bomb = png_header(8, 8, chunk(b"zTXt", b"Comment\0\0" + packed) + chunk(b"iCCP", b"p\0\0" + packed))
    with pytest.raises(NotAPicture):
        opened(bomb)


def test_a_file_over_the_bound_is_not_even_looked_at():
    file = ContentFile(b"no picture")
    file.size = MAX_BYTES + 1
    with pytest.raises(NotAPicture, match="20 MB"):
        opened(file)


def carrying(form):
    """A picture that carries a place in its EXIF, its XMP and its comment."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    options = {
        "JPEG": {"exif": exif, "comment": SECRET, "xmp": XMP}, "PNG": {"exif": exif, "pnginfo": info},
        "WEBP": {"exif": exif.tobytes(), "xmp": XMP}, "GIF": {"comment": SECRET},
    }  # fmt: skip
    return file_of(Image.new("RGB", (60, 40), "red"), form, **options[form])


@pytest.mark.parametrize("ending", ["jpg", "webp"])
@pytest.mark.parametrize("width", [30, 1600])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_nothing_that_a_picture_carried_along_is_kept(form, width, ending):
    source = carrying(form)
    assert SECRET in source.read()
    source.seek(0)
    assert SECRET not in encoded(fitting(opened(source), width), ending).read()


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (60, 40), (5, 5)), (3, (60, 40), (55, 35)), (6, (40, 60), (35, 5)), (8, (40, 60), (5, 55))],
)
def test_a_picture_taken_sideways_stands_upright(orientation, size, red_at):
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = opened(file_of(picture, "PNG", exif=exif))
    assert (upright.size, upright.getpixel(red_at)) == (size, (255, 0, 0))


@pytest.mark.parametrize(
    ("mode", "colour", "shown"),
    [
        ("RGB", (200, 0, 0), (200, 0, 0)), ("RGBA", (200, 0, 0, 255), (200, 0, 0)),
        ("RGBA", (200, 0, 0, 0), (255, 255, 255)),
        ("LA", (100, 255), (100, 100, 100)), ("LA", (100, 0), (255, 255, 255)), ("L", 100, (100, 100, 100)),
        ("1", 1, (255, 255, 255)), ("I;16", 25_700, (100, 100, 100)), ("P", 0, (0, 0, 0)),
    ],
)  # fmt: skip
def test_every_mode_of_a_png_is_shown_on_white_paper(mode, colour, shown):
    pixel = opened(file_of(Image.new(mode, (8, 8), colour), "PNG")).getpixel((4, 4))
    assert max(abs(a - b) for a, b in zip(pixel, shown, strict=True)) <= 1


def test_a_printers_picture_is_shown_in_screen_colours():
    picture = opened(file_of(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"))
    assert picture.mode == "RGB"
    assert picture.getpixel((4, 4))[0] > 200 > 60 > picture.getpixel((4, 4))[2]


def test_of_a_film_of_many_frames_the_first_is_taken():
    frames = [Image.new("RGB", (40, 40), (shade, 0, 0)) for shade in range(250, 0, -10)]
    film = file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert opened(film).getpixel((4, 4))[0] == 250


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 12_000))
def test_widths_are_distinct_steps_and_never_larger_than_the_original(width):
    widths = widths_for(width)
    assert widths == sorted(set(widths))
    assert max(widths) == min(width, WIDTHS[-1])


@pytest.mark.parametrize(
    ("size", "width", "fits"),
    [
        ((2000, 1000), 480, (480, 240)),
        ((300, 200), 480, (300, 200)),
        ((5000, 1), 480, (480, 1)),
        ((1, 5000), 480, (1, 5000)),
    ],
)
def test_a_picture_is_made_smaller_and_never_larger(size, width, fits):
    assert fitting(Image.new("RGB", size), width).size == fits


@pytest.mark.django_db
@pytest.mark.parametrize("width", [300, 480, 1000, 1600, 2000])
def test_a_photo_leaves_no_file_behind(settings, tmp_path, width):
    settings.MEDIA_ROOT = tmp_path
    photo = Photo(article=make_article())
    photo.take(Image.new("RGB", (width, 60), "red"))
    files = sorted(path.name for path in tmp_path.rglob("*.*"))
    named = sorted(photo.path(step, ending).split("/")[-1] for step in photo.widths for ending in ("jpg", "webp"))
    assert files == named
    photo.take(Image.new("RGB", (500, 60), "blue"))
    photo.forget()
    assert [path for path in tmp_path.rglob("*.*") if path.is_file()] == []


@pytest.mark.django_db
def test_an_editor_is_told_what_is_wrong_with_a_picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    form = PhotoForm({"position": 0}, {"file": SimpleUploadedFile("../../a.jpg", png_header(9000, 9000).read())})
    assert "像素太多" in form.errors["file"][0]
    assert list(tmp_path.rglob("*")) == []
