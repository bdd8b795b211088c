"""What is refused by its header, before anything is decoded."""

import zlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from news.media.imaging import child
from news.media.imaging.headers import count_frames, read_header
from news.media.imaging.limits import FRAMES_MAX, MB, PURPOSES, NotAPicture
from news.media.imaging.pool import check_upload
from tests.news.media.pictured import bytes_of, chunk, file_of, jpeg_header, made, png_header, webp_header

NOT_KNOWN = "不是能识别的图片"


def refusal(file, purpose="photo"):
    """Why `file` is refused by its size or header alone; None if it is not."""
    try:
        check_upload(file, PURPOSES[purpose])
    except NotAPicture as error:
        return str(error)
    return None


@pytest.mark.parametrize("form", ["BMP", "TIFF", "PPM", "ICO", "PDF", "TGA"])
def test_no_other_form_is_taken(form):
    assert NOT_KNOWN in refusal(file_of(Image.new("RGB", (60, 40)), form))


NO_PICTURES = [
    b"",
    b"GIF89a",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    b"\0" * 400,
    b"<html><script>",
    b"RIFF\xff\xff\xff\xffWEBPVP8 ",
    b"%!PS-Adobe-3.0",
    b"\xff\xd8" + b"\xff" * 5000,
]


@pytest.mark.parametrize("data", NO_PICTURES, ids=range(len(NO_PICTURES)))
def test_what_is_no_picture_is_refused_in_a_sentence(data):
    assert NOT_KNOWN in refusal(ContentFile(data))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_the_header_says_what_pillow_says(form, mode):
    for size in ((1, 1), (61, 40), (300, 2000)):
        for options in ({}, {"lossless": True}, {"progressive": True}):
            header = read_header(BytesIO(bytes_of(Image.new(mode, size), form, **options)))
            assert (header.kind, header.width, header.height) == (form, *size)
            assert header.buffered == (form == "JPEG" and "progressive" in options)


GOOD = {form: bytes_of(Image.effect_noise((24, 24), 60), form) for form in ("JPEG", "PNG", "WEBP", "GIF")}


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 2000), st.binary(max_size=6))
def test_a_damaged_file_is_a_picture_or_is_refused_and_nothing_else(form, at, noise):
    data = GOOD[form]
    at = at % len(data)
    data = data[:at] + noise + data[at + 2 * len(noise) :] if noise else data[:at]
    refused = refusal(ContentFile(data))
    said = child.answer(BytesIO(data), PURPOSES["photo"])[0]
    assert b'"size"' in said or b'"refused"' in said
    assert not refused or b'"refused"' in said


@pytest.mark.parametrize("purpose", sorted(PURPOSES))
@pytest.mark.parametrize("kind", ["png", "webp", "jpeg", "jpeg of several scans"])
def test_each_kind_has_its_bound_of_pixels_for_each_way_in(kind, purpose):
    headers = {"png": png_header, "webp": webp_header, "jpeg": jpeg_header}
    header = headers.get(kind, lambda *size: jpeg_header(*size, marker=0xC2))
    bounds = PURPOSES[purpose]
    most = {"png": bounds.png, "webp": bounds.webp, "jpeg": bounds.jpeg}.get(kind, bounds.scans)
    height = int(most * 1_000_000) // 8000
    assert refusal(header(8000, height), purpose) is None
    assert "像素太多" in refusal(header(8000, height + 1), purpose)


@pytest.mark.parametrize("size", [(30_000, 30_000), (2**31 - 1, 2**31 - 1), (12_001, 700)])
def test_a_bomb_is_refused_by_its_header_for_its_pixels(size):
    assert "像素太多" in refusal(png_header(*size))


def test_a_line_of_pixels_and_none_at_all_are_refused():
    assert "太狭长" in refusal(png_header(10_000, 2))
    assert NOT_KNOWN in refusal(png_header(0, 50))


def test_the_frame_of_a_gif_counts_where_it_is_larger_than_its_screen():
    data = bytearray(bytes_of(Image.new("P", (40, 40)), "GIF"))
    at = data.index(b",", 13)
    data[at + 5 : at + 9] = (9000).to_bytes(2, "little") * 2
    assert "像素太多" in refusal(ContentFile(bytes(data)))


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_frames_are_counted_and_bounded(monkeypatch, form):
    frames = [Image.new("L", (8, 8), shade * 20) for shade in range(12)]  # WebP joins those that look alike
    data = bytes_of(frames[0], form, save_all=True, append_images=frames[1:])
    assert count_frames(BytesIO(data), read_header(BytesIO(data)), FRAMES_MAX) == 12
    monkeypatch.setattr(child, "FRAMES_MAX", 11)
    with pytest.raises(NotAPicture, match="帧数太多"):
        made(data)


def test_a_gif_of_millions_of_blocks_is_given_up():
    data = bytes_of(Image.new("P", (8, 8)), "GIF")[:-2] + b"\x01a" * 200_000 + b"\0;"
    assert b'"refused"' in child.answer(BytesIO(data), PURPOSES["photo"])[0]


def test_a_text_that_unpacks_to_gigabytes_is_refused():
    packed = zlib.compress(b"\0" * 80_000_000, 9)
    bomb = png_header(8, 8, chunk(b"zTXt", b"Comment\0\0" + packed) + chunk(b"iCCP", b"p\0\0" + packed))
    assert b'"refused"' in child.answer(BytesIO(bomb.read()), PURPOSES["photo"])[0]


@pytest.mark.parametrize(("purpose", "most"), [("portrait", 8), ("photo", 20), ("desk", 20)])
def test_a_file_over_the_bound_is_not_even_looked_at(purpose, most):
    file = ContentFile(b"no picture")
    file.size = most * MB + 1
    assert refusal(file, purpose) == f"上传的文件过大（最多 {most} MB）。"
