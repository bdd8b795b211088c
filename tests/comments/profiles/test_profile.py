"""资料与头像, 改名: what one may say of oneself, which pictures are taken, in which words the rest is refused."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from comments.models import Reader, WordRule
from tests.news.media.pictured import SECRET, XMP, png_header

pytestmark = pytest.mark.django_db
PATH = "/accounts/profile/"
MB = 1024 * 1024


def picture(form="JPEG", size=(400, 300), colour="teal", **options):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, form, **options)
    return out.getvalue()


def send(client, data=None, filename="我.jpg", **fields):
    """Save the form, with `data` as the picture's file."""
    fields = {"bio": "", "sign": ""} | fields
    if data is not None:
        fields["picture"] = SimpleUploadedFile(filename, data)
    return client.post(PATH, fields)


def kept(settings):
    """The files in the folder of portraits."""
    return sorted(Path(settings.MEDIA_ROOT).rglob("*.*"))


def sentences(answer):
    return [unescape(one.strip()) for one in re.findall(r'<p class="problem"[^>]*>(.*?)</p>', answer.content.decode())]


@pytest.fixture
def client(signed_in, tangju):
    return signed_in(tangju)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_four_forms_become_a_small_square(settings, client, tangju, form):
    answer = send(client, picture(form), filename="../../网页.php")
    assert (answer.status_code, unescape(answer["Location"])) == (303, tangju.get_absolute_url())
    tangju.refresh_from_db()
    [file] = kept(settings)
    assert re.fullmatch(r"portraits/[0-9a-f]{24}\.webp", tangju.portrait.name) and file == Path(tangju.portrait.path)
    with Image.open(file) as made:
        assert (made.format, made.size) == ("WEBP", (256, 256))
    shown = client.get(tangju.portrait.url)
    assert shown["X-Content-Type-Options"] == "nosniff" and shown["Content-Type"] == "image/webp"
    assert f'src="{tangju.portrait.url}"' in client.get(PATH).content.decode()


def test_the_middle_is_cut_out_and_nothing_is_enlarged(settings, client):
    wide = Image.new("RGB", (300, 100), "red")
    wide.paste("blue", (100, 0, 200, 100))
    out = BytesIO()
    wide.save(out, "PNG")
    send(client, out.getvalue())
    with Image.open(kept(settings)[0]) as made:
        assert made.size == (100, 100) and made.convert("RGB").getpixel((5, 50))[2] > 200


def test_what_a_picture_carries_along_stays_behind(settings, client):
    exif = Image.Exif()
    exif[0x8825], exif[0x010E] = {1: "N", 2: (39.0, 54.0, 15.0)}, SECRET.decode()
    send(client, picture(exif=exif, xmp=XMP, comment=SECRET))
    [file] = kept(settings)
    assert SECRET not in file.read_bytes()
    with Image.open(file) as made:
        assert not made.getexif() and "xmp" not in made.info


NOT_TAKEN = {
    "a bomb": (png_header(30_000, 30_000).read(), "图片的像素太多（PNG 最多 850 万像素），请缩小后再上传。"),
    "text": ("我的头像".encode(), "这不是能识别的图片，请换一张 JPEG、PNG、WebP 或 GIF。"),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "这不是能识别的图片，请换一张 JPEG、PNG、WebP 或 GIF。"),
    "nothing": (b"", "这不是能识别的图片，请换一张 JPEG、PNG、WebP 或 GIF。"),
    "half a picture": (picture(size=(900, 900))[:1500], "这不是能识别的图片，请换一张 JPEG、PNG、WebP 或 GIF。"),
    "9 MB": (picture() + b"\0" * 9 * MB, "上传的文件过大（最多 8 MB）。"),
}


@pytest.mark.parametrize("what", NOT_TAKEN)
def test_what_is_no_portrait_is_refused_in_plain_words_and_not_kept(settings, client, tangju, what):
    send(client, picture())
    before, portrait = kept(settings), Reader.objects.get(pk=tangju.pk).portrait.name
    data, sentence = NOT_TAKEN[what]
    answer = send(client, data, bio="一起寄来的简介")
    assert answer.status_code == 400 and sentences(answer) == [sentence]
    assert "一起寄来的简介" in answer.content.decode()  # what was typed is kept in the form
    tangju.refresh_from_db()
    assert (kept(settings), tangju.portrait.name, tangju.bio) == (before, portrait, "")


def test_just_under_the_limit_is_taken(settings, client):
    assert send(client, picture() + b"\0" * (8 * MB - 10_000)).status_code == 303 and len(kept(settings)) == 1


def test_a_good_picture_with_a_bad_bio_is_not_kept(settings, client):
    assert send(client, picture(), bio="字" * 301).status_code == 400 and kept(settings) == []


def test_a_new_portrait_takes_the_old_file_away(settings, client, tangju, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, picture())
    first = Reader.objects.get(pk=tangju.pk).portrait
    with django_capture_on_commit_callbacks(execute=True):
        send(client, picture(colour="red"))
    second = Reader.objects.get(pk=tangju.pk).portrait
    assert second.name != first.name and kept(settings) == [Path(second.path)]
    assert client.get(first.url).status_code == 404
    send(client, bio="只改简介")
    assert Reader.objects.get(pk=tangju.pk).portrait.name == second.name
    with django_capture_on_commit_callbacks(execute=True):
        send(client, drawn="on")
    assert Reader.objects.get(pk=tangju.pk).portrait.name == "" and kept(settings) == []
    assert '<svg class="portrait"' in client.get("/readers/糖桔/").content.decode()


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ("字" * 300, "字" * 300),
        ("一\r\n二", "一\n二"),
        ("行\r\n" * 100 + "字" * 99, "行\n" * 100 + "字" * 99),
        ("  \n空边  ", "空边"),
        ("控\x08制\x7f符\ufdd0", "控制符"),
        ("e\u0301", "\u00e9"),
        ("\u202e反\u2066", "\u202e反\u2066"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("", ""),
    ],
    ids=ascii,
)
def test_a_bio_is_kept_as_it_was_typed(client, tangju, typed, kept_as):
    assert send(client, bio=typed).status_code == 303
    assert Reader.objects.get(pk=tangju.pk).bio == kept_as


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("字" * 301, "最长 300 字，请删短一些。"),
        ("字" * 100_000, "最长 300 字，请删短一些。"),
        ("坏\x00字", "文字里有无法识别的字符，请删除后再试。"),
        ("坏\ufffd字", "文字里有无法识别的字符，请删除后再试。"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_a_bio_that_is_not_taken_is_refused_in_plain_words(client, tangju, typed, sentence):
    send(client, bio="原来的")
    answer = send(client, bio=typed)
    assert answer.status_code == 400 and sentences(answer) == [sentence]
    assert Reader.objects.get(pk=tangju.pk).bio == "原来的"


def test_hostile_words_come_back_as_words(client):
    hostile = '</textarea><script>alert(1)</script>"><img src=x onerror=y>{{ user }}{% csrf_token %}'
    send(client, bio=hostile)
    for page in (client.get(PATH), client.get("/readers/糖桔/"), send(client, bio=hostile * 9)):
        html = page.content.decode()
        assert "<script>alert" not in html and "<img src=x" not in html and "{{ user }}" in html


def test_a_sign_is_one_of_three_and_shows_from_level_8_on(client, tangju):
    tangju.earn(20_000, "gem")
    for sign, badge in (("♂", "♂☆★声望品衔8★☆♂"), ("♀", "♀☆★声望品衔8★☆♀"), ("", "☆★声望品衔8★☆")):
        assert send(client, sign=sign).status_code == 303
        assert f"[{badge}]" in client.get("/readers/糖桔/").content.decode()
    answer = send(client, sign="♂♂")
    assert answer.status_code == 400 and len(sentences(answer)) == 1


@pytest.mark.parametrize("path", [PATH, "/accounts/name/", f"/zh-hant{PATH}"])
def test_these_pages_are_ones_own_and_kept_by_nobody(signed_in, tangju, path):
    for act in (signed_in().get, signed_in().post):
        assert "/accounts/login/?next=" in act(path)["Location"]
    assert "no-store" in signed_in(tangju).get(path)["Cache-Control"]
    assert signed_in(tangju, enforce_csrf_checks=True).post(path, {"bio": "别站寄来的"}).status_code == 403
    assert signed_in(tangju).put(path).status_code == 405


def test_nothing_else_of_a_reader_can_be_set_here(client, tangju):
    send(
        client,
        bio="好",
        points=9,
        level=10,
        is_staff="on",
        title="总统",
        name="别人",
        email="x@example.com",
        verified="on",
    )
    fresh = Reader.objects.get(pk=tangju.pk)
    assert (fresh.points, fresh.level, fresh.is_staff, fresh.title) == (tangju.points, 4, False, "")
    assert (fresh.name, fresh.email, fresh.verified, fresh.bio) == ("糖桔", "", False, "好")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "这里还是空的。"),
        ("一", "用户名请用 2 到 20 个字。"),
        ("长" * 21, "用户名请用 2 到 20 个字。"),
        ("长" * 101, "最长 100 字，请删短一些。"),
        ("坏\x00名", "文字里有无法识别的字符，请删除后再试。"),
        ("a b", "用户名只能用汉字、假名、拉丁字母、数字和 _ - · ."),
        ("網編小王", "这个用户名容易被当成本站人员，请换一个。"),
        ("扶風", "这个用户名（或看起来一样的用户名）已被使用，请换一个。"),
        ("糖桔", "这就是您当前的用户名。"),
        ("賣藥的", "这个用户名含有禁用词，请换一个。"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_a_name_that_is_not_taken_is_refused_in_plain_words(client, cast, typed, sentence):
    WordRule.objects.create(word="卖药", scope="names", is_on=True)
    answer = client.post("/accounts/name/", {"name": typed})
    assert answer.status_code == 400 and sentences(answer) == [sentence]
    assert Reader.objects.get(pk=cast.tangju.pk).name == "糖桔"


def test_a_new_name_is_on_every_page_and_the_next_has_to_wait(client, say, tangju):
    say(tangju, "一句话")
    assert client.post("/accounts/name/", {"name": "糖橘子"}).status_code == 303
    assert "糖橘子" in client.get("/").content.decode()
    page = client.get("/accounts/name/").content.decode()
    assert "九十天内只能改一次用户名" in page and 'name="name"' not in page and "为您保留到" in page
    assert client.post("/accounts/name/", {"name": "又一个"}).status_code == 400
    assert client.get("/readers/糖桔/")["Location"] == Reader.objects.get(pk=tangju.pk).get_absolute_url()
    assert not Reader.objects.filter(name="又一个").exists()
